"""`respondeat import bag|crate|wacz|auto-archiver`: taking in what others hand over."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click
from rich.text import Text

from respondeat.errors import InputError
from respondeat.graph.statement import Changeset, Entity, Record
from respondeat.ontology import vocabulary as v

from .options import console, now, open_store, print_json, store_option
from .progress import bar

if TYPE_CHECKING:
    from respondeat.graph.evidence.received.findings import Finding
    from respondeat.graph.evidence.received.handed import Received
    from respondeat.graph.evidence.received.taking_in import TakenIn
    from respondeat.graph.importers.base import Fault
    from respondeat.graph.stores import EmbeddedStore

_AUTHOR: Final = v.ID + "author-local"
_SHOWN: Final = 20
_PATH: Final = click.argument("path", type=click.Path(path_type=Path))


def _options(command: Callable[..., object]) -> Callable[..., object]:
    for option in (
        click.option(
            "--level",
            type=click.Choice(v.LEVELS),
            default=v.LEVELS[1],
            show_default=True,
            help="The access level. What others hand over is not public until somebody says so.",
        ),
        click.option("--author", default=_AUTHOR, show_default=True, help="IRI of who enters the data."),
        click.option("--note", default="", help="A note kept with the changeset."),
        click.option("--recorded-at", metavar="MOMENT", help="Record time; this moment when left out."),
        click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON."),
        store_option,
    ):
        command = option(command)
    return command


@click.command(name="bag")
@_PATH
@click.option(
    "--key", metavar="FINGERPRINT", default="", help="Of a bundle: the key that has to have signed it."
)
@_options
def import_bag(path: Path, key: str, **how: Any) -> None:
    """Take in a BagIt bag, a folder or a zip: every file whose hash agrees becomes a document.

    A bag that is not valid is refused as a whole. A bundle of Respondeat is verified first. Statements are
    not imported: of a bundle, `data/graph.trig` is kept as a document like the others.
    """
    from respondeat.graph.evidence.received.bag import read_bag
    from respondeat.graph.evidence.received.package import telling
    from respondeat.graph.evidence.verifier import open_source

    _there(path)
    with telling(path), closing(open_source(path)) as source:
        with bar("Checking", console(stderr=True)) as told:
            received = read_bag(source, path, key, told)
        _take(received, path, **how)


@click.command(name="crate")
@_PATH
@_options
def import_crate(path: Path, **how: Any) -> None:
    """Take in an RO-Crate (1.0 to 1.2), a folder or a zip: the files that its metadata name become documents.

    Refused when the metadata break a required rule, or a file is not what they say of it.
    """
    from respondeat.graph.evidence.received.crate_graph import METADATA
    from respondeat.graph.evidence.received.crate_package import read_crate
    from respondeat.graph.evidence.received.package import opened

    _there(path)
    with opened(path, METADATA) as source:
        with _reading(path):
            received = read_crate(source, path)
        _take(received, path, **how)


@click.command(name="wacz")
@_PATH
@_options
def import_wacz(path: Path, **how: Any) -> None:
    """Take in a web archive (WACZ) as one document; the pages in it are noted as its captures.

    Every hash is checked, and the signature where there is one. Nothing is taken out of the archive: to read
    its pages, open it in a program such as ReplayWeb.page.
    """
    from respondeat.graph.evidence.received.package import opened
    from respondeat.graph.evidence.received.wacz import PACKAGE, read_wacz

    _there(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder. A WACZ file is a zip: name it as it was handed over.")
    with opened(path, PACKAGE) as source:
        with _reading(path):
            received = read_wacz(source, path)
        _take(received, path, **how)


@click.command(name="auto-archiver")
@_PATH
@click.option("--strict", is_flag=True, help="Refuse the whole import when one row has a fault.")
@_options
def import_auto_archiver(path: Path, strict: bool, **how: Any) -> None:
    """Take in a table of Bellingcat's auto-archiver (CSV, XLSX) with the files that lie beside it.

    Pages whose files are not there become documents that are known by address and not held; nothing is
    fetched.
    """
    from respondeat.graph.evidence.received.auto_archiver import read_table

    _there(path)
    with _reading(path):
        table = read_table(path, strict=strict)
    rows = {"rows": table.rows, "imported": table.imported, "reported": table.rows - table.imported}
    faults = [_fault(f) for f in table.faults]
    told = {**rows, "faults": faults, "row_warnings": [_fault(f) for f in table.warnings]}
    _take(table.received, path, rows=told, **how)


def _there(path: Path) -> None:
    if not path.exists():
        raise InputError(f"There is nothing at {path}. Nothing was taken in.")


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    err = console(stderr=True)
    if err.is_terminal:
        with err.status(f"checking {path.name}"):
            yield
    else:
        yield


def _take(
    received: "Received",
    path: Path,
    *,
    level: str,
    author: str,
    note: str,
    recorded_at: str | None,
    as_json: bool,
    store: str | None,
    rows: dict[str, Any] | None = None,
) -> None:
    at = recorded_at or now()
    with open_store(store, create=True) as opened, _reading(path):
        taken, changeset = _write(opened, received, level, author, note or f"{received.kind} {path.name}", at)
        place = opened.path
    warnings = (*received.warnings, *taken.warnings)
    outcome = {
        "store": str(place),
        "changeset": changeset,
        "level": level,
        "package": {"kind": received.kind, "sha256": received.package, **received.told},
        "documents": [{"path": file.name, "sha256": file.sha256} for file in received.files],
        "new_records": len(taken.records),
        "listed": len(received.listed),
        "warnings": [one.as_json() for one in warnings if one.severity == "warning"],
        **(rows or {}),
    }
    if as_json:
        print_json(outcome)
    else:
        _tell(outcome, warnings)


def _write(
    opened: "EmbeddedStore", received: "Received", level: str, author: str, note: str, at: str
) -> "tuple[TakenIn, str | None]":
    """Keep the files and write their records, all or nothing."""
    from respondeat.api.access.audit import TERMINAL, Audit
    from respondeat.api.access.audit_notes import note_documents
    from respondeat.graph.evidence.custody_slice import DOCUMENT, REMOVED
    from respondeat.graph.evidence.received.taking_in import take_in

    from .noted import noted

    audit = Audit(opened.path)
    audit.folder.mkdir(mode=0o700, exist_ok=True)
    there = set(opened.documents.hashes())
    with opened.documents.taking() as taking:
        with opened.reader(level) as here, opened.reader(v.LEVELS[-1]) as top:

            def known(id: str) -> Literal["", "here", "above"]:
                return "here" if here.record(id) else "above" if top.record(id) else ""

            taken = take_in(received, taking, known, level=level, at=at)
        records: list[Record] = [*taken.records]
        if author == _AUTHOR:
            records.insert(0, Entity.of(author, "Body"))
        changeset = Changeset.of(records, recorded_at=at, level=level, author=author, note=note)
        taking.place()
        package = f"sha256:{received.package}"
        audit.record(TERMINAL, "package-received", package, kind=received.kind, level=level)
        note_documents(audit, taken.sha256, level=level, reason="received")
        if not taken.records:
            return taken, None
        try:
            with noted(opened, [changeset]):
                opened.write([changeset])
        except BaseException:
            gone = [sha256 for sha256 in taken.sha256 if sha256 not in there]
            audit.record_all(TERMINAL, [(REMOVED, DOCUMENT + sha256, {}) for sha256 in gone])
            raise
    return taken, changeset.id


def _fault(f: "Fault") -> dict[str, object]:
    return {"file": f.file, "row": f.row, "column": f.column, "value": f.value, "message": f.message}


def _tell(outcome: dict[str, Any], warnings: "tuple[Finding, ...]") -> None:
    err = console(stderr=True)
    told = [str(one) for one in warnings if one.severity == "warning"]
    for title, lines in (
        ("not imported", outcome.get("faults", ())),
        ("warning", outcome.get("row_warnings", ())),
    ):
        for one in lines[:_SHOWN]:
            where = f"{one['file']}, row {one['row']}, column {one['column']} ({one['value']!r})"
            err.print(Text(f"{title}: {where}: {one['message']}"), soft_wrap=True)
    for one in told[:_SHOWN]:
        err.print(Text(f"warning: {one}"), soft_wrap=True)
    if len(told) > _SHOWN:
        err.print(f"... and {len(told) - _SHOWN} more; --json lists all")
    package = outcome["package"]
    if verdict := package.get("verdict"):
        console().print(Text(f"the bundle is {verdict}"))
    if signer := package.get("signed_by"):
        whose = package["domain"] or package["fingerprint"] or "nobody"
        console().print(Text(f"signed by {whose}" if signer != "none" else "not signed"))
    if "rows" in outcome:
        console().print(
            f"{outcome['rows']} rows read = {outcome['imported']} imported + {outcome['reported']} reported"
        )
    counted = f"documents kept: {len(outcome['documents'])}, listed and not held: {outcome['listed']}"
    told_last = f"{outcome['store']}: {counted}; new records: {outcome['new_records']} ({outcome['level']})"
    console().print(Text(told_last), soft_wrap=True)
