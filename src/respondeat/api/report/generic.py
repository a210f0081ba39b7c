"""The report of any answer: every member of it, told by its name, so that none is left out."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from respondeat.api.language import catalogue
from respondeat.api.phrases import named
from respondeat.api.phrases_time import span

from .blocks import Block, Bullets, Facts, Group, Line, Span, Table, joined, plain, theirs
from .opposing import entities
from .sources import Sources
from .statement import statement
from .words import Json, Words, short

FRAME: Final = frozenset(
    {
        *("question", "without", "level", "recorded_at", "dataset_hash", "engine", "notice"),
        *("language", "labels"),
    }
)
"""Members that stand in other places of a report."""

_SOURCES: Final = frozenset({"sources", "for"})
_COLUMNS: Final = 6
_THEIRS: Final = frozenset({"title", "form", "note", "text", "query", "population", "reason", "locator"})
"""Members that hold words of others, whatever these look like."""

_ENGLISH: Final = frozenset({"because", "caveat", "meaning", "means", "look_for", "definition"})
"""Members that answers tell in English."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class GenericReport:
    """Builds sections from an answer of any question."""

    def __init__(self, answer: Json, sources: Sources, words: Words) -> None:
        self._answer, self._sources, self._words = answer, sources, words
        self._told: set[str] = set()

    def brief(self) -> tuple[Block, ...]:
        """The members of the answer that are no lists."""
        pairs = [
            (self.field(key), (self.cell(value),))
            for key, value in self._answer.items()
            if self._shown(key, value)
            and not _rows(value)
            and not _inner(value)
            and value not in (None, [], {})
        ]
        return (Facts(tuple(pairs)),) if pairs else ()

    def sections(self) -> Iterator[Group]:
        """A section for every member that is rows or has parts."""
        for key, value in self._answer.items():
            if self._shown(key, value) and (_rows(value) or _inner(value)):
                blocks = tuple(self.blocks(value, self.field(key)))
                yield Group(self.field(key), blocks, f"part-{key.replace('_', '-')}")

    def after(self) -> Iterator[Group]:
        """Nothing after what speaks against it."""
        yield from ()

    def label(self, statement: str) -> Line:
        """Nothing that a statement could be called by."""
        return ()

    @staticmethod
    def _shown(key: str, value: object) -> bool:
        return key not in FRAME and not (key == "statements" and not _rows(value))  # ids stand at the end

    def field(self, name: str) -> str:
        """What a member is called."""
        told = catalogue(self._words.language).get(f"report.field.{name}")
        told = told or self._words.term(name).replace("_", " ")
        return told[:1].upper() + told[1:]

    def blocks(self, value: object, title: str) -> Iterator[Block]:
        """A value as blocks."""
        if isinstance(value, Mapping):
            yield from self._member(dict(value), title)
        elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
            yield from self._list(value, title)
        elif isinstance(value, list):
            yield Bullets(tuple(self.cell(one) for one in value))

    def _list(self, rows: list[Json], title: str) -> Iterator[Block]:
        keys = list(dict.fromkeys(key for row in rows for key in row if self._speaks(rows, key)))
        flat = all(not _inner(row[key]) for row in rows for key in keys if key in row)
        if flat and len(keys) <= _COLUMNS and not any(_statement(row) for row in rows):
            cells = tuple(tuple(self.cell(row.get(key), key) for key in keys) for row in rows)
            yield Table(f"{title} ({len(rows)})", tuple(map(self.field, keys)), cells)
            return
        for number, row in enumerate(rows, 1):
            yield self._card(row, number, title)

    @staticmethod
    def _speaks(rows: list[Json], key: str) -> bool:
        return any(row.get(key) not in (None, [], {}) for row in rows)

    def _card(self, row: Json, number: int, title: str) -> Block:
        if _statement(row) and row["id"] not in self._told:
            self._told.add(row["id"])
            return statement(row, f"{number}. ", self._sources, self._words)
        inside = [one for value in row.values() if isinstance(value, list) for one in value if _node(one)]
        nodes = [named(node, self._words.language) for node in (*entities(row), *inside)]
        heading = f"{number}. {' – '.join(nodes[:3]) or title}"
        return Group(heading, tuple(self._member(row, title)))

    def _member(self, row: Json, title: str) -> Iterator[Block]:
        plainly = {
            k: v for k, v in row.items() if not _inner(v) and k not in _SOURCES and v not in (None, [])
        }
        if plainly:
            yield Facts(tuple((self.field(key), (self.cell(value, key),)) for key, value in plainly.items()))
        for key in _SOURCES & set(row):
            yield from self._sources.quotes(row[key])
        for key, value in row.items():
            if _inner(value) and key not in _SOURCES:
                inside = tuple(self.blocks(value, self.field(key)))
                if inside:
                    yield Group(self.field(key), inside)

    def cell(self, value: object, key: str = "") -> Line:
        """A value in a line."""
        words = self._words
        if value is None or value == []:
            return plain("—")
        if isinstance(value, list) and value and all(_source(one) for one in value):
            return self._sources.cite(value)
        if isinstance(value, list) and value and (_days(value) or all(map(_days, value))):
            return plain(span([value] if _days(value) else value, words.language))
        if isinstance(value, list):
            return joined([self.cell(one, key) for one in value])
        if isinstance(value, dict):
            return self._object(value)
        return self._text(value, key)

    def _text(self, value: object, key: str) -> Line:
        words = self._words
        if key in _THEIRS:
            return theirs(value)
        if key in _ENGLISH:
            return (Span(str(value), lang="en"),)
        if key == "state" and isinstance(value, str):
            return plain(words.state(value), "" if value == "supported" else "loud")
        if isinstance(value, str) and value != short(value):
            return (Span(short(value), "code"),)
        if key in ("grade", "basis") and value in ("certain", "possible"):
            return plain(words.grade(str(value)))
        if isinstance(value, str) and (told := catalogue(words.language).get(f"report.value.{value}")):
            return plain(told)
        return words.value(value)

    def _object(self, value: Json) -> Line:
        if "edtf" in value:
            return plain(self._words.time(value))
        if "name" in value and "id" in value:
            return self._words.name(value)
        told = [(Span(f"{self.field(key)}: "), *self.cell(inner, key)) for key, inner in value.items()]
        return joined(told, "; ")


def _statement(row: Json) -> bool:
    return "relation" in row and isinstance(row.get("roles"), dict) and "id" in row and "state" in row


def _node(value: object) -> bool:
    return isinstance(value, dict) and "name" in value and "id" in value


def _days(value: object) -> bool:
    """Whether a value is the first and the last of some days."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and any(value)
        and all(day is None or (isinstance(day, str) and _DAY.fullmatch(day)) for day in value)
    )


def _source(value: object) -> bool:
    return isinstance(value, dict) and "verdict" in value and "statement" in value


def _rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _inner(value: object) -> bool:
    """Whether a value has parts that no cell can hold."""
    if isinstance(value, dict):
        if "edtf" in value or ("name" in value and "id" in value):
            return False
        return bool(value)
    if _rows(value):
        return not all(_source(one) or (set(one) >= {"id", "name"}) for one in value)  # type: ignore[attr-defined]
    return False
