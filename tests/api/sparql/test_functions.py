"""The functions of `r:` on time say what the grades of `graph.dates` say."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api import sparql
from respondeat.api.dataset import Dataset
from respondeat.api.sparql.functions import UNBOUNDED, functions
from respondeat.api.sparql.functions_calls import FORMS
from respondeat.errors import DateError, QueryError
from respondeat.graph.dates import Bounds, Grade, day, grade, grade_during, iso
from respondeat.graph.statement import Statement
from respondeat.graph.stores.protocol import Term
from respondeat.ontology import vocabulary as v

DATE = ox.NamedNode(v.XSD + "date")
DAYS = st.integers(18_000, 18_060)


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as opened:
        yield opened


def called(data: Dataset, name: str, *given: Term) -> str | None:
    found = functions(data)[ox.NamedNode(v.R + name)](*given)
    assert found is None or isinstance(found, ox.Literal)
    return None if found is None else found.value


def answers(data: Dataset, expression: str) -> list[str]:
    _, rows = sparql.rows(sparql.ask(data, f"SELECT ({expression} AS ?x) {{ }}"))
    return [row[0] for row in rows]


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    days = [draw(st.none() | DAYS) for _ in range(4)]
    try:
        return Bounds(*days)
    except DateError:
        return Bounds(days[0], None, None, None)


def terms(draw: st.DataObject, given: Bounds) -> list[Term]:
    """The four bounds, each in one of the ways to write it."""
    return [
        ox.NamedNode(UNBOUNDED)
        if one is None
        else draw.draw(
            st.sampled_from([ox.Literal(one), ox.Literal(iso(one)), ox.Literal(iso(one), datatype=DATE)])
        )
        for one in (given.es, given.ls, given.ee, given.le)
    ]


def on(number: int) -> ox.Literal:
    return ox.Literal(iso(number))


def truth(found: bool) -> str:
    return str(found).lower()


@given(bounds(), DAYS, DAYS, st.data())
def test_four_bounds_on_a_day_and_between_two(
    data: Dataset, b: Bounds, x: int, y: int, draw: st.DataObject
) -> None:
    lo, hi = sorted((x, y))
    four = terms(draw, b)
    assert called(data, "grade", *four, on(x)) == grade(b, x, x)
    assert called(data, "grade", *four, ox.Literal(x)) == grade(b, x, x)
    assert called(data, "certainOn", *four, on(x)) == truth(grade(b, x, x) is Grade.CERTAIN)
    assert called(data, "possibleOn", *four, on(x)) == truth(grade(b, x, x) is not Grade.EXCLUDED)
    found = grade(b, lo, hi)
    assert called(data, "grade", *four, on(lo), on(hi)) == found
    assert called(data, "grade", *four, ox.Literal(f"{iso(lo)}/{iso(hi)}")) == found
    assert called(data, "certainIn", *four, on(lo), on(hi)) == truth(found is Grade.CERTAIN)
    assert called(data, "possibleIn", *four, on(lo), on(hi)) == truth(found is not Grade.EXCLUDED)


@given(bounds(), bounds(), st.data())
def test_overlap(data: Dataset, a: Bounds, b: Bounds, draw: st.DataObject) -> None:
    found = called(data, "overlap", *terms(draw, a), *terms(draw, b))
    assert found == grade_during(a, b)
    assert called(data, "overlap", *terms(draw, b), *terms(draw, a)) == found


@given(st.integers(-3_000_000, 3_000_000))
def test_dates_and_their_numbers(data: Dataset, number: int) -> None:
    assert called(data, "date", ox.Literal(number)) == iso(number)
    if len(iso(number)) == 10:
        assert called(data, "dayNumber", ox.Literal(iso(number), datatype=DATE)) == str(number)


def statements(data: Dataset) -> list[Statement]:
    ids = [id for cls in v.RELATIONS for id in data.reader.instances(cls)]
    return [s for id in sorted(ids) if isinstance(s := data.records.record(id), Statement)]


def test_statements_have_the_bounds_of_the_model(data: Dataset) -> None:
    """Against the bounds as they stand in the graph, which SPARQL reads by itself."""
    query = """
    SELECT ?s (r:grade(?s, "2019-12-31") AS ?known)
      (r:grade(COALESCE(?es, r:unbounded), COALESCE(?ls, r:unbounded), COALESCE(?ee, r:unbounded),
               COALESCE(?le, r:unbounded), "2019-12-31") AS ?said)
      (IF(COALESCE(?ls <= ?day && ?day <= ?ee, false), "certain",
          IF(COALESCE(?es > ?day, false) || COALESCE(?le < ?day, false), "excluded", "possible")) AS ?plain)
    { ?s a ?relation VALUES ?relation { %s } BIND(r:dayNumber("2019-12-31") AS ?day)
      OPTIONAL { ?s r:earliestStartDay ?es } OPTIONAL { ?s r:latestStartDay ?ls }
      OPTIONAL { ?s r:earliestEndDay ?ee } OPTIONAL { ?s r:latestEndDay ?le } }
    """
    titles, found = sparql.rows(sparql.ask(data, query % " ".join(f"<{r}>" for r in v.RELATIONS)))
    rows = [dict(zip(titles, row, strict=True)) for row in found]
    derived = {s.id for s in statements(data) if s.derived}
    assert len(rows) == len(statements(data)) > 50
    assert {row["known"] for row in rows} == set(Grade)
    for row in rows:
        assert row["said"] == row["plain"]
        weak = row["s"] in derived and row["said"] == "certain"
        assert row["known"] == ("possible" if weak else row["said"]), row


def test_two_statements(data: Dataset) -> None:
    known = [s for s in statements(data) if s.time is not None][:12]
    for a in known:
        for b in known:
            assert a.time is not None
            assert b.time is not None
            expected = grade_during(a.time.bounds, b.time.bounds)
            if (a.derived or b.derived) and expected is Grade.CERTAIN:
                expected = Grade.POSSIBLE
            assert called(data, "overlap", ox.NamedNode(a.id), ox.NamedNode(b.id)) == expected


def test_what_is_derived_is_never_certain(data: Dataset) -> None:
    derived = [s for s in statements(data) if s.derived and s.time is not None]
    for one in derived:
        assert called(data, "certainOn", ox.NamedNode(one.id), on(18_000)) == "false"


def test_in_a_query(data: Dataset) -> None:
    assert answers(data, 'r:date(r:dayNumber("2020-02-28") + 2)') == ["2020-03-01"]
    assert answers(data, 'r:dayNumber("2020-08-10"^^xsd:date)') == [str(day("2020-08-10"))]
    assert answers(data, 'r:grade("2014-01-01", "2014-12-31", "2020-01-01", r:unbounded, "2014")') == [
        "possible"
    ]
    assert answers(data, 'r:certainOn(1, 2, 5, 9, "1970-01-03/1970-01-06")') == ["true"]
    text = "PREFIX t: <https://w3id.org/respondeat/ns#> ASK { FILTER(t:certainOn(1, 2, 5, 9, 3)) }"
    assert list(sparql.rows(sparql.ask(data, text))[1]) == [["yes"]]


@pytest.mark.parametrize(
    "expression",
    [
        'r:grade(?unbound, "2020-08-10")',
        'r:grade(<https://w3id.org/respondeat/id/none>, "2020-08-10")',
        'r:grade("text", "2020-08-10")',
        'r:grade(9, 5, 1, 0, "2020-08-10")',
        "r:grade(1, 2, 3, 4, 2.5)",
        "r:grade(1, 2, 3, 4, <a:b>)",
        'r:grade(1, 2, 3, 4, STR("2020-13"))',
        'r:grade(1, 2, 3, 4, "2021", "2020")',
        'r:grade(1, 2, 3, 4, "2020-08-10"@en)',
        'r:grade(1, 2, 3, "x", "2020-08-10")',
        "r:date(99999999999)",
        'r:date("1")',
        'r:dayNumber(STR("2020-02-30"))',
        "r:overlap(1, 2)",
    ],
)
def test_what_cannot_be_computed_is_an_error_of_the_expression(data: Dataset, expression: str) -> None:
    assert answers(data, expression) == [""]
    assert answers(data, f"COALESCE({expression}, 'none')") == ["none"]


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ('r:certianOn(?s, "2020-08-10")', r"no function r:certianOn \(line 1, column 9\).*r:certainOn"),
        ("r:certainOn(?s)", "does not take 1 arguments"),
        ("r:certainOn()", "does not take 0 arguments"),
        ('r:certainOn(?s, "2020-08-10", "2020-08-11")', "does not take 3 arguments"),
        ('r:certainOn(?s, "2020-08-32")', "does not exist"),
        ('r:certainOn(?s, "2020-02-30"^^xsd:date)', "does not exist"),
        ('r:certainOn(?s, "01.08.2020")', "is not a date in EDTF"),
        ('r:grade(?s, "2020-08-10", "")', "r:grade is wrong"),
        ('r:grade(?s, "2020/..")', "is not a date in EDTF"),
        ('r:certainIn(1, 2, 3, 4, "2020-13-01", "2021")', "does not exist"),
        ('r:dayNumber("2020-08")', "not a day"),
        ("r:overlap(?a, ?b, ?c)", "does not take 3 arguments"),
        ("r:date(1, 2)", "does not take 2 arguments"),
        ('IF(true, 1, STR(r:nothing((1), "a,b", EXISTS { ?a a ?b })))', "no function r:nothing"),
    ],
)
def test_calls_that_cannot_be_meant_are_refused_before_anything_runs(
    data: Dataset, expression: str, says: str
) -> None:
    with pytest.raises(QueryError, match=says):
        answers(data, expression)
    with pytest.raises(QueryError):
        sparql.ask(data, f"ASK {{ FILTER({expression} = 1) }}")


def test_as_a_condition_too(data: Dataset) -> None:
    with pytest.raises(QueryError, match="no function r:nothing"):
        sparql.ask(data, "ASK { FILTER r:nothing(1) }")
    assert list(sparql.rows(sparql.ask(data, "ASK { FILTER r:certainOn(1, 1, 3, 3, 2) }"))[1]) == [["yes"]]


def test_names_of_functions_are_no_terms(data: Dataset) -> None:
    assert set(FORMS) == {name.value for name in functions(data)}
    assert {*FORMS, UNBOUNDED}.isdisjoint({*v.CLASSES, *v.PROPERTIES})


def test_a_reader_below_knows_nothing_of_statements_above(two_levels: Path) -> None:
    with Dataset.open(two_levels, "sealed") as owner, Dataset.open(two_levels, "public") as reader:
        above = {s.id for s in statements(owner)} - {s.id for s in statements(reader)}
        assert above
        for id in above:
            assert called(owner, "grade", ox.NamedNode(id), on(18_000)) is not None
            assert called(reader, "grade", ox.NamedNode(id), on(18_000)) is None
