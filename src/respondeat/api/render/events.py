"""Events under a person's command, for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named
from respondeat.api.phrases_time import span

from .board import listing
from .sources import Sources
from .words import grade


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
