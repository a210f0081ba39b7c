"""Everything said of one entity, as a list by time."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.phrases import Json, named

from .board import listing
from .sources import Sources
from .statement import decided, kind, statement, subject


def show(answer: Json, console: Console) -> None:
    """Names, attributes, statements, sources, notice."""
    sources = Sources()
    entity = answer["entity"]
    console.print(f"[bold]{escape(named(entity))}[/], {kind(entity)}")
    subject(answer, console)
    console.print("\nStatements, by time:" if answer["statements"] else "\nNo statement is about it.")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for said in answer["statements"]:
        marks = [decided(a) for a in said["assessments"]]
        table.add_row("-", statement(said, entity["id"], sources.cite(said["sources"]), marks))
    console.print(table)
    listing(sources, answer, console)
