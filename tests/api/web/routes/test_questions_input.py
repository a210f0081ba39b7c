"""Bad input to questions: said with a status, a type and what to do; nothing of it is answered in part."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.answers import QUESTIONS
from respondeat.api.web.routes.questions import parameters_of
from tests.api.test_every_answer import OF_THE_EXAMPLE
from tests.api.web.told import asked, problem

NAMES = sorted(QUESTIONS)
RAID = "Raid in Paper Street (invented)"
LONG = "Ж" * 10_000


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


def good(name: str) -> dict[str, Any]:
    return dict(OF_THE_EXAMPLE[name][0])


WRONG: dict[str, tuple[Any, ...]] = {
    "integer": ("", "x", "1.0", "1e3", "٣", "0x1", "+1", " 1", "99999999999999999999", "1\u200b"),
    "boolean": ("", "yes", "1", "TRUE", "да"),
    "string": ("", " ", "a\0b", "a\nb", "\x85", LONG),
}
TYPED = [(name, p) for name in NAMES for p in parameters_of(name)]


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_of_a_wrong_type(name: str, client: TestClient) -> None:
    for parameter in parameters_of(name):
        for value in WRONG[parameter.type]:
            told = client.get(f"/v1/{name}", params={**good(name), parameter.name: value})
            if parameter.name == "level" and value.strip() and len(value) < 10 and value.isprintable():
                problem(told, 403, "not-allowed")
                continue
            detail = problem(told, 400, "request")
            assert parameter.name in detail
            assert len(detail) < 300


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_out_of_range(name: str, client: TestClient) -> None:
    for parameter in parameters_of(name):
        if parameter.type == "integer":
            assert parameter.least is not None and parameter.most is not None
            for value in (parameter.least - 1, parameter.most + 1):
                told = client.get(f"/v1/{name}", params={**good(name), parameter.name: value})
                assert parameter.name in problem(told, 400, "request")
                posted = client.post(f"/v1/{name}", json={**good(name), parameter.name: value})
                assert parameter.name in problem(posted, 400, "request")


@pytest.mark.parametrize("name", NAMES)
def test_each_closed_list_takes_nothing_else_also_in_another_script(name: str, client: TestClient) -> None:
    for parameter in parameters_of(name):
        if parameter.choices and parameter.name != "level":
            for value in ("nothing", parameter.choices[0].upper(), "всё"):
                told = client.get(f"/v1/{name}", params={**good(name), parameter.name: value})
                assert parameter.choices[0] in problem(told, 400, "request")


@pytest.mark.parametrize("name", NAMES)
def test_each_needed_parameter_missing(name: str, client: TestClient) -> None:
    for parameter in parameters_of(name):
        if parameter.required:
            left = {key: x for key, x in good(name).items() if key != parameter.name}
            assert f"{parameter.name} is missing" in problem(
                client.get(f"/v1/{name}", params=left), 400, "request"
            )
            problem(client.post(f"/v1/{name}", json=left), 400, "request")


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_parameter(name: str, client: TestClient) -> None:
    for foreign in ("data", "quotes", "Target", "", "limit ", "a" * 5000, "цель"):
        detail = problem(client.get(f"/v1/{name}", params={**good(name), foreign: "x"}), 400, "request")
        assert "There is no parameter" in detail
        assert len(detail) < 800


@pytest.mark.parametrize("name", NAMES)
def test_a_single_parameter_given_twice(name: str, client: TestClient) -> None:
    for parameter in parameters_of(name):
        if not parameter.many:
            pairs = [(key, x) for key, x in good(name).items() if key != parameter.name]
            told = client.get(
                f"/v1/{name}",
                params=[*pairs, (parameter.name, "1"), (parameter.name, "1")],
            )
            assert f"{parameter.name} is given 2 times" in problem(told, 400, "request")


def test_a_parameter_given_too_often(client: TestClient) -> None:
    told = client.get("/v1/search", params=[("text", "a"), *(("kinds", "Body") for _ in range(101))])
    assert "kinds is given 101 times" in problem(told, 400, "request")
    told = client.get("/v1/search", params=[("x", "a")] * 1001)
    assert "more than 1000 parameters" in problem(told, 400, "request")


# a value of a parameter on which the data or the calendar have a say, the status and type, what is told
ASKED = [
    ("chain", {"target": "Nobody of this name"}, 404, "unknown-name", "bears the name"),
    ("chain", {"target": "https://w3id.org/respondeat/id/b-00000000000000000000000000000000"}, 404, None, ""),
    ("chain", {"target": "b-00000000000000000000000000000000"}, 404, "unknown-name", ""),
    ("chain", {"target": "s-1234567890abcdef1234567890abcdef", "on": "2020"}, 404, "unknown-name", ""),
    ("chain", {"target": "SRS"}, 400, "input", "say on which day (on DAY"),
    ("chain", {"target": "SRS", "on": "2020-02-30"}, 400, "date", "2020-02-30"),
    ("chain", {"target": "SRS", "on": "2020-13"}, 400, "date", "2020-13"),
    ("chain", {"target": "SRS", "on": "2021/2020"}, 400, "date", "2021/2020"),
    ("chain", {"target": "SRS", "on": "٢٠٢٠-٠٥-٠٣"}, 400, "date", ""),
    ("chain", {"target": "SRS", "on": "third of May"}, 400, "date", "third of May"),
    ("chain", {"target": "SRS", "on": ".."}, 400, "date", ""),
    ("chain", {"target": RAID, "recorded_at": "2020-02-30"}, 400, "date", ""),
    ("chain", {"target": RAID, "recorded_at": "yesterday"}, 400, "date", ""),
    ("chain", {"target": RAID, "recorded_at": "1999-01-01"}, 404, "unknown-name", ""),
    ("chain", {"target": RAID, "without_document": "No such report"}, 404, "unknown-name", "No such report"),
    ("chain", {"target": RAID, "without_origin": "SRS"}, 400, "input", "without_document"),
    ("commanders", {"body": "Aaro Firstperson", "on": "2020"}, 404, "unknown-name", ""),
    ("events-under", {"person": "SRS"}, 404, "unknown-name", ""),
    ("figures", {"metric": "heads"}, 400, "input", "heads"),
    ("fragility", {"target": RAID, "grade": "likely"}, 400, "input", "likely"),
    ("gaps", {"kinds": "no-shame"}, 400, "input", "no-shame"),
    ("patterns", {"by": "weather"}, 400, "input", "weather"),
    ("measures", {"regimes": "Атлантыда"}, 404, "unknown-name", ""),
    ("tenure", {"by": "fortnight"}, 400, "input", "fortnight"),
    ("decisions", {"stage": "encore"}, 400, "input", "encore"),
]


@pytest.mark.parametrize(("name", "parameters", "status", "kind", "said"), ASKED)
def test_what_the_data_or_the_calendar_do_not_hold(
    name: str, parameters: dict[str, Any], status: int, kind: str | None, said: str, client: TestClient
) -> None:
    for told in (client.get(f"/v1/{name}", params=parameters), client.post(f"/v1/{name}", json=parameters)):
        assert said in problem(told, status, kind or "unknown-name")


def test_a_name_of_several_entities_lists_them(seed_store: Path) -> None:
    name = "Legislative reforms after the crackdown of 2020"
    with asked(seed_store) as client:
        told = client.get("/v1/show", params={"entity": name})
        assert "2 entities" in problem(told, 409, "ambiguous-name")
        candidates = told.json()["candidates"]
        assert [one["name"] for one in candidates] == [name, name]
        for one in candidates:
            assert client.get("/v1/show", params={"entity": one["id"]}).status_code == 200


@pytest.mark.parametrize("length", [201, 999, 1000])
def test_a_long_name_is_repeated_in_part(length: int, client: TestClient) -> None:
    name = ("Q'\\" * 400)[:length]
    for parameters in (
        {"target": name},
        {"target": RAID, "without_document": name},
        {"target": "SRS", "on": name},
    ):
        told = client.get("/v1/chain", params=parameters)
        assert told.status_code in (400, 404)
        assert len(told.json()["detail"]) < 700
        assert name not in told.text


@pytest.mark.parametrize("query", ["text=%ff", "text=%c3%28", "text=a&%ff=1", "text=%ed%a0%80"])
def test_a_query_that_is_no_utf_8(query: str, client: TestClient) -> None:
    assert "UTF-8" in problem(client.get(f"/v1/search?{query}"), 400, "request")


def test_what_is_encoded_twice_is_decoded_once(client: TestClient) -> None:
    told = client.get("/v1/search?text=%2541")
    assert (told.status_code, told.json()["query"]) == (200, "%41")


BODIES = [
    (b"", "no JSON"),
    (b"{", "no JSON"),
    (b"[]", "no JSON object"),
    (b"1", "no JSON object"),
    (b"null", "no JSON object"),
    (b'{"text": "a", "text": "b"}', "more than once"),
    (b'{"text": NaN}', "no JSON"),
    (b'{"text": Infinity}', "no JSON"),
    (b'{"text": "\\ud800"}', "half a character"),
    (b'{"text": "\\u0000"}', "control character"),
    (b'{"text": ["a", "b"]}', "given 2 times"),
    (b'{"text": []}', "given 0 times"),
    (b'{"text": {}}', "is a text"),
    (b'{"text": [["a"]]}', "is a text"),
    (b'{"text": true}', "is a text"),
    (b'{"text": "a", "limit": "many"}', "whole number"),
    (b'{"text": "a", "limit": 1.5}', "whole number"),
    (b'{"text": "a", "limit": true}', "whole number"),
    (b'{"text": "a", "limit": 1e400}', "whole number"),
    (b'{"text": "a", "limit": 123456789012345678901234567890}', "goes from 1 to"),
    (b'{"text": "a", "kinds": ["Body", 3]}', "is a text"),
    (b"\xff\xfe", "no JSON"),
    (b'\xef\xbb\xbf{"text": "a"}', "no JSON"),
    (b'{"text": ' + b"[" * 100_000, "no JSON"),
    (b'{"text": "a", "limit": ' + b"9" * 10_000 + b"}", "no JSON"),
]


@pytest.mark.parametrize(("body", "said"), BODIES)
def test_bodies_that_do_not_fit(body: bytes, said: str, client: TestClient) -> None:
    told = client.post("/v1/search", content=body, headers={"Content-Type": "application/json"})
    assert said in problem(told, 400, "request")


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "json", "ж"])
def test_a_body_of_another_type(kind: str | None, client: TestClient) -> None:
    headers = {} if kind is None else {"Content-Type": kind.encode()}
    told = client.post("/v1/search", content=b'{"text": "a"}', headers=headers)  # type: ignore[arg-type]
    assert "application/json" in problem(told, 415, "unsupported-media")


def test_a_body_with_its_charset_is_taken_and_null_is_as_left_out(client: TestClient) -> None:
    headers = {"Content-Type": "application/JSON; charset=utf-8"}
    told = client.post("/v1/search", content='{"text": "Мира", "limit": null}'.encode(), headers=headers)
    assert told.status_code == 200


def test_parameters_beside_a_body_are_refused(client: TestClient) -> None:
    told = client.post("/v1/search?text=a", json={"text": "a"})
    assert "stand in the body" in problem(told, 400, "request")


def test_a_body_that_is_too_large(asking: Any, example: Path) -> None:
    client = asking(example, limits={"body_bytes": 1000})
    told = client.post("/v1/search", json={"text": "a" * 2000})
    assert "1000 bytes" in problem(told, 413, "too-large")
    assert told.json()["limit"] == {"name": "body_bytes", "allowed": 1000}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods(method: str, client: TestClient) -> None:
    told = client.request(method, "/v1/search", params={"text": "a"})
    problem(told, 405, "method-not-allowed")
    assert {"GET", "HEAD", "POST"} & {part.strip() for part in told.headers["allow"].split(",")}


def test_a_question_that_there_is_not(client: TestClient) -> None:
    for path in (
        "/v1/guilt",
        "/v1/",
        "/v1/Search",
        "/v1/%2e%2e/etc/passwd",
        "/v1/" + "x" * 5000,
    ):
        told = client.get(path, params={"text": "a"}, follow_redirects=False)
        assert len(problem(told, 404, "not-found")) < 400
