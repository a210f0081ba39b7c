"""Records to N-Quads text, which the engine loads fastest."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from respondeat.errors import InputError
from respondeat.graph.dates import ValidTime, iso
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Value,
)
from respondeat.ontology import vocabulary as v

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_BAD_IRI = frozenset('<>"{}|^`\\') | {chr(c) for c in range(0x21)}
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_INT = f"^^<{v.XSD}integer>"
_DATE = f"^^<{v.XSD}date>"
_TRUE = f'"true"^^<{v.XSD}boolean>'
_FALSE = f'"false"^^<{v.XSD}boolean>'

Pair = tuple[str, str]  # predicate IRI, object as an N-Triples term


@lru_cache(maxsize=65536)
def _iri(iri: str) -> str:
    if not iri or not _BAD_IRI.isdisjoint(iri) or ":" not in iri:
        raise InputError(f"{iri!r} is not an IRI")
    return f"<{iri}>"


@lru_cache(maxsize=1024)
def _lang(lang: str) -> str:
    if not _LANG.fullmatch(lang):
        raise InputError(f"{lang!r} is not a language tag (BCP 47), such as be or be-latn")
    return f"@{lang.lower()}"


def _text(text: str, lang: str = "") -> str:
    quoted = f'"{text.translate(_ESCAPES)}"'
    return quoted + _lang(lang) if lang else quoted


def _term(value: Value) -> str:
    if isinstance(value, str):
        return _iri(value)
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, int):
        return f'"{value}"{_INT}'
    return _text(value.text, value.lang)


def _time(time: ValidTime | None) -> Iterator[Pair]:
    if time is None:
        return
    yield v.VALID_TIME, _text(time.edtf)
    b = time.bounds
    for date, day, bound in zip(v.BOUND_DATES, v.BOUND_DAYS, (b.es, b.ls, b.ee, b.le), strict=True):
        if bound is not None:
            yield date, f'"{_iso(bound)}"{_DATE}'
            yield day, f'"{bound}"{_INT}'


_iso = lru_cache(maxsize=65536)(iso)


def _iris(prop: str, iris: Iterable[str]) -> Iterator[Pair]:
    return ((prop, _iri(iri)) for iri in iris)


def _maybe_iri(*pairs: tuple[str, str]) -> Iterator[Pair]:
    return ((prop, _iri(iri)) for prop, iri in pairs if iri)


def _maybe_text(*pairs: tuple[str, str]) -> Iterator[Pair]:
    return ((prop, _text(text)) for prop, text in pairs if text)


def _entity(r: Entity) -> Iterator[Pair]:
    yield v.TYPE, _iri(r.cls)
    for prop, value in r.attributes:
        yield prop, _term(value)


def _name(r: Name) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.LABEL)
    yield v.LITERAL_FORM, _text(r.form, r.lang)
    yield from _iris(v.QUOTED_FROM, r.documents)


def _document(r: Document) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.DOCUMENT_VERSION if r.version_of else v.DOCUMENT)
    yield from _maybe_text(
        (v.TITLE, r.title),
        (v.SHA256, r.sha256),
        (v.PUBLISHER, r.publisher),
        (v.SOURCE_URL, r.url),
        (v.FILE_NAME, r.file_name),
        (v.FORMAT, r.media_type),
        (v.LANGUAGE, r.language),
        (v.NOTE, r.note),
    )
    yield from _maybe_iri((v.VERSION_OF, r.version_of))
    yield from _time(r.written)


def _passage(r: Passage) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.PASSAGE)
    yield v.HAS_SOURCE, _iri(r.document)
    if r.start is not None and r.end is not None:
        yield v.START, _term(r.start)
        yield v.END, _term(r.end)
    yield from _maybe_text((v.SHA256, r.sha256), (v.LOCATOR, r.locator))


def _statement(r: Statement) -> Iterator[Pair]:
    yield v.TYPE, _iri(r.relation)
    for prop, value in r.roles:
        yield prop, _term(value)
    yield from _time(r.time)
    yield from _maybe_text((v.NOTE, r.note))
    if r.derived:
        yield v.DERIVED, _TRUE


def _attestation(r: Attestation) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.ATTESTATION)
    yield from _iris(v.SUPPORTS, r.supports)
    yield from _iris(v.DENIES, r.denies)
    yield from _iris(v.HAS_PASSAGE, r.passages)
    yield from _maybe_iri(
        (v.ORIGIN, r.origin),
        (v.REPORTED_BY, r.reported_by),
        (v.MODALITY, r.modality),
        (v.STANDARD_OF_PROOF, r.standard),
    )
    if r.withheld:
        yield v.WITHHELD, _TRUE
    yield from _maybe_text((v.NOTE, r.note))


def _assessment(r: Assessment) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.ASSESSMENT)
    yield v.ASSESSES, _iri(r.assesses)
    yield v.STATUS, _iri(r.status)
    yield from _maybe_iri(
        (v.CONFIDENCE, r.confidence), (v.ATTRIBUTED_TO, r.by), (v.REVISION_OF, r.revision_of)
    )
    yield from _maybe_text((v.REASON, r.reason))


def _derivation(r: Derivation) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.DERIVATION)
    yield v.R + "derives", _iri(r.derives)
    yield v.RULE, _iri(r.rule)
    yield v.RULE_VERSION, _text(r.rule_version)
    yield from _iris(v.PREMISE, r.premises)


def _contradiction(r: Contradiction) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.CONTRADICTION)
    yield from _iris(v.BETWEEN, r.between)
    yield v.KIND, _iri(r.kind)
    yield from _maybe_text((v.REASON, r.reason))


def _retraction(r: Retraction) -> Iterator[Pair]:
    yield v.TYPE, _iri(v.RETRACTION)
    yield from _iris(v.INVALIDATED, r.invalidates)
    yield v.REASON, _text(r.reason)
    yield from _maybe_iri((v.ATTRIBUTED_TO, r.by))


_WRITERS: Mapping[type, Callable[..., Iterator[Pair]]] = {
    Entity: _entity,
    Name: _name,
    Document: _document,
    Passage: _passage,
    Statement: _statement,
    Attestation: _attestation,
    Assessment: _assessment,
    Derivation: _derivation,
    Contradiction: _contradiction,
    Retraction: _retraction,
}


def triples(record: Record) -> Iterator[tuple[str, str, str]]:
    """The record as triples of N-Triples terms (subject, predicate, object).

    Raises InputError for a value in an IRI's place that is no IRI.
    """
    subject = _iri(record.id)
    for prop, term in _WRITERS[type(record)](record):
        yield subject, _iri(prop), term
    if isinstance(record, Name):
        yield _iri(record.entity), f"<{v.PREF_LABEL if record.preferred else v.ALT_LABEL}>", subject


def nquads(changeset: Changeset) -> bytes:
    """The records as N-Quads in the graph named by the changeset (without its own description)."""
    return lines(changeset.records, changeset.id)


def lines(records: Iterable[Record], graph: str = "") -> bytes:
    """Records as N-Quads in `graph`, or as N-Triples when "". A repeated line is written once."""
    end = f" {_iri(graph)} .\n" if graph else " .\n"
    out: dict[str, None] = {}
    for record in records:
        for s, p, o in triples(record):
            out[f"{s} {p} {o}{end}"] = None
    return _encoded("".join(out))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text[text.rfind("\n", 0, error.start) + 1 : error.start]
        raise InputError(
            f"half a character (a lone surrogate) stands after {line!r}: correct the text"
        ) from None


def description(changeset: Changeset, sequence: int | None = None) -> bytes:
    """What is said of the changeset itself, as N-Triples for the default graph."""
    subject = _iri(changeset.id)
    pairs: list[Pair] = [
        (v.TYPE, _iri(v.CHANGESET)),
        (v.RECORDED_AT, f"{_text(changeset.recorded_at)}^^<{v.XSD}dateTime>"),
        (v.ACCESS_LEVEL, _iri(v.R + changeset.level)),
        (v.ATTRIBUTED_TO, _iri(changeset.author)),
        *_maybe_text((v.NOTE, changeset.note)),
    ]
    if sequence is not None:
        pairs.append((v.SEQUENCE, _term(sequence)))
    return _encoded("".join(f"{subject} <{p}> {o} .\n" for p, o in pairs))
