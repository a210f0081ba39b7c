"""Persons on chains against sanctions lists, for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, state, words
from respondeat.api.phrases_time import span, valid
from respondeat.api.titles import called

from .board import listing
from .sources import Sources
from .words import emphasis, grade

_TITLES = {
    "no-listing": "On no list in the data (they may be on a list that is not in the data)",
    "other-time": "Listed in the data, but not at that time",
    "possible": "Possibly listed at that time",
    "listed": "Listed",
}
_KEY = (
    "certainly: by the dates in the sources. possibly: they allow it. undated: only because no source says "
    "when something began, ended or happened. named by a source: in the event itself, which is no command."
)
_ON = {
    "certain": "listed",
    "possible": "possibly listed",
    "other-time": "not at that time",
    "denied": "DENIED: attestations only deny it",
}


def measures(answer: Json, console: Console) -> None:
    """A measures answer: counts, the persons of each status, what the lists cover, what is told apart."""
    sources = Sources()
    _head(answer, console)
    for status, title in _TITLES.items():
        rows = [row for row in answer["persons"] if row["status"] == status]
        _persons(rows, title, answer["counts"][status], sources, console)
    _off_chains(answer["off_chains"], console)
    _lists(answer["lists"], console)
    _told(answer["told"], sources, console)
    listing(sources, answer, console)


def _head(answer: Json, console: Console) -> None:
    about = ", ".join(named(node) for node in answer["targets"]) or "every event in the data"
    when = "at any time" if answer["on"] is None else f"on {span([answer['on']])}"
    console.print(f"[bold]{escape(about)}[/]: who stands on the chains above, and is listed {when}\n")
    for asked in answer["asked_regimes"]:
        meant = ", ".join(named(node) for node in asked["regimes"])
        told = f"the lists of {meant}" if meant else "no list of this regime is in the data"
        console.print(f"{escape(asked['asked'])}: {escape(told)}")
    total = sum(answer["counts"].values())
    counts = answer["counts"]
    console.print(
        f"{plural(answer['events'], 'event')} with somebody tied to them; {plural(total, 'person')} asked "
        f"about or on chains above them: {counts['listed']} listed, {counts['possible']} possibly listed, "
        f"{counts['other-time']} listed at another time, {counts['no-listing']} on no list in the data."
    )
    if answer["events"]:
        console.print("Events are what sources report, and reporting is uneven: a higher count says no more.")
        console.print(_KEY, style="dim")
    else:
        instead = (
            f" Asked instead: {answer['bodies']} bodies, who was ever above." if answer["bodies"] else ""
        )
        console.print(f"No event in the data is tied to anybody there, so no chain starts at one.{instead}")
    if left := answer["patterns_left_out"]:
        console.print(
            f"Left out: {plural(left, 'pattern')}, spoken of in general; ask for one by its name.",
            style="dim",
        )
    for row in answer["regimes"]:
        rest = total - row["listed"] - row["possible"] - row["other_time"]
        console.print(
            f"{escape(named(row['regime']))}: {row['listed']} listed, {row['possible']} possibly, "
            f"{row['other_time']} at another time, {rest} not on its lists in the data"
        )


def _persons(rows: Sequence[Json], title: str, count: int, sources: Sources, console: Console) -> None:
    if not rows:
        return
    console.print(f"\n[bold]{escape(title)}[/]: {count}")
    table = Table(box=None, pad_edge=False)
    for name in ("who", "above events", "on which list", "sources"):
        table.add_column(name, overflow="fold")
    for row in rows:
        above = row["above"]
        cited = [] if above is None else above["sources"]
        told = []
        for under in row["regimes"]:
            for one in under["listings"]:
                told.append(_listing(under, one))
                cited = [*cited, *one["sources"]]
        table.add_row(
            escape(named(row["person"])),
            _above(above),
            "\n".join(told) or "no listing in the data",
            escape(sources.cite(cited)),
        )
    console.print(table)
    if count > len(rows):
        console.print(f"and {count - len(rows)} more; --limit shows more of them.", style="dim")


def _above(above: Json | None) -> str:
    if above is None:
        return "no chain"
    parts = [
        f"{above[key]} {words}"
        for key, words in (("certain", "certainly"), ("possible", "possibly"), ("undated", "undated"))
        if above[key]
    ]
    if not parts:
        return f"no event; above the body, {grade(above['grade'], above['basis'])}"
    direct = f" ({above['direct']} named by a source)" if above["direct"] else ""
    return ", ".join(parts) + direct


def _listing(under: Json, one: Json) -> str:
    place = ", ".join(
        f"{what} {one[key]}" for what, key in (("annex", "annex"), ("entry", "entry")) if one[key]
    )
    parts = [
        f"{_ON[under['on']]}: {named(one['act'])}",
        place,
        words(one["measure"]),
        valid(one["valid"]),
        "taken off since" if one["ended"] else "",
    ]
    mark = state(one["state"])
    told = escape(", ".join(filter(None, parts)))
    return f"{told}, {emphasis(mark)}" if mark else told


def _off_chains(found: Json, console: Console) -> None:
    if not found["count"]:
        return
    names = "; ".join(named(node) for node in found["persons"])
    more = found["count"] - len(found["persons"])
    rest = f"; and {more} more" if more else ""
    console.print(
        f"\n[bold]Listed, and on no chain above these events[/]: {found['count']}\n{escape(names)}{rest}"
    )


def _lists(acts: Sequence[Json], console: Console) -> None:
    console.print("\n[bold]What the lists in the data cover[/]")
    if not acts:
        console.print("No list is in the data. That says nothing about who is listed where.")
        return
    for act in acts:
        others = f" and {plural(act['others'], 'other')}" if act["others"] else ""
        dated = (
            f"listed {span([[act['first'], act['last']]])}" if act["first"] else "no day of listing stated"
        )
        until = f"; attested until {act['until']}" if act["until"] else ""
        documents = "; ".join(_document(d) for d in act["documents"])
        console.print(
            f"{escape(named(act['act']))}: {plural(act['persons'], 'person')}{others}, {dated}{until}. "
            f"{escape(documents)}"
        )
    console.print("Who is not in these documents may be on a list all the same.", style="dim")


def _document(document: Json) -> str:
    title = called(document)
    written = document["written"]
    if written is None or not (written["es"] or written["le"]):
        return f"{title} (no day of writing known)"
    return f"{title} (written {span([[written['es'], written['le']]])})"


def _told(rows: Sequence[Json], sources: Sources, console: Console) -> None:
    if not rows:
        return
    console.print("\n[bold]Measures that sources tell of without naming who is listed[/]")
    for row in rows:
        mark = emphasis(state(row["state"]))
        told = f"{named(row['actor'])}: {words(row['measure'])}, {named(row['event'])}, {valid(row['valid'])}"
        console.print(" ".join(filter(None, (escape(told), mark, escape(sources.cite(row["sources"]))))))
