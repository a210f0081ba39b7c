"""Questions asked again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from respondeat.errors import InputError

from .asking import Asked
from .lazy import LazyGroup
from .options import (
    Context,
    console,
    json_option,
    open_dataset,
    print_json,
    say_level,
    store_option,
    store_path,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from respondeat.api.dataset import Dataset
    from respondeat.api.proof import Json, Quotes


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="ANSWER.json | -- QUESTION [ARGUMENT]...")
@click.option(
    "--recorded-at", metavar="MOMENT", help="The day or moment whose knowledge is held against that of now."
)
@store_option
@json_option
@click.pass_context
def replay(
    context: click.Context,
    words: tuple[str, ...],
    recorded_at: str | None,
    store: str | None,
    as_json: bool,
) -> int:
    """Ask again: a saved answer, or a question as of a moment and as of now.

    ANSWER.json is what a question printed with --json ("-" reads standard input). It is asked again of the
    same data, at the same level, and less what was set aside. Exit code 0 when the answer is the same, byte
    for byte but for quotes, 1 when it differs.

    With --recorded-at comes a question as it would be asked, after "--":

    respondeat replay --recorded-at 2026-10-15 -- commanders "Second Section" --on 2020-05-03

    tells which statements came and went since, with their sources, and which rows changed. A question that
    has a --recorded-at of its own is taken as of that moment in place of now.
    """
    if recorded_at is None:
        if len(words) != 1:
            raise click.UsageError(
                "Name one file with an answer, or say --recorded-at MOMENT before a question."
            )
        return _file(words[0], store, as_json)
    _moments(context, words, recorded_at, store, as_json)
    return 0


def _file(name: str, store: str | None, as_json: bool) -> int:
    from respondeat.api import answers, render
    from respondeat.api.answers import replay as replays

    known = replays.saved(_text(name), "standard input" if name == "-" else name)
    path = store_path(store)
    told = replays.again(path, answers.QUESTIONS, known)
    if as_json:
        print_json(told)
    else:
        out = console()
        render.replayed(told, out)
        with open_dataset(str(path), known.level) as data:
            say_level(data, out)
    return 0 if told["same"] else 1


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is no JSON answer: it is not UTF-8 text ({error.reason})") from None


def _moments(
    context: click.Context, words: tuple[str, ...], recorded_at: str, store: str | None, as_json: bool
) -> None:
    group = context.find_root().command
    name, *rest = words
    command = group.get_command(context, name) if isinstance(group, LazyGroup) else None
    if command is None or "without_document" not in {p.name for p in command.params}:
        raise click.UsageError(f"{name!r} is no question that can be asked as of a moment.")
    outer = context.find_object(Context)

    def compare(
        asked: Asked,
        ask: "Callable[[Dataset, Quotes | None], Json]",
        _show: "Callable[[Json, Console], None]",
    ) -> None:
        _compare(asked, recorded_at, ask, as_json or asked.as_json)

    given = Context(store or (outer.store if outer else None), compare)
    with command.make_context(name, list(rest), parent=context, obj=given) as inner:
        command.invoke(inner)


def _compare(
    asked: Asked, recorded_at: str, ask: "Callable[[Dataset, Quotes | None], Json]", as_json: bool
) -> None:
    from respondeat.api import render
    from respondeat.api.answers import replay as replays

    with asked.open() as now, open_dataset(asked.store, asked.level, recorded_at) as opened:
        told = replays.then_and_now(opened.less(now.without), now, lambda data: ask(data, None))
        if as_json:
            print_json(told)
            return
        out = console()
        render.moments(told, out)
        say_level(now, out)
