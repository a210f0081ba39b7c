"""The custody log in a bundle: cut after the last entry on the data, withheld in part, and still whole."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import IntegrityError
from respondeat.graph.evidence import (
    Concern,
    Entry,
    Head,
    Note,
    Slice,
    append,
    custody_slice,
    entries,
    verify,
)
from respondeat.graph.evidence.custody_entry import EMPTY, Withheld, read_copied
from respondeat.graph.evidence.verifier.bag import Bag
from respondeat.graph.evidence.verifier.canonical import canonical
from respondeat.graph.evidence.verifier.layout import CUSTODY, FORMAT, ROOT
from respondeat.graph.evidence.verifier.opened import Opened
from respondeat.graph.evidence.verifier.source import FolderSource
from respondeat.graph.evidence.verifier.told import check_custody
from respondeat.graph.evidence.verifier.verdict import Unreadable
from respondeat.ontology import vocabulary as v
from tests.examples import examples

EXAMPLES: Final = examples(60)

CHANGESETS: Final = tuple(f"c-{n:032x}" for n in range(1, 5))
DOCUMENTS: Final = tuple(f"{n:064x}" for n in range(1, 5))
OWN: Final = Concern(frozenset(CHANGESETS[:3]), frozenset(DOCUMENTS[:3]))  # the last of each is another's
WRITING: Final = ("changeset-begun", "changeset-written", "changeset-failed", "changeset-done")
ADDING: Final = ("document-added", "document-removed")
ABOUT_DATA: Final = {*WRITING, *ADDING, "document-read", "package-received"}
COMING: Final = {*WRITING, "document-added"}
ON_FILES: Final = ("document-read", "package-received")
READING: Final = ("read", "login", "key-added", "data-exported", "bundle-exported", *ON_FILES)

LEVELS = st.sampled_from(v.LEVELS)
ACTORS = st.sampled_from(["terminal", *(f"k-{n:016x}" for n in range(3))])
MOMENTS = st.integers(0, 10**6).map(lambda n: f"2026-11-{n % 28 + 1:02d}T{n % 24:02d}:{n % 60:02d}:00Z")
SALTS = st.binary(min_size=16, max_size=16).map(bytes.hex)


@st.composite
def on_data(draw: st.DrawFn) -> Note:
    if draw(st.booleans()):
        action, object = draw(st.sampled_from(WRITING)), draw(st.sampled_from(CHANGESETS))
        details = {"level": draw(LEVELS)}
    else:
        action, object = draw(st.sampled_from(ADDING)), f"sha256:{draw(st.sampled_from(DOCUMENTS))}"
        details = {"level": draw(LEVELS)} if draw(st.booleans()) else {}
    return Note(draw(MOMENTS), draw(ACTORS), action, object, {**details, "salt": draw(SALTS)})


@st.composite
def on_else(draw: st.DrawFn) -> Note:
    """What leaves the data as they are: reading them, too."""
    action = draw(st.sampled_from(READING))
    files = [f"sha256:{sha256}" for sha256 in DOCUMENTS]
    objects = files if action in ON_FILES else ["", "k-" + "0" * 16, "sha256:" + "e" * 64]
    details = {"level": draw(LEVELS), "salt": draw(SALTS)}
    return Note(draw(MOMENTS), draw(ACTORS), action, draw(st.sampled_from(objects)), details)


LOGS = st.lists(on_data() | on_else(), max_size=14)


@st.composite
def visibility(draw: st.DrawFn) -> tuple[frozenset[str], frozenset[str]]:
    """The levels of a profile, and what of the data it shows."""
    levels = v.LEVELS[: draw(st.integers(1, len(v.LEVELS)))]
    return frozenset(levels), frozenset(draw(st.sets(st.sampled_from(sorted(OWN.objects)))))


@contextmanager
def logged(notes: list[Note]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "custody"
        if notes:
            append(log, notes)
        yield log


def last(told: list[Entry]) -> int:
    """By its definition: the last entry by which some of the data came or went, without repetitions."""
    place = 0
    for object in OWN.objects:
        there = False
        for entry in told:
            if entry.object != object or entry.action not in (*WRITING, *ADDING):
                continue
            if entry.action == "document-removed":
                there = False
            elif there:
                continue
            else:
                there = entry.action in ("changeset-written", "changeset-done", "document-added")
            place = max(place, entry.n)
    return place


def is_shown(entry: Entry, levels: frozenset[str], items: frozenset[str]) -> bool:
    on_data = entry.action in ABOUT_DATA or entry.object.startswith("sha256:")
    if on_data and entry.object not in items and entry.action != "bundle-exported":
        return False
    if levels == set(v.LEVELS):
        return True
    return entry.action in COMING and entry.details.get("level", v.LEVELS[0]) in levels


def verified_by_hand(lines: list[bytes], head: Head) -> bool:
    """As a recipient does with the standard library: nothing of ours."""
    previous, n = "0" * 64, 0
    for line in lines:
        n += 1
        told = json.loads(line)
        claimed = told["hash"]
        if (told["n"], told["previous"]) != (n, previous):
            return False
        if not told.get("withheld"):
            rest = {key: value for key, value in told.items() if key != "hash"}
            text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            if hashlib.sha256(text.encode()).hexdigest() != claimed:
                return False
        previous = claimed
    return f"{n}:{previous}" == str(head)


def verified_in_a_bundle(folder: Path, lines: list[bytes], head: Head) -> bool:
    """As the verifier that goes into a bundle does."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / CUSTODY).write_bytes(b"".join(lines))
    root = {"format": FORMAT, "merkle_root": "ab" * 32, "leaves": 1, "custody_head": str(head)}
    (folder / ROOT).write_bytes(canonical(root) + b"\n")
    bag = Bag("1.0", "UTF-8", (), (), (), {}, {}, {})
    try:
        check_custody(Opened(FolderSource(folder), bag))
    except Unreadable:
        return False
    return True


