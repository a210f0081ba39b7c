"""What is installed, whether the store is sound, whether a server can serve it, and what to do if not."""

import platform
import shutil
from importlib.metadata import version
from pathlib import Path

import click
from rich.text import Text

from respondeat.api.dataset import INDEXES
from respondeat.errors import RespondeatError
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .doctor_serving import Check, check, serving
from .options import console, json_option, print_json, store_option, store_path
from .serving import config_option


@click.command()
@store_option
@config_option
@json_option
def doctor(store: str | None, config: Path | None, as_json: bool) -> int:
    """Say what is installed, whether the store is sound and can be served, and what to do if not.

    What a level reads is made anew where it is damaged. Exit code 1 when something is or was wrong.
    """
    path = store_path(store)
    checks = [*_installed(), *_store(path), _disk(path), *serving(path, config)]
    wrong = [one for one in checks if not one["ok"]]
    if as_json:
        print_json({"checks": checks, "ok": not wrong})
    else:
        for one in checks:
            mark = "[green]ok[/]" if one["ok"] else "[bold red]wrong[/]"
            console().print(mark, Text(f"{one['what']}: {one['found']}"), soft_wrap=True)
    return 1 if wrong else 0


def _installed() -> list[Check]:
    packages = ("respondeat", "pyoxigraph", "shacl", "tantivy", "networkx", "fastapi", "uvicorn")
    return [check("python", platform.python_version()), *(check(p, version(p)) for p in packages)]


def _store(path: Path) -> list[Check]:
    try:
        with EmbeddedStore.open(path, INDEXES) as opened:
            problems = opened.check()
            found = [check("store", f"{path}, {opened.sequence} changesets")]
            if stones := len(opened.tombstones()):
                found.append(check("withdrawn", f"{stones} times, see `respondeat tombstones`"))
            found += [check(f"store, {one.place}", one.detail, False) for one in problems]
            if problems and all(one.place in v.LEVELS for one in problems):
                opened.rebuild()
                left = opened.check()
                found.append(check("levels", "made anew from the writer's store", not left))
                found += [check(f"store, {one.place}", f"still: {one.detail}", False) for one in left]
        return found
    except RespondeatError as error:
        return [check("store", error.detail, False)]


def _disk(path: Path) -> Check:
    place = next(p for p in (path, *path.resolve().parents) if p.exists())
    free = shutil.disk_usage(place).free
    return check("free space", f"{free / 1e9:.1f} GB at {place}", free > 100_000_000)
