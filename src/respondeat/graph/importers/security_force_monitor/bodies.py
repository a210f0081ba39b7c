"""Which unit a name in the sheets means.

Units refer to one another by name, and so do persons to units; a unit's own id stands only in its own rows.
"""

from dataclasses import dataclass, field

from respondeat.graph.statement import Entity, Text, content_id
from respondeat.ontology import vocabulary as v

from . import columns as c
from .cells import Cells
from .evidence import Ledger
from .references import DATASET

_KINDS = {
    "police": v.R + "policeUnit",
    "military": v.R + "armedForces",
    "army": v.R + "armedForces",
    "navy": v.R + "armedForces",
    "air force": v.R + "armedForces",
    "state security service (internal security)": v.R + "securityService",
}
_PLACEHOLDER = "placeholder"


@dataclass(slots=True)
class Bodies:
    """The units by the names that the sheet gives them, country by country."""

    _keys: dict[str, dict[str, set[str]]] = field(default_factory=dict)  # name -> country -> ids
    _aliases: dict[str, set[str]] = field(default_factory=dict)
    _described: dict[str, set[str]] = field(default_factory=dict)  # unit -> its classes
    _named: dict[str, str] = field(default_factory=dict)  # unit -> the name by which something refers to it
    _source_keys: dict[str, str] = field(default_factory=dict)

    def learn(self, cells: Cells) -> None:
        """Take up the name, id and other names of one row, before any reference is looked up."""
        name, key = cells.text(c.UNIT_NAME.value), cells.text(c.UNIT_ID)
        if name:
            self._keys.setdefault(name, {}).setdefault(cells.text(c.UNIT_DIVISION), set()).update(
                {key} - {""}
            )
            for alias in cells.values(c.UNIT_ALIASES.value):
                self._aliases.setdefault(alias, set()).add(name)

    def describe(self, cells: Cells) -> str:
        """The unit that a row of the sheet of units describes."""
        name, country = cells.text(c.UNIT_NAME.value), cells.text(c.UNIT_DIVISION)
        key, known = cells.text(c.UNIT_ID), self._keys[name][country]
        if not key and len(known) > 1:
            cells.log.warn(
                c.UNIT_ID, "", f"{len(known)} units have this name; without an id the row is taken as another"
            )
        return _unit(key or (next(iter(known)) if len(known) == 1 else ""), country, name)

    def described(self, unit: str, cells: Cells) -> None:
        """The row that describes the unit is imported."""
        classes = (word.casefold() for word in cells.values(c.UNIT_CLASS.value))
        self._described.setdefault(unit, set()).update(classes)
        self._named.setdefault(unit, cells.text(c.UNIT_NAME.value))
        if key := cells.text(c.UNIT_ID):
            self._source_keys[unit] = key

    def refer(self, cells: Cells, column: str, country: str) -> str:
        """The unit that another row names: in the same country, or in the only one where there is one."""
        name = cells.text(column)
        countries = self._keys.get(name, {})
        if country not in countries and len(countries) == 1:
            country = next(iter(countries))
        known = countries.get(country, set())
        if len(known) > 1:
            cells.log.warn(column, name, f"{len(known)} units have this name; a placeholder stands for it")
        unit = _unit(next(iter(known)) if len(known) == 1 else "", country, name)
        if not countries and unit not in self._named:
            other = " or ".join(map(repr, sorted(self._aliases.get(name, ()))))
            hint = f" Another name of {other}? Then write that." if other else ""
            cells.log.warn(
                column, name, f"no row of the sheet of units describes it; a placeholder stands for it.{hint}"
            )
        return unit

    def referred(self, unit: str, name: str) -> None:
        """The row that names the unit is imported."""
        self._named.setdefault(unit, name)

    def place_name(self, name: str) -> str:
        """A name for premises that are called after a unit, so that the unit's name means the unit alone."""
        return f"{name} (premises)" if name in self._keys or name in self._aliases else name

    def write(self, ledger: Ledger) -> None:
        """The bodies of all units described or referred to, placeholders marked."""
        for unit, name in self._named.items():
            classes = self._described.get(unit)
            unknown = classes is None or _PLACEHOLDER in classes or name.casefold().startswith("unknown ")
            kinds = {_KINDS[word] for word in classes or () if word in _KINDS}
            ledger.entity(
                Entity.of(
                    unit,
                    "Body",
                    placeholder=True if unknown else None,
                    bodyKind=kinds.pop() if len(kinds) == 1 else None,
                    sourceKey=Text(key) if (key := self._source_keys.get(unit)) else None,
                )
            )
            ledger.name(unit, name, preferred=True)


def _unit(key: str, country: str, name: str) -> str:
    return content_id("b", DATASET, key) if key else content_id("b", DATASET, "unit", country, name)
