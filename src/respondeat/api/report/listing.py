"""Tables of the rows of an answer, each of which opens to its sources: what pages of analyses are made of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from respondeat.api.language import catalogue, counted
from respondeat.api.phrases_time import span, valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import scheme_of

from .blocks import Block, Fold, Group, Line, Notice, Paragraph, Quote, Span, Table, joined, plain
from .generic import GenericReport
from .origins import counted as origins_of
from .words import Json, short

Cell = Callable[[Json], Line]
Entries = Callable[[Json], list[Json]]

_LAST: Final = "9999"  # what has no day stands after what has one


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its cells, what they are sorted by where that is not their text."""

    title: str
    cell: Cell
    sort: Callable[[Json], str] | None = None
    number: bool = False


def its_sources(row: Json) -> list[Json]:
    """The sources of a row itself."""
    return list(row.get("sources") or [])


class Listing(GenericReport):
    """What the listings of all questions have in common."""

    # ---- words ----

    def say(self, key: str, **values: object) -> str:
        """A phrase."""
        return self._words.say(key, **values)

    def count(self, key: str, number: int) -> Line:
        """A phrase with a number."""
        return plain(counted(key, number, self._words.language))

    def term(self, value: str | None) -> Line:
        """A word of an answer in the reader's language."""
        if not value:
            return plain("—")
        told = catalogue(self._words.language).get(f"report.value.{value}")
        return plain(told or self._words.term(value) if scheme_of(v.R + value) or told else value)

    def told(self, name: str) -> Line:
        """The caveat that an answer has in English, in the reader's language."""
        return plain(self.say(f"analyses.told.{name}"), "soft")

    # ---- columns ----

    def of(self, key: str, title: str = "") -> Column:
        """A column for a member, as any report tells it."""
        return Column(title or self.field(key), lambda row: self.cell(row.get(key), key))

    def node(self, key: str, title: str = "") -> Column:
        """An entity."""
        return Column(title or self.field(key), lambda row: self._words.name(row[key]) or plain("—"))

    def nodes(self, key: str, title: str = "") -> Column:
        """Entities."""
        return Column(title or self.field(key), lambda row: self.names(row[key]))

    def names(self, nodes: Iterable[Json]) -> Line:
        """Entities in a line."""
        return joined([self._words.name(node) for node in nodes]) or plain("—")

    def grade(self) -> Column:
        """How sure it is, by shape and words."""
        return Column(
            self.say("analyses.field.grade"), self.verdict, lambda row: str(row.get("basis") or row["grade"])
        )

    def verdict(self, row: Json) -> Line:
        """The grade of a row."""
        grade, basis = row["grade"], row.get("basis") or ""
        if not grade:
            return plain("—")
        if grade not in ("certain", "possible"):
            return self.term(grade)
        return (Span(self._words.grade(grade, basis), "open" if basis == "open" else grade),)

    def state(self) -> Column:
        """What is said against it."""
        return Column(self.field("state"), self.against, lambda row: str(row["state"]))

    def against(self, row: Json) -> Line:
        """The state of a row."""
        if row["state"] == "supported":
            key = "analyses.unopposed_rest" if self._words.less else "analyses.unopposed"
            return plain(self.say(key), "soft")
        return plain(self._words.state(row["state"]), "loud")

    def valid(self) -> Column:
        """When, by the sources."""
        return Column(self.field("valid"), lambda row: self.time(row["valid"]), lambda row: day(row["valid"]))

    def time(self, time: Json) -> Line:
        """A time in words."""
        return plain(valid(time, self._words.language))

    def days(self, key: str = "days", title: str = "") -> Column:
        """Spans of days, or one."""
        return Column(
            title or self.field(key),
            lambda row: self.spans(row[key]),
            lambda row: next((d for one in self._pairs(row[key]) for d in one if d), _LAST),
        )

    def spans(self, days: Sequence[object] | None) -> Line:
        """Days in words."""
        pairs = self._pairs(days)
        return plain(span(pairs, self._words.language)) if pairs else plain("—")

    @staticmethod
    def _pairs(days: object) -> list[list[str | None]]:
        if not isinstance(days, list) or not days:
            return []
        return days if isinstance(days[0], list) else [days]

    def number(self, title: str, value: Callable[[Json], object]) -> Column:
        """A number."""
        return Column(title, lambda row: plain(_shown(value(row))), lambda row: _number(value(row)), True)

    def numbers(self, *keys: str, inside: str = "", of: str = "") -> Iterator[Column]:
        """Columns for numbers by the names of their members, those `inside` one where it is named."""
        for key in keys:
            title = f"{of}: {self.field(key)}" if of else self.field(key)
            yield self.number(title, partial(_member, key, inside))

    # ---- tables ----

    def table(
        self,
        caption: str,
        rows: Sequence[Json],
        columns: Sequence[Column],
        entries: Entries | None = its_sources,
        more: Callable[[Json], Sequence[Block]] = lambda row: (),
    ) -> Iterator[Block]:
        """The rows as a table, each with its sources in a fold; nothing where there are none."""
        if not rows:
            return
        folds = () if entries is None else tuple(self._fold(entries(row), more(row)) for row in rows)
        yield Table(
            caption if caption[-1:] == ")" else f"{caption} ({len(rows)})",
            tuple(one.title for one in columns),
            tuple(tuple(one.cell(row) for one in columns) for row in rows),
            numbers=frozenset(at for at, one in enumerate(columns) if one.number),
            sorts=tuple(tuple(one.sort(row) if one.sort else "" for one in columns) for row in rows),
            fold=self.field("sources"),
            folds=folds,
        )

    def _fold(self, entries: list[Json], more: Sequence[Block]) -> Fold:
        quotes = self._sources.quotes(entries)
        if not quotes:
            return Fold(self.opened(more), tuple(more)) if more else Fold("", ())
        _, most = origins_of(entries)
        told = self.count("analyses.sources", len(quotes))[0].text
        if most and len(quotes) > 1:
            told += f", {self.count('analyses.origins', most)[0].text}"
        return Fold(told, (*more, *quotes))

    def opened(self, blocks: Sequence[Block]) -> str:
        """What a fold without sources of its own is called: by those within it, if there are any."""
        count = sum(1 for _ in _quotes(blocks))
        return self.count("analyses.sources", count)[0].text if count else self.say("analyses.more")

    def drawn_first(self, rows: Sequence[Json], most: int) -> tuple[Block, ...]:
        """That a drawing shows the first rows only, where it does."""
        if len(rows) <= most:
            return ()
        return (Paragraph(plain(self.say("analyses.plot.first", count=most)), "soft"),)

    def none(self, key: str = "analyses.none") -> Block:
        """What an empty answer means, and what it does not."""
        return Notice(self.say(key), (plain(self.say("elements.silence")),))

    def to_chain(self, target: Json, on: str | None) -> Block:
        """The way to the chains above something, on a day."""
        given = (("target", target["id"]), *((("on", on),) if on else ()))
        return Paragraph((Span(self.say("analyses.to_chain"), ask=("/chain", given)),))

    def asking(self, name: str, text: str, **given: str) -> Line:
        """The way to another question."""
        return (Span(text, ask=(f"/analyses/{name}", tuple(given.items()))),)

    def ids(self, row: Json) -> Block:
        """The identifiers of the statements of a row."""
        told = ", ".join(map(short, row["statements"]))
        return Paragraph((Span(f"{self.field('statements')}: "), Span(told, "code")), "soft")


def _quotes(blocks: Iterable[Block]) -> Iterator[Quote]:
    for block in blocks:
        if isinstance(block, Quote):
            yield block
        elif isinstance(block, Group):
            yield from _quotes(block.blocks)


def day(time: Json) -> str:
    """By which day a time is sorted."""
    return next((time[key] for key in ("es", "ls", "ee", "le") if time[key]), _LAST)


def one_time(days: Sequence[str | None] | None) -> str | None:
    """First and last day as questions take them; None where one of them is open."""
    if not days or not all(days):
        return None
    first, last = days
    return str(first) if first == last else f"{first}/{last}"


def _member(key: str, inside: str, row: Json) -> object:
    return row[inside][key] if inside else row[key]


def _number(value: object) -> str:
    return "" if value is None else str(value)


def _shown(value: object) -> str:
    if value is None:
        return "—"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