@given(notes=LOGS, seen=visibility())
@settings(max_examples=EXAMPLES, deadline=None)
def test_it_ends_with_the_data_shows_what_may_be_seen_and_verifies(
    notes: list[Note], seen: tuple[frozenset[str], frozenset[str]]
) -> None:
    with logged(notes) as log:
        told = list(entries(log))
        made = custody_slice(log, OWN, *seen)
        lines = list(made)
        cut = last(told)
        assert made.head == (told[cut - 1].head if cut else EMPTY)
        assert lines == [
            entry.line() if is_shown(entry, *seen) else Withheld(entry.n, entry.previous, entry.hash).line()
            for entry in told[:cut]
        ]
        assert verified_by_hand(lines, made.head)
        assert verified_in_a_bundle(log.parent, lines, made.head)
        copy = log.parent / "copy.jsonl"
        copy.write_bytes(b"".join(lines))
        verdict = verify(copy, made.head)
        assert (verdict.ok, verdict.complete, verdict.entries) == (True, True, cut)
        assert verdict.withheld == sum(b'"withheld"' in line for line in lines)
        assert not verify(log, made.head).fault


def marked(n: int, one: Note) -> Note:
    mark = hashlib.sha256(str(n).encode()).hexdigest()
    at = f"2026-11-22T12:00:00.{n:06d}Z"
    return Note(at, f"k-{mark[:16]}", one.action, one.object, {**one.details, "salt": mark[16:48]})


@given(notes=LOGS, seen=visibility())
@settings(max_examples=EXAMPLES, deadline=None)
def test_nothing_of_a_withheld_entry_is_in_it(
    notes: list[Note], seen: tuple[frozenset[str], frozenset[str]]
) -> None:
    """Each entry has an actor, a moment and a salt that no other has, so that its own would be seen."""
    own = [marked(n, one) for n, one in enumerate(notes)]
    with logged(own) as log:
        made = b"".join(custody_slice(log, OWN, *seen))
        for entry in entries(log):
            if not is_shown(entry, *seen):
                for said in (entry.at, entry.actor, str(entry.details["salt"])):
                    assert said.encode() not in made
                if entry.object and entry.object not in seen[1]:
                    assert all(
                        entry.object != json.loads(line).get("object")
                        for line in made.splitlines()
                        if entry.action in ABOUT_DATA
                    )


@given(notes=LOGS, more=st.lists(on_else(), max_size=6), again=st.data(), seen=visibility())
@settings(max_examples=EXAMPLES, deadline=None)
def test_reading_and_handing_in_the_same_again_leaves_its_bytes(
    notes: list[Note],
    more: list[Note],
    again: st.DataObject,
    seen: tuple[frozenset[str], frozenset[str]],
) -> None:
    with logged(notes) as log:
        before = custody_slice(log, OWN, *seen)
        content = b"".join(before)
        there = {e.object for e in entries(log) if e.action == "document-added"}
        there -= {e.object for e in entries(log) if e.action == "document-removed"}
        if there:
            more = [
                *more,
                Note(
                    "2026-12-01T00:00:00Z",
                    "terminal",
                    "document-added",
                    again.draw(st.sampled_from(sorted(there))),
                ),
            ]
        other = Note("2026-12-01T00:00:00Z", "terminal", "changeset-written", CHANGESETS[3])
        append(log, [*more, other])
        after = custody_slice(log, OWN, *seen)
        assert (after.head, b"".join(after)) == (before.head, content)
        assert b"".join(before) == content  # the one from before the others came, too


