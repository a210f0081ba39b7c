"""Security Force Monitor's sheets of the Nigerian police: every row accounted for, questions read by hand.

The expected answers are row numbers of the sheets (the header is row 1), read in the sheets by eye; the names
that stand in those rows are looked up when the tests run. Beside each row: first date and flag, last date and
flag, as the sheet has them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from respondeat.graph.command import Kind
from respondeat.graph.dates import day
from respondeat.graph.importers.base import Imported
from respondeat.graph.importers.security_force_monitor import read_sfm
from tests.graph.importers.sfm_sheets import Said, certain, said, table

FOLDER = "sfm-nigeria-police"
UNIT, PARENT = "Organization:Name", "OrganizationOrganization:parent_id"


@pytest.fixture(scope="module")
def folder(test_data: Callable[[str], Path]) -> Path:
    return test_data(FOLDER)


@pytest.fixture(scope="module")
def sheets(folder: Path) -> Imported:
    files = ("ng_units_police.tsv", "ng_persons_police.csv", "sources_20190501.csv")
    units, persons, sources = (folder / name for name in files)
    return read_sfm(units, persons, sources)


@pytest.fixture(scope="module")
def police(sheets: Imported) -> Said:
    return said(sheets)


class Cells:
    """The text of cells by row number and column."""

    def __init__(self, path: Path) -> None:
        self._rows = table(path)

    def __call__(self, row: int, column: str) -> str:
        return self._rows[row - 1][self._rows[0].index(column)]

    def names(self, *rows: int) -> set[str]:
        return {self(row, "Name") for row in rows}

    def __len__(self) -> int:
        return len(self._rows) - 1


@pytest.fixture(scope="module")
def units(folder: Path) -> Cells:
    return Cells(folder / "ng_units_police.tsv")


@pytest.fixture(scope="module")
def persons(folder: Path) -> Cells:
    return Cells(folder / "ng_persons_police.csv")


def test_every_row_is_imported_or_reported(
    sheets: Imported,
    units: Cells,
    persons: Cells,
    folder: Path,
    record_property: Callable[[str, object], None],
) -> None:
    sources = Cells(folder / "sources_20190501.csv")
    record_property("rows", f"{sheets.rows} = {sheets.imported} imported + {sheets.faulty_rows} reported")
    assert (len(units), len(persons), len(sources)) == (917, 333, 5987)
    assert sheets.rows == len(units) + len(persons) + len(sources) == 7237
    assert (sheets.imported, sheets.faulty_rows) == (7236, 1)
    assert len(sheets.warnings) == 43


def test_the_one_row_with_a_fault_keeps_its_other_parts(sheets: Imported, police: Said, units: Cells) -> None:
    # units row 89: the site is first cited in the year 3006 and last in 2015
    ((file, row, column),) = {(f.file, f.row, f.column) for f in sheets.faults}
    assert (file, row, column) == ("ng_units_police.tsv", 89, "OrganizationSite:date_last_cited")
    body = police.id(units(89, UNIT))
    assert police.about("Subordination", subordinate=body, superior=police.id(units(89, PARENT)))


def test_a_superior_outside_the_sheet_is_a_placeholder_with_a_warning(
    sheets: Imported, police: Said, units: Cells
) -> None:
    named = {(w.row, w.value) for w in sheets.warnings if w.column == PARENT}
    assert named == {(338, units(338, PARENT)), (418, units(418, PARENT))}
    for row, name in named:
        assert row is not None
        body = police.entity(name)
        assert police.graph.is_placeholder(police.graph.node(body.id) or 0)


# --- ten questions and more: who commanded, who was above ---


def test_question_1_an_exact_end_and_a_gap(police: Said, persons: Cells) -> None:
    # 259: 2013-11-22 Y to 2014-08-19 Y; 251: 2014-09-11 Y to 2015-02-03 Y; between them nobody
    answer = police.heads(persons(259, "Organization"), "2014-09-01")
    assert police.graded(answer) == {}
    assert police.neighbour(answer.board.last_before) == (persons(259, "Name"), day("2014-08-19"))
    assert police.neighbour(answer.board.first_after) == (persons(251, "Name"), day("2014-09-11"))


def test_question_2_between_two_exact_dates_one_head_is_certain(police: Said, persons: Cells) -> None:
    # 251: 2014-09-11 Y to 2015-02-03 Y; 250 first cited 2015-03-27 and 258 first cited 2016-09-02 come later
    answer = police.heads(persons(251, "Organization"), "2014-12-25")
    assert police.graded(answer) == certain(persons.names(251))
    assert persons.names(250, 258) <= police.left_out(answer)


def test_question_3_two_heads_on_one_day(police: Said, persons: Cells) -> None:
    # 294: 2014-02-06 Y to 2015-02-10 Y; 297: 2015-02-04 Y to 2016-04-28 N
    answer = police.heads(persons(294, "Organization"), "2015-02-07")
    assert police.graded(answer) == certain(persons.names(294, 297))
    (conflict,) = answer.conflicts
    assert {police.name(conflict.first), police.name(conflict.second)} == persons.names(294, 297)
    assert not conflict.handover


def test_question_4_a_handover(police: Said, persons: Cells) -> None:
    # 291: 2011-04-17 N to 2012-03-11 Y; 290: 2012-03-11 Y to 2013-02-11 N
    answer = police.heads(persons(291, "Organization"), "2012-03-11")
    assert police.graded(answer) == certain(persons.names(290, 291))
    assert [conflict.handover for conflict in answer.conflicts] == [True]
    assert persons.names(290) == set(police.graded(police.heads(persons(290, "Organization"), "2012-03-12")))


def test_question_5_an_open_end_shows_and_is_only_possible(police: Said, persons: Cells) -> None:
    # 318: 2015-07-02 Y and no last date; 305 ended 2015-07-01 Y, 50 ended 2014-08-25 Y
    answer = police.heads(persons(318, "Organization"), "2016-06-01")
    assert police.graded(answer) == {persons(318, "Name"): "possible"}
    assert police.neighbour(answer.board.last_before) == (persons(318, "Name"), day("2015-07-02"))
    assert answer.board.first_after is None
    held = police.heads(persons(305, "Organization"), "2015-07-01")
    assert police.graded(held) == certain(persons.names(305))


def test_question_6_who_is_cited_only_long_before_or_after_is_left_out(police: Said, persons: Cells) -> None:
    # 257: 2009-11-19 N to 2010-10-25 N. The others are cited before (249, 254, 255, 246, 247) with no end, or
    # first cited after with no start (244, 245, 250, 258); whoever has a start of their own is excluded
    answer = police.heads(persons(257, "Organization"), "2010-06-01")
    assert police.graded(answer) == certain(persons.names(257))
    assert police.left_out(answer) == persons.names(244, 245, 246, 247, 249, 250, 254, 255, 258)


def test_question_7_a_superior_that_changes(police: Said, units: Cells) -> None:
    # 203: 2010-08-22 N to 2017-12-03 E; 204: 2017-12-04 Y to 2017-12-22, open-ended Y
    body = units(203, UNIT)
    before, after = police.superiors(body, "2017-12-03"), police.superiors(body, "2017-12-04")
    assert police.graded(before) == {units(203, PARENT): "certain"}
    assert police.graded(after) == {units(204, PARENT): "certain"}


def test_question_8_an_administrative_parent_is_not_a_superior(police: Said, units: Cells) -> None:
    # 518 (Command) and 519 (Administrative) both run from May 2010 to 2017-12-03 E; 521 makes the latter's
    # parent a superior in command from 2017-12-04 Y to 2017-12-22 on, 520 another from 2017-12-22 Y on
    body = units(518, UNIT)
    assert units(519, PARENT) == units(521, PARENT) != units(518, PARENT)
    assert police.graded(police.superiors(body, "2015-01-01")) == {units(518, PARENT): "certain"}
    assert police.graded(police.superiors(body, "2017-12-10")) == {units(521, PARENT): "certain"}


def test_question_9_an_unknown_unit_keeps_the_chain_together(police: Said, units: Cells) -> None:
    # 50: an unknown zonal command, August 1991 Y to 2003-07-09 E; 49: the zone, first cited 2003-07-10 N
    answer = police.superiors(units(50, UNIT), "2000-01-01")
    assert police.graded(answer) == {units(50, PARENT): "certain"}
    (standing,) = answer.board.standing
    assert police.graph.is_placeholder(standing.node)
    assert police.left_out(answer) == {units(49, PARENT)}
    assert not police.graph.is_placeholder(police.graph.node(police.id(units(49, PARENT))) or 0)


def test_question_10_an_acting_head(police: Said, persons: Cells) -> None:
    # 303: cited from 2014-08-31 to 2014-09-08 with an acting title; 326 cited 2012-03-11, 323 from 2015-07-02
    answer = police.heads(persons(303, "Organization"), "2014-09-01")
    assert police.graded(answer) == certain(persons.names(303))
    (standing,) = answer.board.standing
    assert [police.graph.kind(link) for link in standing.links] == [Kind.ACTING_HEAD]
    assert police.left_out(answer) == persons.names(323, 326)


def test_question_11_an_end_in_2014_reaches_its_last_day(police: Said, persons: Cells) -> None:
    # 157: 2012-03-13 Y to 2014 Y; 161: 2014-09-08 Y to 2016-06-09 Y
    body = persons(157, "Organization")
    assert police.graded(police.heads(body, "2013-12-31")) == certain(persons.names(157))
    assert police.graded(police.heads(body, "2014-12-31")) == {
        persons(161, "Name"): "certain",
        persons(157, "Name"): "possible",
    }
    assert police.graded(police.heads(body, "2015-01-01")) == certain(persons.names(161))


def test_question_12_dates_that_disagree_bound_by_the_weaker_reading(
    sheets: Imported, police: Said, persons: Cells
) -> None:
    # 113: the last citation is 2015-06-08 in one column and 2016-06-08 in the others, flag Y
    (warning,) = (w for w in sheets.warnings if w.file.startswith("ng_persons") and w.row == 113)
    assert warning.column == "Last citation"
    (posting,) = (
        s
        for s in police.about("Posting", holder=police.id(persons(113, "Name")))
        if s.iri("body") == police.id(persons(113, "Organization")) and s.time and "/" in s.time.edtf
    )
    assert posting.time is not None
    assert posting.time.edtf.endswith("/201X")
    assert posting.time.bounds.ee == day("2015-06-08")
    assert posting.time.bounds.le == day("2016-06-08")
