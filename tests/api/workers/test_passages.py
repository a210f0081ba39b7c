"""A process for each passage: it has one document and nothing else, is bounded, and is not believed."""

import asyncio
import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.settings import LimitSettings
from respondeat.api.workers.isolation import report
from respondeat.api.workers.passages import MOST, Cutting, OwnProcesses, Sought, Words
from respondeat.errors import Busy, RespondeatError, Stopped, StoreError, TooMany
from respondeat.graph.documents import DocumentStore
from tests.api.workers.conftest import ROOT

TEXT = "Nobody was there. Everybody says so. \N{LATIN SMALL LETTER O WITH ACUTE}\U0001f4dc"
HERE = "tests.api.workers.passages_played"


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents with one text; processes find the tests."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    added(tmp_path / "documents", TEXT)
    return tmp_path / "documents"


def added(folder: Path, text: str) -> str:
    file = folder.parent / "new.txt"
    file.write_bytes(text.encode())
    return DocumentStore(folder).add(file).sha256


def sought(text: str = TEXT, start: int = 0, end: int = 17, around: int = 0) -> Sought:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Sought(sha256, start, end, hashlib.sha256(text[start:end].encode()).hexdigest(), around)


def cut(documents: Path, *asked: Sought, child: str = "", client: str = "", **limits: Any) -> list[Any]:
    """What came of each, all asked at once: words or the error."""

    async def work() -> list[Any]:
        given = {"child": child} if child else {}
        cutting = OwnProcesses(documents, LimitSettings(**limits), **given)
        try:
            return [*await asyncio.gather(*(cutting.words(s, client) for s in asked), return_exceptions=True)]
        finally:
            await cutting.close()

    found: list[Any] = run(work)
    return found


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def bounded() -> Any:
        return await asyncio.wait_for(work(), 60)

    return asyncio.run(bounded())


def test_words_and_what_stands_around_them(documents: Path) -> None:
    (found,) = cut(documents, sought(start=18, end=36, around=8))
    assert found == Words("verified", "Everybody says so.", 18, " there. "[-8:], TEXT[36:44])
    (last,) = cut(documents, sought(start=37, end=39, around=8))
    assert (last.text, last.after) == (TEXT[37:], "")


def test_why_there_are_none(documents: Path) -> None:
    lacking = Sought(sought().sha256)
    nowhere = Sought("", 0, 5, "0" * 64)
    odd = Sought("../" * 21 + "x", 0, 5, "0" * 64)
    beyond = Sought(sought().sha256, 10, 10_000, sought().passage)
    found = cut(
        documents, lacking, nowhere, odd, beyond, sought("Another text, not kept."), workers=4, per_client=9
    )
    missing = "document-missing"
    assert [one.verdict for one in found] == ["no-offsets", missing, missing, "passage-changed", missing]
    assert [one.text for one in found] == [None] * 5


def test_of_a_long_passage_the_beginning(documents: Path) -> None:
    long = "\U0001f4dc" * (MOST + 5)
    added(documents, long)
    (found,) = cut(documents, sought(long, 0, len(long)))
    assert (found.verdict, found.text, found.length) == ("verified", long[:MOST], MOST + 5)


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux keeps from a process")
def test_the_process_has_one_document_and_nothing_else(documents: Path, tmp_path: Path) -> None:
    """Played by one that was taken over after it confined itself: it tells what it can reach."""
    if not report(tmp_path)["files"]:
        pytest.skip("this system does not keep files from a process")
    other = added(documents, "Another text.")
    (tmp_path / "respondeat.json").write_text("{}")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        tried = {
            "document": str(documents / sought().sha256[:2] / sought().sha256),
            "other": str(documents / other[:2] / other),
            "store": str(tmp_path / "respondeat.json"),
            "users": "/etc/passwd",
            "parent": "/proc/1/environ",
        }
        asked = {"tried": tried, "write": str(documents / "new"), "port": port, "sha256": sought().sha256}
        done = subprocess.run(
            [sys.executable, "-P", "-m", f"{HERE}_reaching", str(documents)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "opened": ["document"],
        "wrote": False,
        "connected": False,
        "memory": False,
    }


@pytest.mark.parametrize(
    ("played", "error", "limit"),
    [
        ("killed", Stopped, "memory"),
        ("endless", Stopped, "wall"),
        ("busy", Stopped, "cpu"),
        ("swollen", Stopped, "memory"),
        ("silent", RespondeatError, ""),
        ("garbage", RespondeatError, ""),
        ("flooding", RespondeatError, ""),
        ("lying", RespondeatError, ""),
    ],
)
def test_a_process_that_does_not_answer_as_it_should_is_ended_and_told(
    documents: Path, played: str, error: type[Exception], limit: str
) -> None:
    wall = 1 if played == "endless" else 30
    (documents / "played").write_text(played)
    (found,) = cut(documents, sought(), child=HERE, wall_seconds=wall, cpu_seconds=1)
    assert isinstance(found, error), found
    assert getattr(found, "limit", "") == limit


def test_words_that_are_not_those_of_the_hash_are_not_shown(documents: Path) -> None:
    """Also where the process that read the document says that they are."""
    (documents / "played").write_text("forging")
    (found,) = cut(documents, sought(), child=HERE)
    assert found == Words("passage-changed")


def test_so_many_at_once_and_no_more(documents: Path) -> None:
    (documents / "played").write_text("endless")
    three = (sought(), sought(), sought())
    found = cut(documents, *three, child=HERE, workers=1, per_client=2, wall_seconds=1, wait_seconds=0.2)
    assert sorted(type(one).__name__ for one in found) == ["Busy", "Stopped", "TooMany"]
    many = cut(
        documents, *three, child=HERE, workers=1, waiting=1, wall_seconds=1, wait_seconds=0.2, per_client=9
    )
    assert [type(one) for one in many].count(Busy) == 2
    assert TooMany not in [type(one) for one in many]


def test_whoever_leaves_takes_the_process_along(documents: Path) -> None:
    (documents / "played").write_text("endless")

    async def work() -> int:
        cutting = OwnProcesses(documents, LimitSettings(workers=1), HERE)
        task = asyncio.create_task(cutting.words(sought()))
        while not cutting.processes:
            await asyncio.sleep(0.01)
        (process,) = cutting.processes
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not cutting.processes
        return process.returncode or 0

    assert run(work) == -9


def test_closing_ends_what_is_being_read(documents: Path) -> None:
    (documents / "played").write_text("endless")

    async def work() -> None:
        cutting: Cutting = OwnProcesses(documents, LimitSettings(), HERE)
        task = asyncio.create_task(cutting.words(sought()))
        await asyncio.sleep(0.3)
        await cutting.close()
        with pytest.raises(Stopped, match="stopping"):
            await task
        with pytest.raises(Busy, match="stopping"):
            await cutting.words(sought())

    run(work)


def test_where_no_process_can_be_started(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    (found,) = cut(documents, sought())
    assert isinstance(found, StoreError)
