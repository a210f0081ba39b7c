"""What would be recorded, in the words in which it will be read."""

import json
from typing import Any

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.phrases import words
from respondeat.api.phrases_time import valid
from respondeat.api.proof import time
from respondeat.graph.command.states import evidence
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .draft import STATEMENT, Draft
from .fields import range_of
from .naming import Meant

Json = dict[str, Any]


def preview(data: Dataset, draft: Draft, told: Json, place: Place) -> Json:
    """The statement in words, its source, its level, what is there already, and the posting itself."""
    language = data.language
    return {
        "relation": label(v.R + draft.relation, language),
        "roles": [(label(v.R + role, language), _value(draft, role, place)) for role in draft.roles],
        "time": valid(time(draft.time), language),
        "dates": [
            f"{phrase(f'roles.means.{means}', language)}: {text}" for means, text in draft.dates.items()
        ],
        "verdict": phrase(
            "roles.enter.denies" if draft.one("a-verdict") == "denies" else "roles.enter.supports", language
        ),
        "document": draft.source.title,
        "document_new": bool(draft.source.made),
        "locator": draft.one("p-locator"),
        "quote": " ".join(draft.one("p-quote").split()),
        "origin": _named(draft.meant["a-origin"], place, language),
        "reported": _named(draft.meant["a-reported"], place, language),
        "modality": words(draft.one("a-modality") or "asserted", language),
        "level": label(v.R + draft.level, language),
        "open": draft.level == v.LEVELS[0],
        "there": _there(data, told, language),
        "posting": json.dumps(draft.body, ensure_ascii=False, indent=2),
        "near": [
            {"name": one.name, "near": [{"name": n["name"], "href": place.entity(n["id"])} for n in one.near]}
            for one in draft.meant.values()
            if one.near and not one.id
        ],
    }


def _value(draft: Draft, role: str, place: Place) -> Json:
    language, value = place.language, draft.roles[role]
    if (found := draft.meant.get(f"r-{role}")) is not None:
        return _named(found, place, language)
    if isinstance(value, bool):
        return {"text": phrase("value.yes" if value else "value.no", language), "href": "", "new": ""}
    concept = range_of(draft.relation, role).startswith("concept:")
    return {"text": words(str(value), language) if concept else str(value), "href": "", "new": ""}


def _named(found: Meant, place: Place, language: str) -> Json:
    new = label(v.R + found.kind, language) if found.kind and not found.id else ""
    return {"text": found.name, "href": place.entity(found.id) if found.id else "", "new": new}


def _there(data: Dataset, told: Json, language: str) -> str:
    """Whether the statement is on record already, and how it stands there."""
    for changeset in told.get("changesets", ()):
        if changeset["status"] == "there":
            return phrase("roles.enter.there_all", language)
        id = changeset.get("ids", {}).get(STATEMENT, "")
        if isinstance(data.records.record(id), Statement):
            known = evidence(data.records, id)
            counts = {"supporting": len(known.supporting), "denying": len(known.denying)}
            return phrase("roles.enter.there", language, **counts)
    return ""
