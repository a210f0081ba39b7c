"""The entities of a table: those that rows describe, those they refer to, placeholders for the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from respondeat.graph.statement import Entity, Name, Record, Text, Value, random_id
from respondeat.ontology import vocabulary as v

from .base import Row, RowFault
from .identifiers import LETTERS, imported_id
from .mapping_table import EntityPlan, TableMapping
from .table_cells import Cells

Odd = tuple[Row, RowFault]


@dataclass(frozen=True, slots=True)
class Referred:
    """An entity that a row refers to: its class, id and key, and the column of the key."""

    kind: str
    id: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Described:
    """What one row says of an entity."""

    of: Referred
    attributes: tuple[tuple[str, Value], ...]
    names: tuple[Name, ...]


@dataclass(slots=True)
class Entities:
    """Reads the entities of rows. Ids follow from data set and key; those of the protected are random."""

    plan: TableMapping
    table: str
    ids: dict[tuple[str, str], str] = field(default_factory=dict)  # by letter of the class, and key
    forms: dict[tuple[str, str, str, bool], Name] = field(default_factory=dict)

    def protect(self, rows: Iterable[Row]) -> None:
        """Give random ids to all that some row calls protected; to be done before anything is read."""
        plans = [plan for plan in self.plan.entities.values() if "protected" in plan.attributes]
        for row in rows if plans else ():
            for plan in plans:
                cells = Cells(row)
                if cells.value(plan.attributes["protected"], "protected", ""):
                    for key in self._keys(cells, plan):
                        letter = LETTERS[plan.kind]
                        self.ids.setdefault((letter, key), random_id(letter))

    def read(self, cells: Cells, plan: EntityPlan) -> tuple[list[Referred], Described | None]:
        """The entities of one plan in a row, and what the row says of it where it describes one."""
        keys = self._keys(cells, plan)
        column = ", ".join(plan.key)
        if not keys:
            if not plan.optional:
                cells.fault(column, "", f"there is no key, so it is unknown which {plan.kind} this is")
            return [], None
        if not plan.described:
            return [self._referred(plan, key, column) for key in keys], None
        attributes = self._attributes(cells, plan)
        found = [self._referred(plan, key, column) for key in keys]
        return found, Described(found[0], attributes, self._names(cells, plan, found[0]))

    def _keys(self, cells: Cells, plan: EntityPlan) -> list[str]:
        if len(plan.key) == 1:
            return list(dict.fromkeys(cells.several(plan.key[0], plan.separator)))
        parts = [cells.row[column] for column in plan.key]
        return ["\x1f".join(parts)] if any(parts) else []

    def _referred(self, plan: EntityPlan, key: str, column: str) -> Referred:
        letter = LETTERS[plan.kind]
        if (letter, key) not in self.ids:
            self.ids[letter, key] = imported_id(plan.kind, self.plan.dataset, key)
        return Referred(plan.kind, self.ids[letter, key], key, column)

    def _name(self, entity: str, text: str, lang: str = "", preferred: bool = False) -> Name:
        key = (entity, text, lang, preferred)
        if key not in self.forms:
            self.forms[key] = Name.of(entity, text, lang, preferred=preferred, documents=(self.table,))
        return self.forms[key]

    def _attributes(self, cells: Cells, plan: EntityPlan) -> tuple[tuple[str, Value], ...]:
        found: list[tuple[str, Value]] = []
        for name, spec in plan.attributes.items():
            if spec.entity is not None:
                other = self.plan.entities[spec.entity]
                for key in self._keys(cells, other)[:1]:
                    found.append((v.R + name, self._referred(other, key, "").id))
            elif (value := cells.value(spec, name, "")) is not None:
                found.append((v.R + name, value))
        return tuple(found)

    def _names(self, cells: Cells, plan: EntityPlan, of: Referred) -> tuple[Name, ...]:
        names = [
            self._name(of.id, text, form.lang, form.preferred)
            for form in plan.names
            for text in cells.several(form.column, form.separator)
        ]
        if plan.names and not names:
            columns = ", ".join(form.column for form in plan.names)
            cells.fault(columns, "", f"there is no name for this {plan.kind}")
        return tuple(names) or (self._name(of.id, _shown(of.key)),)


def _shown(key: str) -> str:
    return " ".join(filter(None, key.split("\x1f"))) if "\x1f" in key else key


def records(found: list[tuple[Row, Described]]) -> tuple[list[Record], list[Odd]]:
    """One entity for all rows that describe it, its names, and a warning where two rows disagree."""
    attributes: dict[str, dict[tuple[str, Value], Row]] = {}
    first: dict[str, Referred] = {}
    names: dict[Name, None] = {}
    odd: list[Odd] = []
    for row, described in found:
        first.setdefault(described.of.id, described.of)
        known = attributes.setdefault(described.of.id, {})
        for pair in described.attributes:
            if pair in known:
                continue
            other = next((r for (prop, _), r in known.items() if prop == pair[0]), None)
            if other is not None:
                message = f"row {other.number} gives another {pair[0].removeprefix(v.R)}: both are kept"
                odd.append((row, RowFault(described.of.column, described.of.key, message)))
            known[pair] = row
        names.update(dict.fromkeys(described.names))
    entities: list[Record] = []
    for made, of in first.items():
        pairs = {*attributes[made], (v.SOURCE_KEY, Text(_shown(of.key)))}
        entities.append(Entity(made, v.R + of.kind, tuple(sorted(pairs, key=repr))))
    return [*entities, *names], odd


def placeholders(missing: list[tuple[Row, Referred]], table: str) -> Iterator[tuple[list[Record], Odd]]:
    """For each entity that is named and described nowhere: a placeholder, and the warning."""
    seen: set[str] = set()
    for row, of in missing:
        if of.id in seen:
            continue
        seen.add(of.id)
        name = _shown(of.key)
        message = f"this {of.kind} is named here and described nowhere: a placeholder is made"
        entity = Entity.of(of.id, of.kind, placeholder=True, sourceKey=Text(name))
        yield [entity, Name.of(of.id, name, documents=(table,))], (row, RowFault(of.column, name, message))
