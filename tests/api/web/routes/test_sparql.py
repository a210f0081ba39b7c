"""/sparql: the query operation of the protocol, forms by negotiation, limits and cuts, a form to ask with."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.sparql.formats import BY_TYPE
from respondeat.api.web.headers import PAGE_POLICY
from tests.api.web.conftest import Asking
from tests.api.web.told import asked, problem

SELECT = "SELECT ?s { ?s a r:Person } ORDER BY ?s LIMIT 3"
ALL = "SELECT * { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as found:
        yield found


def get(client: TestClient, query: str, accept: str = JSON, **parameters: Any) -> Any:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


def test_three_ways_of_asking_give_the_same_answer(client: TestClient) -> None:
    by_get = get(client, SELECT)
    by_form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", content=SELECT, headers={"Content-Type": DIRECT})
    assert [one.status_code for one in (by_get, by_form, direct)] == [200, 200, 200]
    assert by_get.content == by_form.content == direct.content
    assert len(by_get.json()["results"]["bindings"]) == 3
    assert by_get.headers["content-type"] == JSON


@pytest.mark.parametrize(
    "kind",
    ["application/sparql-query; charset=utf-8", 'Application/SPARQL-Query;charset="UTF-8"', DIRECT],
)
def test_a_text_of_another_script_arrives_in_each_way(client: TestClient, kind: str) -> None:
    text = 'SELECT ("Акрэсціна ☃ \U0001f600" AS ?x) {}'
    for got in (
        get(client, text),
        client.post("/sparql", data={"query": text}),
        client.post("/sparql", content=text.encode(), headers={"Content-Type": kind}),
        client.post("/sparql", content=f"query={text}".encode(), headers={"Content-Type": FORM}),
    ):
        assert got.json()["results"]["bindings"][0]["x"]["value"] == "Акрэсціна ☃ \U0001f600"


def test_parameters_stand_in_the_address_of_a_post_too(client: TestClient) -> None:
    for kind, content in ((DIRECT, "ASK {}"), (FORM, "query=ASK%20%7B%7D")):
        got = client.post(
            "/sparql?format=csv&default-graph-uri=urn:x", content=content, headers={"Content-Type": kind}
        )
        assert "urn:x" in problem(got, 403, "query-forbidden")
        got = client.post("/sparql?format=csv", content=content, headers={"Content-Type": kind})
        assert (got.text, got.headers["content-type"]) == ("true", "text/csv; charset=utf-8")


UNREADABLE: dict[str, tuple[str, int, str]] = {
    "no query in a form": ("", 400, "request"),
    "an empty query": ("query=", 400, "query"),
    "a blank query": ("query=%20%0A", 400, "query"),
    "two queries": ("query=ASK%7B%7D&query=ASK%7B%7D", 400, "request"),
    "half an encoding": ("query=ASK%7", 400, "request"),
    "no encoding": ("query=%zz", 400, "request"),
    "bytes that are no UTF-8": ("query=%ff%fe", 400, "request"),
    "half a surrogate": ("query=%ed%a0%80", 400, "request"),
    "a NUL": ("query=ASK%7B%00%7D", 400, "query"),
    "encoded twice": ("query=ASK%2520%257B%257D", 400, "query"),
    "no SPARQL": ("query=hello", 400, "query"),
    "an update": ("update=CLEAR%20ALL", 403, "query-forbidden"),
    "an update beside a query": ("query=ASK%7B%7D&update=CLEAR%20ALL", 403, "query-forbidden"),
    "an update as a query": ("query=CLEAR%20ALL", 403, "query-forbidden"),
    "the data set of an update": ("query=ASK%7B%7D&using-graph-uri=urn:x", 403, "query-forbidden"),
    "a SERVICE": ("query=ASK%7BSERVICE%3Curn:x%3E%7B%7D%7D", 403, "query-forbidden"),
    "a graph that is not there": ("query=ASK%7B%7D&named-graph-uri=urn:x", 403, "query-forbidden"),
    "too long a query": ("query=ASK%7B%7D" + "%20" * 8192, 413, "too-large"),
    "too deep a query": ("query=ASK" + "%7B" * 101 + "%7D" * 101, 413, "too-large"),
    "no rows": ("query=ASK%7B%7D&rows=0", 400, "request"),
    "too many rows": ("query=ASK%7B%7D&rows=100001", 400, "request"),
    "rows in another script": ("query=ASK%7B%7D&rows=%D9%A3", 400, "request"),
    "rows twice": ("query=ASK%7B%7D&rows=1&rows=2", 400, "request"),
    "no number of rows": ("query=ASK%7B%7D&rows=all", 400, "request"),
    "a form that is not there": ("query=ASK%7B%7D&format=docx", 406, "not-acceptable"),
    "N3": ("query=ASK%7B%7D&format=n3", 406, "not-acceptable"),
    "a table of triples": ("query=DESCRIBE%20%3Curn:x%3E&format=csv", 406, "not-acceptable"),
    "a level above": ("query=ASK%7B%7D&level=sealed", 403, "not-allowed"),
    "a level that is none": ("query=ASK%7B%7D&level=high", 403, "not-allowed"),
    "many parameters": ("query=ASK%7B%7D" + "&x" * 1000, 400, "request"),
}


@pytest.mark.parametrize(("content", "status", "kind"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_taken_is_told_by_get_and_by_post(
    client: TestClient, content: str, status: int, kind: str
) -> None:
    by_form = client.post("/sparql", content=content.encode(), headers={"Content-Type": FORM})
    assert problem(by_form, status, kind)
    assert "wall=10" in by_form.headers["respondeat-limits"]
    if content:
        assert problem(client.get(f"/sparql?{content}"), status, kind)


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/sparql-query; charset=utf-16",
        "application/x-www-form-urlencoded; charset=latin-1",
        "application/sparql-update; charset=utf-16",
    ],
)
def test_other_bodies_are_not_taken(client: TestClient, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    got = client.post("/sparql", content=b"ASK {}", headers=headers)
    assert "application/sparql-query" in problem(got, 415, "unsupported-media")


def test_an_update_is_refused_unread(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    assert "changesets" in problem(
        client.post("/sparql", content=b"\xff", headers=headers), 403, "query-forbidden"
    )


def test_a_body_is_bounded(asking: Asking, example: Path) -> None:
    client = asking(example, limits={"body_bytes": 100})
    got = client.post("/sparql", data={"query": "ASK {}" + " " * 100})
    assert got.json()["limit"] == {"name": "body_bytes", "allowed": 100}
    assert got.status_code == 413


@pytest.mark.parametrize("kind", ["results", "graph"])
def test_every_form_there_is_is_given_by_accept_and_by_name(client: TestClient, kind: Any) -> None:
    query = {"results": SELECT, "graph": "CONSTRUCT WHERE { ?s a r:Person ; ?p ?o }"}[kind]
    for media_type, form in BY_TYPE[kind].items():
        by_accept = get(client, query, media_type)
        assert by_accept.status_code == 200, by_accept.text
        assert by_accept.headers["content-type"].partition(";")[0] == media_type
        if media_type.startswith("text/"):
            assert by_accept.headers["content-type"].endswith("charset=utf-8")
        assert "Accept" in by_accept.headers["vary"]
        for name in (*form.names, media_type):
            by_name = get(client, query, "image/png", format=name)
            assert by_name.headers["content-type"].partition(";")[0] in (form.media_type, media_type)


@pytest.mark.parametrize(
    ("accept", "of_rows", "of_triples"),
    [
        ("*/*", JSON, "text/turtle"),
        ("application/json, text/plain, */*", "application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml", None),
        ("application/rdf+xml, text/turtle;q=0.9", None, "application/rdf+xml"),
        ("application/n-triples, text/csv", "text/csv", "application/n-triples"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "text/html"),
    ],
)
def test_the_form_follows_accept(
    client: TestClient, accept: str, of_rows: str | None, of_triples: str | None
) -> None:
    for query, wanted in ((SELECT, of_rows), ("CONSTRUCT WHERE { ?s a r:Person }", of_triples)):
        got = get(client, query, accept)
        if wanted is None:
            assert "is answered in one of" in problem(got, 406, "not-acceptable")
        else:
            assert got.headers["content-type"].partition(";")[0] == wanted


def test_what_nobody_could_answer_is_refused_with_all_there_is(client: TestClient) -> None:
    told = problem(get(client, "no query at all", "image/png"), 406, "not-acceptable")
    assert all(one in told for one in ("text/csv", "text/turtle", "application/rdf+xml", "jsonld"))


def test_an_answer_is_told_apart_by_its_form_and_not_sent_twice(client: TestClient) -> None:
    tags = {get(client, SELECT, accept).headers["etag"] for accept in (JSON, "text/csv")}
    assert len(tags) == 2
    assert get(client, SELECT, f"{JSON};q=0.9").headers["etag"] in tags
    tag = get(client, SELECT).headers["etag"]
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": tag, "Accept": JSON})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/sparql", params={"query": ALL}, headers={"If-None-Match": tag}).status_code == 200
    assert "etag" not in client.post("/sparql", data={"query": SELECT}).headers


@pytest.mark.parametrize(
    "call", ["NOW()", "now()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "\\u004eOW()"]
)
def test_what_differs_each_time_has_no_etag(client: TestClient, call: str) -> None:
    got = get(client, f"SELECT ({call} AS ?x) {{}}")
    assert got.status_code == 200
    assert "etag" not in got.headers


def test_head_is_get_without_the_answer(client: TestClient) -> None:
    by_get, by_head = (
        client.request(method, "/sparql", params={"query": SELECT}, headers={"Accept": JSON})
        for method in ("GET", "HEAD")
    )
    assert by_head.status_code == 200
    ours = ("content-type", "content-length", "etag", "respondeat-complete", "vary")
    assert [by_head.headers[name] for name in ours] == [by_get.headers[name] for name in ours]
    assert client.head("/sparql", params={"query": "x"}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    got = client.request(method, "/sparql", params={"query": SELECT})
    assert problem(got, 405, "method-not-allowed")
    assert got.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_other_sites_read_where_the_settings_let_them_and_never_with_cookies(
    asking: Asking, example: Path
) -> None:
    client = asking(example, cors_origins=("https://example.org",))
    for origin, allowed in (("https://example.org", "https://example.org"), ("https://evil.example", None)):
        for query in ("ASK {}", "no query"):
            got = client.get("/sparql", params={"query": query}, headers={"Origin": origin})
            assert got.headers.get("access-control-allow-origin") == allowed
            assert "access-control-allow-credentials" not in got.headers
        asked_first = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        preflight = client.options("/sparql", headers=asked_first)
        assert preflight.headers.get("access-control-allow-origin") == allowed


def test_the_limits_of_a_request_are_stated(asking: Asking, example: Path) -> None:
    limits = {"wall_seconds": 2.5, "rows": 50, "answer_mb": 1, "query_bytes": 999}
    client = asking(example, limits=limits)
    for got in (get(client, SELECT), get(client, "no query"), client.get("/sparql")):
        told = dict(part.split("=") for part in got.headers["respondeat-limits"].split(", "))
        assert (told["wall"], told["rows"], told["bytes"], told["query_bytes"]) == (
            *("2.5", "50", str(2**20), "999"),
        )
        assert set(told) > {"cpu", "memory", "per_client", "waiting", "query_nesting", "query_patterns"}


def test_an_answer_over_a_limit_is_none(asking: Asking, example: Path) -> None:
    client = asking(example, limits={"rows": 50})
    got = get(client, ALL)
    assert "more than 50 rows" in problem(got, 503, "stopped")
    assert got.json()["limit"] == {"name": "rows", "allowed": 50}
    assert get(client, f"{ALL} LIMIT 50").headers["respondeat-complete"] == "yes"
    assert get(client, f"{ALL} LIMIT 51").status_code == 503
    assert get(client, ALL, "text/html").headers["respondeat-rows-limit"] == "50"


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml", "text/csv", "text/html"])
def test_only_rows_that_were_asked_for_are_cut_and_headers_say_so(client: TestClient, accept: str) -> None:
    got = get(client, ALL, accept, rows=5)
    assert got.status_code == 200
    assert got.headers["respondeat-rows-limit"] == "5"
    assert got.headers["respondeat-complete"] == ("no" if accept == "text/html" else "unknown")
    whole = get(client, SELECT, accept, rows=5)
    assert whole.headers["respondeat-complete"] == "yes"
    plain = get(client, SELECT)
    assert plain.headers["respondeat-complete"] == "yes"
    assert "respondeat-rows-limit" not in plain.headers


def test_relative_iris_are_those_of_the_endpoint(client: TestClient) -> None:
    got = get(client, "CONSTRUCT { <s> <#p> </o> } {}", "application/n-triples")
    assert got.text == "<http://localhost/s> <http://localhost/sparql#p> <http://localhost/o> .\n"


def test_a_browser_gets_a_form_and_the_answer_in_it(client: TestClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    form = client.get("/sparql", headers={"Accept": accept})
    assert form.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in form.text
    assert form.headers["content-security-policy"] == PAGE_POLICY.decode()
    shown = get(client, SELECT, accept)
    assert "3 rows." in shown.text
    assert "?s a r:Person" in shown.text
    assert shown.headers["content-security-policy"] == form.headers["content-security-policy"]
    wrong = get(client, "SELECT <script>", accept)
    assert wrong.status_code == 400
    assert "The query cannot be read" in wrong.text
    assert "SELECT &lt;script&gt;" in wrong.text
    assert "<script>" not in wrong.text
    assert wrong.headers["content-security-policy"] == PAGE_POLICY.decode()
    unread = client.get("/sparql?query=%zz", headers={"Accept": accept})
    assert (unread.status_code, unread.headers["content-type"]) == (400, "text/html; charset=utf-8")
    busy = get(client, "ASK {}", accept, rows="x")
    assert "is a whole number from 1 to" in busy.text


def test_the_query_that_the_form_offers_finds_something(client: TestClient) -> None:
    form = client.get("/sparql", headers={"Accept": "text/html"}).text
    offered = unescape(form.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])
    answer = client.get("/sparql", params={"query": offered})
    assert len(answer.json()["results"]["bindings"]) > 3


def test_without_a_query_the_service_describes_itself(client: TestClient) -> None:
    got = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert got.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "sd:endpoint <http://localhost/sparql>" in got.text
    assert "r:certainOn a sd:Function" in got.text
    assert problem(client.get("/sparql", headers={"Accept": "text/csv"}), 406, "not-acceptable")
    assert problem(client.get("/sparql?default-graph-uri=urn:x"), 400, "request")


def test_it_is_in_the_openapi_document_with_examples_that_work(client: TestClient) -> None:
    path = client.get("/openapi.json").json()["paths"]["/sparql"]
    assert set(path) == {"get", "post"}
    query = next(one for one in path["get"]["parameters"] if one["name"] == "query")
    bodies = path["post"]["requestBody"]["content"]
    assert set(bodies) == {FORM, DIRECT}
    for name, example in query["examples"].items():
        assert get(client, example["value"], "*/*").status_code == 200, name
        direct = client.post(
            "/sparql", content=bodies[DIRECT]["examples"][name]["value"], headers={"Content-Type": DIRECT}
        )
        assert direct.status_code == 200
        assert client.post("/sparql", data=bodies[FORM]["examples"][name]["value"]).status_code == 200
    assert JSON in path["get"]["responses"]["200"]["content"]
    assert {"400", "403", "406", "413"} <= set(path["get"]["responses"])


def test_errors_name_no_file(client: TestClient, example: Path) -> None:
    for query in ("SELECT", "ASK FROM <file:///etc/passwd> {}", "SELECT (<urn:f>() AS ?x) {}", ALL + "}"):
        text = get(client, query).text
        assert str(example) not in text
        assert not re.search(r"/(?:home|tmp|usr|root|var)/", text)
        json.loads(text)
