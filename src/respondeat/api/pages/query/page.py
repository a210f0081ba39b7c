"""The page at /sparql with an answer: a table, a chart or a graph of it, as the address says."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked, Reader
from respondeat.api.pages.frame import frame
from respondeat.api.pages.place import Place
from respondeat.api.pages.rendering import render
from respondeat.api.sparql.page import Table

from .chart import chart
from .editor import NOTHING, SCRIPTS, STYLES, editor, shown_as
from .examples import at_hand
from .graph import graph
from .names import Value, value

_RESULTS: Final = ("csv", "tsv", "json", "xml")
_TRIPLES: Final = ("turtle", "jsonld", "ntriples", "xml")


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text, where, by whom."""

    text: str
    place: Place
    reader: Reader

    @classmethod
    def of(cls, text: str, told: Mapping[str, Any]) -> "Query":
        """From what the route tells of the page; a text that came by POST stands in its address too."""
        address = {name: tuple(values) for name, values in told.get("address", {}).items()}
        reader = told.get("reader", {"name": "", "scopes": ()})
        place = Place("/sparql", told.get("language", "en"), MappingProxyType(address | {"query": (text,)}))
        return cls(text, place, Reader(reader["name"], frozenset(reader["scopes"])))


def answered(data: Dataset, query: Query, answer: Table | bool) -> bytes:
    """The page with an answer."""
    place, language = query.place, query.place.language
    level = {name: values for name, values in place.given.items() if name == "level"}
    spoken = data.speaking(language)
    exports = _TRIPLES if isinstance(answer, Table) and answer.triples else _RESULTS
    title = phrase("query.title", language)
    around = frame(
        spoken,
        Asked(place, reader=query.reader),
        title,
        scripts=SCRIPTS,
        styles=STYLES,
        exports=exports,
        bundle=Place("/sparql", language, level).link("/bundle/sparql", query=query.text),
    )
    told: dict[str, Any] = {**NOTHING, "yes": answer if isinstance(answer, bool) else None}
    if isinstance(answer, Table):
        told |= _table(spoken, place, answer)
    return render("sparql.html", **around, **editor(place, query.text, at_hand(spoken)), **told)


def _table(data: Dataset, place: Place, answer: Table) -> dict[str, Any]:
    rows = [[None if cell is None else value(data, place, cell) for cell in row] for row in answer.rows]
    view = shown_as(place)
    network = graph(place, rows) if view == "graph" and answer.triples else None
    return {
        "table": {
            "titles": answer.titles,
            "rows": rows,
            "numbers": [_all_numbers(rows, at) for at in range(len(answer.titles))],
            "complete": answer.complete == "yes",
            "triples": answer.triples,
        },
        "chart": chart(place, answer.titles, rows) if view == "chart" else None,
        "graph": network,
        "network": network.drawn if network else None,
    }


def _all_numbers(rows: list[list[Value | None]], at: int) -> bool:
    found = [row[at] for row in rows]
    return any(found) and all(one is None or one.number is not None for one in found)
