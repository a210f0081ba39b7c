"""Options that commands share, and how they open the store."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import platformdirs
from rich.console import Console

from respondeat.api.purposes import INVESTIGATION, PURPOSE_VARIABLE, PURPOSES
from respondeat.ontology import vocabulary as v

from .screen import Screen, harmless_json

if TYPE_CHECKING:  # what opens a store is loaded when one is opened: help need not wait for it
    from respondeat.api.dataset import Dataset
    from respondeat.graph.stores import EmbeddedStore

Command = Callable[..., Any]
STORE_VARIABLE: Final = "RESPONDEAT_STORE"
LEVEL_VARIABLE: Final = "RESPONDEAT_LEVEL"


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before the subcommand."""

    store: str | None = None
    instead: Callable[..., None] | None = None  # of printing an answer: called with who asks, what, and how


def store_path(given: str | None) -> Path:
    """The store that is meant: by the option, else the variable, else the user's own."""
    context = click.get_current_context().find_object(Context)
    said = given or (context.store if context else None) or os.environ.get(STORE_VARIABLE)
    return Path(said) if said else platformdirs.user_data_path("respondeat") / "store"


def store_option(command: Command) -> Command:
    """`--store DIR`."""
    return click.option(
        "--store", "store", metavar="DIR", help=f"The store. Also before the subcommand, or {STORE_VARIABLE}."
    )(command)


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")(command)


def level_option(default: str = v.LEVELS[-1], *, settable: bool = True) -> Callable[[Command], Command]:
    """`--level`, by default the highest: who asks at the terminal is the owner of the store.

    Not `settable` by the environment where what is made leaves the machine.
    """
    return click.option(
        "--level",
        type=click.Choice(v.LEVELS),
        default=default,
        envvar=LEVEL_VARIABLE if settable else None,
        show_default=True,
        help="Read at this access level." + (f" Also: {LEVEL_VARIABLE}." if settable else ""),
    )


def purpose_option(command: Command) -> Command:
    """`--purpose`, as the custody log keeps it."""
    return click.option(
        "--purpose",
        type=click.Choice(PURPOSES),
        default=INVESTIGATION,
        envvar=PURPOSE_VARIABLE,
        show_default=True,
        help=f"What for, in the custody log. Also: {PURPOSE_VARIABLE}.",
    )(command)


def now() -> str:
    """The moment of the call in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_dataset(store: str | None, level: str, recorded_at: str | None = None) -> "Dataset":
    """The store opened for a question."""
    from respondeat.api.dataset import Dataset

    return Dataset.open(store_path(store), level, recorded_at)


def open_store(store: str | None, *, create: bool = False) -> "EmbeddedStore":
    """The store opened for writing; with `create` it is made when there is none."""
    from respondeat.api.dataset import INDEXES
    from respondeat.graph.stores import EmbeddedStore
    from respondeat.ontology.validation import validate

    path = store_path(store)
    if create and not (path / "respondeat.json").exists():
        return EmbeddedStore.create(path, INDEXES, validate)
    return EmbeddedStore.open(path, INDEXES, validate)


def console(*, stderr: bool = False) -> Console:
    """A console that colours only on a terminal; 110 columns wide where there is none."""
    made = Screen(stderr=stderr, highlight=False)
    return made if made.is_terminal else Screen(stderr=stderr, highlight=False, width=110)


def print_json(answer: object) -> None:
    """An answer as JSON on standard output, keys in their order, the same bytes for the same answer."""
    sys.stdout.write(harmless_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n")


def say_level(data: "Dataset", out: Console) -> None:
    """Say at which level was read when that level holds what the public may not see."""
    above = sorted({i.level for i in data.recorded} - {v.LEVELS[0]})
    if above:
        out.print(
            f"Read at level {data.level}, which holds {' and '.join(above)} data. To pass an answer on, ask "
            f"with --level {v.LEVELS[0]}.",
            style="bold red",
        )
