"""Decision chains for a terminal: stage by stage, with what no statement names."""

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, state, words

from .board import listing
from .decisions_words import DECIDED, STAGES, apart, effect, gap, in_case, of_target
from .sources import Sources
from .words import emphasis

_ELSEWHERE = ("decided", "apart", "unreal")


def decisions(answer: Json, console: Console) -> None:
    """A decisions answer: cases stage by stage, what the target decided, what stands apart."""
    sources = Sources()
    on = f", {answer['on'].replace('/', ' to ')}" if answer["on"] else ""
    if answer["target"]:
        console.print(f"[bold]{escape(named(answer['target']))}[/]: decisions{on}")
    else:
        console.print(f"[bold]{STAGES[answer['stage']]}[/]: everybody of whom something is said{on}")
    if answer["provision"]:
        _provision(answer, sources, console)
    for case in answer["cases"]:
        console.print(f"\n[bold]Case of {escape(named(case['person']))}[/]")
        for stage in case["stages"]:
            _list(f"{STAGES[stage['stage']]}:", _stage(stage, answer["on"], sources), console)
    if more := answer["persons"] - len(answer["cases"]):
        console.print(f"\nAnd {plural(more, 'person')} more: ask with a larger --limit.", style="bold")
    _decided(answer["decided"], sources, console)
    _apart(answer, sources, console)
    if not (answer["cases"] or answer["provision"] or answer["figures"]) and not any(
        answer[key]["total"] for key in _ELSEWHERE
    ):
        what = "at this stage of a case" if answer["stage"] else "of a case"
        console.print(f"\nNo statement in the graph tells {what} here.")
    listing(sources, answer, console)


def _stage(stage: Json, on: str | None, sources: Sources) -> Iterator[str]:
    for row in stage["rows"]:
        yield in_case(row, sources)
    for told in stage["gaps"]:
        yield f"[bold magenta]GAP[/] {gap(stage['stage'], told, on, sources)}"


def _provision(answer: Json, sources: Sources, console: Console) -> None:
    provision = answer["provision"]
    stands = " and ".join(f"“{STAGES[stage]}”" for stage in provision["stages"])
    console.print(f"Place in a decision chain: {stands}.")
    if "extension" in provision["stages"]:
        console.print("A source says that it prolongs terms: a conviction under it is shown as an extension.")
    _rows("\nWhat it does, by the sources:", provision["content"], effect, sources, console)
    _rows("\nWhat the same passages say of its use:", provision["uses"], apart, sources, console)
    if not answer["decided"]["total"]:
        told = "no statement in the graph tells of a conviction of one person under it"
        console.print(f"\n[bold magenta]GAP[/] {told}")


def _decided(decided: Json, sources: Sources, console: Console) -> None:
    for stage in STAGES:
        rows = [of_target(r, sources) for r in decided["rows"] if r["stage"] == stage]
        if rows:
            _list(f"\n{DECIDED.get(stage, STAGES[stage])}:", rows, console)
    _cut(decided, console)


def _apart(answer: Json, sources: Sources, console: Console) -> None:
    title = "\nApart: of groups, and in general (none of it is the case of one person):"
    _rows(title, answer["apart"], apart, sources, console)
    title = "\nOnly called for, expected, or said on a condition (not said to have happened):"
    _rows(title, answer["unreal"], apart, sources, console)
    if answer["figures"]:
        _list("\nFigures given for these events:", (_figure(f, sources) for f in answer["figures"]), console)


def _figure(figure: Json, sources: Sources) -> str:
    upper = f" to {figure['upper']:,}" if figure["upper"] is not None else ""
    told = [f"{words(figure['metric'])}: {words(figure['comparator'])} {figure['value']:,}{upper}"]
    told += [figure["population"], f"as of {figure['as_of']}" if figure["as_of"] else ""]
    told += [f"of {named(figure['event'])}"]
    marks = f"; {emphasis(state(figure['state']))}" if state(figure["state"]) else ""
    return escape(", ".join(filter(None, told))) + f" {escape(sources.cite(figure['sources']))}{marks}"


def _rows(
    title: str, capped: Json, tell: Callable[[Json, Sources], str], sources: Sources, console: Console
) -> None:
    if capped["rows"]:
        _list(title, (tell(row, sources) for row in capped["rows"]), console)
        _cut(capped, console)


def _list(title: str, lines: Iterable[str], console: Console) -> None:
    console.print(title)
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row("-", line)
    console.print(table)


def _cut(capped: Json, console: Console) -> None:
    if more := capped["total"] - len(capped["rows"]):
        console.print(f"And {more:,} more, not shown here.", style="bold")
