"""What recurs over cases, for a terminal."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, state, words

from .board import listing
from .sources import Sources
from .words import emphasis

_WIDTH: Final = 36
_WIDE: Final = 110  # columns that the widest table needs
_EVENTS: Final = 4
_COUNTS: Final = {
    "events": "{of}",
    "places": "places told of them",
    "months": "months in which one of them surely was (one that lasts is in each)",
    "undated": "{of} of which no source tells the month",
    "bodies": "bodies said to have done it or taken part",
    "persons": "single persons to whom it was done",
    "groups": "groups to whom it was done, of whatever size",
    "figures": "figures that sources give for them (never added up)",
}


def patterns(answer: Json, console: Console) -> None:
    """A patterns answer: combinations, pairs with their tests, counts of acts, and what none of it says."""
    sources = Sources()
    stated = ", ".join(f"{s['dimension']} in {s['cases']:,}" for s in answer["stated"])
    console.print(f"{_cases(answer['cases'])} of {plural(answer['persons'], 'person')}; told: {stated}")
    if not answer["cases"]:
        console.print("No statement in the graph tells of an arrest, conviction or custody of one person.")
    else:
        _combinations(answer, sources, console)
        _pairs(answer, sources, console)
    _indicators(answer["indicators"], sources, console)
    console.print(f"\n{escape(answer['notes']['indicators'])}", style="dim")
    console.print(
        "+ with a number: it rests on so many statements more; --json names a hundred.", style="dim"
    )
    listing(sources, answer, console)


def _combinations(answer: Json, sources: Sources, console: Console) -> None:
    found = answer["combinations"]
    console.print(f"\nWhat stands together in {_cases(answer['least'])} or more:")
    if not found["rows"]:
        console.print("Nothing.")
        return
    rows = []
    for row in found["rows"]:
        contested = f" ({row['contested']:,} {emphasis(state('contested'))})" if row["contested"] else ""
        rows.append(
            (
                escape("; ".join(_value(x) for x in row["values"])) + _behind(row),
                f"{row['cases']:,}{contested}",
                *(f"{row[key]:,}" for key in ("certain", "possible", "persons", "events_total")),
                _cited(row, sources),
            )
        )
    titles = ("together", "cases", "certain", "possible", "persons", "events", "sources")
    _tabled(titles, rows, console)
    _more(found, console)
    if answer["cut"]:
        console.print(f"{_cases(answer['cut'])} with more combinations than are counted.", style="bold")
    console.print(escape(answer["notes"]["cases"]), style="dim")


def _pairs(answer: Json, sources: Sources, console: Console) -> None:
    found = answer["association"]
    console.print(
        f"\nPairs: {found['test']}, corrected by {found['correction']} for {plural(found['tests'], 'test')} "
        f"(pairs of values that each stand in {_cases(answer['least'])} or more that tell both):"
    )
    if not found["rows"]:
        console.print("None stand together.")
        return
    rows = []
    for row in found["rows"]:
        mark = " *" if row["structural"] else ""
        t = row["table"]
        odds = "no end" if row["odds_ratio"] is None else f"{row['odds_ratio']:.3g}"
        rows.append(
            (
                escape(f"{_value(row['first'])}; {_value(row['second'])}{mark}"),
                *(f"{t[key]:,}" for key in ("both", "first_only", "second_only", "neither")),
                odds,
                f"{row['p']:.3g}",
                f"{row['adjusted']:.3g}",
                _cited(row, sources),
            )
        )
    titles = ("pair", "both", "first", "second", "neither", "odds ratio", "p", "corrected", "sources")
    _tabled(titles, rows, console)
    _more(found, console)
    if any(row["structural"] for row in found["rows"]):
        console.print(f"* {escape(answer['notes']['structural'])}", style="dim")
    console.print(escape(answer["notes"]["test"]), style="dim")


def _indicators(found: Json, sources: Sources, console: Console) -> None:
    titles = (
        ("single", "Acts told of as single events:"),
        ("patterns", "Acts told of in general (patterns), apart from the single events:"),
    )
    for key, title in titles:
        counts = found[key]
        console.print(f"\n{title}")
        table = _table("", "count", "sources")
        for name, told in _COUNTS.items():
            told = told.format(of="events" if key == "single" else "patterns")
            table.add_row(told, f"{counts[name]['count']:,}", _cited(counts[name], sources, 1))
        for mean in counts["means"]:
            table.add_row(f"  {words(mean['type'])}", f"{mean['count']:,}", _cited(mean, sources, 1))
        console.print(table)


def _behind(row: Json) -> str:
    """The first events behind a combination, below it."""
    if not row["events"]:
        return ""
    first = [named(event) for event in row["events"][:_EVENTS]]
    more = row["events_total"] - len(first)
    told = "; ".join([*first, *([f"{more:,} more"] if more else [])])
    return f"\n[dim]events: {escape(told)}[/]"


def _cited(row: Json, sources: Sources, most: int = 5) -> str:
    """The sources of the first statements, and on how many more statements it rests."""
    first = row["statements"][:most]
    cited = sources.cite(s for s in row["sources"] if s["statement"] in first)
    more = row["statements_total"] - len(first)
    return escape(f"{cited} +{more:,}" if more > 0 else cited)


def _cases(count: int) -> str:
    return f"{count:,} case{'' if count == 1 else 's'}"


def _value(x: Json) -> str:
    return f"{x['dimension']} {named(x['value'])}"


def _more(found: Json, console: Console) -> None:
    if more := found["total"] - len(found["rows"]):
        console.print(f"And {more:,} more, not shown here: ask with a larger --limit.", style="bold")


def _tabled(titles: Sequence[str], rows: Sequence[tuple[str, ...]], console: Console) -> None:
    """A table of figures; where it is too wide for the screen what they are of stands below, by number."""
    if console.width >= _WIDE:
        table = _table(*titles)
        for row in rows:
            table.add_row(*row)
        console.print(table)
        return
    table = Table(box=None, pad_edge=False)
    for title in ("row", *titles[1:]):
        table.add_column(title, overflow="fold", no_wrap=title not in ("cases", "sources"))
    for number, row in enumerate(rows, 1):
        table.add_row(str(number), *row[1:])
    console.print(table)
    for number, row in enumerate(rows, 1):
        console.print(f"row {number}: {row[0]}")


def _table(first: str, *titles: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first, overflow="fold", min_width=_WIDTH)
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
