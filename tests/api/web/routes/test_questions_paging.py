"""Pages of answers over HTTP: whole lists from many pages, links that lead on, cursors that grow stale."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from respondeat.api.answers import QUESTIONS
from respondeat.api.cli.root import run
from respondeat.api.main_lists import main as main_list
from respondeat.api.tasks.pages import EVERYTHING, LIFTED, PAGED, UNPAGED
from tests.api.test_every_answer import OF_THE_EXAMPLE
from tests.api.test_schemas import fits
from tests.api.web.conftest import Asking
from tests.api.web.told import asked, problem

Json = dict[str, Any]

ASKED = [
    (name, parameters)
    for name in sorted(PAGED)
    for parameters in OF_THE_EXAMPLE[name]
    if parameters != {"entity": "Mira Nobody"}
]


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


def next_of(response: Any) -> str | None:
    """The address in the header Link with rel="next"."""
    link = response.headers.get("link")
    if link is None:
        return None
    found = re.fullmatch(r'<(/[^>]+)>; rel="next"', link)
    assert found
    return found[1]


@pytest.mark.parametrize(("name", "parameters"), ASKED)
@pytest.mark.parametrize("size", [1, 3])
def test_pages_together_are_the_whole(name: str, parameters: Json, size: int, client: TestClient) -> None:
    lifted = {"limit": EVERYTHING} if name in LIFTED else {}
    whole = client.get(f"/v1/{name}", params=lifted | parameters).json()
    rows: list[Any] = []
    cited: set[str] = set()
    address: str | None = f"/v1/{name}"
    given: Json | None = {**parameters, "page_size": size}
    for _ in range(60):
        assert address is not None
        page = client.get(address, params=given)
        assert page.status_code == 200, page.text[:300]
        fits(name, page.json())
        rows += main_list(name, page.json())
        if name not in ("search", "show"):
            cited |= set(page.json()["statements"])
        assert int(page.headers["respondeat-total"]) == len(main_list(name, whole))
        assert page.json()["question"] == whole["question"]
        address, given = next_of(page), None
        if address is None:
            assert "respondeat-next" not in page.headers
            break
        assert len(main_list(name, page.json())) == size
    assert rows == main_list(name, whole)
    if name not in ("search", "show"):
        assert cited == set(whole["statements"])


def test_a_page_by_post_has_its_cursor_in_a_header(client: TestClient) -> None:
    given: dict[str, str | int] = {"target": "Raid in Paper Street (invented)", "page_size": 5}
    first = client.post("/v1/chain", json=given)
    assert "link" not in first.headers
    second = client.post("/v1/chain", json=given | {"cursor": first.headers["respondeat-next"]})
    whole = client.get("/v1/chain", params={"target": given["target"]}).json()["chains"]
    assert first.json()["chains"] + second.json()["chains"] == whole
    assert "respondeat-next" not in second.headers


@pytest.mark.parametrize("name", sorted(UNPAGED))
def test_a_question_without_pages_takes_no_parameter_of_pages(name: str, client: TestClient) -> None:
    parameters = OF_THE_EXAMPLE[name][0]
    detail = problem(client.get(f"/v1/{name}", params=parameters | {"page_size": 2}), 400, "request")
    assert "There is no parameter 'page_size' here" in detail


@pytest.mark.parametrize("size", ["0", "-1", "1001", "1.5", "ten", "", "١٠"])
def test_a_page_has_from_1_to_1000_rows(size: str, client: TestClient) -> None:
    problem(client.get("/v1/acts", params={"page_size": size}), 400, "request")


def test_a_cursor_of_another_question_or_of_none_is_refused(client: TestClient) -> None:
    cursor = client.get("/v1/acts", params={"page_size": 1}).headers["respondeat-next"]
    for parameters in ({"cursor": cursor, "of": "international"}, {"cursor": cursor, "language": "be"}):
        problem(client.get("/v1/acts", params=parameters), 400, "request")
    problem(client.get("/v1/gaps", params={"cursor": cursor}), 400, "request")
    problem(client.get("/v1/acts", params={"cursor": cursor[:-1]}), 400, "request")
    assert client.get("/v1/acts", params={"cursor": cursor, "page_size": 2}).status_code == 200


def test_after_a_change_a_cursor_is_stale_and_an_etag_no_longer_holds(asking: Asking, copy: Path) -> None:
    client = asking(copy)
    page = client.get("/v1/acts", params={"page_size": 1})
    address = next_of(page)
    assert address is not None
    held = {"If-None-Match": page.headers["etag"]}
    again = client.get("/v1/acts", params={"page_size": 1}, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    moment = page.json()["recorded_at"]
    past = client.get("/v1/acts", params={"page_size": 1, "recorded_at": moment})
    write(copy)
    refresh(client)
    anew = client.get("/v1/acts", params={"page_size": 1}, headers=held)
    assert anew.status_code == 200
    assert anew.headers["etag"] != page.headers["etag"]
    assert "begin again" in problem(client.get(address), 410, "stale").lower()
    of_then = next_of(past)  # what was recorded up to a moment stays the same
    assert of_then is not None
    assert client.get(of_then).status_code == 200


def refresh(client: TestClient) -> None:
    """Have the readers read what was written."""
    app, portal = client.app, client.portal
    assert isinstance(app, FastAPI) and portal is not None
    portal.start_task_soon(app.state.serving.asker.refresh).result()


def write(store: Path) -> None:
    """A changeset more."""
    assert run(["load-seed", "--store", str(store)]) == 0


def test_questions_without_a_main_list_are_few() -> None:
    assert set(QUESTIONS) - set(PAGED) == set(UNPAGED)
