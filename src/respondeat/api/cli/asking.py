"""What every question takes and does: open the data, ask, print the answer as JSON or for a reader."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from respondeat.ontology import vocabulary as v

from .options import (
    Command,
    Context,
    console,
    json_option,
    level_option,
    open_dataset,
    print_json,
    purpose_option,
    say_level,
    store_option,
)

if TYPE_CHECKING:  # what opens a store is loaded when one is opened: help need not wait for it
    from rich.console import Console

    from respondeat.api.dataset import Dataset
    from respondeat.api.proof import Json, Quotes

CONFIDENCES: Final = tuple(c.removeprefix(v.R) for c in v.CONFIDENCES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said beside the question itself."""

    store: str | None
    level: str
    recorded_at: str | None
    as_json: bool
    no_quotes: bool
    purpose: str
    without_document: tuple[str, ...]
    without_origin: tuple[str, ...]
    without_modality: tuple[str, ...]
    min_confidence: str | None

    def open(self) -> "Dataset":
        """The data to ask, less what is set aside. Close it."""
        from respondeat.api.without import without

        data = open_dataset(self.store, self.level, self.recorded_at)
        try:
            return data.less(
                without(
                    data,
                    documents=self.without_document,
                    origins=self.without_origin,
                    modalities=self.without_modality,
                    confidence=self.min_confidence or "",
                )
            )
        except BaseException:
            data.close()
            raise


_OPTIONS: Final = (
    click.option(
        "--recorded-at", metavar="MOMENT", help="Answer from what was recorded up to this day or moment."
    ),
    click.option(
        "--without-document",
        multiple=True,
        metavar="DOCUMENT",
        help="Answer as if this document (id, SHA-256 or title) were not there. May be repeated.",
    ),
    click.option(
        "--without-origin",
        multiple=True,
        metavar="ORIGIN",
        help="Answer as if nothing that this origin (name or id) says were there. May be repeated.",
    ),
    click.option(
        "--without-modality",
        multiple=True,
        metavar="MODALITY",
        help="Answer without what is said in this modality, such as alleged. May be repeated.",
    ),
    click.option(
        "--min-confidence",
        type=click.Choice(CONFIDENCES),
        help="Answer without statements to which an analyst gave less; what nobody assessed stays.",
    ),
    click.option("--no-quotes", is_flag=True, help="Leave quotes out, so that no document is needed."),
)


def question_options(command: Command) -> Command:
    """What every question takes beside its own parameters, handed to the command as `asked`."""

    @wraps(command)
    def called(*args: Any, **kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in Asked.__dataclass_fields__}
        return command(*args, asked=Asked(**given), **kwargs)

    made = json_option(called)
    for option in reversed(_OPTIONS):
        made = option(made)
    return store_option(level_option()(purpose_option(made)))


def answer(
    asked: Asked,
    ask: "Callable[[Dataset, Quotes | None], Json]",
    show: "Callable[[Json, Console], None]",
) -> None:
    """Ask, and print the answer as JSON or as `show` shows it."""
    context = click.get_current_context().find_object(Context)
    if context is not None and context.instead is not None:
        context.instead(asked, ask, show)
        return
    from respondeat.api.quotes import note_quoted, quotes_of

    with asked.open() as data:
        quotes = None if asked.no_quotes else quotes_of(data.store)
        told = ask(data, quotes)
        if quotes is not None:
            note_quoted(data, quotes, asked.purpose, told["question"]["name"])
        if asked.as_json:
            print_json(told)
            return
        out = console()
        if told["without"]:
            from respondeat.api.phrases_without import set_aside

            out.print(set_aside(data, told["without"]), style="bold red", markup=False)
        show(told, out)
        say_level(data, out)
