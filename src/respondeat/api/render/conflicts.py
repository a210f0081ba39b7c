"""Contradictions, and what only seems to be one, for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from respondeat.api.phrases import Json, named, words
from respondeat.api.phrases_conflicts import KINDS
from respondeat.api.phrases_time import span

from .board import listing
from .sources import Sources
from .statement import decided, statement
from .words import grade


def conflicts(answer: Json, console: Console) -> None:
    """A conflicts answer: counts, contradictions with both sides, what only seems to be one, the sources."""
    sources = Sources()
    where = named(answer["target"]) if answer["target"] else "the whole graph"
    console.print(
        f"[bold]{escape(where)}[/]: which statements contradict each other, and which only seem to\n"
    )
    found = [row for row in answer["counts"] if row["certain"] or row["possible"] or row["not_contradictory"]]
    for row in found:
        more = (
            f"; of {', '.join(row['truncated'])} there are more, not worked out" if row["truncated"] else ""
        )
        console.print(
            f"{KINDS[row['kind']]}: {row['certain']} certain, {row['possible']} possible, "
            f"{row['not_contradictory']} only seeming{more}"
        )
    if not found:
        console.print("No rule finds a contradiction, and no analyst noted one.")
    _rows(answer["conflicts"], "Contradictions", sources, console)
    _rows(answer["not_contradictory"], "Not contradictory, though it seems so", sources, console)
    _left_out(answer, console)
    console.print(
        "\nA contradiction is between what sources say. Neither side is taken for wrong, and where none "
        "is found sources may still be wrong.",
        style="dim",
    )
    listing(sources, answer, console)


def _rows(rows: Sequence[Json], title: str, sources: Sources, console: Console) -> None:
    if rows:
        console.print(f"\n[bold]{escape(title)}[/]")
    for number, row in enumerate(rows, 1):
        _row(number, row, sources, console)


def _row(number: int, row: Json, sources: Sources, console: Console) -> None:
    about = "; ".join(named(node) for node in row["about"])
    days = f", {span(row['days'])}" if row["days"] else ""
    verdict = f", {grade(row['grade'])}" if row["grade"] else ""
    head = ": ".join(filter(None, (KINDS[row["kind"]], escape(about))))
    console.print(f"\n{number}. {head}{days}{verdict}")
    console.print(Padding(f"{_because(row)}", (0, 0, 0, 3)))
    for side in row["sides"]:
        for one in side["said"]:
            marks = [decided(a) for a in one["assessments"]]
            told = statement(one, "", sources.cite(one["sources"]), marks)
            against = "AGAINST: " if side["denies"] else "" if one["sources"] else "no source says so: "
            console.print(Padding(f"- {against}{told}", (0, 0, 0, 3)))


def _because(row: Json) -> str:
    seeming = "" if row["grade"] else "not contradictory because "
    noted = [
        f"an analyst noted ({words(c['kind'])}): {(c['reason'] or 'no reason given').rstrip('.')}"
        for c in row["noted"]
    ]
    own = [] if row["rule"] == "noted" else [row["because"]]
    one = f"Both rest on one origin, {named(row['one_origin'])}." if row["one_origin"] else ""
    told = "; ".join([*noted, *(f"by rule: {x}" if noted else x for x in own)])
    return escape(" ".join(filter(None, (f"{seeming}{told}.", one))))


def _left_out(answer: Json, console: Console) -> None:
    written = len(answer["conflicts"]) + len(answer["not_contradictory"])
    total = sum(row[key] for row in answer["counts"] for key in ("certain", "possible", "not_contradictory"))
    if total > written:
        console.print(f"\nand {total - written} more; --limit shows more of them.", style="dim")
