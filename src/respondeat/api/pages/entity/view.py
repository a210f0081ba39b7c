"""What of an entity is seen: its statements in an order, cut into pages, one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from respondeat.api.answers.dossier_view import overview
from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.place import Place
from respondeat.api.proof import short
from respondeat.errors import InputError, NotFound

from .found import found

Json = dict[str, Any]

SIZE: Final = 25
"""Statements of a page."""

AGAINST: Final = "against"


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading: a part of the dossier, or what one changeset recorded first.

    `first` is the number of its first statement among all that are seen.
    """

    key: str
    statements: tuple[str, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """What is seen: `told` is the overview, `sections` all that is chosen, `shown` what is on this page."""

    id: str
    told: Json
    by: str
    part: str
    page: int
    sections: tuple[Section, ...]
    shown: tuple[Section, ...]

    @property
    def total(self) -> int:
        """How many statements are chosen."""
        return sum(len(section.statements) for section in self.sections)

    @property
    def pages(self) -> int:
        """How many pages they take."""
        return max(1, -(-self.total // SIZE))

    @property
    def whole(self) -> bool:
        """Whether this is the first page of everything, where all else is told too."""
        return not self.part and self.page == 1

    @property
    def all(self) -> tuple[str, ...]:
        """Every statement of it, whatever is chosen."""
        return tuple(id for part in self.told["parts"] for id in part["statements"])

    @property
    def on_page(self) -> tuple[str, ...]:
        """The statements that stand on this page."""
        return tuple(id for section in self.shown for id in section.statements)

    def changeset(self, key: str) -> Json:
        """The changeset of a section by record."""
        return next(row for row in self.told["record"] if short(row["changeset"]) == key)


def seen(data: Dataset, asked: Asked) -> View:
    """What an address means. Raises NotFound for an entity, statement or part that there is not."""
    given = asked.given
    id = found(data, given["id"])
    told = overview(data, id)
    by, part = given.get("by", "event"), given.get("part", "")
    sections = _numbered(_chosen(told, by, part))
    if part and not sections:
        raise NotFound(f"Nothing that is said of it stands in a part {part[:60]!r} in what you may read.")
    page = given.get("page", 1)
    if statement := given.get("statement"):
        page = _page_of(sections, statement)
    view = View(id, told, by, part, page, sections, _cut(sections, page))
    if page > view.pages:
        raise InputError(f"There is no page {page}: all that is said of it takes {view.pages}.")
    return view


def _chosen(told: Json, by: str, part: str) -> list[Section]:
    parts = [Section(row["part"], tuple(row["statements"])) for row in told["parts"]]
    if part == AGAINST:
        parts = [Section(AGAINST, tuple(told["against"]))] if told["against"] else []
    elif part:
        parts = [one for one in parts if one.key == part]
    if by == "event":
        return parts
    chosen = {id for one in parts for id in one.statements}
    rows = [(row["changeset"], [id for id in row["statements"] if id in chosen]) for row in told["record"]]
    left = chosen.difference(*(ids for _, ids in rows))
    made = [Section(short(changeset), tuple(ids)) for changeset, ids in rows if ids]
    # what a document or origin says beside what is said of it has no place in its own record
    return [*made, Section("said", tuple(sorted(left)))] if left else made


def _numbered(sections: list[Section]) -> tuple[Section, ...]:
    made, first = [], 1
    for section in sections:
        made.append(replace(section, first=first))
        first += len(section.statements)
    return tuple(made)


def _page_of(sections: tuple[Section, ...], statement: str) -> int:
    for section in sections:
        for at, id in enumerate(section.statements):
            if statement in (id, short(id)):
                return (section.first + at - 1) // SIZE + 1
    raise NotFound("This statement is not among what is said here in what you may read.")


def _cut(sections: tuple[Section, ...], page: int) -> tuple[Section, ...]:
    start, end = (page - 1) * SIZE, page * SIZE
    return tuple(_between(sections, start, end))


def _between(sections: tuple[Section, ...], start: int, end: int) -> Iterator[Section]:
    for section in sections:
        at = section.first - 1
        lo, hi = max(start - at, 0), min(end - at, len(section.statements))
        if lo < hi:
            yield Section(section.key, section.statements[lo:hi], section.first + lo)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the statements of one entity stand, and the pages of what is said of it."""

    place: Place

    def statement(self, id: str) -> str:
        """Where a statement stands, in the order that is being read, whichever page that is."""
        there = self.place.changed(part=None, page=None, format=None, statement=short(id))
        return f"{there}#{short(id)}"

    def page(self, **changes: str | int | None) -> str:
        """The address of this page with other values; the first page goes without its number."""
        if changes.get("page") == 1:
            changes["page"] = None
        return self.place.changed(**({"statement": None, "format": None} | changes))