@given(notes=LOGS.filter(bool), seen=visibility(), other=visibility())
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_profile_pins_the_same_head(
    notes: list[Note],
    seen: tuple[frozenset[str], frozenset[str]],
    other: tuple[frozenset[str], frozenset[str]],
) -> None:
    with logged(notes) as log:
        first, second = custody_slice(log, OWN, *seen), custody_slice(log, OWN, *other)
        assert first.head == second.head
        assert len(list(first)) == len(list(second))


@dataclass(frozen=True)
class Sliced:
    """A slice of which some lines are withheld, and the head it was given."""

    lines: list[bytes]
    head: Head


@pytest.fixture(scope="module")
def sliced(tmp_path_factory: pytest.TempPathFactory) -> Sliced:
    log = tmp_path_factory.mktemp("sliced") / "custody"
    at, told = "2026-11-22T12:00:00Z", list[Note]()
    for changeset, level in zip(CHANGESETS, v.LEVELS, strict=False):
        told.append(Note(at, "terminal", "changeset-written", changeset, {"level": level, "salt": "ab" * 16}))
        told.append(Note(at, "terminal", "read", "", {"level": "sealed", "salt": "cd" * 16}))
    append(
        log, [*told, Note(at, "terminal", "document-added", f"sha256:{DOCUMENTS[0]}", {"salt": "ef" * 16})]
    )
    made = custody_slice(log, OWN, {"public"}, {CHANGESETS[0], f"sha256:{DOCUMENTS[0]}"})
    lines = list(made)
    assert [b'"withheld"' in line for line in lines] == [False, True, True, True, True, True, False]
    return Sliced(lines, made.head)


def broken(lines: list[bytes], head: Head) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "custody.jsonl"
        copy.write_bytes(b"".join(lines))
        sound = verify(copy, head).ok
        assert sound == verified_in_a_bundle(Path(folder), lines, head)
        return not sound


@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_whatever_is_done_to_it_is_told_by_the_pinned_head(sliced: Sliced, data: st.DataObject) -> None:
    lines = list(sliced.lines)
    at, to = data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2).filter(lambda two: two[0] != two[1]))
    match data.draw(st.sampled_from(["cut", "dropped", "moved", "repeated", "flipped", "forged", "added"])):
        case "cut":
            lines = lines[:at]
        case "dropped":
            del lines[at]
        case "moved":
            lines.insert(to, lines.pop(at))
        case "repeated":
            lines.insert(to, lines[at])
        case "flipped":
            place = data.draw(st.integers(0, len(lines[at]) - 1))
            flipped = bytearray(lines[at])
            flipped[place] ^= data.draw(st.integers(1, 255))
            lines[at] = bytes(flipped)
        case "forged":
            told = read_copied(lines[at])
            hash = data.draw(st.binary(min_size=32, max_size=32)).hex()
            lines[at] = Withheld(told.n, told.previous, hash).line()
        case "added":
            end = read_copied(lines[-1])
            lines.append(Withheld(end.n + 1, end.hash, "ab" * 32).line())
    assert broken(lines, sliced.head)


def test_all_from_an_entry_made_anew_does_not_come_to_the_head(sliced: Sliced) -> None:
    """A forger without limits may fit every hash behind a forged entry, but for the head that is pinned."""
    lines, previous = [], "0" * 64
    for line in sliced.lines:
        told = json.loads(line) | {"previous": previous}
        if told.get("withheld"):
            previous = hashlib.sha256(previous.encode()).hexdigest()
            lines.append(canonical({**told, "hash": previous}) + b"\n")
            continue
        told.pop("hash")
        told["actor"] = "k-00000000000000ff"
        previous = hashlib.sha256(canonical(told)).hexdigest()
        lines.append(canonical({**told, "hash": previous}) + b"\n")
    assert verified_by_hand(lines, Head(len(lines), previous))
    assert broken(lines, sliced.head)


def test_an_entry_shown_and_withheld_has_one_hash(sliced: Sliced) -> None:
    """To withhold more is no forgery: it says nothing false. What a bundle shows, its manifest pins."""
    told = read_copied(sliced.lines[0])
    assert not broken([Withheld(told.n, told.previous, told.hash).line(), *sliced.lines[1:]], sliced.head)


WRONG_LINES: Final[list[dict[str, Any]]] = [
    {"n": True, "previous": "0" * 64, "hash": "ab" * 32, "withheld": True},
    {"n": 1, "previous": "0" * 64, "hash": "ab" * 32, "withheld": 1},
    {"n": 1, "previous": "0" * 64, "hash": "AB" * 32, "withheld": True},
    {"n": 1, "previous": "0" * 64, "hash": "ab" * 31, "withheld": True},
    {"n": 1, "previous": "0" * 64, "hash": ["ab"], "withheld": True},
    {"n": 1, "previous": "0" * 64, "hash": "ab" * 32, "withheld": True, "actor": "terminal"},
    {"n": 1, "previous": "0" * 64, "hash": "ab" * 32},
    {"n": 1, "withheld": True},
]


