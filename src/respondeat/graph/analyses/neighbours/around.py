"""The neighbours of an entity, in one go over all rows of its links."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from respondeat.graph.command import State, When
from respondeat.graph.command.arrays import EARLY, LATE
from respondeat.graph.command.pairs import PAIRS
from respondeat.graph.command.relations import RelationGraph

from .counted import EDGES, Count, Neighbour, Neighbours

_Ints = NDArray[np.int64]
_Flags = NDArray[np.bool_]

_KINDS: Final = 256  # a kind is a byte
_IS_PAIR: Final = np.array([n in PAIRS for n in range(_KINDS)])
_CARRIES: Final = np.array([n in PAIRS and PAIRS[n].carries for n in range(_KINDS)])
_OF_EVENT: Final = np.array([n in PAIRS and PAIRS[n].of_event for n in range(_KINDS)])


def around(
    graph: RelationGraph,
    entity: str,
    relations: Collection[str] = (),
    when: When | None = None,
    *,
    only_certain: bool = False,
    limit: int = 50,
) -> Neighbours:
    """The neighbours of an entity: those with the most upheld statements first, then by id.

    `relations` are names of pairs (`NAMES`) from the side of the entity: "Posting.holder.body" gives the
    bodies of a person, "Posting.body.holder" those who serve in a body; all when empty. Statements that are
    denied or withdrawn are counted and given with their state. With `when` only those count that can hold
    then, with `only_certain` those that surely do, then or on some day. Linear in the statements of the
    entity, but for sorting.
    """
    node = graph.node(entity)
    if node is None:
        return Neighbours((), 0, ())
    rows = _Rows.at(graph, node)
    rows = rows.where(_timed(graph, rows, when, only_certain))
    asked = rows.where(_named(rows, frozenset(relations))) if relations else rows
    others, place = np.unique(asked.other, return_inverse=True)
    upheld = _statements_each(asked.where(asked.upheld), place[asked.upheld], len(others))
    every = _statements_each(asked, place, len(others))
    best = np.lexsort((others, -every, -upheld))[:limit]
    together = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[together], np.arange(len(others) + 1)).tolist()
    shown = tuple(
        _neighbour(graph, int(others[at]), int(every[at]), asked.where(together[starts[at] : starts[at + 1]]))
        for at in best.tolist()
    )
    return Neighbours(tuple(_counts(rows)), len(others), shown)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the links of a node: `other` is the other end, `main` says that the node is the main end."""

    row: _Ints
    link: _Ints
    other: _Ints
    kind: _Ints
    main: _Flags
    statement: _Ints
    upheld: _Flags
    certain: _Flags

    @classmethod
    def at(cls, graph: RelationGraph, node: int) -> "_Rows":
        """All rows of pairs at a node, none of them with itself."""
        a = graph.arrays
        up = np.arange(a.up_start[node], a.up_start[node + 1])
        down = a.down[a.down_start[node] : a.down_start[node + 1]].astype(np.int64)
        links = np.concatenate((up, down))
        other = np.concatenate((a.target[up], a.source[down])).astype(np.int64)
        main = np.arange(len(links)) < len(up)
        kept = _IS_PAIR[a.kind[links]] & (other != node)
        links, other, main = links[kept], other[kept], main[kept]
        start, many = a.row_start[links].astype(np.int64), np.diff(a.row_start)[links]
        row = np.repeat(start - np.cumsum(many) + many, many) + np.arange(many.sum())
        link = np.repeat(links, many)
        kind = a.kind[link].astype(np.int64)
        upheld = (a.state[row] < State.DENIED) & _CARRIES[kind]
        statement = a.statement[row].astype(np.int64)
        return cls(
            row, link, np.repeat(other, many), kind, np.repeat(main, many), statement, upheld, upheld.copy()
        )  # fmt: skip

    def where(self, mask: _Flags | NDArray[np.intp]) -> "_Rows":
        """Some of the rows, by flags or by their places."""
        return _Rows(*(getattr(self, f.name)[mask] for f in fields(self)))


