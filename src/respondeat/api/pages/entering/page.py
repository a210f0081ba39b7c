"""The page of entering: the form, what would be recorded and what speaks against that, what was recorded."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import LANGUAGE_NAMES, frame
from respondeat.api.pages.rendering import render
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import definition, label

from .draft import Draft, drafted
from .fields import RELATIONS
from .form import groups
from .preview import preview

Json = dict[str, Any]

_PLACES: Final = (
    ("/documents", "d-title"),
    ("/passages", "p-locator"),
    ("/attestations", "a-origin"),
    ("/statements/0/time", "t-first"),
)
"""At which field a fault is told that the checks found, by where it is in the posting."""


def posting(data: Dataset, asked: Asked) -> bytes:
    """What is posted for the fields of the form, as JSON: `changeset`, null where something is missing."""
    draft = _draft(data, asked)
    return json.dumps({"changeset": (draft.body or None) if draft else None}, ensure_ascii=False).encode()


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Beside the form's `fields` is given what came of checking the posting (`told`)."""
    given, language = asked.given, data.language
    draft = _draft(data, asked)
    told: Json = given.get("told") or {}
    found = list(_found(draft, told.get("violations", ()))) if draft else []
    fields: Mapping[str, str] = given.get("fields") or {}
    title = phrase("roles.enter.title", language)
    return render(
        "enter.html",
        **frame(data, asked, title, styles=("roles",), scripts=("suggest", "enter")),
        relations=[
            (name, label(v.R + name, language), definition(v.R + name, language)) for name in RELATIONS
        ],
        relation=draft.relation if draft else "",
        groups=groups(data, draft, [one for one in found if one[0]], language) if draft else [],
        general=[message for name, message in found if not name],
        refused=told.get("refused", ""),
        filled=bool(fields),
        wrong=sum(map(len, draft.wrong.values())) + len(found) if draft and fields else 0,
        preview=preview(data, draft, told, asked.place)
        if draft and draft.body and told.get("checked")
        else None,
        given=[(name, text) for name, text in fields.items() if name not in ("action", "key")],
        done=_done(data, asked),
        csrf=given.get("csrf", ""),
        key=given.get("key", ""),
        spoken=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    )


def _draft(data: Dataset, asked: Asked) -> Draft | None:
    fields = dict(asked.given.get("fields") or {})
    relation = fields.get("relation") or asked.given.get("relation", "")
    if relation not in RELATIONS:
        return None
    if not fields and (document := asked.given.get("document")):  # nothing is sent yet, and so nothing wrong
        return replace(drafted(data, relation, {"d-find": str(document)}), wrong={})
    return drafted(data, relation, fields)


def _found(draft: Draft, violations: Any) -> Iterator[tuple[str, str]]:
    """What the checks found, each with the field at which it is told, "" for none."""
    for one in violations:
        place, path, focus = (str(one.get(key, "")) for key in ("place", "path", "focus"))
        role = path.removeprefix(v.R).rpartition("/")[2]
        name = next((field for start, field in _PLACES if place.startswith(start)), "")
        if f"r-{role}" in draft.meant or role in draft.roles:
            name = f"r-{role}"
        elif focus.removeprefix("#") in draft.meant:
            name = focus.removeprefix("#")
        yield name, str(one.get("message", ""))


def _done(data: Dataset, asked: Asked) -> Json | None:
    """The changeset that was written last, when it is one that this level may see."""
    wanted = v.ID + str(asked.given.get("done", "")).removeprefix(v.ID)
    if not any(info.id == wanted for info in data.recorded):
        return None
    records = data.reader.changeset_records(wanted)
    said = [one for one in records if isinstance(one, Statement)]
    about = [
        value for one in said for _, value in one.roles if isinstance(value, str) and value.startswith(v.ID)
    ]
    about += [one.id for one in records if isinstance(one, Entity)]
    place = asked.place
    return {
        "id": wanted.removeprefix(v.ID),
        "href": f"/v1/changesets/{wanted.removeprefix(v.ID)}",
        "about": [
            {"name": data.name(id), "href": place.entity(id)}
            for id in dict.fromkeys(about)
            if data.entity(id) is not None
        ],
    }
