"""`respondeat graph`."""

import json
from pathlib import Path

import click

from respondeat.graph.command import MAX_HOPS
from respondeat.ontology import vocabulary as v

from .options import console, level_option, open_dataset, store_option
from .putting import out_option, put
from .screen import harmless_json

_FORMATS = ("gexf", "graphml", "json")


@click.command()
@click.argument("target")
@click.option(
    "--on", metavar="DAY|FROM/TO", help="The day, or the days among which it is. An event has its own."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default=_FORMATS[0],
    show_default=True,
    help="GEXF has lifetimes; GraphML has them as attributes; JSON has every spell.",
)
@out_option
@click.option(
    "--max-hops",
    default=MAX_HOPS,
    show_default=True,
    type=click.IntRange(1, 64),
    help="At most so many links upward.",
)
@click.option("--recorded-at", metavar="MOMENT", help="From what was recorded up to this day or moment.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@level_option(v.LEVELS[0], settable=False)
@store_option
def graph(
    target: str,
    on: str | None,
    form: str,
    as_json: bool,
    out: Path | None,
    max_hops: int,
    recorded_at: str | None,
    level: str,
    store: str | None,
) -> None:
    """The network of one case or chain for graph programs, by default only what is public.

    Its nodes are those on the chains above an event, body or person; its edges every dated link among them,
    from the lower end to the higher, with the statements that they rest on.
    """
    from respondeat.api import answers
    from respondeat.api.answers.graph import network_of
    from respondeat.graph.exports.gexf import gexf
    from respondeat.graph.exports.graphml import graphml

    with open_dataset(store, level, recorded_at) as data:
        notice = answers.notice(data)
        if as_json or form == "json":
            told = json.dumps(answers.graph(data, target, on, max_hops), ensure_ascii=False, indent=2)
            made = f"{harmless_json(told)}\n".encode()
        else:
            id, _, network, _ = network_of(data, target, on, max_hops)
            told = f"{data.name(id)}. {notice} Dataset {data.dataset_hash}, level {data.level}."
            made = (gexf if form == "gexf" else graphml)(network, told)
    put(lambda file: file.write(made), out)
    if out is not None and not as_json:
        console().print(f"{out} written. {notice}", markup=False)
