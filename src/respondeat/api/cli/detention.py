"""`respondeat detention`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.detention import LIMIT

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("target", required=False, metavar="[PERSON|PLACE|BODY|GROUP]")
@click.option("--on", metavar="DAY|FROM/TO", help="The day, or the days among which it is; else at any time.")
@click.option(
    "--figures",
    metavar="METRIC",
    help="Published figures in place of custody: a metric such as politicalPrisoners, or all.",
)
@limit_option(LIMIT, "Write at most so many rows of each kind; all are counted.")
@question_options
def detention(target: str | None, on: str | None, figures: str | None, limit: int, asked: Asked) -> None:
    """Who is held where and how long, who incommunicado, who died in custody; the history of a figure.

    Without a target: everybody in the data. Of a group those whom sources count to it are meant too.
    """
    if figures is None:
        answer(
            asked,
            lambda d, q: answers.detention(d, target, on, limit=limit, quotes=q),
            render.detention,
        )
        return
    answer(
        asked,
        lambda d, q: answers.figures(d, figures, target, on, quotes=q),
        lambda told, out: render.figures(told, limit, out),
    )
