"""The questions."""

import sys
from collections.abc import Callable, Iterator
from itertools import chain as chain_lists
from itertools import islice
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from respondeat.api import answers, render
from respondeat.api import sparql as sparql_api
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.graph.command import MAX_CHAINS, Mode

from .asked_options import limit_option, max_hops_option, mode_option
from .asking import Asked, answer, question_options
from .options import console, json_option, level_option, open_dataset, store_option
from .screen import harmless, harmless_json

_ON = "DAY|FROM/TO"
_READ = 500


@click.command()
@click.argument("text")
@limit_option(20, "At most so many.", 1000)
@question_options
def search(text: str, limit: int, asked: Asked) -> None:
    """Find persons, bodies, events by name, in any spelling or script."""
    answer(asked, lambda d, _: answers.search(d, text, limit), render.hits)


@click.command()
@click.argument("entity")
@question_options
def show(entity: str, asked: Asked) -> None:
    """Everything said of one entity, for and against, by time."""
    answer(asked, lambda d, q: answers.show(d, entity, q), render.show)


@click.command()
@click.argument("target")
@click.option("--on", metavar=_ON, help="The day, or the days among which it is. An event has its own.")
@mode_option
@limit_option(MAX_CHAINS, "At most so many chains.", MAX_CHAINS)
@max_hops_option
@question_options
def chain(target: str, on: str | None, mode: str, limit: int, max_hops: int, asked: Asked) -> None:
    """Who answers for an event, body or person: every chain to the top, with gaps and sources."""

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        return answers.chain(data, target, on, mode=Mode(mode), limit=limit, max_hops=max_hops, quotes=quotes)

    answer(asked, ask, render.chain)


def _board(
    ask: Callable[[Dataset, str, str, Quotes | None], Json], key: str, body: str, on: str, asked: Asked
) -> None:
    answer(
        asked,
        lambda data, quotes: ask(data, body, on, quotes),
        lambda told, out: render.board(told, key, out),
    )


_day = click.option("--on", metavar=_ON, required=True, help="The day, or the days among which it is.")


@click.command()
@click.argument("body")
@_day
@question_options
def commanders(**asked: Any) -> None:
    """Who was head of a body on a day; when nobody is attested, who before and who after."""
    _board(answers.commanders, "heads", **asked)


@click.command()
@click.argument("body")
@_day
@question_options
def superiors(**asked: Any) -> None:
    """Who stood directly above a body or person on a day."""
    _board(answers.superiors, "superiors", **asked)


@click.command()
@click.argument("body")
@_day
@question_options
def subordinates(**asked: Any) -> None:
    """Who stood directly below a body or person on a day."""
    _board(answers.subordinates, "subordinates", **asked)


@click.command(name="events-under")
@click.argument("person")
@question_options
def events_under(person: str, asked: Asked) -> None:
    """Which events happened under a person's command, certainly and possibly."""
    answer(asked, lambda d, q: answers.events_under(d, person, q), render.events)


@click.command()
@click.argument("query")
@store_option
@level_option()
@json_option
def sparql(query: str, store: str | None, level: str, as_json: bool) -> None:
    """Ask in SPARQL 1.1, read-only, without a row cap. QUERY "-" reads standard input.

    The prefixes of the ontology are known, and functions on time and tables of
    command: see docs/reference/sparql.md. Without --json: a table on a terminal, else tab-separated lines.
    --json gives SPARQL 1.1 Query Results JSON, for CONSTRUCT
    and DESCRIBE JSON-LD.
    """
    text = sys.stdin.read() if query == "-" else query
    with open_dataset(store, level) as data:
        found = sparql_api.ask(data, text)
        if as_json:
            sys.stdout.write(harmless_json(sparql_api.as_json(found)) + "\n")
            return
        _print_rows(*sparql_api.rows(found), console())


def _print_rows(titles: list[str], rows: Iterator[list[str]], out: Console) -> None:
    """A table on a terminal, tab-separated lines elsewhere and for more rows than one reads."""
    first = list(islice(rows, _READ)) if out.is_terminal else []
    if out.is_terminal and len(first) < _READ:
        table = Table(box=None, pad_edge=False)
        for title in titles:
            table.add_column(Text(title), overflow="fold")
        for row in first:
            table.add_row(*map(Text, row))
        out.print(table)
        return
    for row in chain_lists([titles], first, rows):
        line = "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row)
        sys.stdout.write((harmless(line) if out.is_terminal else line) + "\n")
