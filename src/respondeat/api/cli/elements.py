"""`respondeat elements`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.elements import CHAINS
from respondeat.graph.command import MAX_CHAINS

from .asked_options import language_option, limit_option, max_hops_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("person")
@click.argument("event")
@language_option
@limit_option(CHAINS, "Look at most at so many chains.", MAX_CHAINS)
@max_hops_option
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
