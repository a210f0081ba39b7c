"""The fields of the form as they are shown: filled in, with what is wrong at each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .draft import Draft
from .fields import FIRST_MEANS, LAST_MEANS, WHEN_MEANS, Field, kinds, listed, role_field, roles_of
from .levels import open_levels

Json = dict[str, Any]
Group = tuple[str, str, list[Field]]
"""A part of the form: its heading, what it is about, its fields."""


def groups(data: Dataset, draft: Draft, beside: Iterable[tuple[str, str]], language: str) -> list[Group]:
    """The form in parts. `beside` are faults that the checks of a posting found, by field."""

    def say(key: str) -> str:
        return phrase(f"roles.enter.{key}", language)

    def text(name: str, kind: str = "text", *, needed: bool = False) -> Field:
        key = name.replace("-", "_")
        return Field(name, kind, say(f"{key}"), say(f"{key}_hint"), needed=needed)

    roles = [role_field(draft.relation, role, needed, language) for role, needed in roles_of(draft.relation)]
    times = [
        replace(text("t-first", "date"), choices=_means(FIRST_MEANS, language)),
        replace(text("t-last", "date"), choices=_means(LAST_MEANS, language)),
        replace(text("t-when", "date"), choices=_means(WHEN_MEANS, language)),
    ]
    new = [text(f"d-{name}") for name in ("title", "publisher", "written", "url", "language")]
    place = [text("p-locator", needed=True), text("p-quote", "long")]
    origin = tuple(kinds(v.ORIGIN, language))
    said = [
        _choice("a-verdict", (("supports", say("supports")), ("denies", say("denies"))), language, True),
        Field("a-origin", "entity", say("a_origin"), say("a_origin_hint"), needed=True, kinds=origin),
        Field("a-reported", "entity", say("a_reported"), say("a_reported_hint"), kinds=origin),
        _choice("a-modality", _first("asserted", listed("modality", language)), language, True),
        _choice("a-standard", listed("standardOfProof", language), language, False),
    ]
    levels = tuple((one, label(v.R + one, language)) for one in open_levels(data, draft.least))
    last = [text("note", "long"), _choice("written_at", levels, language, True)]
    made: list[Group] = [
        (label(v.R + draft.relation, language), "", roles),
        (say("time"), say("time_lead"), times),
        (say("document"), "", [text("d-find")]),
        (say("document_new"), say("document_new_lead"), new),
        (say("place"), "", place),
        (say("said"), say("said_lead"), said),
        (say("record"), say("record_lead"), last),
    ]
    found: dict[str, list[str]] = {}
    for name, message in beside:
        found.setdefault(name, []).append(message)
    return [
        (title, lead, [_filled(one, draft, found, language) for one in fields])
        for title, lead, fields in made
    ]


def _first(name: str, choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(choices, key=lambda one: one[0] != name))


def _means(names: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, phrase(f"roles.means.{name}", language)) for name in names)


def _choice(name: str, choices: tuple[tuple[str, str], ...], language: str, needed: bool) -> Field:
    key = name.replace("-", "_")
    told = phrase(f"roles.enter.{key}", language), phrase(f"roles.enter.{key}_hint", language)
    return Field(name, "choice", *told, needed=needed, choices=choices)


def _filled(one: Field, draft: Draft, beside: dict[str, list[str]], language: str) -> Field:
    """The field with what was typed, what that means, and what is wrong with it."""
    wrong = (
        [f"{phrase(key, language)} {said}".strip() for key, said in draft.wrong.get(one.name, ())]
        if draft.given
        else []
    )
    found = draft.meant.get(one.name)
    picked = draft.one(f"{one.name}-pick")
    value = draft.level if one.name == "written_at" else picked or draft.given.get(one.name, "")
    near = () if found is None or (found.id and not found.wrong) else _near(found.near, language)
    means = f"{found.name} ({label(v.R + found.kind, language)})" if found and found.id else ""
    if one.name == "d-find":
        near = tuple({"id": str(n["id"]), "name": str(n["name"]), "kind": ""} for n in draft.source.near)
        means = draft.source.title if draft.source.id else ""
    return replace(
        one,
        value=value,
        new="" if picked else draft.one(f"{one.name}-new"),
        lang=draft.one(f"{one.name}-lang") or draft.one(f"{one.name}-is"),
        wrong=(*wrong, *beside.get(one.name, ())),
        means=means,
        near=near,
    )


def _near(nodes: Iterable[Json], language: str) -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "id": str(node["id"]),
            "name": str(node["name"]),
            "kind": label(v.R + str(node.get("type", "")), language) if node.get("type") else "",
        }
        for node in nodes
    )
