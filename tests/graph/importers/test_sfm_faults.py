"""Sheets with something wrong in them: said by file, row and column, the rest imported."""

import csv
from pathlib import Path

import pytest

from respondeat.errors import InputError, TableError
from respondeat.graph.dates import Bounds, day
from respondeat.graph.importers.security_force_monitor import read_sfm
from respondeat.ontology import vocabulary as v
from tests.graph.importers.sfm_sheets import FILES, SHEETS, Edit, Said, edited, imported, said, table

NORTH, HARBOUR = "Northern Guard Command", "Harbour Guard Post"
LAST = "Last citation"
PARENT, CLASS = "OrganizationOrganization:parent_id", "OrganizationOrganization:classification"


def last(text: str, month: str = "", day_of_month: str = "", year: str = "") -> dict[str, str]:
    return {LAST: text, "last_month": month, "last_day": day_of_month, "last_year": year}


def first(text: str, month: str = "", day_of_month: str = "", year: str = "") -> dict[str, str]:
    return {"First citation": text, "first_month": month, "first_day": day_of_month, "first_year": year}


FAULTS: dict[str, tuple[Edit, tuple[str, int, str]]] = {
    "reversed": ({("persons", 2): last("3/31/2009", "3", "31", "2009")}, ("persons.csv", 2, LAST)),
    "reversed in one of two": ({("persons", 2): {LAST: "3/31/2009"}}, ("persons.csv", 2, LAST)),
    "impossible": ({("persons", 2): last("2/30/2011", "2", "30", "2011")}, ("persons.csv", 2, LAST)),
    "impossible in one of two": ({("persons", 2): {LAST: "13/31/2011"}}, ("persons.csv", 2, LAST)),
    "impossible in parts": ({("persons", 2): {"last_month": "22"}}, ("persons.csv", 2, "last_year")),
    "no date": ({("persons", 2): last("soon")}, ("persons.csv", 2, LAST)),
    "no name of a person": ({("persons", 2): {"Name": " "}}, ("persons.csv", 2, "Name")),
    "no unit for a role": ({("persons", 2): {"Organization": ""}}, ("persons.csv", 2, "Organization")),
    "no name of a unit": ({("units", 2): {"Organization:Name": ""}}, ("units.tsv", 2, "Organization:Name")),
    "unknown kind of parent": ({("units", 3): {CLASS: "Comand"}}, ("units.tsv", 3, CLASS)),
    "its own parent": ({("units", 3): {PARENT: NORTH}}, ("units.tsv", 3, PARENT)),
    "part of itself": (
        {("units", 7): {"OrganizationMembership:member_id": HARBOUR}},
        ("units.tsv", 7, "OrganizationMembership:member_id"),
    ),
    "two sources with one id": ({("sources", 7): {"title": "Other"}}, ("sources.csv", 7, "source_id")),
    "no id of a source": (
        {("sources", 7): {"source_id": "", "source_id_lookup": ""}},
        ("sources.csv", 7, "source_id"),
    ),
}


