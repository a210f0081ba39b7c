"""Whether two answers are the same: bags of solutions and graphs up to the names of blank nodes.

Read and compared without the engine that is tested. Literals with a datatype of numbers, of truth or of time
are compared by value, since the store keeps them in their canonical form; all others as they are written.
"""

import csv
import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.etree import ElementTree

import rdflib
from rdflib.compare import isomorphic

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RS: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SRX: Final = "{http://www.w3.org/2005/sparql-results#}"
_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "nonPositiveInteger"),
        *("negativeInteger", "positiveInteger", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
)
Term = tuple[str, ...]
"""("iri", value), ("bnode", label) or ("literal", lexical form, datatype, language)."""


@dataclass(frozen=True)
class Rows:
    """An answer of SELECT."""

    variables: tuple[str, ...]
    solutions: tuple[Mapping[str, Term], ...]


Answer = Rows | bool | rdflib.Graph


def literal(text: str, datatype: str = "", language: str = "") -> Term:
    """A literal, by value where its datatype has a canonical form."""
    if language:
        return ("literal", text, "", language.lower())
    return ("literal", canonical(text, datatype), "" if datatype == f"{XSD}string" else datatype, "")


def canonical(text: str, datatype: str) -> str:
    """The value of a literal as text; what is not in its datatype as it is."""
    try:
        if datatype in _INTEGERS:
            return str(int(text))
        if datatype == f"{XSD}decimal":
            return str(Decimal(text).normalize() + 0)
        if datatype in (f"{XSD}double", f"{XSD}float"):
            return repr(float(text))
    except (ValueError, InvalidOperation):
        return text
    if datatype == f"{XSD}boolean":
        return {"1": "true", "0": "false"}.get(text, text)
    if datatype in (f"{XSD}dateTime", f"{XSD}time"):
        return re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", text.replace("+00:00", "Z")).replace(".Z", "Z")
    return text


def from_json(body: bytes) -> Rows | bool:
    """SPARQL 1.1 Query Results JSON Format."""
    found = json.loads(body)
    if "boolean" in found:
        assert isinstance(found["boolean"], bool)
        return found["boolean"]
    solutions = tuple(
        {name: _json_term(term) for name, term in row.items()} for row in found["results"]["bindings"]
    )
    return Rows(tuple(found["head"]["vars"]), solutions)


def _json_term(term: Mapping[str, Any]) -> Term:
    match term["type"]:
        case "uri":
            return ("iri", term["value"])
        case "bnode":
            return ("bnode", term["value"])
        case "literal" | "typed-literal":
            return literal(term["value"], term.get("datatype", ""), term.get("xml:lang", ""))
        case other:
            raise AssertionError(other)


def from_xml(body: bytes) -> Rows | bool:
    """SPARQL Query Results XML Format."""
    root = ElementTree.fromstring(body)
    said = root.find(f"{SRX}boolean")
    if said is not None:
        assert said.text in ("true", "false")
        return said.text == "true"
    variables = tuple(one.attrib["name"] for one in root.iter(f"{SRX}variable"))
    solutions = tuple(
        {one.attrib["name"]: _xml_term(one[0]) for one in row.iter(f"{SRX}binding")}
        for row in root.iter(f"{SRX}result")
    )
    return Rows(variables, solutions)


def _xml_term(term: ElementTree.Element) -> Term:
    text = term.text or ""
    match term.tag.removeprefix(SRX):
        case "uri":
            return ("iri", text)
        case "bnode":
            return ("bnode", text)
        case "literal":
            language = term.attrib.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            return literal(text, term.attrib.get("datatype", ""), language)
        case other:
            raise AssertionError(other)


_TSV_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def from_tsv(body: bytes) -> Rows:
    """SPARQL 1.1 Query Results TSV Format."""
    first, *lines = body.decode().removesuffix("\n").split("\n")
    variables = tuple(name.removeprefix("?") for name in first.split("\t") if name)
    solutions = []
    for line in lines:
        cells = line.removesuffix("\r").split("\t")
        assert len(cells) == max(1, len(variables)), line
        solutions.append(
            {name: _tsv_term(cell) for name, cell in zip(variables, cells, strict=False) if cell}
        )
    return Rows(variables, tuple(solutions))


def _tsv_term(cell: str) -> Term:
    if cell.startswith("<"):
        return ("iri", cell[1:-1])
    if cell.startswith("_:"):
        return ("bnode", cell[2:])
    if found := _TSV_LITERAL.fullmatch(cell):
        text = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), found[1], flags=re.DOTALL)
        return literal(text, found[3] or "", found[2] or "")
    if cell in ("true", "false"):
        return literal(cell, f"{XSD}boolean")
    if re.fullmatch(r"[+-]?\d+", cell):
        return literal(cell, f"{XSD}integer")
    kind = "double" if "e" in cell.lower() else "decimal"
    assert re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell), cell
    return literal(cell, f"{XSD}{kind}")


