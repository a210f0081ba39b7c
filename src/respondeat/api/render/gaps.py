"""A research agenda for a terminal: one gap after the other, the weightiest first."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from respondeat.api.phrases import Json, around, link, named, plural, post, state
from respondeat.api.phrases_time import span, valid

from .board import listing
from .sources import Sources
from .words import emphasis, grade

_GAPS = {
    "no-head": "no head is certain",
    "no-superior": "no source states to whom it answered",
    "placeholder": "a placeholder: the source does not name it",
    "withheld": "rests on passages withheld at this level",
    "no-posting": "no source states a posting",
    "undated": "no source states when",
    "no-actor": "no source states who took part",
}
_STRETCHES = 3  # of days that are written out
_INDENT = (0, 0, 0, 3)
_SCOPES = {"body": "", "branch": " and all that was under it", "chain": " and all that was above it"}
_KEY = (
    "An event is left unanswered where all its ways to the top pass the gap: certainly, when that is so "
    "whichever day it was on; else possibly. What is not in the data may stand in a source all the same. "
    "How many events are reported is no measure of how many there were: reporting is uneven."
)


def gaps(answer: Json, console: Console) -> None:
    """A gaps answer: what was asked, each gap with what to look for, the sources, the notice."""
    sources = Sources()
    _head(answer, console)
    for number, gap in enumerate(answer["gaps"], 1):
        _gap(number, gap, sources, console)
    if (more := answer["total"] - len(answer["gaps"])) > 0:
        console.print(f"\nand {plural(more, 'gap')} more; --limit shows more of them.", style="bold")
    console.print(f"\n{_KEY}", style="dim")
    listing(sources, answer, console)


def _head(answer: Json, console: Console) -> None:
    about = "All the data"
    if answer["target"] is not None:
        what = "" if answer["target"].get("type") in ("Event", "Pattern") else _SCOPES[answer["scope"]]
        about = f"{named(answer['target'])}{what or _chain(answer)}"
    when = "at any time" if answer["on"] is None else f"on {span([answer['on']])}"
    console.print(f"[bold]{escape(about)}[/]: what is missing to answer for events, {when}")
    events = answer["events"]
    undated = f", {events['undated']} of them without any date" if events["undated"] else ""
    told = f"{plural(events['single'], 'event')} and {plural(events['patterns'], 'pattern')}{undated}"
    kinds = ", ".join(f"{kind} {count}" for kind, count in answer["kinds"].items())
    console.print(f"{told}; {plural(answer['total'], 'gap')}{f' ({kinds})' if kinds else ''}.")
    if not events["single"] + events["patterns"] and not answer["every_day"]:
        console.print("No event in the data passes there. Days without events: --every-day, with --on.")
    if not answer["total"]:
        console.print("No such gap. That says nothing of what is not in the data.")


def _chain(answer: Json) -> str:
    return " and what is on its chains" if answer["scope"] == "chain" else ""


def _gap(number: int, gap: Json, sources: Sources, console: Console) -> None:
    of = f", {_link(gap)}" if gap["link"] else ""
    days = f", {_days(gap)}" if gap["days"] else ""
    title = f"{number}. [bold]{escape(named(gap['node']))}[/]{escape(of)}: [bold magenta]GAP[/] "
    console.print(f"\n{title}{_what(gap)}{escape(days)}")
    for line in filter(None, (_weight(gap), *_around(gap, sources), _own(gap, sources))):
        console.print(Padding(line, _INDENT, expand=False))
    console.print(Padding(f"look for: {escape(gap['look_for'])}", _INDENT, expand=False))
    if gap["events"]:
        console.print(Padding(f"events: {_events(gap, sources)}", _INDENT, expand=False))


def _link(gap: Json) -> str:
    kind = gap["link"]["kind"]
    return (
        f"{post(kind, None) if kind in ('head', 'actingHead') else link(kind)} {named(gap['link']['target'])}"
    )


def _what(gap: Json) -> str:
    if gap["basis"] == "nobody" and gap["kind"] == "no-head":
        return "nobody is attested as head"
    return _GAPS[gap["kind"]]


def _days(gap: Json) -> str:
    more = len(gap["days"]) - _STRETCHES
    rest = f" and {more} more {'stretch' if more == 1 else 'stretches'}" if more > 0 else ""
    return span(gap["days"][:_STRETCHES]) + rest


def _weight(gap: Json) -> str:
    """How many events the gap leaves unanswered; patterns, which are none, told apart."""
    told = [_count(gap["unanswered"], "event")]
    if any(gap["patterns"].values()):
        told.append(_count(gap["patterns"], "pattern"))
    if gap["kind"] in ("undated", "no-actor") and not gap["link"]:
        return f"leaves unanswered {' and '.join(told)}"
    through = gap["through"]
    if not any(through.values()):
        return "no event in the data on these days"
    passing = [plural(through["events"], "event")]
    passing += [plural(through["patterns"], "pattern")] if through["patterns"] else []
    return f"leaves unanswered {' and '.join(told)}; {' and '.join(passing)} with a way through it"


def _count(count: Json, one: str) -> str:
    certain, possible = count["certain"], count["possible"]
    total = plural(certain + possible, one)
    if not certain + possible:
        return f"no {one}"
    if certain and possible:
        return f"{total} ({certain} {grade('certain')}, {possible} {grade('possible')})"
    return f"{total} ({grade('certain' if certain else 'possible')})"


def _around(gap: Json, sources: Sources) -> list[str]:
    role = "person" if gap["kind"] == "no-head" else "body"
    lines = []
    for row in gap["possible"]:
        mark = emphasis(state(row["state"]))
        told = f"{escape(named(row[role]))}, {grade('possible', row['basis'])}, {escape(valid(row['valid']))}"
        lines.append(" ".join(filter(None, (told, mark, escape(sources.cite(row["sources"]))))))
    if gap["possible"] and gap["nobody"]:
        lines.append(f"nobody is even possible on {escape(span(gap['nobody'][:_STRETCHES]))}")
    lines.append(
        escape(_posts(gap, sources) if gap["kind"] == "no-posting" else around(gap, role, sources.cite))
    )
    return lines


def _posts(gap: Json, sources: Sources) -> str:
    """Where a person is attested before and after."""
    said = []
    for key, when in (("last_before", "last attested in"), ("first_after", "next attested in")):
        if found := gap[key]:
            said.append(
                f"{when} {named(found['body'])}, {found['day']} {sources.cite(found['sources'])}".rstrip()
            )
    return "; ".join(said)


def _own(gap: Json, sources: Sources) -> str:
    """What a gap of a link or a person rests on itself."""
    cited = escape(sources.cite(_sources(gap, {s for e in gap["events"] for s in e["statements"]}, own=True)))
    if gap["ranks"]:
        return f"rank in sources: {escape(', '.join(gap['ranks']))} {cited}"
    if gap["as_told"]:
        told = "; ".join(f"“{words}”" for words in gap["as_told"])
        return f"sources say of the part taken: {escape(told)}"
    if counts := gap["attestations"]:
        rest = f", {counts['readable']} readable" if counts["readable"] else ", none readable"
        return f"{plural(counts['withheld'], 'attestation')} withheld{rest} {cited}"
    return f"stated without any date {cited}" if gap["link"] else ""


def _events(gap: Json, sources: Sources) -> str:
    told = []
    for e in gap["events"]:
        pattern = "pattern " if e["event"].get("type") == "Pattern" else ""
        cited = escape(sources.cite(_sources(gap, set(e["statements"]))))
        when = escape(span([e["on"]]))
        told.append(f"{pattern}{escape(named(e['event']))} ({grade(e['grade'])}, {when}) {cited}".rstrip())
    counted = sum(gap["unanswered"].values()) + sum(gap["patterns"].values())
    more = counted - len(gap["events"])
    return "; ".join(told) + (f"; and {more} more (--events names more)" if more > 0 else "")


def _sources(gap: Json, statements: set[str], *, own: bool = False) -> list[Json]:
    return [entry for entry in gap["sources"] if (entry["statement"] in statements) is not own]
