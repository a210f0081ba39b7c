"""`respondeat conflicts`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.conflicts import KINDS, LIMIT

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("target", required=False)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind. May be repeated."
)
@limit_option(LIMIT, "Write at most so many of each kind and grade; all are counted.")
@question_options
def conflicts(target: str | None, kinds: tuple[str, ...], limit: int, asked: Asked) -> None:
    """Which statements contradict each other, and which only seem to.

    Over the whole graph, or those that touch TARGET. Two heads of one body, one person in two things at once,
    denials, figures that exclude one another, places, times, and what analysts noted.
    """
    answer(asked, lambda d, q: answers.conflicts(d, target, kinds, limit, q), render.conflicts)
