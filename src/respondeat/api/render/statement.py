"""One statement as a reader meets it, and what an entity is called, in the language of the answer."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from respondeat.api.language import phrase
from respondeat.api.phrases import Json, named, state, words
from respondeat.api.phrases_time import when
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .words import emphasis

_MARKS = ("invented", "placeholder", "protected")


def subject(answer: Json, console: Console, language: str = "en") -> None:
    """Id, other written forms and attributes of the entity of an answer."""
    entity = answer["entity"]
    console.print(f"id: {entity['id'].removeprefix(v.ID)}", soft_wrap=True)
    forms = [f["form"] for f in answer["names"] if f["form"] != entity["name"]]
    if forms:
        console.print(f"{phrase('entity.forms', language)}: {escape('; '.join(forms))}")
    for pair in answer["attributes"]:
        if pair["property"] not in _MARKS:
            told = escape(told_value(pair["value"], language))
            console.print(f"{label(v.R + pair['property'], language)}: {told}")


def kind(entity: Json, language: str = "en") -> str:
    """The class of an entity in words."""
    if "type" not in entity:
        return phrase("entity.unknown_kind", language)
    return label(v.R + entity["type"], language)


def told_value(value: object, language: str = "en") -> str:
    """The value of a role or attribute."""
    if isinstance(value, dict):
        return named(value, language)
    if isinstance(value, bool):
        return phrase("value.yes" if value else "value.no", language)
    return words(str(value), language)


def statement(said: Json, id: str, cited: str, marks: Sequence[str], language: str = "en") -> str:
    """A statement in which the entity `id` stands: its other roles, its time, its sources, what marks it."""
    roles = [(role, x) for role, x in said["roles"].items() if not _is(x, id)]
    own = [label(v.R + role, language) for role, x in said["roles"].items() if _is(x, id)]
    told = ", ".join(f"{label(v.R + role, language)} {told_value(x, language)}" for role, x in roles)
    shown = [state(said["state"], language), phrase("mark.derived", language) if said["derived"] else ""]
    mark = "".join(f"; {emphasis(escape(m))}" for m in (*shown, *marks) if m)
    both = f" {phrase('statement.and', language)} "
    stands = f" ({phrase('dossier.as', language, roles=both.join(own))})" if own else ""
    head = f"[bold]{label(v.R + said['relation'], language)}[/]{stands}: {escape(told)}"
    tail = f"{escape(when(said, language))} {escape(cited)}{mark}"
    note = f"\n{escape(phrase('note', language, note=said['note']))}" if said["note"] else ""
    return f"{head}\n{tail}{note}"


def _is(value: object, id: str) -> bool:
    return isinstance(value, dict) and value.get("id") == id


def decided(a: Json, language: str = "en") -> str:
    """What an analyst decided."""
    said = phrase("analyst", language, status=words(a["status"], language))
    if a["confidence"]:
        confidence = words(a["confidence"], language)
        said += f", {phrase('analyst.confidence', language, confidence=confidence)}"
    return f"{said} ({a['reason']})" if a["reason"] else said
