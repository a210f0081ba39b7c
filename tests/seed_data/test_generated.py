"""The committed RDF is what the rows say; the aids for whoever writes rows."""

from pathlib import Path, PurePosixPath

import pyoxigraph as ox
import pytest

from respondeat.errors import InputError
from respondeat.graph.importers.curated import load_all
from respondeat.graph.quads import description, nquads
from respondeat.graph.statement import Document, Passage
from scripts import regenerate, seed_data

ROOT = Path(__file__).resolve().parents[2]


def test_generated_rdf_is_up_to_date_and_part_of_what_is_regenerated() -> None:
    files = seed_data.rdf()
    assert seed_data.rdf in regenerate.GENERATORS
    below = seed_data.SEED_DATA
    assert {below / "reports/generated/public.trig", below / "example/generated/restricted.trig"} <= set(
        files
    )
    assert regenerate.differences(files) == []
    assert dict(files) == dict(seed_data.rdf())


def test_no_file_is_left_over_among_the_generated() -> None:
    found = {PurePosixPath(p.relative_to(ROOT)) for p in (ROOT / seed_data.SEED_DATA).glob("*/generated/*")}
    assert found == set(seed_data.rdf())


def test_generated_rdf_holds_the_quads_of_the_rows() -> None:
    path = ROOT / seed_data.SEED_DATA / "reports" / "generated" / "public.trig"
    changeset = load_all(names=["common", "reports"])[-1]
    wanted = nquads(changeset) + description(changeset)
    read = {str(q) for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TRIG)}
    assert read == {str(q) for q in ox.parse(wanted, format=ox.RdfFormat.N_QUADS)}


TEXTS = {"a": "One two. Three four five. Six."}


def test_fill_finds_a_passage_by_its_first_and_last_words() -> None:
    row = '- {key: p, doc: a, find: "Three … five."}\n- {key: q,\n   find: "Six."}\n'
    filled = seed_data.filled(row, TEXTS)
    assert "start: 9, end: 25, sha256: " in filled
    assert "start: 26, end: 30, sha256: " in filled
    assert "find" not in filled
    assert seed_data.filled(filled, TEXTS) == filled


@pytest.mark.parametrize(
    ("words", "doc", "told"),
    [
        ("Seven", "a", "line 1: 'Seven' stands 0 times in a, not once"),
        (". ", "a", "line 1: '.' stands 3 times in a, not once"),
        ("Three … One", "a", "line 1: 'One' does not follow 'Three' in a"),
        ("Three", "b", "line 1: there is no text of 'b'"),
    ],
)
def test_fill_says_what_it_cannot_find(words: str, doc: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        seed_data.filled(f'- {{key: p, doc: {doc}, find: "{words}"}}', TEXTS)
    assert error.value.detail == told


def test_check_tells_of_a_passage_that_is_not_where_its_row_says(tmp_path: Path) -> None:
    changesets = load_all(names=["example"])
    folder = ROOT / seed_data.SEED_DATA / "example" / "documents"
    assert seed_data.misplaced(changesets, folder) == []
    text = (folder / "observers.txt").read_text("utf-8")
    (tmp_path / "observers.txt").write_text(" " + text, "utf-8")
    faults = seed_data.misplaced(changesets, tmp_path)
    records = [r for c in changesets for r in c.records]
    (document,) = {r.id for r in records if isinstance(r, Document) and r.file_name == "observers.txt"}
    assert len(faults) == sum(isinstance(r, Passage) and r.document == document for r in records)
    assert all(f.startswith("observers.txt: ") and "another hash" in f for f in faults)


def test_check_and_fill_as_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seed_data.main(["check"]) == 0
    assert "example: " in capsys.readouterr().out
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXTS["a"], "utf-8")
    (tmp_path / "documents.yaml").write_text("- {key: a, title: A, file_name: a.txt}", "utf-8")
    rows = tmp_path / "passages.yaml"
    rows.write_text('- {key: p, doc: a, find: "Seven"}', "utf-8")
    assert seed_data.main(["fill", str(rows), "--texts", str(folder)]) == 1
    assert "'Seven' stands 0 times" in capsys.readouterr().err
    rows.write_text('- {key: p, doc: a, find: "Six."}', "utf-8")
    assert seed_data.main(["fill", str(rows), "--texts", str(folder)]) == 0
    assert "start: 26, end: 30" in rows.read_text("utf-8")
