"""The explorer as a page: the view as a list, forms for all that changes it, and the same for scripts."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.assets import asset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import Link, frame
from respondeat.api.pages.place import LASTING, Place
from respondeat.api.pages.rendering import render
from respondeat.api.phrases import named, state
from respondeat.api.proof import short
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from . import ONCE, STATE
from .acts import MOST, Panels, acted, panels
from .details import detail
from .edges import Json
from .shapes import SHAPES, outline
from .state import ELEMENTS, NODES, SCHEME, State, read, written
from .told import drawn
from .view import View, line, shown, view
from .wording import wording

_FILTERS: Final = frozenset(
    {"type", "relation", "from", "to", "grade", "confidence", "against", "origin", "document"}
)
_EXPORTS: Final = ("json", "csv", "graphml", "gexf", "svg", "png")


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises NotFound, DateError, and what the questions raise that it asks."""
    before = read(asked.given)
    beside = panels(data, before, asked.given)
    found = view(data, acted(data, before, asked.given))
    place = _place(asked.place, found.state)
    title = phrase("explore.title", data.language)
    values = frame(
        data,
        replace(asked, place=place),
        title,
        scripts=("explore",),
        styles=("explore",),
        exports=_EXPORTS if found.nodes else (),
        bundle=_bundle(place, found.state, beside),
    )
    values["exports"][2:2] = [_entities(place, data.language)] if found.nodes else []
    return render("explore.html", **values, **_values(data, place, found, beside))


def _bundle(place: Place, state: State, beside: Panels) -> str:
    """The address about the bundle of what was asked last, or of all that is said of the one in question."""
    for answer in (beside.ways, beside.around, beside.hits):
        if answer is not None:
            asked = answer["question"]
            return place.link(f"/bundle/{asked['name']}", **asked["parameters"])
    one = state.selected or state.nodes
    return place.link("/bundle/dossier", entity=short(one[0])) if len(one) == 1 else ""


def _place(place: Place, state: State) -> Place:
    """The address that says the view, and nothing that was asked once."""
    kept = {name: values for name, values in place.given.items() if name in LASTING}
    return replace(place, given=MappingProxyType(kept | written(state)))


def _entities(place: Place, language: str) -> Link:
    return Link(
        place.changed(format="csv", table="entities"), f"CSV: {phrase('explore.list.entities', language)}"
    )


def _values(data: Dataset, place: Place, found: View, beside: Panels) -> Json:
    seen, language = shown(found), data.language
    names = {node["id"]: named(node, language) for node in found.nodes}
    filters = found.state.filters
    sure = next((line(edge, filters) for edge in found.edges if edge["id"] == found.state.edge), "")
    told = detail(data, place, found.state.edge, sure) if found.state.edge else None
    return {
        "state": found.state,
        "found": found,
        "number": {node["id"]: n for n, node in enumerate(found.nodes, 1)},
        "entities": [_entity(node, names, place) for node in seen.nodes],
        "links": [_link(edge, names, line(edge, filters), language) for edge in seen.edges],
        "counts": _counts(found, language),
        "kinds": sorted({(node["kind"], node["type"]) for node in found.nodes}),
        "relations": sorted(
            {(label(v.R + edge["relation"], language), edge["relation"]) for edge in found.edges}
        ),
        "origins": _choices(found.origins),
        "documents": _choices(found.documents),
        "detail": told,
        "shapes": [(name, label(v.R + name, language), _path(name)) for name in SHAPES],
        "present": {node["type"] for node in found.nodes},
        "beside": beside,
        "around": [_around(one, language) for one in (beside.around or {}).get("relations", ())],
        "most": MOST,
        "short": short,
        "named": lambda node: named(node, language),
        "kind_of": lambda name: label(v.R + name, language),
        "fields": [(name, value) for name, values in place.given.items() for value in values],
        "own": written(found.state),
        "filtered": not _FILTERS.isdisjoint(place.given),
        "unfiltered": place.changed(**dict.fromkeys(_FILTERS)),
        "explorer": _scripts(data, found),
    }


def _counts(found: View, language: str) -> dict[str, str]:
    seen = shown(found)
    return {
        "entities": counted("explore.entities", len(seen.nodes), language),
        "statements": counted("explore.statements", len(seen.edges), language),
        "hidden": counted("explore.hidden", len(found.state.hidden), language),
        "missing": counted("explore.missing", found.missing, language),
        "cut": counted("explore.cut", found.cut, language, most=ELEMENTS),
    }


def _path(kind: str) -> str:
    """The outline of the shape of a kind, as a path of SVG."""
    return f"M{' L'.join(f'{x:.2f} {y:.2f}' for x, y in outline(kind))} Z"


def _choices(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted((name, short(id)) for id, name in names.items() if id)


def _entity(node: Json, names: dict[str, str], place: Place) -> Json:
    return {
        "id": node["id"],
        "name": names[node["id"]],
        "kind": node["kind"],
        "href": place.entity(node["id"]),
        "more": node["neighbours"],
    }


def _link(edge: Json, names: dict[str, str], sure: str, language: str) -> Json:
    return edge | {
        "line": sure,
        "from": names[edge["source"]],
        "to": names[edge["target"]],
        "sure_words": phrase(f"explore.grade.{sure}", language),
        "state_words": state(edge["state"], language),
    }


def _around(count: Json, language: str) -> Json:
    """A relation of an entity: its name for the address, in words, with how many neighbours."""
    relation, role, other = (label(v.R + count[key], language) for key in ("relation", "role", "other"))
    return {
        "name": f"{count['relation']}.{count['role']}.{count['other']}",
        "text": f"{relation}: {role} → {other}",
        "told": counted("explore.entities", count["count"], language),
    }


def _scripts(data: Dataset, found: View) -> Json:
    """What the scripts of the page take: the whole view, its state, words, where things are."""
    language = data.language
    return drawn(found) | {
        "state": written(found.state),
        "words": wording(language),
        "kinds": {name: label(v.R + name, language) for name in SHAPES},
        "shapes": SHAPES,
        "names": _names(language),
        "on_chains": sorted(ON_CHAINS),
        "worker": asset("js/explore-worker.js"),
        "address": {**SCHEME, "state": sorted(STATE), "once": sorted(ONCE)},
        "limits": {"nodes": NODES, "elements": ELEMENTS, "most": MOST},
    }


def _names(language: str) -> dict[str, Any]:
    """Relations and roles in words, of every relation of the model: any may come into view."""
    names = {relation.name: label(iri, language) for iri, relation in v.RELATIONS.items()}
    roles = {role for relation in v.RELATIONS.values() for role in relation.roles}
    names |= {name: label(v.R + name, language) for name in ("Attestation", "supports", "denies")}
    return names | {role.removeprefix(v.R): label(role, language) for role in sorted(roles)}
