"""The server at the terminal, and an answer of it without a server."""

import sys
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from respondeat.ontology import vocabulary as v

from .options import Context, console, json_option, level_option, print_json, store_option
from .screen import harmless


def config_option(command: Any) -> Any:
    """`--config FILE`."""
    return click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The file of settings (TOML). Also: RESPONDEAT_CONFIG.",
    )(command)


def store_said(store: str | None) -> str | None:
    """The store that the call names, after or before the subcommand."""
    context = click.get_current_context().find_object(Context)
    return store or (context.store if context else None)


@click.command()
@store_option
@click.option("--host", metavar="ADDRESS", help="Listen at this address. By default at this machine's own.")
@click.option("--port", type=int, metavar="PORT", help="Listen at this port; 0 takes a free one.")
@config_option
@click.option("--network", is_flag=True, default=None, help="Allow an address that other machines reach.")
@click.option("--check", is_flag=True, help="Start, see that it answers, and end.")
def serve(
    store: str | None,
    host: str | None,
    port: int | None,
    config: Path | None,
    network: bool | None,
    check: bool,
) -> None:
    """Answer questions over HTTP, by default for this machine only, until Ctrl-C.

    Requests are logged on standard error, one line of JSON each, without what was asked or by whom.
    """
    from respondeat.api.settings_sources import effective
    from respondeat.api.web.door import serve as run

    said = {"store": store_said(store), "host": host, "port": port, "network": network}
    run(effective(config, said).settings, _say, check=check)


def _say(line: str) -> None:
    console().print(Text(line), soft_wrap=True)


@click.command()
@store_option
@config_option
@json_option
def config(store: str | None, config: Path | None, as_json: bool) -> None:
    """Show the settings that `serve` goes by, and where each comes from."""
    from respondeat.api.settings_sources import effective
    from respondeat.api.settings_told import plain

    found = effective(config, {"store": store_said(store)})
    rows = [
        {"name": key, "value": jsonable(value), "origin": found.origin(key)}
        for key, value in plain(found.settings).items()
    ]
    if as_json:
        print_json({"file": None if found.file is None else str(found.file), "settings": rows})
        return
    console().print(Text(f"file: {found.file or 'none'}"), soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for title in ("setting", "value", "from"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(row[key])) for key in ("name", "value", "origin")))
    console().print(table)


def jsonable(value: object) -> object:
    """A value of a setting as JSON has it."""
    if isinstance(value, tuple):
        return [jsonable(one) for one in value]
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return (", ".join(map(str, value)) or "none") if isinstance(value, list) else str(value)


@click.command()
@click.argument("path")
@store_option
@level_option(v.LEVELS[0])
@config_option
@click.option("--accept", metavar="TYPE", default="*/*", help="The media type to answer in.")
@click.option("--include", is_flag=True, help="Print status and headers before the answer.")
def get(path: str, store: str | None, level: str, config: Path | None, accept: str, include: bool) -> int:
    """Print what a server answers at PATH, such as /v1/search?text=NAME, without a server.

    The exit code is 0 for an answer, else that of the error.
    """
    from respondeat.api.settings_sources import effective
    from respondeat.api.web.asking import asked

    settings = effective(config, {"store": store_said(store)}).settings
    answer = asked(settings, level, path, accept)
    out = sys.stdout.buffer
    head = answer.head if include else b""
    out.write(shown(head + answer.body) if sys.stdout.isatty() else head + answer.body)
    out.flush()
    return answer.exit_code


def shown(body: bytes) -> bytes:
    """An answer as a terminal may have it: nothing in it that a terminal would obey."""
    return harmless(body.decode("utf-8", "replace")).encode()
