"""Acts for a terminal: actor by actor, single events first, patterns apart."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from respondeat.api.language import phrase
from respondeat.api.phrases import Json, named, reserve, state, words
from respondeat.api.phrases_time import valid, when

from .board import listing
from .sources import Sources
from .words import emphasis


def acts(answer: Json, console: Console) -> None:
    """An acts answer: each actor with what they are said to have done."""
    language = answer["language"]
    sources = Sources(language)
    console.print(f"[bold]{escape(phrase('acts.' + answer['of'], language))}[/]")
    if not answer["actors"]:
        console.print(escape(phrase("acts.none", language)))
    for one in answer["actors"]:
        console.print(f"\n[bold]{escape(named(one['actor'], language))}[/]")
        for key in ("events", "patterns", "characterisations"):
            _rows(one[key], phrase(f"acts.{key}", language), language, sources, console)
        for row in one["listings"]:
            told = phrase(
                "acts.listed",
                language,
                act=named(row["instrument"], language),
                count=row["count"],
                listed=row["listed"],
                first=valid(row["first"], language),
                last=valid(row["last"], language),
            )
            console.print(f"  {escape(phrase('acts.listings', language))}: {escape(told)}")
    if (more := answer["total"] - len(answer["actors"])) > 0:
        console.print(f"\n{escape(phrase('more', language, count=more))}", style="bold")
    listing(sources, answer, console)


def _rows(rows: Sequence[Json], title: str, language: str, sources: Sources, console: Console) -> None:
    if not rows:
        return
    console.print(f"  {escape(title)}:")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows:
        kind = words(row["type"], language) if row["type"] else ""
        parts = [
            named(row["event"], language),
            kind,
            words(row["what"], language) + reserve(row["sources"], language),
            when(row, language),
        ]
        mark = emphasis(state(row["state"], language))
        told = escape(", ".join(filter(None, parts)))
        cited = escape(sources.cite(row["sources"]))
        table.add_row("  -", " ".join(filter(None, (told, cited, mark))))
    console.print(table)
