"""Looking after the store: validate, export, backup, restore, doctor."""

import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import IO

import click
from rich.text import Text

from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import InputError, RespondeatError
from respondeat.graph.quads import files as rdf
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import Violation
from respondeat.ontology.validation import validate as broken_rules

from .options import (
    console,
    json_option,
    level_option,
    open_dataset,
    print_json,
    store_option,
    store_path,
)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@store_option
@level_option()
@json_option
def validate(file: Path | None, store: str | None, level: str, as_json: bool) -> int:
    """Hold an RDF file, or the store when none is named, against the rules of the model.

    Exit code 1 when a rule is broken.
    """
    if file is not None:
        found = broken_rules(rdf.read_union(file))
    else:
        with open_dataset(store, level) as data:
            found = broken_rules(rdf.union(data.reader.quads()))
    if as_json:
        print_json({"conforms": not found, "violations": [_violation(one) for one in found]})
    else:
        for one in found:
            console().print(Text(f"{one.focus}: {one.message}"), soft_wrap=True)
        console().print("conforms" if not found else f"{len(found)} rules broken")
    return 1 if found else 0


def _violation(one: Violation) -> dict[str, object]:
    return {"focus": one.focus, "path": one.path, "value": one.value, "message": one.message}


@click.command()
@click.argument("format", type=click.Choice(sorted(rdf.FORMATS)))
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; standard output when left out."
)
@level_option(v.LEVELS[0], settable=False)
@store_option
def export(format: str, out: Path | None, level: str, store: str | None) -> None:
    """Write the data as RDF, by default only what is public.

    Turtle has the union of all changesets; the other formats have each changeset as a graph of its own.
    """
    with open_dataset(store, level) as data:
        if out is None:
            _write(data, format, sys.stdout.buffer)
            return
        if out.is_dir():
            raise InputError(f"{out} is a folder: name a file in it.")
        if (
            out.exists() and not out.is_file()
        ):  # a pipe or a device, which is no file to be put in the place of
            with out.open("wb") as stream:
                _write(data, format, stream)
            return
        out = out.resolve()  # a link stays a link
        partial = out.with_name(out.name + ".part")
        try:
            with partial.open("wb") as file:
                _write(data, format, file)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)


def _write(data: Dataset, format: str, file: IO[bytes]) -> None:
    rdf.write(data.reader.quads(), {i.id for i in data.reader.changesets()}, format, file)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
def backup(target: Path, store: str | None) -> None:
    """Copy the whole store, all levels and documents, to a new folder."""
    with EmbeddedStore.open(store_path(store), INDEXES) as opened:
        opened.backup(target)
    console().print(Text(f"{target}: backed up"))


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@store_option
def restore(source: Path, store: str | None) -> None:
    """Bring a backup back as a new store."""
    target = store_path(store)
    EmbeddedStore.restore(source, target)
    with EmbeddedStore.open(target, INDEXES) as opened:
        count = opened.sequence
    console().print(Text(f"{target}: restored, {count} changesets"))


@click.command()
@store_option
@json_option
def doctor(store: str | None, as_json: bool) -> int:
    """Say what is installed, whether the store is sound, and what to do if not.

    What a level reads is made anew where it is damaged. Exit code 1 when something is or was wrong.
    """
    path = store_path(store)
    checks = [*_installed(), *_store(path), _disk(path)]
    wrong = [one for one in checks if not one["ok"]]
    if as_json:
        print_json({"checks": checks, "ok": not wrong})
    else:
        for one in checks:
            mark = "[green]ok[/]" if one["ok"] else "[bold red]wrong[/]"
            console().print(mark, Text(f"{one['what']}: {one['found']}"), soft_wrap=True)
    return 1 if wrong else 0


def _check(what: str, found: object, ok: bool = True) -> dict[str, object]:
    return {"what": what, "found": str(found), "ok": ok}


def _installed() -> list[dict[str, object]]:
    packages = ("respondeat", "pyoxigraph", "shacl", "tantivy", "networkx")
    return [_check("python", platform.python_version()), *(_check(p, version(p)) for p in packages)]


def _store(path: Path) -> list[dict[str, object]]:
    try:
        with EmbeddedStore.open(path, INDEXES) as opened:
            problems = opened.check()
            found = [_check("store", f"{path}, {opened.sequence} changesets")]
            found += [_check(f"store, {one.place}", one.detail, False) for one in problems]
            if problems and all(one.place in v.LEVELS for one in problems):
                opened.rebuild()
                left = opened.check()
                found.append(_check("levels", "made anew from the writer's store", not left))
                found += [_check(f"store, {one.place}", f"still: {one.detail}", False) for one in left]
        return found
    except RespondeatError as error:
        return [_check("store", error.detail, False)]


def _disk(path: Path) -> dict[str, object]:
    place = next(p for p in (path, *path.resolve().parents) if p.exists())
    free = shutil.disk_usage(place).free
    return _check("free space", f"{free / 1e9:.1f} GB at {place}", free > 100_000_000)
