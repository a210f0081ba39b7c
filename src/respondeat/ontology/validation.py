"""Data against the rules of the model (`shapes.ttl`, SHACL Core): broken rules come back as values.

The engine is `shacl`, in Rust; in the tests pyshacl, the reference implementation, finds the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pyoxigraph as ox
import shacl

from respondeat.errors import InputError

from . import vocabulary as v
from .concepts import resource

FORMATS = {
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
}
_RULES = (v.RDFS + "subClassOf", v.SKOS + "inScheme")
_EPOCH = date(1970, 1, 1).toordinal()
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: at which record, along which property, what the rule asks for, and what was found."""

    focus: str  # IRI of the record, or _:label
    path: str  # IRI of the property, a SPARQL property path, or ""
    message: str
    value: str  # IRI or text that was found, "" when it is missing or there are too many
    severity: str  # Violation, Warning or Info
    shape: str  # local name in shapes.ttl


@cache
def _shapes() -> shacl.Shapes:
    return shacl.Shapes.from_text(resource("shapes.ttl").decode(), "turtle")


@cache
def background() -> bytes:
    """What the shapes need of the ontology, as N-Triples: subclasses, and which concept is in which list."""
    lines: list[str] = []
    for name in ("respondeat.ttl", "concepts.ttl"):
        triples = ox.parse(resource(name), format=ox.RdfFormat.TURTLE)
        lines += [f"{t.triple} .\n" for t in triples if t.predicate.value in _RULES]
    return "".join(sorted(lines)).encode()


def validate(data: bytes, format: str = "ntriples") -> tuple[Violation, ...]:
    """The rules that the data break, as the union of their graphs; empty when they break none.

    `data` hold what is to be checked and the classes (rdf:type) of everything that it refers to. `format` is
    one of "ntriples", "nquads", "turtle", "trig". In all but N-Triples, which records are written as, two
    more rules are checked that SHACL Core cannot say: that dates agree with their day numbers, and that
    within one graph nothing is both withheld and shown.

    Raises InputError when the data are not well-formed.
    """
    if format == "ntriples":
        return _broken(data)
    try:
        quads = list(ox.parse(data, format=FORMATS[format]))
    except SyntaxError as error:
        raise InputError(f"the data are not well-formed {format}: {error}") from error
    union = "".join(f"{quad.triple} .\n" for quad in quads).encode()
    return (*_broken(union), *_dates_that_disagree(quads), *_shown_though_withheld(quads))


def _broken(ntriples: bytes) -> tuple[Violation, ...]:
    try:
        text = "\n".join((ntriples.decode("utf-8"), background().decode("utf-8")))
        report = _shapes().validate_text(text, format="ntriples")
    except ValueError as error:  # UnicodeDecodeError is one
        raise InputError(f"the data are not well-formed N-Triples: {error}") from error
    found = {_violation(result): None for result in report.results}
    return tuple(sorted(found, key=lambda x: (x.focus, x.path, x.message)))


def _violation(result: shacl.Result) -> Violation:
    value = (result.value_plain or "") if result.value is not None else ""
    message = result.message or f"the rule {result.component} is broken"
    if value and value != result.focus_node.strip("<>"):
        message = f"{message} Found: {value[:_SHOWN]}"
    shape = (result.root_shape or "").strip("<>").rsplit("#", 1)[-1]
    path = result.path or ""
    plain = path.strip("<>") if path.count("<") == 1 and path.startswith("<") and path.endswith(">") else path
    return Violation(result.focus_node.strip("<>"), plain, message, value, result.severity, shape)


def _dates_that_disagree(quads: Iterable[ox.Quad]) -> Iterator[Violation]:
    days: dict[tuple[object, str], str] = {}
    dates: list[tuple[object, str, str]] = []
    day_of = dict(zip(v.BOUND_DATES, v.BOUND_DAYS, strict=True))
    for quad in quads:
        prop = quad.predicate.value
        if prop in v.BOUND_DAYS and isinstance(quad.object, ox.Literal):
            days[quad.subject, prop] = quad.object.value
        elif prop in day_of and isinstance(quad.object, ox.Literal):
            dates.append((quad.subject, prop, quad.object.value))
    for subject, prop, text in dates:
        number, found = _day(text), days.get((subject, day_of[prop]))
        if number is not None and found is not None and found != str(number):
            local = day_of[prop].removeprefix(v.R)
            message = (
                f"The date {text} is day {number} since 1970-01-01, but r:{local} says {found}: correct one."
            )
            yield Violation(str(subject).strip("<>"), prop, message, text, "Violation", "DatesAgree")


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:  # no date, which a shape says, or a year beyond four digits
        return None


def _shown_though_withheld(quads: Iterable[ox.Quad]) -> Iterator[Violation]:
    withheld: set[tuple[str, str]] = set()
    passages: dict[tuple[str, str], str] = {}
    for quad in quads:
        place = (str(quad.graph_name), str(quad.subject).strip("<>"))
        if quad.predicate.value == v.WITHHELD:
            if isinstance(quad.object, ox.Literal) and quad.object.value in ("true", "1"):
                withheld.add(place)
        elif quad.predicate.value == v.HAS_PASSAGE:
            passages[place] = str(quad.object).strip("<>")
    message = (
        "An attestation whose passage is withheld shows it in the same graph: take the passage out of this "
        "graph, or take r:withheld out."
    )
    for place in sorted(withheld & passages.keys()):
        yield Violation(place[1], v.HAS_PASSAGE, message, passages[place], "Violation", "WithheldIsNotShown")
