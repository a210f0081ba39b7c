"""Source documents, kept beside the store by their hash."""

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_documents
from respondeat.api.dataset import Dataset
from respondeat.api.quotes import kept_documents
from respondeat.api.titles import called
from respondeat.errors import InputError
from respondeat.graph.statement import Document
from respondeat.graph.stores.layout import Layout
from respondeat.ontology import vocabulary as v

from .options import console, json_option, level_option, open_dataset, print_json, store_option, store_path


@click.group()
def documents() -> None:
    """Keep source documents beside the store, so that quotes can be shown and checked."""


@documents.command(name="add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--original",
    is_flag=True,
    help="Keep files of any kind and size; of those without text nothing is quoted.",
)
@store_option
@json_option
def add(files: tuple[Path, ...], original: bool, store: str | None, as_json: bool) -> None:
    """Copy documents in (.txt, .html, .pdf), all or none. A document is known by the SHA-256 of its bytes.

    Images, films, archives: with --original. Each is noted in the custody log.
    """
    path = store_path(store)
    Layout(path).check()
    kept = kept_documents(path)
    for file in files:
        if file.is_dir():
            raise InputError(f"{file} is a folder: name its files, such as {file}/*.txt. Nothing was added.")
        if not file.exists():
            raise InputError(f"There is no file {file}. Nothing was added.")
    made = []
    with kept.taking() as taking:
        for file in files:
            taken = taking.take(file, str(file), must_read=not original)
            made.append({"file": str(file), "sha256": taken.sha256, "media_type": taken.media_type})
        taking.place()
        note_documents(Audit(path), dict.fromkeys(one["sha256"] for one in made))
    if as_json:
        print_json({"added": made})
        return
    for one in made:
        console().print(Text(f"{one['sha256']}  {one['file']}"), soft_wrap=True)


@documents.command(name="list")
@store_option
@level_option()
@json_option
def list_documents(store: str | None, level: str, as_json: bool) -> None:
    """The documents that the data name, and whether they are kept here."""
    kept = kept_documents(store_path(store))
    with open_dataset(store, level) as data:
        named = _named(data)
    rows = [_row(d, c.verdict) for d, c in zip(named, kept.check(named), strict=True)]
    if as_json:
        print_json({"documents": rows})
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("kept here")
    table.add_column("title", overflow="fold")
    table.add_column("SHA-256", no_wrap=True, overflow="ignore")
    for row in rows:
        table.add_row(row["kept"], Text(str(row["title"])), row["sha256"] or "not known")
    console().print(table)


@documents.command(name="check")
@store_option
@json_option
def check(store: str | None, as_json: bool) -> int:
    """Hash every document that is kept here again. Exit code 4 when one is not what its hash says."""
    kept = kept_documents(store_path(store))
    verdicts = [{"sha256": sha256, "verdict": kept.state(sha256)} for sha256 in kept.hashes()]
    changed = [one for one in verdicts if one["verdict"] != "ok"]
    if as_json:
        print_json({"documents": verdicts, "changed": len(changed)})
    else:
        for one in changed:
            place = store_path(store) / "documents" / one["sha256"][:2] / one["sha256"]
            console().print(
                Text(f"{one['verdict']}: {place}. Remove it and add the document again."), soft_wrap=True
            )
        console().print(f"{len(verdicts)} documents checked, {len(changed)} not as they should be")
    return 4 if changed else 0


def _named(data: Dataset) -> list[Document]:
    ids = {*data.reader.instances(v.DOCUMENT), *data.reader.instances(v.DOCUMENT_VERSION)}
    found = (data.records.record(id) for id in sorted(ids))
    return sorted((d for d in found if isinstance(d, Document)), key=lambda d: (d.title, d.id))


_KEPT = {"ok": "yes", "missing": "no", "no-hash": "no", "changed": "changed"}


def _row(d: Document, verdict: str) -> dict[str, str | None]:
    return {
        "id": d.id,
        "title": called(d),
        "sha256": d.sha256 or None,
        "kept": _KEPT[verdict],
    }
