"""Options of questions that several commands take alike."""

from collections.abc import Callable
from typing import Final

import click

from respondeat.api.language import LANGUAGES
from respondeat.graph.command import MAX_HOPS, Mode

from .options import Command

_MOST: Final = 1_000_000


def limit_option(
    default: int, help: str, most: int = _MOST, name: str = "--limit"
) -> Callable[[Command], Command]:
    """`--limit`, from 1 to `most`; or another bound of what is told, by its name."""
    return click.option(name, default=default, show_default=True, type=click.IntRange(1, most), help=help)


max_hops_option: Final = limit_option(MAX_HOPS, "At most so many links.", 64, "--max-hops")

mode_option: Final = click.option(
    "--mode",
    type=click.Choice([Mode.SOME.value, Mode.THROUGHOUT.value]),
    default=Mode.SOME.value,
    show_default=True,
    help="For an event that lasts: at some time in it, or throughout.",
)

language_option: Final = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="Headings, labels, names and the notice in this language; quotes stay as they are.",
)
