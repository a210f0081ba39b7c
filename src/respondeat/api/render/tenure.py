"""Events under each head's command by period, for a terminal."""

from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, post, state
from respondeat.api.phrases_time import span, valid

from .board import listing
from .sources import Sources
from .words import emphasis

_KEY: Final = (
    "open: of the possible ones those that only an open beginning or end allows, as no source says when a "
    "posting, a link further down or the event began or ended. An event in which only the head in person is "
    "named is not counted: that is no command."
)
_PERIODS: Final = 60  # rows of one head; more are in --json


def tenure(answer: Json, console: Console) -> None:
    """A tenure answer: head by head the spells, a table by period, what stands in no or several periods."""
    sources = Sources()
    console.print(f"{_about(answer)}\n")
    if not answer["heads"]:
        console.print(_nobody(answer))
    for head in answer["heads"]:
        _head(head, answer["by"], sources, console)
    if any(_total(head["events"]) for head in answer["heads"]):
        console.print(_KEY, style="dim")
    left = answer["counts"]
    if answer["target"] is None:
        idle = left["heads"] - left["with_events"]
        console.print(f"{plural(left['heads'], 'head')} in the data; under {idle} of them no event.")
    listed = left["with_events"] if answer["target"] is None else left["heads"]
    if listed > left["written"]:
        console.print(f"{listed - left['written']} more heads are not shown; --limit shows more of them.")
    console.print(f"\n[bold]{escape(answer['caveat'])}[/]")
    listing(sources, answer, console)


def _about(answer: Json) -> str:
    target = answer["target"]
    if target is None:
        who = "every head in the data"
    elif target.get("type") == "Person":
        who = f"[bold]{escape(named(target))}[/]"
    else:
        who = f"the heads of [bold]{escape(named(target))}[/], one after the other"
    days = "" if answer["on"] is None else f", within {span([answer['on']])}"
    return f"Events under the command of {who}, by {answer['by']}{days}"


def _nobody(answer: Json) -> str:
    if answer["target"] is None:
        return "No event in the data was under the command of any head."
    return "No source in the data names a head" + (" for these days." if answer["on"] else ".")


def _head(head: Json, by: str, sources: Sources, console: Console) -> None:
    console.print(f"[bold]{escape(named(head['person']))}[/]")
    for spell in head["spells"]:
        marks = [state(spell["state"]), "derived by a rule" if spell["derived"] else ""]
        said = [escape(valid(spell["valid"])), *(emphasis(m) for m in marks if m)]
        office = escape(f"{post(spell['capacity'], spell['title'], of=True)} {named(spell['body'])}")
        told = f"{office}, {', '.join(said)} {escape(sources.cite(spell['sources']))}"
        console.print(Padding(told, (0, 0, 0, 2)))
    if not head["spells"]:
        console.print("  No source in the data names them as head of anything.")
    cited = escape(sources.cite(head["sources"]))
    if not (_total(head["events"]) or _total(head["patterns"])):
        console.print("  No event in the data was under this command.\n")
        return
    if _total(head["events"]):
        console.print(_table(head, by))
    if (more := len(head["periods"]) - _PERIODS) > 0:
        console.print(f"  {plural(more, by)} more; --json gives all, --on fewer.")
    for line in _apart(head, by):
        console.print(Padding(line, (0, 0, 0, 2)))
    console.print(f"  sources of the postings, the events and their days: {cited}\n")


def _total(tally: Json) -> int:
    return int(tally["certain"] + tally["possible"])


def _table(head: Json, by: str) -> Table:
    table = Table(box=None, pad_edge=True, padding=(0, 2))
    table.add_column(by)
    for name in ("certain", "possible", "of these open", "share certain"):
        table.add_column(name, justify="right")
    for row in head["periods"][:_PERIODS]:
        table.add_row(row["period"], *_cells(row))
    table.add_row("each event once", *_cells(head["events"]), style="bold")
    return table


def _cells(tally: Json) -> tuple[str, ...]:
    share = tally["share_certain"]
    counts = (str(tally[key]) for key in ("certain", "possible", "open"))
    return *counts, "" if share is None else f"{share:.0%}"


def _apart(head: Json, by: str) -> list[str]:
    told = []
    if n := _total(head["undated"]):
        told.append(
            f"undated: {plural(n, 'event')} not known to one {by} ({_grades(head['undated'])}), counted as "
            f"possible in each {by} in which sources place it, in none where only an open beginning or end "
            "allows it"
        )
    if n := _total(head["lasting"]):
        told.append(
            f"lasting: {plural(n, 'event')} that went on in more than one {by} ({_grades(head['lasting'])}), "
            "counted in each"
        )
    if n := _total(head["patterns"]):
        told.append(
            f"patterns: {n} ({_grades(head['patterns'])}), spoken of in general; none of them is a single "
            "event, and none is counted above"
        )
    return told


def _grades(tally: Json) -> str:
    return ", ".join(f"{tally[key]} {key}" for key in ("certain", "possible") if tally[key])
