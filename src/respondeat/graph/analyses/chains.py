"""Chains of command: from an event, a body or a person up to the top, each hop judged in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from respondeat.graph.command import (
    HEADS,
    MAX_CHAINS,
    MAX_HOPS,
    POSTINGS,
    SUPERIORS,
    TIES,
    CommandGraph,
    Days,
    Judge,
    Kind,
    Path,
    State,
    When,
    climb,
)
from respondeat.graph.command.build import IS_PLACEHOLDER
from respondeat.graph.command.standing import Attested, above
from respondeat.graph.command.toward import ways


class Hop(NamedTuple):
    """One link of a chain: `source` is the lower end, `target` the higher.

    `statements` are those that reach the hop's grade on the chain's feasible days; `state` is the
    weakest of theirs. `pattern` marks a hop that no source states of this body: it leads over a group
    whose members are unnamed.
    """

    link: int
    kind: Kind
    source: str
    target: str
    certain: bool
    state: State
    statements: tuple[str, ...]
    derived: bool
    placeholder: bool
    pattern: bool


class Chain(NamedTuple):
    """A way from the target upward that can hold; certain when every link surely holds."""

    hops: tuple[Hop, ...]
    certain: bool
    feasible: Days
    cut_short: bool

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes from the lowest to the highest."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


_STATES = tuple(State)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing on a way up: `kind` is no-head, no-superior, placeholder or cut-short."""

    kind: str
    body: str
    last_before: Attested | None = None
    first_after: Attested | None = None


@dataclass(frozen=True, slots=True)
class Chains:
    """The answer; what is missing on the ways is worked out when it is asked for."""

    graph: CommandGraph
    target: str
    when: When
    chains: tuple[Chain, ...]
    truncated: bool

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing, from the target upward."""
        return tuple(_gaps(self))

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Pairs (node, body): whom rule next-attested keeps out of the heads and superiors of bodies."""
        return tuple(_left_out(self))

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for c in self.chains for hop in c.hops for s in hop.statements}))


def chains(
    graph: CommandGraph, target: str, when: When, *, limit: int = MAX_CHAINS, max_hops: int = MAX_HOPS
) -> Chains:
    """Every chain from a target to the top that can hold at a time, certain ones first.

    From a person the first hop leads to the bodies in which they serve. A chain ends at a person above
    whom nothing is stated or at a body above which nothing is. Simple paths only, at most `max_hops`
    long and `limit` many; `truncated` says that there are more. A target that the graph does not hold
    has no chain. Section 2 of the model; bodies on the way without a certain head, bodies above which
    nothing is stated and placeholders are the gaps of the answer.
    """
    judge = Judge(graph, when)
    found = _paths(judge, target, max_hops, limit + 1)
    hops = _Hops(judge)
    made = [Chain(hops.of(path), path.certain, path.feasible, path.cut_short) for path in found[:limit]]
    made.sort(key=_rank)
    return Chains(graph, target, when, tuple(made), len(found) > limit)


def between(
    graph: CommandGraph,
    target: str,
    top: str,
    when: When,
    *,
    limit: int = MAX_CHAINS,
    max_hops: int = MAX_HOPS,
) -> Chains:
    """The chains from a target that lead to `top` and end there; the same as `chains` otherwise.

    A person who is tied to an event has no chain by that tie alone: it leads over nobody. Raises as
    `chains` does.
    """
    found, more = ways(graph, target, top, when, limit=limit, max_hops=max_hops)
    hops = _Hops(Judge(graph, when))
    made = [
        Chain(hops.of(path), path.certain, path.feasible, path.cut_short)
        for path in found
        if graph.kind(path.links[-1]) not in TIES
    ]
    return Chains(graph, target, when, tuple(made), more)


def _rank(chain: Chain) -> tuple[bool, int]:
    return not chain.certain, len(chain.hops)


