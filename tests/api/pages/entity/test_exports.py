"""Other forms: a table that a spreadsheet reads and does not run, a timeline as SVG and PNG."""

import csv as tables
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from respondeat.api.answers import show
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.entity.exports import COLUMNS, csv, png, svg
from respondeat.api.pages.place import Place
from respondeat.errors import NotFound
from respondeat.ontology import vocabulary as v

from .hostile import store_of

SRS = "b-cff51765bb5630cbd5e02ccbe31e60ea"
STATE = "st-9e0e5610eae04d3d21f9e9afc68fdb66"
SVG = "{http://www.w3.org/2000/svg}"


def asked(id: str, language: str = "en", **given: Any) -> Asked:
    return Asked(Place(f"/entity/{id}", language, {}), {"id": id, **given})


def rows(content: bytes) -> list[dict[str, str]]:
    return list(tables.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_table_has_a_row_for_every_source_of_every_statement(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        found, shown = rows(csv(data, asked(SRS))), show(data, v.ID + SRS)
    want = {
        (s["id"].removeprefix(v.ID), one["verdict"], one["attestation"].removeprefix(v.ID))
        for s in shown["statements"]
        for one in s["sources"]
        if one["verdict"] != "derived"
    }
    got = {(r["statement"], r["verdict"], r["attestation"]) for r in found}
    assert want <= got
    assert {statement for statement, _, _ in got} == {s["id"].removeprefix(v.ID) for s in shown["statements"]}
    assert {"contested", "supported"} <= {r["state"] for r in found}
    assert all(list(r) == list(COLUMNS) for r in found)
    assert {r["document_sha256"][:8] for r in found} >= {"7d806812"}


def test_the_table_of_a_part_and_of_what_has_no_statement(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        assert {r["part"] for r in rows(csv(data, asked(SRS, part="posts")))} == {"posts"}
        assert rows(csv(data, asked(STATE))) == []


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    with Dataset.open(store_of(tmp_path / "store", ["=1+1\u2028x"]), "public") as data:
        found = rows(csv(data, asked("p-odd0")))
    assert found
    assert not [cell for r in found for cell in r.values() if cell.startswith(("=", "+", "@"))]
    assert {r["title"] for r in found} == {"'=1+1 x"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ["event", "record"])
def test_the_timeline_is_an_svg_that_says_in_words_what_it_shows(
    example: Path, language: str, by: str
) -> None:
    with Dataset.open(example, "public") as data:
        drawn = svg(data.speaking(language), asked(SRS, language, by=by))
    root = ElementTree.fromstring(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title")
    description = str(root.findtext(f"{SVG}desc"))
    assert "2020" in description or "2026" in description
    sizes = [float(str(one.get("font-size"))) for one in root.iter(f"{SVG}text")]
    assert sizes
    assert min(sizes) >= 12


def test_the_timeline_in_pixels_and_what_has_none(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        assert png(data, asked(SRS)).startswith(b"\x89PNG")
        with pytest.raises(NotFound):
            svg(data, asked(STATE))
