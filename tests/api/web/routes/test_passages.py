"""Passages over HTTP: the words where both hashes agree, logged first, and nothing of a level above."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.access import Caller
from respondeat.api.web.callers import caller
from respondeat.graph.evidence import entries
from tests.api.pages.passage.world import AFTER, BEFORE, CLOSED, HUGE, PAGES, WORDS, World, again, world
from tests.api.server import server
from tests.api.terminal import here
from tests.api.test_schemas import fits
from tests.api.web.told import asked, problem

MOMENT = "2020-01-01T00:00:00Z"
KEY = "k-" + "1" * 32
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("passages"))


@pytest.fixture(scope="module")
def public(there: World) -> Iterator[TestClient]:
    with asked(there.store) as client:
        yield client


@pytest.fixture(scope="module")
def restricted(there: World) -> Iterator[TestClient]:
    with asked(there.store) as client:
        yield become(client, "restricted")


@pytest.fixture(scope="module")
def sealed(there: World) -> Iterator[TestClient]:
    with asked(there.store) as client:
        yield become(client, "sealed")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[World, TestClient]]:
    """A world to be changed, and somebody who may read what is restricted."""
    made = world(tmp_path)
    with asked(made.store) as client:
        yield made, become(client, "restricted")


def become(client: TestClient, level: str) -> TestClient:
    app: Any = client.app
    app.dependency_overrides[caller] = lambda: Caller(KEY, level, frozenset({"read"}), KEY)
    return client


def told(client: TestClient, id: str) -> Any:
    answer = client.get(f"/passage/{id}")
    assert answer.status_code == 200, answer.text
    fits("passage", answer.json())
    return answer.json()


def reads(store: Path) -> list[tuple[str, str, dict[str, object]]]:
    found = [e for e in entries(store / "custody") if e.action == "document-read"]
    return [(e.actor, e.object, {k: x for k, x in e.details.items() if k != "salt"}) for e in found]


def test_the_words_with_their_document_and_what_rests_on_them(there: World, public: TestClient) -> None:
    found = told(public, there.passages["open"])
    assert (found["passage"]["quote"], found["passage"]["quote_verdict"]) == (WORDS, "verified")
    assert found["document"]["sha256"] == there.hashes["open"]
    assert found["characters"] == len(WORDS)
    assert sorted(one["source"]["verdict"] for one in found["said"]) == ["denies", "supports"]
    again = told(public, f"https://w3id.org/respondeat/id/{there.passages['open']}")
    assert again == found
    assert reads(there.store) == []  # everybody may know the document


def test_the_page_of_an_entity_leads_to_the_words_and_says_so(there: World, public: TestClient) -> None:
    id = there.passages["open"]
    page = public.get(f"/entity/b-{id[-8:]}?language=en", headers=HTML).text
    assert f'href="/passage/{id}' in page
    assert "“Read the passage” shows their words" in page
    assert "opens no documents" not in page


def test_words_of_a_pdf(there: World, public: TestClient) -> None:
    assert told(public, there.passages["pdf"])["passage"]["quote"] == PAGES[1]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("gone", "document-missing"), ("row", "no-offsets"), ("other", "passage-changed")],
)
def test_why_there_are_no_words(there: World, public: TestClient, name: str, verdict: str) -> None:
    found = told(public, there.passages[name])
    assert (found["passage"]["quote"], found["passage"]["quote_verdict"]) == (None, verdict)
    shown = public.get(f"/passage/{there.passages[name]}", headers=HTML)
    assert shown.status_code == 200
    assert "<blockquote>" not in shown.text


def test_a_document_that_is_not_kept_is_told_with_its_address_and_hash(
    there: World, public: TestClient
) -> None:
    shown = public.get(f"/passage/{there.passages['gone']}?language=en", headers=HTML).text
    assert "not kept here" in shown
    assert 'href="https://example.org/gone"' in shown
    assert "0" * 64 in shown


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_the_page_has_the_words_as_they_are_and_nothing_of_them_runs(
    there: World, public: TestClient, language: str
) -> None:
    answer = public.get(f"/passage/{there.passages['open']}?language={language}", headers=HTML)
    assert answer.headers["content-language"] == language
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-cache"
    assert '<blockquote><p dir="auto">Улада &lt;img src=x onerror=alert(1)&gt; ' in answer.text
    assert "<img" not in answer.text
    assert "\u202e" not in answer.text
    assert "second line" in answer.text


def test_what_stands_around_is_shown_to_whoever_may_read_everything_only(
    there: World, public: TestClient, restricted: TestClient, sealed: TestClient
) -> None:
    for client in (public, restricted):
        answer = client.get(f"/passage/{there.passages['open']}", headers=HTML)
        assert answer.status_code == 200
        assert "Hiddenname" not in answer.text
        assert "Hiddenname" not in client.get(f"/passage/{there.passages['open']}").text
    found = told(sealed, there.passages["open"])
    assert (found["before"], found["after"]) == (BEFORE, AFTER)


def test_of_a_huge_passage_the_beginning_is_shown_and_the_rest_counted(
    there: World, public: TestClient
) -> None:
    found = told(public, there.passages["huge"])
    assert (len(found["passage"]["quote"]), found["characters"]) == (20_000, HUGE)
    shown = public.get(f"/passage/{there.passages['huge']}?language=en", headers=HTML).text
    assert "10000 more characters are not shown." in shown


@pytest.mark.parametrize("name", ["closed", "both"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_stands_above_is_answered_as_what_is_not_there(
    there: World, public: TestClient, restricted: TestClient, name: str, accept: str
) -> None:
    """Byte for byte: the same address, once the level below holds it and once nobody does."""
    address = f"/passage/{there.passages[name]}"
    assert restricted.get(address, headers={"Accept": accept}).status_code == 200
    hidden = public.get(address, headers={"Accept": accept})
    assert hidden.status_code == 404
    nothing = f"/passage/pa-{'e' * 32}"
    missing = public.get(nothing, headers={"Accept": accept})
    assert hidden.content == missing.content.replace(nothing.encode(), address.encode())
    alike = {"x-request-id", "ratelimit", "ratelimit-remaining", "ratelimit-reset"}
    assert {k: x for k, x in hidden.headers.items() if k not in alike} == {
        k: x for k, x in missing.headers.items() if k not in alike
    }


@pytest.mark.parametrize(
    "id",
    [
        "..%2f..%2fetc%2fpasswd",
        "../../../etc/passwd",
        "%00",
        "pa-%20OR%201",
        "<script>alert(1)</script>",
        "https://w3id.org/respondeat/id/",
        "doc-gone",
        "b-a",
        "x" * 5000,
    ],
)
def test_what_is_no_passage_is_not_found(public: TestClient, id: str) -> None:
    answer = public.get(f"/passage/{id}")
    assert answer.status_code in (400, 404), answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("own", [True, False])
def test_who_guesses_the_hash_of_a_document_above_learns_nothing(tmp_path: Path, own: bool) -> None:
    """Neither that it is kept, nor a letter of it: byte for byte as once it is gone."""
    there = world(tmp_path)
    letters = "BXY" if own else "B"
    guesses = [again(there, "closed", "public", MOMENT, one, own=own) for one in letters]
    with asked(there.store) as client:
        found = [[client.get(f"/passage/{id}", headers=form) for id in guesses] for form in (HTML, {})]
        for answer in found[1]:
            assert answer.json()["passage"]["quote"] is None
            assert answer.json()["passage"]["quote_verdict"] == "document-missing"
        shutil.rmtree(there.store / "documents")
        without = [[client.get(f"/passage/{id}", headers=form) for id in guesses] for form in (HTML, {})]
        assert [[one.content for one in row] for row in found] == [
            [one.content for one in row] for row in without
        ]
    assert not reads(there.store)
    assert not [e for e in entries(there.store / "custody") if e.action == "read"]


def test_who_may_read_the_level_of_a_document_is_shown_it_and_it_is_logged(
    own: tuple[World, TestClient],
) -> None:
    there, client = own
    right, wrong = (again(there, "closed", "public", MOMENT, one, own=True) for one in "BX")
    assert told(client, right)["passage"]["quote"] == "B"
    assert told(client, wrong)["passage"]["quote_verdict"] == "passage-changed"
    assert [details["level"] for _, _, details in reads(there.store)] == ["restricted"]


def test_words_of_a_document_that_is_not_public_are_logged_first(own: tuple[World, TestClient]) -> None:
    there, client = own
    shown = client.get(f"/passage/{there.passages['closed']}", headers=HTML)
    assert CLOSED[:20] in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert "etag" not in shown.headers
    usual = (KEY, f"sha256:{there.hashes['closed']}", {"level": "restricted", "task": "passage"})
    assert reads(there.store) == [usual]
    told(client, there.passages["both"])  # everybody may know that document: the read itself is noted
    assert reads(there.store) == [usual]
    there.file("closed").write_text("Another.", "utf-8")
    assert told(client, there.passages["closed"])["passage"]["quote_verdict"] == "document-changed"
    assert reads(there.store) == [usual]  # nothing was read out of it


def test_words_that_cannot_be_logged_are_not_shown(
    own: tuple[World, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, client = own
    audit = client.app.state.serving.audit  # type: ignore[attr-defined]

    real = type(audit).note

    async def refused(self: Any, actor: str, action: str, object: str = "", /, **details: Any) -> Any:
        if action == "document-read":
            shutil.rmtree(self.folder)
            self.folder.write_text("no folder")
        return await real(self, actor, action, object, **details)

    monkeypatch.setattr(type(audit), "note", refused)
    answer = client.get(f"/passage/{there.passages['closed']}")
    problem(answer, 503, "store")
    assert CLOSED[:20] not in answer.text


def test_a_changed_document_is_not_quoted(own: tuple[World, TestClient]) -> None:
    there, client = own
    file = there.file("open")
    file.write_bytes(file.read_bytes().replace(b"second", b"seCond"))
    found = told(client, there.passages["open"])
    assert (found["passage"]["quote"], found["passage"]["quote_verdict"]) == (None, "document-changed")
    shutil.rmtree(there.store / "documents")
    assert told(client, there.passages["open"])["passage"]["quote_verdict"] == "document-missing"


def test_parameters_and_forms_are_those_of_every_page(there: World, public: TestClient) -> None:
    address = f"/passage/{there.passages['open']}"
    problem(public.get(address, params={"words": "x"}), 400, "request")
    problem(public.get(address, params={"level": "sealed"}), 403, "not-allowed")
    problem(public.get(address, headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert public.get(address, params={"format": "html"}).headers["content-type"].startswith("text/html")
    page = public.get(address, params={"format": "json"}, headers=HTML)
    assert page.headers["content-type"] == "application/json"
    assert public.head(address).status_code == 200
    assert public.post(address).status_code == 405
    refused = public.get(address, params={"level": "sealed"}, headers=HTML)
    assert (refused.status_code, refused.headers["content-type"].partition(";")[0]) == (403, "text/html")


def test_without_public_access_nobody_reads_it(there: World) -> None:
    with asked(there.store, public_access=False) as client:
        problem(client.get(f"/passage/{there.passages['open']}"), 401, "not-authenticated")


def test_as_it_was_known_before_there_is_none(there: World, public: TestClient) -> None:
    address = f"/passage/{there.passages['open']}"
    problem(public.get(address, params={"recorded_at": "2025-01-01"}), 404, "not-found")


def test_a_server_with_its_confined_processes_does_the_same(own: tuple[World, TestClient]) -> None:
    """Readers that may not open documents say where words stand; what is logged is logged by the server."""
    there, _ = own
    guess = again(there, "closed", "public", MOMENT)
    made = here("keys", "add", "Reader", "--level", "restricted", "--store", there.store, "--json").json
    key = {"Authorization": f"Bearer {made['secret']}"}
    with server(there.store) as running, running.client() as client:
        paths = {name: f"/passage/{id}" for name, id in there.passages.items()}
        assert client.get(paths["pdf"]).json()["passage"]["quote"] == PAGES[1]
        assert client.get(paths["closed"]).status_code == 404
        assert client.get(f"/passage/{guess}").json()["passage"]["quote_verdict"] == "document-missing"
        assert reads(there.store) == []
        assert client.get(paths["closed"], headers=key).json()["passage"]["quote"] == CLOSED[:20]
    ((_, document, details),) = reads(there.store)
    assert (document, details["level"]) == (f"sha256:{there.hashes['closed']}", "restricted")
