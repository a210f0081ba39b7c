"""Persons who took part in events, or bear a rank, and of whom no source states a post."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from respondeat.graph.command import POSTINGS, TIES, CommandGraph, Days, union
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.states import UNCARRIED
from respondeat.graph.replay import Records
from respondeat.graph.statement import Statement, Text
from respondeat.ontology import vocabulary as v

from .counting import meeting, tally, without
from .places import ALWAYS, Asked, Passing
from .results import GapKind, Scope
from .rows import Draft

_PERSON: Final = CLASSES.index(v.PERSON)


def persons(asked: Asked, found: Passing, records: Records) -> Iterator[Draft]:
    """Those who took part on days without a posting; then those with a rank and none on any day."""
    graph = asked.graph
    seen = set()
    for person, entries in sorted(found.persons.items()):
        own = meeting(entries, without(posted(graph, person)))
        if own:
            seen.add(person)
            ranks, cited = ranked(graph, records, person)
            yield Draft(
                GapKind.NO_POSTING,
                person,
                tally(graph, found, own),
                ranks=ranks,
                as_told=_as_told(graph, records, person, {entry.event for entry in own}),
                own_statements=cited,
            )
    for person in _idle(asked, found):
        if person not in seen:
            ranks, cited = ranked(graph, records, person)
            if ranks:
                empty = tally(graph, found, ())
                yield Draft(
                    GapKind.NO_POSTING, person, empty, asked.period, ranks=ranks, own_statements=cited
                )


def posted(graph: CommandGraph, person: int) -> Days:
    """The days on which a person can have had a posting, in a body or to a post by its name."""
    links = [link for link in graph.below(person) if graph.kind_number[link] in POSTINGS]
    return union(days for link in links for days in graph.possible_days(link, *ALWAYS))


def ranked(graph: CommandGraph, records: Records, person: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ranks that upheld postings give a person, and those postings."""
    found = set()
    for link in graph.below(person):
        if graph.kind_number[link] in POSTINGS:
            for row in graph.rows(link):
                said = records.record(row.statement) if row.state not in UNCARRIED else None
                rank = said.get("rank") if isinstance(said, Statement) else None
                if isinstance(rank, Text):
                    found.add((rank.text, row.statement))
    return tuple(sorted({rank for rank, _ in found})), tuple(sorted({s for _, s in found}))


def _as_told(graph: CommandGraph, records: Records, person: int, events: set[int]) -> tuple[str, ...]:
    """What sources say of a person's part in events, such as "a lieutenant of the section"."""
    found = set()
    for link in graph.below(person):
        if graph.kind_number[link] in TIES and graph.source[link] in events:
            for row in graph.rows(link):
                said = records.record(row.statement) if row.state not in UNCARRIED else None
                content = said.get("content") if isinstance(said, Statement) else None
                if isinstance(content, Text):
                    found.add(content.text)
    return tuple(sorted(found))


def _idle(asked: Asked, found: Passing) -> Iterator[int]:
    """Persons who held posts, but none on any day asked about."""
    a = asked.graph.arrays
    lo, hi = asked.days
    rows = (a.first <= np.minimum(hi, a.last)) & (a.last >= lo)
    link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
    serving = np.zeros(len(a.source), bool)
    serving[link[rows]] = True
    holding = np.isin(a.kind, [int(kind) for kind in POSTINGS])
    idle = np.setdiff1d(a.target[holding], a.target[holding & serving])
    for person in idle[a.node_class[idle] == _PERSON].tolist():
        if _concerns(asked, found, person):
            yield person


def _concerns(asked: Asked, found: Passing, person: int) -> bool:
    """Whether a person is asked about: with a target only who ever had a post in what events pass there."""
    if asked.target is None or person == asked.target:
        return True
    graph = asked.graph
    bodies = {graph.source[k] for k in graph.below(person) if graph.kind_number[k] in POSTINGS}
    if asked.scope is Scope.BODY:
        return asked.target in bodies
    return asked.target in bodies or any(found.places.get(body) for body in bodies)
