"""`respondeat elements`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.elements import CHAINS
from respondeat.api.language import LANGUAGES
from respondeat.graph.command import MAX_CHAINS, MAX_HOPS

from .asking import Asked, answer, question_options
from .options import Command


def language_option(command: Command) -> Command:
    """`--language`."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=LANGUAGES[0],
        show_default=True,
        help="Headings, labels, names and the notice in this language; quotes stay as they are.",
    )(command)


@click.command()
@click.argument("person")
@click.argument("event")
@language_option
@click.option(
    "--limit",
    default=CHAINS,
    show_default=True,
    type=click.IntRange(1, MAX_CHAINS),
    help="Look at most at so many chains.",
)
@click.option(
    "--max-hops",
    default=MAX_HOPS,
    show_default=True,
    type=click.IntRange(1, 64),
    help="At most so many links.",
)
@question_options
def elements(person: str, event: str, language: str, limit: int, max_hops: int, asked: Asked) -> None:
    """Which statements there are for what Articles 28, 25(3) and 7 of the Rome Statute ask for.

    A checklist for a lawyer: what is stated on a person and an event, what speaks against it, and where
    there is no statement in the graph. It never says what follows in law.
    """
    answer(
        asked,
        lambda d, q: answers.elements(
            d, person, event, language=language, limit=limit, max_hops=max_hops, quotes=q
        ),
        render.elements,
    )
