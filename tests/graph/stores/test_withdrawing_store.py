"""On the disk nothing is left of what was raised or erased: no read store, index, version, file or backup."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.errors import InputError, StoreFull, UnknownName, ValidationError
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Text,
)
from respondeat.graph.stores import EmbeddedStore, Withdrawal, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import AUTHOR, IdIndex, body, ids, indexed, person
from tests.graph.stores.withdrawn_world import world

WHEN, WHY = "2026-05-06T07:08:09Z", "Article 17 (invented), on request"
BY = v.ID + "officer"
HIDDEN, TOO = "Qwxzt Unspeakable", "Vjkpq Unmentioned"


def of(
    *records: Record, level: str = "public", note: str = "", at: str = "2025-01-01T00:00:00Z"
) -> Changeset:
    return Changeset.of(records, recorded_at=at, level=level, author=AUTHOR, note=note)


def posting(number: int, title: str = "") -> Statement:
    return Statement.of(
        "Posting", holder=person(number), body=body(1), capacity=v.HEAD, title=Text(title) if title else None
    )


REPORT = Document(v.ID + "doc-report", "Report", "a" * 64)
LETTER = Document(v.ID + "doc-letter", f"Letter of {HIDDEN}", file_name=f"{HIDDEN}.pdf")
PLACE, LETTER_PLACE = Passage.of(REPORT.id, 0, 9), Passage.of(LETTER.id, 3, 7)
KNOWN = posting(2, "Known to all")
SECRET = posting(1, f"Guard of {HIDDEN}")
BOTH = Attestation.of(supports=[KNOWN.id, SECRET.id], passages=[PLACE.id], origin=body(1))
FROM_LETTER = Attestation.of(supports=[KNOWN.id], passages=[LETTER_PLACE.id], origin=body(1), note=HIDDEN)
ABOUT = Assessment.of(SECRET.id, v.CONTESTED, reason=f"{HIDDEN} was elsewhere")
FIRST = of(
    REPORT, LETTER, PLACE, LETTER_PLACE, KNOWN, SECRET, BOTH, FROM_LETTER,
    Entity.of(body(1), "Body"), Entity.of(person(2), "Person"), Name.of(person(2), "Known Person", "en"),
    Entity.of(person(1), "Person", birthDate=Text("1961-07-07")),
    Name.of(person(1), TOO, "en", preferred=True), Name.of(person(1), HIDDEN, "en"),
    note="first",
)  # fmt: skip
SECOND = of(ABOUT, note="Secondhand", at="2025-02-01T00:00:00Z")
THIRD = of(
    Entity.of(person(3), "Person"), posting(3), Attestation.of(supports=[posting(3).id], origin=body(1))
)
ABOVE = of(Retraction.of([BOTH.id], "in part"), level="sealed", note="above")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with three public changesets and a sealed one."""
    made = tmp_path / "store"
    with EmbeddedStore.create(made, [IdIndex()]) as store:
        for one in (FIRST, SECOND, THIRD, ABOVE):
            store.write([one])
    return made


def raised(store: EmbeddedStore, *targets: str, level: str = "restricted", **more: bool) -> Withdrawal:
    return store.raise_level(targets, level, recorded_at=WHEN, author=BY, reason=WHY, **more)


def erased(store: EmbeddedStore, *targets: str, **more: bool) -> Withdrawal:
    return store.erase(targets, recorded_at=WHEN, author=BY, reason=WHY, **more)


def content(*folders: Path) -> bytes:
    return b"\n".join(
        f"{p.name}\n".encode() + (p.read_bytes() if p.is_file() else b"")
        for folder in folders
        for p in sorted(folder.rglob("*"))
    )


def said(folder: Path) -> str:
    """All that the engine finds in any of its stores in a folder, however the files are packed."""
    places = {p.parent for p in folder.rglob("CURRENT")}
    assert places
    return "\n".join(str(quad) for place in sorted(places) for quad in ox.Store.read_only(str(place)))


