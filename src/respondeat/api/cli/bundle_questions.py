"""What a bundle can answer and is no question of its own at the terminal: a query, a range of changesets."""

import click

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes

from .asking import Asked, answer, question_options


def _no_view(_told: Json, _out: object) -> None:
    """A bundle is written; nothing is shown."""


@click.command()
@click.argument("query")
@question_options
def sparql(query: str, asked: Asked) -> None:
    """The answer to a SPARQL 1.1 query, read-only, of all the data."""
    from respondeat.api.bundles.questions import sparql as ask

    def put(data: Dataset, _quotes: Quotes | None) -> Json:
        return ask(data, query)

    answer(asked, put, _no_view)


@click.command()
@click.option("--from", "first", metavar="CHANGESET", default="", help="The first; the oldest when left out.")
@click.option("--to", "last", metavar="CHANGESET", default="", help="The last; the newest when left out.")
@question_options
def changesets(first: str, last: str, asked: Asked) -> None:
    """Changesets as they are, from one to another of the history."""
    from respondeat.api.bundles.questions import changesets as ask

    def put(data: Dataset, _quotes: Quotes | None) -> Json:
        return ask(data, first, last)

    answer(asked, put, _no_view)
