"""Bad input: one clear message that says where and what to do, nothing lost or half written."""

import json
from pathlib import Path

import pytest

from tests.api.terminal import Ran, here

DATA = Path(__file__).parent.parent / "data" / "importers"
UNITS, MAPPING = DATA / "units" / "units.csv", DATA / "units" / "units.yaml"
SFM = {
    name: DATA / "sfm" / f"{name}.{'tsv' if name == 'units' else 'csv'}"
    for name in ("units", "persons", "sources")
}
CAREERS = DATA / "careers" / "careers.csv"


def state(store: Path) -> str:
    return here("--store", store, "export", "nquads", "--level", "sealed").out


def refused(store: Path, *arguments: str | Path, code: int = 2) -> Ran:
    """Run what must be refused; nothing in the store may differ afterwards."""
    before = state(store)
    done = here("--store", store, *arguments)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    told = here("--store", store, *arguments, "--json")
    assert (told.code, told.err) == (code, "")
    assert done.err.strip() == f"{told.json['error']['title']}: {told.json['error']['detail']}"
    assert state(store) == before
    return done


def table(path: Path, store: Path, *more: str) -> tuple[str | Path, ...]:
    return ("import", "table", path, "--mapping", MAPPING, *more)


def test_rows_with_a_fault_are_told_the_rest_is_imported(copy: Path) -> None:
    done = here("--store", copy, *table(UNITS, copy), "--json")
    assert done.code == 0
    told = done.json
    assert told["rows"] == told["imported"] + told["reported"] == 11
    assert len({f["row"] for f in told["faults"]}) == told["reported"]
    reversed_, impossible = (next(f for f in told["faults"] if f["row"] == row) for row in (6, 7))
    assert "after" in reversed_["message"]
    assert impossible["value"] == "31.02.2015"
    assert here("--store", copy, "show", "Northern Guard").code == 0
    words = here("--store", copy, *table(UNITS, copy), "--recorded-at", "2026-11-22T00:00:00Z")
    assert "units.csv, row 7, column from ('31.02.2015')" in words.err
    assert "11 rows read = " in words.out


def test_strict_refuses_them(copy: Path) -> None:
    done = refused(copy, *table(UNITS, copy, "--strict"))
    assert "units.csv" in done.err or "row" in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfeunit_id;name\n", "utf-16"),
        ("unit_id;name;Гвардыя\nU1;Гвардыя;x\n".encode("cp1251"), "UTF-8"),
        (b"unit_id;name\nU1;Guard\n", "column"),
        (b'unit_id;name;superiors;link\n"U1;Guard\n', ""),
        (b"%PDF-1.7 \x00\x00", ""),
    ],
)
def test_a_table_that_is_none_writes_nothing(copy: Path, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    done = refused(copy, *table(path, copy))
    assert "bad.csv" in done.err
    assert said in done.err


@pytest.mark.parametrize("path", sorted((DATA / "bad-mappings").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_faulty_mapping_writes_nothing(copy: Path, path: Path) -> None:
    kind, data = ("career", CAREERS) if path.stem.startswith("career") else ("table", UNITS)
    done = refused(copy, "import", kind, data, "--mapping", path)
    assert path.name in done.err


def test_files_that_are_not_there_or_are_folders(copy: Path, tmp_path: Path) -> None:
    for wrong in (tmp_path / "none.csv", tmp_path):
        assert str(wrong) in refused(copy, *table(wrong, copy)).err
        assert str(wrong) in refused(copy, "import", "table", UNITS, "--mapping", wrong).err
        assert (
            str(wrong)
            in refused(copy, "import", "career", wrong, "--mapping", CAREERS.with_suffix(".yaml")).err
        )
        sheets = [x for n in ("persons", "sources") for x in (f"--{n}", SFM[n])]
        assert str(wrong) in refused(copy, "import", "sfm", "--units", wrong, *sheets).err


def test_a_wrong_record_time_and_author_write_nothing(copy: Path) -> None:
    assert "someday" in refused(copy, *table(UNITS, copy, "--recorded-at", "someday")).err
    assert "not an iri" in refused(copy, *table(UNITS, copy, "--author", "not an iri")).err


def test_a_store_is_no_file_and_no_foreign_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    for arguments in (("load-example",), ("show", "x")):
        done = here("--store", file, *arguments)
        assert done.code == 5, done.err
        assert str(file) in done.err
    assert file.read_text("utf-8") == "mine"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", "utf-8")
    done = here("--store", folder, "load-example")
    assert (done.code, "not empty" in done.err) == (5, True)
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]


def test_careers_and_sheets_import(copy: Path) -> None:
    done = here(
        "--store", copy, "import", "career", CAREERS, "--mapping", CAREERS.with_suffix(".yaml"), "--json"
    )
    assert done.code == 0, done.out
    assert done.json["rows"] == done.json["imported"] + done.json["reported"]
    sheets = [x for name, path in SFM.items() for x in (f"--{name}", path)]
    done = here("--store", copy, "import", "sfm", *sheets, "--json")
    assert done.code == 0, done.out
    assert done.json["rows"] == done.json["imported"] + done.json["reported"]
    answer = here(
        "--store", copy, "commanders", "Northern Guard Command", "--on", "2010-06-01", "--json"
    ).json
    assert [h["person"]["name"] for h in answer["heads"]] == ["Orso Velk"]


def test_calls_that_cannot_be_read(example: Path) -> None:
    for arguments in (
        ("nonsense",),
        ("commanders", "SRS"),
        ("chain",),
        ("export", "csv"),
        ("show", "SRS", "--level", "x"),
    ):
        done = here("--store", example, *arguments)
        assert done.code == 2
        assert "Usage" in done.err
        told = here("--store", example, *arguments, "--json")
        assert (told.code, told.json["error"]["type"], told.err) == (2, "usage", "")
    assert json.loads(told.out)
