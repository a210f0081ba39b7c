"""The OpenAPI document: whole, true to the addresses that there are, each with an example that works."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Route
from starlette.testclient import TestClient

from respondeat.api.access import SCOPES
from respondeat.api.settings import Settings
from respondeat.api.web.app import ROUTERS, create_app
from respondeat.api.web.documented import example, sent
from respondeat.api.web.openapi import PROBLEMS, document, operations, schemas
from respondeat.api.workers.here import Here
from tests.api.web.conftest import Asking
from tests.api.web.writers import become, quick

Json = dict[str, Any]
ADMIN: Final = "k-" + "1" * 32

# operations whose example is not executed here, and why
_SESSION = "for somebody who logged in with the password of the day: tried where access is"
NOT_EXECUTED: Final = {
    "post /v1/login": _SESSION,
    "post /v1/logout": _SESSION,
    "put /v1/me/password": _SESSION,
    "put /v1/me/totp": _SESSION,
    "post /v1/me/totp": _SESSION,
    "post /v1/me/totp/end": _SESSION,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Json:
    store = tmp_path_factory.mktemp("none")
    return document(create_app(Settings(store=store), Here(store)))


def every(told: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in told["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_every_route_is_in_it(told: Json) -> None:
    routes = {
        (re.sub(r"{(\w+):\w+}", r"{\1}", route.path), method.lower())
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, Route) and route.include_in_schema
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {(path, method) for path, method, _ in every(told) if method != "head"} == routes


def test_it_is_of_version_3_1_and_every_reference_leads_somewhere(told: Json) -> None:
    assert told["openapi"].startswith("3.1")
    text = json.dumps(told)
    for place in set(re.findall(r'"\$ref": "#/([^"]+)"', text)):
        found: Any = told
        for step in place.split("/"):
            found = found[step]
        assert found
    assert "HTTPValidationError" not in text
    assert "common.json" not in text
    for schema in schemas().values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_says_what_it_does_and_which_problems_there_are(told: Json) -> None:
    ids = [operation["operationId"] for _, _, operation in every(told)]
    assert len(ids) == len(set(ids))
    tags = {tag["name"] for tag in told["tags"]}
    for path, method, operation in every(told):
        assert operation["summary"], (path, method)
        assert set(operation["tags"]) <= tags
        for status, response in operation["responses"].items():
            if status >= "4":
                meant = response if "$ref" not in response else told["components"]["responses"][status]
                forms = list(meant["content"])  # a form to ask with shows the problem to whoever filled it in
                assert forms in (["application/problem+json"], ["application/problem+json", "text/html"])
        assert {"400", "429", "503"} <= set(operation["responses"])
    assert set(told["components"]["responses"]) == set(PROBLEMS)


def test_every_parameter_says_what_it_is(told: Json) -> None:
    silent = [
        (path, method, parameter["name"])
        for path, method, operation in every(told)
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    assert silent == []


def test_every_operation_with_something_to_give_has_an_example(told: Json) -> None:
    lacking = []
    for path, method, operation in every(told):
        parts, query, media_type, _ = example(operation)
        needed = {p["name"] for p in operation.get("parameters", ()) if p.get("required")}
        body = operation.get("requestBody", {}).get("required", False)
        if needed - set(parts) - set(query) or (body and not media_type):
            lacking.append((path, method))
    assert lacking == []


def test_every_example_is_answered_as_documented(told: Json, asking: Asking, copy: Path) -> None:
    client = quick(become(asking(copy), "sealed", *SCOPES, id=ADMIN), copy)
    wrong, executed = [], 0
    for path, method, operation in every(told):
        if f"{method} {path}" in NOT_EXECUTED:
            continue
        answer = execute(client, path, method, operation, arranged(client, told, path))
        executed += 1
        if not 200 <= answer.status_code < 400:
            wrong.append((method, path, answer.status_code, answer.text[:300]))
            continue
        wrong += [(method, path, *fault) for fault in faults(told, operation, answer)]
    assert wrong == []
    assert executed > 70


def faults(told: Json, operation: Json, answer: Any) -> Iterator[tuple[str, str]]:
    """What of an answer is not as it is documented."""
    documented = operation["responses"].get(str(answer.status_code))
    if documented is None:
        yield "status", str(answer.status_code)
        return
    content = documented.get("content", {})
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if media_type not in content and (answer.content or content):
        yield "media type", media_type
    elif media_type.endswith("json"):
        schema = content[media_type].get("schema", {})
        yield from (("schema", f.message[:300]) for f in validator(told, schema).iter_errors(answer.json()))


def arranged(client: TestClient, told: Json, path: str) -> dict[str, str]:
    """The id of a thing that was made for the example of this path, where there is none before."""
    collection = path.partition("/{id}")[0]
    if "{id}" not in path or collection not in ("/v1/jobs", "/v1/keys", "/v1/users"):
        return {}
    made = execute(client, collection, "post", told["paths"][collection]["post"], name=path).json()
    inner = made if "id" in made else next(x for x in made.values() if isinstance(x, dict) and "id" in x)
    if path.endswith("/answer"):
        assert client.get(f"{collection}/{inner['id']}/events").status_code == 200  # until it has ended
    return {"id": inner["id"]}


def execute(
    client: TestClient,
    path: str,
    method: str,
    operation: Json,
    ids: dict[str, str] | None = None,
    name: str = "",
) -> Any:
    """The answer to the example of an operation; `name` makes a user's another one."""
    parts, query, media_type, body = example(operation)
    for part, value in (parts | (ids or {})).items():
        path = path.replace(f"{{{part}}}", quote(str(value), safe=""))
    if name and isinstance(body, dict) and "name" in body:
        body = body | {"name": f"reader{len(name)}"}
    content = sent(media_type, body) if media_type else None
    headers = {"Content-Type": media_type} if media_type else {}
    return client.request(
        method.upper(), path, params=query, content=content, headers=headers, follow_redirects=False
    )


def validator(told: Json, schema: Json) -> Draft202012Validator:
    """A validator of a schema within the document."""
    return Draft202012Validator({**schema, "components": told["components"]})


def test_it_is_served_with_its_etag(asking: Asking, copy: Path, told: Json) -> None:
    client = asking(copy)
    got = client.get("/openapi.json")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/json")
    assert got.json() == told
    again = client.get("/openapi.json", headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_operations_are_all_of_them(told: Json) -> None:
    assert len(list(operations(told))) == len(list(every(told)))


def test_every_address_and_problem_is_told_on_the_page(told: Json) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "http.md").read_text("utf-8")
    methods: dict[tuple[str, str], list[str]] = {}
    for path, method, operation in every(told):
        methods.setdefault((path, operation["tags"][0]), []).append(method.upper())
    rows = [f"| `{path}` | {', '.join(sorted(given))} |" for (path, _), given in methods.items()]
    assert [row for row in rows if row not in page] == []
    named = set(re.findall(r"^\| `(/[^`]*)` \|", page, re.MULTILINE))
    assert named == set(told["paths"]), "addresses that there are no more"
    assert [status for status in PROBLEMS if f"\n| {status} |" not in page] == []
    parameters = {p["name"] for p in told["paths"]["/v1/chain"]["get"]["parameters"]}
    assert [
        name for name in parameters - {"target", "on", "mode", "limit", "max_hops"} if f"`{name}`" not in page
    ] == []
