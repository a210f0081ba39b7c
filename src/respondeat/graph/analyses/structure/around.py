"""The command structure around a node at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from respondeat.graph.command import (
    HEADS,
    MAX_HOPS,
    POSTINGS,
    SUPERIORS,
    TIES,
    CommandGraph,
    Judge,
    Kind,
    When,
)
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.standing import above
from respondeat.graph.replay import Records

from .beside import around, elsewhen, named
from .changes import changes, links_among
from .drawn import Drawn
from .parts import COMMANDING, NOBODY, Box, Change, Denied, Group, Link, Unlinked
from .reach import Reach, downward, leads, only_heads, upward


@dataclass(frozen=True)
class Structure:
    """The answer. What stands beside the boxes and their links is worked out when it is asked for."""

    graph: CommandGraph
    target: str
    when: When
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    denied: tuple[Denied, ...]
    groups: tuple[Group, ...]
    unlinked: tuple[Unlinked, ...]
    unlinked_count: int
    left_out: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]

    @property
    def truncated(self) -> bool:
        """Whether a limit left boxes out; `groups` counts them."""
        return bool(self.groups)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the boxes and links rest on."""
        rows = [link.row for link in self.links]
        for box in self.boxes:
            rows += [*box.heads.standing, *box.others.standing]
        return tuple(sorted({s for row in rows for s in row.statements}))


def structure(
    graph: CommandGraph,
    target: str,
    when: When,
    *,
    up: int = MAX_HOPS,
    down: int = 0,
    limit: int = 200,
    records: Records | None = None,
) -> Structure:
    """What stood above a target at a time, at most `up` steps away, and below it, at most `down`.

    Boxes are what ways whose links can hold together lead to, as chains do; persons who are there as heads of
    bodies alone stand in the boxes of these. At most `limit` boxes, the nearest above first: the others are
    counted in `groups`; and at most so many unlinked, which are counted too. With `records` the bodies that
    statements on an event name are among these. A target that the graph does not hold is a box without
    anything. Section 2 of the model.
    """
    node = graph.node(target)
    if node is None:
        empty = Box(target, 0)
        return Structure(graph, target, when, (empty,), (), (), (), (), 0, (), ())
    return _Around(Judge(graph, when), node, up, down, limit, records).made()


