"""The first page: search with what was found, lists by kind, or what the data hold and can be asked."""

import json as codec
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.answers.rows import frame as ending
from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.rendering import render
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from . import MOST
from .examples import examples
from .held import held, ordered
from .hits import DOCUMENT, Finder, Hit, as_json

_LIMIT: Final = 20
_PART: Final = 100  # entities of a list on one page
_SOURCES: Final = 6  # documents that the first page names


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of what can be found: its label, how many, the address of these alone, whether it is shown."""

    label: str
    count: int
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind."""

    label: str
    hits: list[Hit]


def json(data: Dataset, asked: Asked) -> bytes:
    """The hits of a text, best first, for programs and for the list under a field as one types."""
    text, limit = str(asked.given.get("text", "")), int(asked.given.get("limit", _LIMIT))
    hits = _hits(Finder(data, asked.place), text, _kinds(asked), limit) if text else []
    told = {
        "text": text,
        "count": counted("page.results", len(hits), data.language),
        "hits": [as_json(hit) for hit in hits],
        **ending(data),
    }
    return codec.dumps(told, ensure_ascii=False).encode()


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises what the question `search` raises."""
    text, kinds = asked.given.get("text", ""), _kinds(asked)
    if text:
        title, told = phrase("start.found", data.language, text=text), _found(data, asked, text, kinds)
    elif kinds:
        title, told = ", ".join(_labels(data, sorted(kinds))), _listed(data, asked, sorted(kinds)[0])
    else:
        title, told = phrase("start.title", data.language), _first(data, asked)
    shown = {"text": text, "found": None, "listed": None, "first": None} | told
    exports = ("json",) if text else ()
    bundle = asked.place.link("/bundle/search", text=text) if text and not kinds else ""
    around = frame(data, asked, title, styles=("start",), exports=exports, bundle=bundle)
    return render("start.html", **around, **shown)


def _kinds(asked: Asked) -> frozenset[str]:
    return frozenset(asked.given.get("kinds", ()))


def _labels(data: Dataset, kinds: list[str]) -> list[str]:
    return [label(v.R + kind, data.language) for kind in kinds]


def _hits(finder: Finder, text: str, kinds: frozenset[str], limit: int) -> list[Hit]:
    """Names first, then titles of documents, which have no nearness to a text."""
    of_names = [] if kinds == {DOCUMENT} else finder.names(text, kinds, limit)
    hits = [finder.hit(found) for found in of_names]
    if (not kinds or DOCUMENT in kinds) and len(hits) < limit:
        hits += [finder.document(one) for one in finder.documents(text, limit - len(hits))]
    return hits


def _found(data: Dataset, asked: Asked, text: str, kinds: frozenset[str]) -> dict[str, Any]:
    """What a text found: kinds to choose from, near hits by kind, and those that are less like it."""
    finder = Finder(data, asked.place)
    everything = _hits(finder, text, frozenset(), MOST)
    shown = [hit for hit in everything if not kinds or hit.type in kinds]
    groups: dict[str, list[Hit]] = {}
    for hit in shown:
        if hit.near:
            groups.setdefault(hit.kind, []).append(hit)
    return {
        "found": {
            "count": sum(map(len, groups.values())),
            "kinds": _choices(data, asked, everything, kinds),
            "groups": [Group(label, hits) for label, hits in groups.items()],
            "far": [hit for hit in shown if not hit.near],
            "more": len(everything) >= MOST,
        }
    }


def _choices(data: Dataset, asked: Asked, hits: list[Hit], kinds: frozenset[str]) -> list[Kind]:
    """All and each kind, with as many as the page counts there: names that are less like it stand apart."""
    near = any(hit.near for hit in hits)
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.type] = counts.get(hit.type, 0) + (hit.near or not near)
    place, everything = asked.place, phrase("start.every_kind", data.language)
    of_kinds = (
        Kind(label(v.R + kind, data.language), count, place.changed(kinds=kind), kind in kinds)
        for kind, count in counts.items()
        if kind
    )
    return [Kind(everything, sum(counts.values()), place.changed(kinds=None), not kinds), *of_kinds]


def _listed(data: Dataset, asked: Asked, kind: str) -> dict[str, Any]:
    """A part of all of one kind."""
    ids, finder, place = ordered(data, kind), Finder(data, asked.place), asked.place
    parts = max(1, -(-len(ids) // _PART))
    part = min(int(asked.given.get("part", 1)), parts)
    here = ids[(part - 1) * _PART : part * _PART]
    return {
        "listed": {
            "kind": label(v.R + kind, data.language),
            "count": len(ids),
            "hits": [hit for id in here if (hit := finder.known(id)) is not None],
            "part": part,
            "parts": parts,
            "before": place.changed(part=part - 1) if part > 1 else "",
            "after": place.changed(part=part + 1) if part < parts else "",
            "kinds": _all_kinds(data, asked, kind),
        }
    }


def _all_kinds(data: Dataset, asked: Asked, here: str = "") -> list[Kind]:
    return [
        Kind(label(v.R + kind, data.language), count, asked.place.link("/", kinds=kind), kind == here)
        for kind, count in held(data).kinds
    ]


def _first(data: Dataset, asked: Asked) -> dict[str, Any]:
    """What the data hold, and what they can be asked."""
    finder, last = Finder(data, asked.place), max(data.recorded, key=lambda info: info.sequence, default=None)
    documents = ordered(data, DOCUMENT)
    return {
        "first": {
            "kinds": _all_kinds(data, asked),
            "statements": held(data).statements,
            "documents": len(documents),
            "sources": [hit for id in documents[:_SOURCES] if (hit := finder.known(id)) is not None],
            "all_sources": asked.place.link("/", kinds=DOCUMENT),
            "changesets": len(data.recorded),
            "last": last,
            "questions": _questions(data, asked),
        },
        "on_chains": " ".join(sorted(ON_CHAINS)),
    }


def _questions(data: Dataset, asked: Asked) -> list[tuple[str, str]]:
    """Questions with the addresses of their answers."""
    found, place, language = examples(data.graph), asked.place, data.language
    finder = Finder(data, place)

    def said(key: str, **values: str) -> str:
        return phrase(f"start.ask.{key}", language, **values)

    asked_of: list[tuple[str, str]] = []
    for one in found.bodies[:2]:
        to = place.link("/chain", target=finder.means(one.body), on=one.day)
        asked_of.append((said("above", body=data.name(one.body), day=one.day), to))
    for id in found.events[:1]:
        asked_of.append((said("event", event=data.name(id)), place.link("/chain", target=finder.means(id))))
    for one in found.bodies[:1]:
        body, month = data.name(one.body), one.day[:7]
        gaps = place.link("/analyses/gaps", target=finder.means(one.body), on=month)
        asked_of += [
            (said("of", body=body), place.entity(one.body)),
            (said("gaps", body=body, month=month), gaps),
        ]
    if found.bodies:
        asked_of.append((said("conflicts"), place.link("/analyses/conflicts")))
    return [*asked_of, (said("query"), place.link("/sparql"))]
