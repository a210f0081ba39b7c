"""The invented sheets, copies of them with cells changed, and what an import of sheets says."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from respondeat.graph.analyses.commanders import Commanders, commanders
from respondeat.graph.analyses.superiors import Relations, superiors
from respondeat.graph.command import CommandGraph, When, graph_of
from respondeat.graph.command.standing import Attested
from respondeat.graph.dates import day
from respondeat.graph.importers.base import Imported
from respondeat.graph.importers.security_force_monitor import read_sfm
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
)
from respondeat.ontology import vocabulary as v

SHEETS = Path(__file__).parents[2] / "data" / "importers" / "sfm"
FILES = {"units": "units.tsv", "persons": "persons.csv", "sources": "sources.csv"}

Edit = Mapping[tuple[str, int], Mapping[str, str]]  # (sheet, row as a spreadsheet counts) -> column -> text


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter="\t" if path.suffix == ".tsv" else ","))


def edited(folder: Path, edits: Edit) -> Path:
    """The invented sheets in a folder of their own, with cells changed."""
    for sheet, file in FILES.items():
        rows = table(SHEETS / file)
        for (name, number), cells in edits.items():
            if name != sheet:
                continue
            for column, text in cells.items():
                rows[number - 1][rows[0].index(column)] = text
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter="\t" if file.endswith(".tsv") else ",").writerows(rows)
    return folder


def imported(folder: Path = SHEETS, *, strict: bool = False) -> Imported:
    units, persons, sources = (folder / FILES[sheet] for sheet in ("units", "persons", "sources"))
    return read_sfm(units, persons, sources, strict=strict)


@dataclass
class Said:
    """Records by kind, and questions asked by name."""

    records: tuple[Record, ...]
    graph: CommandGraph = field(init=False)

    def __post_init__(self) -> None:
        self.graph = graph_of(self.records)

    @cached_property
    def names(self) -> list[Name]:
        return [r for r in self.records if isinstance(r, Name)]

    @cached_property
    def statements(self) -> list[Statement]:
        return [r for r in self.records if isinstance(r, Statement)]

    def ids(self, form: str) -> set[str]:
        return {n.entity for n in self.names if n.form == form}

    def id(self, form: str) -> str:
        """The entity whose preferred name this is."""
        (found,) = {n.entity for n in self.names if n.form == form and n.preferred}
        return found

    def name(self, entity: str) -> str:
        return next(n.form for n in self.names if n.entity == entity and n.preferred)

    def entity(self, form: str) -> Entity:
        wanted = self.id(form)
        return next(r for r in self.records if isinstance(r, Entity) and r.id == wanted)

    def about(self, relation: str, **roles: str) -> list[Statement]:
        found = [s for s in self.statements if s.relation == v.R + relation]
        return [s for s in found if all(s.iri(role) == value for role, value in roles.items())]

    def attestations(self, statement: Statement) -> list[Attestation]:
        return [r for r in self.records if isinstance(r, Attestation) and statement.id in r.supports]

    def assessment(self, statement: Statement) -> Assessment:
        (found,) = (r for r in self.records if isinstance(r, Assessment) and r.assesses == statement.id)
        return found

    def document(self, id: str) -> Document:
        return next(r for r in self.records if isinstance(r, Document) and r.id == id)

    def passages(self, attestation: Attestation) -> list[Passage]:
        found = [r for r in self.records if isinstance(r, Passage) and r.id in attestation.passages]
        return sorted(found, key=lambda p: p.locator)

    def cited(self, statement: Statement) -> dict[str, list[str]]:
        """The locators by title of the document."""
        return {
            self.document(p.document).title: [q.locator for q in self.passages(a)]
            for a in self.attestations(statement)
            for p in self.passages(a)
        }

    def heads(self, body: str, on: str) -> Commanders:
        return commanders(self.graph, self.id(body), When.day(day(on)))

    def superiors(self, body: str, on: str) -> Relations:
        return superiors(self.graph, self.id(body), When.day(day(on)))

    def at(self, node: int) -> str:
        return self.name(self.graph.iri(node))

    def graded(self, answer: Commanders | Relations) -> dict[str, str]:
        return {self.at(s.node): "certain" if s.certain else "possible" for s in answer.board.standing}

    def left_out(self, answer: Commanders | Relations) -> set[str]:
        return {self.at(node) for node in answer.board.left_out}

    def neighbour(self, attested: Attested | None) -> tuple[str, int] | None:
        return (self.at(attested.node), attested.day) if attested else None


def said(found: Imported) -> Said:
    return Said(found.records)


def certain(names: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(names, "certain")
