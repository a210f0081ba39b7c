"""`respondeat gaps`."""

import click

from respondeat.api import answers, render
from respondeat.api.answers.gaps import EVENTS, KINDS, LIMIT, SCOPES

from .asked_options import limit_option
from .asking import Asked, answer, question_options


@click.command()
@click.argument("target", required=False, metavar="[BODY|EVENT|PERSON]")
@click.option(
    "--on",
    metavar="DAY|FROM/TO",
    help="A day, a month, a year, or from when to when. Else: the events' days.",
)
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    help="Of a body: itself, its branch (with all that was under it) or its chain (with all above). "
    "[default: branch; an event or a person has a chain]",
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind. May be repeated."
)
@click.option("--every-day", is_flag=True, help="All days asked about, not only those of events. Needs --on.")
@limit_option(LIMIT, "Write at most so many gaps; all are counted.")
@limit_option(EVENTS, "Name at most so many events of each gap; all are counted.", name="--events")
@question_options
def gaps(
    target: str | None,
    on: str | None,
    scope: str | None,
    kinds: tuple[str, ...],
    every_day: bool,
    limit: int,
    events: int,
    asked: Asked,
) -> None:
    """What is missing to answer for events: a research agenda, the gap that leaves most unanswered first.

    Days with events and no certain head, bodies of which no superior is stated, placeholders, passages
    withheld, persons without a posting, what is undated, events with nobody named. Without a target: over
    all the data.
    """
    answer(
        asked,
        lambda d, q: answers.gaps(
            d,
            target,
            on,
            scope=scope,
            kinds=kinds,
            every_day=every_day,
            limit=limit,
            events=events,
            quotes=q,
        ),
        render.gaps,
    )
