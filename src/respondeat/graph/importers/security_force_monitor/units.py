"""The sheet of units: bodies, their names, superiors and places, and the units that they are part of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from respondeat.graph.statement import Entity, Statement, Text, content_id
from respondeat.ontology import vocabulary as v

from . import columns as c
from .bodies import Bodies
from .cells import Cells
from .columns import Cell
from .evidence import Claim, Ledger
from .references import DATASET

_LINK_KINDS: Final = {
    "command": v.DE_JURE_COMMAND,
    "administrative": v.ADMINISTRATIVE,
    "informal": v.R + "informal",
    "": v.R + "unspecifiedLink",
}
_SEAT: Final = v.R + "seat"
_AREA: Final = v.R + "areaOfOperation"
_PART_OF: Final = v.R + "partOf"


@dataclass(frozen=True, slots=True)
class _Named:
    """A place or unit that the row names, by the column in which it stands."""

    id: str
    column: Cell
    key: str = ""


def read_unit(cells: Cells, bodies: Bodies, ledger: Ledger) -> bool:
    """Read one row into the ledger; whether a superior in command comes of it.

    The unit that the row is about is the subordinate, its parent the superior. A unit that is a member of
    another (of a joint task force, say) is part of it: that is no command, so it is no link of a chain.

    A row without a name leaves nothing in the ledger. Any other fault leaves out the part of the row in which
    it stands and only that: no chain breaks because the year of a site is wrong.
    """
    if not cells.text(c.UNIT_NAME.value):
        cells.log.fault(c.UNIT_NAME.value, "", "the name of the unit is empty")
        return False
    unit = bodies.describe(cells)
    others = _others(cells, bodies)
    places = _places(cells)
    claims = [
        *_sound(cells, lambda: [_existence(cells, unit)]),
        *_sound(cells, lambda: _superior(cells, unit, others.get(c.PARENT))),
        *_sound(cells, lambda: _location(cells, unit, places, _SEAT)),
        *_sound(cells, lambda: _location(cells, unit, places, _AREA)),
        *_sound(cells, lambda: _part_of(cells, unit, others.get(c.MEMBER_OF))),
    ]
    for claim in claims:
        ledger.claim(claim)
    _names(cells, unit, ledger)
    bodies.described(unit, cells)
    kept = {claim.statement.iri(role) for claim in claims for role in ("superior", "place")}
    for column, other in others.items():
        if other in kept:
            bodies.referred(other, cells.text(column.value))
    for place in places:
        if place.id in kept:
            key = Text(place.key) if place.key else None
            ledger.entity(Entity.of(place.id, "Place", sourceKey=key))
            form = bodies.place_name(cells.text(place.column.value))
            ledger.name(place.id, form, cells.sources(place.column), preferred=True)
    return any(claim.statement.iri("linkKind") == v.DE_JURE_COMMAND for claim in claims)


def _sound(cells: Cells, part: Callable[[], list[Claim]]) -> list[Claim]:
    """What a part of the row says; nothing when there is a fault in it."""
    before = len(cells.log.faults)
    claims = part()
    return claims if len(cells.log.faults) == before else []


def _existence(cells: Cells, unit: str) -> Claim:
    time, note = cells.time(c.UNIT_SPAN), cells.text(c.NOTES)
    return cells.claim(Statement.of("Existence", time, note=note, entity=unit), [c.UNIT_NAME], c.UNIT_SPAN)


def _others(cells: Cells, bodies: Bodies) -> dict[Cell, str]:
    country = cells.text(c.UNIT_DIVISION)
    return {
        column: bodies.refer(cells, column.value, country)
        for column in (c.PARENT, c.MEMBER_OF)
        if cells.text(column.value)
    }


def _names(cells: Cells, unit: str, ledger: Ledger) -> None:
    name = cells.text(c.UNIT_NAME.value)
    ledger.name(unit, name, cells.sources(c.UNIT_NAME), preferred=True)
    aliases = cells.sources(c.UNIT_ALIASES)
    for form in cells.values(c.UNIT_ALIASES.value):
        ledger.name(unit, form, aliases)


def _superior(cells: Cells, unit: str, parent: str | None) -> list[Claim]:
    if parent is None:
        return []
    name, word = cells.text(c.PARENT.value), cells.text(c.PARENT_CLASS.value)
    kind = _LINK_KINDS.get(word.casefold())
    if kind is None:
        cells.log.fault(c.PARENT_CLASS.value, word, "write Command, Administrative or Informal")
        return []
    if not word:
        cells.log.warn(
            c.PARENT_CLASS.value, "", "empty, so the link to the parent is of an unstated kind, not climbed"
        )
    if parent == unit:
        cells.log.fault(c.PARENT.value, name, "a unit cannot be its own parent")
    link = Statement.of(
        "Subordination", cells.time(c.PARENT_SPAN), subordinate=unit, superior=parent, linkKind=kind
    )
    return [cells.claim(link, [c.PARENT, c.PARENT_CLASS], c.PARENT_SPAN)]


def _part_of(cells: Cells, unit: str, whole: str | None) -> list[Claim]:
    if whole is None:
        return []
    if whole == unit:
        cells.log.fault(c.MEMBER_OF.value, cells.text(c.MEMBER_OF.value), "a unit cannot be part of itself")
    link = Statement.of(
        "Subordination", cells.time(c.MEMBER_SPAN), subordinate=unit, superior=whole, linkKind=_PART_OF
    )
    return [cells.claim(link, [c.MEMBER_OF], c.MEMBER_SPAN)]


def _places(cells: Cells) -> list[_Named]:
    found = []
    for column, key_column in (
        (c.HEADQUARTERS, ""),
        (c.SITE, c.SITE_ID),
        (c.REGION, c.REGION_ID),
        (c.AREA, c.AREA_ID),
    ):
        if name := cells.text(column.value):
            key = cells.text(key_column) if key_column else ""
            parts = (key,) if key else ("place", cells.text(c.UNIT_DIVISION), name)
            found.append(_Named(content_id("pl", DATASET, *parts), column, key))
    return found


def _location(cells: Cells, unit: str, places: list[_Named], role: str) -> list[Claim]:
    """Where the unit is, or where it acts: each place that the row names, at the same time."""
    here = [place for place in places if (place.column == c.AREA) == (role == _AREA)]
    span = c.AREA_SPAN if role == _AREA else c.SITE_SPAN
    time = cells.time(span) if here else None
    return [
        cells.claim(
            Statement.of("Location", time, located=unit, place=place.id, role=role), [place.column], span
        )
        for place in here
    ]
