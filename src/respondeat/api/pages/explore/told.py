"""The view as data: whole, as the page's scripts take it, and what is seen of it, as an answer."""

import json as library
from typing import Any, Final

from respondeat.api.answers.rows import frame
from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.proof import short

from .acts import acted
from .details import detail
from .edges import Json
from .state import read, written
from .view import View, grade, shown, view

_MARKS: Final = ("placeholder", "invented", "protected")
_ALIKE: Final = (
    *("relation", "kind", "title", "label", "directed", "state", "derived", "confidence", "when", "days"),
    *("sure", "dated"),
)


def json(data: Dataset, asked: Asked) -> bytes:
    """What is seen; with `drawn` the whole view, as the scripts of the page take it. Raises DateError."""
    found = view(data, acted(data, read(asked.given), asked.given))
    if not asked.given.get("drawn"):
        return _json(answer(data, found))
    edge = found.state.edge
    return _json(drawn(found) | ({"detail": detail(data, asked.place, edge)} if edge else {}))


def _json(told: Json) -> bytes:
    return library.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def answer(data: Dataset, found: View) -> Json:
    """What is seen, as data that stands for itself: the names of origins and documents are in it."""
    seen = shown(found)
    filters = found.state.filters
    origins = {id for edge in seen.edges for id in edge["origins"]}
    documents = {id for edge in seen.edges for id in edge["documents"]}
    return {
        "state": written(found.state),
        "nodes": list(seen.nodes),
        "edges": [edge | {"grade": grade(edge, filters)} for edge in seen.edges],
        "origins": {id: name for id, name in found.origins.items() if id in origins},
        "documents": {id: title for id, title in found.documents.items() if id in documents},
        "missing": found.missing,
        "left_out": found.cut,
        "statements": sorted({edge["statement"] for edge in seen.edges}),
        **frame(data),
    }


def drawn(found: View) -> Json:
    """The whole view in few bytes: ids without their prefix, origins and documents by their numbers."""
    number = {node["id"]: n for n, node in enumerate(found.nodes)}
    origins = {id: n for n, id in enumerate(sorted(found.origins))}
    documents = {id: n for n, id in enumerate(sorted(found.documents))}
    return {
        "nodes": [_node(node) for node in found.nodes],
        "edges": [_edge(edge, number, origins, documents) for edge in found.edges],
        "origins": [[short(id), found.origins[id]] for id in origins],
        "documents": [[short(id), found.documents[id]] for id in documents],
        "missing": found.missing,
        "cut": found.cut,
    }


def _node(node: Json) -> Json:
    marks = {mark: True for mark in _MARKS if node.get(mark)}
    return {
        "id": short(node["id"]),
        "name": node["name"],
        "type": node["type"],
        "more": node["neighbours"],
    } | marks


def _edge(edge: Json, number: dict[str, int], origins: dict[str, int], documents: dict[str, int]) -> Json:
    alike: dict[str, Any] = {key: edge[key] for key in _ALIKE}
    return alike | {
        "id": edge["id"],
        "source": number[edge["source"]],
        "target": number[edge["target"]],
        "origins": [origins[id] for id in edge["origins"]],
        "documents": [documents[id] for id in edge["documents"]],
    }
