"""Events under a person's command, from a root: as published, and as SPARQL on the same store."""

from collections.abc import Iterator
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.events_under import events_under

from . import texts
from .chains import rows
from .measure import Figure, at_least, cpu, each, settle
from .stores import Asked

BAR_FROM: Final = 1_000_000  # quads from which on the bar is asked for


def measure(asked: Asked) -> Iterator[Figure]:
    """Milliseconds, and the ratio to the two texts that fetch what the answer is made of."""
    top = asked.heads[0]
    with Dataset.open(asked.path) as data:
        settle()
        first = cpu(lambda: events_under(data.graph, top))
        ours = each(lambda: events_under(data.graph, top), 9)
        found = len(events_under(data.graph, top).events)
        links = each(lambda: rows(data.reader, texts.links_below(top)), 3)
        events = each(lambda: rows(data.reader, texts.events_below(top)), 3)
    yield Figure("events_under(), from a root", ours * 1e3, "ms")
    yield Figure("… when first asked", first * 1e3, "ms")
    yield Figure("events found", found, "")
    yield Figure("SPARQL: command links below, with bounds", links * 1e3, "ms")
    yield Figure("SPARQL: events of all bodies below, whatever the date", events * 1e3, "ms")
    ratio = (links + events) / ours
    if asked.quads >= BAR_FROM:
        yield at_least("both … times events_under()", ratio, 50)
    else:
        yield Figure("both … times events_under()", ratio, "times")
    yield Figure("the events alone … times events_under()", events / ours, "times")
