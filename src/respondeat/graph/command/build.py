"""From statements to the arrays, wholly or onto arrays that are there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from respondeat.graph.dates import Bounds
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .arrays import DERIVED, EARLY, LATE, ONLY_PROVEN, Arrays, Ints, Strings, pack
from .cuts import cut
from .kinds import HEADS, SUPERIORS, TIES, links_of
from .states import UNCARRIED, State

CLASSES: Final = ("", *sorted(v.ENTITY_CLASSES))  # sorted: of two classes the first counts, as in a store
_CLASS_NUMBER: Final = {cls: n for n, cls in enumerate(CLASSES)}
IS_PLACEHOLDER: Final = 1
IS_INVENTED: Final = 2
IS_PROTECTED: Final = 4
_OPEN: Final = Bounds()
_ALWAYS: Final = Bounds(None, EARLY + 1, LATE - 1, None)
_FLAGS: Final = {v.PLACEHOLDER: IS_PLACEHOLDER, v.INVENTED: IS_INVENTED, v.PROTECTED: IS_PROTECTED}


@dataclass(frozen=True, slots=True)
class Row:
    """One link as one statement gives it."""

    source: bytes
    target: bytes
    kind: int
    bounds: Bounds
    statement: bytes
    state: int
    weak: int


Links = Callable[[Statement], Iterable[tuple[int, str, str]]]
"""Gives the links of a statement: kind, lower end, higher end."""


def rows_of(
    statement: Statement, state: State, *, only_proven: bool = False, links: Links = links_of
) -> Iterable[Row]:
    """The rows that a statement adds to the arrays."""
    id = pack(statement.id)
    weak = DERIVED if statement.derived else ONLY_PROVEN if only_proven else 0
    for kind, source, target in links(statement):
        if source and target:
            bounds = _bounds(statement, kind in TIES)
            yield Row(pack(source), pack(target), kind, bounds, id, state, weak)


def _bounds(statement: Statement, tie: bool) -> Bounds:
    bounds = _OPEN if statement.time is None else statement.time.bounds
    return _ALWAYS if tie and bounds == _OPEN else bounds  # a part in an event has the time of the event


def describe(entity: Entity) -> tuple[int, int]:
    """The class number and flags of an entity."""
    flags = 0
    for prop, flag in _FLAGS.items():
        if entity.get(prop) is True:
            flags |= flag
    return _CLASS_NUMBER.get(entity.cls, 0), flags


def described_as(one: tuple[int, int], other: tuple[int, int] | None) -> tuple[int, int]:
    """The class number and flags of an entity that is described twice."""
    if other is None:
        return one
    return min(filter(None, (one[0], other[0])), default=0), one[1] | other[1]


def build(
    rows: Sequence[Row],
    entities: Mapping[bytes, tuple[int, int]],
    old: Arrays | None = None,
    states: Mapping[bytes, int] | None = None,
    proven: Mapping[bytes, bool] | None = None,
) -> Arrays:
    """The arrays over `rows`, added to `old`; `states` are new states of statements that `old` holds.

    `proven` says of the same whether only proofs uphold them.

    `entities` are class numbers and flags by packed IRI. A row that `old` holds already is not added
    again; it is no longer weak when it is stated again and not derived.
    """
    base = _Columns.of(old) if old is not None else None
    old_nodes = old.nodes.tolist() if old is not None else []
    old_statements = old.statements.tolist() if old is not None else []
    known = set(old_statements)
    fresh = [row for row in rows if row.statement not in known]
    nodes = _merged(old_nodes, (end for row in fresh for end in (row.source, row.target)))
    statements = _merged(old_statements, (row.statement for row in fresh))
    node_at = {name: n for n, name in enumerate(nodes)}
    statement_at = {name: n for n, name in enumerate(statements)}
    columns = _Columns.fresh(fresh, node_at, statement_at)
    if base is not None:
        columns = base.renumbered(_places(old_nodes, node_at), _places(old_statements, statement_at)).plus(
            columns
        )
    for name, state in (states or {}).items():
        columns.state[columns.statement == statement_at[name]] = state
    stated = [statement_at[row.statement] for row in rows if row.statement in known and row.weak != DERIVED]
    columns.weak[np.isin(columns.statement, stated)] = 0
    for name, alone in (proven or {}).items():
        own = (columns.statement == statement_at[name]) & (columns.weak != DERIVED)
        columns.weak[own] = ONLY_PROVEN if alone else 0
    described = _described(old, old_nodes, nodes, node_at, entities)
    return _assemble(columns, nodes, statements, described)


def restated(a: Arrays, states: Mapping[bytes, int], proven: Mapping[bytes, bool]) -> Arrays:
    """The same arrays with other states of some statements, and whether only proofs uphold them.

    What rule next-attested makes of the others changes with it.
    """
    names = a.statements
    found = {name: at for name in states if (at := names.find(name)) is not None}
    new_state, new_weak = (np.full(len(names), -1, np.int32) for _ in range(2))
    for name, at in found.items():
        new_state[at], new_weak[at] = states[name], ONLY_PROVEN if proven[name] else 0
    columns = _Columns.of(a)
    state, weak = new_state[columns.statement], new_weak[columns.statement]
    columns = replace(
        columns,
        state=np.where(state < 0, columns.state, state),
        weak=np.where((weak < 0) | (columns.weak == DERIVED), columns.weak, weak),
    )
    first, last = _possible(columns)
    return replace(
        a, state=columns.state.astype(np.uint8), weak=columns.weak.astype(np.uint8), first=first, last=last
    )


def _merged(old: list[bytes], new: Iterable[bytes]) -> list[bytes]:
    added = set(new)
    return sorted(added.union(old)) if added else old


def _places(names: list[bytes], at: Mapping[bytes, int]) -> Ints:
    return np.fromiter((at[name] for name in names), np.int32, len(names))


@dataclass(frozen=True, slots=True)
class _Columns:
    source: Ints
    target: Ints
    kind: Ints
    es: Ints
    ls: Ints
    ee: Ints
    le: Ints
    state: Ints
    weak: Ints
    statement: Ints

    @classmethod
    def of(cls, a: Arrays) -> "_Columns":
        link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
        return cls(
            a.source[link], a.target[link], a.kind[link].astype(np.int32), a.es[:], a.ls[:], a.ee[:], a.le[:],
            a.state.astype(np.int32), a.weak.astype(np.int32), a.statement[:],
        )  # fmt: skip

    @classmethod
    def fresh(cls, rows: Sequence[Row], node_at: Mapping[bytes, int], at: Mapping[bytes, int]) -> "_Columns":
        table = [
            (
                node_at[r.source], node_at[r.target], r.kind,
                _low(r.bounds.es), _high(r.bounds.ls), _low(r.bounds.ee), _high(r.bounds.le),
                r.state, r.weak, at[r.statement],
            )
            for r in rows
        ]  # fmt: skip
        columns = np.array(table, np.int32).reshape(len(rows), 10).T
        return cls(*(np.ascontiguousarray(column) for column in columns))

    def renumbered(self, node: Ints, statement: Ints) -> "_Columns":
        return _Columns(
            node[self.source], node[self.target], self.kind, self.es, self.ls, self.ee, self.le, self.state,
            self.weak, statement[self.statement],
        )  # fmt: skip

    def plus(self, other: "_Columns") -> "_Columns":
        names = _Columns.__dataclass_fields__
        return _Columns(*(np.concatenate((getattr(self, n), getattr(other, n))) for n in names))

    def ordered(self, order: Ints) -> "_Columns":
        return _Columns(*(getattr(self, n)[order] for n in _Columns.__dataclass_fields__))


def _low(day: int | None) -> int:
    return EARLY if day is None else max(EARLY + 1, min(LATE - 1, day))


def _high(day: int | None) -> int:
    return LATE if day is None else max(EARLY + 1, min(LATE - 1, day))


def _described(
    old: Arrays | None,
    old_nodes: list[bytes],
    nodes: list[bytes],
    node_at: Mapping[bytes, int],
    entities: Mapping[bytes, tuple[int, int]],
) -> tuple[Ints, Ints]:
    classes, flags = np.zeros(len(nodes), np.int32), np.zeros(len(nodes), np.int32)
    if old is not None and old_nodes:
        places = _places(old_nodes, node_at)
        classes[places], flags[places] = old.node_class, old.node_flags
    for name, (cls, flag) in entities.items():
        if (at := node_at.get(name)) is not None:
            classes[at], flags[at] = described_as((cls, flag), (int(classes[at]), int(flags[at])))
    return classes, flags


def _assemble(
    c: _Columns, nodes: list[bytes], statements: list[bytes], described: tuple[Ints, Ints]
) -> Arrays:
    c = c.ordered(np.lexsort((c.statement, c.ls, c.target, c.kind, c.source)).astype(np.int32))
    new_link = np.ones(len(c.source), bool)
    if len(new_link) > 1:
        new_link[1:] = (np.diff(c.source) != 0) | (np.diff(c.kind) != 0) | (np.diff(c.target) != 0)
    at = np.flatnonzero(new_link)
    source, target = c.source[at], c.target[at]
    first, last = _possible(c)
    node_names, statement_names = Strings.of(nodes), Strings.of(statements)
    down = np.argsort(target, kind="stable").astype(np.int32)
    return Arrays(
        node_names.blob, node_names.offsets, described[0].astype(np.uint8), described[1].astype(np.uint8),
        _starts(source, len(nodes)), _starts(target[down], len(nodes)),
        source, target, c.kind[at].astype(np.uint8), np.append(at, len(c.source)).astype(np.int32), down,
        c.es, c.ls, c.ee, c.le, first, last, c.state.astype(np.uint8), c.weak.astype(np.uint8), c.statement,
        statement_names.blob, statement_names.offsets,
    )  # fmt: skip


def _starts(ends: Ints, nodes: int) -> Ints:
    return np.searchsorted(ends, np.arange(nodes + 1)).astype(np.int32)


def _possible(c: _Columns) -> tuple[Ints, Ints]:
    left_out = np.isin(c.state, list(UNCARRIED))
    cutter = (c.state == State.SUPPORTED) & (c.weak == 0)
    first, last = cut(_groups(c), c.target, c.es, c.ls, c.ee, c.le, cutter)
    first[left_out], last[left_out] = LATE, EARLY
    return first, last


def _groups(c: _Columns) -> Ints:
    """What rows compete for: the headship of one body, or being its superior by one kind of link."""
    heads = np.isin(c.kind, list(HEADS))
    superiors = np.isin(c.kind, list(SUPERIORS))
    slot = np.where(superiors, c.kind, 0).astype(np.int64)  # 0 is the number of HEAD: heads share a slot
    group = c.source.astype(np.int64) * 8 + slot
    if len(group) and group.max() >= 2**31:
        raise OverflowError("more nodes than the command graph can hold")
    return np.where(heads | superiors, group, -1).astype(np.int32)
