"""The question of decision chains."""

import click

from respondeat.api import answers, render
from respondeat.graph.command.cases import STAGES

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("case", required=False)
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    help="Only this stage; without CASE everybody of whom something is said at it.",
)
@click.option("--on", metavar="DAY|FROM/TO", help="Only what can have been on this day, or in these days.")
@limit_option(20, "At most so many cases.", 1000)
@question_options
def decisions(case: str | None, stage: str | None, on: str | None, limit: int, asked: Asked) -> None:
    """The decision chain of a case: arrest, investigator, judge, article, sentence, colony, release, death.

    CASE is a person or an event of theirs; or, from the other end, a judge, prosecutor, court, article of
    law, place of detention or body: what it decided. One of CASE and --stage is needed.
    """
    answer(
        asked,
        lambda d, q: answers.decisions(d, case, stage=stage, on=on, limit=limit, quotes=q),
        render.decisions,
    )
