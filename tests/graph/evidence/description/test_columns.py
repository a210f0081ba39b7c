"""Columns of the index: our own, and those of a user's file."""

import json
from pathlib import Path

import pytest

from respondeat.errors import MappingError
from respondeat.graph.evidence.description import Item, columns, columns_file


def test_every_column_is_something_that_an_item_tells() -> None:
    own = columns()
    told = {*Item.__slots__} - {"number"} | {"item"}
    assert set(own) == told
    assert len(set(own.values())) == len(own)


def test_a_court_names_them_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "court.yaml"
    file.write_text("sha256: Хэш\nitem: 'Exhibit: no.'\nlevel: no\n", "utf-8")
    assert dict(columns(file)) == {"sha256": "Хэш", "item": "Exhibit: no.", "level": "no"}
    assert list(columns(file)) == ["sha256", "item", "level"]


def test_json_does_too(tmp_path: Path) -> None:
    file = tmp_path / "court.json"
    file.write_bytes(columns_file({"item": "Номер", "sha256": "H"}))
    assert dict(columns(file)) == {"item": "Номер", "sha256": "H"}


def test_the_file_in_the_bundle_says_what_each_title_means() -> None:
    content = columns_file(columns())
    assert list(json.loads(content)) == list(columns())
    assert content.endswith(b"}\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("item: A\nsha25: B\n", r"line 2: there is no column 'sha25'\. Did you mean sha256\?"),
        ("item: A\nitem: B\n", "line 2: the column item stands here twice"),
        ("item: A\nsha256: A\n", "line 2: two columns have the title 'A'"),
        ("item: ''\n", "line 1: the title of item has to be one line"),
        ('item: "a\\nb"\n', "line 1: the title of item has to be one line"),
        ("item: [a]\n", "line 1: the title of item has to be a text"),
        ("- item\n", "line 1: it holds no columns"),
        ("", "line 1: it holds no columns"),
        ("item: {\n", "line 2: this is neither YAML nor JSON"),
        ("{" * 5000, "neither YAML nor JSON|nested too deeply"),
        ("item: " + "x" * 201, "1 to 200 characters"),
        ("item: x\n#" + "x" * 70_000, "is larger than 64 KiB"),
        ("[a]: x\n", "a key has to be a text"),
    ],
)
def test_faults_are_told_with_their_place(text: str, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "court.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(MappingError, match=wanted) as caught:
        columns(file)
    assert str(file) in caught.value.detail


def test_a_file_in_another_encoding_and_one_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "court.yaml"
    file.write_bytes("item: x\nsha256: Хэш\n".encode("cp1251"))
    with pytest.raises(MappingError, match="line 2: this is not UTF-8"):
        columns(file)
    with pytest.raises(MappingError, match="cannot be read"):
        columns(tmp_path / "none.yaml")
