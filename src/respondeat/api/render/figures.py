"""The history of a published figure, for a terminal."""

from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, state, words

from .board import listing
from .sources import Sources
from .words import emphasis

_NUMBER = {
    "exactly": "{value}",
    "atLeast": "{value} or more",
    "atMost": "{value} or less",
    "over": "more than {value}",
    "under": "less than {value}",
    "upTo": "up to {value}",
    "about": "about {value}",
    "fromTo": "{value} to {upper}",
}


def figures(answer: Json, limit: int, console: Console) -> None:
    """A table for each metric, by as-of day; what each counts; repetitions of one origin are marked."""
    sources = Sources()
    about = f" about [bold]{escape(named(answer['target']))}[/]" if answer["target"] else ""
    what = f"“{words(answer['metric'])}”" if answer["metric"] else "every metric in the data"
    console.print(f"Published figures{about}: {what}\n")
    shown = answer["figures"][:limit]
    if not shown:
        console.print("No source in the data gives such a figure.")
    rows = {f["statements"][0]: number for number, f in enumerate(shown, 1)}
    for metric, found in groupby(shown, key=lambda f: f["metric"]):
        console.print(f"[bold]{words(metric)}[/]")
        _table(list(found), rows, sources, console)
        _origins(answer, metric, console)
        console.print()
    if len(answer["figures"]) > limit:
        console.print(f"{len(answer['figures']) - limit} more are not shown (--limit).", style="bold")
    console.print(escape(answer["caveat"]), style="magenta")
    listing(sources, answer, console)


def _table(found: list[Json], rows: dict[str, int], sources: Sources, console: Console) -> None:
    table = Table(box=None, pad_edge=False)
    for title in ("row", "as of", "figure", "of what", "who says so", "sources"):
        table.add_column(title, overflow="fold")
    for f in found:
        unit = f" {words(f['unit'])}" if f["unit"] and f["unit"] != "people" else ""
        of_what = f["population"] or (named(f["event"]) if f["event"] else "not stated")
        table.add_row(
            str(rows[f["statements"][0]]),
            escape(f["as_of"].replace("/", " to ")) if f["as_of"] else "not stated",
            " ".join(filter(None, (number(f) + unit, emphasis(state(f["state"]))))),
            escape(f"{of_what} ({_letter(f['measure'])})"),
            escape(", ".join(named(o) for o in f["origins"]) or "origin not stated") + _repeats(f, rows),
            escape(sources.cite(f["sources"])),
        )
    console.print(table)


def number(f: Json) -> str:
    """The number as it bounds what it counts.

    >>> number({"comparator": "over", "value": 1400, "upper": None})
    'more than 1,400'
    """
    given = {key: f"{f[key]:,}" if f[key] is not None else "?" for key in ("value", "upper")}
    return _NUMBER.get(f["comparator"], "{value}").format(**given)


def _letter(measure: int) -> str:
    return f"measure {measure}"


def _repeats(f: Json, rows: dict[str, int]) -> str:
    told = sorted(rows[id] for id in f["repeats"] if id in rows)
    if not f["repeats"]:
        return ""
    which = f"row {' and '.join(map(str, told))}" if told else "another row"
    return f" [dim](one origin and one number with {which})[/]"


def _origins(answer: Json, metric: str, console: Console) -> None:
    told = [o for o in answer["origins"] if o["metric"] == metric and o["figures"] > 1 and o["origin"]]
    if told:
        said = "; ".join(f"{named(o['origin'])}, {o['figures']} figures" for o in told)
        console.print(escape(f"One origin each, however many report it: {said}."), style="dim")
