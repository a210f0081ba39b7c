"""`respondeat dossier`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.dossier import LIMIT, By

from .asked_options import language_option, limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("entity")
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.EVENT.value,
    show_default=True,
    help="By the date of what is spoken of, or by the date of the record.",
)
@language_option
@limit_option(LIMIT, "Give at most so many statements a part.")
@question_options
def dossier(entity: str, by: str, language: str, limit: int, asked: Asked) -> None:
    """Everything the graph says of a person, body, place, article, document or origin, for and against.

    Posts with heads and superiors at the time, its own part in events, events of bodies below, patterns
    apart, knowledge, measures, sanctions lists, custody, figures; what was withdrawn; what is missing.
    """
    answer(
        asked,
        lambda d, q: answers.dossier(d, entity, by=By(by), language=language, limit=limit, quotes=q),
        render.dossier,
    )
