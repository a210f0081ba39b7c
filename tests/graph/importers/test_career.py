import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import InputError, MappingError, TableError
from respondeat.graph.dates import Bounds, day
from respondeat.graph.importers.base import Imported
from respondeat.graph.importers.career import read_career
from respondeat.graph.importers.career_tenures import Act, Tenure, tenures
from respondeat.graph.importers.identifiers import imported_id
from respondeat.graph.statement import Attestation, Document, Entity, Name, Passage, Statement
from respondeat.ontology import vocabulary as v

DATA = Path(__file__).parents[2] / "data" / "importers" / "careers"
MAPPING = DATA / "careers.yaml"
JUDGE = v.R + "judge"
HEADER = "id,judge,court,court_name,type,position,date,decree,term,comment"


@pytest.fixture(scope="module")
def done() -> Imported:
    return read_career(DATA / "careers.csv", MAPPING)


def person(key: str) -> str:
    return imported_id("Person", "invented-careers", key)


def court(key: str) -> str:
    return imported_id("Court", "invented-careers", key)


def times(done: Imported, who: str, where: str, capacity: str) -> set[tuple[str, Bounds]]:
    return {
        (s.time.edtf, s.time.bounds)
        for s in done.records
        if isinstance(s, Statement)
        and s.time
        and (s.iri("holder"), s.iri("body"), s.iri("capacity")) == (person(who), court(where), capacity)
    }


def bounds(es: str, ls: str, ee: str, le: str) -> Bounds:
    return Bounds(*(day(text) if text else None for text in (es, ls, ee, le)))


def whole(first: str, last: str) -> tuple[str, Bounds]:
    return f"{first}/{last}", bounds(first, first, last, last)


def test_every_row_is_imported_or_reported(done: Imported) -> None:
    assert (done.rows, done.imported, done.faulty_rows) == (30, 20, 10)
    found = [(f.row, f.column, f.value) for f in done.faults]
    assert found == [
        (22, "judge", "9"),
        (23, "court", "E"),
        (24, "position", ""),
        (25, "position", "wizard"),
        (26, "date", "31.02.2012"),
        (27, "date", ""),
        (28, "type", "dreamt"),
        (29, "judge", ""),
        (30, "comment", "dinner club"),
        (31, "date", "2012-05-02/2013-01-01"),
    ]


def test_each_imported_row_attests_something_and_no_faulty_one_does(done: Imported) -> None:
    table = next(r for r in done.records if isinstance(r, Document) and r.file_name == "careers.csv")
    rows = {p.id: p.locator for p in done.records if isinstance(p, Passage) and p.document == table.id}
    statements = {s.id for s in done.records if isinstance(s, Statement)}
    attested: set[str] = set()
    locators: Counter[str] = Counter()
    for record in done.records:
        if isinstance(record, Attestation):
            assert set(record.supports) <= statements
            attested |= set(record.supports)
            locators.update(rows[p] for p in record.passages if p in rows)
    assert attested == statements
    assert locators == Counter(f"row {n}" for n in range(2, 22))


def test_a_release_ends_the_chair_and_another_the_judge(done: Imported) -> None:
    assert times(done, "1", "A", v.HEAD) == {whole("2004-04-08", "2009-06-27")}
    # left in office as a judge in 2009 (two rows say so), retired in 2013; leaving the council in
    # 2010 ends no posting
    assert times(done, "1", "A", JUDGE) == {
        whole("2004-04-08", "2013-12-31"),
        ("2009-06-27/2013-12-31", bounds("", "2009-06-27", "2013-12-31", "2013-12-31")),
    }


def test_a_plain_judges_release_does_not_end_a_chair(done: Imported) -> None:
    assert times(done, "2", "A", v.HEAD) == {
        ("2009-06-27/", bounds("2009-06-27", "2009-06-27", "2009-06-27", ""))
    }
    assert times(done, "2", "A", JUDGE) == {whole("2001-01-10", "2012-03-01")}


def test_an_appointment_anew_ends_nothing_and_one_release_ends_both(done: Imported) -> None:
    assert times(done, "3", "A", v.HEAD) == {
        whole("2014-01-20", "2021-05-05"),
        whole("2019-01-21", "2021-05-05"),
    }
    assert times(done, "3", "A", JUDGE) == {
        ("/2021-05-05", bounds("", "2021-05-05", "2021-05-05", "2021-05-05"))
    }


