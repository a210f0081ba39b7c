"""One test of the suite run by the engine alone, and through the endpoint in every form it is answered in."""

import re
from collections import Counter
from typing import Final, Protocol

import httpx2
import pyoxigraph as ox
import rdflib

from tests.conformance.compare import (
    RS,
    Answer,
    Rows,
    Term,
    as_csv,
    from_csv,
    from_json,
    from_rdf,
    from_tsv,
    from_xml,
    literal,
    read_graph,
    same,
)
from tests.conformance.raw import loaded
from tests.conformance.suite import EVALUATION, Case

BASE: Final = "http://testserver/"
"""What relative IRIs are resolved against at `BASE` + "sparql"; so the files of a test are named after it."""

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
TSV: Final = "text/tab-separated-values"
CSV: Final = "text/csv"
GRAPHS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/n-quads": "nt",  # an answer is one graph, the default one
    "application/trig": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
_FROM: Final = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_ORDERED: Final = re.compile(r"\}[^}]*\bORDER\s+BY\b[^}]*$", re.IGNORECASE)


class Holder(Protocol):
    """Whatever answers from a store that it is given."""

    def hold(self, store: ox.Store) -> None:
        """Answer from this store from now on."""
        ...


def store_of(case: Case, base: str = BASE) -> ox.Store:
    """The data of a test. What a query reads FROM and no manifest gives is there and empty."""
    given = {base + path.name for path in case.named}
    said = {iri if ":" in iri else base + iri for iri in _FROM.findall(case.text)}
    return loaded(case.data, case.named, base, sorted(said - given))


def expected(case: Case, base: str = BASE) -> Answer:
    """What a test wants."""
    assert case.result is not None
    body = case.result.read_bytes()
    match case.result.suffix:
        case ".srx":
            return from_xml(body)
        case ".srj":
            return from_json(body)
        case ".tsv":
            return from_tsv(body)
        case _:
            graph = read_graph(body, "turtle", base + case.result.name)
            return from_rdf(graph) if (None, None, RS.ResultSet) in graph else graph


def ordered(case: Case) -> bool:
    """Whether the order of the rows is part of the answer."""
    return _ORDERED.search(re.sub(r"#[^\n]*", "", case.text)) is not None


def engine_passes(case: Case) -> bool:
    """Whether the engine alone, asked in this process, passes."""
    store = store_of(case)
    try:
        found = store.query(case.text, base_iri=BASE + "sparql")
        if case.kind not in EVALUATION:
            return case.kind == "PositiveSyntaxTest11"
        return _passes(case, found)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return case.kind == "NegativeSyntaxTest11"


def _passes(case: Case, found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> bool:
    if case.kind == "CSVResultFormatTest":
        assert isinstance(found, ox.QuerySolutions) and case.result is not None
        return _same_csv(_rows(found), case.result.read_bytes())
    return same(expected(case), _answer(found), ordered=ordered(case))


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        return _rows(found)
    lines = "".join(f"{triple} .\n" for triple in found)
    return read_graph(lines, "nt", BASE)


def _rows(found: ox.QuerySolutions) -> Rows:
    names = tuple(one.value for one in found.variables)
    solutions = tuple({name: _term(row[name]) for name in names if row[name] is not None} for row in found)
    return Rows(names, solutions)


def _term(term: object) -> Term:
    match term:
        case ox.NamedNode():
            return ("iri", term.value)
        case ox.BlankNode():
            return ("bnode", term.value)
        case ox.Literal():
            return literal(term.value, term.datatype.value if not term.language else "", term.language or "")
        case _:
            raise AssertionError(term)


def failures(case: Case, raw: Holder, client: httpx2.Client) -> list[str]:
    """What of a test fails through the endpoint: nothing when it passes."""
    raw.hold(store_of(case))
    if case.kind == "NegativeSyntaxTest11":
        refused = client.post("/sparql", data={"query": case.text})
        told = (refused.status_code, refused.json().get("type"))
        return [] if told == (400, "/problems/query") else [f"not refused as a query: {told}"]
    if case.kind == "PositiveSyntaxTest11":
        taken = client.post("/sparql", data={"query": case.text})
        return [] if taken.status_code == 200 else [f"{taken.status_code} {taken.text}"]
    if case.kind == "CSVResultFormatTest":
        assert case.result is not None
        names, rows = from_csv(case.result.read_bytes())
        body = _ask(client, case, CSV)
        return [] if isinstance(body, bytes) and _reordered(body, names) == rows else [f"CSV: {body!r}"]
    return _evaluated(case, expected(case), client)


def _evaluated(case: Case, wanted: Answer, client: httpx2.Client) -> list[str]:
    if isinstance(wanted, rdflib.Graph):
        fails = (_graph_fails(case, wanted, form, client) for form in GRAPHS)
        return [one for one in fails if one]
    readers = {JSON: from_json, XML: from_xml}
    if isinstance(wanted, Rows):
        readers[TSV] = from_tsv
    told = []
    for form, read in readers.items():
        body = _ask(client, case, form)
        if isinstance(body, str) or not same(wanted, read(body), ordered=ordered(case)):
            told.append(f"{form}: {body!r}")
    if isinstance(wanted, Rows):
        body = _ask(client, case, CSV)
        if isinstance(body, str) or not _same_csv(wanted, body):
            told.append(f"{CSV}: {body!r}")
    return told


def _reordered(body: bytes, names: list[str]) -> Counter[tuple[str, ...]]:
    """The rows of a CSV with its columns in another order."""
    first, rows = from_csv(body)
    places = [first.index(name) for name in names]
    made: Counter[tuple[str, ...]] = Counter()
    for row, count in rows.items():
        made[tuple(row[place] for place in places)] += count
    return made


def _same_csv(wanted: Rows, body: bytes) -> bool:
    names, rows = from_csv(body)
    return set(names) - {""} == set(wanted.variables) and rows == as_csv(wanted, names)


def _graph_fails(case: Case, wanted: rdflib.Graph, form: str, client: httpx2.Client) -> str:
    """What fails in a form; "" for nothing. RDF/XML may refuse what it cannot hold."""
    body = _ask(client, case, form)
    if isinstance(body, str):
        return f"{form}: {body}"
    return "" if same(wanted, read_graph(body, GRAPHS[form], BASE)) else f"{form}: {body!r}"


def _ask(client: httpx2.Client, case: Case, form: str) -> bytes | str:
    """The body of an answer in a form; what was refused as text. Each form comes by another way of asking."""
    accept = {"Accept": form}
    match form:
        case "application/sparql-results+xml" | "text/turtle":
            answer = client.post("/sparql", data={"query": case.text}, headers=accept)
        case "text/tab-separated-values" | "application/n-triples":
            said = accept | {"Content-Type": "application/sparql-query"}
            answer = client.post("/sparql", content=case.text.encode(), headers=said)
        case _:
            answer = client.get("/sparql", params={"query": case.text}, headers=accept)
    if answer.status_code != 200 or not answer.headers["content-type"].startswith(form):
        return f"{answer.status_code} {answer.headers['content-type']} {answer.text[:400]}"
    return answer.content
