import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from respondeat.errors import InputError, TableError
from respondeat.graph.dates import Bounds, day
from respondeat.graph.importers.base import Imported, file_sha256
from respondeat.graph.importers.identifiers import imported_id
from respondeat.graph.importers.table import read_table
from respondeat.graph.statement import Attestation, Document, Entity, Name, Passage, Statement, Text
from respondeat.ontology import vocabulary as v

DATA = Path(__file__).parents[2] / "data" / "importers" / "units"
MAPPING = DATA / "units.yaml"


@pytest.fixture(scope="module")
def done() -> Imported:
    return read_table(DATA / "units.csv", MAPPING)


def unit(key: str) -> str:
    return imported_id("Body", "invented-units", key)


def names(done: Imported, entity: str) -> set[str]:
    return {n.form for n in done.records if isinstance(n, Name) and n.entity == entity}


def statements(done: Imported, relation: str) -> list[Statement]:
    return [s for s in done.records if isinstance(s, Statement) and s.relation == v.R + relation]


def days(*texts: str) -> Bounds:
    return Bounds(*(day(text) if text else None for text in texts))


def test_every_row_is_imported_or_reported(done: Imported) -> None:
    assert (done.rows, done.imported, done.faulty_rows) == (11, 4, 7)
    assert [(f.row, f.column, f.value) for f in done.faults] == [
        (6, "to", "01.01.2014"),
        (7, "from", "31.02.2015"),
        (8, "kind", "wizards"),
        (9, "deputy", "P9"),
        (10, "unit_id", ""),
        (11, "name, other_names", ""),
        (12, "", ""),
    ]
    assert "is after the end" in done.faults[0].message
    assert "no row describes this Person" in done.faults[3].message


def test_nothing_of_a_faulty_row_is_imported(done: Imported) -> None:
    ids = {e.id for e in done.records if isinstance(e, Entity)}
    assert {unit(k) for k in ("U1", "U2", "U3", "MIN", "HQ")} <= ids
    assert not ids & {unit(k) for k in ("U5", "U6", "U7", "U8", "U9", "U10")}


def test_cells_with_signs_of_formulas_stay_text(done: Imported) -> None:
    assert names(done, unit("U3")) == {'=HYPERLINK("x")', "+plus", "-minus", "@at"}


def test_several_superiors_in_a_cell_are_several_statements(done: Imported) -> None:
    found = [s for s in statements(done, "Subordination") if s.iri("subordinate") == unit("U2")]
    assert {s.iri("superior") for s in found} == {unit("MIN"), unit("U1")}
    for statement in found:
        assert statement.time and statement.time.bounds == days(
            "2011-01-01", "2011-12-31", "2015-01-01", "2015-12-31"
        )


def test_a_blank_optional_reference_makes_no_statement_and_an_unknown_body_is_a_placeholder(
    done: Imported,
) -> None:
    hq = next(e for e in done.records if isinstance(e, Entity) and e.id == unit("HQ"))
    assert hq.get(v.PLACEHOLDER) is True and names(done, unit("HQ")) == {"HQ"}
    assert [(w.row, w.column, w.value) for w in done.warnings if "placeholder" in w.message] == [
        (5, "superiors", "HQ")
    ]
    link = next(s for s in statements(done, "Subordination") if s.iri("superior") == unit("HQ"))
    assert link.iri("linkKind") == v.COOPERATION


def test_a_cycle_of_superiors_is_kept_and_told(done: Imported) -> None:
    told = [w for w in done.warnings if "cycle" in w.message]
    assert [w.row for w in told] == [4]
    ring = (
        told[0]
        .message.removeprefix("a cycle of superiors: ")
        .removesuffix(". All are kept.")
        .split(" under ")
    )
    assert set(ring) == {"Northern Guard", "Ministry of Quiet"} and ring[0] == ring[-1]
    pairs = {(s.iri("subordinate"), s.iri("superior")) for s in statements(done, "Subordination")}
    assert {(unit("U1"), unit("MIN")), (unit("MIN"), unit("U1"))} <= pairs


def test_dates_are_read_as_the_mapping_says(done: Imported) -> None:
    heads = {s.iri("body"): s.time for s in statements(done, "Posting") if s.iri("capacity") == v.HEAD}
    first, third = heads[unit("U1")], heads[unit("U3")]
    assert first and first.bounds == days("2010-02-01", "2010-02-01", "2014-06-30", "")  # cited last
    assert third and third.bounds == days("2014-07-01", "2014-07-31", "2014-07-01", "")  # "present"
    assert third.edtf == "2014-07/"
    deputy = next(s for s in statements(done, "Posting") if s.iri("capacity") == v.DEPUTY_HEAD)
    assert deputy.time is None


