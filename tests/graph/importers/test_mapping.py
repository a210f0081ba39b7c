from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pydantic import BaseModel

from respondeat.errors import MappingError
from respondeat.graph.importers.mapping import load_mapping
from respondeat.graph.importers.mapping_career import CareerMapping
from respondeat.graph.importers.mapping_table import TableMapping

DATA = Path(__file__).parents[2] / "data" / "importers"
BAD = sorted((DATA / "bad-mappings").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_a_faulty_mapping_says_where_and_what_is_allowed(path: Path) -> None:
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# expect: ")
    model: type[BaseModel] = CareerMapping if path.stem.startswith("career") else TableMapping
    with pytest.raises(MappingError) as caught:
        load_mapping(path, model)
    assert expected in caught.value.detail
    assert str(path) in caught.value.detail


def test_there_are_faulty_mappings() -> None:
    assert len(BAD) >= 15


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"format: table\nabout: \xcf\xf0\n", "line 2: this is not UTF-8"),
        (b"[" * 5000, "nested too deeply"),
        (b"#" * (2 << 20), "larger than 1 MiB"),
        (b"", "holds no mapping"),
        (b"\x00\x01", "this is not YAML"),
        (b"? [a, b]\n: c\n", "line 1: a key has to be a text"),
        (
            b"".join(
                b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1) if c > 97 else b"x"] * 9))
                for c in range(97, 107)
            ),
            "more than 100,000 parts",
        ),
        (b"".join(b"key%d: x\n" % n for n in range(1000)), "and 983 more"),
    ],
)
def test_bytes_that_are_no_mapping(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(raw)
    with pytest.raises(MappingError, match=message):
        load_mapping(path, TableMapping)


def test_a_missing_mapping_is_told(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml", TableMapping)


def test_words_stay_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "format: table\ndataset: no\nabout: {title: 2020-01-01}\n"
        "entities: {unit: {class: Body, key: on, attributes: {number: {column: 12}}}}\n",
        "utf-8",
    )
    plan = load_mapping(path, TableMapping)
    assert (plan.dataset, plan.about.title, plan.columns) == ("no", "2020-01-01", ("on", "12"))


def test_the_columns_of_a_mapping_are_all_it_reads() -> None:
    plan = load_mapping(DATA / "units" / "units.yaml", TableMapping)
    head = (DATA / "units" / "units.csv").read_text("utf-8").splitlines()[0].split(";")
    assert set(plan.columns) == set(head)
    career = load_mapping(DATA / "careers" / "careers.yaml", CareerMapping)
    head = (DATA / "careers" / "careers.csv").read_text("utf-8").splitlines()[0].split(",")
    assert set(career.columns) == set(head) - {"id"}


def test_the_mappings_of_the_documentation_and_of_the_package_load(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    text = (root / "docs" / "how-to" / "import-tables.md").read_text("utf-8")
    blocks = [block.split("```")[0] for block in text.split("```yaml\n")[1:]]
    assert len(blocks) == 2
    for block in blocks:
        path = tmp_path / "m.yaml"
        path.write_text(block, "utf-8")
        model: type[BaseModel] = TableMapping if "format: table" in block else CareerMapping
        load_mapping(path, model)
    mappings = files("respondeat.graph.importers").joinpath("mappings")
    with as_file(mappings) as folder:
        packaged = sorted(folder.glob("*.yaml"))
        assert packaged
        for path in packaged:
            load_mapping(path, CareerMapping)
