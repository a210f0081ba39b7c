"""What the writing process does, without HTTP: works by name, notes before and after, slips."""

import os
from pathlib import Path

import pytest

from respondeat.api.access.audit import Audit
from respondeat.api.tasks.writing import WRITINGS, Order, noting, writing
from respondeat.api.tasks.writing_slips import FOLDER, slip
from respondeat.errors import Conflict, InputError, StoreError
from respondeat.graph.evidence import verify
from respondeat.ontology import vocabulary as v


def test_every_work_is_there() -> None:
    assert all(callable(writing(name)) for name in WRITINGS)
    with pytest.raises(InputError, match="no writing"):
        writing("nothing")


@pytest.mark.parametrize(
    ("who", "author"),
    [
        ("k-1", v.ID + "k-1"),
        ("", v.ID + "unknown"),
        ("a b/é", v.ID + "a%20b%2F%C3%A9"),
        ("https://team.example/anna", "https://team.example/anna"),
    ],
)
def test_an_author_is_an_iri(who: str, author: str) -> None:
    assert Order({}, b"", who, "public", False, "").author == author


def test_what_fails_is_noted_as_failed(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    with pytest.raises(StoreError), noting(audit, "terminal", "changeset", [("", {"records": 1})]):
        raise StoreError("x")
    with pytest.raises(KeyboardInterrupt), noting(audit, "terminal", "changeset", [("", {})]):
        raise KeyboardInterrupt
    log = (audit.folder / "log.jsonl").read_text("utf-8")
    assert log.count("changeset-begun") == log.count("changeset-failed") == 2
    assert '"outcome":"store"' in log and '"outcome":"fault"' in log
    assert verify(audit.folder).fault is None


def test_a_slip_gives_the_same_seed_for_a_day(tmp_path: Path) -> None:
    first = slip(tmp_path, "k-1", "", b"body")
    assert first.seed != slip(tmp_path, "k-1", "", b"body").seed  # nothing was kept yet
    first.keep()
    assert slip(tmp_path, "k-1", "", b"body").seed == first.seed
    assert slip(tmp_path, "k-2", "", b"body").seed != first.seed
    assert slip(tmp_path, "k-1", "", b"other").seed != first.seed
    yesterday = first.path.stat().st_mtime - 86_401
    os.utime(first.path, (yesterday, yesterday))
    assert slip(tmp_path, "k-1", "", b"body").seed != first.seed
    slip(tmp_path, "k-1", "", b"more").keep()
    assert not first.path.exists()


def test_a_key_stands_for_one_body(tmp_path: Path) -> None:
    slip(tmp_path, "k-1", "monday", b"body").keep()
    assert slip(tmp_path, "k-1", "monday", b"body").seed == slip(tmp_path, "k-1", "monday", b"body").seed
    with pytest.raises(Conflict):
        slip(tmp_path, "k-1", "monday", b"other")
    assert slip(tmp_path, "k-2", "monday", b"other")


def test_a_slip_that_is_damaged_is_none(tmp_path: Path) -> None:
    one = slip(tmp_path, "k-1", "", b"body")
    one.keep()
    for damage in (b"", b"{", b"[]", b'{"seed": "x", "digest": ""}'):
        one.path.write_bytes(damage)
        assert slip(tmp_path, "k-1", "", b"body").seed != one.seed
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [one.path.name]
