"""The question of what recurs."""

import click

from respondeat.api import answers, render

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.option(
    "--by",
    metavar="DIMENSIONS",
    default="",
    help="Combinations of just these, joined by commas: arresting-body, court, judge, article, colony. "
    "Without it: of two or more of the five.",
)
@click.option(
    "--min",
    "least",
    default=2,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="In at least so many cases; also the least margin of a pair that is tested.",
)
@limit_option(20, "At most so many rows of each.", 1000)
@question_options
def patterns(by: str, least: int, limit: int, asked: Asked) -> None:
    """What recurs over cases: combinations of arresting body, court, judge, article and colony, with counts.

    Also which pairs stand together, with a test corrected for their number, and counts of acts (events,
    places, months, bodies, means): never a statement that acts were widespread or systematic.
    """
    names = tuple(name for part in by.split(",") if (name := part.strip()))
    answer(
        asked,
        lambda d, q: answers.patterns(d, names, least=least, limit=limit, quotes=q),
        render.patterns,
    )
