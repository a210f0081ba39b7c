"""Rows of decision chains: what is said at one stage of a case, how it hangs together, and when it was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from respondeat.graph.command import EARLY, LATE, State
from respondeat.graph.command.basis import Basis, basis
from respondeat.graph.command.cases import unreal
from respondeat.graph.command.days import Days
from respondeat.graph.command.upheld import Upheld
from respondeat.graph.dates import Bounds, Grade, grade_during
from respondeat.graph.statement import Statement, Value
from respondeat.ontology import vocabulary as v

ALWAYS: Final[Days] = ((EARLY + 1, LATE - 1),)
_TOLD: Final = (
    *("content", "sentence", "inAbsentia", "regime", "condition", "ground", "characterisedAs"),
    *("judge", "court", "provision"),
)

_BASES: Final = tuple(Basis)
_OFFICES: Final = frozenset(v.R + name for name in ("judge", "court", "provision"))
_LINKED: Final = (
    *("same statement", "same event", "posting", "same person", "same place", "same provision"),
    *("same passage", "same stage"),
)

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """What is said at one stage of the case of `person` ("" where nobody's case is meant).

    `value` is who or what decided, or where somebody was held; "" where the row tells of `event` alone.
    `role` is as what it stands there. `linked` says by what the row belongs to what was asked for: same
    statement, same event, same person, same place, same provision, same passage, same stage, or the posting
    of whoever acted. `beside` is what else the statements say; `times` are those that say when. `certain`: on
    the days asked for it surely held, or without such days on some day. `unreal`: only called for, expected
    or said on a condition.
    """

    stage: str
    person: str
    value: str
    role: str
    event: str
    linked: str
    beside: tuple[tuple[str, Value], ...]
    statements: tuple[str, ...]
    state: State
    times: tuple[str, ...]
    certain: bool
    basis: Basis
    first: int
    unreal: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What no statement in the graph names at a stage.

    `kind` is no-statement (nothing is said of the stage), nobody-named (of `event` nobody who acted) or
    no-head (of the body `place` no head is certain on the days of custody or death).
    """

    stage: str
    kind: str
    event: str = ""
    place: str = ""
    statements: tuple[str, ...] = ()


def row(
    stage: str,
    said: Iterable[Upheld],
    *,
    person: str = "",
    value: str = "",
    role: str = "",
    event: str = "",
    linked: str,
    when: Iterable[Upheld] = (),
    beside: Iterable[Upheld] | None = None,
    only: frozenset[str] = frozenset(_TOLD),
    window: Window | None = None,
) -> Row | None:
    """A row from what is said; None when its time excludes the days asked for.

    `when` says more of its time. What stands `beside` is read from all that is said, unless given: of these
    roles `only`. The state is the weakest of the links, each as good as the best of its statements.
    """
    upheld, times = tuple(said), tuple(when)
    timed = [u.statement for u in (*upheld, *times) if _bounds(u.statement) is not None]
    if window is not None and timed and all(_excluded(s, window) for s in timed):
        return None
    sure = any(_certain(s, window) for s in timed)
    days = ALWAYS if window is None else (window,)
    bounds = [b for s in timed if (b := _bounds(s)) is not None]
    rests = basis(bounds, days)
    return Row(
        stage,
        person,
        value,
        role,
        event,
        linked,
        told(upheld if beside is None else beside, only, value),
        tuple(sorted({u.statement.id for u in (*upheld, *times)})),
        state(upheld),
        tuple(sorted({s.id for s in timed})),
        sure,
        Basis.CERTAIN if sure else max(rests, Basis.BOUNDED, key=_BASES.index),
        min((day for b in bounds for day in (b.es, b.ls, b.ee, b.le) if day is not None), default=LATE),
        unreal(upheld),
    )


def told(said: Iterable[Upheld], only: frozenset[str], value: str) -> tuple[tuple[str, Value], ...]:
    """What statements say beside who stands in them, sorted: of the roles `only`, and never `value` again."""
    pairs = ((name, u.statement.get(name)) for u in said for name in only)
    found = {(name, x) for name, x in pairs if x is not None and x != value}
    return tuple(sorted(found, key=lambda pair: (_TOLD.index(pair[0]), repr(pair[1]))))


def state(said: Iterable[Upheld]) -> State:
    """The weakest of the links among statements, each as good as the best of its statements."""
    links: dict[tuple[object, ...], State] = defaultdict(lambda: State.RETRACTED)
    for u in said:
        links[u.statement.link] = min(links[u.statement.link], u.evidence.state)
    return max(links.values(), default=State.SUPPORTED)


def merged(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows by their first known day, undated ones last; the same row is there once."""
    return tuple(sorted(dict.fromkeys(rows), key=order))


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The same, with what a conviction and a part in its event say of one judge or court as one row."""
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for r in rows:
        told_of = (r.stage, r.person, r.value, r.event) if r.value and r.event else (r,)
        found[told_of].append(r)
    return merged(same[0] if len(same) == 1 else _one(same) for same in found.values())


def _one(rows: list[Row]) -> Row:
    best = min(rows, key=lambda r: (_LINKED.index(r.linked), _BASES.index(r.basis), r.role))
    return replace(
        best,
        role=min(rows, key=lambda r: (r.role in _OFFICES, r.role)).role,
        beside=tuple(dict.fromkeys(pair for r in rows for pair in r.beside)),
        statements=tuple(sorted({s for r in rows for s in r.statements})),
        state=max(r.state for r in rows),
        times=tuple(sorted({s for r in rows for s in r.times})),
        certain=any(r.certain for r in rows),
        basis=min((r.basis for r in rows), key=_BASES.index),
        first=min(r.first for r in rows),
        unreal=all(r.unreal for r in rows),
    )


def order(r: Row) -> tuple[object, ...]:
    """The key that orders rows of one stage."""
    return r.first, r.event, r.value != "", _LINKED.index(r.linked), r.person, r.role, r.value, r.statements


def _bounds(s: Statement) -> Bounds | None:
    return None if s.time is None or s.time.bounds == Bounds() or s.relation == v.POSTING else s.time.bounds


def _certain(s: Statement, window: Window | None) -> bool:
    b = _bounds(s)
    if b is None or s.derived:
        return False
    if window is None:
        return b.ls is not None and b.ee is not None and b.ls <= b.ee
    return grade_during(b, _span(window)) is Grade.CERTAIN


def _excluded(s: Statement, window: Window) -> bool:
    b = _bounds(s)
    return b is not None and grade_during(b, _span(window)) is Grade.EXCLUDED


def _span(window: Window) -> Bounds:
    lo, hi = window
    return Bounds(lo, lo, hi, hi)
