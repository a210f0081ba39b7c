"""Statements that several documents repeat and one origin says; names of those who did something."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing, one_time
from .words import Json


class SingleOriginListing(Listing):
    """Statements with the one origin that they all go back to."""

    def brief(self) -> tuple[Block, ...]:
        """How many of how many."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        told = self.say("analyses.single_origin", found=answer["found"], attested=answer["attested"])
        pairs.append((self.field("found"), (plain(told),)))
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.single_origin")), "soft"))

    def sections(self) -> Iterator[Group]:
        """The statements."""
        columns = [
            Column(self.field("relation"), lambda row: plain(self._words.term(row["relation"]))),
            Column(self.field("roles"), self._roles),
            self.node("origin"),
            self.number(self.field("documents"), lambda row: row["documents"]),
            self.valid(),
            self.state(),
        ]
        table = self.table(self.field("rows"), self._answer["rows"], columns)
        none = (self.none("analyses.none_single_origin"),)
        yield Group(self._words.say("report.question.single-origin"), tuple(table) or none, "part-rows")

    def _roles(self, row: Json) -> Line:
        told = [
            (Span(f"{self._words.term(role)}: "), *self._words.value(value))
            for role, value in row["roles"].items()
        ]
        return joined(told, "; ")


class ActsListing(Listing):
    """Who is named, by actor; single events and patterns apart. The order is that of names."""

    def brief(self) -> tuple[Block, ...]:
        """Whose acts, how many are named."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = [
            (self.field("of"), (self.term(answer["of"]),)),
            (self.field("actors"), (plain(f"{len(answer['actors'])} / {answer['total']}"),)),
        ]
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.acts")), "soft"))

    def sections(self) -> Iterator[Group]:
        """A table of all single events, one of patterns, one of listings and characterisations."""
        if not self._answer["actors"]:
            yield Group(self.field("actors"), (self.none(),), "part-actors")
        for key in ("events", "patterns", "characterisations"):
            if rows := self._all(key):
                title = f"{self.field(key)} ({len(rows)})"
                table = self.table(title, rows, self._columns(), more=self._more)
                yield Group(self.field(key), tuple(table), f"part-{key}")
        listings = [
            {**act, "actor": one["actor"]} for one in self._answer["actors"] for act in one["listings"]
        ]
        if listings:
            columns = [
                self.node("actor"),
                self.node("instrument", self.field("act")),
                *self.numbers("count", "listed"),
                Column(self.field("first"), lambda row: self.time(row["first"])),
                Column(self.field("last"), lambda row: self.time(row["last"])),
            ]
            table = self.table(self.field("listings"), listings, columns, None)
            yield Group(self.field("listings"), tuple(table), "part-listings")

    def _all(self, key: str) -> list[Json]:
        return [{**act, "actor": one["actor"]} for one in self._answer["actors"] for act in one[key]]

    def _columns(self) -> list[Column]:
        return [
            self.node("actor"),
            Column(self.field("what"), lambda row: plain(self._words.term(row["what"]))),
            self.node("event"),
            Column(self.field("type"), lambda row: self.term(row["type"])),
            Column(self.field("event_on"), self._when, lambda row: str((row["event_on"] or ["9999"])[0])),
            self.state(),
        ]

    def _when(self, row: Json) -> Line:
        return self.spans(row["event_on"]) if row["event_on"] else self.time(row["valid"])

    def _more(self, row: Json) -> Sequence[Block]:
        return (self.to_chain(row["event"], one_time(row["event_on"])),) if row["event"] else ()
