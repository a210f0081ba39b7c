"""Figures of one measure whose bounds exclude one another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.command.states import State
from respondeat.graph.command.upheld import upheld
from respondeat.graph.dates import span
from respondeat.graph.replay import Records
from respondeat.graph.statement import Statement, Text
from respondeat.ontology import vocabulary as v

from .shape import Found, Kind, Side, Why
from .sweep import Interval, clashes

_LOWER: Final = frozenset({v.R + "atLeast", v.R + "over"})
_COUNTED: Final = frozenset(v.R + unit for unit in ("people", "cases", "objects", "organisations"))
_OTHER: Final = v.R + "otherMetric"
_EVER: Final = (-inf, inf)

Measure = tuple[str, str, str]  # metric, unit, event


@dataclass(frozen=True, slots=True)
class Figure:
    """What statements with one value of one day say: `values` doubled, so that "over 5" begins between."""

    population: str
    lower: bool  # a lower bound alone
    values: Interval
    window: Interval  # the days among which the day is for which the figure is given
    statements: tuple[str, ...]


def figures(records: Records, found: Found) -> None:
    """Rules `values`, `values-undated`, and what only seems to conflict."""
    for measure, of_population in sorted(_measures(records).items()):
        about = [measure[2]] if measure[2] else []
        for _, own in sorted(of_population.items()):
            pairs = _pairs(own)
            if not all(found.add(Kind.FIGURES, *_judged(found, about, *pair)) for pair in pairs):
                break
            for why, a, b in _seeming(own):
                if not found.add(Kind.FIGURES, why, about, (Side(a.statements), Side(b.statements))):
                    break
        if measure[0] != _OTHER and len(of_population) > 1:
            for a, b in _pairs([f for _, own in sorted(of_population.items()) for f in own]):
                if a.population != b.population and not found.add(
                    Kind.FIGURES, Why.OTHER_POPULATION, about, (Side(a.statements), Side(b.statements))
                ):
                    break


def _judged(
    found: Found, about: list[str], a: Figure, b: Figure
) -> tuple[Why, list[str], tuple[Side, Side], tuple[tuple[int, int], ...]]:
    sides = Side(a.statements), Side(b.statements)
    day = a.window[0]
    if a.window == b.window == (day, day):
        return Why.VALUES, about, sides, ((int(day), int(day)),)
    one = found.known.one_origin(*sides)
    return (Why.ONE_ORIGIN if one else Why.VALUES_UNDATED), about, sides, ()


def _measures(records: Records) -> Mapping[Measure, Mapping[str, list[Figure]]]:
    """The figures of each metric, unit and event by population, those with equal values and days as one."""
    same: dict[tuple[Measure, str, bool, Interval, Interval], list[str]] = defaultdict(list)
    for known in upheld(records, v.R + "Quantity"):
        said = known.statement
        values = interval(said)
        if values is None or known.evidence.state is State.DENIED:
            continue
        measure = said.iri("metric"), said.iri("unit"), said.iri("event")
        lower = said.iri("comparator") in _LOWER
        same[measure, _population(said), lower, values, as_of(said)].append(said.id)
    found: dict[Measure, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for (measure, population, lower, values, window), ids in sorted(same.items()):
        figure = Figure(population, lower, values, window, tuple(sorted(ids)))
        found[measure][population].append(figure)
    return found


def interval(said: Statement) -> Interval | None:
    """The values that a figure allows, doubled; None where it excludes none.

    "About" excludes nothing. Where a unit is counted in whole numbers, "over 5" begins at 6.
    """
    value, upper = said.get("value"), said.get("upper")
    if not isinstance(value, int):
        return None
    beyond = 2 if said.iri("unit") in _COUNTED else 1
    match said.iri("comparator").removeprefix(v.R):
        case "exactly":
            return 2 * value, 2 * value
        case "atLeast":
            return 2 * value, inf
        case "over":
            return 2 * value + beyond, inf
        case "atMost" | "upTo":
            return -inf, 2 * value
        case "under":
            return -inf, 2 * value - beyond
        case "fromTo":
            return 2 * value, inf if not isinstance(upper, int) else 2 * max(value, upper)
    return None


def as_of(said: Statement) -> Interval:
    """The days among which the day is for which the figure is given; endless where no source says.

    Without a date of the figure itself: the one day for which the statement surely holds. A date that
    cannot be read says nothing.
    """
    told = said.get("asOf")
    text = told.text if isinstance(told, Text) else told if isinstance(told, str) else ""
    if text:
        return _days(text)
    if said.time is not None and said.time.bounds.ls == said.time.bounds.ee is not None:
        day = said.time.bounds.ee
        return day, day
    return _EVER


def _days(text: str) -> Interval:
    first, slash, last = text.partition("/")
    try:
        lo, hi = span(first)[0], span(last if slash else first)[1]
    except DateError:
        return _EVER
    if lo is not None and hi is not None and lo > hi:
        return _EVER
    return -inf if lo is None else lo, inf if hi is None else hi


def _population(said: Statement) -> str:
    value = said.get("population")
    return " ".join(value.text.casefold().split()) if isinstance(value, Text) else ""


def _pairs(own: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Those that exclude one another and may be of the same day."""
    if max((f.values[0] for f in own), default=0) <= min((f.values[1] for f in own), default=0):
        return  # one value suits all
    for i, j in clashes([f.window for f in own], [f.values for f in own]):
        yield own[i], own[j]


def _seeming(own: list[Figure]) -> Iterator[tuple[Why, Figure, Figure]]:
    """Neighbours: of different days and excluding, or lower bounds that can both hold."""
    for a, b in pairwise(sorted(own, key=lambda f: (f.window, f.values, f.statements))):
        if a.window[1] < b.window[0] and (a.values[1] < b.values[0] or b.values[1] < a.values[0]):
            yield Why.OTHER_AS_OF, a, b
    lower = sorted((f for f in own if f.lower), key=lambda f: (f.values, f.window, f.statements))
    for a, b in pairwise(lower):
        if a.values != b.values and _meet(a.window, b.window):
            yield Why.LOWER_BOUNDS, a, b


def _meet(a: Interval, b: Interval) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
