"""The command graph: who stood above whom, when, by which statements. Chains run on it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from respondeat.graph.dates import Bounds
from respondeat.ontology import vocabulary as v

from .arrays import EARLY, LATE, Arrays, Numbers, load, pack, unpack, unpack_all
from .build import CLASSES, IS_INVENTED, IS_PLACEHOLDER, IS_PROTECTED
from .days import NO_DAYS, Days, union
from .kinds import Kind
from .states import UNCARRIED, State
from .when import Mode, When

# memoryviews give single numbers several times faster than arrays do
_PERSON: Final = CLASSES.index(v.PERSON)
_GROUPS: Final = frozenset({CLASSES.index(v.BODY_GROUP), CLASSES.index(v.PERSON_GROUP)})
_EVENTS: Final = frozenset({CLASSES.index(v.EVENT), CLASSES.index(v.PATTERN)})
_SUMMITS: Final = frozenset({CLASSES.index(v.R + "State"), CLASSES.index(v.R + "Post")})
_KEPT: Final = 50_000  # IRIs in memory, about 10 MB
_KINDS: Final = {int(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One statement of a link, as the graph holds it; None means unbounded."""

    statement: str
    es: int | None
    ls: int | None
    ee: int | None
    le: int | None
    first: int | None  # possible from and to, after rule next-attested
    last: int | None
    state: State
    weak: bool


