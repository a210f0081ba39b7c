"""Source documents, kept beside the store by their hash."""

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from respondeat.graph.documents import DocumentStore
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v

from .options import console, json_option, open_dataset, print_json, store_option, store_path


@click.group()
def documents() -> None:
    """Keep source documents beside the store, so that quotes can be shown and checked."""


@documents.command(name="add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@json_option
def add(files: tuple[Path, ...], store: str | None, as_json: bool) -> None:
    """Copy documents in (.txt, .html, .pdf). A document is known by the SHA-256 of its bytes."""
    kept = DocumentStore(store_path(store) / "documents")
    made = []
    for file in files:
        if file.is_dir():
            raise InputError(f"{file} is a folder: name its files, such as {file}/*.txt")
        document = kept.add(file)
        made.append({"file": str(file), "sha256": document.sha256, "media_type": document.media_type})
    if as_json:
        print_json({"added": made})
        return
    for one in made:
        console().print(Text(f"{one['sha256']}  {one['file']}"), soft_wrap=True)


@documents.command(name="list")
@store_option
@json_option
def list_documents(store: str | None, as_json: bool) -> None:
    """The documents that the data name, and whether they are here."""
    with open_dataset(store, v.LEVELS[-1]) as data:
        rows = [_row(d, _kept(store)) for d in _named(data)]
    if as_json:
        print_json({"documents": rows})
        return
    table = Table(box=None, pad_edge=False)
    for title in ("here", "title", "sha256"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row("yes" if row["here"] else "no", Text(str(row["title"])), Text(str(row["sha256"] or "")))
    console().print(table)


@documents.command(name="check")
@store_option
@json_option
def check(store: str | None, as_json: bool) -> int:
    """Hash every document again. Exit code 4 when one is not what its hash says."""
    kept = _kept(store)
    verdicts = [{"sha256": one.sha256, "verdict": one.verdict} for one in kept.check()]
    changed = [one for one in verdicts if one["verdict"] != "ok"]
    if as_json:
        print_json({"documents": verdicts, "changed": len(changed)})
    else:
        for one in changed:
            console().print(Text(f"{one['verdict']}: {one['sha256']}"), soft_wrap=True)
        console().print(f"{len(verdicts)} documents checked, {len(changed)} not as they should be")
    return 4 if changed else 0


def _kept(store: str | None) -> DocumentStore:
    return DocumentStore(store_path(store) / "documents")


def _named(data: Dataset) -> list[Document]:
    ids = {*data.reader.instances(v.DOCUMENT), *data.reader.instances(v.DOCUMENT_VERSION)}
    found = (data.records.record(id) for id in sorted(ids))
    return sorted((d for d in found if isinstance(d, Document)), key=lambda d: (d.title, d.id))


def _row(d: Document, kept: DocumentStore) -> dict[str, object]:
    return {
        "id": d.id,
        "title": d.title or d.file_name or d.url or d.id,
        "sha256": d.sha256 or None,
        "here": bool(d.sha256) and kept.has(d.sha256),
    }
