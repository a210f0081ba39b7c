"""Links on the ways that no source dates, or of which the passages are withheld at this level."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import numpy as np

from respondeat.graph.command import CLIMBED, EARLY, HEADS, LATE, TIES, CommandGraph, Days, intersection
from respondeat.graph.command.descent import descend
from respondeat.graph.command.spells import spans
from respondeat.graph.command.states import UNCARRIED, evidence, is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Derivation
from respondeat.ontology import vocabulary as v

from .counting import Tally, meeting, once, tally, without
from .places import ALWAYS, Asked, Entry, Passing, is_body, zone_of
from .results import GapKind
from .rows import Draft
from .ways import Ways

_T = TypeVar("_T", Attestation, Derivation)


class Withheld(NamedTuple):
    """What a link rests on: attestations withheld and readable, and the statements of the former."""

    withheld: int
    readable: int
    statements: tuple[str, ...]


def undated(graph: CommandGraph) -> frozenset[int]:
    """The climbed links of which no upheld statement bears any date."""
    a = graph.arrays
    open_rows = (a.es == EARLY) & (a.ls == LATE) & (a.ee == EARLY) & (a.le == LATE)
    gone = np.isin(a.state, [int(state) for state in UNCARRIED])
    link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
    dated, upheld = (np.bincount(link[rows], minlength=len(a.source)) for rows in (~open_rows & ~gone, ~gone))
    climbed = np.isin(a.kind, [int(kind) for kind in CLIMBED])
    return frozenset(np.flatnonzero(climbed & (dated == 0) & (upheld > 0)).tolist())


def withheld(asked: Asked, records: Records) -> dict[int, Withheld]:
    """The links near what is asked about that rest on a passage withheld at this level."""
    graph = asked.graph
    found = {}
    for link in _near(asked):
        rows = [row for row in graph.rows(link) if row.state not in UNCARRIED]
        if not any(row.weak or _hides(records, row.statement) for row in rows):
            continue
        statements = {row.statement for row in rows}
        known = {s: _attestations(records, s, frozenset()) for s in sorted(statements)}
        hidden = {a.id for said in known.values() for a in said if a.withheld}
        if hidden:
            shown = {a.id for said in known.values() for a in said if not a.withheld}
            cited = tuple(s for s, said in known.items() if any(a.withheld for a in said))
            found[link] = Withheld(len(hidden), len(shown), cited)
    return found


def _hides(records: Records, statement: str) -> bool:
    """Whether any attestation of a statement is withheld: most are not, and nothing more is read of them."""
    found = (records.record(id) for id in records.pointing(v.SUPPORTS, statement))
    return any(isinstance(one, Attestation) and one.withheld for one in found)


def _attestations(records: Records, statement: str, seen: frozenset[str]) -> list[Attestation]:
    """The upheld attestations that support a statement; of one that is only derived those of its premises."""
    own = _upheld(records, v.SUPPORTS, statement, Attestation)
    if own:
        return own
    premises = {p for d in _upheld(records, v.DERIVES, statement, Derivation) for p in d.premises}
    upheld = [p for p in sorted(premises - seen) if evidence(records, p).state not in UNCARRIED]
    return [a for p in upheld for a in _attestations(records, p, seen | {statement})]


def _upheld(records: Records, prop: str, statement: str, cls: type[_T]) -> list[_T]:
    found = [(id, records.record(id)) for id in records.pointing(prop, statement)]
    return [one for id, one in found if isinstance(one, cls) and not is_retracted(records, id)]


def _near(asked: Asked) -> Iterable[int]:
    graph, a = asked.graph, asked.graph.arrays
    wanted = np.isin(a.kind, [int(kind) for kind in CLIMBED | TIES])
    if asked.target is None:
        return np.flatnonzero(wanted).tolist()
    ways, nodes = Ways(graph), {asked.target}
    if is_body(graph, asked.target):
        nodes.update(descend(a, asked.target, CLIMBED | TIES, False).key.tolist())
        nodes.update(place for cell in ways.over(asked.target, *asked.days) for place in cell.some)
    else:
        nodes.update(zone_of(asked, ways) or ())
    at = np.array(sorted(nodes))
    _, up = spans(a.up_start[at], a.up_start[at + 1])
    ties = [k for n in sorted(nodes) for k in graph.below(n) if graph.kind_number[k] in TIES]
    return sorted(k for k in {*up.tolist(), *ties} if wanted[k])


def links(
    asked: Asked, found: Passing, kind: GapKind, watched: Iterable[int], known: dict[int, Withheld]
) -> Iterator[Draft]:
    """The gaps of watched links that events of the question pass."""
    graph, tallies = asked.graph, _Tallies(asked.graph, found)
    for link in sorted(watched):
        rests = known.get(link, Withheld(0, 0, ()))
        # what can be read elsewhere leaves nothing unanswered
        passed = tallies.of(link, readable=bool(rests.readable))
        if passed is not None:
            cited = rests.statements or tuple(
                sorted({r.statement for r in graph.rows(link) if r.state not in UNCARRIED})
            )
            yield Draft(
                kind,
                graph.source[link],
                passed,
                link=link,
                withheld=rests.withheld,
                readable=rests.readable,
                own_statements=cited,
            )


class _Tallies:
    """Counts what passes links; for all heads of a body who are possible on the same days only once."""

    def __init__(self, graph: CommandGraph, found: Passing) -> None:
        self._graph, self._found = graph, found
        self._single: dict[int, Days] = {}
        self._made: dict[tuple[int, Days, bool], Tally | None] = {}

    def of(self, link: int, *, readable: bool) -> Tally | None:
        """The events that pass a link, None when none does.

        A posting as head is passed by all that pass its body; on every way when no other head is possible.
        """
        graph = self._graph
        own = self._found.places.get(graph.node_count + link, [])
        if graph.kind_number[link] not in HEADS:
            return self._counted(own, readable)
        body, can = graph.source[link], graph.possible_days(link, *ALWAYS)
        leading = [entry for entry in own if entry.every]
        if leading:
            return self._counted([*self._beside(body, can), *leading], readable)
        key = (body, can, readable)
        if key not in self._made:
            self._made[key] = self._counted(self._beside(body, can), readable)
        return self._made[key]

    def _counted(self, entries: list[Entry], readable: bool) -> Tally | None:
        if readable:
            entries = [entry._replace(every=False) for entry in entries]
        return tally(self._graph, self._found, entries) if entries else None

    def _beside(self, body: int, can: Days) -> list[Entry]:
        at_body, sole = self._found.places.get(body, []), intersection(can, self._sole(body))
        shared = meeting(at_body, intersection(can, without(sole)))
        return [*meeting(at_body, sole), *(entry._replace(every=False) for entry in shared)]

    def _sole(self, body: int) -> Days:
        """The days on which only one posting as head can hold."""
        if body not in self._single:
            graph = self._graph
            heads = [k for k in graph.up(body) if graph.kind_number[k] in HEADS and graph.target[k] != body]
            self._single[body] = once(graph.possible_days(k, *ALWAYS) for k in heads)
        return self._single[body]
