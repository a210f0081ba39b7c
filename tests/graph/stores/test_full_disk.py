"""A disk that is full, or a limit on file sizes, in the midst of writing: said clearly, nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.graph.stores import EmbeddedStore
from tests.graph.stores.samples import IdIndex, changeset, ids, indexed

ROOT = Path(__file__).resolve().parents[3]
SIZE = 300  # holders in a changeset: some 400 kB of N-Quads

CODE = """
import resource, sys
from pathlib import Path
from respondeat.errors import StoreFull
from respondeat.graph.stores import EmbeddedStore
from tests.graph.stores.samples import IdIndex, changeset

path, limit, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with EmbeddedStore.open(path, [IdIndex()]) as store:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for number in range(first, first + 1000):
            store.write([changeset(number, None, int(sys.argv[4]))])
            sys.stdout.write(f"{number}\\n")
    except StoreFull as error:
        sys.stdout.write(f"full {error.detail}\\n")
"""


def fill(path: Path, limit: int, first: int, size: int = SIZE) -> list[str]:
    """Write until there is no room; what the process said."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path), str(limit), str(first), str(size)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def intact(path: Path, said: list[str]) -> int:
    """Check that what was acknowledged is there, and all that is there is whole; the highest number."""
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        assert store.check() == ()
        with store.reader("sealed") as reader:
            assert indexed(reader) == ids(reader)
            there = {int(info.note.split()[1]) for info in reader.changesets()}
            for info in reader.changesets():
                made = changeset(int(info.note.split()[1]), None, SIZE)
                assert {r.id for r in reader.changeset_records(info.id)} == {r.id for r in made.records}
    assert {int(line) for line in said if line.isdigit()} <= there
    return max(there, default=0)


def test_a_limit_on_file_sizes(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = tmp_path / "store"
    EmbeddedStore.create(path, [IdIndex()]).close()
    reached = 0
    for limit in (2_000, 20_000, 60_000, 120_000):
        said = fill(path, limit, reached + 1)
        assert said[-1].startswith("full No space was left while")
        assert "is intact" in said[-1]
        reached = intact(path, said)
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        store.write([changeset(reached + 1)])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes; skips where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small file system")
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"no small file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "store"
    EmbeddedStore.create(path, [IdIndex()]).close()
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 20_000_000)
    said = fill(path, 0, 1)
    assert said[-1].startswith("full No space was left while")
    ballast.unlink()  # make room, as the message says
    reached = intact(path, said)
    assert reached >= 1
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        store.write([changeset(reached + 1, None, 1)])
