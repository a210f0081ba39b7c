"""The words that the scripts of the explorer show, in one language."""

from typing import Any, Final

from respondeat.api.language import catalogue, phrase

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
    "follow": "explore.follow",
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
    for sure in ("certain", "possible", "open"):
        said[f"grade.{sure}"] = phrase(f"explore.grade.{sure}", language)
    for state in ("contested", "denied", "rejected", "retracted"):
        said[f"state.{state}"] = phrase(f"state.{state}", language)
    return said
