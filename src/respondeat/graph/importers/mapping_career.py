"""The mapping of the `career` importer: a table with one row for each dated appointment or release."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from respondeat.ontology import vocabulary as v

from .mapping_parts import (
    About,
    Authority,
    BodyKind,
    Capacity,
    Class,
    Column,
    Level,
    Order,
    Part,
    Table,
    Texts,
    folded,
)

Action = Literal["appoint", "release", "keep", "join", "quit"]


class Lookup(Part):
    """A column of a companion file, found by a key; the path is relative to the folder of the data file."""

    file: Column
    key: Column
    value: Column
    encoding: str = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None


class NameColumn(Part):
    """A name form: from a column of the table itself, or from a companion file."""

    column: Column | None = None
    lookup: Lookup | None = None
    lang: str = ""

    @model_validator(mode="after")
    def _one(self) -> "NameColumn":
        if (self.column is None) == (self.lookup is None):
            raise ValueError("give either column or lookup")
        return self


class Party(Part):
    """A person or a body: the column of its key and where its name stands.

    `also` is a column of the table that holds the name as well: it is compared with the name, kept as
    another form where it differs, and names a body (as a placeholder) that the companion file lacks.
    """

    key: Column
    names: Annotated[list[NameColumn], Field(min_length=1)]
    also: Column | None = None
    kind: Class = Field("Body", alias="class")
    body_kind: BodyKind | None = Field(None, alias="bodyKind")


class Events(Part):
    """The column that says what happened, and what its words mean.

    appoint: the posting starts. release: it ends. keep: it is held on that day (left in office). join and
    quit: the person enters or leaves a group within the body, which `groups` names; not a posting.
    """

    column: Column
    words: Annotated[dict[str, Action], Field(min_length=1)]

    @field_validator("words")
    @classmethod
    def _folded(cls, words: dict[str, Action]) -> dict[str, Action]:
        return {folded(word): action for word, action in words.items()}


class Positions(Part):
    """The column of position texts, and the offices that each text means."""

    column: Column
    texts: Annotated[dict[str, Texts], Field(min_length=1)]
    lang: str = ""

    @field_validator("texts")
    @classmethod
    def _folded(cls, texts: dict[str, Texts]) -> dict[str, Texts]:
        return {folded(text): offices for text, offices in texts.items()}


class Dates(Part):
    """The column of the day, and the order of day, month and year where it is not written year first."""

    column: Column
    order: Order = "dmy"


class Decree(Part):
    """The column of the decree's number, how a decree is titled, and who issues it (the origin)."""

    column: Column
    title: Annotated[str, Field(min_length=1)] = "Decree No {number} of {date}"
    issuer: Authority
    lang: str = ""

    @field_validator("title")
    @classmethod
    def _placed(cls, title: str) -> str:
        if "{number}" not in title or "{date}" not in title:
            raise ValueError("the title needs {number} and {date}, or decrees could not be told apart")
        return title


class Kept(Part):
    """A column whose text says that the person stays in some offices, whatever the position says."""

    column: Column
    contains: Annotated[str, Field(min_length=1)]
    offices: Texts


class Group(Part):
    """A group within a body: the column and text that tell it, and its name ({body} is the body's name)."""

    column: Column
    text: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    lang: str = ""
    kind: Class = Field("Body", alias="class")
    body_kind: BodyKind | None = Field(None, alias="bodyKind")


class CareerMapping(Part):
    """A whole mapping file of the `career` importer."""

    format: Literal["career"]
    dataset: Column
    access: Level = v.LEVELS[0]
    table: Table = Table()
    about: About = About()
    reported_by: Authority | None = Field(None, alias="reportedBy")
    person: Party
    body: Party
    event: Events
    offices: Annotated[dict[str, Capacity], Field(min_length=1)]
    position: Positions
    date: Dates
    decree: Decree
    kept: tuple[Kept, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[Column, ...] = ()

    @model_validator(mode="after")
    def _offices_known(self) -> "CareerMapping":
        used = {o for offices in self.position.texts.values() for o in offices}
        used |= {o for kept in self.kept for o in kept.offices}
        if unknown := sorted(used - set(self.offices)):
            raise ValueError(
                f"there is no office {', '.join(map(repr, unknown))}. There are: {', '.join(self.offices)}."
            )
        if not self.groups and {"join", "quit"} & set(self.event.words.values()):
            raise ValueError("event.words uses join or quit, so groups is needed")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the table that the mapping reads, once each."""
        parties = [c for p in (self.person, self.body) for c in (p.key, p.also, *(n.column for n in p.names))]
        others = [self.event.column, self.position.column, self.date.column, self.decree.column, *self.notes]
        told = [*(k.column for k in self.kept), *(g.column for g in self.groups)]
        return tuple(dict.fromkeys(c for c in (*parties, *others, *told) if c))
