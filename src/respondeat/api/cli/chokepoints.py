"""`respondeat chokepoints`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.chokepoints import LIMIT, Measure

from .asking import Asked, answer, question_options


@click.command()
@click.argument("target", required=False)
@click.option(
    "--on",
    metavar="DAY|FROM/TO",
    help="The day, or the days among which it is. Events have their own.",
)
@click.option(
    "--measure",
    type=click.Choice([m.value for m in Measure]),
    default=Measure.DOMINATORS.value,
    show_default=True,
    help="Who is on every chain; who stands between others; how many stand below and above.",
)
@click.option(
    "--grade",
    type=click.Choice(["possible", "certain"]),
    default="possible",
    show_default=True,
    help="Chains that can hold, or only those that surely do.",
)
@click.option(
    "--limit", default=LIMIT, show_default=True, type=click.IntRange(1), help="At most so many rows."
)
@question_options
def chokepoints(
    target: str | None, on: str | None, measure: str, grade: str, limit: int, asked: Asked
) -> None:
    """Persons and bodies through which every chain passes.

    From TARGET (an event, body or person) to the tops; without TARGET for how many events. The other measures
    are over the whole command graph at a date. No figure measures the importance of a person.
    """
    answer(
        asked,
        lambda d, q: answers.chokepoints(
            d, target, on, measure=Measure(measure), grade=grade, limit=limit, quotes=q
        ),
        render.chokepoints,
    )