class _Around:
    """One structure in the making."""

    def __init__(
        self, judge: Judge, start: int, up: int, down: int, limit: int, records: Records | None
    ) -> None:
        self._judge, self._graph, self._start, self._records = judge, judge.graph, start, records
        self._up = upward(judge, start, up)
        led = leads(judge, start) if up and judge.graph.is_person(start) else []
        headed = {body: days for link, body, days in led if judge.graph.kind_number[link] in HEADS}
        self._below, self._limit = down, limit
        self._down = downward(judge, start, down, headed)
        heads = only_heads(judge, start, self._up, self._down)
        candidates = [(n, f.steps) for n, f in self._up.found.items() if n not in heads]
        known = {start, *self._up.found}
        candidates += [(n, -f.steps) for n, f in self._down.found.items() if n not in known]
        candidates.sort(key=self._order)
        kept = [(start, 0), *candidates[: limit - 1]]
        self._ranks: Mapping[int, int] = dict(kept)
        self._left = candidates[limit - 1 :]

    def _order(self, candidate: tuple[int, int]) -> tuple[bool, int, bool, str]:
        node, rank = candidate
        found = (self._up if rank > 0 else self._down).found[node]
        return rank < 0, abs(rank), not found.sure, self._graph.iri(node)

    def made(self) -> Structure:
        """The answer."""
        judge, graph = self._judge, self._graph
        shown = frozenset(self._ranks)
        drawn = Drawn(judge, self._start, shown, self._up, self._down)
        links = tuple(drawn.links())
        unlinked, beside, count = self._unlinked()
        among = links_among(graph, shown | beside, COMMANDING | TIES)
        return Structure(
            graph,
            graph.iri(self._start),
            judge.when,
            tuple(self._box(node, rank, shown) for node, rank in self._ranks.items()),
            links,
            tuple(drawn.denied(links)),
            tuple(self._groups()),
            unlinked,
            count,
            tuple(self._left_out()),
            changes(graph, [*among, *self._served(shown | beside)]),
        )

    # ---- boxes ----

    def _box(self, node: int, rank: int, shown: frozenset[int]) -> Box:
        graph, when = self._graph, self._judge.when
        iri, body = graph.iri(node), not (graph.is_person(node) or graph.is_event(node))
        return Box(
            iri,
            rank,
            above(graph, node, when, HEADS) if body else NOBODY,
            above(graph, node, when, {Kind.SERVES}) if body else NOBODY,
            body and not graph.is_group(node),
            len(set(self._neighbours(node, upward=True)) - shown),
            len(set(self._neighbours(node, upward=False)) - shown),
        )

    def _neighbours(self, node: int, *, upward: bool) -> Iterator[int]:
        """The other ends of the links of command that can hold at the time."""
        graph, judge = self._graph, self._judge
        kinds = COMMANDING
        if upward and node == self._start and graph.is_event(node):
            kinds = COMMANDING | TIES
        if not upward and graph.is_person(node):
            kinds = COMMANDING | HEADS
        ends = graph.target if upward else graph.source
        for link in graph.up(node) if upward else graph.below(node):
            other = ends[link]
            wanted = graph.kind_number[link] in kinds and other != node and not graph.is_event(other)
            if wanted and judge.together(judge.always, judge.possible(link)):
                yield other

    def _left_out(self) -> Iterator[tuple[str, str]]:
        graph = self._graph
        for node in self._ranks:
            if not graph.is_person(node) and not graph.is_event(node) and self._may_leave_out(node):
                for end in above(graph, node, self._judge.when, HEADS | SUPERIORS).left_out:
                    yield graph.iri(end), graph.iri(node)

    def _may_leave_out(self, node: int) -> bool:
        """Whether some link to a head or superior does not hold at the time: a rule leaves out no other."""
        graph, judge = self._graph, self._judge
        return any(
            not judge.together(judge.always, judge.possible(link))
            for link in graph.up(node)
            if graph.kind_number[link] in HEADS | SUPERIORS
        )

    # ---- what is not shown ----

    def _groups(self) -> Iterator[Group]:
        graph = self._graph
        groups: dict[tuple[int, int, int], list[str]] = defaultdict(list)
        for node, rank in self._left:
            reach = self._up if rank > 0 else self._down
            groups[self._under(reach, node), rank, graph.node_class[node]].append(graph.iri(node))
        for (under, rank, cls), bodies in groups.items():
            yield Group(graph.iri(under), rank, CLASSES[cls], tuple(sorted(bodies)))

    def _under(self, reach: Reach, node: int) -> int:
        """The nearest box on the way to a node that is none."""
        while node not in self._ranks:
            node = reach.found[node].before
        return node

    # ---- other days ----

    def _unlinked(self) -> tuple[tuple[Unlinked, ...], frozenset[int], int]:
        """As many rows as boxes may be, the nodes of those that are linked, how many there are."""
        judge, graph = self._judge, self._graph
        linked = elsewhen(judge, self._start, self._ranks, self._below)
        left = {node for node, _ in self._left}
        linked = {node: links for node, links in linked.items() if node not in left}
        said: dict[str, list[str]] = defaultdict(list)
        if self._records is not None and graph.is_event(self._start):
            known = {graph.iri(node) for node in (*self._ranks, *left)}
            for body, statement in named(self._records, graph.iri(self._start)):
                if body not in known:
                    said[body].append(statement)
        rows = []
        found = sorted({*(graph.iri(node) for node in linked), *said})
        for iri in found[: self._limit]:
            node = graph.node(iri)
            links = [] if node is None else linked.get(node, [])
            before, after = (None, None) if node is None else around(judge, node, links)
            rows.append(
                Unlinked(
                    iri,
                    NOBODY if node is None else above(graph, node, judge.when, HEADS),
                    node is not None and not (graph.is_group(node) or graph.is_person(node)),
                    before,
                    after,
                    tuple(sorted(set(said.get(iri, ())))),
                )
            )
        told = {row.node for row in rows}
        return tuple(rows), frozenset(node for node in linked if graph.iri(node) in told), len(found)

    def _served(self, nodes: frozenset[int]) -> Iterator[int]:
        """The postings of the person asked about in bodies that are shown."""
        graph = self._graph
        if graph.is_person(self._start):
            for link in graph.below(self._start):
                if graph.kind_number[link] in POSTINGS and graph.source[link] in nodes:
                    yield link