def nowhere(folder: Path, *hidden: str) -> None:
    found, quads = content(folder), said(folder)
    for text in hidden:
        for bare in (text, text.removeprefix(v.ID)):
            assert bare.encode() not in found, text
            assert bare.encode("utf-16-le") not in found, text
            assert bare not in quads, text


def hash_of(path: Path, level: str) -> str:
    with open_reader(path, level) as reader:
        return reader.dataset_hash


def as_if_never(path: Path, fresh: Path, level: str) -> None:
    """What a level reads is, quad by quad and to the hash, what a store reads in which the rest never was."""
    with open_reader(path, level) as reader:
        told = [
            Changeset(i.id, i.recorded_at, i.level, i.author, reader.changeset_records(i.id), i.note)
            for i in reader.changesets()
        ]
        here = {str(q) for q in reader.quads()}, reader.changesets(), reader.dataset_hash, indexed(reader)
        assert indexed(reader) == ids(reader)
    # ids of changesets that lost nothing follow from the order in which their author gave the records
    whole = {FIRST.id, SECOND.id, THIRD.id, ABOVE.id}
    made = [
        c
        if c.id in whole
        else Changeset.of(c.records, recorded_at=c.recorded_at, level=c.level, author=c.author, note=c.note)
        for c in told
    ]
    with EmbeddedStore.create(fresh, [IdIndex()]) as store:
        store.write(made)
        with store.reader(level) as reader:
            assert here == (
                {str(q) for q in reader.quads()}, reader.changesets(), reader.dataset_hash, indexed(reader),
            )  # fmt: skip


def test_a_raised_statement_is_in_no_lower_file(path: Path, tmp_path: Path) -> None:
    before = hash_of(path, "public")
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        done = raised(store, SECRET.id)
        assert store.check() == ()
    (divided,) = (d for d in done.divided if d.kind == "Attestation")
    assert {g.id for g in done.gone} == {SECRET.id, ABOUT.id}
    assert (divided.was, divided.now != BOTH.id) == (BOTH.id, True)
    public = path / "levels" / "public"
    gone = (SECRET.id, ABOUT.id, BOTH.id, FIRST.id, SECOND.id, "Guard of", "was elsewhere", WHY, BY)
    nowhere(public, *gone)
    assert b"Known to all" in content(public)
    for level in ("restricted", "sealed"):
        text = said(path / "levels" / level)
        assert SECRET.id in text and "was elsewhere" in text and BOTH.id not in text
    assert hash_of(path, "public") != before
    as_if_never(path, tmp_path / "fresh", "public")
    with open_reader(path, "public") as reader:
        assert [i.sequence for i in reader.changesets()] == [1, 2]
        assert reader.record(divided.now) == Attestation(
            divided.now, (KNOWN.id,), (), BOTH.passages, BOTH.origin
        )
    with open_reader(path, "sealed") as reader:
        full = reader.record(divided.now)
        assert isinstance(full, Attestation) and set(full.supports) == {KNOWN.id, SECRET.id}
        (retraction,) = (reader.record(i) for i in reader.instances(v.RETRACTION))
        assert isinstance(retraction, Retraction) and retraction.invalidates == (divided.now,)
        (moved,) = (i for i in reader.changesets() if "first (raised from public" in i.note)
        # at its level it was known since it was first recorded, and who raised it when and why is told there
        assert (moved.level, moved.recorded_at, moved.author) == ("restricted", FIRST.recorded_at, AUTHOR)
        assert all(word in moved.note for word in (WHEN, BY, WHY))


