"""Deaths in custody, each with those who held the dead and who stood above at that time."""

from rich.console import Console
from rich.markup import escape

from respondeat.api.phrases import Json, around, named, plural, state
from respondeat.api.phrases_time import span, valid

from .sources import Sources
from .words import emphasis, grade

_CUSTODY = {
    "certain": "where custody surely covers the time of the death",
    "possible": "where custody may cover the time of the death",
    "undated": "where custody is stated, without a time that could be held against that of the death",
}


def deaths(answer: Json, sources: Sources, console: Console) -> None:
    """The deaths of a detention answer; nothing when there are none."""
    if not answer["deaths"]:
        return
    console.print("\nDeaths in custody:")
    for d in answer["deaths"]:
        _death(d, sources, console)
    if answer["deaths_count"] > len(answer["deaths"]):
        console.print(
            f"{answer['deaths_count'] - len(answer['deaths'])} more are not shown (--limit).", style="bold"
        )


def _death(d: Json, sources: Sources, console: Console) -> None:
    general = ", spoken of in general" if d["pattern"] else ""
    when = "no source dates it" if d["on"] is None else span([d["on"]])
    cited = escape(sources.cite(d["sources"]))
    console.print(f"- [bold]{escape(named(d['event']))}[/]{general}: {when} {cited}".rstrip())
    for title, key, rows in (("died", "person", d["victims"]), ("where", "place", d["places"])):
        for row in rows:
            console.print(f"  {title}: {escape(named(row[key]))}{_cited(row, sources)}")
    for h in d["held_by"]:
        how = "held by" if h["role"] == "custodian" else "held in"
        basis = f" ({_CUSTODY[h['grade']]})" if h["grade"] else ""
        console.print(f"  {how}: {escape(named(h['body']))}{basis}{_cited(h, sources)}")
    for above in d["above"]:
        _above(above, sources, console)


def _cited(row: Json, sources: Sources) -> str:
    against = emphasis(state(row["state"]))
    return f" {escape(sources.cite(row['sources']))}{f' {against}' if against else ''}"


def _above(above: Json, sources: Sources, console: Console) -> None:
    console.print(f"  above {escape(named(above['body']))} at that time:")
    for row in above["heads"]:
        console.print(f"    head: {_row(row, 'person', sources)}")
    if above["gap"] is not None:
        nobody = "no head is certain" if above["heads"] else "no source in the data names a head"
        known = around(above["gap"], "person", sources.cite)
        console.print(f"    [bold magenta]GAP[/] {escape('; '.join(filter(None, (nobody, known))))}")
    for row in above["superiors"]:
        console.print(f"    superior: {_row(row, 'body', sources)}")
    if not above["superiors"]:
        console.print("    no source in the data states to whom it answered")
    tops: dict[str, str] = {}
    for way in above["ways"]:
        if len(way["nodes"]) > 2:
            tops.setdefault(named(way["nodes"][-1]), way["grade"])
    if tops:
        told = "; ".join(f"{escape(name)} ({grade(word)})" for name, word in tops.items())
        cut = " and others" if above["truncated"] else ""
        ways = plural(len(above["ways"]), "way")
        console.print(f"    further up, over {ways}: {told}{cut}")


def _row(row: Json, role: str, sources: Sources) -> str:
    told = escape(f"{valid(row['valid'])} {sources.cite(row['sources'])}")
    return f"{escape(named(row[role]))}, {grade(row['grade'], row['basis'])}, {told}"
