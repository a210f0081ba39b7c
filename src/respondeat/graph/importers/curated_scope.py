"""What the rows of data sets may refer to: entities, documents, passages and statements by key."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.statement import Changeset, Contradiction, Record, Statement
from respondeat.ontology import vocabulary as v

from .curated_yaml import Row
from .identifiers import LETTERS, shared_id

WITHHELD: Final = "restricted"  # the level that holds what tells who a protected person is
_RANDOM = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that rows refer to."""

    id: str
    level: str
    protected: bool = False
    file: str = ""


@dataclass(slots=True)
class Scope:
    """Everything read so far, by key; `read_curated` adds to it, so that a later data set can refer to it."""

    entities: dict[str, Known] = field(default_factory=dict)
    documents: dict[str, Known] = field(default_factory=dict)
    passages: dict[str, Row] = field(default_factory=dict)
    statements: dict[str, Known] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # ids of entities by key
    keys: dict[str, str] = field(default_factory=dict)  # the other way round
    said: dict[tuple[str, str], str] = field(default_factory=dict)  # file and id of a statement -> its key
    taken: dict[str, str] = field(default_factory=dict)  # random id -> where it was given

    def add_entity(self, key: str, known: Known) -> None:
        """Make an entity known."""
        self.entities[key] = known
        self.ids[key] = known.id
        self.keys[known.id] = key

    def entity(self, value: object) -> tuple[str, Known] | None:
        """Key and entity of an id; None when the value is not the id of an entity."""
        key = self.keys.get(value) if isinstance(value, str) else None
        return (key, self.entities[key]) if key is not None else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the access level and the record time at which it is written."""

    record: Record
    level: str
    recorded_at: str
    shut: bool = False  # a passage or name that tells of a protected person


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole data set."""

    name: str
    title: str
    author: str
    recorded_at: str
    invented: bool

    def at(self, row: Row) -> str:
        """The record time of a row: its own, or that of the data set."""
        return moment(row) or self.recorded_at


def moment(row: Row) -> str:
    """The moment of recording that the row names, "" for none. Raises MappingError for what is no moment."""
    found = row.text("recorded_at")
    if not found:
        return ""
    try:
        return Changeset.of((), recorded_at=found, author=v.ID).recorded_at
    except InputError as error:
        raise row.fault("recorded_at", error.detail) from error


def level_of(row: Row) -> str:
    """The access level that the row itself names. Raises MappingError for an unknown one."""
    level = row.text("level", "public")
    if level not in v.LEVELS:
        raise row.fault("level", f"there is no level {level!r}; there are {', '.join(v.LEVELS)}")
    return level


def highest(levels: Iterable[str]) -> str:
    """The most restricted of the levels; public for none."""
    return max(levels, key=v.LEVELS.index, default="public")


def letter(cls: str) -> str:
    """The letter that ids of a class of entities begin with.

    >>> letter("PlaceOfDetention")
    'b'
    """
    return LETTERS[cls]


def entity_id(cls: str, key: str) -> str:
    """The id of an entity from its key, which is the same in every data set."""
    return shared_id(cls, key)


def chosen_id(row: Row, prefix: str, scope: Scope, *, needed: bool) -> str:
    """The random id that a row bears, as an IRI; "" when it bears none and needs none.

    Raises MappingError when a needed one is missing (with a fresh one to paste), is not 32 hexadecimal
    digits, or is borne by two rows.
    """
    found = row.text("id")
    if not found:
        if needed:
            raise row.fault(
                "id",
                "concerns a protected person and needs a random id, because a hash of what it says could be "
                f"guessed; a fresh one is {secrets.token_hex(16)}",
            )
        return ""
    if not _RANDOM.fullmatch(found):
        raise row.fault("id", f"must be 32 hexadecimal digits; a fresh one is {secrets.token_hex(16)}")
    if found in scope.taken:
        raise row.fault(
            "id", f"is borne by {scope.taken[found]} as well; a fresh one is {secrets.token_hex(16)}"
        )
    scope.taken[found] = f"{row.file}, line {row.line}"
    return f"{v.ID}{prefix}-{found}"


def without_text(statement: Statement) -> Statement | None:
    """The statement without free text, which may tell who it is about; None when its relation needs one."""
    kind = v.RELATIONS[statement.relation]
    kept = tuple((role, value) for role, value in statement.roles if isinstance(value, str | bool | int))
    names = {role.removeprefix(v.R) for role, _ in kept}
    if not names.issuperset(kind.needed) or (kind.one_of and not names.intersection(kind.one_of)):
        return None
    return replace(statement, roles=kept, note="")


def pair(first: str, second: str, kind: str, reason: str) -> tuple[Contradiction, Contradiction]:
    """A contradiction in full, and without its reason."""
    return Contradiction.of(first, second, kind, reason), Contradiction.of(first, second, kind)