@pytest.mark.parametrize("edits, place", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_reported_by_row_and_column_and_the_rest_imported(
    edits: Edit, place: tuple[str, int, str], tmp_path: Path
) -> None:
    found = imported(edited(tmp_path, edits))
    assert [(f.file, f.row, f.column) for f in found.faults] == [place]
    assert (found.rows, found.imported) == (27, 26)
    assert said(found).graded(said(found).heads(NORTH, "2011-06-01")) == {"Tamra Quill": "certain"}


@pytest.mark.parametrize("edits, place", FAULTS.values(), ids=FAULTS.keys())
def test_strict_refuses_any_fault(edits: Edit, place: tuple[str, int, str], tmp_path: Path) -> None:
    folder = edited(tmp_path, edits)
    with pytest.raises(InputError, match=rf"{place[0]}, row {place[1]}, column"):
        imported(folder, strict=True)


def test_several_faults_in_one_row_count_as_one_row(tmp_path: Path) -> None:
    row = {**first("soon"), **last("later")}
    found = imported(edited(tmp_path, {("persons", 2): row}))
    assert [f.column for f in found.faults] == ["First citation", LAST]
    assert found.faulty_rows == 1
    assert found.rows == found.imported + found.faulty_rows


def test_a_faulty_posting_leaves_no_trace_of_itself(tmp_path: Path) -> None:
    realm = said(imported(edited(tmp_path, {("persons", 3): last("6/1/2010", "6", "1", "2010")})))
    assert realm.ids("Tamra Quill") == realm.ids("Tamra Quill (Harbour Guard Post)")


def test_a_fault_in_one_part_of_a_unit_leaves_its_other_parts(tmp_path: Path) -> None:
    parts = {"aoo_last_year": "2009", "Date of last citation for area of operations": "4/11/2009"}
    found = imported(edited(tmp_path, {("units", 7): parts}))
    assert [f.column for f in found.faults] == ["Date of last citation for area of operations"]
    realm = said(found)
    assert realm.about("Subordination", subordinate=realm.id(HARBOUR), superior=realm.id(NORTH))
    assert {realm.name(s.iri("place")) for s in realm.about("Location", located=realm.id(HARBOUR))} == {
        "The Old Mill"
    }
    assert not realm.ids("Harbour Bay")


# --- dates that stand twice ---


def velk(realm: Said) -> Bounds:
    (found,) = realm.about("Posting", holder=realm.id("Orso Velk"), body=realm.id(NORTH))
    assert found.time is not None
    return found.time.bounds


@pytest.mark.parametrize(
    "cells, edtf, ends",
    [
        (last("3/21/2011", "3", "31", "2011"), "2011-03", ("2011-03-21", "2011-03-31")),
        (last("3/31/2011", "4", "30", "2011"), "2011", ("2011-03-31", "2011-04-30")),
        (last("March 2011", "4", "", "2011"), "2011", ("2011-03-01", "2011-04-30")),
        (last("2012", "3", "31", "2011"), "201X", ("2011-03-31", "2012-12-31")),
        (last("3/31/2011", "", "", "2011"), "2011", ("2011-01-01", "2011-12-31")),
    ],
)
def test_dates_that_disagree_are_covered_both(
    cells: dict[str, str], edtf: str, ends: tuple[str, str], tmp_path: Path
) -> None:
    found = imported(edited(tmp_path, {("persons", 2): cells}))
    (warning,) = [w for w in found.warnings if (w.file, w.row) == ("persons.csv", 2)]
    assert (warning.column, warning.value) == (LAST, cells[LAST])
    realm = said(found)
    start = day("2010-01-01")
    assert velk(realm) == Bounds(start, start, day(ends[0]), day(ends[1]))
    (held,) = realm.about("Posting", holder=realm.id("Orso Velk"), body=realm.id(NORTH))
    assert held.time is not None and held.time.edtf == f"2010-01-01/{edtf}"


@pytest.mark.parametrize(
    "cells, column",
    [
        (last("3/31/20111", "3", "31", "2011"), LAST),
        (last("3/31/2011", "", "", "March 31"), "last_year"),
    ],
)
def test_a_garbled_date_is_read_from_its_other_columns(
    cells: dict[str, str], column: str, tmp_path: Path
) -> None:
    found = imported(edited(tmp_path, {("persons", 2): cells}))
    assert [w.column for w in found.warnings if (w.file, w.row) == ("persons.csv", 2)] == [column]
    assert velk(said(found)).le == day("2011-03-31")


@pytest.mark.parametrize("cells", [last("3/31/2011"), last("", "3", "31", "2011"), last("2011-03-31")])
def test_either_form_of_a_date_is_enough(cells: dict[str, str], tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("persons", 2): cells}))
    assert velk(said(found)) == velk(said(imported()))


def test_a_posting_without_dates_is_bounded_by_nothing(tmp_path: Path) -> None:
    cells = {**first(""), **last(""), "Start date? (Y/N)": "", "End date? (Y/N)": ""}
    realm = said(imported(edited(tmp_path, {("persons", 2): cells})))
    (held,) = realm.about("Posting", holder=realm.id("Orso Velk"), body=realm.id(NORTH))
    assert held.time is None


@pytest.mark.parametrize("flag, expected", [("Y", "2011-03-31"), ("N", None), ("", None), ("n", None)])
def test_only_an_exact_end_bounds_the_end(flag: str, expected: str | None, tmp_path: Path) -> None:
    realm = said(imported(edited(tmp_path, {("persons", 2): {"End date? (Y/N)": flag}})))
    assert velk(realm).le == (day(expected) if expected else None)


def test_flags_that_mean_nothing_are_warned_of(tmp_path: Path) -> None:
    cells = {"Start date? (Y/N)": "maybe", **last("")}
    found = imported(edited(tmp_path, {("persons", 2): cells}))
    warned = [w.column for w in found.warnings if (w.file, w.row) == ("persons.csv", 2)]
    assert warned == ["Start date? (Y/N)", "End date? (Y/N)"]
    assert velk(said(found)) == Bounds(None, day("2010-01-01"), day("2010-01-01"), None)


# --- sources ---


def test_a_source_that_is_not_listed_stays_as_a_document_without_a_title(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("persons", 3): {"Source: Organization": "src-9;src-2"}}))
    (warning,) = [w for w in found.warnings if w.value == "src-9"]
    assert (warning.file, warning.row, warning.column) == ("persons.csv", 3, "Source: Organization")
    realm = said(found)
    (held,) = realm.about("Posting", holder=realm.id("Tamra Quill"))
    assert set(realm.cited(held)) == {"", "New commander in the north", "Changes in the Guard"}
    unlisted = next(
        d for a in realm.attestations(held) for d in realm.passages(a) if not realm.document(d.document).title
    )
    assert "src-9" in realm.document(unlisted.document).note


def test_a_source_is_found_by_its_other_ids_too(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("persons", 3): {"Source: Organization": "src-old"}}))
    assert not [w for w in found.warnings if w.value == "src-old"]
    realm = said(found)
    (held,) = realm.about("Posting", holder=realm.id("Tamra Quill"))
    assert "Year book of the Guard" in realm.cited(held)


