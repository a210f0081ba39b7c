"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from collections.abc import Sequence

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
    """An events-under answer: single events, and apart from them patterns, none of which is one event."""
    sources = Sources()
    console.print(f"Events under the command of [bold]{escape(named(answer['person']))}[/]\n")
    single = [e for e in answer["events"] if e["event"].get("type") != "Pattern"]
    patterns = [e for e in answer["events"] if e["event"].get("type") == "Pattern"]
    if not answer["events"]:
        console.print("No event in the data was under this command.")
    _events(single, sources, console)
    if patterns:
        console.print("\nPatterns, spoken of in general; none of them is a single event:")
    _events(patterns, sources, console)
    listing(sources, answer, console)


def _events(rows: Sequence[Json], sources: Sources, console: Console) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    for title in ("event", "grade", "when", "by", "sources"):
        table.add_column(title, overflow="fold")
    for e in rows:
        bodies = ", ".join(named(b) for b in e["bodies"])
        cited = sources.cite(e["sources"])
        table.add_row(
            escape(named(e["event"])), grade(e["grade"]), span([e["on"]]), escape(bodies), escape(cited)
        )
    console.print(table)


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
