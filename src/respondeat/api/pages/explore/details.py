"""One link as it is read: who says it, where, with what reserve, and what speaks against it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from respondeat.api.answers.said import said
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.phrases import named, quote, reserve, source, state, words
from respondeat.api.phrases_time import when
from respondeat.api.proof import Proof
from respondeat.api.report.markup import web_address
from respondeat.api.report.origins import origins
from respondeat.api.report.words import Words
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .state import whole

Json = dict[str, Any]

_DEEP: Final = 4


def detail(data: Dataset, place: Place, edge: str, sure: str = "") -> Json | None:
    """What a link rests on, in words and with addresses; None where it is not in what one may read.

    `sure` is how it is drawn (certain, possible, open), where it is in view: told with what it rests on.
    """
    language = data.language
    record = data.records.record(whole(edge.partition("~")[0]))
    if not isinstance(record, Statement):
        return None
    told = said(data, Proof(data), record)
    marks = [state(told["state"], language), phrase("mark.derived", language) if told["derived"] else ""]
    ends = [value for value in told["roles"].values() if isinstance(value, dict)]
    return {
        "id": edge,
        "heading": label(record.relation, language),
        "roles": [_role(role, value, place) for role, value in told["roles"].items()],
        "when": when(told, language),
        "facts": [*_facts(told["sources"], sure, language)],
        "marks": [mark for mark in marks if mark],
        "note": told["note"] or "",
        "decided": [_decided(one, language) for one in told["assessments"]],
        "sources": [*_sources(told["sources"], place)],
        "href": place.statement(ends[0]["id"], record.id) if ends else "",
    }


def _facts(sources: Sequence[Json], sure: str, language: str) -> Iterator[tuple[str, str]]:
    """How sure a link is, in what modality it is said, and how many independent origins say so."""
    words = Words(language)
    if sure:
        yield words.say("explore.sure"), phrase(f"explore.grade.{sure}", language)
    said = dict.fromkeys(one["modality"] for one in sources if one["verdict"] == "supports")
    if told := ", ".join(map(words.concept, said)) or reserve(sources, language).strip(" ()"):
        yield words.say("chain.source.modality"), told
    yield words.say("report.links.origins"), origins(sources, words)


def _role(role: str, value: object, place: Place) -> Json:
    language = place.language
    if isinstance(value, dict):
        told, href = named(value, language), place.entity(value["id"])
    elif isinstance(value, bool):
        told, href = phrase("value.yes" if value else "value.no", language), ""
    else:
        told, href = words(str(value), language) if scheme_of(v.R + str(value)) else str(value), ""
    return {"role": label(v.R + role, language), "text": told, "href": href}


def _decided(assessment: Json, language: str) -> str:
    told = phrase("analyst", language, status=words(assessment["status"], language))
    if assessment["confidence"]:
        confidence = words(assessment["confidence"], language)
        told += f", {phrase('analyst.confidence', language, confidence=confidence)}"
    return f"{told} ({assessment['reason']})" if assessment["reason"] else told


def _sources(entries: Iterable[Json], place: Place, deep: int = _DEEP) -> Iterator[Json]:
    """Sources, those against last; the sources of premises after the rule that rests on them."""
    for entry in sorted(entries, key=lambda one: one["verdict"] == "denies"):
        document = entry.get("document") or {}
        yield {
            "text": source(entry, place.language),
            "against": entry["verdict"] == "denies",
            "read": [href for p in entry.get("passages", ()) if (href := place.passage(p))],
            "quotes": [t for p in entry.get("passages", ()) if (t := quote(p, place.language))],
            "hash": (document.get("sha256") or "")[:12],
            "href": place.entity(document["id"]) if document else "",
            "url": web_address(document.get("url") or ""),
        }
        for premise in entry.get("premises", ()) if deep else ():
            yield from _sources(premise["sources"], place, deep - 1)
