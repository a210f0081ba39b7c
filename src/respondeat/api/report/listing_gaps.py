"""What is missing to answer for events: first what leaves the most unanswered."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Bullets, Facts, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing, its_sources, one_time
from .words import Json


class GapsListing(Listing):
    """Gaps with what each leaves unanswered, who is attested nearest, what to look for."""

    def brief(self) -> tuple[Block, ...]:
        """How much is missing, of which kinds."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            name = self._words.name(answer["target"], "strong")
            pairs.append((self.say("analyses.field.target"), (joined((name, self.term(answer["scope"]))),)))
        if answer["on"]:
            pairs.append((self.field("on"), (self.spans(answer["on"]),)))
        events = answer["events"]
        told = self.say("analyses.gaps.events", **events)
        pairs.append((self.field("events"), (plain(told),)))
        kinds = [(*self.term(kind), Span(f": {count}")) for kind, count in answer["kinds"].items() if count]
        pairs.append((self.say("analyses.gaps"), (plain(answer["total"]), *kinds)))
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.gaps")), "soft"))

    def sections(self) -> Iterator[Group]:
        """The gaps as one table, in the order of what they leave unanswered."""
        columns = [
            self.node("node", self.field("node")),
            Column(self.field("kind"), self._kind),
            Column(self.field("days"), self._days, self._first),
            self.number(self.field("certain"), lambda row: row["unanswered"]["certain"]),
            self.number(self.field("possible"), lambda row: row["unanswered"]["possible"]),
            Column(self.field("look_for"), self._look_for),
        ]
        rows = self._answer["gaps"]
        caption = self.say("analyses.gaps.caption", shown=len(rows), all=self._answer["total"])
        body = tuple(self.table(caption, rows, columns, _entries, self._more))
        yield Group(self.say("analyses.gaps"), body or (self.none("analyses.gaps.none"),), "part-gaps")

    def _kind(self, row: Json) -> Line:
        link = row["link"]
        if not link:
            return self.term(row["kind"])
        told = Span(f": {self._words.link(link['kind'])} ")
        return (*self.term(row["kind"]), told, *self._words.name(link["target"]))

    def _days(self, row: Json) -> Line:
        return self.spans(row["days"] or row["span"])

    def _first(self, row: Json) -> str:
        days = self._pairs(row["days"] or row["span"])
        return next((one for pair in days for one in pair if one), "9999")

    def _look_for(self, row: Json) -> Line:
        return plain(self.say(f"analyses.look_for.{row['kind']}"))

    def _more(self, row: Json) -> Sequence[Block]:
        made: list[Block] = [self.to_chain(row["node"], one_time(row["span"]))]
        near = [line for key in ("last_before", "first_after") if (line := self._near(row[key], key))]
        possible = [
            (Span(f"{self.field('possible')}: "), *self._who(one), Span(", "), *self.verdict(one))
            for one in row["possible"]
        ]
        if near or possible:
            made.append(Bullets((*possible, *near)))
        if row["attestations"]:
            made.append(Paragraph(plain(self.say("analyses.gaps.withheld", **row["attestations"]))))
        if row["events"]:
            told = [
                joined((self._words.name(e["event"]), self.spans(e["on"]), self.verdict(e)))
                for e in row["events"]
            ]
            made.append(Paragraph(plain(self.say("analyses.gaps.unanswered"), "strong")))
            made.append(Bullets(tuple(told)))
        return made

    def _who(self, row: Json) -> Line:
        return self._words.name(row.get("person") or row.get("body"))

    def _near(self, found: Json | None, key: str) -> Line:
        if not found:
            return ()
        cited = self._sources.cite(found["sources"])
        return (Span(f"{self.field(key)}: "), *self._who(found), Span(f", {found['day']} "), *cited)


def _entries(row: Json) -> list[Json]:
    near = [row[key] for key in ("last_before", "first_after") if row[key]]
    return [*its_sources(row), *(one for found in (*row["possible"], *near) for one in found["sources"])]