def test_what_cites_no_source_rests_on_the_sheet(tmp_path: Path) -> None:
    cells = {f"Source: {c}": "" for c in ("Organization", "Role", "First citation", LAST)}
    found = imported(edited(tmp_path, {("persons", 3): cells}))
    (warning,) = [w for w in found.warnings if w.row == 3 and w.file == "persons.csv"]
    assert "no source" in warning.message
    realm = said(found)
    (held,) = realm.about("Posting", holder=realm.id("Tamra Quill"))
    assert realm.cited(held) == {"persons": ["cited in persons.csv, row 3"]}
    (attestation,) = realm.attestations(held)
    assert realm.name(attestation.origin) == "Security Force Monitor"


def test_an_unreadable_date_of_publication_leaves_the_source_undated(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("sources", 4): {"published_on": "2012-028-9"}}))
    (warning,) = [w for w in found.warnings if w.file == "sources.csv"]
    assert (warning.row, warning.column, warning.value) == (4, "published_on", "2012-028-9")
    assert found.imported == found.rows


def test_an_odd_confidence_is_left_out_with_a_warning(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("persons", 3): {"Confidence: Role": "Fairly"}}))
    assert [w.value for w in found.warnings if w.column == "Confidence: Role"] == ["Fairly"]


# --- units ---


def test_a_parent_of_an_unstated_kind_is_not_climbed(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("units", 3): {CLASS: ""}}))
    assert [(w.row, w.column) for w in found.warnings if w.row == 3] == [(3, CLASS)]
    realm = said(found)
    assert realm.about("Subordination", subordinate=realm.id(NORTH), linkKind=v.R + "unspecifiedLink")
    assert "Realm Guard Headquarters" not in realm.graded(realm.superiors(NORTH, "2011-01-01"))


def test_two_units_of_one_name_are_two_and_a_reference_is_to_neither(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("units", 4): {"o_id": "u-other"}, ("units", 5): {"o_id": "u-other"}}))
    realm = said(found)
    units = {s.iri("subordinate") for s in realm.about("Subordination")} & realm.ids(NORTH)
    assert len(units) == 2
    (velk,) = (s for s in realm.about("Posting") if s.note.startswith("start: Appointed"))
    assert velk.iri("body") not in units
    assert any(w.value == NORTH and "2 units have this name" in w.message for w in found.warnings)


def test_another_name_of_a_unit_is_hinted_at_and_not_followed(tmp_path: Path) -> None:
    found = imported(edited(tmp_path, {("persons", 13): {"Organization": "Guard HQ"}}))
    (warning,) = [w for w in found.warnings if w.value == "Guard HQ"]
    assert "'Realm Guard Headquarters'" in warning.message
    realm = said(found)
    (held,) = realm.about("Posting", holder=realm.id("Lio Farrow"))
    assert held.iri("body") != realm.id("Realm Guard Headquarters")


def test_premises_called_after_a_unit_do_not_take_its_name(tmp_path: Path) -> None:
    cells = {"Headquarters (Barracks, Base, Physical Asset)": NORTH}
    realm = said(imported(edited(tmp_path, {("units", 7): cells})))
    assert len(realm.ids(NORTH)) == 1
    assert realm.ids(f"{NORTH} (premises)")


# --- files ---


@pytest.mark.parametrize(
    "sheet, column", [("units", PARENT), ("persons", "Role"), ("sources", "published_on")]
)
def test_a_sheet_without_a_column_that_is_read_is_refused(sheet: str, column: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, {(sheet, 1): {column: "Somehting else"}})
    with pytest.raises(TableError, match=f"{FILES[sheet]}.*there is no column.*{column}"):
        imported(folder)


def test_sheets_in_the_wrong_order_are_refused() -> None:
    units, persons, sources = (SHEETS / name for name in FILES.values())
    with pytest.raises(TableError, match=r"persons\.csv"):
        read_sfm(persons, units, sources)


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sources\.csv cannot be read"):
        imported(tmp_path)


def test_sheets_in_other_forms_say_the_same(tmp_path: Path) -> None:
    # units as CSV between semicolons, persons as TSV, sources in UTF-16
    rows = {sheet: table(SHEETS / name) for sheet, name in FILES.items()}
    marks = {"units": (";", "utf-8"), "persons": ("\t", "utf-8-sig"), "sources": (",", "utf-16")}
    paths = {}
    for sheet, (mark, encoding) in marks.items():
        paths[sheet] = tmp_path / FILES[sheet]
        with paths[sheet].open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=mark).writerows(rows[sheet])
    found = read_sfm(paths["units"], paths["persons"], paths["sources"])
    assert found.records == imported().records


def test_progress_counts_every_row_once() -> None:
    told: list[tuple[int, int]] = []
    units, persons, sources = (SHEETS / name for name in FILES.values())
    read_sfm(units, persons, sources, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 27) for done in range(1, 28)]
