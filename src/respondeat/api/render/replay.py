"""Questions asked again, for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from respondeat.api.phrases import Json, named, plural, state
from respondeat.api.phrases_time import valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .board import listing
from .sources import Sources
from .statement import told_value
from .words import emphasis, grade

_SHOWN = 50


def replayed(answer: Json, console: Console) -> None:
    """Whether a saved answer is still what its question is answered."""
    console.print(f"{escape(_question(answer['question']))}\n")
    console.print(
        f"Asked again as recorded at {escape(answer['recorded_at'] or 'no moment')} and read at level "
        f"{answer['level']}; the hash of the data is {answer['dataset_hash']}."
    )
    if not answer["same_engine"]:
        console.print(
            f"The answer is by {escape(answer['saved_engine'])}, this is {escape(answer['engine'])}."
        )
    count = answer["differences_count"]
    if answer["same"]:
        console.print("[bold green]The same answer[/], byte for byte; quotes are not compared.")
    else:
        console.print(f"{emphasis('Another answer')}: it differs in {plural(count, 'place')}.")
        _places(answer["differences"], console)
    if count > len(answer["differences"]):
        console.print(f"{count - len(answer['differences'])} more are not told.")
    console.print(f"\n{escape(answer['notice'])}", style="italic")


def _places(found: Sequence[Json], console: Console) -> None:
    table = Table(box=None, pad_edge=False)
    for title in ("where", "in the saved answer", "now"):
        table.add_column(title, overflow="fold")
    for one in found:
        before = "-" if one["kind"] == "new" else str(one["before"])
        after = "-" if one["kind"] == "gone" else str(one["after"])
        where = f"{one['path'] or '/'}{' (order of keys)' if one['kind'] == 'order' else ''}"
        table.add_row(Text(where), Text(before), Text(after))
    console.print(table)


def moments(answer: Json, console: Console) -> None:
    """What a question was answered at one moment and is at another."""
    sources = Sources()
    then, now = answer["then"], answer["now"]
    console.print(f"{escape(_question(answer['question']))}\n")
    for title, side in (("Then", then), ("Now", now)):
        told = side["recorded_at"] or "nothing was recorded"
        console.print(
            f"{title}: as recorded at {escape(told)}, hash of the data {side['dataset_hash'][:16]}…"
        )
        if side["error"]:
            console.print(f"  it could not be asked: {escape(side['error']['detail'])}", style="bold magenta")
    if answer["same"]:
        console.print("\n[bold green]The same answer[/] at both moments.")
    else:
        console.print(f"\n{emphasis('Another answer')}.")
    _statements("Statements that the answer rests on since:", answer["came"], sources, console)
    _statements("Statements that it rests on no more:", answer["went"], sources, console)
    _rows(answer["rows"], console)
    listing(sources, answer, console)


def _statements(title: str, found: Sequence[Json], sources: Sources, console: Console) -> None:
    if not found:
        return
    console.print(f"\n{title}")
    for s in found[:_SHOWN]:
        roles = ", ".join(f"{label(v.R + role)} {told_value(x)}" for role, x in s["roles"].items())
        kind = label(v.R + s["relation"]) if s["relation"] else "statement"
        became = [_became(s["state_then"], "then"), _became(s["state_now"], "now")]
        told = "" if became[0] == became[1] else f"; {became[0]}, {became[1]}"
        cited = sources.cite(s["sources"])
        console.print(
            f"- [bold]{kind}[/]: {escape(roles)}, {escape(valid(s['valid']))} {escape(cited)}{told}"
        )
        for r in s.get("retractions", ()):
            by = f" by {named(r['by'])}" if r["by"] else ""
            console.print(f"  taken back{escape(by)}: {escape(r['reason'] or 'no reason given')}")
    if len(found) > _SHOWN:
        console.print(f"{len(found) - _SHOWN} more are not shown; --json has them all.")


def _became(said: str | None, when: str) -> str:
    return f"not recorded {when}" if said is None else f"{state(said) or said} {when}"


def _rows(rows: Sequence[Json], console: Console) -> None:
    if not rows:
        return
    console.print("\nRows that came, went or changed:")
    table = Table(box=None, pad_edge=False)
    for title in ("where", "who or what", "then", "now"):
        table.add_column(title, overflow="fold")
    for row in rows[:_SHOWN]:
        who = ", ".join(named(n) for n in row["nodes"])
        table.add_row(escape(row["where"]), escape(who), _told(row["then"]), _told(row["now"]))
    console.print(table)
    if len(rows) > _SHOWN:
        console.print(f"{len(rows) - _SHOWN} more are not shown; --json has them all.")


def _told(side: Json | None) -> str:
    if side is None:
        return "not there"
    # a grade of some other scale is told as it is
    known = side["grade"] in ("certain", "possible")
    words = grade(side["grade"], side.get("basis", "")) if known else escape(str(side["grade"]))
    against = state(side.get("state", "supported"))
    return f"{words} {emphasis(against)}".strip()


def _question(question: Json) -> str:
    given = "; ".join(f"{key} {value}" for key, value in question["parameters"].items())
    return f"{question['name']}: {given}" if given else str(question["name"])
