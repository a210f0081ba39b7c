"""The page of an entity: everything said of it, for and against, with sources, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from respondeat.api.answers import show
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.place import Place
from respondeat.api.pages.rendering import render
from respondeat.api.phrases import named, source, state, words
from respondeat.api.phrases_time import when
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .found import found

Json = dict[str, Any]

_MARKS = ("invented", "placeholder", "protected")


@dataclass(frozen=True, slots=True)
class Told:
    """A value as text, and the address of the entity that it is, if it is one."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One source in a line, and the address where its document was found, if that is one of the web."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is read."""

    id: str
    relation: str
    own: str
    roles: tuple[tuple[str, Told], ...]
    when: str
    marks: tuple[str, ...]
    note: str
    supporting: tuple[Source, ...]
    denying: tuple[Source, ...]


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises NotFound in the same words for what is not there and what stands above the level."""
    answer = show(data, found(data, asked.given["id"]))
    entity, place = answer["entity"], asked.place
    language = data.language
    return render(
        "entity.html",
        **frame(data, asked, named(entity, language)),
        kind=_kind(entity, language),
        marks=[phrase(f"mark.{key}", language) for key in ("invented", "placeholder") if entity.get(key)],
        id=entity["id"],
        short=entity["id"].removeprefix(v.ID),
        names=[form for form in answer["names"] if form["form"] != entity["name"]],
        attributes=[
            (label(v.R + pair["property"], language), _told(pair["value"], place))
            for pair in answer["attributes"]
            if pair["property"] not in _MARKS
        ],
        statements=[_said(one, entity["id"], place) for one in answer["statements"]],
        words=_words(language),
    )


def _words(language: str) -> dict[str, str]:
    """The fixed words of the page."""
    return {
        "id": phrase("page.id", language),
        "forms": phrase("entity.forms", language),
        "attributes": phrase("page.attributes", language),
        "statements": phrase("page.statements", language),
        "none": phrase("dossier.none", language),
        "for": phrase("page.for", language),
        "against": phrase("page.against", language),
        "also": phrase("page.also", language),
        "silence": phrase("elements.silence", language),
    }


def _kind(entity: Json, language: str) -> str:
    if "type" not in entity:
        return phrase("entity.unknown_kind", language)
    return label(v.R + entity["type"], language)


def _told(value: object, place: Place) -> Told:
    if isinstance(value, dict):
        return Told(named(value, place.language), place.entity(value["id"]))
    if isinstance(value, bool):
        return Told(phrase("value.yes" if value else "value.no", place.language))
    return Told(words(str(value), place.language))


def _said(said: Json, id: str, place: Place) -> Said:
    language = place.language
    roles = list(said["roles"].items())
    own = [label(v.R + role, language) for role, value in roles if _is(value, id)]
    both = f" {phrase('statement.and', language)} "
    marks = [
        state(said["state"], language),
        phrase("mark.derived", language) if said["derived"] else "",
        *(_decided(one, language) for one in said["assessments"]),
    ]
    return Said(
        said["id"].removeprefix(v.ID),
        label(v.R + said["relation"], language),
        phrase("dossier.as", language, roles=both.join(own)) if own else "",
        tuple(
            (label(v.R + role, language), _told(value, place)) for role, value in roles if not _is(value, id)
        ),
        when(said, language),
        tuple(filter(None, marks)),
        phrase("note", language, note=said["note"]) if said["note"] else "",
        _sources((one for one in said["sources"] if one["verdict"] != "denies"), language),
        _sources((one for one in said["sources"] if one["verdict"] == "denies"), language),
    )


def _is(value: object, id: str) -> bool:
    return isinstance(value, dict) and value.get("id") == id


def _decided(assessment: Json, language: str) -> str:
    said = phrase("analyst", language, status=words(assessment["status"], language))
    if assessment["confidence"]:
        confidence = words(assessment["confidence"], language)
        said += f", {phrase('analyst.confidence', language, confidence=confidence)}"
    return f"{said} ({assessment['reason']})" if assessment["reason"] else said


def _sources(entries: Iterable[Json], language: str) -> tuple[Source, ...]:
    found = {source(one, language): _url(one) for one in entries}
    return tuple(Source(text, href) for text, href in found.items())


def _url(entry: Json) -> str:
    """Where the document was found: http and https only, so that no address runs anything."""
    url = ((entry.get("document") or {}).get("url")) or ""
    return url if url.startswith(("https://", "http://")) else ""