def test_no_span_is_claimed_across_an_appointment_elsewhere(done: Imported) -> None:
    assert times(done, "4", "B", v.HEAD) == {
        ("2000-02-01/", bounds("2000-02-01", "2000-02-01", "2000-02-01", "2010-02-01")),
        whole("2008-02-01", "2010-02-01"),
    }
    assert any("appointed elsewhere" in w.message and w.row == 11 for w in done.warnings)


def test_a_release_without_an_appointment_and_a_month(done: Imported) -> None:
    assert times(done, "5", "B", v.HEAD) == {
        ("/1999-12-31", bounds("", "1999-12-31", "1999-12-31", "1999-12-31"))
    }
    assert times(done, "5", "D", v.DEPUTY_HEAD) == {
        ("2011-05/", bounds("2011-05-01", "2011-05-31", "2011-05-01", ""))
    }


def test_a_group_within_the_court_is_a_membership_and_no_posting(done: Imported) -> None:
    found = [s for s in done.records if isinstance(s, Statement) and s.relation == v.MEMBERSHIP]
    assert [(s.iri("member"), s.time and s.time.edtf) for s in found] == [
        (person("1"), "2005-01-01/2010-01-01")
    ]
    names = {n.form for n in done.records if isinstance(n, Name) and n.entity == found[0].iri("group")}
    assert names == {"Council of Court of Ashford"}


def test_decrees_are_the_sources_and_a_term_is_a_note(done: Imported) -> None:
    documents = {d.id: d.title for d in done.records if isinstance(d, Document)}
    passages = {p.id: p for p in done.records if isinstance(p, Passage)}
    by_row = {
        passages[p].locator: a
        for a in done.records
        if isinstance(a, Attestation)
        for p in a.passages
        if passages[p].locator.startswith("row ")
    }
    first = by_row["row 2"]
    assert {documents[passages[p].document] for p in first.passages} == {
        "Careers of an invented country",
        "Decree 11 of 2004-04-08",
    }
    names = {n.entity: n.form for n in done.records if isinstance(n, Name)}
    assert (names[first.origin], names[first.reported_by]) == ("Council of the Realm", "Bench Watch")
    assert first.note == "term: 5 years"
    undated = by_row["row 21"]  # without a number of a decree the reporter is the origin
    assert len(undated.passages) == 1 and names[undated.origin] == "Bench Watch"


def test_warnings_name_what_is_odd(done: Imported) -> None:
    told = {(w.file, w.row, w.column) for w in done.warnings}
    assert told >= {
        ("judges.csv", 7, "key"),
        ("judges.csv", 8, "name"),
        ("careers.csv", 19, "court"),
        ("careers.csv", 20, "court_name"),
        ("careers.csv", 21, "decree"),
    }
    dale = next(e for e in done.records if isinstance(e, Entity) and e.id == court("D"))
    assert dale.get(v.PLACEHOLDER) is True
    forms = {(n.form, n.preferred) for n in done.records if isinstance(n, Name) and n.entity == court("B")}
    assert forms == {("Court of Birch", True), ("Court of Birsh", False)}


