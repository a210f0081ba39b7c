"""The page about the bundle of a view: what is asked, the command that makes it, a form for those who may."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.analyses.elsewhere import FILE, bundled, previewed
from respondeat.api.pages.analyses.form import Field, fields
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import Link, frame
from respondeat.api.pages.place import Place
from respondeat.api.pages.rendering import render
from respondeat.api.purposes import INVESTIGATION, PURPOSES
from respondeat.api.without import document, document_title, origin
from respondeat.errors import NamingError
from respondeat.graph.evidence.redaction.profiles import PROFILES
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from . import QUERY
from .asking import BY_HAND, held, wanted

Json = dict[str, Any]

_BESIDE: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "structure": ("chain", ("target", "on", "mode")),
    "chain": ("structure", ("target", "on", "mode")),
}
"""What is asked of the same as well, and with which parameters."""

_OF_PAGE: Final = ("name", "csrf", "profiles", "typed", "wrong")


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises NotFound for what bundles do not hold, RequestError for what is no parameter of it.

    Beside the parameters `given` has, for whoever may have bundles made, `csrf` and the `profiles` that they
    may see; after a refusal what was `typed`, and what went `wrong`.
    """
    name, place = held(asked.given["name"]), asked.place
    told = wanted(name, {key: value for key, value in asked.given.items() if key not in _OF_PAGE})
    return render(
        "bundle.html",
        **frame(data, asked, phrase("bundling.title", place.language), styles=("roles",)),
        kind=_kind(name, place.language),
        facts=list(_facts(data, name, place)),
        query=told.get("query", "") if name == QUERY else "",
        view=_view(name, told, place),
        beside=_beside(name, told, place),
        command=bundled(name, told, place, data.level),
        preview=previewed(name, told, place),
        signing=bundled(name, told, place, data.level, "--sign"),
        verifying=f"respondeat bundle verify {FILE}",
        by_hand=phrase(BY_HAND[name], place.language) if name in BY_HAND else "",
        form=_form(asked),
        level="" if data.level == v.LEVELS[0] else label(v.R + data.level, place.language),
        wrong=asked.given.get("wrong", ""),
        assumed=_assumed(place),
    )


def _kind(name: str, language: str) -> str:
    return phrase("query.title" if name == QUERY else f"report.question.{name}", language)


def _facts(data: Dataset, name: str, place: Place) -> Iterator[tuple[str, list[str]]]:
    """What is asked, in words: what each parameter is called, and its values."""
    if name == QUERY:
        return
    for part in fields(name, place):
        for field in part:
            if values := [value for value in place.given.get(field.name, ()) if value]:
                yield field.label, [_meant(data, field, value) for value in values]


def _meant(data: Dataset, field: Field, value: str) -> str:
    for option in field.options:
        if option.value == value:
            return option.text
    try:
        if field.name == "without_document":
            return document_title(data, document(data, value))
        if field.name == "without_origin":
            return data.name(origin(data, value))
        if field.kind == "entity":
            return data.name(data.find(value))
    except NamingError:
        return value
    return value


def _view(name: str, told: Json, place: Place) -> str:
    """The address of what the bundle answers, to be read."""
    return place.link("/sparql" if name == QUERY else f"/analyses/{name}", **told)


def _beside(name: str, told: Json, place: Place) -> Link | None:
    if name not in _BESIDE:
        return None
    other, kept = _BESIDE[name]
    given = {key: told[key] for key in kept if key in told} | {"assumed": _assumed(place) or None}
    return Link(place.link(f"/bundle/{other}", **given), _kind(other, place.language))


def _assumed(place: Place) -> str:
    """The day that the view assumed, and nobody asked for; "" where the day is another."""
    return day if (day := place.one("assumed")) == place.one("on") else ""


def _form(asked: Asked) -> Json | None:
    """The form of whoever may have it made here; None for others."""
    given, language = asked.given, asked.place.language
    if not given.get("csrf"):
        return None
    typed = given.get("typed", {})
    profile, purpose = typed.get("profile", next(iter(PROFILES))), typed.get("purpose", INVESTIGATION)
    return {
        "csrf": given["csrf"],
        "action": asked.place.changed(),
        "profiles": [
            (name, phrase(f"bundling.profile.{name}", language), name == profile)
            for name in given["profiles"]
        ],
        "purposes": [
            (name, phrase(f"bundling.purpose.{name}", language), name == purpose) for name in PURPOSES
        ],
    }
