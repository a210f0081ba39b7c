"""Events under a person's command, for a terminal."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, words
from respondeat.api.phrases_time import span

from .board import listing
from .sources import Sources
from .words import grade

_KEY: Final = (
    "certain: whichever day it was on, by the dates in the sources; of one that lasts, at some time in it. "
    "possible: these dates allow it, or no source says when something began or ended. What stands here is "
    "what sources report, and reporting is uneven. Command of a body is not knowledge of an event, and no "
    "part in it."
)


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
    if answer["events"]:
        console.print(f"\n{_KEY}", style="dim")
    _own(answer["own"], sources, console)
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


def _own(rows: Sequence[Json], sources: Sources, console: Console) -> None:
    if not rows:
        return
    console.print("\nApart: events in which a source names this person, which says nothing of a command:")
    for row in rows:
        roles = " and ".join(words(role) for role in row["roles"])
        told = f"{named(row['event'])} (as {roles}), {span([row['on']])} {sources.cite(row['sources'])}"
        console.print(f"- {escape(told)}")
