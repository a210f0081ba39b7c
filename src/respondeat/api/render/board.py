"""Boards: who was head, above or below on a day, with the gap, the conflicts, and who is left out."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, around, named, state, words
from respondeat.api.phrases_time import span, valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .sources import Sources
from .words import emphasis, grade

_TITLES = {
    "heads": "who was its head on",
    "superiors": "who stood directly above on",
    "subordinates": "who stood directly below on",
}
_NOBODY = {
    "heads": "no source in the data names a head",
    "superiors": "no source in the data names a superior",
    "subordinates": "no source in the data names a subordinate",
}
_CONFLICTS = {
    "two-heads": "Two heads",
    "handover": "Two heads on the same day, as in a handover",
    "contested": "Contested",
    "denied": "Denied",
}


def board(answer: Json, key: str, console: Console) -> None:
    """A commanders, superiors or subordinates answer as a table with its gap and conflicts."""
    sources = Sources()
    role = "person" if key == "heads" else "body"
    console.print(
        f"[bold]{escape(named(answer['body']))}[/]: {_TITLES[key]} {answer['on'].replace('/', ' to ')}\n"
    )
    posts(answer[key], "", sources, console)
    if answer["gap"] is not None:
        nobody = "nobody is certain" if answer[key] else _NOBODY[key]
        known = around(answer["gap"], role, sources.cite)
        console.print(f"[bold magenta]GAP[/] {escape('; '.join(filter(None, (nobody, known))))}")
    if answer.get("others"):
        posts(answer["others"], "Other posts there (no command follows from them):", sources, console)
    for conflict in answer["conflicts"]:
        who = conflict.get("persons") or [conflict[role]]
        names = " and ".join(named(node) for node in who)
        days = f", {span(conflict['days'])}" if "days" in conflict else ""
        said = emphasis(_CONFLICTS.get(conflict["kind"], state(conflict["kind"])))
        console.print(f"{said}: {escape(names)}{days}")
    left_out(answer["left_out"], console)
    listing(sources, answer, console)


def posts(rows: Sequence[Json], title: str, sources: Sources, console: Console) -> None:
    """Rows of a board as a table below its title; nothing when there are none."""
    if not rows:
        return
    if title:
        console.print(f"\n{escape(title)}")
    role = "person" if "person" in rows[0] else "body"
    table = Table(box=None, pad_edge=False)
    for name in ("who", "grade", "as", "when", "sources"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(
            escape(named(row[role])),
            " ".join(filter(None, (grade(row["grade"], row["basis"]), emphasis(state(row["state"]))))),
            escape(_as(row)),
            escape(valid(row["valid"])),
            escape(sources.cite(row["sources"])),
        )
    console.print(table)


def _as(row: Json) -> str:
    if "capacity" not in row:
        return ", ".join(map(kind, row["links"]))
    capacity, title = words(row["capacity"]), row["title"]
    if row["capacity"] == "otherCapacity" and title:
        return f"“{title}”"
    return f"{capacity}: “{title}”" if title else capacity


def kind(name: str) -> str:
    """What a kind of link is called."""
    return label(v.R + "OrderGiving") if name == "orderGiving" else words(name)


def left_out(rows: Sequence[Json], console: Console) -> None:
    """Those whom a rule leaves out, under its name."""
    if not rows:
        return
    told = []
    for row in rows:
        of = f" ({named(row['body'])})" if "person" in row and "body" in row else ""
        told.append(named(row.get("person") or row["body"]) + of)
    console.print(
        f"\nLeft out, because somebody else is attested between their nearest attested day and the day asked "
        f"for (rule {rows[0]['rule']}): {escape('; '.join(told))}",
        style="dim",
    )


def listing(sources: Sources, answer: Json, console: Console) -> None:
    """The sources that were cited, and the notice."""
    console.print()
    console.print(sources.listed())
    console.print(f"\n{escape(answer['notice'])}", style="italic")
