"""The custody log against whoever changes it, cuts it off, or breaks off its writing."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.errors import IntegrityError
from respondeat.graph.evidence import Head, Note, append, entries, export, head, page, verify
from respondeat.graph.evidence.custody_entry import START
from respondeat.graph.evidence.verifier.canonical import canonical

NOON = "2026-11-22T12:00:00Z"


def note(number: int = 0, **details: Any) -> Note:
    return Note(NOON, "k-0123456789abcdef", "read", "", {"level": "sealed", "bytes": number, **details})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of twelve entries, in batches of one, two and three. Nobody changes it."""
    folder = tmp_path_factory.mktemp("kept") / "custody"
    for batch in ((0,), (1, 2), (3,), (4, 5, 6), (7,), (8,), (9, 10), (11,)):
        append(folder, [note(n) for n in batch])
    return folder


@pytest.fixture
def log(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "log"))


def lines(folder: Path) -> list[bytes]:
    return (folder / "log.jsonl").read_bytes().splitlines(keepends=True)


def with_lines(folder: Path, changed: list[bytes]) -> Path:
    (folder / "log.jsonl").write_bytes(b"".join(changed))
    return folder


def test_what_was_logged_is_there_in_order_and_holds(log: Path) -> None:
    assert [e.details["bytes"] for e in entries(log)] == list(range(12))
    assert [e.n for e in entries(log)] == list(range(1, 13))
    verdict = verify(log)
    assert (verdict.ok, verdict.entries, verdict.head, verdict.complete) == (True, 12, head(log), True)


def test_the_hashes_are_those_that_anybody_can_compute(log: Path) -> None:
    """Without our code: SHA-256 over sorted, dense JSON of all but the hash, chained from zeros."""
    previous = "0" * 64
    for line in lines(log):
        told = json.loads(line)
        claimed = told.pop("hash")
        assert told["previous"] == previous
        text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert claimed == previous
    assert str(head(log)) == f"12:{previous}"


def test_a_log_that_was_never_written_is_empty_and_sound(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert (head(nowhere), list(entries(nowhere)), verify(nowhere).ok) == (Head(0, START), [], True)
    assert append(nowhere, []) == ()
    assert page(nowhere) == ((), Head(0, START))
    assert verify(nowhere).ok


def test_only_its_owner_reads_it(log: Path, tmp_path: Path) -> None:
    append(tmp_path / "new", [note()])
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "log.jsonl").stat().st_mode & 0o077 == 0


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_of_the_bytes_is_told_where_it_is(kept: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = (kept / "log.jsonl").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(
        st.sampled_from(
            [
                whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :],
                whole[:at] + whole[at + 1 :],
                whole[:at] + data.draw(st.binary(min_size=1, max_size=3)) + whole[at:],
                whole[:at],
                whole + data.draw(st.binary(min_size=1, max_size=300)),
            ]
        )
    )
    folder = tmp_path / "log"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    (folder / "log.jsonl").write_bytes(changed)
    verdict = verify(folder)
    if changed == whole:  # an insertion can give the same bytes only at no place: never here
        raise AssertionError("nothing was changed")
    first = next((i for i, (a, b) in enumerate(zip(whole, changed, strict=False)) if a != b), None)
    place = min(len(whole), len(changed)) if first is None else first
    assert verdict.fault is not None
    assert verdict.fault.n == whole[:place].count(b"\n") + 1
    assert verdict.entries == verdict.fault.n - 1


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_taken_out_swapped_or_repeated_are_told(
    kept: Path, tmp_path: Path, data: st.DataObject
) -> None:
    before = lines(kept)
    places = st.integers(0, len(before) - 1)
    a, b = data.draw(st.tuples(places, places).filter(lambda two: two[0] != two[1]))
    kind = data.draw(st.sampled_from(["removed", "swapped", "repeated", "cut"]))
    changed = list(before)
    if kind == "removed":
        del changed[a]
    elif kind == "swapped":
        changed[a], changed[b] = changed[b], changed[a]
    elif kind == "repeated":
        changed.insert(b, before[a])
    else:
        changed = changed[:a]
    folder = tmp_path / "log"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    verdict = verify(with_lines(folder, changed))
    differs = next((i for i, (x, y) in enumerate(zip(before, changed, strict=False)) if x != y), None)
    if differs is None:
        differs = min(len(before), len(changed))
    assert verdict.fault is not None
    assert verdict.fault.n == differs + 1
    told = {
        "removed": {"truncated"} if a == len(before) - 1 else {"removed"},
        "swapped": {"reordered"},
        "repeated": {"reordered", "removed", "forged"},
        "cut": {"truncated"},
    }
    assert verdict.fault.kind in told[kind]


