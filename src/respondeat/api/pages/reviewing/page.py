"""The page of review, with the forms by which a reviewer decides."""

from typing import Any

from markupsafe import Markup

from respondeat.api.answers.said import said
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.entering.levels import level_of, open_levels
from respondeat.api.pages.frame import Link, frame
from respondeat.api.pages.rendering import render
from respondeat.api.phrases import words
from respondeat.api.proof import Proof, short
from respondeat.api.report.html import Writer
from respondeat.api.report.sources import Sources
from respondeat.api.report.statement import statement
from respondeat.api.report.words import Words
from respondeat.graph.statement import Assessment, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, definition, label

from .awaiting import Awaiting, awaiting, in_force
from .pairs import Pair, Pairs, pair, proposed
from .sides import side

Json = dict[str, Any]

_UNTYPED = dict.fromkeys(
    ("first", "second", "verdict", "reason", "level", "assesses", "status", "confidence"), ""
)
_OF_LIST = {"statement": None, "first": None, "second": None, "done": None, "after": None}


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Beside its parameters is given what was `typed` before a refusal, and why (`wrong`)."""
    given, language, place = asked.given, data.language, asked.place
    what = given.get("what", "identities")
    if given.get("statement") or (given.get("typed") or {}).get("assesses"):
        what = "statements"
    after = int(given.get("after", 0))
    identities = _pairs(data, given, after) if what == "identities" else None
    waiting = _statements(data, given, after) if what == "statements" else None
    listed = identities or waiting
    return render(
        "review.html",
        **frame(data, asked, phrase("roles.review.title", language), styles=("roles",)),
        what=what,
        tabs=[
            Link(place.changed(**_OF_LIST, relation=None, what=one), phrase(key, language), one == what)
            for one, key in (
                ("identities", "roles.review.identities"),
                ("statements", "roles.review.statements"),
            )
        ],
        pairs=[_pair(data, asked, one) for one in identities.pairs] if identities else [],
        cards=_cards(data, asked, waiting) if waiting else [],
        looked=listed.looked if listed else 0,
        of=listed.of if listed else 0,
        next=place.changed(**(_OF_LIST | {"after": listed.next})) if listed and listed.next else "",
        first=place.changed(**_OF_LIST) if after else "",
        relation=given.get("relation", ""),
        relations=[(one.name, label(one.iri, language)) for one in v.RELATIONS.values()],
        statuses=_listed("status", language),
        confidences=_listed("confidence", language),
        verdicts=_listed("verdict", language),
        typed=_UNTYPED | (given.get("typed") or {}),
        untyped=_UNTYPED,
        wrong=given.get("wrong", ""),
        done=_done(data, given),
        csrf=given.get("csrf", ""),
    )


def _pairs(data: Dataset, given: Any, after: int) -> Pairs:
    """The pair that was refused or is named in the address, else those that are proposed."""
    named = given.get("typed") or given
    if named.get("first") or named.get("second"):
        found = pair(data, str(named.get("first", "")), str(named.get("second", "")))
        return Pairs((found,) if found else (), 0, 0, None)
    return proposed(data, after)


def _statements(data: Dataset, given: Any, after: int) -> Awaiting:
    if wanted := (given.get("typed") or {}).get("assesses") or given.get("statement"):
        found = data.records.record(str(wanted)) or data.records.record(v.ID + str(wanted))
        return Awaiting((found,) if isinstance(found, Statement) else (), 0, 0, None)
    return awaiting(data, str(given.get("relation", "")), after)


def _pair(data: Dataset, asked: Asked, one: Pair) -> Json:
    return {
        "key": f"{short(one.first)}-{short(one.second)}",
        "ids": (one.first, one.second),
        "sides": [side(data, id, asked.place) for id in (one.first, one.second)],
        "forms": (one.form, one.other),
        "judged": words(one.judged, data.language) if one.judged else "",
        "levels": _levels(data, one.first, one.second),
        "action": _address(asked, "/review/identity"),
    }


def _cards(data: Dataset, asked: Asked, waiting: Awaiting) -> list[Json]:
    """The statements as everywhere, each with the assessment that a new one would replace."""
    told, proof = Words(data.language), Proof(data)
    place = asked.place
    writer = Writer(data.language, place.entity, place.link)
    made = []
    for number, one in enumerate(waiting.statements, 1):
        sources = Sources(told, (), page=True)
        group = statement(said(data, proof, one), "", sources, told)
        before = in_force(data, one.id)
        made.append(
            {
                "id": one.id,
                "key": short(one.id),
                "html": Markup(writer.group(group, 2, f"c{number}")),
                "before": [_assessed(it, data.language) for it in before],
                "revises": before[0].id if len(before) == 1 else "",
                "levels": _levels(data, one.id),
                "action": _address(asked, "/review/assessment"),
            }
        )
    return made


def _assessed(one: Assessment, language: str) -> Json:
    return {
        "status": words(short(one.status), language),
        "confidence": words(short(one.confidence), language) if one.confidence else "",
        "reason": one.reason,
        "by": short(one.by),
    }


def _levels(data: Dataset, *ids: str) -> list[tuple[str, str]]:
    lowest = max((level_of(data, id) for id in ids), key=v.LEVELS.index)
    return [(one, label(v.R + one, data.language)) for one in open_levels(data, lowest)]


def _listed(scheme: str, language: str) -> list[tuple[str, str, str]]:
    return [(short(iri), label(iri, language), definition(iri, language)) for iri in concepts(scheme)]


def _address(asked: Asked, path: str) -> str:
    """Where a decision is sent: with what this list is, so that it is shown again."""
    place = asked.place
    kept = {name: place.given.get(name, ()) for name in ("what", "after", "relation", "statement")}
    kept |= {name: place.given.get(name, ()) for name in ("first", "second")}
    return place.link(path, **{name: values for name, values in kept.items() if values})


def _done(data: Dataset, given: Any) -> Json | None:
    wanted = v.ID + str(given.get("done", "")).removeprefix(v.ID)
    if not any(info.id == wanted for info in data.recorded):
        return None
    return {"id": short(wanted), "href": f"/v1/changesets/{short(wanted)}"}
