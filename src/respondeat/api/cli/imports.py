"""Bringing data in."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import click
from rich.text import Text

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_documents
from respondeat.api.curated import load
from respondeat.graph.importers.base import Fault, Imported
from respondeat.graph.importers.base import Progress as Told
from respondeat.graph.importers.career import read_career
from respondeat.graph.importers.curated import load_all, seed_data
from respondeat.graph.importers.mapping_shipped import shipped
from respondeat.graph.importers.security_force_monitor import read_sfm
from respondeat.graph.importers.table import read_table
from respondeat.graph.statement import Changeset, Entity, Record
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .lazy import LazyGroup
from .noted import noted
from .options import console, now, open_store, print_json, store_option
from .progress import bar

_FILE = click.Path(path_type=Path)
_SHOWN: Final = 20
_MAPPING_HELP: Final = (
    "The mapping file (YAML), or the name of one that ships with the package: zubr-careers."
)
_DEFAULT_AUTHOR: Final = v.ID + "author-local"


def _curated(
    store: str | None, names: Sequence[str], as_json: bool, texts: Traversable | None = None
) -> None:
    out = console(stderr=True)
    with out.status("reading") if out.is_terminal else _quiet():
        changesets = load_all(names=names)
    with open_store(store, create=True) as opened:
        with noted(opened, changesets):
            new = load(opened, changesets)
        path = opened.path
        if texts is not None:
            _documents(opened, texts)
    records = [r for c in changesets for r in c.records]
    told = {
        "store": str(path),
        "changesets": new,
        "records": len(records),
        "there_before": not new,
    }
    if as_json:
        print_json(told)
    elif not new:
        console().print(Text(f"{path}: was loaded before, nothing to do"))
    else:
        console().print(Text(f"{path}: {len(records)} records in {new} changesets loaded"))


def _documents(store: EmbeddedStore, texts: Traversable) -> None:
    with store.documents.taking() as taking:
        taken = []
        for text in sorted(texts.iterdir(), key=lambda t: t.name):
            with as_file(text) as file:
                taken.append(taking.take(file, text.name, must_read=True).sha256)
        known = set(store.documents.hashes())
        taking.place()
        note_documents(Audit(store.path), [sha256 for sha256 in taken if sha256 not in known])


@contextmanager
def _quiet():  # type: ignore[no-untyped-def]
    yield


@click.command(name="load-seed")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def load_seed(store: str | None, as_json: bool) -> None:
    """Load the seed data: Belarus since 2020, from five reports and the EU's lists. Makes the store."""
    _curated(store, ("common", "reports", "eu-765-2006"), as_json)


@click.command(name="load-example")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def load_example(store: str | None, as_json: bool) -> None:
    """Load a small invented country with its documents, to learn and to test with. Makes the store."""
    _curated(store, ("example",), as_json, seed_data() / "example" / "documents")


@click.group(
    name="import",
    cls=LazyGroup,
    package=__package__,
    places={
        "table": "imports:import_table",
        "career": "imports:import_career",
        "sfm": "imports:import_sfm",
        "bag": "receiving:import_bag",
        "crate": "receiving:import_crate",
        "wacz": "receiving:import_wacz",
        "auto-archiver": "receiving:import_auto_archiver",
    },
)
def import_group() -> None:
    """Bring data in: tables, and packages that others hand over.

    Of tables, rows with a fault are told and left out, the rest is imported. A package that is not in order
    is refused as a whole.
    """


def _import_options(command: Callable[..., object]) -> Callable[..., object]:
    for option in (
        click.option("--strict", is_flag=True, help="Refuse the whole import when one row has a fault."),
        click.option(
            "--author", default=_DEFAULT_AUTHOR, show_default=True, help="IRI of who enters the data."
        ),
        click.option("--note", default="", help="A note kept with the changeset."),
        click.option("--recorded-at", metavar="MOMENT", help="Record time; this moment when left out."),
        click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON."),
        store_option,
    ):
        command = option(command)
    return command


@click.command(name="table")
@click.argument("file", type=_FILE)
@click.option("--mapping", type=_FILE, required=True, help=_MAPPING_HELP)
@_import_options
def import_table(file: Path, mapping: Path, strict: bool, **how) -> None:  # type: ignore[no-untyped-def]
    """Import a CSV, TSV or XLSX table as a mapping file says."""
    _import(
        lambda told: read_table(file, shipped(mapping), strict=strict, progress=told),
        f"table {file.name}",
        **how,
    )


@click.command(name="career")
@click.argument("file", type=_FILE)
@click.option("--mapping", type=_FILE, required=True, help=_MAPPING_HELP)
@_import_options
def import_career(file: Path, mapping: Path, strict: bool, **how) -> None:  # type: ignore[no-untyped-def]
    """Import a table of dated appointments and releases as postings."""
    _import(
        lambda told: read_career(file, shipped(mapping), strict=strict, progress=told),
        f"careers {file.name}",
        **how,
    )


@click.command(name="sfm")
@click.option("--units", type=_FILE, required=True, help="The sheet of units.")
@click.option("--persons", type=_FILE, required=True, help="The sheet of persons.")
@click.option("--sources", type=_FILE, required=True, help="The sheet of sources.")
@_import_options
def import_sfm(units: Path, persons: Path, sources: Path, strict: bool, **how) -> None:  # type: ignore[no-untyped-def]
    """Import Security Force Monitor's research sheets."""
    _import(
        lambda told: read_sfm(units, persons, sources, strict=strict, progress=told),
        f"SFM {units.name}",
        **how,
    )


def _import(
    read: Callable[[Told], Imported],
    what: str,
    *,
    author: str,
    note: str,
    recorded_at: str | None,
    as_json: bool,
    store: str | None,
) -> None:
    err = console(stderr=True)
    with bar(what, err) as told:
        found = read(told)
    records = _with_author(found.records, author)
    changeset = Changeset.of(
        records, recorded_at=recorded_at or now(), level=found.level, author=author, note=note or what
    )
    with open_store(store, create=True) as opened:
        working = err.status(f"writing {len(changeset.records)} records") if err.is_terminal else _quiet()
        with working, noted(opened, [changeset]):
            opened.write([changeset])
        path = opened.path
    if as_json:
        print_json(_outcome(found, changeset, path))
    else:
        _tell(found, changeset, path)


def _with_author(records: Iterable[Record], author: str) -> list[Record]:
    return [Entity.of(author, "Body"), *records] if author == _DEFAULT_AUTHOR else list(records)


def _outcome(found: Imported, changeset: Changeset, path: Path) -> dict[str, object]:
    return {
        "store": str(path),
        "changeset": changeset.id,
        "rows": found.rows,
        "imported": found.imported,
        "reported": found.faulty_rows,
        "records": len(changeset.records),
        "faults": [_fault(f) for f in found.faults],
        "warnings": [_fault(f) for f in found.warnings],
    }


def _fault(f: Fault) -> dict[str, object]:
    return {"file": f.file, "row": f.row, "column": f.column, "value": f.value, "message": f.message}


def _tell(found: Imported, changeset: Changeset, path: Path) -> None:
    err = console(stderr=True)
    for title, faults in (("not imported", found.faults), ("warning", found.warnings)):
        for fault in faults[:_SHOWN]:
            err.print(Text(f"{title}: {fault}"), soft_wrap=True)
        if len(faults) > _SHOWN:
            err.print(f"... and {len(faults) - _SHOWN} more ({title}); --json lists all")
    console().print(
        Text(
            f"{path}: {found.rows} rows read = {found.imported} imported + {found.faulty_rows} reported; "
            f"{len(changeset.records)} records"
        )
    )
