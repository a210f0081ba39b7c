"""Chokepoints by brute force: every simple way of every day, and who is on all of them.

Nothing is shared with the analysis: a day's links come from the oracle of the command graph, ways are all
simple paths, and who is passed is found by leaving out each node in turn.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.graph.command.oracle import CLIMBED, HEADS, POSTINGS, TIES, DaySet, LinkKey, World

Path = tuple[str, ...]


@dataclass
class Found:
    """By end, and by top, who is on every way to it; and the statements of all ways."""

    ends: dict[str, frozenset[str]] = field(default_factory=dict)
    tops: dict[str, frozenset[str]] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)


def chokepoints(world: World, start: str, window: DaySet, persons: frozenset[str], *, certain: bool) -> Found:
    """Day by day; `certain` asks for links that surely hold on each day of the window."""
    found = Found()
    days = [min(window)] if certain else sorted(window)
    for day in days:
        links = [
            link
            for link in world.links
            if (window <= world.link_sure(link) if certain else day in world.link_can(link))
        ]
        _day(found, links, start, start in persons)
    return found


def _day(found: Found, links: list[LinkKey], start: str, person: bool) -> None:
    above: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, lower, upper in links:
        if upper not in (lower, start) and (kind in CLIMBED or (kind in TIES and lower == start)):
            above[lower].append((kind, upper))
        if person and kind in POSTINGS and upper == start:
            above[start].append(("led", lower))
    ways = list(_ways(above, (start,), frozenset()))
    ended = {way[-1] for way in ways if _ended(above, way) and len(way) > 1}
    found.reached.update(way[-1] for way in ways if len(way) > 1)
    for end in ended:
        others = {n for way in ways for n in way} - {start}
        passed = {
            n for n in others if not any(way[-1] == end for way in _ways(above, (start,), frozenset({n})))
        }
        found.ends[end] = found.ends.get(end, frozenset(passed)) & passed
        if _is_top(above, ways, end):
            found.tops[end] = found.tops.get(end, frozenset(passed)) & passed


def _ways(above: dict[str, list[tuple[str, str]]], way: Path, without: frozenset[str]) -> Iterator[Path]:
    """Every simple path, short ones too."""
    yield way
    for upper in {upper for _, upper in above[way[-1]]}:
        if upper not in way and upper not in without:
            yield from _ways(above, (*way, upper), without)


def _ended(above: dict[str, list[tuple[str, str]]], way: Path) -> bool:
    return all(upper in way for _, upper in above[way[-1]])


def _is_top(above: dict[str, list[tuple[str, str]]], ways: list[Path], end: str) -> bool:
    """Whether some link to it is no headship, or that of a body from which nothing but heads leads on."""
    before = {way[-1] for way in ways}
    return any(
        kind not in HEADS or all(k in HEADS for k, _ in above[lower])
        for lower in before
        for kind, upper in above[lower]
        if upper == end
    )