class CommandGraph:
    """A graph over integer nodes and links; immutable, safe to share between threads.

    Nodes are persons, bodies, posts, groups and events. `node` finds one by its IRI, `iri` gives it back. A
    link runs from the lower end (`source`) to the higher (`target`).
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        a = arrays
        self.up_start = a.up_start.data
        self.down_start = a.down_start.data
        self.down = a.down.data
        self.source = a.source.data
        self.target = a.target.data
        self.kind_number = a.kind.data
        self.row_start = a.row_start.data
        self.first, self.last = a.first.data, a.last.data
        self.ls, self.ee = a.ls.data, a.ee.data
        self.es, self.le = a.es.data, a.le.data
        self.state, self.weak = a.state.data, a.weak.data
        self._statement = a.statement.data
        self.node_class, self.node_flags = a.node_class.data, a.node_flags.data
        self._node_blob, self._node_at = a.node_blob.data, a.node_offsets.data
        self._iri = _texts(self._node_blob, self._node_at)
        self._statement_iri = _texts(a.stmt_blob.data, a.stmt_offsets.data)

    @classmethod
    def open(cls, directory: Path) -> "CommandGraph":
        """The graph that `save` wrote to `directory`, mapped into memory."""
        return cls(load(directory))

    # ---- nodes ----

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self.up_start) - 1

    @property
    def link_count(self) -> int:
        """How many links there are."""
        return len(self.source)

    def node(self, iri: str) -> int | None:
        """The number of a node, None when the graph does not hold it."""
        wanted, lo, hi = pack(iri), 0, self.node_count
        while lo < hi:
            mid = (lo + hi) // 2
            if self._packed(mid) < wanted:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < self.node_count and self._packed(lo) == wanted else None

    def _packed(self, node: int) -> bytes:
        return self._node_blob[self._node_at[node] : self._node_at[node + 1]].tobytes()

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self._iri(node)

    def iris(self, nodes: Numbers) -> list[str]:
        """The IRIs of nodes."""
        return unpack_all(self._node_blob, self.arrays.node_offsets, nodes)

    def is_person(self, node: int) -> bool:
        """Whether the node is a person."""
        return self.node_class[node] == _PERSON

    def is_group(self, node: int) -> bool:
        """Whether the node is a group of bodies or persons."""
        return self.node_class[node] in _GROUPS

    def is_event(self, node: int) -> bool:
        """Whether the node is an event or a pattern of events."""
        return self.node_class[node] in _EVENTS

    def is_summit(self, node: int) -> bool:
        """Whether nothing can be expected above the node: it is a State or a post."""
        return self.node_class[node] in _SUMMITS

    def is_placeholder(self, node: int) -> bool:
        """Whether the node stands for a body that a source leaves unnamed or undescribed."""
        return bool(self.node_flags[node] & IS_PLACEHOLDER)

    def is_invented(self, node: int) -> bool:
        """Whether the node belongs to invented example data."""
        return bool(self.node_flags[node] & IS_INVENTED)

    def is_protected(self, node: int) -> bool:
        """Whether the node is a protected person."""
        return bool(self.node_flags[node] & IS_PROTECTED)

    def time_of(self, event: int, mode: Mode | None = None) -> When:
        """When an event was: over what its upheld statements of existence say, or ever, when none does.

        An event whose statements give one day, or one unknown day in a span, is asked by Mode.DAY, one that
        is said to last by `mode` (Mode.SOME when None).
        """
        rows = [
            row
            for link in self.up(event)
            if self.kind_number[link] == Kind.TIME
            for row in self.rows(link)
            if row.state not in UNCARRIED
        ]
        if not rows:
            return When.day(EARLY + 1, LATE - 1)
        widest = Bounds(
            _least(row.es for row in rows),
            _most(row.ls for row in rows),
            _least(row.ee for row in rows),
            _most(row.le for row in rows),
        )
        lasting = any((row.es, row.ls) != (row.ee, row.le) for row in rows)
        if mode is None and not lasting:
            return When.day(
                EARLY + 1 if widest.es is None else widest.es, LATE - 1 if widest.le is None else widest.le
            )
        return When.event(widest, mode or Mode.SOME)

    # ---- links ----

    def up(self, node: int) -> range:
        """The links from a node to what is above it, all kinds."""
        return range(self.up_start[node], self.up_start[node + 1])

    def below(self, node: int) -> list[int]:
        """The links to a node from what is below it, all kinds."""
        return self.down[self.down_start[node] : self.down_start[node + 1]].tolist()

    def kind(self, link: int) -> Kind:
        """The kind of a link."""
        return _KINDS[self.kind_number[link]]

    def rows(self, link: int) -> Iterator[LinkRow]:
        """The statements of a link, in order of their latest start."""
        for row in range(self.row_start[link], self.row_start[link + 1]):
            yield LinkRow(
                self.statement_iri(row),
                _early(self.es[row]),
                _late(self.ls[row]),
                _early(self.ee[row]),
                _late(self.le[row]),
                _early(self.first[row]),
                _late(self.last[row]),
                State(self.state[row]),
                bool(self.weak[row]),
            )

    def statement_iri(self, row: int) -> str:
        """The IRI of the statement that a row comes from."""
        return self._statement_iri(self._statement[row])

    def statement_iris(self, rows: Numbers) -> list[str]:
        """The IRIs of the statements that rows come from."""
        a = self.arrays
        return unpack_all(a.stmt_blob.data, a.stmt_offsets, a.statement[rows])

    def possible_days(self, link: int, lo: int, hi: int) -> Days:
        """The days from `lo` to `hi` on which a link can hold: the union over its statements."""
        start, end = self.row_start[link], self.row_start[link + 1]
        if end == start + 1:
            p, q = max(lo, self.first[start]), min(hi, self.last[start])
            return ((p, q),) if p <= q else NO_DAYS
        first, last = self.first, self.last
        return union((max(lo, first[r]), min(hi, last[r])) for r in range(start, end))

    def certain_days(self, link: int) -> Days:
        """The days on which a link surely holds: over its upheld statements that are not derived."""
        start, end = self.row_start[link], self.row_start[link + 1]
        if end == start + 1:
            p, q = self.ls[start], self.ee[start]
            upheld = p <= q and self.first[start] <= self.last[start] and not self.weak[start]
            return ((p, q),) if upheld else NO_DAYS
        return union(
            (self.ls[r], self.ee[r])
            for r in range(start, end)
            if self.first[r] <= self.last[r] and not self.weak[r]
        )

    def reaching(self, link: int, days: Days, certain: bool) -> list[int]:
        """The rows of a link that reach the grade: those certain, or else possible, on any of `days`."""
        low, high = (self.ls, self.ee) if certain else (self.first, self.last)
        first, last, weak = self.first, self.last, self.weak
        found = []
        for row in range(self.row_start[link], self.row_start[link + 1]):
            p, q = low[row], high[row]
            # p > q where it held at some time between two days: it is certain on none
            if p > q or first[row] > last[row] or (certain and weak[row]):
                continue
            for a, b in days:
                if p <= b and a <= q:
                    found.append(row)
                    break
        return found

    def statements_on(self, link: int, days: Days, certain: bool) -> tuple[str, ...]:
        """The statements of the rows that reach the grade."""
        return tuple(self.statement_iri(row) for row in self.reaching(link, days, certain))


def _texts(blob: memoryview, at: memoryview) -> Callable[[int], str]:
    """IRIs by number. The last ones asked for are kept: chains meet at the top, and share what is there."""

    @lru_cache(maxsize=_KEPT)
    def text(number: int) -> str:
        return unpack(blob[at[number] : at[number + 1]].tobytes())

    return text


def _least(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else min(day for day in known if day is not None)


def _most(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else max(day for day in known if day is not None)


def _early(day: int) -> int | None:
    return None if day == EARLY else day


def _late(day: int) -> int | None:
    return None if day == LATE else day
