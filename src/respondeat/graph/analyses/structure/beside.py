"""What no link joins to the boxes at the time asked for, though one does on other days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from respondeat.graph.command import CLIMBED, POSTINGS, Judge
from respondeat.graph.command.standing import Attested, attested
from respondeat.graph.command.states import UNCARRIED
from respondeat.graph.command.upheld import of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .parts import COMMANDING

BODIES = frozenset(
    v.R + name for name in ("Body", "BodyGroup", "Court", "PlaceOfDetention", "InternationalBody")
)
_EVENT = v.R + "event"


def elsewhen(judge: Judge, start: int, ranks: Mapping[int, int], down: int) -> dict[int, list[int]]:
    """The bodies and persons linked to boxes on other days only: each with its links to them.

    Above every box; below one only where what is below it was asked for; for a person the bodies in which
    they served too.
    """
    graph = judge.graph
    found: dict[int, list[int]] = defaultdict(list)
    for node, rank in ranks.items():
        for link in graph.up(node):
            if graph.kind_number[link] in COMMANDING:
                found[graph.target[link]].append(link)
        if -down < rank <= 0:
            for link in graph.below(node):
                if graph.kind_number[link] in (CLIMBED if graph.is_person(node) else COMMANDING):
                    found[graph.source[link]].append(link)
    if graph.is_person(start):
        for link in graph.below(start):
            if graph.kind_number[link] in POSTINGS:
                found[graph.source[link]].append(link)
    return {
        node: links
        for node, links in found.items()
        if node not in ranks
        and not graph.is_event(node)
        and any(graph.first[r] <= graph.last[r] for k in links for r in _rows(judge, k))
        and not any(judge.possible(k) for k in links)
    }


def _rows(judge: Judge, link: int) -> range:
    return range(judge.graph.row_start[link], judge.graph.row_start[link + 1])


def around(judge: Judge, node: int, links: list[int]) -> tuple[Attested | None, Attested | None]:
    """The nearest attested days of links before and after the time, each with the other end."""
    graph, (lo, hi) = judge.graph, judge.when.window
    before: Attested | None = None
    after: Attested | None = None
    for link in sorted(links, key=lambda k: (graph.iri(_other(judge, node, k)), graph.kind_number[k])):
        for row in graph.rows(link):
            low, high = (None, None) if row.state in UNCARRIED else attested(row)
            if high is not None and high < lo and (before is None or high > before.day):
                before = Attested(_other(judge, node, link), link, high, (row.statement,))
            if low is not None and low > hi and (after is None or low < after.day):
                after = Attested(_other(judge, node, link), link, low, (row.statement,))
    return before, after


def _other(judge: Judge, node: int, link: int) -> int:
    graph = judge.graph
    return graph.source[link] if graph.target[link] == node else graph.target[link]


def named(records: Records, event: str) -> Iterator[tuple[str, str]]:
    """The bodies that upheld statements on an event name in any role: body and statement."""
    for found in of(records, _EVENT, event):
        for _, value in found.statement.roles:
            if isinstance(value, str) and value != event:
                entity = records.record(value)
                if isinstance(entity, Entity) and entity.cls in BODIES:
                    yield value, found.statement.id
