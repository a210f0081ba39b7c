"""`respondeat acts`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.acts import LIMIT, Of

from .asked_options import language_option, limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("actor", required=False)
@click.option(
    "--of",
    type=click.Choice([of.value for of in Of]),
    default=Of.PERPETRATORS.value,
    show_default=True,
    help="Bodies named as perpetrators, or international bodies and states.",
)
@language_option
@limit_option(LIMIT, "Give at most so many actors.")
@question_options
def acts(actor: str | None, of: str, language: str, limit: int, asked: Asked) -> None:
    """Who is named as having done what: single events and patterns apart.

    Bodies named as perpetrators; or findings, mechanisms, referrals, sanctions, reports and listings of
    international bodies and states. With ACTOR only theirs. Actors stand in the order of their names.
    """
    answer(
        asked,
        lambda d, q: answers.acts(d, Of(of), actor, language=language, limit=limit, quotes=q),
        render.acts,
    )
