"""Who is held where and how long, incommunicado, and who died in custody, for a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, state, words
from respondeat.api.phrases_time import span, valid

from .board import listing
from .detention_deaths import deaths
from .sources import Sources
from .words import emphasis

_ON = {"certain": "certain", "possible": "possible", "undated": "possible, undated for that day"}
_EVER = {"certain": "surely on some day", "possible": "on no day for certain", "undated": "undated"}
_GRADE = {
    "certain": "[bold green]certain[/]",
    "possible": "[yellow]possible[/]",
    "undated": "[yellow]possible[/] (undated for that day)",
}


def detention(answer: Json, console: Console) -> None:
    """A detention answer: counts, who is held, who was cut off, who died; then sources and notice."""
    sources = Sources()
    console.print(f"{_title(answer)}\n")
    if not (answer["held_count"] or answer["incommunicado_count"] or answer["deaths_count"]):
        console.print(
            "No statement of custody, of incommunicado detention or of a death in custody is there."
        )
        listing(sources, answer, console)
        return
    for line in _counts(answer["counts"], dated=answer["on"] is not None):
        console.print(line)
    _held(answer, sources, console)
    _incommunicado(answer, sources, console)
    deaths(answer, sources, console)
    listing(sources, answer, console)


def _title(answer: Json) -> str:
    who = f"[bold]{escape(named(answer['target']))}[/]" if answer["target"] else "everybody in the data"
    if answer["on"] is None:
        return f"Detention: {who}"
    first, last = answer["on"]
    when = f"on {first}" if first == last else f"on an unknown day from {first} to {last}"
    return f"Detention: {who}, {when}"


def _counts(counts: Json, *, dated: bool) -> Iterator[str]:
    persons = counts["persons"]
    if sum(persons.values()):
        yield f"Persons held by name: {_tally(persons, dated)}."
        genders = [
            (words(row["gender"]) if row["gender"] else "gender not stated", row["persons"])
            for row in counts["by_gender"]
        ]
        by_gender = [f"{gender}: {_tally(persons, dated)}" for gender, persons in genders]
        yield f"- by gender, where sources give it: {'; '.join(by_gender)}"
        for row in counts["by_group"]:
            yield f"- whom sources count to {escape(named(row['group']))}: {_tally(row['persons'], dated)}"
    if counts["groups"]:
        yield f"Groups held, told as groups and not counted with persons: {len(counts['groups'])}."
        for row in counts["groups"]:
            if row["part_of"]:
                parts = ", ".join(named(p["group"]) for p in row["part_of"])
                yield escape(f"- {named(row['group'])}: part of {parts}")
    yield (
        "One person can stand in several groups, by name and unnamed: nothing here can be added up. It is "
        "what sources report, not all who were held; reporting is uneven."
    )


def _tally(persons: Json, dated: bool) -> str:
    told = _ON if dated else _EVER
    return ", ".join(f"{persons[key]} {word}" for key, word in told.items() if persons[key]) or "0"


def _held(answer: Json, sources: Sources, console: Console) -> None:
    if not answer["held"]:
        return
    console.print("\nHeld, each attested time by itself; none continues another:")
    table = Table(box=None, pad_edge=False)
    for title in ("who", "by, where", "regime", "when", "length", "sources"):
        table.add_column(title, overflow="fold")
    for h in answer["held"]:
        where = [named(h[key]) for key in ("custodian", "place", "event") if h[key]]
        for number, s in enumerate(h["spells"]):
            first = number == 0
            marks = [emphasis(state(s["state"])), "derived by a rule" if s["derived"] else ""]
            grade = f"{_GRADE[s['grade']]} " if answer["on"] else ""
            table.add_row(
                escape(named(h["detained"])) if first else "",
                escape(", ".join(where)) if first else "",
                escape(words(h["regime"])) if first and h["regime"] else "",
                " ".join(filter(None, (grade + escape(valid(s["valid"])), *marks, _conditions(s)))),
                length(s),
                escape(sources.cite(x for x in h["sources"] if x["statement"] in s["statements"])),
            )
    console.print(table)
    _more(answer["held_count"], len(answer["held"]), console)


def _conditions(spell: Json) -> str:
    return escape(f"({'; '.join(spell['conditions'])})") if spell["conditions"] else ""


def length(spell: Json) -> str:
    """How long, from the bounds."""
    least, most = spell["length"]
    if least is None:
        return "not dated"
    if most is None:
        return f"{plural(least, 'day')} at least"
    return plural(least, "day") if least == most else f"{least} to {plural(most, 'day')}"


def _incommunicado(answer: Json, sources: Sources, console: Console) -> None:
    if not answer["incommunicado"]:
        return
    console.print("\nIncommunicado, as attested and no longer:")
    for cut in answer["incommunicado"]:
        console.print(f"- [bold]{escape(named(cut['detained']))}[/]")
        for s in cut["spans"]:
            against = emphasis(state(s["state"]))
            told = escape(f"{valid(s['valid'])} {sources.cite(s['sources'])}")
            console.print(f"  {told} {against}".rstrip())
        if cut["unattested"]:
            console.print(f"  not attested in between: {span(cut['unattested'])}", style="magenta")
    _more(answer["incommunicado_count"], len(answer["incommunicado"]), console)


def _more(count: int, shown: int, console: Console) -> None:
    if count > shown:
        console.print(f"{count - shown} more are not shown (--limit).", style="bold")
