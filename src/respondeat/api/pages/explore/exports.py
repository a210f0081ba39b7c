"""What is seen, for other programs: tables, GraphML and GEXF."""

from collections.abc import Mapping
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import ending
from respondeat.api.pages.spreadsheet import table
from respondeat.graph.command import EARLY, LATE, State, union
from respondeat.graph.dates import span
from respondeat.graph.exports import gexf as of_gexf
from respondeat.graph.exports import graphml as of_graphml
from respondeat.graph.exports.network import Edge, Network, Node, Spell

from .acts import acted
from .edges import Json
from .state import read
from .view import Shown, View, grade, shown, view
from .wording import filtered

_ENTITIES: Final = ("id", "name", "type", "kind", "placeholder", "invented")
_STATEMENTS: Final = (
    *("id", "source", "source_name", "source_role", "relation", "label", "title", "target", "target_name"),
    *("target_role", "state", "grade", "derived", "confidence", "time", "first", "last", "surely_first"),
    *("surely_last", "origins", "documents"),
)


def csv(data: Dataset, asked: Asked) -> bytes:
    """The statements that are seen, one a line; with `table` the entities. Raises what `json` raises."""
    found, seen = _seen(data, asked)
    if asked.given.get("table") == "entities":
        return table([_ENTITIES, *([one.get(key) for key in _ENTITIES] for one in seen.nodes)])
    names = {one["id"]: one["name"] for one in found.nodes}
    return table([_STATEMENTS, *(_row(edge, found, names) for edge in seen.edges)])


def _row(edge: Json, found: View, names: Mapping[str, str]) -> list[Any]:
    sure = edge["sure"] or ["", ""]
    return [
        *(edge["statement"], edge["source"], names[edge["source"]], edge["roles"][0], edge["relation"]),
        *(edge["label"], edge["title"], edge["target"], names[edge["target"]], edge["roles"][1]),
        *(edge["state"], grade(edge, found.state.filters), edge["derived"], edge["confidence"], edge["when"]),
        *(*edge["days"], *sure),
        " ".join(filter(None, edge["origins"])),
        " ".join(edge["documents"]),
    ]


def graphml(data: Dataset, asked: Asked) -> bytes:
    """What is seen as GraphML. Raises what `json` raises."""
    found, seen = _seen(data, asked)
    return of_graphml.graphml(network(seen), _ending(data, found))


def gexf(data: Dataset, asked: Asked) -> bytes:
    """What is seen as GEXF with lifetimes. Raises what `json` raises."""
    found, seen = _seen(data, asked)
    return of_gexf.gexf(network(seen), _ending(data, found))


def _ending(data: Dataset, found: View) -> str:
    """What is let through and by whom it may be read, and the notice."""
    return " ".join((*(f"{one}." for one in filtered(found, data.language)), *ending(data)))


def _seen(data: Dataset, asked: Asked) -> tuple[View, Shown]:
    found = view(data, acted(data, read(asked.given), asked.given))
    return found, shown(found)


def network(seen: Shown) -> Network:
    """What is seen as the network that graph programs are written for: an edge for every link seen."""
    edges = tuple(
        sorted(map(_edge, seen.edges), key=lambda e: (e.source, e.target, e.kind, e.spells[0].statement))
    )
    days: dict[str, list[tuple[int, int]]] = {one["id"]: [] for one in seen.nodes}
    for edge in edges:
        for end in (edge.source, edge.target):
            days[end].append(edge.spells[0].possible)
    return Network(
        tuple(
            Node(
                one["id"],
                one["name"],
                one["type"],
                bool(one.get("placeholder")),
                bool(one.get("invented")),
                tuple(union(days[one["id"]])),
            )
            for one in sorted(seen.nodes, key=lambda one: str(one["id"]))
        ),
        edges,
    )


def _edge(edge: Json) -> Edge:
    sure = None if edge["sure"] is None else _days(edge["sure"])
    spell = Spell(edge["statement"], _days(edge["days"]), sure, State[edge["state"].upper()])
    return Edge(edge["source"], edge["target"], edge["kind"] or edge["relation"], (spell,))


def _days(days: list[str | None]) -> tuple[int, int]:
    first, last = (None if day is None else span(day)[0] for day in days)
    return EARLY if first is None else first, LATE if last is None else last
