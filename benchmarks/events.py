"""Events under a person's command, from a root: as published, and as SPARQL on the same store."""

from collections.abc import Iterator
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.events_under import events_under

from . import texts
from .chains import values
from .measure import Figure, at_least, cpu, each, settle
from .stores import Asked
from .synthetic import DEPTH

RATIO: Final = "… times events_under()"
BAR_FROM: Final = 1_000_000  # quads from which on the bar is asked for


def measure(asked: Asked) -> Iterator[Figure]:
    """Milliseconds, and ratios: to the question as one text, and to the two that fetch what it is made of."""
    top = asked.heads[0]
    with Dataset.open(asked.path) as data:
        settle(keep=True)
        first = cpu(lambda: events_under(data.graph, top))
        ours = each(lambda: events_under(data.graph, top), 9)
        found = len(events_under(data.graph, top).events)
        whole = cpu(lambda: values(data.reader, texts.events(top, DEPTH - 1)))
        links = each(lambda: values(data.reader, texts.links_below(top)), 3)
        ties = each(lambda: values(data.reader, texts.events_below(top)), 3)
    yield Figure("events_under(), from a root", ours * 1e3, "ms")
    yield Figure("… when first asked", first * 1e3, "ms")
    yield Figure("events found", found, "")
    yield Figure("the same question as one SPARQL text", whole * 1e3, "ms")
    times = whole / ours
    asked_for = asked.quads >= BAR_FROM
    yield at_least(RATIO, times, 50) if asked_for else Figure(RATIO, times, "times")
    yield Figure("all links below with bounds, SPARQL", links * 1e3, "ms")
    yield Figure("all events below whatever the date, SPARQL", ties * 1e3, "ms")
    yield Figure("both … times events_under()", (links + ties) / ours, "times")