def test_each_statement_is_attested_by_its_row_and_what_the_row_cites(done: Imported) -> None:
    documents = {d.id: d for d in done.records if isinstance(d, Document)}
    passages = {p.id: p for p in done.records if isinstance(p, Passage)}
    attested: Counter[str] = Counter()
    for record in done.records:
        if isinstance(record, Attestation):
            attested.update(record.supports)
            own = [passages[p] for p in record.passages if documents[passages[p].document].file_name]
            assert [p.locator.startswith("row ") for p in own] == [True]
            assert documents[own[0].document].sha256 == file_sha256(DATA / "units.csv")
    assert set(attested) == {s.id for s in done.records if isinstance(s, Statement)}
    two = next(
        a
        for a in done.records
        if isinstance(a, Attestation) and any(passages[p].locator == "row 3" for p in a.passages)
    )
    cited = {
        (documents[passages[p].document].title, documents[passages[p].document].url) for p in two.passages
    }
    assert cited >= {("Gazette 8", "https://example.org/8"), ("Gazette 9", "https://example.org/9")}
    assert names(done, two.origin) == {"Riverside Watch"}
    assert names(done, two.reported_by) == {"Nobody's Register"}


def test_strict_refuses() -> None:
    with pytest.raises(InputError, match="7 of 11 rows have a fault"):
        read_table(DATA / "units.csv", MAPPING, strict=True)


def test_a_workbook_imports_as_the_text_file_does(done: Imported, tmp_path: Path) -> None:
    book = Workbook()
    with (DATA / "units.csv").open(encoding="utf-8", newline="") as stream:
        for row in list(csv.reader(stream, delimiter=";"))[:5]:
            book.worksheets[0].append(row)
    book.save(tmp_path / "units.xlsx")
    again = read_table(tmp_path / "units.xlsx", MAPPING)
    assert again.rows == again.imported == 4
    assert {s.id for s in again.records if isinstance(s, Statement)} == {
        s.id for s in done.records if isinstance(s, Statement)
    }
    assert [(w.row, w.column) for w in again.warnings if "formula" in w.message] == [(5, "name")]


def test_the_same_table_gives_the_same_records(done: Imported) -> None:
    assert read_table(DATA / "units.csv", MAPPING) == done


def imported(folder: Path, mapping: str, table: str) -> Imported:
    (folder / "m.yaml").write_text(mapping, "utf-8")
    (folder / "t.csv").write_text(table, "utf-8")
    return read_table(folder / "t.csv", folder / "m.yaml")


QUANTITY = """
format: table
dataset: figures
access: restricted
entities:
  person:
    class: Person
    key: [no, year]
    attributes: {protected: {column: secret}, birthDate: {column: born}}
statements:
  - relation: Quantity
    when: {column: count}
    denied: true
    note: remark
    roles:
      metric: {concept: METRIC}
      comparator: {concept: COMPARATOR}
      value: {column: count}
      asOf: {column: day, order: mdy}
    time:
      order: mdy
      dates: [{columns: [year, month], means: within_from}, {columns: day, means: within_to}]
    source:
      document: {sha256: {column: hash}, locator: {column: page}}
      modality: asserted
  - relation: Existence
    roles: {entity: {entity: person}}
    time: {dates: [{columns: seen, means: on}]}
"""
COLUMNS = "no,year,month,day,count,secret,born,hash,page,seen,remark\n"


@pytest.fixture
def figures() -> str:
    from respondeat.ontology.concepts import concepts

    first = {name: concepts(name)[0].removeprefix(v.R) for name in ("metric", "comparator")}
    return QUANTITY.replace("METRIC", first["metric"]).replace("COMPARATOR", first["comparator"])


def test_numbers_flags_windows_and_denials(tmp_path: Path, figures: str) -> None:
    digest = "AB" * 32
    done = imported(tmp_path, figures, COLUMNS + f"7,2020,8,9/30/2020,1 200,no,1970,{digest},p. 3,,why\n")
    assert (done.rows, done.imported, done.level, done.faults) == (1, 1, "restricted", ())
    number = statements(done, "Quantity")[0]
    assert number.get("value") == 1200 and number.get("asOf") == Text("2020-09-30")
    assert number.time and number.time.bounds == days("", "2020-09-30", "2020-08-01", "")
    denial = next(a for a in done.records if isinstance(a, Attestation) and a.denies)
    assert (denial.denies, denial.supports, denial.note) == ((number.id,), (), "why")
    document = next(d for d in done.records if isinstance(d, Document) and d.sha256 == digest.lower())
    assert any(
        isinstance(p, Passage) and (p.document, p.locator) == (document.id, "p. 3") for p in done.records
    )


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("7,2020,8,,12x,,,,,,\n", "count", "no whole number"),
        ("7,2020,8,13/30/2020,12,,,,,,\n", "day", "does not exist"),
        ("7,2020,8,,12,maybe,,,,,\n", "secret", "write one of"),
        ("7,2020,8,,12,,,zz,,,\n", "hash", "64 hexadecimal digits"),
        ("7,2020,8,,12,,18900,,,,\n", "born", ""),
        ("7,2020,13,,12,,,,,,\n", "year, month", "2020"),
        ("7,2020,12,1/1/2020,12,,,,,,\n", "day", "after"),
        ("7,2020,8,,12,,,,,20.20.2020,\n", "seen", "does not exist"),
        (",,,,,,,,,x,\n", "no, year", "no key"),
    ],
)
def test_a_fault_names_its_column(tmp_path: Path, figures: str, line: str, column: str, message: str) -> None:
    done = imported(tmp_path, figures, COLUMNS + line)
    assert (done.imported, done.faulty_rows) == (0, 1)
    assert column in {f.column for f in done.faults}
    assert any(message in f.message for f in done.faults)


