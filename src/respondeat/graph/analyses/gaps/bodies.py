"""Bodies without a head, without a superior, or without a name, where events pass."""

from collections.abc import Iterator
from typing import Final

from respondeat.graph.command import HEADS, POSTINGS, SUPERIORS, CommandGraph, Days, When, intersection, union
from respondeat.graph.command.basis import Basis, basis
from respondeat.graph.command.standing import Board, Standing, above, below
from respondeat.graph.dates import Bounds

from .counting import cut, tally, without
from .places import ALWAYS, Asked, Entry, Passing
from .results import GapKind
from .rows import Draft

NOBODY: Final = "nobody"


def bodies(asked: Asked, found: Passing, kinds: frozenset[GapKind]) -> Iterator[Draft]:
    """The gaps of all bodies that events of the question pass."""
    graph = asked.graph
    for node, entries in found.places.items():
        if node >= graph.node_count or not entries:
            continue
        if GapKind.PLACEHOLDER in kinds and graph.is_placeholder(node):
            yield Draft(GapKind.PLACEHOLDER, node, tally(graph, found, entries))
        if graph.is_group(node):
            continue
        if GapKind.NO_HEAD in kinds:
            yield from _stretches(asked, found, node, entries, GapKind.NO_HEAD)
        if GapKind.NO_SUPERIOR in kinds and not graph.is_summit(node):
            yield from _stretches(asked, found, node, entries, GapKind.NO_SUPERIOR)


def _stretches(
    asked: Asked, found: Passing, node: int, entries: list[Entry], kind: GapKind
) -> Iterator[Draft]:
    """One gap for each unbroken stretch of days on which it is missing."""
    graph = asked.graph
    stretches = without(headed(graph, node) if kind is GapKind.NO_HEAD else answering(graph, node))
    for stretch, own in sorted(cut(entries, stretches).items()):
        lo, hi = max(stretch[0], asked.days[0]), min(stretch[1], asked.days[1])
        yield Draft(kind, node, tally(graph, found, own), span=(lo, hi))


def headed(graph: CommandGraph, node: int) -> Days:
    """The days on which a body surely had a head."""
    links = [k for k in graph.up(node) if graph.kind_number[k] in HEADS and graph.target[k] != node]
    return union(days for link in links for days in graph.certain_days(link))


def answering(graph: CommandGraph, node: int) -> Days:
    """The days on which a body can have had a superior by command or control."""
    links = [k for k in graph.up(node) if graph.kind_number[k] in SUPERIORS and graph.target[k] != node]
    return union(days for link in links for days in graph.possible_days(link, *ALWAYS))


def around(graph: CommandGraph, node: int, days: Days, kind: GapKind) -> Board:
    """Who is possible on the days of a gap, and who is attested nearest before and after."""
    when = When.day(days[0][0], days[-1][1])
    if kind is GapKind.NO_POSTING:
        near = below(graph, node, when, POSTINGS)
        return Board((), (), near.last_before, near.first_after)
    return above(graph, node, when, HEADS if kind is GapKind.NO_HEAD else SUPERIORS)


def on_offer(graph: CommandGraph, board: Board, days: Days) -> tuple[str, Days]:
    """What the best of those who are possible on `days` rests on, and the days on which nobody is."""
    possible = [(row, shared) for row in board.standing if (shared := intersection(row.days, days))]
    nobody = intersection(without(union(i for _, shared in possible for i in shared)), days)
    best = [_basis(graph, row, shared) for row, shared in possible]
    return str(min(best, key=tuple(Basis).index, default=NOBODY)), nobody


def _basis(graph: CommandGraph, row: Standing, days: Days) -> Basis:
    """See `basis`; what is only derived is open."""
    rows = [r for link in row.links for r in graph.reaching(link, days, certain=False)]
    if any(graph.weak[r] for r in rows):
        return Basis.OPEN
    wanted = set(rows)
    bounds = [
        Bounds(r.es, r.ls, r.ee, r.le)
        for link in row.links
        for at, r in enumerate(graph.rows(link), graph.row_start[link])
        if at in wanted
    ]
    return max(basis(bounds, days), Basis.BOUNDED, key=tuple(Basis).index)  # on no single day it is certain
