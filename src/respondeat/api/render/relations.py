"""Neighbours of an entity and the ways between two, for a terminal."""

from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named, plural, state
from respondeat.api.phrases_time import span, when
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .board import listing
from .sources import Sources
from .words import emphasis, grade

_OF_DOCUMENTS = {
    "Attestation": "named in it",
    "supports": "supports",
    "denies": "denies",
    "document": "document",
}


def neighbours(answer: Json, console: Console) -> None:
    """A neighbours answer: the counts by relation, then the neighbours with what relates them."""
    console.print(f"[bold]{escape(named(answer['entity']))}[/]: {_asked(answer)}\n")
    if not answer["relations"]:
        console.print("No statement in the data relates it to anything, then.")
    _counts(answer["relations"], console)
    for neighbour in answer["neighbours"]:
        _neighbour(neighbour, console)
    if answer["total"] > len(answer["neighbours"]):
        left = answer["total"] - len(answer["neighbours"])
        console.print(f"\n{left} more are not shown: raise --limit, or name a --relation.", style="bold")
    console.print(f"\n{escape(answer['notice'])}", style="italic")


def _asked(answer: Json) -> str:
    what = "what surely relates it" if answer["grade"] == "certain" else "what can relate it"
    return f"{what}, {span([answer['on']])}" if answer["on"] else f"{what}, on any day"


def _counts(rows: list[Json], console: Console) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    for title in ("relation", "as", "with", "neighbours", "statements", "--relation"):
        table.add_column(title, overflow="fold")
    for row in rows:
        names = (row["relation"], row["role"], row["other"])
        table.add_row(
            *(escape(_label(n)) for n in names), str(row["count"]), str(row["statements"]), ".".join(names)
        )
    console.print(table)


def _neighbour(neighbour: Json, console: Console) -> None:
    node = neighbour["node"]
    kind = f" ({label(v.R + node['type'])})" if "type" in node else ""
    console.print(f"\n[bold]{escape(named(node))}[/]{escape(kind)}")
    for edge in neighbour["edges"]:
        console.print(f"- {_edge(edge, node['id'])}, {plural(edge['origins'], 'origin')}")
    if left := neighbour["statements"] - len({edge["statement"] for edge in neighbour["edges"]}):
        console.print(f"  and {plural(left, 'more statement')}", style="dim")


def _edge(edge: Json, neighbour: str) -> str:
    """An edge in a line: relation, the role of the neighbour, when, how sure, what speaks against it."""
    role = edge["roles"][edge["target"] == neighbour]
    told = f"{_label(edge['relation'])} ({_label(role)}): {when(edge)}, "
    against = emphasis(state(edge["state"]))
    return f"{escape(told)}{grade(edge['grade'])}" + (f" {against}" if against else "")


def _label(name: str) -> str:
    return _OF_DOCUMENTS.get(name) or label(v.R + name)


def path(answer: Json, console: Console) -> None:
    """A path answer: each way link by link, with the sources of each."""
    sources = Sources()
    ends = f"From [bold]{escape(named(answer['source']))}[/] to [bold]{escape(named(answer['target']))}[/]"
    console.print(f"{ends}{', ' + span([answer['on']]) if answer['on'] else ''}\n")
    if not answer["paths"]:
        more = " The search was given up at its bound: there may be one." if answer["truncated"] else ""
        console.print(f"No way in the data holds on one common day.{more}")
    for number, way in enumerate(answer["paths"], 1):
        told = f"{plural(answer['length'], 'link')}, {grade(way['grade'])}: {span(way['days'])}"
        console.print(f"{number}. {told}")
        _way(way, sources, console)
    if answer["paths"] and answer["truncated"]:
        console.print("\nThere are more ways of this length: raise --limit.", style="bold")
    if answer["paths"]:
        console.print(
            "\nA way says who stands in one statement with whom. It is no chain of command, and does not say "
            "that they knew one another.",
            style="magenta",
        )
    listing(sources, answer, console)


def _way(way: Json, sources: Sources, console: Console) -> None:
    names = {node["id"]: named(node) for node in way["nodes"]}
    order = [node["id"] for node in way["nodes"]]
    console.print(f"   [bold]{escape(names[order[0]])}[/]")
    hops = groupby(way["edges"], key=lambda e: max(order.index(e["source"]), order.index(e["target"])))
    for at, edges in hops:
        for edge in edges:
            console.print(f"   - {_edge(edge, order[at])} {escape(sources.cite(edge['sources']))}")
        console.print(f"   [bold]{escape(names[order[at]])}[/]")
