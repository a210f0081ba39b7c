"""The custody log at the terminal: verified, exported, its head noted."""

from pathlib import Path

import click
from rich.text import Text

from respondeat.errors import InputError

from .options import console, json_option, print_json, store_option, store_path


@click.group()
def audit() -> None:
    """The custody log of the store: who changed what, and who read what is not public."""


@audit.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--head", "noted", metavar="NUMBER:HASH", help="A head that was noted earlier, or came with a copy."
)
@store_option
@json_option
def verify(path: Path | None, noted: str | None, store: str | None, as_json: bool) -> int:
    """Hash every entry again: of the store's log, or of an exported one at PATH. Needs no secret.

    Exit code 1 at the first fault: an entry that was altered, removed, moved or forged, an end cut off.
    """
    from respondeat.graph.evidence import Head
    from respondeat.graph.evidence import verify as verified

    head = None if noted is None else Head.read(noted)
    if noted is not None and head is None:
        raise InputError(f"{noted!r} is no head: it is a number, a colon and 64 hexadecimal digits.")
    if path is not None and not path.exists():
        raise InputError(f"There is nothing at {path}.")
    verdict = verified(path or _folder(store), head)
    if as_json:
        print_json(verdict.as_json())
    elif verdict.fault is not None:
        console().print(Text(f"{verdict.fault.kind}: {verdict.fault.detail}"), soft_wrap=True)
        console().print(Text(f"{verdict.entries} entries before it hold."))
    else:
        console().print(
            Text(f"{verdict.entries} entries, each as it was written. Head: {verdict.head}"), soft_wrap=True
        )
        if not verdict.complete:
            console().print("Whether its end was cut off nothing here can tell: give --head as it was noted.")
    return 0 if verdict.ok else 1


@audit.command()
@store_option
@json_option
def head(store: str | None, as_json: bool) -> None:
    """Print where the log ends. Noted elsewhere, it shows later whether anything before it was changed."""
    from respondeat.graph.evidence import head as end

    found = end(_folder(store))
    if as_json:
        print_json({"head": str(found), "n": found.n, "hash": found.hash})
    else:
        click.echo(str(found))


@audit.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
@json_option
def export(target: Path, store: str | None, as_json: bool) -> None:
    """Copy the log to a new folder, where `respondeat audit verify` takes it on any machine."""
    from respondeat.graph import evidence

    if target.exists():
        raise InputError(f"{target} exists already. Name a folder that does not exist; nothing was written.")
    exported = evidence.export(_folder(store))
    target.mkdir(parents=True)
    with (target / "log.jsonl").open("wb") as file:
        file.writelines(exported.log)
    (target / "head.json").write_bytes(exported.head_file)
    found = exported.head
    if as_json:
        print_json({"head": str(found), "n": found.n, "hash": found.hash})
    else:
        console().print(Text(f"{target}: {found.n} entries. Head: {found}"), soft_wrap=True)


def _folder(store: str | None) -> Path:
    from respondeat.api.access.audit import FOLDER
    from respondeat.graph.stores.layout import Layout

    path = store_path(store)
    Layout(path).check()
    return path / FOLDER
