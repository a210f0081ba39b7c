"""Statements that several documents repeat and one origin says, for a terminal."""

from rich.console import Console
from rich.markup import escape

from respondeat.api.phrases import Json, named, plural, state, words
from respondeat.api.phrases_time import valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .board import listing
from .sources import Sources
from .words import emphasis


def single_origin(answer: Json, console: Console) -> None:
    """A single-origin answer: how many, then each with its origin and its sources."""
    sources = Sources()
    about = f"in which {named(answer['target'])} stands" if answer["target"] else "in the data"
    console.print(
        f"{plural(answer['attested'], 'statement')} {escape(about)} with a source; {answer['found']} of them "
        "repeated by several documents, of which all that name an origin name the same one.\n"
    )
    for row in answer["rows"]:
        _row(row, sources, console)
    if answer["found"] > len(answer["rows"]):
        console.print(
            f"{answer['found'] - len(answer['rows'])} more are not shown: raise --limit.", style="bold"
        )
    listing(sources, answer, console)


def _row(row: Json, sources: Sources, console: Console) -> None:
    told = ", ".join(f"{label(v.R + role)} {_value(x)}" for role, x in row["roles"].items())
    kind = label(v.R + row["relation"]) if row["relation"] else "Statement"
    mark = f" {emphasis(state(row['state']))}" if state(row["state"]) else ""
    console.print(f"- [bold]{kind}[/]: {escape(told)}; {escape(valid(row['valid']))}{mark}")
    said = f"one origin, {named(row['origin'])}, in {plural(row['documents'], 'document')}"
    if row["unseen"]:
        said += f", {row['unseen']} of them not to be seen at this level"
    if row["unnamed"]:
        said += f"; {plural(row['unnamed'], 'passage')} that name no origin may be another's"
    console.print(f"  {escape(said)} {escape(sources.cite(row['sources']))}")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return named(value)
    return ("yes" if value else "no") if isinstance(value, bool) else words(str(value))
