"""The sheet of persons: who held which post in which unit, and under which names.

A person is known by name within a country: that is the key that Security Force Monitor itself uses in these
sheets, and namesakes are told apart there by the unit in brackets after the name. Rows that give one name
different dates of birth are different persons all the same.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from respondeat.graph.statement import Entity, Statement, Text, content_id

from . import columns as c
from .bodies import Bodies
from .cells import Cells
from .evidence import Claim, Ledger
from .references import DATASET
from .roles import capacity

_TOLD_APART: Final = re.compile(r"(.+?) \([^()]+\)")


@dataclass(slots=True)
class Persons:
    """The persons by name and country, with the dates of birth that tell namesakes apart."""

    _born: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def learn(self, cells: Cells) -> None:
        """Take up the name and date of birth of one row, before any row is read."""
        if born := cells.text(c.BORN):
            self._born.setdefault(_key(cells), set()).add(born)

    def find(self, cells: Cells) -> str:
        """The person that a row is about."""
        country, name = key = _key(cells)
        births = self._born.get(key, set())
        if len(births) < 2:
            return content_id("p", DATASET, country, name)
        born = cells.text(c.BORN)
        cells.log.warn(
            c.BORN,
            born,
            f"rows of {name!r} give {len(births)} dates of birth: each is taken as a person of their own"
            + ("" if born else ", and those without one as another"),
        )
        return content_id("p", DATASET, country, name, born)


def _key(cells: Cells) -> tuple[str, str]:
    return cells.text(c.PERSON_DIVISION), cells.text(c.PERSON_NAME.value)


def read_person(cells: Cells, persons: Persons, bodies: Bodies, ledger: Ledger) -> None:
    """Read one row into the ledger; a row with a fault leaves nothing there."""
    name = cells.text(c.PERSON_NAME.value)
    if not name:
        cells.log.fault(c.PERSON_NAME.value, "", "the name of the person is empty")
        return
    person = persons.find(cells)
    unit = ""
    if cells.text(c.ORGANIZATION.value):
        unit = bodies.refer(cells, c.ORGANIZATION.value, cells.text(c.PERSON_DIVISION))
    elif cells.text(c.ROLE.value) or cells.text(c.TITLE.value):
        cells.log.fault(c.ORGANIZATION.value, "", "there is a role without the unit in which it is held")
    posting = _posting(cells, person, unit) if unit else None
    if cells.log.faults:
        return
    ledger.entity(Entity.of(person, "Person"))
    _names(cells, person, name, ledger)
    if posting:
        ledger.claim(posting)
        bodies.referred(unit, cells.text(c.ORGANIZATION.value))


def _posting(cells: Cells, person: str, unit: str) -> Claim:
    """The post: held by the sources of unit and role and of the dates; title and rank are what they add.

    A source cited for the rank alone does not say who held the post: it is named in a note.
    """
    role, title, rank = (cells.text(cell.value) for cell in (c.ROLE, c.TITLE, c.RANK))
    parts = [c.ORGANIZATION, c.ROLE, c.TITLE, c.START_CONTEXT, c.END_CONTEXT]
    posting = Statement.of(
        "Posting",
        cells.time(c.POSTING_SPAN),
        note=_note(cells, parts),
        holder=person,
        body=unit,
        capacity=capacity(role, title),
        title=Text(title or role) if title or role else None,
        rank=Text(rank) if rank else None,
    )
    return cells.claim(posting, parts, c.POSTING_SPAN)


def _note(cells: Cells, parts: list[c.Cell]) -> str:
    """What else the row says of the post."""
    dates = [c.POSTING_SPAN.first.cell, c.POSTING_SPAN.last.cell]
    said = {key for cell in (*parts, *dates) for key in cells.sources(cell)}
    beside = [key for key in cells.sources(c.RANK) if key not in said]
    told = {
        "role": cells.text(c.ROLE.value) if cells.text(c.TITLE.value) else "",
        "start": cells.text(c.START_CONTEXT.value),
        "end": cells.text(c.END_CONTEXT.value),
        "source of the rank alone": ", ".join(beside),
        "note": cells.text(c.NOTES),
    }
    return "; ".join(f"{word}: {text}" for word, text in told.items() if text)


def _names(cells: Cells, person: str, name: str, ledger: Ledger) -> None:
    sources = cells.sources(c.PERSON_NAME)
    ledger.name(person, name, sources, preferred=True)
    if bare := _TOLD_APART.fullmatch(name):
        ledger.name(person, bare[1], sources)
    aliases = cells.sources(c.PERSON_ALIASES)
    for form in cells.values(c.PERSON_ALIASES.value):
        ledger.name(person, form, aliases)