def forged(before: list[bytes], at: int, **changes: Any) -> list[bytes]:
    """The log with an entry changed, and all from there on made to fit: what a forger without limits does."""
    made = before[:at]
    previous = json.loads(before[at - 1])["hash"] if at else "0" * 64
    for line in before[at:]:
        told = json.loads(line) | {"previous": previous}
        if len(made) == at:
            told |= changes
        told.pop("hash")
        previous = hashlib.sha256(canonical(told)).hexdigest()
        made.append(canonical({**told, "hash": previous}) + b"\n")
    return made


@pytest.mark.parametrize("at", [0, 5, 11])
def test_a_forged_tail_does_not_fit_the_head(log: Path, at: int) -> None:
    verdict = verify(with_lines(log, forged(lines(log), at, actor="k-00000000000000ff")))
    assert verdict.fault is not None
    assert (verdict.fault.kind, verdict.fault.n) == ("forged", 12)


def test_one_entry_that_is_forged_alone_breaks_the_chain_behind_it(log: Path) -> None:
    before = lines(log)
    changed = [*before[:4], forged(before, 4, actor="k-00000000000000ff")[4], *before[5:]]
    verdict = verify(with_lines(log, changed))
    assert verdict.fault is not None
    assert (verdict.fault.kind, verdict.fault.n) == ("forged", 6)


def test_entries_appended_by_another_hand_are_told(log: Path, tmp_path: Path) -> None:
    longer = Path(shutil.copytree(log, tmp_path / "longer"))
    append(longer, [note(12)])
    verdict = verify(with_lines(log, lines(longer)))
    assert verdict.fault is not None
    assert (verdict.fault.kind, verdict.fault.n) == ("forged", 13)
    with pytest.raises(IntegrityError):
        append(log, [note(13)])


def test_a_log_made_anew_with_its_head_is_told_by_a_head_that_was_noted(log: Path, tmp_path: Path) -> None:
    """Whoever may write all files can make a log that holds in itself; the noted head is what remains."""
    noted = head(log)
    append(log, [note(12)])
    anew = tmp_path / "anew"
    append(anew, [note(n) for n in range(50, 63)])
    assert verify(anew).ok
    fault = verify(anew, noted).fault
    assert fault is not None
    assert (fault.kind, fault.n) == ("forged", 12)
    assert verify(log, noted).ok


def test_an_older_copy_of_everything_is_told_by_a_head_that_was_noted(log: Path, tmp_path: Path) -> None:
    older = Path(shutil.copytree(log, tmp_path / "older"))
    append(log, [note(12)])
    fault = verify(older, head(log)).fault
    assert fault is not None
    assert (fault.kind, fault.n) == ("truncated", 13)


def test_a_copy_alone_tells_no_end_and_says_so(log: Path, tmp_path: Path) -> None:
    exported = export(log)
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(b"".join(exported.log))
    assert (verify(copy).ok, verify(copy).complete) == (True, False)
    assert verify(copy, exported.head).complete
    copy.write_bytes(b"".join(lines(log)[:-1]))
    assert verify(copy).ok
    fault = verify(copy, exported.head).fault
    assert fault is not None
    assert fault.kind == "truncated"


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"\xff", b'{"n":"x"}'])
def test_without_a_sound_head_nothing_is_appended_and_it_is_told(log: Path, content: bytes | None) -> None:
    if content is None:
        (log / "head.json").unlink()
    else:
        (log / "head.json").write_bytes(content)
    fault = verify(log).fault
    assert fault is not None
    assert fault.kind == "head"
    with pytest.raises(IntegrityError, match=r"head\.json"):
        append(log, [note()])
    assert len(lines(log)) == 12


def test_a_log_that_is_gone_is_told(log: Path) -> None:
    (log / "log.jsonl").unlink()
    fault = verify(log).fault
    assert fault is not None
    assert (fault.kind, fault.n) == ("truncated", 1)
    with pytest.raises(IntegrityError):
        append(log, [note()])


def test_a_write_that_was_broken_off_anywhere_is_finished_and_told(kept: Path, tmp_path: Path) -> None:
    whole = b"".join(lines(kept))
    last = lines(kept)[-1]
    for size in range(len(whole) - len(last), len(whole)):
        folder = tmp_path / str(size)
        shutil.copytree(kept, folder)
        (folder / "log.jsonl").write_bytes(whole[:size])
        fault = verify(folder).fault
        assert fault is not None
        assert (fault.kind, fault.n) == ("truncated", 12)
        (made,) = append(folder, [note(99)])
        assert made.n == 14
        assert lines(folder)[:12] == lines(kept)
        told = list(entries(folder, 12))
        assert [(e.action, e.details["bytes"]) for e in told] == [
            ("custody-log-mended", len(whole) - size),
            ("read", 99),
        ]
        assert verify(folder).ok


