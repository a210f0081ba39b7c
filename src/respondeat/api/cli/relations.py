"""`respondeat neighbours` and `respondeat path`: over all relations of the model."""

from collections.abc import Callable

import click

from respondeat.api import answers, render
from respondeat.api.answers.neighbours import LIMIT as NEIGHBOURS
from respondeat.api.answers.path import LIMIT, MAX_LENGTH, RELATIONS
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes

from .asked_options import limit_option
from .asking import Asked, answer, question_options
from .options import Command

_on = click.option("--on", metavar="DAY|FROM/TO", help="The day, or the days among which it is; else any.")


def _grade(help: str) -> Callable[[Command], Command]:
    return click.option(
        "--grade",
        type=click.Choice(["possible", "certain"]),
        default="possible",
        show_default=True,
        help=help,
    )


@click.command()
@click.argument("entity")
@click.option(
    "--relation",
    "relations",
    multiple=True,
    metavar="RELATION.ROLE.ROLE",
    help="Only neighbours by this relation, named with the role of ENTITY and that of the neighbour, such as "
    "Posting.body.holder. May be repeated.",
)
@_on
@_grade("Relations that can hold, or only those that surely do.")
@limit_option(NEIGHBOURS, "At most so many neighbours; all are counted.")
@question_options
def neighbours(
    entity: str, relations: tuple[str, ...], on: str | None, grade: str, limit: int, asked: Asked
) -> None:
    """Whom and what an entity is related to, by relation and roles, with counts.

    Over all relations of the model, not only links of command. ENTITY may be a document too: then whom and
    what it names.
    """
    answer(
        asked,
        lambda d, _: answers.neighbours(d, entity, relations, on, grade=grade, limit=limit),
        render.neighbours,
    )


@click.command()
@click.argument("source", metavar="A")
@click.argument("target", metavar="B")
@_on
@_grade("Ways that can hold, or only those that surely do.")
@click.option(
    "--relation",
    "relations",
    multiple=True,
    type=click.Choice(RELATIONS),
    metavar="RELATION",
    help="Follow only this relation, such as Posting. May be repeated.",
)
@limit_option(LIMIT, "At most so many ways.")
@limit_option(MAX_LENGTH, "At most so many links.", 16, "--max-length")
@question_options
def path(
    source: str,
    target: str,
    on: str | None,
    grade: str,
    relations: tuple[str, ...],
    limit: int,
    max_length: int,
    asked: Asked,
) -> None:
    """The shortest ways between two entities, over all relations, whose links hold on one common day.

    A way says who stands in one statement with whom. It is no chain of command, and does not say that they
    knew one another.
    """

    def ask(data: Dataset, quotes: Quotes | None) -> Json:
        return answers.path(
            data,
            source,
            target,
            on,
            grade=grade,
            relations=relations,
            limit=limit,
            max_length=max_length,
            quotes=quotes,
        )

    answer(asked, ask, render.path)
