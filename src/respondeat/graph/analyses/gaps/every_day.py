"""Days without events too: all of a period, for whatever is asked about."""

from typing import Final

import numpy as np

from respondeat.graph.command import CLIMBED, POSTINGS, Days, intersection
from respondeat.graph.command.descent import descend

from .places import Asked, Entry, Passing, is_body, zone_of
from .results import Scope
from .ways import Ways

NO_EVENT: Final = -1


def every_day(asked: Asked, ways: Ways, watched: frozenset[int], found: Passing) -> None:
    """Add all days of the period to the places that are asked about, without an event."""
    graph, whole = asked.graph, (asked.days,)
    for node, days in sorted(_bodies(asked, ways).items()):
        if not is_body(graph, node):
            continue
        for lo, hi in intersection(days, whole):
            found.places[node].append(Entry(NO_EVENT, lo, hi, False, False))
            for link in watched.intersection(graph.up(node)):
                for low, high in graph.possible_days(link, lo, hi):
                    found.places[graph.node_count + link].append(Entry(NO_EVENT, low, high, False, False))


def _bodies(asked: Asked, ways: Ways) -> dict[int, Days]:
    graph, target, whole = asked.graph, asked.target, asked.days
    if target is None:
        a = graph.arrays
        wanted = np.isin(a.kind, [int(k) for k in CLIMBED | POSTINGS])
        nodes = np.union1d(a.source[wanted], a.target[wanted])
        return dict.fromkeys(nodes.tolist(), (whole,))
    if asked.scope is Scope.BODY:
        return {target: (whole,)}
    if asked.scope is Scope.BRANCH:
        return {**descend(graph.arrays, target, CLIMBED, False).days(), target: (whole,)}
    return zone_of(asked, ways) or {}
