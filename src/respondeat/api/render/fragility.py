"""What carries chains, for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from respondeat.api.phrases import Json, named, plural
from respondeat.api.phrases_time import span
from respondeat.ontology import vocabulary as v

from .board import listing
from .sources import Sources
from .words import grade

_LEAVES = {
    "possible": "no chain, not even a possible one",
    "certain": "no certain chain (a possible one may be left)",
}
_TRUTH = (
    "Every source and set named here was taken out of the data as a test, and left {left}. A withdrawal is "
    "judged anew: what was derived falls with its last proof, and rule next-attested is applied to what is "
    "left. The time asked for stays what it is. A link that is denied stays as long as somebody says or "
    "denies it. That several documents name one origin makes them no more than one."
)
_UNTRUE = (
    "NOT VERIFIED: taken out of the data as a test, a source or set named here left a chain, or too many "
    "ways to follow. Ask `chain` with --without-document or --without-origin."
)


def fragility(answer: Json, console: Console) -> None:
    """A fragility answer: for each end how many chains, and what breaks all of them."""
    sources = Sources()
    asked = "certain chains" if answer["grade"] == "certain" else "chains"
    console.print(
        f"What carries the {asked} from [bold]{escape(named(answer['target']))}[/], {_when(answer)}\n",
        highlight=False,
    )
    if not answer["ends"]:
        console.print("No chain: no source in the data states who stood above.")
    for end in answer["ends"]:
        _end(end, answer["grade"], sources, console)
    if any(end["withdrawn"] for end in answer["ends"]):
        verified = all(w["verified"] for end in answer["ends"] for w in end["withdrawn"])
        told = _TRUTH.format(left=_LEAVES[answer["grade"]]) if verified else _UNTRUE
        console.print(told, style="dim" if verified else "bold red")
    _dating(answer["dating"], sources, console)
    listing(sources, answer, console)


def _when(answer: Json) -> str:
    first, last = answer["on"]
    if first == last and first is not None:
        return f"on {first}"
    how = {"some": "at some time in it", "throughout": "throughout"}.get(answer["mode"], "on an unknown day")
    return f"{how}, {span([answer['on']])}"


def _end(end: Json, wanted: str, sources: Sources, console: Console) -> None:
    counts = end["chains"]
    name = escape(named(end["end"]))
    if not counts["certain"] + counts["possible"]:
        console.print(f"[bold]{name}[/]: no chain leads there.\n")
        return
    more = "more than " if counts["truncated"] else ""
    total = plural(counts["certain"] + counts["possible"], "chain")
    told = f"{counts['certain']} {grade('certain')}, {counts['possible']} {grade('possible')}"
    console.print(f"[bold]{name}[/]: {more}{total}, {told} {escape(sources.cite(end['sources']))}")
    if not end["withdrawn"]:
        console.print(f"  none of them is {wanted}.")
    for found in end["withdrawn"]:
        _withdrawn(found, console)
    console.print()


def _withdrawn(found: Json, console: Console) -> None:
    noun, singles, least = found["by"], found["singles"], found["smallest"]
    bearing = f"{plural(found['considered'], noun)} bear{'s' if found['considered'] == 1 else ''} on it"
    if singles:
        which = "this one" if len(singles) == 1 else "any one of these"
        _block(f"{noun}s: {bearing}; {which}, withdrawn, leaves none:", console)
        for source in singles:
            _item(source_name(source), console)
    elif not least["exact"] and least["upper"] is None and not least["sets"]:
        _block(f"{noun}s: {bearing}; no single one carries all.", console)
    elif least["size"] is None and least["exact"]:
        _block(f"{noun}s: {bearing}; no set of them does: a chain rests on what no source attests.", console)
    else:
        _sets(noun, bearing, least, console)


def _sets(noun: str, bearing: str, least: Json, console: Console) -> None:
    if least["exact"]:
        count = len(least["sets"])
        which = "This set does" if least["all"] and count == 1 else f"These {count} sets do"
        rest = "" if least["all"] else " There are more, or may be."
        _block(
            f"{noun}s: {bearing}; no single one carries all, {plural(least['size'], noun)} together do. "
            f"{which}.{rest}",
            console,
        )
    else:
        upper = "no set is known to do" if least["upper"] is None else f"a set of {least['upper']} does"
        _block(
            f"{noun}s: {bearing}; a BOUND, not the number: {least['lower']} at least are needed, {upper}.",
            console,
        )
    for chosen in least["sets"]:
        _item(" + ".join(map(source_name, chosen)), console)


def _block(text: str, console: Console) -> None:
    console.print(f"  {escape(text)}")


def _item(text: str, console: Console) -> None:
    console.print(f"    - {escape(text)}")


def source_name(source: Json) -> str:
    """A source that can be withdrawn, in words.

    >>> source_name({"kind": "withheld", "id": "https://w3id.org/respondeat/id/a-1", "name": None})
    'a document withheld at this level (attestation a-1)'
    """
    if source["kind"] in ("document", "origin"):
        return str(source["name"])
    what = (
        "a document withheld at this level" if source["kind"] == "withheld" else "a source that is not named"
    )
    says = f", {source['name']}" if source["name"] else ""
    return f"{what} (attestation {source['id'].removeprefix(v.ID)}{says})"


def _dating(dating: Json | None, sources: Sources, console: Console) -> None:
    if not dating or not dating["statements"]:
        return
    told = f"The time of the event is stated by {sources.cite(dating['sources'])}"
    single: Sequence[Json] = [*dating["documents"], *dating["origins"]]
    if single:
        names = "; ".join(dict.fromkeys(map(source_name, single)))
        told += f"; nothing would date it without any one of: {names}"
    console.print(f"{escape(told)}.", style="dim")
