"""Chokepoints and centralities, for a terminal."""

from collections.abc import Callable
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural
from respondeat.api.phrases_time import span

from .board import listing
from .sources import Sources
from .words import grade

Column = tuple[str, Callable[[Json], str]]

_ASKED: Final = {"possible": "chains that can hold", "certain": "chains that surely hold"}
_LINKS: Final = {"possible": "links that can hold", "certain": "links that surely hold"}
_SHOWN: Final = 8  # ends named one by one


def chokepoints(answer: Json, console: Console) -> None:
    """The answer as a table below what was counted, with what the figures mean."""
    sources = Sources()
    told, columns = _KINDS[answer["measure"] if answer["target"] is None else "target"]
    for line in told(answer):
        console.print(line)
    if answer["points"]:
        table = Table(box=None, pad_edge=False)
        table.add_column("who", overflow="fold")
        for title, _ in columns:
            table.add_column(title, overflow="fold")
        table.add_column("sources", overflow="fold")
        for row in answer["points"]:
            cells = [cell(row) for _, cell in columns]
            table.add_row(escape(named(row["node"])), *cells, escape(sources.cite(row["sources"])))
        console.print()
        console.print(table)
    if answer["more"]:
        console.print(f"\n{plural(answer['more'], 'more row')} not shown: see --limit.", style="bold")
    console.print(f"\n{answer['meaning']} {_unnamed(answer)}{answer['caveat']}", style="dim")
    listing(sources, answer, console)


def _unnamed(answer: Json) -> str:
    """What a placeholder among the rows is not."""
    if not any(row["node"].get("placeholder") for row in answer["points"]):
        return ""
    return "A placeholder stands for whatever its source does not name, which need not be one body. "


def _of_target(answer: Json) -> list[str]:
    asked = f"{span([answer['on']])}, {_ASKED[answer['grade']]}"
    lines = [f"Whom every chain from [bold]{escape(named(answer['target']))}[/] passes, {asked}"]
    if not answer["ends"]:
        return [*lines, "No chain: no source in the data states who stood above."]
    tops = [named(end["node"]) for end in answer["ends"] if end["top"]]
    above = (
        f"at the top of a line of command {'stands' if len(tops) == 1 else 'stand'}: {escape(_some(tops))}"
        if tops
        else "none is the top of a line of command, as superiors stand in a circle"
    )
    lines.append(f"The chains have {plural(len(answer['ends']), 'end')}; {above}.")
    if not answer["points"]:
        lines.append("Nobody stands on every chain to an end but those at the ends.")
    return lines


def _of_events(answer: Json) -> list[str]:
    counts = answer["counts"]
    when = "at its own time" if answer["on"] is None else f"that can have been on {span([answer['on']])}"
    lines = [
        f"Whom every chain to the top passes, of each event {when}, {_ASKED[answer['grade']]}",
        f"{plural(counts['events'], 'event')} with a chain; {counts['unlinked']} without one; not asked: "
        f"{counts['undated']} that no source dates, {counts['no_acts']} that are no act against people "
        f"(protests, elections and the like), {plural(counts['patterns'], 'pattern')}.",
    ]
    return lines if answer["points"] else [*lines, "No person or body is passed by every chain of an event."]


def _between(answer: Json) -> list[str]:
    counts = answer["counts"]
    lines = [f"Betweenness on {_graph(answer)} ({_LINKS[answer['grade']]})"]
    if counts["sampled"] < counts["starts"]:
        lines.append(
            f"Estimated from {counts['sampled']:,} of {counts['starts']:,} starting points (seed "
            f"{counts['seed']}): near ranks may change places."
        )
    if answer["on"][0] != answer["on"][1]:
        lines.append("Over a period a way may join links that never held on one day.")
    return lines if answer["points"] else [*lines, "Nobody stands between two others."]


def _reach(answer: Json) -> list[str]:
    how = "surely on every day asked for" if answer["grade"] == "certain" else "as far as sources allow"
    lines = [f"Who stood below and above, {how}, on {_graph(answer)}"]
    return lines if answer["points"] else [*lines, "Nobody stood below another."]


def _graph(answer: Json) -> str:
    counts = answer["counts"]
    return (
        f"the command graph of {span([answer['on']])}: {plural(counts['nodes'], 'node')}, "
        f"{plural(counts['links'], 'link')}"
    )


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return "; ".join(names[:_SHOWN]) + more


def _passed_by(row: Json) -> str:
    if row["every"]:
        return "every chain"
    return "every chain to the top" if row["to_the_top"] else "chains to some ends"


def _size(count: Json) -> str:
    persons, bodies = plural(count["persons"], "person"), count["bodies"]
    return f"{persons}, {bodies} {'body' if bodies == 1 else 'bodies'}"


_TARGET: Final[tuple[Column, ...]] = (
    ("passed by", _passed_by),
    ("ends only through it", lambda row: str(row["ends"])),
    ("above the target", lambda row: grade(row["grade"])),
)
_EVENTS: Final[tuple[Column, ...]] = (
    ("events", lambda row: str(row["events"])),
    ("certain", lambda row: str(row["certain"])),
    ("possible", lambda row: str(row["possible"])),
)
_BETWEEN: Final[tuple[Column, ...]] = (
    ("pairs", lambda row: f"{row['pairs']:,.6g}"),
    ("share of all pairs", lambda row: f"{row['share']:.3g}"),
)
_REACH: Final[tuple[Column, ...]] = (
    ("below", lambda row: _size(row["below"])),
    ("above", lambda row: _size(row["above"])),
)
_KINDS: Final[dict[str, tuple[Callable[[Json], list[str]], tuple[Column, ...]]]] = {
    "target": (_of_target, _TARGET),
    "dominators": (_of_events, _EVENTS),
    "betweenness": (_between, _BETWEEN),
    "reach": (_reach, _REACH),
}