def from_rdf(graph: rdflib.Graph) -> Rows:
    """A result set as RDF: http://www.w3.org/2001/sw/DataAccess/tests/result-set."""
    whole = next(graph.subjects(rdflib.RDF.type, RS.ResultSet))
    solutions = tuple(
        {str(graph.value(one, RS.variable)): _rdf_term(graph.value(one, RS.value)) for one in bindings}
        for solution in graph.objects(whole, RS.solution)
        for bindings in [list(graph.objects(solution, RS.binding))]
    )
    return Rows(tuple(map(str, graph.objects(whole, RS.resultVariable))), solutions)


def _rdf_term(term: object) -> Term:
    match term:
        case rdflib.URIRef():
            return ("iri", str(term))
        case rdflib.BNode():
            return ("bnode", str(term))
        case rdflib.Literal():
            return literal(str(term), str(term.datatype or ""), term.language or "")
        case _:
            raise AssertionError(term)


def from_csv(body: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """SPARQL 1.1 Query Results CSV Format: only texts; blank nodes without their names, numbers by value."""
    first, *rows = list(csv.reader(io.StringIO(body.decode(), newline=""))) or [[]]
    blank = [""] if first else []
    return first, Counter(tuple(_csv_cell(cell) for cell in row or blank) for row in rows)


def _csv_cell(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    return repr(float(cell)) if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", cell) else cell


def as_csv(found: Rows, names: Sequence[str]) -> Counter[tuple[str, ...]]:
    """The rows as CSV would have them, with the columns in this order."""
    return Counter(
        tuple(
            _csv_cell("_:" if row[name][0] == "bnode" else row[name][1]) if name in row else ""
            for name in names
        )
        for row in found.solutions
    )


def same(expected: Answer, found: Answer, *, ordered: bool = False) -> bool:
    """Whether two answers are the same; with `ordered` also in the order of their rows."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, rdflib.Graph) or isinstance(found, rdflib.Graph):
        assert isinstance(expected, rdflib.Graph) and isinstance(found, rdflib.Graph)
        return isomorphic(_canonical_graph(expected), _canonical_graph(found))
    if set(expected.variables) != set(found.variables):
        return False
    if ordered and _masked(expected) != _masked(found):
        return False
    if not any(term[0] == "bnode" for row in expected.solutions for term in row.values()):
        return Counter(_masked(expected)) == Counter(_masked(found))
    return isomorphic(_as_graph(expected.solutions), _as_graph(found.solutions))


def _masked(found: Rows) -> list[frozenset[tuple[str, Term]]]:
    return [
        frozenset((name, ("bnode",) if term[0] == "bnode" else term) for name, term in row.items())
        for row in found.solutions
    ]


def _as_graph(rows: Sequence[Mapping[str, Term]]) -> rdflib.Graph:
    """Solutions as a graph: a blank node for each row, so that a bag stays one."""
    graph = rdflib.Graph()
    for number, row in enumerate(rows):
        one = rdflib.BNode(f"row{number}")
        graph.add((one, rdflib.RDF.type, rdflib.URIRef("urn:row")))
        for name, term in row.items():
            graph.add((one, rdflib.URIRef(f"urn:var:{name}"), _node(term)))
    return graph


def _node(term: Term) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    match term:
        case ("iri", value):
            return rdflib.URIRef(value)
        case ("bnode", label):
            return rdflib.BNode(f"b{label}")
        case ("literal", *parts):
            return rdflib.Literal(json.dumps(parts))
        case _:
            raise AssertionError(term)


def _canonical_graph(graph: rdflib.Graph) -> rdflib.Graph:
    made = rdflib.Graph()
    for subject, predicate, value in graph:
        if isinstance(value, rdflib.Literal):
            term = literal(str(value), str(value.datatype or ""), value.language or "")
            made.add((subject, predicate, rdflib.Literal(json.dumps(term))))
        else:
            made.add((subject, predicate, value))
    return made


def read_graph(body: bytes | str, form: str, base: str) -> rdflib.Graph:
    """A graph; the lexical forms stay as they are."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():  # rdflib's own readers use what it calls deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            return rdflib.Graph().parse(data=body, format=form, publicID=base)
    finally:
        rdflib.NORMALIZE_LITERALS = before