def _paths(judge: Judge, target: str, max_hops: int, limit: int) -> list[Path]:
    graph = judge.graph
    node = graph.node(target)
    if node is None:
        return []
    found = climb(judge, node, max_hops=max_hops, limit=limit)
    if graph.is_person(node):
        for link in graph.below(node):
            if graph.kind(link) in POSTINGS and len(found) < limit:
                found += climb(judge, node, max_hops=max_hops, lead=link, limit=limit - len(found))
    return found


class _Hops:
    """Makes the hops of chains, each once for the days on which it is asked."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._on: dict[Days, _HopsOn] = {}

    def of(self, path: Path) -> tuple[Hop, ...]:
        """The hops of a path."""
        on = self._on.get(path.feasible)
        if on is None:
            on = self._on[path.feasible] = _HopsOn(self._judge, path.feasible)
        hops = tuple(map(on.__getitem__, path.links))
        if not path.led:
            return hops
        lead = hops[0]
        return (lead._replace(source=lead.target, target=lead.source), *hops[1:])


class _HopsOn(dict[int, Hop]):
    """The hops of links on some days, made when they are first asked for."""

    def __init__(self, judge: Judge, days: Days) -> None:
        self._judge, self._days = judge, days

    def __missing__(self, link: int) -> Hop:
        graph = self._judge.graph
        lower, upper = graph.source[link], graph.target[link]
        up_flags = graph.node_flags[upper]
        placeholder = (graph.node_flags[lower] | up_flags) & IS_PLACEHOLDER
        kind, certain = graph.kind(link), self._judge.certain(link)
        hop = self[link] = Hop(
            link,
            kind,
            graph.iri(lower),
            graph.iri(upper),
            certain,
            *self._said(link, certain),
            bool(placeholder),
            kind is Kind.AMONG and bool(up_flags & IS_PLACEHOLDER) and graph.is_group(upper),
        )
        return hop

    def _said(self, link: int, certain: bool) -> tuple[State, tuple[str, ...], bool]:
        """The state, the statements that reach the grade, whether all are derived."""
        graph = self._judge.graph
        row = graph.row_start[link]
        if graph.row_start[link + 1] == row + 1:
            return _STATES[graph.state[row]], (graph.statement_iri(row),), bool(graph.weak[row])
        rows = graph.reaching(link, self._days, certain) or graph.reaching(link, self._days, False)
        statements = tuple(sorted(graph.statement_iri(row) for row in rows))
        return _STATES[max(graph.state[row] for row in rows)], statements, all(graph.weak[r] for r in rows)


def _bodies(found: Chains) -> list[int]:
    """The bodies on the ways, lowest first, each once."""
    graph = found.graph
    nodes: dict[int, None] = {}
    start = graph.node(found.target)
    if start is not None:
        nodes[start] = None
    for chain in found.chains:
        for hop in chain.hops:
            nodes[graph.source[hop.link]] = None
            nodes[graph.target[hop.link]] = None
    return [n for n in nodes if not graph.is_person(n) and not graph.is_event(n)]


def _gaps(found: Chains) -> Iterator[Gap]:
    graph, when = found.graph, found.when
    for node in _bodies(found):
        if graph.is_placeholder(node):
            yield Gap("placeholder", graph.iri(node))
        if graph.is_group(node):
            continue
        heads = above(graph, node, when, HEADS)
        if heads.vacant:
            yield Gap("no-head", graph.iri(node), heads.last_before, heads.first_after)
        over = above(graph, node, when, SUPERIORS)
        if not over.standing and not graph.is_summit(node):
            yield Gap("no-superior", graph.iri(node), over.last_before, over.first_after)
    for end in sorted({chain.nodes[-1] for chain in found.chains if chain.cut_short}):
        yield Gap("cut-short", end)


def _left_out(found: Chains) -> Iterator[tuple[str, str]]:
    graph = found.graph
    for node in _bodies(found):
        for end in above(graph, node, found.when, HEADS | SUPERIORS).left_out:
            yield graph.iri(end), graph.iri(node)
