"""The main question on the seed data."""

from typing import Final

import click
from rich.console import Console
from rich.rule import Rule

from respondeat.api import answers, render
from respondeat.api.beside import beside
from respondeat.api.curated import load
from respondeat.api.dataset import Dataset
from respondeat.api.phrases import KEY
from respondeat.graph.importers.curated import load_all
from respondeat.ontology import vocabulary as v

from .noted import noted
from .options import console, open_dataset, open_store, store_option

DAY: Final = "2020-08-10"
BODIES: Final = ("Interior Troops", "OMON of Minsk", "Akrestina detention centre")


@click.command()
@store_option
def demo(store: str | None) -> None:
    """Load the seed data and ask who had command over three bodies on 10 August 2020."""
    out = console()
    changesets = load_all()
    with open_store(store, create=True) as opened, noted(opened, changesets):
        load(opened, changesets)
    with open_dataset(store, v.LEVELS[0]) as data:
        tell(data, out)


def tell(data: Dataset, out: Console) -> None:
    """Question and answer, body by body."""
    out.print(f"Who had command on {DAY}, up to the top; who says so; where is nobody attested?\n")
    out.print(KEY, style="dim")
    for name in BODIES:
        out.print()
        out.print(Rule(name, align="left", characters="="))
        answer = answers.chain(data, name, DAY)
        render.chain(answer, out, tuple(beside(data, answer["target"]["id"], DAY)), key=False)
