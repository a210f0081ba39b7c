"""Events that one report carries alone, for a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural
from respondeat.api.phrases_time import span

from .board import listing
from .fragility import source_name
from .sources import Sources
from .words import grade

_LEFT = {"none": "not under command", "possible": "possible, no longer certain"}


def reliance(answer: Json, console: Console) -> None:
    """A reliance answer: the events that hang on one source, or on the one given."""
    sources = Sources()
    given, rows = answer["only_with"], answer["events"]
    console.print(f"Events under the command of [bold]{escape(named(answer['person']))}[/]", end="")
    console.print(
        f" only if this is believed: {escape(given['name'])}\n" if given else " that rest on one source\n"
    )
    counted, patterns = answer["under_command"] - answer["patterns"], answer["patterns"]
    total = (
        f"{plural(counted, 'event')} and {plural(patterns, 'pattern')}"
        if patterns
        else plural(counted, "event")
    )
    if given:
        console.print(f"{total} under command; {len(rows)} of them not, or not for certain, without it.")
    else:
        console.print(
            f"{total} under command, {answer['asked']} asked about; {len(rows)} would not be under it if any "
            "one document or origin named beside it were withdrawn."
        )
        if answer["asked"] < answer["under_command"]:
            console.print("The rest was not asked about: raise --limit.", style="bold")
    _table([r for r in rows if not _pattern(r)], bool(given), sources, console)
    if any(map(_pattern, rows)):
        console.print("\nPatterns, spoken of in general; none of them is a single event:")
        _table(list(filter(_pattern, rows)), bool(given), sources, console)
    if not all(row["verified"] for row in rows):
        console.print(
            "NOT VERIFIED: taken out as a test, a source named here left a chain.", style="bold red"
        )
    console.print(
        "\nWhat is counted is what sources report: reporting is uneven, and an event that no source reports "
        "stands nowhere.",
        style="dim",
    )
    listing(sources, answer, console)


def _table(rows: list[Json], given: bool, sources: Sources, console: Console) -> None:
    if not rows:
        return
    console.print()
    table = Table(box=None, pad_edge=False)
    for title in ("event", "grade", "when", "without it" if given else "rests on", "sources"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(
            escape(named(row["event"])),
            grade(row["grade"]),
            span([row["on"]]),
            _LEFT[row["left"]] if given else escape(_carriers(row)),
            escape(sources.cite(row["sources"])),
        )
    console.print(table)


def _pattern(row: Json) -> bool:
    return bool(row["event"].get("type") == "Pattern")


def _carriers(row: Json) -> str:
    said = []
    for key, noun in (("documents", "document"), ("origins", "origin")):
        if row[key]:
            said.append(f"{noun}: {' or '.join(map(source_name, row[key]))}")
    return "; ".join(said)