def test_what_tells_of_a_finished_write_is_salted_as_what_follows_it(kept: Path, tmp_path: Path) -> None:
    """Else the moment of an entry that is withheld could be guessed from the one before it."""
    salts = []
    for number, salt in enumerate(("ab" * 16, "cd" * 16)):
        folder = Path(shutil.copytree(kept, tmp_path / str(number)))
        (folder / "log.jsonl").write_bytes(b"".join(lines(kept))[:-5])
        append(folder, [note(99, salt=salt)])
        told = next(e for e in entries(folder, 12))
        assert told.action == "custody-log-mended"
        salts.append(told.details["salt"])
    assert len({*salts, "ab" * 16, "cd" * 16}) == 4


def test_appending_does_not_read_the_log(log: Path) -> None:
    """It takes the same time however long the log is; what is wrong further up is for `verify`."""
    before = lines(log)
    with_lines(log, [b"x" * (len(before[0]) - 1) + b"\n", *before[1:]])
    append(log, [note(12)])
    fault = verify(log).fault
    assert fault is not None
    assert (fault.kind, fault.n) == ("altered", 1)


@given(st.integers(0, 14), st.integers(1, 14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_is_what_follows_its_cursor(kept: Path, after: int, limit: int) -> None:
    found, end = page(kept, after, limit)
    assert [e.n for e in found] == list(range(1, 13))[after:][:limit]
    assert end == head(kept)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(details=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), VALUES, max_size=4))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_log_can_hold_comes_back_as_it_was(tmp_path: Path, details: dict[str, Any]) -> None:
    folder = tmp_path / "log"
    (made,) = append(folder, [Note(NOON, "terminal", "kept", "", details)])
    assert next(iter(entries(folder, made.n - 1))).details == details
    assert verify(folder).ok


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), "\ud800", {"A": 1}, {"a b": 1}, {1: 1}, b"x", {"ключ": 1}]
)
def test_what_not_all_would_write_alike_is_refused_and_nothing_is_written(log: Path, value: Any) -> None:
    before = lines(log)
    with pytest.raises(ValueError, match=r"log|Unicode"):
        append(log, [note(), note(more=value)])
    assert lines(log) == before
    assert verify(log).ok


@pytest.mark.parametrize("at", ["", "2026-11-22", "2026-11-22T12:00:00", "2026-11-22T12:00:00+00:00"])
def test_a_moment_is_in_utc(log: Path, at: str) -> None:
    with pytest.raises(ValueError, match="moment"):
        append(log, [Note(at, "terminal", "kept")])


def test_canonical_json_is_that_of_rfc_8785() -> None:
    """The literals and texts of its section 3.2.2, as far as the log takes them."""
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    told = {"string": text, "literals": [None, True, False], "numbers": [0, -1, 9007199254740991]}
    wanted = (
        '{"literals":[null,true,false],"numbers":[0,-1,9007199254740991],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(told) == wanted.encode()


@pytest.mark.parametrize("text", ["", ":", "1", "1:zz", "-1:" + "0" * 64, "1:" + "0" * 63, "١:" + "0" * 64])
def test_what_is_no_head_is_none(text: str) -> None:
    assert Head.read(text) is None


def test_a_head_is_read_as_it_is_written(log: Path) -> None:
    assert Head.read(str(head(log))) == head(log)


APPENDER = """
import sys
from pathlib import Path
from respondeat.graph.evidence import Note, append
for n in range(int(sys.argv[2])):
    (made,) = append(Path(sys.argv[1]), [Note("2026-11-22T12:00:00Z", "terminal", "kept", "", {"number": n})])
    print(made.n, flush=True)
"""


@pytest.fixture
def appender(tmp_path: Path) -> Callable[[int], "subprocess.Popen[bytes]"]:
    def started(count: int) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", APPENDER, str(tmp_path / "log"), str(count)]
        return subprocess.Popen(command, stdout=subprocess.PIPE)

    return started


def test_processes_that_append_at_once_wait_for_one_another(
    tmp_path: Path, appender: Callable[[int], "subprocess.Popen[bytes]"]
) -> None:
    working = [appender(25) for _ in range(3)]
    told = [int(n) for process in working for n in process.communicate(timeout=60)[0].split()]
    assert sorted(told) == list(range(1, 76))
    assert (verify(tmp_path / "log").ok, head(tmp_path / "log").n) == (True, 75)


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 3, 8, 21])
def test_what_was_acknowledged_outlives_a_process_that_is_killed(
    tmp_path: Path, after: int, appender: Callable[[int], "subprocess.Popen[bytes]"]
) -> None:
    process = appender(100_000)
    assert process.stdout is not None
    acknowledged = 0
    while acknowledged < after:
        acknowledged = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    rest = process.communicate(timeout=60)[0].split(b"\n")
    acknowledged = max([acknowledged, *(int(n) for n in rest[:-1] if n)])
    append(tmp_path / "log", [note()])
    assert verify(tmp_path / "log").ok
    assert head(tmp_path / "log").n > acknowledged
