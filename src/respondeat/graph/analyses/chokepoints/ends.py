"""Where the ways of one scene end, and what every way to each end passes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from .engine import Engine, dominators
from .ways import Edge, Scene, State

Common = dict[int, frozenset[int]]
"""By end the places that every way to it passes, itself among them."""

_Above = Mapping[int, Sequence[int]]
_STEPS: Final = 10_000  # of a search among superiors that form a circle


class Passed(NamedTuple):
    """What every way to each end passes, and the same for those ends that are tops."""

    ends: Common
    tops: Common


def passed(scene: Scene, by: Engine) -> Passed:
    """What the ways of a scene pass.

    A way ends where no link leads on. A top is an end that is not only the head of a body from which the
    line of command leads on.
    """
    if scene.span is not None:
        return _in_span(scene)
    places = 1 + max(e.upper for e in scene.edges)
    before = dominators(places, list(dict.fromkeys(e[:2] for e in scene.edges)), by)
    told = {end: _path(before, end) for end in ends(_above(scene.edges))}
    return Passed(told, {end: told[end] for end in _tops(scene.edges, told)})


def _above(edges: Sequence[Edge]) -> dict[int, list[int]]:
    above: dict[int, list[int]] = {}
    for e in edges:
        if e.upper not in above.setdefault(e.lower, []):
            above[e.lower].append(e.upper)
        above.setdefault(e.upper, [])
    return above


def _path(before: Sequence[int], place: int) -> frozenset[int]:
    found = set()
    while place > 0:
        found.add(place)
        place = before[place]
    return frozenset(found)


def _tops(edges: Iterable[Edge], found: Iterable[int]) -> frozenset[int]:
    """Those of the ends that are tops of a line of command."""
    edges = tuple(edges)
    leading_on = {e.lower for e in edges if not e.head}
    of_line = (e.upper for e in edges if not (e.head and e.lower in leading_on))
    return frozenset(of_line).intersection(found)


def ends(above: _Above) -> frozenset[int]:
    """The places at which a longest simple way from place 0 ends, all places being above place 0.

    Where superiors form a circle a way ends at a place all of whose upper ends it has passed. That is
    searched for among the places of the circle, up to 10,000 steps; beyond these every place of it from
    which no link leads out counts as an end.
    """
    open_ = {place for place, upper in above.items() if not upper}
    left = _in_circles(above)
    if not left:
        return frozenset(open_)
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((place, u) for place in sorted(left) for u in above[place] if u in left)
    for circle in nx.strongly_connected_components(graph):
        if len(circle) > 1:
            open_ |= _closed(above, frozenset(circle))
    return frozenset(open_)


def _in_circles(above: _Above) -> set[int]:
    """What is left when places above which nothing is left are taken away one after the other."""
    below: dict[int, list[int]] = {}
    counts = {place: len(upper) for place, upper in above.items()}
    for place, upper in above.items():
        for u in upper:
            below.setdefault(u, []).append(place)
    waiting = [place for place, count in counts.items() if not count]
    left = set(above)
    while waiting:
        place = waiting.pop()
        left.discard(place)
        for lower in below.get(place, ()):
            counts[lower] -= 1
            if not counts[lower]:
                waiting.append(lower)
    return left


def _closed(above: _Above, circle: frozenset[int]) -> set[int]:
    """The places of a circle at which a simple way, come in from outside, has passed all that is above."""
    entries = {u for place, upper in above.items() if place not in circle for u in upper if u in circle}
    inward = {place for place in circle if circle.issuperset(above[place])}
    found: set[int] = set()
    steps = 0
    trails: list[tuple[int, ...]] = [(entry,) for entry in sorted(entries)]
    while trails and found != inward:
        trail = trails.pop()
        steps += 1
        if steps > _STEPS:
            return inward
        onward = [u for u in above[trail[-1]] if u in circle and u not in trail]
        if not onward and trail[-1] in inward:
            found.add(trail[-1])
        trails += [(*trail, u) for u in onward]
    return found


def _in_span(scene: Scene) -> Passed:
    """The ways with one link that held at some time in the span, all others surely on all its days."""
    steps = scene.steps
    told = _common([(lower, upper) for lower, upper, _ in steps])
    leading_on = {lower for lower, _, _ in steps}
    found = {state[0]: by for state, by in told.items() if state[1] and state not in leading_on}
    past = {lower for lower, _, e in steps if not e.head}
    of_line = {
        upper[0] for lower, upper, e in steps if upper[1] and not (e.head and (lower[0], True) in past)
    }
    return Passed(found, {end: by for end, by in found.items() if end in of_line})


def _common(steps: Sequence[tuple[State, State]]) -> dict[State, frozenset[int]]:
    """For each state the places that every way to it passes: the greatest solution, found by iteration."""
    start = (0, False)
    told: dict[State, frozenset[int]] = {start: frozenset()}
    changed = True
    while changed:
        changed = False
        for lower, upper in steps:
            if lower in told:
                one = told[lower] | {upper[0]}
                both = told[upper] & one if upper in told else one
                changed = changed or both != told.get(upper)
                told[upper] = both
    return told
