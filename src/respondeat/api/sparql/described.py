"""An entity as RDF: itself, its names, the statements in which it stands, and all that bears on these.

Everything comes from the records of the data that are open: what their level does not hold is not there.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.dossier import about
from respondeat.graph.quads import lines
from respondeat.graph.statement import Attestation, Derivation, Document, Passage, Record
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import resource
from respondeat.ontology.prefixes import PREFIXES

Json = dict[str, Any]

_BEARING: Final = (v.SUPPORTS, v.DENIES, v.ASSESSES, v.DERIVES, v.BETWEEN, v.INVALIDATED)
_BLANK: Final = frozenset({"@id", "@vocab"})


def described(data: Dataset, id: str) -> list[Record]:
    """The records on an entity or document, itself first, then by id; none when this level has none of it."""
    first = data.records.record(id)
    if first is None:
        return []
    found: dict[str, Record] = {}
    waiting = [*(n.id for n in data.records.names(id)), *(s.id for s in about(data.records, id))]
    while waiting:
        one = waiting.pop()
        record = data.records.record(one)
        if record is None or one == id or one in found:
            continue
        found[one] = record
        waiting += _beside(data, record)
    return [first, *(found[one] for one in sorted(found))]


def _beside(data: Dataset, record: Record) -> Iterator[str]:
    """What bears on a record, and where an attestation stands; premises by their ids only."""
    if isinstance(record, Attestation):
        yield from record.passages
    if isinstance(record, Passage):
        yield record.document
    if isinstance(record, Document | Passage | Derivation):
        return
    for prop in _BEARING:
        yield from data.records.pointing(prop, record.id)


def turtle(records: Iterable[Record], notice: str) -> bytes:
    """Records in Turtle, beneath a notice on what they are: a comment, no triple."""
    told = ox.serialize(_triples(records), format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return _comment(notice) + (told or b"")


def ntriples(records: Iterable[Record], notice: str) -> bytes:
    """Records in N-Triples, beneath a notice on what they are: a comment, no triple."""
    return _comment(notice) + (ox.serialize(_triples(records), format=ox.RdfFormat.N_TRIPLES) or b"")


def _comment(notice: str) -> bytes:
    return f"# {' '.join(notice.split())}\n".encode()


def jsonld(records: Iterable[Record], notice: str) -> bytes:
    """Records in JSON-LD 1.1, with the context of the ontology in it: it is read without a request.

    The notice on what they are stands under a name that the context has mean nothing, so it is no triple.
    """
    nodes: dict[str, Json] = {}
    for triple in _triples(records):
        node = nodes.setdefault(triple.subject.value, {"id": _compact(triple.subject.value)})
        _add(node, triple.predicate.value, triple.object)
    context, _ = _context()
    made = {"@context": context | {"notice": None}, "notice": notice, "graph": list(nodes.values())}
    return json.dumps(made, ensure_ascii=False).encode()


def _triples(records: Iterable[Record]) -> Iterator[Any]:
    return (quad.triple for quad in ox.parse(lines(records), format=ox.RdfFormat.N_TRIPLES))


def _add(node: Json, predicate: str, value: Any) -> None:
    _, terms = _context()
    told: object
    if predicate == v.TYPE:
        key, told = "type", _compact_term(value.value)
    else:
        key, kind = terms.get(predicate, (_compact(predicate), ""))
        told = _value(value, kind)
    if key in node:
        node[key] = [*(node[key] if isinstance(node[key], list) else [node[key]]), told]
    else:
        node[key] = told


def _value(value: Any, kind: str) -> object:
    """A value under a term that has this type in the context."""
    if isinstance(value, ox.NamedNode):
        if kind == "@vocab":
            return _compact_term(value.value)
        return _compact(value.value) if kind == "@id" else {"id": _compact(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if kind and kind not in _BLANK and datatype == v.XSD + kind.removeprefix("xsd:"):
        return _native(value.value, datatype)
    if datatype == v.XSD + "string" and not kind:
        return value.value
    return {"@value": value.value, "@type": datatype}


def _native(text: str, datatype: str) -> object:
    if datatype == v.XSD + "boolean":
        return text == "true"
    return int(text) if datatype == v.XSD + "integer" else text


def _compact(iri: str) -> str:
    """An IRI with the prefix of identifiers or of the ontology, where what is left is one name."""
    for prefix in ("d", "r"):
        if (rest := iri.removeprefix(PREFIXES[prefix])) != iri and rest:
            return f"{prefix}:{rest}"
    return iri


def _compact_term(iri: str) -> str:
    """A class or concept as the context's vocabulary has it."""
    _, terms = _context()
    return terms[iri][0] if iri in terms else iri


@cache
def _context() -> tuple[Json, dict[str, tuple[str, str]]]:
    """The context of the ontology, and its terms by IRI: name, type of values."""
    context = json.loads(resource("context.jsonld"))["@context"]
    terms: dict[str, tuple[str, str]] = {}
    for name, told in context.items():
        if isinstance(told, dict):
            terms.setdefault(_expanded(told["@id"], context), (name, told.get("@type", "")))
        elif isinstance(told, str) and ":" in told and not told.startswith("http"):
            terms.setdefault(_expanded(told, context), (name, ""))
    return context, terms


def _expanded(name: str, context: Json) -> str:
    prefix, _, rest = name.partition(":")
    return f"{context[prefix]}{rest}"
