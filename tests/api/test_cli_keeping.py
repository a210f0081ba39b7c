"""Looking after the store: exports that round trip, backups, checks of rules and of the store."""

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from respondeat.api.cli.options import open_store
from respondeat.api.cli.root import cli
from tests.api.terminal import here

pytestmark = [  # rdflib's own parsers use what rdflib calls deprecated
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
Quads = set[tuple[str, ...]]
FORMATS = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}


def engine_quads(text: str, format: str) -> Quads:
    kind = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}[format]
    return {tuple(map(str, quad)) for quad in ox.parse(text.encode(), format=kind)}


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_exports_with_graphs_hold_the_same(example: Path, format: str) -> None:
    quads = engine_quads(here("--store", example, "export", "nquads").out, "nquads")
    text = here("--store", example, "export", format).out
    assert engine_quads(text, format) == quads
    read = rdflib.Dataset()
    read.parse(data=text, format=FORMATS[format])
    wanted = rdflib.Dataset()
    wanted.parse(data=here("--store", example, "export", "nquads").out, format="nquads")
    assert len(list(read.quads())) == len(list(wanted.quads())) == len(quads) > 500
    assert {n for *_, n in read.quads()} == {n for *_, n in wanted.quads()}


def test_turtle_is_the_union_of_the_graphs(example: Path) -> None:
    turtle = rdflib.Graph().parse(data=here("--store", example, "export", "turtle").out, format="turtle")
    union = rdflib.Graph()
    quads = rdflib.Dataset()
    quads.parse(data=here("--store", example, "export", "nquads").out, format="nquads")
    for subject, predicate, value, _ in quads.quads():
        union.add((subject, predicate, value))
    assert isomorphic(turtle, union)


