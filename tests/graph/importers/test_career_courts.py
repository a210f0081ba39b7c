"""The careers of judges collected by ZUBR: answers read out of the sheets by hand, persons by their key."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from respondeat.graph.analyses.commanders import Commanders, commanders
from respondeat.graph.command import CommandGraph, When
from respondeat.graph.command.index import graph_of
from respondeat.graph.dates import day
from respondeat.graph.importers.base import Imported
from respondeat.graph.importers.career import read_career
from respondeat.graph.importers.identifiers import imported_id
from respondeat.graph.statement import Attestation, Document, Entity, Passage, Statement, Text
from respondeat.ontology import vocabulary as v

Ask = Callable[[str, str], Commanders]


@pytest.fixture(scope="module")
def done(test_data: Callable[[str], Path]) -> Imported:
    mapping = files("respondeat.graph.importers").joinpath("mappings", "zubr-careers.yaml")
    with as_file(mapping) as path:
        return read_career(test_data("zubr-belarus-judiciary/judge_career.csv"), path)


@pytest.fixture(scope="module")
def graph(done: Imported) -> CommandGraph:
    return graph_of(done.records)


@pytest.fixture(scope="module")
def keys(done: Imported) -> dict[str, str]:
    """The key in the source by id of the person."""
    found = {}
    for record in done.records:
        if isinstance(record, Entity) and isinstance(key := record.get(v.SOURCE_KEY), Text):
            found[record.id] = key.text
    return found


@pytest.fixture
def ask(graph: CommandGraph) -> Ask:
    def asked(court: str, on: str) -> Commanders:
        return commanders(graph, imported_id("Court", "zubr-careers", court), When.day(day(on)))

    return asked


@pytest.fixture
def heads(ask: Ask, graph: CommandGraph, keys: dict[str, str]) -> Callable[[str, str], dict[str, bool]]:
    """The key of each head on a day, and whether that is certain."""

    def asked(court: str, on: str) -> dict[str, bool]:
        return {keys[graph.iri(s.node)]: s.certain for s in ask(court, on).board.standing}

    return asked


Heads = Callable[[str, str], dict[str, bool]]


def test_all_rows_are_imported_or_reported(done: Imported) -> None:
    assert (done.rows, done.imported, done.faulty_rows) == (3451, 3439, 12)
    assert {(f.column, f.value) for f in done.faults} == {("position", "")}
    print(f"{done.rows} rows = {done.imported} imported + {done.faulty_rows} reported")  # noqa: T201 - shown by -s


def test_who_headed_a_district_court_between_appointment_and_release(heads: Heads) -> None:
    # rows 1407, 1409 and 1411: appointed 2000-12-14, anew 2008-04-18, released 2010-02-26
    assert heads("04-002-03-01", "2005-06-01")["541"] is True
    assert heads("04-002-03-01", "2009-06-01")["541"] is True


def test_by_which_decrees(done: Imported, ask: Ask, graph: CommandGraph, keys: dict[str, str]) -> None:
    # the same, asked for its decrees: No 676 appointed, No 91 released
    row = next(
        s for s in ask("04-002-03-01", "2005-06-01").board.standing if keys[graph.iri(s.node)] == "541"
    )
    passages = {p.id: p.document for p in done.records if isinstance(p, Passage)}
    titles = {d.id: d.title for d in done.records if isinstance(d, Document)}
    found = {
        titles[passages[p]]
        for a in done.records
        if isinstance(a, Attestation) and set(a.supports) & set(row.statements)
        for p in a.passages
    }
    assert {"676 2000-12-14", "91 2010-02-26"} <= {" ".join(t.split("№ ")[-1].split(" от ")) for t in found}


def test_a_handover_has_two_heads_on_one_day(ask: Ask, heads: Heads) -> None:
    # rows 2178 and 3073: one released, the other appointed on 2007-10-01
    assert heads("04-018-03-01", "2007-09-30") == {"2836": True}
    assert heads("04-018-03-01", "2007-10-01") == {"2836": True, "1448": True}
    assert heads("04-018-03-01", "2007-10-02") == {"1448": True}
    assert [two.handover for two in ask("04-018-03-01", "2007-10-01").conflicts] == [True]


def test_a_vacant_chair_has_a_last_and_a_next_head(
    ask: Ask, heads: Heads, graph: CommandGraph, keys: dict[str, str]
) -> None:
    # rows 634 and 626: released 2017-05-25, the next appointed 2017-11-14; row 2675 (1999, never released) is
    # left out, since others were heads in between
    board = ask("02-010-03-01", "2017-08-01").board
    assert board.vacant and not board.standing
    assert board.last_before and board.first_after
    assert (keys[graph.iri(board.last_before.node)], board.last_before.day) == ("244", day("2017-05-25"))
    assert (keys[graph.iri(board.first_after.node)], board.first_after.day) == ("242", day("2017-11-14"))
    assert [keys[graph.iri(node)] for node in board.left_out] == ["1978"]


def test_a_plain_judges_release_does_not_end_a_chair(heads: Heads) -> None:
    # rows 238 and 240: chair since 2004-08-05, released as a judge 2010-02-26: still possible, not certain
    assert heads("01-010-03-01", "2010-03-01") == {"95": False}
    # row 243: from 2010-09-03 another is appointed, and later nobody is but he
    assert heads("01-010-03-01", "2010-09-03") == {"96": True}


def test_two_presidents_in_a_row(heads: Heads) -> None:
    # rows 457 and 459: one decree of 2016-04-21 releases the one and appoints the other
    assert heads("02-002-03-01", "2016-04-20") == {"179": True}
    assert heads("02-002-03-01", "2016-04-21") == {"179": True, "180": True}
    assert heads("02-002-03-01", "2016-04-22") == {"180": False}  # appointed, no release in the sheet


def test_the_presidium_is_no_chair(done: Imported) -> None:
    # rows 347 and 2492: taken into the presidium; row 379 (leave) leaves a judge in office
    members = [s for s in done.records if isinstance(s, Statement) and s.relation == v.MEMBERSHIP]
    assert len(members) == len({s.id for s in members}) >= 36
    assert imported_id("Person", "zubr-careers", "138") in {s.iri("member") for s in members}
