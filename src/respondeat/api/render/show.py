"""Everything said of one entity, as a list by time."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, state, words
from respondeat.api.phrases_time import valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .board import listing
from .sources import Sources
from .words import emphasis


def show(answer: Json, console: Console) -> None:
    """Names, attributes, statements, sources, notice."""
    sources = Sources()
    entity = answer["entity"]
    kind = label(v.R + entity["type"]) if "type" in entity else "of an unknown kind"
    console.print(f"[bold]{escape(named(entity))}[/], {kind}")
    console.print(f"id: {entity['id'].removeprefix(v.ID)}", soft_wrap=True)
    forms = [f["form"] for f in answer["names"] if f["form"] != entity["name"]]
    if forms:
        console.print(f"also written: {escape('; '.join(forms))}")
    for pair in answer["attributes"]:
        if pair["property"] not in ("invented", "placeholder", "protected"):
            console.print(f"{label(v.R + pair['property'])}: {escape(told_value(pair['value']))}")
    console.print("\nStatements, by time:" if answer["statements"] else "\nNo statement is about it.")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for said in answer["statements"]:
        table.add_row("-", _statement(said, entity["id"], sources))
    console.print(table)
    listing(sources, answer, console)


def told_value(value: object) -> str:
    """A role's value in words."""
    if isinstance(value, dict):
        return named(value)
    return ("yes" if value else "no") if isinstance(value, bool) else words(str(value))


def _statement(said: Json, id: str, sources: Sources) -> str:
    roles = [(role, x) for role, x in said["roles"].items() if not _is(x, id)]
    own = [label(v.R + role) for role, x in said["roles"].items() if _is(x, id)]
    told = ", ".join(f"{label(v.R + role)} {told_value(x)}" for role, x in roles)
    marks = [state(said["state"]), "derived by a rule" if said["derived"] else ""]
    marks += [_assessment(a) for a in said["assessments"]]
    mark = "".join(f"; {emphasis(escape(m))}" for m in marks if m)
    head = f"[bold]{label(v.R + said['relation'])}[/] (as {' and '.join(own)}): {escape(told)}"
    tail = f"{escape(valid(said['valid']))} {escape(sources.cite(said['sources']))}{mark}"
    note = f"\nnote: {escape(said['note'])}" if said["note"] else ""
    return f"{head}\n{tail}{note}"


def _is(value: object, id: str) -> bool:
    return isinstance(value, dict) and value.get("id") == id


def _assessment(a: Json) -> str:
    said = f"an analyst: {words(a['status'])}"
    if a["confidence"]:
        said += f", {words(a['confidence'])} confidence"
    return f"{said} ({a['reason']})" if a["reason"] else said