def test_strict_refuses_and_lists(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_career(DATA / "careers.csv", MAPPING, strict=True)
    assert "10 of 30 rows have a fault" in caught.value.detail
    assert "careers.csv, row 26, column date ('31.02.2012')" in caught.value.detail


def copied(folder: Path, body: str = "") -> Path:
    for name in ("judges.csv", "courts.csv"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    table = folder / "careers.csv"
    table.write_text(f"{HEADER}\n{body}", "utf-8")
    return table


def test_faults_of_files_raise(tmp_path: Path) -> None:
    table = copied(tmp_path)
    (tmp_path / "judges.csv").unlink()
    with pytest.raises(InputError, match=r"judges\.csv cannot be read"):
        read_career(table, MAPPING)
    (tmp_path / "judges.csv").write_text("key,nom\n", "utf-8")
    with pytest.raises(TableError, match=r"judges\.csv, row 1: there is no column 'name'"):
        read_career(table, MAPPING)
    table.write_text("id,judge\n", "utf-8")
    with pytest.raises(TableError, match=r"careers\.csv, row 1: there is no column"):
        read_career(table, MAPPING)
    with pytest.raises(MappingError, match="format"):
        read_career(table, DATA.parent / "units" / "units.yaml")


def test_rows_that_say_the_same_are_two_sources_of_one_statement(tmp_path: Path) -> None:
    row = "1,1,A,,appointed,chair,2004-04-08,11,,\n"
    end = "1,1,A,,released,chair,2005-04-08,12,,\n"
    done = read_career(copied(tmp_path, row * 2 + end * 2), MAPPING)
    assert (done.rows, done.imported) == (4, 4)
    assert len({s.id for s in done.records if isinstance(s, Statement)}) == 1
    assert [w.row for w in done.warnings if "says what row" in w.message] == [3, 5]


def test_a_day_of_release_and_appointment_starts_anew(tmp_path: Path) -> None:
    body = "1,1,A,,appointed,chair,2004-04-08,11,,\n1,1,A,,appointed,chair,2009-04-08,12,,\n"
    done = read_career(copied(tmp_path, body + "1,1,A,,released,chair,2009-04-08,12,,\n"), MAPPING)
    assert times(done, "1", "A", v.HEAD) == {
        whole("2004-04-08", "2009-04-08"),
        ("2009-04-08/", bounds("2009-04-08", "2009-04-08", "2009-04-08", "")),
    }


def test_progress_ends_with_all_rows() -> None:
    seen: list[tuple[int, int]] = []
    read_career(DATA / "careers.csv", MAPPING, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (30, 30)


CELLS = st.sampled_from
ROW = st.tuples(
    CELLS(["1", "2", "9", ""]),
    CELLS(["A", "B", "D", "E", ""]),
    CELLS(["", "Court of Ashford"]),
    CELLS(["appointed", "released", "leave", "include", "exclude", "?", ""]),
    CELLS(["judge", "CHAIR", "judge and chair", "deputy", "x", ""]),
    CELLS(["2004-04-08", "08.04.2004", "2004-05", "2005", "2006-01-01", "2004-02-30", "", "soon"]),
    CELLS(["", "7"]),
    CELLS(["", "bench council", "stays as judge", "=1"]),
)


@given(rows=st.lists(ROW, max_size=12))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    folder = tmp_path_factory.mktemp("careers")
    table = copied(folder)
    with table.open("a", encoding="utf-8", newline="") as stream:
        lines = [("1", j, c, name, *rest[:4], "", rest[4]) for j, c, name, *rest in rows]
        csv.writer(stream).writerows(lines)
    done = read_career(table, MAPPING)
    assert done.rows == len(rows) == done.imported + done.faulty_rows
    rows_of = {p.id: p.locator for p in done.records if isinstance(p, Passage)}
    attested = {rows_of[p] for a in done.records if isinstance(a, Attestation) for p in a.passages}
    numbers = {f"row {n}" for n in range(2, len(rows) + 2)}
    assert attested & numbers == numbers - {f"row {f.row}" for f in done.faults}


DAYS = st.integers(0, 12).map(lambda n: date(2000, 1, 1) + timedelta(n))


@given(starts=st.lists(DAYS, max_size=4), ends=st.lists(DAYS, max_size=4), away=st.lists(DAYS, max_size=3))
def test_ends_match_a_plain_reading_day_by_day(
    starts: list[date], ends: list[date], away: list[date]
) -> None:
    """Walk the days: at a release everybody appointed on an earlier day and still open goes out."""
    acts = [
        Act(n, "start", d.isoformat(), day(d.isoformat()), day(d.isoformat())) for n, d in enumerate(starts)
    ]
    acts += [
        Act(n, "end", d.isoformat(), day(d.isoformat()), day(d.isoformat()))
        for n, d in enumerate(ends, len(starts))
    ]
    key = ("p", "b", "o")
    found = tenures({key: acts}, {key: [day(d.isoformat()) for d in away]})
    expected: list[tuple[str, str, str]] = []
    running: list[date] = []
    for now in sorted({*starts, *ends}):
        if now in ends:
            newest = max(running, default=now)
            for start in running:
                gone = any(start < d < newest for d in away)
                expected.append(
                    (start.isoformat(), "" if gone else now.isoformat(), now.isoformat() if gone else "")
                )
            if not running:
                expected.append(("", now.isoformat(), ""))
            running = []
        running += [start for start in starts if start == now]
    expected += [(start.isoformat(), "", "") for start in running]
    assert Counter(map(shown, found)) == Counter(expected)
    assert {m for t in found for m in t.moves} == set(range(len(acts)))


def shown(t: Tenure) -> tuple[str, str, str]:
    first, last, limit = (act.date if act else "" for act in (t.first, t.last, t.limit))
    return first, last, limit
