"""`respondeat tenure`."""

from pathlib import Path

import click

from respondeat.api import answers, plots, render
from respondeat.api.answers.tenure import LIMIT
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.graph.command.periods import By

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("target", required=False, metavar="[PERSON|BODY]")
@click.option(
    "--on", metavar="FROM/TO", help="Count only what was within these days, such as 2020-08/2020-12."
)
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.YEAR.value,
    show_default=True,
    help="The periods by which is counted.",
)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw it too, to a file that ends in .svg or .png (needs respondeat[plots]).",
)
@limit_option(LIMIT, "Write at most so many heads; all are counted.")
@question_options
def tenure(target: str | None, on: str | None, by: str, plot: Path | None, limit: int, asked: Asked) -> None:
    """How many events were under each head's command by period, certainly and possibly.

    Of a person all events under their command; of a body its heads one after the other, each with what was
    under that body; without a target every head in the data under whom there was an event.
    """

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        if plot is not None:
            plots.suffix(plot)  # before anything is asked
        told = answers.tenure(data, target, on, by=by, limit=limit, quotes=quotes)
        if plot is not None:
            plots.tenure(told, plot)
        return told

    answer(asked, ask, render.tenure)