def test_an_export_goes_to_a_file_whole(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.nq"
    assert here("--store", example, "export", "nquads", "--out", out).code == 0
    assert out.read_text("utf-8") == here("--store", example, "export", "nquads").out
    assert list(tmp_path.iterdir()) == [out]
    sealed = here("--store", example, "export", "nquads", "--level", "sealed").out
    assert "Mira Nobody" in sealed


def test_an_export_into_a_folder_or_nowhere_is_refused(example: Path, tmp_path: Path) -> None:
    done = here("--store", example, "export", "trig", "--out", tmp_path)
    assert (done.code, "is a folder" in done.err) == (2, True)
    done = here("--store", example, "export", "trig", "--out", tmp_path / "none" / "a.trig")
    assert done.code == 2
    assert str(tmp_path / "none") in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_was_exported_conforms(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.ttl"
    here("--store", example, "export", "turtle", "--level", "sealed", "--out", out)
    assert here("validate", out).code == 0


def test_a_broken_rule_is_told(example: Path, tmp_path: Path) -> None:
    lines = here("--store", example, "export", "turtle", "--level", "sealed").out
    broken = tmp_path / "broken.ttl"
    bad = "\n<https://w3id.org/respondeat/id/s-1> a <https://w3id.org/respondeat/ns#Posting> .\n"
    broken.write_text(lines + bad, "utf-8")
    done = here("validate", broken, "--json")
    assert done.code == 1
    assert done.json["conforms"] is False
    assert {v["focus"] for v in done.json["violations"]} == {"https://w3id.org/respondeat/id/s-1"}
    words = here("validate", broken)
    assert (words.code, "s-1" in words.out) == (1, True)


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a> <b"), ("a.txt", "text"), ("none.ttl", None)])
def test_what_is_no_rdf_is_said(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    done = here("validate", tmp_path / name)
    assert done.code == 2
    assert str(tmp_path / name) in done.err


def test_a_backup_comes_back_whole(copy: Path, tmp_path: Path) -> None:
    target, new = tmp_path / "backup", tmp_path / "new"
    assert here("--store", copy, "backup", target).code == 0
    again = here("--store", copy, "backup", target)
    assert (again.code, "exists already" in again.err) == (5, True)
    restored = here("--store", new, "restore", target)
    assert restored.code == 0, restored.err
    assert "3 changesets" in restored.out
    for arguments in (
        ("export", "nquads", "--level", "sealed"),
        ("show", "SRS"),
        ("documents", "list", "--json"),
    ):
        assert here("--store", new, *arguments).out == here("--store", copy, *arguments).out
    assert here("--store", new, "restore", target).code == 5


def test_a_damaged_backup_is_not_restored(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    here("--store", copy, "backup", target)
    (
        largest := max((p for p in target.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
    ).write_bytes(b"damaged")
    done = here("--store", tmp_path / "new", "restore", target)
    assert done.code == 4
    assert str(largest) in done.err
    assert not (tmp_path / "new").exists()


def test_doctor_finds_a_sound_store_sound(example: Path) -> None:
    done = here("--store", example, "doctor", "--json")
    assert (done.code, done.json["ok"]) == (0, True)
    assert {"python", "respondeat", "pyoxigraph", "store", "free space"} <= {
        c["what"] for c in done.json["checks"]
    }


def test_doctor_and_questions_on_a_store_of_a_newer_version(copy: Path) -> None:
    marker = copy / "respondeat.json"
    marker.write_text(json.dumps({"format": 99, "created_by": "respondeat 9.9"}), "utf-8")
    before = sorted(p.name for p in copy.rglob("*"))
    done = here("--store", copy, "doctor")
    assert done.code == 1
    assert "wrong" in done.out
    assert "Install a newer version" in done.out
    for arguments in (("show", "SRS"), ("load-example",), ("backup", str(copy.parent / "b"))):
        told = here("--store", copy, *arguments)
        assert told.code == 5
        assert "Install a newer version" in told.err
    assert sorted(p.name for p in copy.rglob("*")) == before


def test_doctor_on_a_broken_store(copy: Path) -> None:
    shutil.rmtree(copy / "writer")
    (copy / "writer").mkdir()
    (copy / "writer" / "CURRENT").write_text("nonsense", "utf-8")
    done = here("--store", copy, "doctor", "--json")
    assert done.code == 1
    assert [c["ok"] for c in done.json["checks"] if c["what"].startswith("store")] == [False]


DAMAGE = [
    "rdf/*.sst",
    "command-*/target.npy",
    "command-*/up_start.npy",
    "names-*/*.store",
    "names-*/meta.json",
]


@pytest.mark.parametrize("files", DAMAGE)
def test_doctor_makes_a_damaged_level_anew(copy: Path, files: str) -> None:
    question = ("--store", copy, "chain", "SRS", "--on", "2020-05-05", "--level", "public", "--json")
    expected = here(*question).out
    damaged = list((copy / "levels" / "public" / "versions").glob(f"*/{files}"))
    for path in damaged:
        content = path.read_bytes()
        path.unlink()  # what shares the file keeps it
        path.write_bytes(content[:-16] + bytes(b ^ 0x5A for b in content[-16:]))
    assert damaged
    done = here("--store", copy, "doctor")
    assert done.code == 1
    assert "wrong store, public" in done.out
    assert "ok levels: made anew" in done.out
    assert here("--store", copy, "doctor").code == 0
    assert here(*question).out == expected


def test_an_array_that_is_none_is_told(copy: Path) -> None:
    for path in (copy / "levels" / "public" / "versions").glob("*/command-*/kind.npy"):
        path.write_bytes(b"no array " * 40)
    done = here("--store", copy, "chain", "SRS", "--on", "2020-05-05", "--level", "public")
    assert done.code == 5
    assert "`respondeat doctor` makes it anew" in done.err


def test_a_locked_store_is_named_with_its_holder(copy: Path) -> None:
    with cli.make_context("respondeat", ["--store", str(copy), "doctor"]), open_store(str(copy)):
        done = here("--store", copy, "load-example", "--json")
        assert (done.code, done.json["error"]["type"]) == (5, "store-locked")
        assert here("--store", copy, "doctor").code == 1
        assert here("--store", copy, "show", "SRS").code == 0, "readers read on"


def test_loading_twice_changes_nothing(copy: Path) -> None:
    before = here("--store", copy, "export", "nquads", "--level", "sealed").out
    done = here("--store", copy, "load-example")
    assert done.code == 0
    assert "was loaded before" in done.out
    assert here("--store", copy, "export", "nquads", "--level", "sealed").out == before
