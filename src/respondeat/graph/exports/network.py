"""A part of the command graph with its times: what the formats for graph programs are written from."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from respondeat.graph.command import CONCEPT, EARLY, LATE, CommandGraph, Days, State, union
from respondeat.graph.command.kinds import CLIMBED, TIES
from respondeat.graph.command.states import UNCARRIED

KINDS = CLIMBED | TIES


@dataclass(frozen=True, slots=True)
class Node:
    """A person, body, group, event or gap; `days` are those on which one of its links can hold.

    Of a gap they are those on which it is one; `last_before` and `first_after` say who is attested nearest.
    """

    id: str
    name: str
    kind: str
    placeholder: bool
    invented: bool
    days: Days
    last_before: str = ""
    first_after: str = ""

    def near(self) -> dict[str, str]:
        """Who is attested nearest to a gap, by which side of it."""
        told = {"last_before": self.last_before, "first_after": self.first_after}
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Spell:
    """One statement of a link: the days on which it can hold, and those on which it surely does.

    `reserve` says in words with what reserve it is said, "" where somebody plainly asserts it.
    """

    statement: str
    possible: tuple[int, int]
    certain: tuple[int, int] | None
    state: State
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from the lower end to the higher, with its spells in order; to a gap it has none."""

    source: str
    target: str
    kind: str
    spells: tuple[Spell, ...]

    @property
    def days(self) -> Days:
        """The days on which the link can hold."""
        return union(s.possible for s in self.spells)

    @property
    def reserve(self) -> str:
        """With what reserve it is said, or one of its statements is."""
        return "; ".join(sorted({s.reserve for s in self.spells} - {""}))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, each sorted by id."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def near(self) -> tuple[str, ...]:
        """The names of what is told of gaps; () where there are none."""
        return ("last_before", "first_after") if any(node.near() for node in self.nodes) else ()


@dataclass(frozen=True, slots=True)
class Described:
    """What the command graph does not hold of a node."""

    name: str
    kind: str


def network(graph: CommandGraph, nodes: dict[str, Described], kinds: Container[int] = KINDS) -> Network:
    """The links of some kinds among nodes (by IRI), each with a spell for every upheld statement.

    The days are those of the four bounds after rule next-attested: from earliest start to latest end;
    surely held from latest start to earliest end, by statements that are not derived only. A part in an
    event has the days of the event.
    """
    numbers = {n: iri for iri in nodes if (n := graph.node(iri)) is not None}
    edges = sorted(_edges(graph, numbers, kinds), key=lambda e: (e.source, e.target, e.kind))
    days: dict[str, list[tuple[int, int]]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            days.setdefault(end, []).extend(edge.days)
    return Network(
        tuple(_node(graph, iri, nodes[iri], days.get(iri, ())) for iri in sorted(nodes)), tuple(edges)
    )


def _node(graph: CommandGraph, iri: str, told: Described, days: Iterable[tuple[int, int]]) -> Node:
    n = graph.node(iri)
    if n is None:  # in no link of the command graph
        return Node(iri, told.name, told.kind, False, False, ())
    held = (graph.time_of(n).window,) if graph.is_event(n) else union(days)
    return Node(iri, told.name, told.kind, graph.is_placeholder(n), graph.is_invented(n), held)


def _edges(graph: CommandGraph, nodes: dict[int, str], kinds: Container[int]) -> Iterator[Edge]:
    for node, source in nodes.items():
        for link in graph.up(node):
            target = nodes.get(graph.target[link])
            if target is not None and target != source and graph.kind_number[link] in kinds:
                spells = tuple(sorted(_spells(graph, link), key=lambda s: (s.possible, s.statement)))
                if spells:
                    yield Edge(source, target, CONCEPT[graph.kind(link)], spells)


def _spells(graph: CommandGraph, link: int) -> Iterator[Spell]:
    for row in range(graph.row_start[link], graph.row_start[link + 1]):
        state = State(graph.state[row])
        if state in UNCARRIED or graph.first[row] > graph.last[row]:
            continue
        lo, hi = graph.ls[row], graph.ee[row]
        sure = lo <= hi and not graph.weak[row]
        possible, certain = _during(graph, link, (graph.first[row], graph.last[row]), (lo, hi))
        if possible[0] <= possible[1]:
            kept = certain if sure and certain[0] <= certain[1] else None
            yield Spell(graph.statement_iri(row), possible, kept, state)


def _during(
    graph: CommandGraph, link: int, possible: tuple[int, int], certain: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The days of a link, those of a part in an event within the event."""
    if graph.kind_number[link] not in TIES:
        return possible, certain
    when = graph.time_of(graph.source[link])
    return _both(possible, when.window), _both(certain, (when.xl, when.ys))


def _both(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return max(a[0], b[0]), min(a[1], b[1])


def bounded(days: tuple[int, int]) -> tuple[int | None, int | None]:
    """First and last day, None for the ends of time."""
    lo, hi = days
    return None if lo <= EARLY + 1 else lo, None if hi >= LATE - 1 else hi


def ends(days: Iterable[tuple[int, int]]) -> tuple[int | None, int | None]:
    """The first and last day of all; None for the ends of time and where there are none."""
    known = list(days)
    return bounded((known[0][0], known[-1][1])) if known else (None, None)
