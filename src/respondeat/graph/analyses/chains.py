"""Chains of responsibility: from an event, a body or a person up to the top, each hop judged in time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from respondeat.graph.command import (
    HEADS,
    MAX_CHAINS,
    MAX_HOPS,
    POSTINGS,
    SUPERIORS,
    CommandGraph,
    Days,
    Kind,
    Path,
    State,
    When,
    climb,
)
from respondeat.graph.command.standing import Attested, above, reaching


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: `source` is the lower end, `target` the higher.

    `statements` are those that reach the hop's grade on the chain's feasible days; `state` is the weakest of
    theirs. `pattern` marks a hop that no source states of this body: it leads over a group whose members are
    unnamed.
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


@dataclass(frozen=True, slots=True)
class Chain:
    """A way from the target upward that can hold; certain when every link surely holds."""

    hops: tuple[Hop, ...]
    certain: bool
    feasible: Days
    cut_short: bool

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes from the lowest to the highest."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing on a way up: `kind` is no-head, no-superior, placeholder or cut-short."""

    kind: str
    body: str
    last_before: Attested | None = None
    first_after: Attested | None = None


@dataclass(frozen=True, slots=True)
class Chains:
    """The answer. `left_out` are pairs (node, body) left out by rule next-attested."""

    target: str
    when: When
    chains: tuple[Chain, ...]
    truncated: bool
    gaps: tuple[Gap, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for c in self.chains for hop in c.hops for s in hop.statements}))


def paths(
    graph: CommandGraph, target: str, when: When, *, limit: int = MAX_CHAINS, max_hops: int = MAX_HOPS
) -> tuple[list[Path], bool]:
    """The ways up from a target and whether there are more than `limit`.

    From a person the first hop leads to the bodies in which they serve. Raises nothing: a target that the
    graph does not hold has no way up.
    """
    node = graph.node(target)
    if node is None:
        return [], False
    if graph.is_person(node):
        found = _from_person(graph, node, when, max_hops)
    else:
        found = climb(graph, node, when, max_hops=max_hops)
    taken = list(islice(found, limit + 1))
    return taken[:limit], len(taken) > limit


def _from_person(graph: CommandGraph, node: int, when: When, max_hops: int) -> Iterator[Path]:
    yield from climb(graph, node, when, max_hops=max_hops)
    for link in graph.below(node):
        if graph.kind(link) in POSTINGS:
            yield from climb(graph, node, when, max_hops=max_hops, lead=link)


def chains(
    graph: CommandGraph, target: str, when: When, *, limit: int = MAX_CHAINS, max_hops: int = MAX_HOPS
) -> Chains:
    """Every chain from a target to the top that can hold at a time, certain ones first.

    A chain ends at a person above whom nothing is stated or at a body above which nothing is; bodies on the
    way without a certain head, bodies at whose top nothing is stated and placeholders are its gaps. Simple
    paths only, at most `max_hops` long and `limit` many; `truncated` says that there are more. Section 2 of
    the model.
    """
    found, truncated = paths(graph, target, when, limit=limit, max_hops=max_hops)
    made = sorted((_chain(graph, path, when) for path in found), key=lambda c: (not c.certain, len(c.hops)))
    bodies = _bodies(graph, target, found)
    return Chains(
        target,
        when,
        tuple(made),
        truncated,
        tuple(_gaps(graph, bodies, found, when)),
        tuple(_left_out(graph, bodies, when)),
    )


def _chain(graph: CommandGraph, path: Path, when: When) -> Chain:
    return Chain(
        tuple(_hop(graph, link, path, when) for link in path.links),
        path.certain,
        path.feasible,
        path.cut_short,
    )


def _hop(graph: CommandGraph, link: int, path: Path, when: When) -> Hop:
    certain = when.certain(graph.certain_days(link))
    rows = reaching(graph, link, path.feasible, certain) or reaching(graph, link, path.feasible, False)
    kind = graph.kind(link)
    lower, upper = graph.source[link], graph.target[link]
    turned = path.led and link == path.links[0]
    derived = all(row.weak for row in rows)
    placeholder = graph.is_placeholder(upper) or graph.is_placeholder(lower)
    return Hop(
        link,
        kind,
        graph.iri(upper if turned else lower),
        graph.iri(lower if turned else upper),
        certain,
        max(row.state for row in rows),
        tuple(sorted(row.statement for row in rows)),
        derived,
        placeholder,
        kind is Kind.AMONG and graph.is_group(upper) and graph.is_placeholder(upper),
    )


def _bodies(graph: CommandGraph, target: str, found: Iterable[Path]) -> list[int]:
    """The bodies on the ways, lowest first, each once."""
    nodes: dict[int, None] = {}
    start = graph.node(target)
    if start is not None:
        nodes[start] = None
    for path in found:
        for link in path.links:
            nodes[graph.source[link]] = None
            nodes[graph.target[link]] = None
    return [n for n in nodes if not graph.is_person(n) and not graph.is_event(n)]


def _gaps(graph: CommandGraph, bodies: Iterable[int], found: Iterable[Path], when: When) -> Iterator[Gap]:
    for node in bodies:
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
    cut = {graph.target[path.links[-1]] for path in found if path.cut_short}
    for node in sorted(cut):
        yield Gap("cut-short", graph.iri(node))


def _left_out(graph: CommandGraph, bodies: Iterable[int], when: When) -> Iterator[tuple[str, str]]:
    for node in bodies:
        for end in above(graph, node, when, HEADS | SUPERIORS).left_out:
            yield graph.iri(end), graph.iri(node)
