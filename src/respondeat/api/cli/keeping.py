"""Looking after the store: validate, backup, restore."""

from pathlib import Path

import click
from rich.text import Text

from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.api.dataset import INDEXES
from respondeat.graph.quads import files as rdf
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import Violation
from respondeat.ontology.validation import validate as broken_rules

from .noted import note_restored
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
@click.argument("target", type=click.Path(path_type=Path))
@store_option
def backup(target: Path, store: str | None) -> None:
    """Copy the whole store, all levels and documents, to a new folder.

    The custody log is not copied; it notes the backup.
    """
    with EmbeddedStore.open(store_path(store), INDEXES) as opened:
        opened.backup(target)
        with opened.reader(v.LEVELS[-1]) as reader:
            hash = reader.dataset_hash
        Audit(opened.path).record(TERMINAL, "backup-made", hash, level=v.LEVELS[-1])
    console().print(Text(f"{target}: backed up"))


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@store_option
def restore(source: Path, store: str | None) -> None:
    """Bring a backup back as a new store."""
    target = store_path(store)
    EmbeddedStore.restore(source, target)
    with EmbeddedStore.open(target, INDEXES) as opened:
        note_restored(opened)
        count = opened.sequence
    console().print(Text(f"{target}: restored, {count} changesets"))
