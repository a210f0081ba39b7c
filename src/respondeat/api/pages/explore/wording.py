"""The words that the scripts of the explorer show, in one language."""

from collections.abc import Iterator
from typing import Any, Final

from respondeat.api.language import catalogue, phrase
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .view import View

_NAMES: Final = """
    add added all alone arrange arranging between chain close days days_form details expand failed fit
    further group group_default group_name here hide hint in_days mode mode_box mode_lasso mode_move
    nearer none nothing one over page picture picture_hidden picture_shown pin redo remove reveal seek
    selected single tools two undo ungroup unpin
"""
_COUNTED: Final = ("explore.entities", "explore.statements", "explore.hidden")
_SAME: Final = {
    "around": "explore.around",
    "document": "explore.document",
    "read": "passage.read",
    "follow": "explore.follow",
    "grade": "explore.sure",
    "is_pinned": "explore.is_pinned",
    "linked": "explore.expand",
    "most": "explore.most",
    "no_way": "explore.no_way",
    "select": "explore.select",
    "sources": "explore.sources",
    "sources_of": "explore.sources_of",
    "statement": "explore.statement",
    "ways": "explore.ways",
    "ways_cut": "explore.ways_cut",
    "ways_note": "explore.ways_note",
    "invented": "mark.invented",
    "placeholder": "mark.placeholder",
}


def wording(language: str) -> dict[str, Any]:
    """Phrases by short names; those with a number as their forms by the name of each (Unicode CLDR)."""
    told = catalogue(language)
    said: dict[str, Any] = {name: phrase(f"explore.word.{name}", language) for name in _NAMES.split()}
    said |= {name: told[key] for name, key in _SAME.items()}
    for key in _COUNTED:
        forms = ("one", "few", "many", "other")
        said[key.removeprefix("explore.")] = {form: told[f"{key}.{form}"] for form in forms}
    for sure in ("certain", "possible", "open", "cited"):
        said[f"grade.{sure}"] = phrase(f"explore.grade.{sure}", language)
    for state in ("contested", "denied", "rejected", "retracted", "set-aside"):
        said[f"state.{state}"] = phrase(f"state.{state}", language)
    return said


def filtered(found: View, language: str) -> Iterator[str]:
    """What the filters of a view let through, a text for each of them that is set."""
    filters = found.state.filters
    told = {
        "types": (label(v.R + name, language) for name in sorted(filters.types)),
        "relations": (label(v.R + name, language) for name in sorted(filters.relations)),
        "origins": sorted(found.origins.get(id, id) for id in filters.origins),
        "documents": sorted(found.documents.get(id, id) for id in filters.documents),
        "from": [filters.first],
        "to": [filters.last],
        "sure": [phrase("explore.sure.certain", language) if filters.certain else ""],
        "confidence": [
            phrase(f"explore.confidence.{filters.confidence}", language) if filters.confidence else ""
        ],
        "against": [phrase("explore.against.hidden", language) if filters.unopposed else ""],
    }
    for key, values in told.items():
        if said := ", ".join(filter(None, values)):
            yield f"{phrase(f'explore.{key}', language)}: {said}"
