"""Hits of a search, for a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label


def hits(answer: Json, console: Console) -> None:
    """A search answer as a table; ids are whole, to be copied."""
    if not answer["hits"]:
        console.print("No name in the data is near it.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True, overflow="ignore")
    for title in ("name", "kind"):
        table.add_column(title, overflow="fold")
    for hit in answer["hits"]:
        written = "" if hit["form"] == hit["name"] else f" (written {hit['form']})"
        kind = label(v.R + hit["type"])
        table.add_row(hit["id"].removeprefix(v.ID), escape(named(hit) + written), kind)
    console.print(table)
