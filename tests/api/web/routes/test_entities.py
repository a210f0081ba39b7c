"""Entities at their addresses: five forms that agree, languages, levels, hostile names; lists."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from respondeat.api.access import Caller
from respondeat.api.dataset import Dataset
from respondeat.api.web.callers import caller
from respondeat.ontology import vocabulary as v
from tests.api.markup import Page
from tests.api.pages.entity.hostile import TEXTS, store_of
from tests.api.test_schemas import fits
from tests.api.web.told import asked, problem

SRS = "b-cff51765bb5630cbd5e02ccbe31e60ea"
VICTIM = "p-47463074f671c78fe843248fff279937"
SECRETS = (
    "Mira",
    "Nobody",
    "witness.txt",
    "Note of a talk",
    "cell without a window",
    "street that was raided",
)
RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
FORMS = (*RDF, "text/html", "application/json")


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


@pytest.fixture(scope="module")
def sealed(example: Path) -> Iterator[TestClient]:
    """Asked by somebody who may read everything."""
    with asked(example) as made:
        made.app.dependency_overrides[caller] = lambda: Caller(id="k-1", level="sealed")  # type: ignore[attr-defined]
        yield made


def get(client: TestClient, id: str, accept: str, **parameters: str) -> Any:
    return client.get(f"/entity/{quote(id, safe='')}", params=parameters, headers={"Accept": accept})


# ---- forms ----


@pytest.mark.parametrize("id", [SRS, v.ID + SRS])
def test_json_is_the_answer_of_show(id: str, client: TestClient) -> None:
    got = get(client, id, "application/json")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/json")
    shown = client.get("/v1/show", params={"entity": v.ID + SRS}).json()
    assert got.json() == shown
    fits("show", got.json())
    assert client.get(f"/entity/{id}").json() == shown  # slashes as they are; no Accept means JSON


def triples(client: TestClient, id: str, accept: str) -> set[Any]:
    got = get(client, id, accept)
    assert (got.status_code, got.headers["content-type"].partition(";")[0]) == (200, accept)
    return {quad.triple for quad in ox.parse(got.content, format=RDF[accept])}


def test_the_forms_of_rdf_agree_and_hold_what_show_tells(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data, asked(seed_store) as client:
        ids = [id for cls in v.ENTITY_CLASSES for id in sorted(data.records.instances(cls))[:3]]
        assert len(ids) > 25
        whole = {quad.triple for quad in data.reader.quads() if quad.graph_name == ox.DefaultGraph()}
        for id in ids:
            found = [triples(client, id, accept) for accept in RDF]
            assert found[0] == found[1] == found[2]
            assert found[0] <= whole
            subjects = {t.subject.value for t in found[0]}
            shown = get(client, id, "application/json").json()
            assert {s["id"] for s in shown["statements"]} | {id} <= subjects
            sources = [source for s in shown["statements"] for source in s["sources"]]
            assert {s["attestation"] for s in sources if s["verdict"] != "derived"} <= subjects
            assert {s["document"]["id"] for s in sources if s.get("document")} <= subjects


@pytest.mark.parametrize("accept", [*RDF, "application/json", "text/html"])
def test_every_form_says_what_it_is_and_of_which_level(client: TestClient, accept: str) -> None:
    """A file that is passed on says by itself that it is no finding and no evidence of guilt."""
    text = get(client, SRS, accept).text
    assert "not evidence of guilt; sources may be wrong." in text
    assert (
        accept == "text/html" or client.get("/v1/show", params={"entity": SRS}).json()["dataset_hash"] in text
    )


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # of rdflib's own parser
def test_json_ld_is_compact_and_other_programs_read_it_without_a_request(client: TestClient) -> None:
    got = get(client, SRS, "application/ld+json")
    first = got.json()["graph"][0]
    assert (first["id"], first["type"]) == (f"d:{SRS}", "Body")
    assert isinstance(got.json()["@context"], dict)
    read_by_rdflib = rdflib.Graph().parse(data=got.text, format="json-ld")
    assert len(read_by_rdflib) == len(triples(client, SRS, "text/turtle"))


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/*;q=0.1, text/turtle", "text/turtle"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ],
)
def test_the_form_is_the_one_that_the_client_likes_best(accept: str, given: str, client: TestClient) -> None:
    got = get(client, SRS, accept)
    assert got.headers["content-type"].partition(";")[0] == given
    assert "Accept" in got.headers["vary"]


def test_the_parameter_format_goes_before_the_header(client: TestClient) -> None:
    for name, media_type in (("turtle", "text/turtle"), ("html", "text/html"), ("json", "application/json")):
        got = get(client, SRS, "image/png", format=name)
        assert got.headers["content-type"].partition(";")[0] == media_type
    problem(get(client, SRS, "image/png"), 406, "not-acceptable")
    problem(get(client, SRS, "*/*", format="pdf"), 400, "request")
    problem(get(client, SRS, "*/*", colour="red"), 400, "request")


def test_each_form_and_language_has_an_etag_of_its_own(client: TestClient) -> None:
    tags = set()
    for accept in FORMS:
        got = get(client, SRS, accept)
        tags.add(got.headers["etag"])
        again = client.get(f"/entity/{SRS}", headers={"Accept": accept, "If-None-Match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    tags |= {get(client, SRS, "text/html", language=language).headers["etag"] for language in ("be", "ru")}
    assert len(tags) == len(FORMS) + 2
    assert client.head(f"/entity/{SRS}").headers["etag"] in tags


# ---- the page ----


def page(response: Any) -> Page:
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return Page(response.text)


def harmless(found: Page) -> None:
    """No script or style in place, nothing loaded but files of this server, links of the web only."""
    tags = {tag for tag, _ in found.elements}
    assert tags & {"iframe", "object", "embed", "img", "style", "base"} == set()
    loaded = [a.get("src") for a in found.of("script")] + [a["href"] for a in found.of("link")]
    assert [address for address in loaded if not re.match(r"/static/[0-9a-f]{16}/", address or "")] == []
    assert [
        a for _, attributes in found.elements for a in attributes if a.startswith("on") or a == "style"
    ] == []
    links = [a["href"] or "" for a in found.of("a")]
    assert [href for href in links if not re.match(r"/|#|\?|https?://", href)] == []


def test_the_page_has_everything_for_and_against(client: TestClient) -> None:
    got = get(client, SRS, "text/html")
    found, shown = page(got), get(client, SRS, "application/json").json()
    harmless(found)
    assert found.of("html") == [{"lang": "en"}]
    assert got.headers["content-language"] == "en"
    assert shown["notice"] in found.text
    assert shown["dataset_hash"] in found.text
    assert "Special Regiment of Sampleton" in found.text
    assert "CONTESTED" in found.text
    assert "AGAINST" in found.text
    anchors = {a["id"] for a in found.of("section") if a.get("id")}
    assert {s["id"].removeprefix(v.ID) for s in shown["statements"]} <= anchors
    others = {x["id"] for s in shown["statements"] for x in s["roles"].values() if isinstance(x, dict)}
    assert {f"/entity/{id.removeprefix(v.ID)}" for id in others - {v.ID + SRS}} <= {
        str(a["href"]).partition("?")[0] for a in found.of("a")
    }
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert "not to be passed on" not in found.text


def test_links_from_page_to_page_lead_somewhere(client: TestClient) -> None:
    links = page(get(client, SRS, "text/html", language="be")).of("a")
    there = {str(link["href"]).partition("#")[0]: link for link in links}
    assert {"json", "jsonld", "turtle", "ntriples", "csv", "svg", "png"} <= {
        href.partition("format=")[2].partition("&")[0] for href in there
    }
    for href, link in there.items():
        if href.startswith("/"):
            told = client.get(href, headers={"Accept": "text/html"})
            assert told.status_code == 200, href
        if href.startswith("/entity") and "format" not in href and "hreflang" not in link:
            assert Page(told.text).of("html") == [{"lang": "be"}]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("be", "be"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("fr, be;q=0.4, ru;q=0.8", "ru"),
        ("fr", "en"),
        ("", "en"),
        ("be;q=0", "en"),
        ("be;q=x, ;;;", "en"),
    ],
)
def test_the_page_is_in_the_language_that_the_reader_likes_best(
    accepted: str, language: str, client: TestClient
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": accepted}
    got = client.get(f"/entity/{SRS}", headers=headers)
    assert page(got).of("html") == [{"lang": language}]
    assert got.headers["content-language"] == language
    assert page(client.get(f"/entity/{SRS}?language=be", headers=headers)).of("html") == [{"lang": "be"}]


def test_an_entity_without_statements_and_a_document_have_pages(client: TestClient) -> None:
    states = client.get("/v1/entities", params={"kind": "State"}).json()["entities"]
    assert page(get(client, states[0]["id"], "text/html")).of("h1")
    shown = get(client, SRS, "application/json").json()
    document = next(
        s["document"]["id"] for x in shown["statements"] for s in x["sources"] if s.get("document")
    )
    for accept in FORMS:
        assert get(client, document, accept).status_code == 200


# ---- levels ----


@pytest.mark.parametrize("accept", FORMS)
def test_what_stands_above_the_level_is_in_no_form(
    accept: str, client: TestClient, sealed: TestClient
) -> None:
    entities = client.get("/v1/entities", params={"page_size": 1000}).json()["entities"]
    assert len(entities) > 40
    told = "".join(get(client, one["id"], accept).text for one in entities)
    assert [secret for secret in SECRETS if secret in told] == []
    above = get(sealed, VICTIM, accept)
    assert "Nobody" in above.text
    assert (above.status_code, above.headers["cache-control"]) == (200, "no-store")
    assert get(client, SRS, accept).headers["cache-control"] == "no-cache"


def test_the_page_says_that_it_is_of_a_level_above_public(sealed: TestClient) -> None:
    assert "Read at the access level sealed" in page(get(sealed, SRS, "text/html")).text
    assert "Read at the access level" not in page(get(sealed, SRS, "text/html", level="public")).text


def test_an_id_above_the_level_and_one_that_is_none_are_answered_alike(
    example: Path, client: TestClient
) -> None:
    with Dataset.open(example, "public") as public, Dataset.open(example, "sealed") as whole:
        ids = {
            quad.subject.value
            for quad in whole.reader.quads()
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(v.ID)
        }
        above = sorted(id for id in ids if public.records.record(id) is None)
        statement = next(iter(sorted(public.records.instances(v.R + "Posting"))))
    assert len(above) > 3
    for accept in FORMS:
        told = {
            refused(get(client, id, accept), 404)
            for id in (*above[:20], statement, "b-0", "", "x" * 3000, "../etc/passwd", "Ж\0", v.ID, SRS + " ")
            if id
        }
        assert len(told) == 1
    problem(get(client, above[0], "application/json"), 404, "not-found")
    problem(get(client, above[0], "*/*", format="csv"), 404, "not-found")


def refused(response: Any, status: int) -> str:
    """What is told of a refusal; as a page what is in it, whose links bear the address that was asked."""
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
    text: str = response.text
    if not response.headers["content-type"].startswith("text/html"):
        return text
    harmless(Page(text))
    return text.partition("<main")[2].partition("</main>")[0]


def test_who_may_not_read_a_level_is_refused(client: TestClient) -> None:
    for level in ("sealed", "restricted", "nothing"):
        assert "problem" in refused(get(client, SRS, "text/html", level=level), 403)
        problem(get(client, SRS, "text/turtle", level=level), 403, "not-allowed")
        problem(get(client, SRS, "*/*", level=level, format="svg"), 403, "not-allowed")


def test_only_json_and_the_page_leave_out_what_is_set_aside(client: TestClient) -> None:
    for name in ("json", "html", "csv"):
        whole = get(client, SRS, "*/*", format=name).text
        less = get(client, SRS, "*/*", format=name, without_modality="asserted").text
        assert less != whole
    problem(get(client, SRS, "text/turtle", without_modality="asserted"), 400, "request")
    page_without = page(get(client, SRS, "text/html", without_modality="asserted"))
    assert not [a for a in page_without.of("a") if "format=turtle" in str(a["href"])]


# ---- identifiers ----


def test_an_identifier_leads_to_the_page_about_it(client: TestClient) -> None:
    for id in (SRS, quote(v.ID + SRS, safe="")):
        got = client.get(f"/id/{id}", follow_redirects=False)
        assert (got.status_code, got.headers["location"]) == (303, f"/entity/{SRS}")
    got = client.get(f"/id/{SRS}?language=be", headers={"Accept": "text/html"})
    assert page(got).of("html") == [{"lang": "be"}]
    for odd in ("//example.org/x", "https://example.org/", "\r\nX: y", "%0d%0aX:%20y"):
        got = client.get(f"/id/{quote(odd, safe='%')}", follow_redirects=False)
        assert got.status_code == 404 or got.headers["location"].startswith("/entity/")
        assert "x" not in {name.lower() for name in got.headers}
    assert client.get("/id/nothing").status_code == 404


# ---- hostile names ----


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with asked(store_of(tmp_path_factory.mktemp("odd") / "store")) as client:
        yield client


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_no_name_becomes_markup_and_no_address_runs(number: int, odd: TestClient) -> None:
    got = get(odd, f"b-odd{number}", "text/html")
    found = page(got)
    harmless(found)
    assert found.text.count(TEXTS[number]) >= 3 or number in (5, 6)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", got.text)
    outward = [str(a["href"]) for a in found.of("a") if str(a["href"]).startswith("http")]
    assert set(outward) <= {"https://example.org/?a=<b>&c='\""}
    for accept in RDF:
        assert len(triples(odd, f"b-odd{number}", accept)) > 20


# ---- lists ----


def test_entities_are_listed_by_kind_and_by_pages(client: TestClient, sealed: TestClient) -> None:
    for asking in (client, sealed):
        whole = asking.get("/v1/entities", params={"page_size": 1000})
        fits("entities", whole.json())
        entities = whole.json()["entities"]
        assert [one["id"] for one in entities] == sorted(one["id"] for one in entities)
        assert whole.json()["total"] == len(entities) == int(whole.headers["respondeat-total"])
        bodies = asking.get("/v1/entities", params={"kind": "Body", "page_size": 1000}).json()
        assert bodies["kind"] == "Body"
        assert bodies["entities"] == [one for one in entities if one["type"] == "Body"]
        rows, address = [], "/v1/entities?page_size=7"
        while address:
            got = asking.get(address)
            rows += got.json()["entities"]
            address = got.headers.get("link", "").partition(">")[0].lstrip("<")
        assert rows == entities
    names = {one["name"] for one in client.get("/v1/entities", params={"page_size": 1000}).json()["entities"]}
    assert "Mira Nobody" not in names
    assert "Mira Nobody" in sealed.get("/v1/entities", params={"kind": "Person"}).text


def test_names_are_in_the_language_asked_for(client: TestClient) -> None:
    told = client.get("/v1/entities", params={"kind": "Person", "language": "be"}).json()
    assert "Дона Чaцвёртa" in {one["name"] for one in told["entities"]}


def test_changesets_are_those_of_the_level_in_the_order_of_writing(
    client: TestClient, sealed: TestClient
) -> None:
    public, whole = (asking.get("/v1/changesets").json() for asking in (client, sealed))
    for told in (public, whole):
        fits("changesets", told)
        assert [one["sequence"] for one in told["changesets"]] == list(range(1, told["total"] + 1))
    assert {one["level"] for one in public["changesets"]} == {"public"}
    assert whole["total"] > public["total"]
    assert json.dumps(public["changesets"]).count("cs-") == public["total"]
    first = client.get("/v1/changesets", params={"page_size": 1})
    following = client.get(first.headers["link"].partition(">")[0].lstrip("<"))
    assert [*first.json()["changesets"], *following.json()["changesets"]] == public["changesets"][:2]


def test_lists_as_recorded_at_a_moment(client: TestClient) -> None:
    for path in ("/v1/entities", "/v1/changesets"):
        before = client.get(path, params={"recorded_at": "1999-01-01"}).json()
        assert (before["total"], before["recorded_at"]) == (0, None)
        problem(client.get(path, params={"recorded_at": "1999-02-30"}), 400, "date")
    problem(client.get(f"/entity/{SRS}", params={"recorded_at": "1999-01-01"}), 404, "not-found")


@pytest.mark.parametrize("kind", ["", "body", "Bodies", "Цела", "Statement", "x" * 2000])
def test_a_kind_that_there_is_not(kind: str, client: TestClient) -> None:
    assert "kind" in problem(client.get("/v1/entities", params={"kind": kind}), 400, "request")
