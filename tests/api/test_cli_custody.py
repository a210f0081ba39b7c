"""The custody log at the terminal: read by pages, and verified where entries are withheld."""

import zipfile
from pathlib import Path

import pytest

from respondeat.graph.evidence import Concern, Slice, custody_slice, entries
from respondeat.graph.stores import open_documents, open_reader
from tests.api.terminal import here


@pytest.fixture
def store(example: Path) -> Path:
    return example


@pytest.fixture
def sliced(store: Path, tmp_path: Path) -> tuple[Path, Slice]:
    """The log as it goes into a bundle of all that is public."""
    seen = []
    for level in ("public", "sealed"):
        with open_reader(store, level) as reader:
            seen.append(frozenset(info.id for info in reader.changesets()))
    concern = Concern(seen[1], frozenset(open_documents(store).hashes()))
    made = custody_slice(store / "custody", concern, {"public"}, seen[0])
    file = tmp_path / "custody.jsonl"
    file.write_bytes(b"".join(made))
    return file, made


def test_the_log_is_read_by_pages(store: Path) -> None:
    here("show", "SRS", "--store", store)
    told = list(entries(store / "custody"))
    found: list[dict[str, object]] = []
    after: int | None = 0
    while after is not None:
        page = here("custody", "page", "--after", str(after), "--limit", "4", "--store", store, "--json").json
        found += page["entries"]
        after = page["next"]
    assert found == [e.as_json() for e in told]
    assert page["head"] == str(told[-1].head)


def test_a_page_shows_who_did_what_to_what_when_and_what_for(copy: Path) -> None:
    here("keys", "add", "Table", "--store", copy)
    here("show", "Mira Nobody", "--purpose", "court", "--store", copy)
    shown = here("custody", "page", "--store", copy).out
    head, *rows = shown.splitlines()
    assert head.split() == ["number", "time", "actor", "action", "level", "purpose", "object"]
    told = list(entries(copy / "custody"))
    assert len(told) == 2
    for entry, row in zip(told, rows, strict=False):
        cells = [str(entry.n), entry.at, entry.actor, entry.action, entry.details["level"]]
        cells += [entry.details["purpose"]] if "purpose" in entry.details else []
        assert row.split() == [*cells, entry.object]
    assert rows[-1] == f"Head: {told[-1].head}"
    assert [e.details.get("purpose") for e in told] == [None, "court"]
    assert "1 more follow: --after 1" in here("custody", "page", "--limit", "1", "--store", copy).out
    assert here("custody", "page", "--after", "2", "--store", copy).out == f"Head: {told[-1].head}\n"


def test_a_log_that_was_never_written_has_an_empty_page(copy: Path) -> None:
    told = here("custody", "page", "--store", copy, "--json").json
    assert told == {"entries": [], "head": "0:" + "0" * 64, "next": None}


@pytest.mark.parametrize("wrong", [("--after", "-1"), ("--limit", "0"), ("--after", "x")])
def test_pages_that_are_none(store: Path, wrong: tuple[str, str]) -> None:
    assert here("custody", "page", *wrong, "--store", store).code == 2


def test_a_copy_with_withheld_entries_is_verified(sliced: tuple[Path, Slice]) -> None:
    file, made = sliced
    told = here("custody", "verify", file, "--head", str(made.head), "--json")
    assert told.code == 0
    assert told.json == {
        "ok": True,
        "entries": made.head.n,
        "head": str(made.head),
        "complete": True,
        "withheld": file.read_bytes().count(b'"withheld":true'),
        "fault": None,
    }
    assert 0 < told.json["withheld"] < made.head.n
    shown = here("custody", "verify", file, "--head", str(made.head)).out
    assert f"entries, {told.json['withheld']} of them withheld; the others are as they were written" in shown
    assert "give --head" in here("custody", "verify", file).out


def test_a_copy_that_was_cut_off_is_told_by_the_head(sliced: tuple[Path, Slice]) -> None:
    file, made = sliced
    file.write_bytes(b"".join(list(made)[:-1]))
    assert here("custody", "verify", file).code == 0
    told = here("custody", "verify", file, "--head", str(made.head))
    assert (told.code, told.out.partition(":")[0]) == (1, "truncated")


def test_the_old_name_is_told_as_any_that_is_none(store: Path) -> None:
    assert here("audit", "verify", "--store", store).code == 2


def test_what_is_no_log_is_not_found_in_order(tmp_path: Path) -> None:
    """A bundle is no log: its folder, whose log is deeper, would be an empty one."""
    (tmp_path / "bundle" / "data").mkdir(parents=True)
    (tmp_path / "bundle" / "data" / "custody.jsonl").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as packed:
        packed.writestr("bundle/data/custody.jsonl", b"")
    for name in ("bundle", "bundle.zip"):
        done = here("custody", "verify", tmp_path / name)
        assert (done.code, "data/custody.jsonl" in done.err) == (2, True)
    lost = tmp_path / "lost"
    lost.mkdir()
    (lost / "head.json").write_text("{}", "utf-8")
    assert here("custody", "verify", lost).code == 1  # a log of which only the head is left
