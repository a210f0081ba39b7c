"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .phrases import Json, named
from .phrases_time import span
from .render_board import board, listing
from .render_chain import chain
from .render_dossier import dossier
from .render_sources import Sources
from .render_words import grade

__all__ = ["board", "chain", "dossier", "events", "hits"]


def events(answer: Json, console: Console) -> None:
    """An events-under answer as a table."""
    sources = Sources()
    console.print(f"Events under the command of [bold]{escape(named(answer['person']))}[/]\n")
    table = Table(box=None, pad_edge=False)
    for title in ("event", "grade", "when", "by", "sources"):
        table.add_column(title, overflow="fold")
    for e in answer["events"]:
        bodies = ", ".join(named(b) for b in e["bodies"])
        cited = sources.cite(e["sources"])
        table.add_row(
            escape(named(e["event"])), grade(e["grade"]), span([e["on"]]), escape(bodies), escape(cited)
        )
    console.print(table if answer["events"] else "No event in the data was under this command.")
    listing(sources, answer, console)


def hits(answer: Json, console: Console) -> None:
    """A search answer as a table; ids are whole, to be copied."""
    if not answer["hits"]:
        console.print("No name in the data is near it.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True, overflow="ignore")
    for title in ("name", "kind"):
        table.add_column(title, overflow="fold")
    for hit in answer["hits"]:
        written = "" if hit["form"] == hit["name"] else f" (written {hit['form']})"
        kind = label(v.R + hit["type"])
        table.add_row(hit["id"].removeprefix(v.ID), escape(named(hit) + written), kind)
    console.print(table)
