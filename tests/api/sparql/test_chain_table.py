"""The command graph in SPARQL: tables have the rows of the answers, wherever in a query they are called."""

from collections.abc import Iterator
from itertools import chain as joined
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers, sparql
from respondeat.api.dataset import BODIES, Dataset
from respondeat.api.sparql.chain_table import expand
from respondeat.api.sparql.checked import check
from respondeat.api.sparql.tables import TABLES
from respondeat.errors import DateError, InputError, QueryError, Stopped, UnknownName
from respondeat.graph.command import Mode
from respondeat.ontology import vocabulary as v

Row = dict[str, str]
NS = "https://w3id.org/respondeat/ns#"


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as opened:
        yield opened


def asked(data: Dataset, query: str) -> list[Row]:
    titles, rows = sparql.rows(sparql.ask(data, query))
    return [dict(zip(titles, row, strict=True)) for row in rows]


def table(data: Dataset, name: str, *given: str) -> list[Row]:
    """All columns of a table."""
    columns = " ".join(f"?{c}" for c in TABLES[v.R + name].columns)
    arguments = " ".join(f'"{g}"' if ":" not in g else f"<{g}>" for g in given)
    return asked(data, f"SELECT * {{ ({arguments}) r:{name} ({columns}) }}")


def ends(days: list[list[str | None]]) -> Row:
    first, last = (days[0][0], days[-1][1]) if days else (None, None)
    return {"from": first or "", "to": last or ""}


