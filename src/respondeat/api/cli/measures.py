"""`respondeat measures`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.measures import LIMIT

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("targets", nargs=-1, metavar="[EVENT|BODY|PERSON]...")
@click.option(
    "--on", metavar="DAY|FROM/TO", help="Who is listed on this day, or throughout; else at any time."
)
@click.option(
    "--regime",
    "regimes",
    multiple=True,
    metavar="REGIME",
    help="Only the lists of this imposer or act, by name or id, such as EU. May be repeated.",
)
@limit_option(LIMIT, "Write at most so many persons of each status; all are counted.")
@question_options
def measures(
    targets: tuple[str, ...], on: str | None, regimes: tuple[str, ...], limit: int, asked: Asked
) -> None:
    """Who on the chains above events is on which sanctions list, and who on none in the data.

    Without a target: above every event in the data. Of a body the events under it are meant, and who was
    above the body itself; of a person that person alone.
    """
    answer(
        asked,
        lambda d, q: answers.measures(d, targets, on, regimes=regimes, limit=limit, quotes=q),
        render.measures,
    )