@pytest.mark.parametrize("wrong", WRONG_LINES)
def test_lines_that_withhold_nothing_as_it_is_written(wrong: dict[str, Any], tmp_path: Path) -> None:
    copy = tmp_path / "custody.jsonl"
    copy.write_bytes(canonical(wrong) + b"\n")
    fault = verify(copy).fault
    assert fault is not None
    assert (fault.kind, fault.n) == ("altered", 1)


@pytest.mark.parametrize("line", [b"[]\n", b"1\n", b'{"withheld":true}\n', b'"x"\n', b"\xff\n", b"{}\n"])
def test_what_is_no_line_of_a_log(line: bytes, tmp_path: Path) -> None:
    copy = tmp_path / "custody.jsonl"
    copy.write_bytes(line)
    assert not verify(copy).ok


@pytest.mark.parametrize("key", ["object", "actor", "details", "at", "action"])
def test_an_entry_of_other_types_is_none_though_its_hash_fits(key: str, tmp_path: Path) -> None:
    told: dict[str, Any] = {
        "n": 1, "at": "2026-11-22T12:00:00Z", "actor": "terminal", "action": "read", "object": "",
        "details": {}, "previous": "0" * 64,
    }  # fmt: skip
    told[key] = ["x"]
    hash = hashlib.sha256(canonical(told)).hexdigest()
    copy = tmp_path / "custody.jsonl"
    copy.write_bytes(canonical({**told, "hash": hash}) + b"\n")
    assert not verify(copy).ok


def test_in_a_store_itself_nothing_is_withheld(sliced: Sliced, tmp_path: Path) -> None:
    log = tmp_path / "custody"
    append(log, [Note("2026-11-22T12:00:00Z", "terminal", "read")])
    entry = next(iter(entries(log)))
    (log / "log.jsonl").write_bytes(Withheld(entry.n, entry.previous, entry.hash).line())
    assert not verify(log).ok
    with pytest.raises(IntegrityError):
        list(entries(log))


def test_where_nothing_was_ever_logged_it_is_empty(tmp_path: Path) -> None:
    made = custody_slice(tmp_path / "none", OWN, v.LEVELS, OWN.objects)
    assert (made.head, list(made), str(made.head)) == (EMPTY, [], "0:" + "0" * 64)
    copy = tmp_path / "custody.jsonl"
    copy.write_bytes(b"")
    assert verify(copy, made.head).ok


def test_where_nothing_was_logged_of_the_data_it_is_empty(tmp_path: Path) -> None:
    """A store that was made before there were logs, and read since."""
    append(tmp_path / "log", [Note("2026-11-22T12:00:00Z", "terminal", "read", "", {"level": "sealed"})])
    made = custody_slice(tmp_path / "log", OWN, v.LEVELS, OWN.objects)
    assert (made.head, list(made)) == (EMPTY, [])


@pytest.mark.parametrize("fault", ["cut", "altered", "head"])
def test_of_a_log_that_is_not_whole_no_slice_is_made(fault: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    append(log, [Note("2026-11-22T12:00:00Z", "terminal", "changeset-written", c) for c in CHANGESETS])
    file = log / "log.jsonl"
    content = file.read_bytes()
    if fault == "cut":
        file.write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    elif fault == "altered":
        file.write_bytes(content.replace(b"terminal", b"terminai", 1))
    else:
        (log / "head.json").unlink()
    with pytest.raises(IntegrityError, match="respondeat custody verify"):
        custody_slice(log, OWN, v.LEVELS, OWN.objects)


def test_a_log_that_is_changed_while_it_is_written_out_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    append(log, [Note("2026-11-22T12:00:00Z", "terminal", "changeset-written", c) for c in CHANGESETS])
    made = custody_slice(log, OWN, v.LEVELS, OWN.objects)
    anew = tmp_path / "anew"
    append(anew, [Note("2026-11-22T13:00:00Z", "terminal", "changeset-written", c) for c in CHANGESETS])
    (log / "log.jsonl").write_bytes((anew / "log.jsonl").read_bytes())
    with pytest.raises(IntegrityError, match="changed while it was read"):
        list(made)


def test_it_is_read_as_often_as_asked_for_and_holds_no_lines(tmp_path: Path) -> None:
    append(tmp_path, [Note("2026-11-22T12:00:00Z", "terminal", "changeset-written", CHANGESETS[0])])
    made = custody_slice(tmp_path, OWN, v.LEVELS, OWN.objects)
    assert isinstance(made, Slice)
    assert list(made) == list(made)
    assert made.size == len(b"".join(made))
