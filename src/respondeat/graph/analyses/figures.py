"""The history of a published figure: who gave which number, as of which day; never a curve through them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from respondeat.errors import DateError
from respondeat.graph.command.states import State
from respondeat.graph.command.upheld import Listed, Upheld, of, upheld
from respondeat.graph.dates import parse
from respondeat.graph.statement import Statement, Text
from respondeat.ontology import vocabulary as v

QUANTITY = v.R + "Quantity"
Window = tuple[int, int]
_INVOLVED = ("actor", "detained", "custodian", "place", "convicted")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as one statement gives it.

    `as_of` are the first and last day that can be meant, None for an end that is open; None alone where no
    source says of which day it is. `measure` numbers what is counted: rows with one number have the same
    metric, unit, population in the same words, and event. `repeats` are for each of its origins the first
    figure with the same number, comparator, metric and unit: one count told again, maybe. `origins` are who
    ultimately says it, "" where an attestation does not tell.
    """

    statement: str
    metric: str
    comparator: str
    value: int
    upper: int | None
    unit: str
    population: Text | None
    event: str
    as_of_text: str
    as_of: tuple[int | None, int | None] | None
    state: State
    origins: tuple[str, ...]
    attestations: int
    measure: int = 0
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures by metric, as-of day, measure and number; those without an as-of day last."""

    figures: tuple[Figure, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({f.statement for f in self.figures}))


def figures(records: Listed, metric: str = "", *, target: str = "", window: Window | None = None) -> Figures:
    """Published figures of a metric (IRI; "" for every one).

    `target` leaves figures on an event or pattern, or on those in which a person, group or body is actor,
    detained, custodian, place or convicted; `window` those whose as-of days can lie in it. Nothing is
    interpolated, and figures that measure different things are told apart: by metric, unit, population
    and event, as the sources give them. Rejected and retracted ones are left out.
    """
    said = _about(records, target) if target else upheld(records, QUANTITY)
    found = [_figure(one) for one in said if metric in ("", one.statement.iri("metric"))]
    kept = [f for f in found if _within(f.as_of, window)]
    return Figures(tuple(_told_apart(sorted(kept, key=_order))))


def _about(records: Listed, target: str) -> Iterator[Upheld]:
    events = {target}
    for role in _INVOLVED:
        for one in of(records, v.R + role, target):
            events.add(one.statement.iri("event"))
    found = {
        one.statement.id: one
        for event in sorted(filter(None, events))
        for one in of(records, v.R + "event", event, QUANTITY)
    }
    yield from (found[id] for id in sorted(found))


def _figure(one: Upheld) -> Figure:
    s = one.statement
    population, upper = s.get("population"), s.get("upper")
    text, as_of = _as_of(s)
    return Figure(
        s.id,
        s.iri("metric"),
        s.iri("comparator"),
        _number(s.get("value")),
        upper if isinstance(upper, int) else None,
        s.iri("unit"),
        population if isinstance(population, Text) else None,
        s.iri("event"),
        text,
        as_of,
        one.evidence.state,
        tuple(sorted({a.origin for a in one.evidence.supporting})),
        len(one.evidence.supporting),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _as_of(s: Statement) -> tuple[str, tuple[int | None, int | None] | None]:
    said = s.get("asOf")
    text = said.text if isinstance(said, Text) else ""
    try:
        b = parse(text) if text else None
    except DateError:
        return text, None
    return text, None if b is None else (b.es, b.le)


def _within(as_of: tuple[int | None, int | None] | None, window: Window | None) -> bool:
    if window is None:
        return True
    if as_of is None:
        return False
    lo, hi = as_of
    return (lo is None or lo <= window[1]) and (hi is None or window[0] <= hi)


def _order(f: Figure) -> tuple[object, ...]:
    lo, hi = f.as_of or (None, None)
    # by the day on which it can be latest: a window that ends later was written later
    return f.metric, f.as_of is None, hi is None, hi or 0, lo is not None, lo or 0, f.value, f.statement


def _measure(f: Figure) -> tuple[str, ...]:
    words = f.population.text.casefold().split() if f.population else []
    return f.metric, f.unit, " ".join(words), f.event


def _told_apart(found: Sequence[Figure]) -> Iterator[Figure]:
    numbers: dict[tuple[str, ...], int] = {}
    first: dict[tuple[object, ...], str] = {}
    for f in found:
        measure = numbers.setdefault(_measure(f), len(numbers) + 1)
        told = {
            first.setdefault((f.metric, origin, *_number_of(f)), f.statement)
            for origin in f.origins
            if origin
        }
        yield replace(f, measure=measure, repeats=tuple(sorted(told - {f.statement})))


def _number_of(f: Figure) -> tuple[object, ...]:
    return f.comparator, f.value, f.upper, f.unit