def test_an_erased_statement_is_in_no_file_of_the_store(path: Path, tmp_path: Path) -> None:
    held = [p for p in path.rglob("*") if p.is_file() and p.parent != path]
    (tmp_path / "held").mkdir()
    for number, file in enumerate(held):
        os.link(file, tmp_path / "held" / str(number))  # so that no new file gets the number of an old one
    hashes = {level: hash_of(path, level) for level in v.LEVELS}
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        erased(store, SECRET.id)
        assert store.check() == ()
        store.backup(tmp_path / "backup")
        (stone,) = store.tombstones()
        for level in v.LEVELS:
            with store.reader(level) as reader:
                assert reader.record(SECRET.id) is None
                assert indexed(reader) == ids(reader)
    for folder in (path, tmp_path / "backup"):
        nowhere(folder, SECRET.id, "Guard of", ABOUT.id, "was elsewhere", BOTH.id)
        assert HIDDEN.encode() in content(folder)  # the name was not asked for: so the search does find
    # no file that held it is left under any name
    old = {p.stat().st_ino for p in (tmp_path / "held").iterdir()}
    assert len(old) > 30 and not old & {p.stat().st_ino for p in path.rglob("*") if p.is_file()}
    assert {c.was for c in stone.changesets} == {FIRST.id, SECOND.id, ABOVE.id}
    assert dict(stone.dataset_hashes) == hashes
    assert all(hash_of(path, level) != hashes[level] for level in v.LEVELS)
    for number, level in enumerate(v.LEVELS):
        as_if_never(path, tmp_path / f"fresh{number}", level)


