"""A writer that is killed or interrupted at any moment leaves whole changesets and levels that agree."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from respondeat.graph import quads
from respondeat.graph.stores import EmbeddedStore, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import IdIndex, changeset, ids, indexed

ROOT = Path(__file__).resolve().parents[3]
BY_TIME, BY_CALLS, INTERRUPTED = 30, 30, 8
EVERY = 5  # kills that one store goes through


class Children:
    """Processes that write, one after the other."""

    def __init__(self, script: str = "child.py") -> None:
        self._mother = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name(script))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))},
        )

    def order(self, *words: object) -> int:
        pipe(self._mother.stdin).write(" ".join(map(str, words)) + "\n")
        pipe(self._mother.stdin).flush()
        return int(pipe(self._mother.stdout).readline())

    def ended(self) -> int:
        return int(pipe(self._mother.stdout).readline())

    def close(self) -> None:
        pipe(self._mother.stdin).close()
        self._mother.wait()
        pipe(self._mother.stdout).close()


def pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    made = Children()
    yield made
    made.close()


def wait_for(file: Path, word: str) -> None:
    end = time.monotonic() + 60
    while not (file.exists() and word in file.read_text()):
        assert time.monotonic() < end
        time.sleep(0.002)


def sound(path: Path, acknowledged: list[int], finisher: str) -> int:
    """Check everything; the highest number of a changeset in the store."""
    if finisher == "reader":
        open_reader(path, "sealed").close()
        assert not (path / "pending").exists()
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        assert store.check() == ()
        written: set[int] = set()
        with store.reader("sealed") as reader:
            for info in reader.changesets():
                number = int(info.note.split()[1])
                expected = changeset(number)
                assert (info.id, info.level) == (expected.id, expected.level)
                assert set(quads.lines(reader.changeset_records(info.id)).splitlines()) == set(
                    quads.lines(expected.records).splitlines()
                )
                written.add(number)
        for number in acknowledged:
            assert number in written
        for number in written:  # changesets that are written together are there together
            pair = random.Random(abs(number)).choice((1, 1, 2)) == 2
            assert (-number in written) == pair
        for level in v.LEVELS:
            with store.reader(level) as reader:
                assert indexed(reader) == ids(reader)
                assert all(v.LEVELS.index(i.level) <= v.LEVELS.index(level) for i in reader.changesets())
    leftovers = [p for p in path.rglob("*") if ".tmp-" in p.name]
    assert leftovers == []
    return max(written, default=0)


def test_killed_at_any_moment(children: Children, tmp_path: Path) -> None:
    chance = random.Random(20)
    fates = ["time"] * BY_TIME + ["calls"] * BY_CALLS
    chance.shuffle(fates)
    assert len(fates) >= 50
    before = after = 0
    path = tmp_path
    for number, fate in enumerate(fates):
        if number % EVERY == 0:
            path, reached, acknowledged = tmp_path / f"store{number}", 0, list[int]()
            EmbeddedStore.create(path, [IdIndex()]).close()
        log = tmp_path / f"log{number}"
        told = "outside" if fate == "time" else f"calls:{int(10 ** chance.uniform(1, 4.3))}"
        process = children.order(path, reached + 1, log, told)
        if fate == "time":
            wait_for(log, "open")
            time.sleep(chance.uniform(0, 0.12))
            os.kill(process, signal.SIGKILL)
        assert os.WTERMSIG(children.ended()) == signal.SIGKILL
        acknowledged += [int(line) for line in log.read_text().splitlines() if line != "open"]
        unfinished = (path / "pending").exists()
        before, after = before + unfinished, after + (not unfinished)
        reached = sound(path, acknowledged, chance.choice(("reader", "writer")))
    # The moments were not all alike: most in the midst of a write.
    assert before > len(fates) // 3
    assert before + after == len(fates)


def test_interrupted_from_the_keyboard(children: Children, tmp_path: Path) -> None:
    chance = random.Random(7)
    path = tmp_path / "store"
    EmbeddedStore.create(path, [IdIndex()]).close()
    reached = 0
    for number in range(INTERRUPTED):
        log = tmp_path / f"log{number}"
        process = children.order(path, reached + 1, log, "outside")
        wait_for(log, "open")
        time.sleep(chance.uniform(0, 0.2))
        os.kill(process, signal.SIGINT)
        assert children.ended() == 0
        *numbers, last = [line for line in log.read_text().splitlines() if line != "open"]
        assert last == "went-on 0"
        with EmbeddedStore.open(path, [IdIndex()]) as store:
            assert store.check() == ()
            with store.reader("sealed") as reader:
                written = {int(info.note.split()[1]) for info in reader.changesets()}
        assert {int(n) for n in numbers} <= written
        reached = max(written)
