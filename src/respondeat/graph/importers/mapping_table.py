"""The mapping of the `table` importer: columns to entities, statements with their times, and sources."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from respondeat.ontology import vocabulary as v

from .mapping_parts import (
    About,
    Authority,
    Class,
    Column,
    Level,
    Misplaced,
    Modality,
    Order,
    Part,
    Standard,
    Table,
    Texts,
    folded,
)
from .mapping_values import Value

Means = Literal["started", "cited_first", "ended", "cited_last", "still", "on", "within_from", "within_to"]
Folded = Annotated[Texts, AfterValidator(lambda texts: tuple(map(folded, texts)))] | tuple[()]
FIRST = ("started", "cited_first")
LAST = ("ended", "cited_last", "still")
_LINES = (FIRST + LAST, ("on",), ("within_from", "within_to"))  # what may stand together


class NameForm(Part):
    """A column of name forms in one language, several in a cell where a separator is given."""

    column: Column
    lang: str = ""
    separator: Column | None = None
    preferred: bool = False


class EntityPlan(Part):
    """The entities of one kind that a row is about: key, names, attributes.

    With a `separator` a cell may hold several keys. `described: false`: the row only refers to the
    entity. A blank key is a fault unless `optional`.
    """

    kind: Class = Field(alias="class")
    key: Texts
    separator: Column | None = None
    names: tuple[NameForm, ...] = ()
    attributes: dict[str, Value] = Field(default_factory=dict)
    described: bool = True
    optional: bool = False

    @model_validator(mode="after")
    def _fits(self) -> "EntityPlan":
        if self.separator and len(self.key) > 1:
            raise ValueError("a separator needs a key of one column")
        if self.separator and (self.names or self.attributes):
            raise ValueError("several keys in a cell cannot share one row's names and attributes")
        for name in self.attributes:
            if v.R + name not in v.ATTRIBUTES:
                allowed = ", ".join(a.removeprefix(v.R) for a in v.ATTRIBUTES)
                raise ValueError(f"there is no attribute {name!r}. Allowed here: {allowed}.")
        return self


class DateColumn(Part):
    """A date in one column, or in two or three (year, month, day), and what it means."""

    columns: Annotated[Texts, Field(max_length=3)]
    means: Means


class Time(Part):
    """When a statement holds. `open` are texts such as "present" that stand for no date in a column."""

    order: Order = "dmy"
    dates: Annotated[tuple[DateColumn, ...], Field(min_length=1)]
    open: Folded = ()

    @model_validator(mode="after")
    def _together(self) -> "Time":
        means = {date.means for date in self.dates}
        if not any(means <= set(line) for line in _LINES):
            raise ValueError("on, within_from/within_to, and first/last dates exclude one another")
        return self


class Cell(Part):
    """A text: a constant, or what a column holds."""

    column: Column | None = None
    constant: Column | None = None

    @model_validator(mode="after")
    def _one(self) -> "Cell":
        if (self.column is None) == (self.constant is None):
            raise ValueError("give either column or constant")
        return self


class Cited(Part):
    """The document that a row names as its source; several in a cell where a separator is given."""

    sha256: Cell | None = None
    key: Cell | None = None
    url: Cell | None = None
    title: Cell | None = None
    publisher: Cell | None = None
    locator: Cell | None = None
    separator: Column | None = None

    @model_validator(mode="after")
    def _known_by(self) -> "Cited":
        if not any((self.sha256, self.key, self.url, self.title)):
            raise ValueError("a document is known by sha256, key, url or title: give one of them")
        return self

    def cells(self) -> tuple[tuple[str, Cell], ...]:
        """The cells that are given, by name."""
        names = ("sha256", "key", "url", "title", "publisher", "locator")
        return tuple((n, cell) for n in names if isinstance(cell := getattr(self, n), Cell))


class Voice(Part):
    """Who says or reports it: an authority, or a column of names (one name is one body everywhere)."""

    authority: Authority | None = None
    column: Column | None = None
    lang: str = ""

    @model_validator(mode="after")
    def _one(self) -> "Voice":
        if (self.authority is None) == (self.column is None):
            raise ValueError("give either authority or column")
        return self


class Source(Part):
    """What statements rest on; without `document` it is the table alone."""

    document: Cited | None = None
    origin: Voice | None = None
    reported_by: Voice | None = Field(None, alias="reportedBy")
    modality: Modality = v.R + "asserted"
    standard: Standard | None = None

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Those that are given."""
        return tuple(voice for voice in (self.origin, self.reported_by) if voice)


class When(Part):
    """Rows of which a statement is made: those whose cell is one of `is`, or is filled without `is`."""

    column: Column
    texts: Folded = Field((), alias="is")


class StatementPlan(Part):
    """One kind of statement that a row makes, or denies."""

    relation: str
    roles: dict[str, Value]
    time: Time | None = None
    when: When | None = None
    source: Source | None = None
    denied: bool = False
    note: Column | None = None

    @model_validator(mode="after")
    def _fits(self) -> "StatementPlan":
        kind = v.RELATIONS.get(v.R + self.relation)
        if kind is None:
            names = ", ".join(r.name for r in v.RELATIONS.values())
            raise ValueError(f"there is no relation {self.relation!r}. Allowed here: {names}.")
        roles = (*kind.needed, *kind.one_of, *kind.optional)
        if foreign := [role for role in self.roles if role not in roles]:
            raise ValueError(f"{self.relation} has no role {', '.join(foreign)}. It has: {', '.join(roles)}.")
        if missing := [role for role in kind.needed if role not in self.roles]:
            raise ValueError(f"{self.relation} needs {', '.join(missing)}")
        if kind.one_of and not set(kind.one_of) & set(self.roles):
            raise ValueError(f"{self.relation} needs one of {', '.join(kind.one_of)}")
        return self


class TableMapping(Part):
    """A whole mapping file of the `table` importer."""

    format: Literal["table"]
    dataset: Column
    access: Level = v.LEVELS[0]
    table: Table = Table()
    about: About = About()
    source: Source = Field(default_factory=lambda: Source.model_validate({}))
    entities: Annotated[dict[str, EntityPlan], Field(min_length=1)]
    statements: tuple[StatementPlan, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> "TableMapping":
        for name, entity in self.entities.items():
            for attribute, value in entity.attributes.items():
                try:
                    value.check(attribute, "", self.entities)
                except ValueError as error:
                    raise Misplaced(str(error), "entities", name, "attributes", attribute) from error
            if "protected" in entity.attributes and self.access == v.LEVELS[0]:
                raise Misplaced(
                    "may be protected, so access has to be restricted or sealed", "entities", name
                )
        for place, statement in enumerate(self.statements):
            for role, value in statement.roles.items():
                try:
                    value.check(role, statement.relation, self.entities)
                except ValueError as error:
                    raise Misplaced(str(error), "statements", place, "roles", role) from error
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the table that the mapping reads, once each."""
        return tuple(dict.fromkeys(_columns(self)))


def _columns(part: object) -> list[str]:
    """The columns named anywhere in a part of a mapping."""
    found: list[str] = []
    if isinstance(part, Authority):
        return found  # its key is no column
    if isinstance(part, Part):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in _COLUMN_FIELDS and isinstance(value, str):
                found.append(value)
            elif name in _COLUMN_FIELDS and isinstance(value, tuple):
                found += value
            else:
                found += _columns(value)
    elif isinstance(part, dict):
        found = [column for value in part.values() for column in _columns(value)]
    elif isinstance(part, tuple):
        found = [column for value in part for column in _columns(value)]
    return found


_COLUMN_FIELDS = frozenset({"column", "columns", "key", "note"})
