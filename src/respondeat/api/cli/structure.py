"""`respondeat structure`."""

from collections.abc import Callable

import click

from respondeat.api import answers, render
from respondeat.api.answers.structure import LIMIT
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.graph.command import MAX_HOPS, Mode

from .asked_options import limit_option, mode_option
from .asking import Asked, answer, question_options
from .options import Command

_FARTHEST = 64


def _steps(name: str, default: int, where: str) -> Callable[[Command], Command]:
    return click.option(
        name,
        default=default,
        show_default=True,
        type=click.IntRange(0, _FARTHEST),
        help=f"At most so many steps {where} the target.",
    )


@click.command()
@click.argument("target")
@click.option(
    "--on",
    metavar="DAY|FROM/TO",
    help="The day, or the days among which it is. An event has its own.",
)
@mode_option
@_steps("--up", MAX_HOPS, "above")
@_steps("--down", 0, "below")
@limit_option(LIMIT, "Show at most so many boxes; all are counted.")
@question_options
def structure(target: str, on: str | None, mode: str, up: int, down: int, limit: int, asked: Asked) -> None:
    """The command structure around an event, body or person: who headed what, what stood above and below.

    Every chain from the target upward is in it, each body once: with its heads on the day, or that nobody is
    attested, what sources deny, what was linked on other days only, and the days on which something changed.
    """

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        return answers.structure(
            data, target, on, mode=Mode(mode), up=up, down=down, limit=limit, quotes=quotes
        )

    answer(asked, ask, render.structure)
