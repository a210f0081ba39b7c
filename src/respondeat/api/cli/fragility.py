"""`respondeat fragility`, `reliance` and `single-origin`: what a single report carries."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.fragility import GRADES, SETS, SOURCES
from respondeat.api.answers.reliance import EVENTS
from respondeat.api.answers.single_origin import ROWS
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.graph.command import Mode

from .asked_options import limit_option, max_hops_option, mode_option
from .asking import Asked, answer, question_options

_by = click.option(
    "--by",
    type=click.Choice(SOURCES),
    default=SOURCES[0],
    show_default=True,
    help="Withdraw documents, or origins wherever they are quoted.",
)


@click.command()
@click.argument("target")
@click.argument("person", required=False)
@click.option(
    "--on", metavar="DAY|FROM/TO", help="The day, or the days among which it is. An event has its own."
)
@mode_option
@click.option(
    "--grade",
    type=click.Choice(GRADES),
    default=GRADES[0],
    show_default=True,
    help="Chains that can hold, or only those that surely do.",
)
@_by
@limit_option(SETS, "Name at most so many smallest sets.", 1000)
@max_hops_option
@question_options
def fragility(
    target: str,
    person: str | None,
    on: str | None,
    mode: str,
    grade: str,
    by: str,
    limit: int,
    max_hops: int,
    asked: Asked,
) -> None:
    """Which document or origin carries every chain from an event, body or person to another.

    With PERSON (or a body): also the smallest sets of documents and origins without which no chain to
    it is left. Without: for every end of the chains, which single ones carry it.
    """

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        return answers.fragility(
            data, target, person, on,
            mode=Mode(mode), grade=grade, by=by, limit=limit, max_hops=max_hops, quotes=quotes,
        )  # fmt: skip

    answer(asked, ask, render.fragility)


@click.command()
@click.argument("person")
@click.option(
    "--only-with", metavar="DOCUMENT", help="Only what hangs on this document (id, SHA-256 or title)."
)
@click.option("--only-with-origin", metavar="ORIGIN", help="Only what hangs on this origin (name or id).")
@_by
@limit_option(EVENTS, "Ask of so many events, the earliest first, which single source carries each.")
@question_options
def reliance(
    person: str, only_with: str | None, only_with_origin: str | None, by: str, limit: int, asked: Asked
) -> None:
    """Which events were under a person's command only if one report is believed."""

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        return answers.reliance(
            data, person, only_with=only_with, only_with_origin=only_with_origin,
            by=by, limit=limit, quotes=quotes,
        )  # fmt: skip

    answer(asked, ask, render.reliance)


@click.command(name="single-origin")
@click.argument("target", required=False)
@limit_option(ROWS, "Show at most so many.")
@question_options
def single_origin(target: str | None, limit: int, asked: Asked) -> None:
    """Statements that rest on one origin, though several documents repeat it.

    Of all of the data, or of the statements in which TARGET stands.
    """
    answer(asked, lambda d, q: answers.single_origin(d, target, limit=limit, quotes=q), render.single_origin)
