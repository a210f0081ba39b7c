"""Access keys of the server. Whoever may write to the store may do all of it: no login is asked for here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from respondeat.ontology import vocabulary as v

from .options import console, json_option, print_json, store_option, store_path
from .signing_keys import fingerprint, new

if TYPE_CHECKING:
    from respondeat.api.access.entrance import Entrance

SCOPES = ("read", "write", "review", "admin")


@contextmanager
def entrance(store: str | None) -> "Iterator[Entrance]":
    """Keys and users of a store, as long as it is used."""
    from respondeat.api.access.entrance import Entrance
    from respondeat.graph.stores.layout import Layout

    path = store_path(store)
    Layout(path).check()
    opened = Entrance.over(path)
    try:
        yield opened
    finally:
        opened.close()


def rights(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--level` and `--scope`."""
    scope = click.option(
        "--scope",
        "scopes",
        multiple=True,
        type=click.Choice(SCOPES),
        help="What is allowed; may be given again. By default read.",
    )
    level = click.option(
        "--level",
        type=click.Choice(v.LEVELS),
        default=v.LEVELS[0],
        show_default=True,
        help="Up to which access level is read.",
    )
    return level(scope(command))


@click.group()
def keys() -> None:
    """Two kinds of keys: access keys of the server, and the signing key of evidence bundles.

    With an access key a program asks the server: add, list, revoke. With the signing key bundles are signed,
    so that others can check whose they are: new, fingerprint.
    """


keys.add_command(new)
keys.add_command(fingerprint)


@keys.command(name="add")
@click.argument("label")
@rights
@click.option("--days", type=click.IntRange(1, 36500), default=365, show_default=True, help="Until it ends.")
@click.option("--never-ends", is_flag=True, help="It ends only when it is revoked.")
@store_option
@json_option
def add_key(
    label: str,
    level: str,
    scopes: tuple[str, ...],
    days: int,
    never_ends: bool,
    store: str | None,
    as_json: bool,
) -> None:
    """Make an access key of the server, and print it: this once. LABEL says what it is for."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        end = None if never_ends else days
        key, text = opened.keys.add(OWNER, label, level, list(scopes) or ["read"], end)
        told = key.as_json(opened.clock())
    if as_json:
        print_json({"key": told, "secret": text})
        return
    click.echo(text)
    say(f"{key.id}: level {level}, {key.scopes}, until {told['expires'] or 'it is revoked'}.")
    say("The key is the line above: it is shown this once, and stands nowhere.")


@keys.command(name="list")
@store_option
@json_option
def list_keys(store: str | None, as_json: bool) -> None:
    """The access keys of the server, without what opens anything."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        found = [key.as_json(opened.clock()) for key in opened.keys.all(OWNER)]
    if as_json:
        print_json({"keys": found})
        return
    columns = ("id", "label", "level", "scopes", "expires", "last_used")
    table(columns, [{**one, "expires": _until(one)} for one in found])


def _until(key: dict[str, Any]) -> str:
    if key["revoked"]:
        return f"revoked {key['revoked']}"
    return f"{key['expires'] or 'never'}{'' if key['valid'] else ' (ended)'}"


@keys.command()
@click.argument("key_id", metavar="ID")
@store_option
@json_option
def revoke(key_id: str, store: str | None, as_json: bool) -> None:
    """End an access key at once."""
    from respondeat.api.access import OWNER

    with entrance(store) as opened:
        told = opened.keys.revoke(OWNER, key_id).as_json(opened.clock())
    if as_json:
        print_json({"key": told, "secret": None})
    else:
        say(f"{key_id}: revoked. Whoever shows it is refused from now on.")


def say(line: str) -> None:
    """What goes with an answer, beside it."""
    console(stderr=True).print(Text(line), soft_wrap=True)


def table(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Rows as a table."""
    made = Table(box=None, pad_edge=False)
    for column in columns:
        made.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        made.add_row(*(Text(_cell(row[column])) for column in columns))
    console().print(made)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
