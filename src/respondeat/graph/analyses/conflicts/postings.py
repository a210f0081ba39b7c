"""What one person held, or suffered, on the same days: custody in office, and heads of two bodies."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from respondeat.graph.command import HEADS, SUPERIORS, CommandGraph, Days, State, intersection, union
from respondeat.graph.command.ascend import RowDays
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.kinds import Kind as Link
from respondeat.graph.replay import Records
from respondeat.ontology import vocabulary as v

from .places import Places, custody
from .shape import Found, Kind, Known, Side, Why
from .sweep import handed_over, overlaps

_PERSON: Final = CLASSES.index(v.PERSON)
_POST: Final = CLASSES.index(v.R + "Post")
_NOT_OF_STATE: Final = frozenset(
    v.R + kind
    for kind in (
        "company",
        "educationalInstitution",
        "intergovernmental",
        "media",
        "ngo",
        "otherBody",
        "party",
        "tradeUnion",
    )
)
# whose head is there in person: rule `heads-far-apart` speaks of these alone
_ON_THE_SPOT: Final = frozenset(
    v.R + kind
    for kind in (
        "court",
        "penalColony",
        "policeUnit",
        "preTrialPrison",
        "prison",
        "riotPolice",
        "temporaryDetention",
    )
)


class Tenure(NamedTuple):
    """A person surely was head of a body from `lo` to `hi`, by this row of the graph."""

    lo: int
    hi: int
    body: int
    row: int


def postings(graph: CommandGraph, records: Records, found: Found) -> None:
    """Rules `custody-in-office` and `heads-far-apart`, and what is legal: two posts, an office kept."""
    held = _held(records, found.known)
    where = Places(found.known)
    for person, tenures in _tenures(graph):
        id = graph.iri(person)
        if id in held and not _in_custody(graph, found, id, tenures, held[id]):
            return
        if len({t.body for t in tenures}) > 1 and not _two_posts(graph, found, id, tenures, where):
            return


def _held(records: Records, known: Known) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for person, said in custody(records, known):
        bounds = said.time.bounds if said.time else None
        if bounds is not None and bounds.ls is not None and bounds.ee is not None:
            found[person].append((bounds.ls, bounds.ee, said.id))
    return {person: sorted(spells) for person, spells in found.items()}


def _tenures(graph: CommandGraph) -> Iterator[tuple[int, list[Tenure]]]:
    """The days on which each person surely was head of bodies, by person."""
    a = graph.arrays
    days = RowDays.certain(a)
    link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
    kept = np.isin(a.kind[link], list(HEADS)) & (days.lo <= days.hi) & (a.state != int(State.DENIED))
    kept &= (a.node_class[a.target[link]] == _PERSON) & (a.node_class[a.source[link]] != _POST)
    row = np.flatnonzero(kept)
    by_person: dict[int, list[Tenure]] = defaultdict(list)
    columns = (a.target[link[row]], days.lo[row], days.hi[row], a.source[link[row]], row)
    for person, lo, hi, body, at in zip(*(column.tolist() for column in columns), strict=True):
        by_person[person].append(Tenure(lo, hi, body, at))
    for person in sorted(by_person):
        yield person, sorted(by_person[person])


def _in_custody(
    graph: CommandGraph, found: Found, person: str, tenures: list[Tenure], held: list[tuple[int, int, str]]
) -> bool:
    for lo, hi, spell in held:
        if not found.known.said(spell):
            continue
        for t in tenures:
            common = max(lo, t.lo), min(hi, t.hi)
            if common[0] <= common[1]:
                body = graph.iri(t.body)
                why = Why.CUSTODY_IN_OFFICE if _of_state(found.known, body) else Why.OFFICE_KEPT
                sides = Side((graph.statement_iri(t.row),)), Side((spell,))
                if not found.add(Kind.POSTINGS, why, (person, body), sides, (common,)):
                    return False
    return True


def _of_state(known: Known, body: str) -> bool:
    entity = known.entity(body)
    if entity is None:
        return False
    kind = entity.get(v.BODY_KIND)
    in_class = entity.cls in (v.R + "Court", v.R + "PlaceOfDetention", v.R + "State")
    return in_class or (isinstance(kind, str) and kind not in _NOT_OF_STATE)


def _two_posts(graph: CommandGraph, found: Found, person: str, tenures: list[Tenure], where: Places) -> bool:
    by_body: dict[int, list[Tenure]] = defaultdict(list)
    for t in tenures:
        by_body[t.body].append(t)
    sure = {body: union((t.lo, t.hi) for t in own) for body, own in by_body.items()}
    spans = [(span, body) for body in sorted(sure) for span in sure[body]]
    seen: set[tuple[int, int]] = set()
    for i, j in overlaps([span for span, _ in spans]):
        a, b = sorted((spans[i][1], spans[j][1]))
        if (a, b) in seen:
            continue
        seen.add((a, b))
        common = intersection(sure[a], sure[b])
        bodies = graph.iri(a), graph.iri(b)
        why = Why.TWO_POSTS
        if handed_over(common, sure[a], sure[b]):
            why = Why.MOVED
        elif _far_apart(graph, found.known, (by_body[a], by_body[b]), bodies, where):
            why = Why.FAR_APART
        sides = _side(graph, by_body[a], common), _side(graph, by_body[b], common)
        if not found.add(Kind.POSTINGS, why, (person, *bodies), sides, common):
            return False
    return True


def _side(graph: CommandGraph, tenures: list[Tenure], common: Days) -> Side:
    on = (t for t in tenures if any(t.lo <= hi and lo <= t.hi for lo, hi in common))
    return Side(tuple(sorted({graph.statement_iri(t.row) for t in on})))


def _far_apart(
    graph: CommandGraph,
    known: Known,
    tenures: tuple[list[Tenure], list[Tenure]],
    bodies: tuple[str, str],
    where: Places,
) -> bool:
    """Whether both bodies need their head there, in different places, and neither is above the other."""
    if not all(_on_the_spot(known, id) for id in bodies) or not where.apart(*bodies):
        return False
    if any(all(_acting(graph, t) for t in own) for own in tenures):
        return False
    a, b = (own[0].body for own in tenures)
    return b not in _above(graph, a) and a not in _above(graph, b)


def _acting(graph: CommandGraph, tenure: Tenure) -> bool:
    link = int(np.searchsorted(graph.arrays.row_start, tenure.row, side="right")) - 1
    return graph.kind(link) is Link.ACTING_HEAD


def _on_the_spot(known: Known, body: str) -> bool:
    entity = known.entity(body)
    return entity is not None and (
        entity.get(v.BODY_KIND) in _ON_THE_SPOT or entity.cls in (v.R + "Court", v.R + "PlaceOfDetention")
    )


def _above(graph: CommandGraph, body: int) -> set[int]:
    """Everything above a body at any time."""
    seen, waiting = set[int](), [body]
    while waiting:
        for link in graph.up(waiting.pop()):
            upper = graph.target[link]
            if graph.kind_number[link] in SUPERIORS and upper not in seen:
                seen.add(upper)
                waiting.append(upper)
    return seen