def ordered(rows: list[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


def chain_rows(answer: dict[str, Any]) -> list[Row]:
    return [
        {
            "chain": str(n),
            "hop": str(m),
            "lower": hop["source"]["id"],
            "upper": hop["target"]["id"],
            "link": hop["link"],
            "grade": hop["grade"],
            "state": hop["state"],
            "chainGrade": one["grade"],
            "front": str(one["front"]),
            **ends(one["feasible"]),
        }
        for n, one in enumerate(answer["chains"], 1)
        for m, hop in enumerate(one["hops"], 1)
    ]


def check_chains(data: Dataset, target: str, *given: str) -> int:
    """The chain tables of a target against the answer; how many rows there are."""
    on, mode = (*given, None, None)[:2]
    answer = answers.chain(data, target, on, mode=Mode(mode or "some"))
    expected = chain_rows(answer)
    assert ordered(table(data, "chain", target, *given)) == ordered(expected)
    cited = {row["statement"] for row in table(data, "chainStatement", target, *given)}
    assert cited == {s for one in answer["chains"] for hop in one["hops"] for s in hop["statements"]}
    return len(expected)


def of(data: Dataset, *classes: str) -> list[str]:
    return sorted(joined.from_iterable(data.reader.instances(v.R + cls) for cls in classes))


def test_chains_are_those_of_the_answer(data: Dataset) -> None:
    found = 0
    for event in of(data, "Event"):
        for given in ((), ("2020-05",), ("2020-05-03/2020-06-01", "throughout")):
            try:
                found += check_chains(data, event, *given)
            except InputError:  # nobody dates it
                with pytest.raises(InputError):
                    table(data, "chain", event, *given)
    for body in of(data, "Body", "Person"):
        found += check_chains(data, body, "2020-05-03")
    assert found > 50


def test_boards_are_those_of_the_answers(data: Dataset) -> None:
    found = 0
    for body in of(data, "Body"):
        for on in ("2020-05-03", "2019"):
            heads = answers.commanders(data, body, on)["heads"]
            expected = [
                {
                    "person": row["person"]["id"],
                    **{key: row[key] or "" for key in ("grade", "basis", "state", "capacity", "title")},
                    **ends(row["days"]),
                }
                for row in heads
            ]
            assert ordered(table(data, "commanders", body, on)) == ordered(expected)
            pairs = [
                {"person": row["person"]["id"], "statement": s} for row in heads for s in row["statements"]
            ]
            assert ordered(table(data, "commandersStatement", body, on)) == ordered(pairs)
            found += len(expected)
            for name, ask, who in (
                ("superiors", answers.superiors, "superior"),
                ("subordinates", answers.subordinates, "subordinate"),
            ):
                others = ask(data, body, on)[name]
                expected = [
                    {
                        who: row["body"]["id"],
                        **{key: row[key] for key in ("grade", "basis", "state", "link")},
                        **ends(row["days"]),
                    }
                    for row in others
                ]
                assert ordered(table(data, name, body, on)) == ordered(expected)
                pairs = [
                    {who: row["body"]["id"], "statement": s} for row in others for s in row["statements"]
                ]
                assert ordered(table(data, f"{name}Statement", body, on)) == ordered(pairs)
                found += len(expected)
    assert found > 30


def test_events_under_command_are_those_of_the_answer(data: Dataset) -> None:
    found = 0
    for person in of(data, "Person"):
        events = answers.events_under(data, person)["events"]
        expected = [
            {
                "event": row["event"]["id"],
                "grade": row["grade"],
                "first": row["on"][0] or "",
                "last": row["on"][1] or "",
                **ends(row["days"]),
            }
            for row in events
        ]
        assert ordered(table(data, "eventsUnder", person)) == ordered(expected)
        bodies = [{"event": row["event"]["id"], "body": b["id"]} for row in events for b in row["bodies"]]
        assert ordered(table(data, "eventsUnderBody", person)) == ordered(bodies)
        said = [{"event": row["event"]["id"], "statement": s} for row in events for s in row["statements"]]
        assert ordered(table(data, "eventsUnderStatement", person)) == ordered(said)
        found += len(expected)
    assert found > 3


def test_the_seed_data(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        rows = 0
        for target in [*of(data, "Event")[::9], *of(data, "Body")[::40]]:
            try:
                rows += check_chains(data, target, "2020-08-10")
            except Stopped:
                assert answers.chain(data, target, "2020-08-10")["truncated"]
        assert rows > 100


def test_what_sparql_can_say_by_itself(data: Dataset) -> None:
    """Heads who are certain on a day, by the integer days of their postings."""
    query = """SELECT DISTINCT ?body ?person { ?s a r:Posting ; r:body ?body ; r:holder ?person ;
        r:capacity ?c ; r:latestStartDay ?ls ; r:earliestEndDay ?ee . VALUES ?c { r:head r:actingHead }
        FILTER(r:dayNumber("2020-05-03") >= ?ls && r:dayNumber("2020-05-03") <= ?ee)
        FILTER NOT EXISTS { ?s r:derived true }
        FILTER NOT EXISTS { ?a r:assesses ?s ; r:status r:rejected }
        FILTER NOT EXISTS { ?x prov:invalidated ?s } }"""
    plain = {(row["body"], row["person"]) for row in asked(data, query)}
    called = {
        (body, row["person"])
        for body in of(data, *BODIES)
        for row in table(data, "commanders", body, "2020-05-03")
        if row["grade"] == "certain"
    }
    assert len(called) > 2
    assert called == plain


CALL = '("Unit One" "2015-01-01") r:superiors (?above ?grade)'
ABOVE = v.ID + "b-two"


@pytest.fixture(scope="module")
def units(two_levels: Path) -> Iterator[Dataset]:
    with Dataset.open(two_levels, "public") as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?above {{ {CALL} }}",
        f"SELECT ?above {{ {CALL} . }}",
        f"SELECT ?above {{ {CALL} . ?above a r:Body }}",
        f"SELECT ?above {{ ?above a r:Body . {CALL} }}",
        f"SELECT ?above {{ ?above a r:Body . {CALL} . }}",
        f"SELECT ?above {{ ?above a r:Body . {CALL} . ?above a ?type }}",
        f"SELECT ?above {{ ?above a _:type . {CALL} . ?above a _:type }}",
        f"SELECT ?above {{ ?above a [] . {CALL} . FILTER(?grade = 'certain') ?above a ?type . }}",
        f"SELECT ?above {{ FILTER(?grade = 'certain') {CALL} }}",
        f"SELECT ?above {{ {{ {CALL} }} {{ ?above a r:Body }} }}",
        f"SELECT DISTINCT ?above {{ {{ {CALL} }} UNION {{ {CALL} }} }}",
        f"SELECT ?above {{ {{ SELECT ?above {{ {CALL} }} LIMIT 1 }} }}",
        f"SELECT ?above {{ ?above a r:Body OPTIONAL {{ {CALL} }} FILTER(BOUND(?grade)) }}",
        f"SELECT ?above {{ ?above a r:Body FILTER EXISTS {{ {CALL} }} }}",
        f"SELECT ?above {{ ?b a r:Body . {CALL} MINUS {{ {CALL} FILTER(?b = ?above) }} }}",
        f"SELECT DISTINCT ?above {{ GRAPH ?g {{ {CALL} . ?above a r:Body }} }}",
        f"SELECT DISTINCT ?above {{ GRAPH ?g {{ {CALL} }} }}",
        f"SELECT ?above {{ {CALL} . ('Unit Two' '2015-01-01') r:subordinates (?below) }}",
        f"SELECT ?above {{ {CALL} . {CALL} }}",
        "SELECT ?above { (d:b-one '2015-01-01'^^xsd:date) r:superiors (?above) }",
        'SELECT ?above { (d:b-one "2015-01-01") r:superiors (?above) }',
        f"PREFIX r: <urn:x> PREFIX y: <{NS}sup> SELECT ?above {{ ('Unit One'@en '2015') y:eriors (?above) }}",
        f"SELECT ?above {{ ('''Unit One''' \"\"\"2015\"\"\") <{NS}superiors> (?above) }}",
        f"BASE <{NS}> SELECT ?above {{ (d:b-one '2015') <#superiors> (?above) }}",
        "SELECT ?above { ( # c )\n d:b-one # d\n '2015' # e\n ) r:superiors # f\n ( # g\n ?above ) # h\n }",
    ],
)
def test_calls_stand_wherever_triples_can(units: Dataset, query: str) -> None:
    found = [row["above"] for row in asked(units, query)]
    if "MINUS" in query or "EXISTS" in query:
        assert set(found) == {ABOVE}
    else:
        assert found == [ABOVE]


def test_constructs_and_questions_too(units: Dataset) -> None:
    found = sparql.ask(units, f"CONSTRUCT {{ ?above r:above 'Unit One' }} {{ {CALL} }}")
    assert list(sparql.rows(found)[1]) == [[ABOVE, v.R + "above", "Unit One"]]
    assert list(sparql.rows(sparql.ask(units, f"ASK {{ {CALL} }}"))[1]) == [["yes"]]
    none = "('Unit Two' '2015-01-01') r:superiors (?above)"
    assert list(sparql.rows(sparql.ask(units, f"ASK {{ {none} }}"))[1]) == [["no"]]
    assert asked(units, f"SELECT * {{ VALUES ?a {{ 1 }} OPTIONAL {{ {none} }} }}") == [
        {"a": "1", "above": ""}
    ]


def test_nothing_above_the_level_of_the_reader(two_levels: Path) -> None:
    """Neither rows nor names nor what an error says."""
    call = "SELECT * { ('Unit Two' '2015-01-01') r:chain (?c ?h ?lower ?upper) }"
    name = "SELECT * { ('Unit Three' '2015-01-01') r:chain (?c) }"
    hidden = v.ID + "b-three"
    with Dataset.open(two_levels, "restricted") as above, Dataset.open(two_levels, "public") as below:
        assert hidden in {row["upper"] for row in asked(above, call)}
        assert hidden not in {row["upper"] for row in asked(below, call)}
        assert asked(above, name)
        for query in (name, name.replace("'Unit Three'", "d:b-three")):
            with pytest.raises(UnknownName) as caught:
                asked(below, query)
            assert all("hree" not in str(c) for c in caught.value.candidates)
        nobody = name.replace("Unit Three", "Unit Eleven")
        with pytest.raises(UnknownName) as other:
            asked(below, nobody)
        assert other.value.detail.replace("Unit Eleven", "Unit Three") in caught_text(below, name)


def caught_text(data: Dataset, query: str) -> str:
    with pytest.raises(UnknownName) as caught:
        asked(data, query)
    return caught.value.detail


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(?x '2015') r:superiors (?a)", r"\?x is no constant .* \(line 1, column 13\). Write it so: \("),
        ("('x' _:b) r:superiors (?a)", "_:b is no constant"),
        ("('x' ('y')) r:superiors (?a)", "is no constant"),
        ("('x' 2015-01-01) r:superiors (?a)", "-01 is no constant .names and days stand in quotes"),
        ("('Unit One') r:superiors (?a)", "takes 2 arguments, not 1"),
        ("('Unit One' '2015' 'day') r:superiors (?a)", "takes 2 arguments, not 3"),
        ("('Unit One' '2015' 'never') r:chain (?a)", "its mode is one of day, some, throughout"),
        ("('Unit One' '2015' 'day' 'day') r:chain (?a)", "takes 1 to 3 arguments, not 4"),
        ("('Unit One' '2015') r:superiors (1)", "1 is no variable"),
        ("('Unit One' '2015') r:superiors (?a 'b')", "'b' is no variable"),
        ("('Unit One' '2015') r:superiors (?a ?a)", r"\?a stands twice"),
        ("('Unit One' '2015') r:superiors (?a $a)", r"\?a stands twice"),
        ("('Unit One' '2015') r:superiors (?1 ?2 ?3 ?4 ?5 ?6 ?7 ?8)", "has 7 outputs, not 8"),
        ("('Unit One' '2015') r:superiors ?a", "outputs stand in one list"),
        ("('Unit One' '2015') r:superiors ()", "outputs stand in one list"),
        ("('Unit One' '2015') r:superiors (?a), (?b)", "is no variable"),
        ("('Unit One' '2015') r:superiors (?a) ; a ?b", "outputs stand in one list"),
        ("('Unit One' '2015') a ?b ; r:superiors (?a)", "arguments stand in one list"),
        ("?x r:superiors (?a)", "arguments stand in one list"),
        ("() r:superiors (?a)", "arguments stand in one list"),
        ("[ r:superiors (?a) ] a ?b", "arguments stand in one list"),
        ("('x') a [ r:superiors (?a) ]", "is a table and stands in a pattern"),
        ("('x' '2015') r:superiors* (?a)", "is a table and stands in a pattern"),
        ("('x' '2015') r:superiors|a (?a)", "is a table and stands in a pattern"),
        ("('x' '2015') ^r:superiors (?a)", "is a table and stands in a pattern"),
        ("('x' '2015') (r:superiors) (?a)", "is a table and stands in a pattern"),
        ("?x a r:superiors", "is a table and stands in a pattern"),
        ("?x ?y ?z FILTER(?z = r:superiors)", "is a table and stands in a pattern"),
    ],
)
def test_calls_that_are_none_say_what_is_wrong(units: Dataset, pattern: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        asked(units, f"SELECT * {{ {pattern} }}")


def test_a_template_calls_nothing(units: Dataset) -> None:
    for query in (f"CONSTRUCT {{ {CALL} }} {{ }}", f"CONSTRUCT WHERE {{ {CALL} }}"):
        with pytest.raises(QueryError, match="is a table and stands in a pattern"):
            asked(units, query)


def test_what_the_question_cannot_answer_is_told_as_the_question_tells_it(units: Dataset) -> None:
    with pytest.raises(UnknownName, match="'Unit Onne'") as caught:
        asked(units, "SELECT * { ('Unit Onne' '2015') r:superiors (?a) }")
    assert v.ID + "b-one" in {c["id"] for c in caught.value.candidates}
    with pytest.raises(DateError, match="does not exist"):
        asked(units, "SELECT * { ('Unit One' '2015-02-30') r:superiors (?a) }")
    with pytest.raises(InputError, match="no event"):
        asked(units, "SELECT * { ('Unit One') r:chain (?a) }")


def test_rows_are_counted_over_all_tables_of_a_query(units: Dataset) -> None:
    checked = check(f"SELECT * {{ {CALL} {{ {CALL} }} UNION {{ {CALL} }} }}")
    assert expand(checked, units, 3).count("b-two") == 3
    with pytest.raises(Stopped, match="more than 2 rows") as caught:
        expand(checked, units, 2)
    assert (caught.value.limit, caught.value.allowed) == ("rows", 2)


def test_too_many_chains_are_no_table(units: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answers.chain

    def cut(*given: Any, **more: Any) -> Any:
        return {**whole(*given, **more), "truncated": True}

    monkeypatch.setattr(answers, "chain", cut)
    with pytest.raises(Stopped, match="whole or not at all") as caught:
        asked(units, "SELECT * { ('Unit One' '2015') r:chain (?c) }")
    assert caught.value.limit == "chains"


def test_the_limit_goes_to_the_top_of_what_was_expanded(units: Dataset) -> None:
    checked = check(f"SELECT * {{ ?a ?b ?c . {CALL} }} OFFSET 0 # LIMIT 9")
    text = expand(checked, units, None, 4)
    assert text.endswith(" OFFSET 0 LIMIT 4  # LIMIT 9")
    again = check(text)
    assert again.limited(3).endswith(" OFFSET 0 LIMIT 3  # LIMIT 9")
    assert expand(check("SELECT * { ?a ?b ?c }"), units) == "SELECT * { ?a ?b ?c }"


def test_names_of_tables_are_no_terms() -> None:
    assert set(TABLES).isdisjoint({*v.CLASSES, *v.PROPERTIES})
    for table in TABLES.values():
        assert len(set(table.columns)) == len(table.columns)
        assert 1 <= table.needed <= len(table.arguments)