def test_protected_persons_get_random_ids_wherever_they_are_named(tmp_path: Path, figures: str) -> None:
    table = COLUMNS + "7,2020,,,,,,,,2020,\n7,2020,,,,yes,,,,2021,\n8,2020,,,,no,,,,2021,\n"
    first, again = (imported(tmp_path, figures, table) for _ in range(2))
    persons = [
        {e.get(v.SOURCE_KEY): e.id for e in done.records if isinstance(e, Entity) and e.cls == v.PERSON}
        for done in (first, again)
    ]
    secret, plain = Text("7 2020"), Text("8 2020")
    assert persons[0][secret] != persons[1][secret]
    assert persons[0][plain] == persons[1][plain] == imported_id("Person", "figures", "8\x1f2020")
    held = {s.iri("entity") for s in statements(first, "Existence")}
    assert held == {persons[0][secret], persons[0][plain]}


def test_a_row_that_falls_takes_those_that_refer_to_it_along(tmp_path: Path) -> None:
    mapping = """
format: table
dataset: d
entities:
  person: {class: Person, key: id, names: [{column: name}]}
  chief: {class: Person, key: chief, described: false, optional: true}
"""
    done = imported(tmp_path, mapping, "id,name,chief\n1,A,2\n2,B,3\n3,,\n4,D,4\n")
    assert (done.rows, done.imported) == (4, 1)
    assert [(f.row, f.column) for f in done.faults] == [(2, "chief"), (3, "chief"), (4, "name")]


def test_rows_that_disagree_on_an_entity_are_told(tmp_path: Path) -> None:
    mapping = """
format: table
dataset: d
entities: {unit: {class: Body, key: id, attributes: {number: {column: no}}}}
"""
    done = imported(tmp_path, mapping, "id,no\nx,1\nx,1\nx,2\n")
    assert [(w.row, w.value) for w in done.warnings] == [(4, "x")]
    entities = [e for e in done.records if isinstance(e, Entity)]
    assert len(entities) == 1
    assert {value for prop, value in entities[0].attributes if prop == v.R + "number"} == {
        Text("1"),
        Text("2"),
    }


def test_several_values_may_not_multiply_without_end(tmp_path: Path) -> None:
    mapping = """
format: table
dataset: d
entities:
  low: {class: Body, key: low, separator: " ", described: false}
  high: {class: Body, key: high, separator: " ", described: false}
statements:
  - {relation: Subordination, roles: {subordinate: {entity: low}, superior: {entity: high},
     linkKind: {concept: deJureCommand}}}
"""
    many = " ".join(map(str, range(40)))
    done = imported(tmp_path, mapping, f"low,high\n{many},{many}\n1,2\n")
    assert (done.imported, [f.row for f in done.faults]) == (1, [2])


def test_a_table_without_the_columns_of_the_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("unit_id;name\n", "utf-8")
    with pytest.raises(TableError, match=r"there is no column .*'other_names'"):
        read_table(tmp_path / "t.csv", MAPPING)


CELL = st.sampled_from(
    [
        "",
        "U1",
        "U2",
        "P1",
        "=1",
        "Ada",
        "troops",
        "command",
        "commander",
        "01.02.2010",
        "2011",
        "31.02.2011",
        "x, y",
    ]
)


@given(rows=st.lists(st.lists(CELL, min_size=17, max_size=17), max_size=8))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    header = (DATA / "units.csv").read_text("utf-8").splitlines()[0]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(header + "\n")
        csv.writer(stream, delimiter=";").writerows(rows)
    done = read_table(path, MAPPING)
    filled = {n for n, row in enumerate(rows, 2) if any(row)}
    assert done.rows == len(filled) == done.imported + done.faulty_rows
    described = {
        e.get(v.SOURCE_KEY) for e in done.records if isinstance(e, Entity) and not e.get(v.PLACEHOLDER)
    }
    faulty = {f.row for f in done.faults}
    assert all(Text(rows[n - 2][0]) in described for n in filled - faulty)