def _timed(graph: RelationGraph, rows: _Rows, when: When | None, only_certain: bool) -> _Flags:
    """Which rows hold in time; notes in `rows.certain` which surely do."""
    a = graph.arrays
    bounds = {name: getattr(a, name)[rows.row].astype(np.int64) for name in ("es", "ls", "ee", "le")}
    undated = (bounds["es"] == EARLY) & (bounds["ls"] == LATE) & (bounds["ee"] == EARLY)
    undated &= (bounds["le"] == LATE) & _OF_EVENT[rows.kind]
    _give_event_time(graph, rows, bounds, undated)
    possible = np.ones(len(rows.row), bool)
    sure = (bounds["ls"] <= bounds["ee"]) & (a.weak[rows.row] == 0)
    if when is not None:
        lo, hi = when.window
        possible = (bounds["es"] <= hi) & (bounds["le"] >= lo)
        sure &= (bounds["ls"] <= lo) & (bounds["ee"] >= hi)
    rows.certain[:] &= sure
    return possible & rows.certain if only_certain else possible


def _give_event_time(graph: RelationGraph, rows: _Rows, bounds: dict[str, _Ints], undated: _Flags) -> None:
    """What has no time of its own has that of its event, which stands at the target of its link."""
    if not undated.any():
        return
    at = np.flatnonzero(undated)
    events, place = np.unique(graph.arrays.target[rows.link[at]], return_inverse=True)
    spans = [graph.time(event) for event in events.tolist()]
    for name, values in (
        ("es", [s.possible[0] for s in spans]),
        ("le", [s.possible[1] for s in spans]),
        ("ls", [s.sure[0] for s in spans]),
        ("ee", [s.sure[1] for s in spans]),
    ):
        bounds[name][at] = np.array(values, np.int64)[place]


def _names(rows: _Rows) -> Iterator[tuple[tuple[str, str, str], _Flags]]:
    """The pairs of roles in which rows stand, as in the ontology: relation, own role, other role."""
    for kind in np.unique(rows.kind).tolist():
        pair = PAIRS[kind]
        for main in (True, False):
            mask = (rows.kind == kind) & (rows.main == main)
            if mask.any():
                roles = (pair.role, pair.other) if main else (pair.other, pair.role)
                yield (pair.relation, *roles), mask


def _named(rows: _Rows, relations: frozenset[str]) -> _Flags:
    wanted = np.zeros(len(rows.row), bool)
    for name, mask in _names(rows):
        if ".".join(name) in relations:
            wanted |= mask
    return wanted


def _counts(rows: _Rows) -> Iterator[Count]:
    """One for each pair of roles; what is numbered twice (verdicts on identity) is one."""
    found: dict[tuple[str, str, str], _Flags] = {}
    for name, mask in _names(rows):
        found[name] = found[name] | mask if name in found else mask
    for name, mask in found.items():
        yield Count(*name, len(np.unique(rows.other[mask])), len(np.unique(rows.statement[mask])))


def _statements_each(rows: _Rows, place: NDArray[Any], others: int) -> _Ints:
    """How many statements there are for each neighbour."""
    pairs = np.unique(np.stack((place.astype(np.int64), rows.statement)), axis=1) if len(place) else None
    return np.bincount(pairs[0] if pairs is not None else [], minlength=others)


def _neighbour(graph: RelationGraph, node: int, statements: int, rows: _Rows) -> Neighbour:
    state = graph.arrays.state[rows.row]
    order = np.lexsort((rows.row, rows.statement, rows.kind, ~rows.certain, state))[:EDGES].tolist()
    edges = (
        graph.edge(int(rows.row[at]), int(rows.link[at]), PAIRS[int(rows.kind[at])], bool(rows.certain[at]))
        for at in order
    )
    return Neighbour(graph.iri(node), statements, tuple(edges))
