"""What is in view: the entities of an address, the links among them, and what filters let through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.proof import Proof, short
from respondeat.api.without import document_title
from respondeat.graph.statement import Document, Entity
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .documents import CITING
from .edges import Edges, Json
from .state import ELEMENTS, NODES, Filters, State, unpacked, whole

CITED: Final = "cited"
"""How what has no grade is drawn."""

_CONFIDENCE: Final = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class View:
    """A state whose entities are all there, with these and the links among them as data.

    `missing` entities of the address are not in what the reader may read; `cut` ones are over the limit.
    """

    state: State
    nodes: tuple[Json, ...]
    edges: tuple[Json, ...]
    origins: dict[str, str]
    documents: dict[str, str]
    missing: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What the filters let through, and nobody hid."""

    nodes: tuple[Json, ...]
    edges: tuple[Json, ...]


def known(data: Dataset, id: str) -> str | None:
    """The id of an entity or document at the reader's level, also of one in fewer letters; None for none."""
    for one in (id, whole(unpacked(short(id)))):
        if isinstance(data.records.record(one), Entity | Document):
            return one
    return None


def settled(data: Dataset, state: State) -> tuple[State, int, int]:
    """The state with entities that are there, how many of the others, and how many are over the limit."""
    ids = {id: known(data, id) for id in state.nodes[: NODES * 2]}
    there = list(dict.fromkeys(id for id in ids.values() if id is not None))
    missing = sum(id is None for id in ids.values())
    return _of(state, ids, there[:NODES]), missing, len(there[NODES:]) + len(state.nodes[NODES * 2 :])


def _of(state: State, ids: dict[str, str | None], kept: Sequence[str]) -> State:
    """The state with just these nodes, by their true ids."""
    among = set(kept)

    def those(marked: Iterable[str]) -> list[str]:
        return [id for one in marked if (id := ids.get(one, one)) is not None and id in among]

    groups = (replace(group, members=tuple(those(group.members))) for group in state.groups)
    return replace(
        state,
        nodes=tuple(kept),
        hidden=frozenset(those(state.hidden)),
        pinned=frozenset(those(state.pinned)),
        selected=tuple(those(state.selected)),
        groups=tuple(group for group in groups if group.members),
        places={id: at for one, at in state.places.items() for id in those([one])},
    )


def view(data: Dataset, state: State) -> View:
    """What the state has in view; entities at its end are left out where there would be too much."""
    state, missing, cut = settled(data, state)
    found = Edges(data, state.nodes)
    edges = found.among()
    fitting = _fitting(state.nodes, edges)
    if fitting < len(state.nodes):
        cut += len(state.nodes) - fitting
        state = _of(state, {}, state.nodes[:fitting])
        among = set(state.nodes)
        edges = [e for e in edges if e["source"] in among and e["target"] in among]
    return View(
        state,
        tuple(node(data, id) | {"neighbours": found.neighbours(id)} for id in state.nodes),
        tuple(edges),
        {id: data.name(id) if id else phrase("source.no_origin", data.language) for id in found.origins},
        {id: document_title(data, id) for id in found.documents},
        missing,
        cut,
    )


def _fitting(nodes: Sequence[str], edges: Sequence[Json]) -> int:
    """How many nodes from the first on, with the links among them, are within the limit."""
    place = {id: n for n, id in enumerate(nodes)}
    more = [1] * len(nodes)
    for edge in edges:
        more[max(place[edge["source"]], place[edge["target"]])] += 1
    total = 0
    for number, size in enumerate(more):
        total += size
        if total > ELEMENTS:
            return number
    return len(nodes)


def node(data: Dataset, id: str) -> Json:
    """An entity or document as data, its kind in words too."""
    made = Proof(data).node(id)
    if "type" not in made:
        made |= {"type": "Document", "name": document_title(data, id)}
    return made | {"kind": label(v.R + made["type"], data.language)}


def shown(view: View) -> Shown:
    """What is seen of a view; the page's scripts do the same."""
    state = view.state
    types = state.filters.types
    nodes = tuple(
        one for one in view.nodes if one["id"] not in state.hidden and (not types or one["type"] in types)
    )
    ids = {one["id"] for one in nodes}
    edges = tuple(
        e
        for e in view.edges
        if e["source"] in ids and e["target"] in ids and line(e, state.filters) and passes(e, state.filters)
    )
    return Shown(nodes, edges)


def passes(edge: Json, f: Filters) -> bool:
    """Whether filters let a link through, its days and grade apart."""
    unsure = edge["confidence"] in _CONFIDENCE[: _CONFIDENCE.index(f.confidence)] if f.confidence else False
    return (
        (not f.relations or edge["relation"] in f.relations)
        and (not f.origins or not f.origins.isdisjoint(edge["origins"]))
        and (not f.documents or not f.documents.isdisjoint(edge["documents"]))
        and not (f.unopposed and edge["state"] != "supported")
        and not unsure
    )


def line(edge: Json, f: Filters) -> str:
    """How sure a link is in the days asked for: certain, possible, or open; "" when it does not hold then.

    certain: on some day it surely holds. open: no source says when it began or ended. cited: that a document
    names somebody is no fact with days, and has no grade.
    """
    if edge["relation"] == CITING:
        return CITED
    if not _meets(edge["days"], f):
        return ""
    if edge["sure"] is not None and _meets(edge["sure"], f):
        return "certain"
    if f.certain:
        return ""
    return "possible" if edge["dated"] else "open"


def grade(edge: Json, f: Filters) -> str | None:
    """The same as data; None for what has no grade."""
    found = line(edge, f)
    return None if found == CITED else found


def _meets(days: Sequence[str | None], f: Filters) -> bool:
    first, last = days
    return not (first and f.last and first > f.last) and not (last and f.first and last < f.first)
