"""`respondeat export`: the data as RDF, or a graph as one interactive file."""

from pathlib import Path
from typing import Any, BinaryIO

import click

from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from respondeat.graph.quads import files as rdf
from respondeat.ontology import vocabulary as v

from .asked_options import language_option, max_hops_option
from .options import level_option, open_dataset, purpose_option, store_option
from .putting import out_option, put


@click.group()
def export() -> None:
    """Write the data as RDF, or a graph as one interactive file; by default only what is public.

    It is noted in the custody log.
    """


def _rdf(format: str) -> click.Command:
    @click.command(name=format, short_help=f"The data as {format}.")
    @out_option
    @level_option(v.LEVELS[0], settable=False)
    @purpose_option
    @store_option
    def written(out: Path | None, level: str, purpose: str, store: str | None) -> None:
        _refuse_folder(out)
        with open_dataset(store, level) as data:
            _note(data, format, purpose)
            put(lambda file: _write(data, format, file), out)

    written.help = f"Write the data as {format}. " + (
        "It has the union of all changesets."
        if format == "turtle"
        else "Each changeset is a graph of its own."
    )
    return written


for _format in sorted(rdf.FORMATS):
    export.add_command(_rdf(_format))


@export.command()
@click.argument("target")
@click.option(
    "--on", metavar="DAY|FROM/TO", help="The day, or the days among which it is. An event has its own."
)
@max_hops_option
@language_option
@out_option
@level_option(v.LEVELS[0], settable=False)
@purpose_option
@store_option
def pyvis(target: str, out: Path | None, level: str, purpose: str, store: str | None, **asked: Any) -> None:
    """Who stands on the chains above TARGET, as one HTML file to explore without a network connection.

    Boxes can be moved and searched; choosing one, or a line, tells its dates and sources. The file loads
    nothing, and nothing in the data can run in it. Needs the extra "pyvis".
    """
    from respondeat.api.interactive import interactive

    _refuse_folder(out)
    with open_dataset(store, level) as data:
        made = interactive(data, target, **asked).generate_html().encode()
        _note(data, "pyvis", purpose)
        put(lambda file: file.write(made), out)


def _refuse_folder(out: Path | None) -> None:
    if out is not None and out.is_dir():
        raise InputError(f"{out} is a folder: name a file in it.")


def _note(data: Dataset, form: str, purpose: str) -> None:
    told = {"level": data.level, "form": form, "purpose": purpose}
    Audit(data.store).record(TERMINAL, "data-exported", data.dataset_hash, **told)


def _write(data: Dataset, format: str, file: BinaryIO) -> None:
    rdf.write(data.reader.quads(), {i.id for i in data.reader.changesets()}, format, file)
