"""Killed at any moment a withdrawal has happened or it has not; whoever opens the store next finishes it."""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from respondeat.graph.statement import Changeset, Document, Entity, Name, content_id
from respondeat.graph.stores import EmbeddedStore, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import AUTHOR, MOMENT, IdIndex, changeset, ids, indexed
from tests.graph.stores.test_killed import Children, wait_for

BY_TIME, BY_CALLS = 14, 22
CALLS = (6_000, 40_000)  # of Python functions: about until a withdrawal has happened, and until it is done
TEXT = "Qwxzt Unspeakable"
NAME = "Vjkpq Unmentioned"
PERSON = content_id("p", "withdrawn")
PAPER = content_id("doc", "withdrawn")


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    made = Children("child_withdrawing.py")
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a person who is to be withdrawn, and a document with its bytes, among other things."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "paper.txt").write_text(f"{TEXT} says so.\n")
    with EmbeddedStore.create(folder / "store", [IdIndex()]) as store:
        paper = store.documents.add(folder / "paper.txt", title=f"Paper of {TEXT}")
        told = (
            Entity.of(PERSON, "Person"),
            Name.of(PERSON, NAME, "en", preferred=True),
            Document(PAPER, paper.title, paper.sha256),
        )
        one = Changeset.of(told, recorded_at=MOMENT, author=AUTHOR, note="number 0")
        store.write([changeset(1, "public"), one, changeset(2, "sealed"), changeset(3, "public")])
    return folder / "store"


def content(*folders: Path) -> bytes:
    return b"".join(p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file())


def gone(path: Path, target: str, level: str) -> dict[str, bool]:
    """For each level whether it holds the record no more."""
    found = {}
    for at in v.LEVELS:
        with open_reader(path, at, [IdIndex()]) as reader:
            found[at] = reader.record(target) is None
            assert indexed(reader) == ids(reader)
    return found


def test_killed_at_any_moment(children: Children, whole: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    fates = ["time"] * BY_TIME + ["calls"] * BY_CALLS
    chance.shuffle(fates)
    midst = happened = 0
    shutil.copytree(whole, tmp_path / "first")
    start = time.monotonic()
    children.order(tmp_path / "first", PERSON, "restricted", tmp_path / "first.log", "outside")
    children.ended()
    lasts = time.monotonic() - start
    assert "done" in (tmp_path / "first.log").read_text()
    for number, fate in enumerate(fates):
        path, log = tmp_path / f"store{number}", tmp_path / f"log{number}"
        shutil.copytree(whole, path)
        level = chance.choice(("-", "-", "restricted"))
        target = PAPER if level == "-" else PERSON
        expected = {at: level == "-" or at == "public" for at in v.LEVELS}
        told = "outside" if fate == "time" else f"calls:{chance.randrange(10, chance.choice(CALLS))}"
        process = children.order(path, target, level, log, told)
        if fate == "time":
            wait_for(log, "open")
            time.sleep(chance.uniform(0, lasts))
            with suppress(ProcessLookupError):  # it was done sooner
                os.kill(process, signal.SIGKILL)
        children.ended()
        done = "done" in log.read_text()
        midst += fate == "calls" and (path / "pending").exists()
        if chance.random() < 0.5:  # whoever reads next may be who finishes it
            found = gone(path, target, level)
            assert done <= (found == expected)
        with EmbeddedStore.open(path, [IdIndex()]) as store:
            assert store.check() == ()
            stones = len(store.tombstones())
        found = gone(path, target, level)
        assert found == (expected if stones else dict.fromkeys(v.LEVELS, False))
        assert stones if done else True
        happened += stones if fate == "calls" else 0  # what is killed by time hangs on the machine's load
        _nothing_is_left_lying(path)
        if stones:
            with EmbeddedStore.open(path, [IdIndex()]) as store:
                store.write([changeset(4, "public")])
                assert store.check() == ()
            assert gone(path, target, level) == expected
            hidden = [path] if level == "-" else [path / "levels" / "public"]
            wanted = f"Paper of {TEXT}" if level == "-" else NAME
            assert wanted.encode() not in content(*hidden)
            assert (f"{TEXT} says so".encode() in content(path / "documents")) == (level != "-")
        else:
            assert f"{TEXT} says so".encode() in content(path / "documents")
        shutil.rmtree(path)
    assert midst > BY_CALLS // 3
    assert 3 < happened < BY_CALLS - 3


def _nothing_is_left_lying(path: Path) -> None:
    assert [p for p in path.rglob("*") if ".tmp-" in p.name or p.name in ("pending", "writer.next")] == []
    assert list(path.glob("levels/*/versions/*/unused")) == []
