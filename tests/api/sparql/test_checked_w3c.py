"""The W3C's SPARQL 1.1 suite: every valid query passes, every update is refused."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from respondeat.api.sparql.bounds import Bounds
from respondeat.api.sparql.checked import check
from respondeat.api.sparql.names import names
from respondeat.errors import ForbiddenQuery, QueryError, RespondeatError

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"

WITH_SERVICE = {
    *(f"service/manifest#service{n}" for n in ("1", "2", "3", "4a", "5", "6", "7")),
    *(f"syntax-fed/manifest#test_{n}" for n in (1, 2, 3)),
}
"""Queries that ask other servers: forbidden."""

EMPTY_UPDATES = {f"syntax-update-1/manifest#test_{n}" for n in (38, 39, 40)}
"""Updates without an operation (comments, a prologue): no query is in them, and none of an update."""

MISREAD = {
    "aggregates/manifest#agg-empty-group-count-graph",
    "bindings/manifest#graph",
    "negation/manifest#graph-minus",
}
"""Queries that the engine alone answers wrongly: GRAPH with a variable around VALUES, MINUS, a query."""

LONG = "syntax-update-2/manifest#syntax-update-other-01"
"""An update of more than 8 KB."""


class Case(NamedTuple):
    """A test of a manifest with the text that it is about."""

    iri: str
    kind: str
    path: Path
    data: tuple[Path, ...]
    graphs: tuple[Path, ...]

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")


@pytest.fixture(scope="module")
def tests(test_data: Callable[[str], Path]) -> tuple[Case, ...]:
    root = test_data("w3c-rdf-tests") / "sparql" / "sparql11"
    return tuple(t for path in sorted(root.glob("*/manifest.ttl")) for t in read(path))


def read(manifest: Path) -> Iterator[Case]:
    base = BASE + manifest.parent.name + "/"
    store = ox.Store()
    store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=base + "manifest")

    def objects(subject: ox.NamedNode | ox.BlankNode, *props: str) -> list[ox.NamedNode | ox.BlankNode]:
        found = [q.object for p in props for q in store.quads_for_pattern(subject, ox.NamedNode(p), None)]
        return [o for o in found if isinstance(o, (ox.NamedNode, ox.BlankNode))]

    def paths(nodes: list[ox.NamedNode | ox.BlankNode]) -> tuple[Path, ...]:
        return tuple(manifest.parent / n.value.removeprefix(base) for n in nodes if n.value.startswith(base))

    for quad in store.quads_for_pattern(None, ox.NamedNode(MF + "action"), None):
        test, action = quad.subject, quad.object
        assert isinstance(test, ox.NamedNode)
        assert isinstance(action, (ox.NamedNode, ox.BlankNode))
        kind = objects(test, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")[0].value.rpartition("#")[2]
        text = paths([action]) or paths(objects(action, QT + "query", UT + "request"))
        if text and text[0].suffix in (".rq", ".ru"):
            iri = test.value.removeprefix(BASE)
            yield Case(
                iri,
                kind,
                text[0],
                paths(objects(action, QT + "data")),
                paths(objects(action, QT + "graphData")),
            )


QUERIES = {"PositiveSyntaxTest11", "QueryEvaluationTest", "CSVResultFormatTest"}
UPDATES = {"PositiveUpdateSyntaxTest11", "UpdateEvaluationTest"}


def refusal(test: Case) -> type[RespondeatError] | None:
    try:
        found = check(test.text, Bounds(None) if test.iri == LONG else Bounds(), BASE)
        names(found.parsed, BASE)
    except RespondeatError as error:
        return type(error)
    return None


def test_the_suite_is_all_there(tests: tuple[Case, ...]) -> None:
    found = Counter(t.kind for t in tests)
    assert sum(found[kind] for kind in QUERIES) >= 290
    assert found["NegativeSyntaxTest11"] >= 40
    assert sum(found[kind] for kind in UPDATES) >= 130


def test_every_valid_query_passes_within_the_usual_bounds(tests: tuple[Case, ...]) -> None:
    asked = (t for t in tests if t.kind in QUERIES and t.iri not in MISREAD)
    refused = {t.iri: error for t in asked if (error := refusal(t))}
    assert refused == dict.fromkeys(WITH_SERVICE, ForbiddenQuery)


def test_every_invalid_query_is_refused_here_or_by_the_engine_before_it_runs(tests: tuple[Case, ...]) -> None:
    invalid = [t for t in tests if t.kind == "NegativeSyntaxTest11"]
    left = [t for t in invalid if refusal(t) is None]
    assert 0 < len(left) < len(invalid) / 2  # scopes of variables, counts of values, undeclared prefixes
    for test in left:
        with pytest.raises(SyntaxError):
            ox.Store().query(test.text, base_iri=BASE)


def test_every_update_is_forbidden(tests: tuple[Case, ...]) -> None:
    refused = {t.iri: refusal(t) for t in tests if t.kind in UPDATES}
    expected = {iri: QueryError if iri in EMPTY_UPDATES else ForbiddenQuery for iri in refused}
    assert refused == expected
    for test in tests:
        if test.kind == "NegativeUpdateSyntaxTest11":
            assert refusal(test) in (ForbiddenQuery, QueryError)


def test_limits_are_those_of_the_top(tests: tuple[Case, ...]) -> None:
    """A limit above the number of solutions changes nothing, one below gives that many."""
    done = 0
    for test in tests:
        if test.kind != "QueryEvaluationTest" or test.iri in WITH_SERVICE | MISREAD:
            continue
        store = ox.Store()
        for paths, named in ((test.data, False), (test.graphs, True)):
            for path in paths:
                graph = ox.NamedNode(BASE + path.name) if named else None
                format = ox.RdfFormat.from_extension(path.suffix[1:])
                store.load(path=str(path), format=format, base_iri=BASE + path.name, to_graph=graph)
        checked = check(test.text, Bounds(), BASE)
        if checked.form != "SELECT":
            continue
        try:
            rows = list(solutions(store, test.text))
        except SyntaxError:
            continue  # what the engine does not take; so it is without us
        assert len(list(solutions(store, checked.limited(10_000)))) == len(rows), test.iri
        assert len(list(solutions(store, checked.limited(1)))) == min(1, len(rows)), test.iri
        assert list(solutions(store, checked.limited(0))) == []
        done += 1
    assert done > 150


def solutions(store: ox.Store, text: str) -> ox.QuerySolutions:
    found = store.query(text, base_iri=BASE)
    assert isinstance(found, ox.QuerySolutions)
    return found
