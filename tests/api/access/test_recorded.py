"""Nothing above public is read without a note."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.access.audit import Audit
from respondeat.api.access.recorded import Recorded
from respondeat.api.workers import Body, Reply, Request
from respondeat.errors import AmbiguousName, StoreError
from respondeat.graph import evidence
from tests.api.access.people import Clock

KEY = "k-0123456789abcdef"
ASKED = Request("question", {"name": "chain", "parameters": {"target": "Ivan Ivanov"}})


class Told(Body):
    """A body that knows whether it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


class Fixed:
    """An asker that gives one reply, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.body = Told(b"answer", 6)
        self.asked: list[str] = []

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        self.asked.append(level)
        if self.error is not None:
            raise self.error
        return Reply(self.body, "text/plain", "cd" * 32)

    async def dataset_hash(self, level: str) -> str:
        return "cd" * 32

    async def refresh(self) -> None:
        self.asked.append("refresh")

    async def close(self) -> None:
        self.asked.append("close")


def ask(store: Path, fixed: Fixed, level: str, client: str = KEY, request: Request = ASKED) -> Reply:
    return asyncio.run(Recorded(fixed, Audit(store, Clock())).ask(level, request, client))


def logged(store: Path) -> list[dict[str, Any]]:
    return [e.as_json() for e in evidence.entries(store / "custody")]


def test_what_is_public_is_not_noted(tmp_path: Path) -> None:
    ask(tmp_path, Fixed(), "public")
    assert not (tmp_path / "custody").exists()


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_what_is_not_public_is_noted_with_who_and_what_but_not_whom(tmp_path: Path, level: str) -> None:
    assert ask(tmp_path, Fixed(), level).body.read() == b"answer"
    (entry,) = logged(tmp_path)
    assert (entry["actor"], entry["action"], entry["object"]) == (KEY, "read", "")
    assert entry["details"].pop("salt")
    assert entry["details"] == {
        "level": level,
        "task": "question",
        "question": "chain",
        "dataset": "cd" * 32,
        "outcome": "ok",
        "bytes": 6,
    }
    assert b"Ivan" not in (tmp_path / "custody" / "log.jsonl").read_bytes()


def test_an_error_of_a_level_is_a_reading_of_it(tmp_path: Path) -> None:
    with pytest.raises(AmbiguousName):
        ask(tmp_path, Fixed(AmbiguousName("Ivan Ivanov may be two.")), "sealed")
    (entry,) = logged(tmp_path)
    assert (entry["details"]["outcome"], entry["details"]["bytes"]) == ("ambiguous-name", 0)


@pytest.mark.parametrize("error", [None, AmbiguousName("Ivan Ivanov may be two.")])
def test_what_cannot_be_noted_is_not_handed_on(tmp_path: Path, error: Exception | None) -> None:
    ask(tmp_path, Fixed(), "sealed")
    (tmp_path / "custody" / "head.json").unlink()
    fixed = Fixed(error)
    with pytest.raises(StoreError, match="custody log"):
        ask(tmp_path, fixed, "sealed")
    assert fixed.body.closed is (error is None)
    assert ask(tmp_path, Fixed(), "public").body.read() == b"answer"


@pytest.mark.parametrize(
    ("client", "actor"),
    [("terminal", "terminal"), ("", "unknown"), ("192.0.2.1", "unknown"), ("Ivan", "unknown"), (KEY, KEY)],
)
def test_only_ids_are_actors(tmp_path: Path, client: str, actor: str) -> None:
    ask(tmp_path, Fixed(), "sealed", client)
    assert logged(tmp_path)[0]["actor"] == actor


@pytest.mark.parametrize("name", [None, "Ivan Ivanov", 3, ["chain"], "ivan"])
def test_only_questions_that_there_are_are_named(tmp_path: Path, name: object) -> None:
    ask(tmp_path, Fixed(), "sealed", request=Request("question", {"name": name}))
    assert "question" not in logged(tmp_path)[0]["details"]


def test_every_task_can_be_noted(tmp_path: Path) -> None:
    from respondeat.api.tasks import TASKS

    for task in TASKS:
        ask(tmp_path, Fixed(), "sealed", request=Request(task))
    assert len(logged(tmp_path)) == len(TASKS)


def test_the_rest_is_handed_through(tmp_path: Path) -> None:
    fixed = Fixed()

    async def all_of_it() -> None:
        recorded = Recorded(fixed, Audit(tmp_path))
        assert await recorded.dataset_hash("sealed") == "cd" * 32
        await recorded.refresh()
        await recorded.close()

    asyncio.run(all_of_it())
    assert fixed.asked == ["refresh", "close"]


def test_a_page_is_noted_by_its_name_and_form_and_the_question_that_it_asks(tmp_path: Path) -> None:
    given = {"page": "analysis", "format": "csv", "given": {"name": "chain", "target": "Ivan Ivanov"}}
    ask(tmp_path, Fixed(), "sealed", request=Request("page", given))
    details = logged(tmp_path)[0]["details"]
    assert {"task": "page", "kind": "analysis", "form": "csv", "question": "chain"}.items() <= details.items()
    assert b"Ivan" not in (tmp_path / "custody" / "log.jsonl").read_bytes()


@pytest.mark.parametrize("page", [None, "Ivan Ivanov", {"size": 1}, "chain"])
def test_only_pages_and_forms_that_there_are_are_named(tmp_path: Path, page: object) -> None:
    ask(tmp_path, Fixed(), "sealed", request=Request("page", {"page": page, "format": "Ivan"}))
    assert {"kind", "form"}.isdisjoint(logged(tmp_path)[0]["details"])
