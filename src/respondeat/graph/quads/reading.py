"""RDF to records. What a record has no place for is left out of it, never changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from respondeat.errors import InputError
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Text,
    Value,
)
from respondeat.ontology import vocabulary as v

Properties = Mapping[str, list[Value]]


def value(term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Value:
    """A term of the engine as a value. Raises InputError for blank nodes and quoted triples."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        if term.language:
            return Text(term.value, term.language)
        datatype = term.datatype.value
        if datatype == v.XSD + "integer":
            return int(term.value)
        if datatype == v.XSD + "boolean":
            return term.value in ("true", "1")
        return Text(term.value)
    raise InputError(f"{term} cannot stand in a record: only IRIs and literals can")


def _properties(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = defaultdict(list)
    for prop, val in pairs:
        if not any(val == other and type(val) is type(other) for other in found[prop]):  # 1 is not true
            found[prop].append(val)
    return found


def _first_text(p: Properties, prop: str) -> str:
    found = sorted(x.text for x in p.get(prop, ()) if isinstance(x, Text))
    return found[0] if found else ""


def _first_iri(p: Properties, prop: str) -> str:
    found = _all_iris(p, prop)
    return found[0] if found else ""


def _all_iris(p: Properties, prop: str) -> tuple[str, ...]:
    return tuple(sorted(x for x in p.get(prop, ()) if isinstance(x, str)))


def _int(p: Properties, prop: str) -> int | None:
    return next((x for x in p.get(prop, ()) if isinstance(x, int) and not isinstance(x, bool)), None)


def _valid_time(p: Properties) -> ValidTime | None:
    days = tuple(_int(p, prop) for prop in v.BOUND_DAYS)
    if v.VALID_TIME not in p and all(day is None for day in days):
        return None
    return ValidTime(_first_text(p, v.VALID_TIME), Bounds(*days))


def _flag(p: Properties, prop: str) -> bool:
    return any(value is True for value in p.get(prop, ()))


def _read_entity(id: str, cls: str, p: Properties) -> Entity:
    skip = {v.TYPE, v.PREF_LABEL, v.ALT_LABEL}
    pairs = [(prop, val) for prop, values in p.items() if prop not in skip for val in values]
    return Entity(id, cls, tuple(sorted(pairs, key=repr)))


def _read_document(id: str, p: Properties) -> Document:
    t = _first_text
    return Document(
        id,
        t(p, v.TITLE),
        t(p, v.SHA256),
        t(p, v.PUBLISHER),
        t(p, v.SOURCE_URL),
        t(p, v.FILE_NAME),
        t(p, v.FORMAT),
        t(p, v.LANGUAGE),
        _valid_time(p),
        _first_iri(p, v.VERSION_OF),
        t(p, v.NOTE),
    )


def _read_passage(id: str, p: Properties) -> Passage:
    return Passage(
        id,
        _first_iri(p, v.HAS_SOURCE),
        _int(p, v.START),
        _int(p, v.END),
        _first_text(p, v.SHA256),
        _first_text(p, v.LOCATOR),
    )


def _read_statement(id: str, relation: str, p: Properties) -> Statement:
    roles = v.RELATIONS[relation].roles
    pairs = [(prop, val) for prop, values in p.items() if prop in roles for val in values]
    return Statement(
        id,
        relation,
        tuple(sorted(pairs, key=lambda x: (x[0], repr(x[1])))),
        _valid_time(p),
        _first_text(p, v.NOTE),
        _flag(p, v.DERIVED),
    )


def _read_attestation(id: str, p: Properties) -> Attestation:
    return Attestation(
        id,
        _all_iris(p, v.SUPPORTS),
        _all_iris(p, v.DENIES),
        _all_iris(p, v.HAS_PASSAGE),
        _first_iri(p, v.ORIGIN),
        _first_iri(p, v.REPORTED_BY),
        _first_iri(p, v.MODALITY),
        _first_iri(p, v.STANDARD_OF_PROOF),
        _flag(p, v.WITHHELD) and not p.get(v.HAS_PASSAGE),
        _first_text(p, v.NOTE),
    )


def _read_assessment(id: str, p: Properties) -> Assessment:
    i = _first_iri
    return Assessment(
        id,
        i(p, v.ASSESSES),
        i(p, v.STATUS),
        i(p, v.CONFIDENCE),
        _first_text(p, v.REASON),
        i(p, v.ATTRIBUTED_TO),
        i(p, v.REVISION_OF),
    )


def _read_derivation(id: str, p: Properties) -> Derivation:
    return Derivation(
        id,
        _first_iri(p, v.R + "derives"),
        _first_iri(p, v.RULE),
        _all_iris(p, v.PREMISE),
        _first_text(p, v.RULE_VERSION) or "1",
    )


def _read_contradiction(id: str, p: Properties) -> Contradiction:
    pair = _all_iris(p, v.BETWEEN)
    if len(pair) not in (1, 2):
        raise InputError(f"contradiction {id} must stand between two statements, not {len(pair)}")
    return Contradiction(id, (pair[0], pair[-1]), _first_iri(p, v.KIND), _first_text(p, v.REASON))


def _read_retraction(id: str, p: Properties) -> Retraction:
    return Retraction(
        id, _all_iris(p, v.INVALIDATED), _first_text(p, v.REASON), _first_iri(p, v.ATTRIBUTED_TO)
    )


_READERS: Mapping[str, Callable[[str, Properties], Record]] = {
    v.DOCUMENT: _read_document,
    v.DOCUMENT_VERSION: _read_document,
    v.PASSAGE: _read_passage,
    v.ATTESTATION: _read_attestation,
    v.ASSESSMENT: _read_assessment,
    v.DERIVATION: _read_derivation,
    v.CONTRADICTION: _read_contradiction,
    v.RETRACTION: _read_retraction,
}


def record(id: str, pairs: Iterable[tuple[str, Value]]) -> Record | None:
    """The record with this id from its (property IRI, value) pairs; None when its class is not of the model.

    Name forms are read by `name`, because their entity points at them. Raises DateError for reversed bounds.
    """
    p = _properties(pairs)
    for cls in _all_iris(p, v.TYPE):
        if cls in _READERS:
            return _READERS[cls](id, p)
        if cls in v.RELATIONS:
            return _read_statement(id, cls, p)
        if cls in v.ENTITY_CLASSES:
            return _read_entity(id, cls, p)
    return None


def name(id: str, entity: str, preferred: bool, pairs: Iterable[tuple[str, Value]]) -> Name:
    """The name form with this id, which `entity` points at."""
    p = _properties(pairs)
    form = next((x for x in p.get(v.LITERAL_FORM, ()) if isinstance(x, Text)), Text(""))
    return Name(id, entity, form.text, form.lang, preferred, _all_iris(p, v.QUOTED_FROM))


def records(quads: Iterable[ox.Quad | ox.Triple]) -> tuple[Record, ...]:
    """All records among quads of one graph, sorted by id. Subjects of foreign classes are left out."""
    subjects: dict[str, list[tuple[str, Value]]] = defaultdict(list)
    labels: dict[str, tuple[str, bool]] = {}
    for quad in quads:
        subject, prop, val = value(quad.subject), quad.predicate.value, value(quad.object)
        subjects[str(subject)].append((prop, val))
        if prop in (v.PREF_LABEL, v.ALT_LABEL) and isinstance(val, str):
            labels[val] = (str(subject), prop == v.PREF_LABEL or labels.get(val, ("", False))[1])
    made: list[Record] = []
    for id in sorted(subjects):
        if id in labels:
            made.append(name(id, *labels[id], subjects[id]))
        elif (found := record(id, subjects[id])) is not None:
            made.append(found)
    return tuple(made)
