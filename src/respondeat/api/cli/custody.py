"""The custody log at the terminal: verified, shown, exported, its head noted."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from respondeat.errors import InputError
from respondeat.ontology import vocabulary as v

from .options import console, json_option, print_json, store_option, store_path

if TYPE_CHECKING:
    from respondeat.graph.evidence import Entry, Verdict


@click.group()
def custody() -> None:
    """The custody log of the store: who changed what, and who read what is not public."""


@custody.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--head", "noted", metavar="NUMBER:HASH", help="A head that was noted earlier, or came with a copy."
)
@store_option
@json_option
def verify(path: Path | None, noted: str | None, store: str | None, as_json: bool) -> int:
    """Hash every entry again: of the store's log, or of a copy at PATH. Needs no secret.

    PATH is an exported log or the custody.jsonl of a bundle, whose head is in its root.json as custody_head.
    Of an entry that is withheld there only its place in the chain can be verified.

    Exit code 1 at the first fault: an entry that was altered, removed, moved or forged, an end cut off.
    """
    from respondeat.graph.evidence import Head
    from respondeat.graph.evidence import verify as verified

    head = None if noted is None else Head.read(noted)
    if noted is not None and head is None:
        raise InputError(f"{noted!r} is no head: it is a number, a colon and 64 hexadecimal digits.")
    if path is not None:
        _check_log(path)
    verdict = verified(path or _folder(store), head)
    if as_json:
        print_json(_verdict(verdict))
    elif verdict.fault is not None:
        console().print(Text(f"{verdict.fault.kind}: {verdict.fault.detail}"), soft_wrap=True)
        console().print(Text(f"{verdict.entries} entries before it hold."))
    else:
        console().print(Text(_sound(verdict)), soft_wrap=True)
        if not verdict.complete:
            console().print("Whether its end was cut off nothing here can tell: give --head as it was noted.")
    return 0 if verdict.ok else 1


def _check_log(path: Path) -> None:
    """Raises InputError where there is no log: an empty one must not be what was asked about."""
    if not path.exists():
        raise InputError(f"There is nothing at {path}.")
    is_folder = path.is_dir() and not any((path / name).exists() for name in ("log.jsonl", "head.json"))
    if is_folder or zipfile.is_zipfile(path):
        raise InputError(
            f"{path} is no custody log. Of a bundle give its data/custody.jsonl, and as --head the "
            "custody_head of its data/root.json; `respondeat bundle verify` checks these and all else."
        )


@custody.command()
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


@custody.command()
@click.option(
    "--after", metavar="NUMBER", type=click.IntRange(0), default=0, help="Show what follows this entry."
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="At most so many."
)
@store_option
@json_option
def page(after: int, limit: int, store: str | None, as_json: bool) -> None:
    """Show entries in their order: number, time, actor, action, level, purpose, object.

    Actors and objects are ids and hashes: the log holds no names, and nothing that somebody typed.
    """
    from respondeat.graph.evidence import page as read

    found, end = read(_folder(store), after, limit)
    following = found[-1].n if found and found[-1].n < end.n else None
    if as_json:
        print_json({"entries": [e.as_json() for e in found], "head": str(end), "next": following})
        return
    out = console()
    for line in _lines(found) if found else ():
        out.print(Text(line), soft_wrap=True)
    if following is not None:
        out.print(f"{end.n - following} more follow: --after {following}")
    out.print(Text(f"Head: {end}"), soft_wrap=True)


def _lines(entries: "tuple[Entry, ...]") -> Iterator[str]:
    """Columns, the object last and whole: it may be a hash that is to be looked up."""
    rows = [("number", "time", "actor", "action", "level", "purpose", "object"), *map(_row, entries)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(e: "Entry") -> tuple[str, ...]:
    told = (str(e.details.get(key) or "") for key in ("level", "purpose"))
    return str(e.n), e.at, e.actor, e.action, *told, e.object.removeprefix(v.ID)


@custody.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
@json_option
def export(target: Path, store: str | None, as_json: bool) -> None:
    """Copy the log to a new folder, where `respondeat custody verify` takes it on any machine."""
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


def _sound(verdict: "Verdict") -> str:
    each = "each as it was written"
    if verdict.withheld:
        each = (
            f"{verdict.withheld} of them withheld; the others are as they were written, and all are in order"
        )
    return f"{verdict.entries} entries, {each}. Head: {verdict.head}"


def _verdict(verdict: "Verdict") -> dict[str, object]:
    told = verdict.as_json()
    fault = told.pop("fault")
    return {**told, "withheld": verdict.withheld, "fault": fault}


def _folder(store: str | None) -> Path:
    from respondeat.api.access.audit import FOLDER
    from respondeat.graph.stores.layout import Layout

    path = store_path(store)
    Layout(path).check()
    return path / FOLDER
