"""Who was head of a body, and who stood directly above or below, on a day."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Notice, Paragraph, Span, joined, plain, theirs
from .listing import Column, Listing
from .words import Json


class BoardListing(Listing):
    """The rows of a board, what is missing, who is left out, what contradicts."""

    def brief(self) -> tuple[Block, ...]:
        """Of what, on which day, how many, and whether nobody is certain."""
        answer, key = self._answer, self._key()
        rows = answer[key]
        certain = sum(row["grade"] == "certain" for row in rows)
        told = self.say("analyses.certain_possible", certain=certain, possible=len(rows) - certain)
        pairs: tuple[tuple[str, tuple[Line, ...]], ...] = (
            (self.field("body"), (self._words.name(answer["body"], "strong"),)),
            (self.field("on"), (plain(answer["on"].replace("/", " – ")),)),
            (self.field(key), (plain(told),)),
        )
        gap = (self._gap(answer["gap"]),) if answer["gap"] else ()
        return (Facts(pairs), *gap)

    def sections(self) -> Iterator[Group]:
        """The rows, then those beside and those left out."""
        answer, key = self._answer, self._key()
        columns = self._posts() if key == "heads" else self._links()
        body = tuple(self.table(self.field(key), answer[key], columns, more=self._more))
        yield Group(self.field(key), body or (self.none(),), f"part-{key}")
        if answer.get("others"):
            others = tuple(self.table(self.field("others"), answer["others"], self._posts(), more=self._more))
            yield Group(self.field("others"), others, "part-others")
        if answer["left_out"]:
            who = "person" if key == "heads" else "body"
            columns = [self.node(who), Column(self.field("rule"), lambda row: self.term(row["rule"]))]
            yield Group(
                self.field("left_out"),
                tuple(self.table(self.field("left_out"), answer["left_out"], columns, None)),
                "part-left-out",
            )
        if answer["conflicts"]:
            yield Group(self.field("conflicts"), tuple(self._conflicts()), "part-conflicts")

    def _key(self) -> str:
        return next(key for key in ("heads", "superiors", "subordinates") if key in self._answer)

    def _posts(self) -> list[Column]:
        return [
            self.node("person"),
            Column(self.field("capacity"), self._post),
            self.grade(),
            self.state(),
            self.valid(),
        ]

    def _links(self) -> list[Column]:
        link = Column(self.field("link"), lambda row: plain(", ".join(map(self._words.link, row["links"]))))
        return [self.node("body"), link, self.grade(), self.state(), self.valid()]

    def _post(self, row: Json) -> Line:
        title = theirs(f"“{row['title']}”", "soft") if row["title"] else ()
        return joined((self.term(row["capacity"]), title), " ")

    def _more(self, row: Json) -> Sequence[Block]:
        known = row.get("person") or row.get("body")
        return () if known is None else (self.to_chain(known, self._answer["on"]),)

    def _gap(self, gap: Json) -> Notice:
        kind = "no-head" if self._key() == "heads" else "no-superior"
        if self._key() == "subordinates":
            kind = "no-subordinate"
        lines: list[Line] = []
        for key in ("last_before", "first_after"):
            if found := gap[key]:
                who = found.get("person") or found.get("body")
                cited = self._sources.cite(found["sources"])
                name = (Span(f"{self.field(key)}: "), *self._words.name(who), Span(f", {found['day']} "))
                lines.append((*name, *cited))
        told = self.say(f"analyses.gap.{kind}")
        return Notice(told, tuple(lines) or (plain(self.say("analyses.no_neighbour")),))

    def _conflicts(self) -> Iterator[Block]:
        for one in self._answer["conflicts"]:
            nodes = one.get("persons") or [one.get("person") or one.get("body")]
            days = self.spans(one["days"]) if one.get("days") else ()
            kind = self.term(one["kind"])
            yield Paragraph(joined((kind, self.names(nodes), days), " · "), "")