def test_a_raised_person_is_a_stub_below(path: Path, tmp_path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        done = raised(store, person(1))
        assert done.stubs == (person(1),)
    nowhere(path / "levels" / "public", TOO, "1961-07-07")
    with open_reader(path, "public") as reader:
        assert reader.record(person(1)) == Entity.of(person(1), "Person", protected=True)
        assert reader.names(person(1)) == ()
        assert reader.record(SECRET.id) == SECRET  # it speaks of the IRI, which stays
    with open_reader(path, "restricted") as reader:
        assert {n.form for n in reader.names(person(1))} == {TOO, HIDDEN}
        found = reader.record(person(1))
        assert isinstance(found, Entity) and found.get(v.R + "birthDate") == Text("1961-07-07")


def test_with_dependents_nothing_speaks_of_a_person_any_more(path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        done = raised(store, person(1), dependents=True)
        assert done.stubs == ()
    nowhere(path / "levels" / "public", person(1), SECRET.id, TOO, "Guard of")


def test_of_a_raised_document_its_attestations_are_stubs(path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        done = raised(store, LETTER.id, level="sealed")
    (divided,) = done.divided
    nowhere(
        path / "levels" / "public", LETTER.id, LETTER_PLACE.id, "Letter of", f"{HIDDEN}.pdf", FROM_LETTER.id
    )
    with open_reader(path, "public") as reader:
        assert reader.record(divided.now) == Attestation(
            divided.now, (KNOWN.id,), origin=body(1), withheld=True
        )
    with open_reader(path, "sealed") as reader:
        full = reader.record(divided.now)
        assert isinstance(full, Attestation)
        assert (full.passages, full.note, full.withheld) == ((LETTER_PLACE.id,), HIDDEN, False)


def test_a_whole_changeset_leaves_no_trace_below(path: Path, tmp_path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        raised(store, SECOND.id, THIRD.id, dependents=True)
        assert store.check() == ()
    with open_reader(path, "public") as reader:
        assert [i.note for i in reader.changesets()][1:] == []
    nowhere(path / "levels" / "public", posting(3).id, person(3), THIRD.id, SECOND.id, "Secondhand")
    as_if_never(path, tmp_path / "fresh", "public")


def test_levels_that_never_saw_it_are_untouched(path: Path) -> None:
    told = posting(4, TOO)
    hidden = of(told, Attestation.of(supports=[told.id], origin=body(1)), level="restricted")
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        store.write([hidden])
        public = path / "levels" / "public"
        read = [public / "current", *(p for p in (public / "versions").rglob("*") if p.is_file())]
        before = {p: p.stat().st_mtime_ns for p in read}
        hash_before = hash_of(path, "public")
        raised(store, told.id, level="sealed")
        assert hash_of(path, "public") == hash_before == hash_of(path, "restricted")
        assert {p: p.stat().st_mtime_ns for p in read} == before
        # restricted differs from public no more: it has no store of its own left
        assert not (path / "levels" / "restricted" / "work").exists()
        nowhere_or_empty(path / "levels" / "restricted", told.id, TOO)
        assert store.check() == ()


def nowhere_or_empty(folder: Path, *hidden: str) -> None:
    assert all(text.removeprefix(v.ID).encode() not in content(folder) for text in hidden)


def test_who_still_reads_keeps_the_version_until_they_let_go(path: Path) -> None:
    versions = path / "levels" / "public" / "versions"
    one, two = open_reader(path, "public"), open_reader(path, "public")
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        raised(store, SECRET.id)
        assert one.record(SECRET.id) == SECRET
        assert len(list(versions.iterdir())) == 2
        one.close()
        assert len(list(versions.iterdir())) == 2
        two.close()
        assert len(list(versions.iterdir())) == 1
    nowhere(path / "levels" / "public", SECRET.id)


def test_the_next_who_opens_removes_what_a_killed_reader_kept(path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from respondeat.graph.stores import open_reader\n"
        "reader = open_reader(pathlib.Path(sys.argv[1]), 'public')\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reading:
        assert reading.stdout is not None and reading.stdout.readline() == b"open\n"
        with EmbeddedStore.open(path, [IdIndex()]) as store:
            raised(store, SECRET.id)
        reading.kill()
    assert len(list(path.glob("levels/public/versions/*/unused"))) == 1
    open_reader(path, "public").close()
    assert len(list((path / "levels" / "public" / "versions").iterdir())) == 1
    nowhere(path / "levels" / "public", SECRET.id)


@pytest.mark.parametrize("again", ["same", "new", "higher"])
def test_what_was_withdrawn_does_not_come_back_by_loading(path: Path, again: str) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        raised(store, SECRET.id)
        (stone,) = store.tombstones()
        given = {
            "same": FIRST,
            "new": of(*FIRST.records, note="again"),
            "higher": of(SECRET, BOTH, level="restricted", note="again"),
        }[again]
        before = store.sequence
        if again == "higher":
            assert store.write([given]) == before + 1
            return
        with pytest.raises(ValidationError, match=stone.id.removeprefix(v.ID)) as refused:
            store.write([THIRD, given])
        assert WHY not in str(refused.value) and "restricted" not in str(refused.value)
        assert {x["focus"] for x in refused.value.violations} >= {SECRET.id}
        assert store.sequence == before
        store.lift(stone.id, recorded_at=WHEN, author=BY, reason="the court allows it")
        assert store.write([given]) == before + 1
        assert store.check() == ()
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        (stone,) = store.tombstones()
        assert stone.lifted == (WHEN, BY, "the court allows it")
        with pytest.raises(UnknownName, match="no tombstone"):
            store.lift(v.ID + "ts-0", recorded_at=WHEN, author=BY, reason="x")


def test_an_entity_that_was_withdrawn_gets_no_new_names_below(path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        erased(store, person(1))
        for record in (
            Name.of(person(1), "Another Spelling", "en"),
            Entity.of(person(1), "Person", birthDate=Text("1961-07-07")),
        ):
            with pytest.raises(ValidationError, match="withdrawn"):
                store.write([of(record, level="sealed")])
        stub = of(Entity.of(person(1), "Person", protected=True), posting(1, "Another title"))
        assert store.write([stub]) == 5


def test_tombstones_survive_a_backup_and_what_is_restored_refuses_too(path: Path, tmp_path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        erased(store, SECRET.id)
        store.backup(tmp_path / "backup")
        known = store.tombstones()
    EmbeddedStore.restore(tmp_path / "backup", tmp_path / "new", [IdIndex()])
    with EmbeddedStore.open(tmp_path / "new", [IdIndex()]) as store:
        assert store.tombstones() == known
        assert store.check() == ()
        with pytest.raises(ValidationError, match="withdrawn"):
            store.write([FIRST])


def test_documents_go_with_their_texts_when_asked(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p>{HIDDEN} was there.</p>")
    (tmp_path / "kept.txt").write_text("Another text.")
    with EmbeddedStore.create(tmp_path / "store") as store:
        gone = store.documents.add(tmp_path / "page.html")
        kept = store.documents.add(tmp_path / "kept.txt")
        (tmp_path / "store" / "documents" / ".tmp-left").write_text(HIDDEN)
        store.write([of(gone, kept, Document(v.ID + "doc-twin", "Twin", kept.sha256))])
        done = erased(store, gone.id, kept.id, files=True)
        assert done.files == (gone.sha256,)  # the other is still described by its twin
        assert store.documents.hashes() == (kept.sha256,)
    assert HIDDEN.encode() not in content(tmp_path / "store")


@pytest.mark.parametrize(
    ("targets", "level", "error", "told"),
    [
        ((), "restricted", InputError, "Nothing to withdraw"),
        ((v.ID + "s-nothing",), "restricted", UnknownName, "no record and no changeset"),
        (("no iri at all",), "restricted", UnknownName, "no record and no changeset"),
        ((SECRET.id,), "public", InputError, "Nothing is raised to 'public'"),
        ((SECRET.id,), "secret", InputError, "Nothing is raised to 'secret'"),
        ((ABOVE.id,), "restricted", InputError, "not known below restricted"),
        ((ABOUT.id,), "restricted", ValidationError, "would stand without what speaks against it"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    path: Path, targets: tuple[str, ...], level: str, error: type[Exception], told: str
) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        before = {level: hash_of(path, level) for level in v.LEVELS}
        with pytest.raises(error, match=told):
            raised(store, *targets, level=level)
        with pytest.raises(InputError, match="Say why"):
            store.erase([SECRET.id], recorded_at=WHEN, author=BY, reason=" ")
        assert {level: hash_of(path, level) for level in v.LEVELS} == before
        assert store.tombstones() == () and not (path / "pending").exists()


def test_a_plan_changes_nothing_and_is_json(path: Path) -> None:
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        before = content(path / "writer")
        planned = store.planned([SECRET.id], "sealed", recorded_at=WHEN, author=BY, reason=WHY)
        assert content(path / "writer") == before
        done = raised(store, SECRET.id, level="sealed")
        assert planned.gone == done.gone
        assert json.loads(json.dumps(done.as_json()))["records"][0]["id"] == SECRET.id


def test_no_room_leaves_everything_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with EmbeddedStore.open(path, [IdIndex()]) as store:
        before = {level: hash_of(path, level) for level in v.LEVELS}
        with monkeypatch.context() as patched:
            patched.setattr("respondeat.graph.stores.rewriting.publish", full)
            with pytest.raises(StoreFull):
                erased(store, SECRET.id)
        assert store.check() == () and store.tombstones() == ()
        assert {level: hash_of(path, level) for level in v.LEVELS} == before
        erased(store, SECRET.id)
    nowhere(path, SECRET.id)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_random_worlds_on_the_disk(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("world")
    made = world(seed)
    top = chance.choice((1, 2, 3))
    low = [r.id for c in made if v.LEVELS.index(c.level) < top for r in c.records]
    if not low:
        return
    with EmbeddedStore.create(folder / "store", [IdIndex()]) as store:
        store.write(made)
        before = {level: hash_of(folder / "store", level) for level in v.LEVELS}
        target = chance.choice(low)
        try:
            if top < 3:
                done = raised(store, target, level=v.LEVELS[top], dependents=True)
            else:
                done = erased(store, target, dependents=True)
        except ValidationError:
            return
        assert store.check() == ()
        saw = {v.LEVELS.index(c.level) for c in done.changesets}
        for place, level in enumerate(v.LEVELS):
            assert (hash_of(folder / "store", level) != before[level]) == (place >= min(saw))
            with store.reader(level) as reader:
                assert indexed(reader) == ids(reader)
    gone = [g.id for g in done.gone if g.id not in done.stubs] + [
        d.was for d in done.divided if d.now != d.was
    ]
    for folder_ in _below(folder / "store", top):
        nowhere_or_empty(folder_, *gone)


def _below(path: Path, top: int) -> Iterable[Path]:
    return [path / "levels" / level for level in v.LEVELS[:top]] if top < len(v.LEVELS) else [path]
