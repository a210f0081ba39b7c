"""Which statements are present for what articles ask for; where there is none, that is all it says."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Notice, Paragraph, Table, joined, plain
from .listing import Column, Listing, one_time
from .words import Json


class ElementsListing(Listing):
    """The scheme as a matrix, then element by element what the graph holds."""

    def brief(self) -> tuple[Block, ...]:
        """Of whom and what, with what this is not."""
        answer = self._answer
        pairs = (
            (self.field("person"), (self._words.name(answer["person"], "strong"),)),
            (self.field("event"), (self._words.name(answer["event"], "strong"),)),
            (self.field("on"), (self.spans(answer["on"]),)),
        )
        lines = (plain(answer["which"]), plain(answer["silence"]))
        notice = Notice(self.say("analyses.elements.notice"), lines, loud=True)
        return (Facts(pairs), notice, self.to_chain(answer["event"], one_time(answer["on"])))

    def sections(self) -> Iterator[Group]:
        """A section for every mode, one for the context."""
        for mode in self._answer["modes"]:
            heading = f"{mode['article']}: {mode['label']}"
            yield Group(heading, tuple(self._elements(heading, mode["elements"])), f"part-{mode['mode']}")
        context = tuple(self._elements(self.field("context"), self._answer["context"]))
        yield Group(self.field("context"), context, "part-context")
        if self._answer["other"]:
            table = self.table(
                self.field("other"), self._answer["other"], self._columns(), more=self._against
            )
            yield Group(self.field("other"), tuple(table), "part-other")

    def _elements(self, caption: str, elements: list[Json]) -> Iterator[Block]:
        rows = tuple(
            (
                plain(one["asks"]),
                plain(one["absent"] or len(one["present"]), "soft" if one["absent"] else "strong"),
                plain(len(one["apart"])),
            )
            for one in elements
        )
        columns = (self.field("asks"), self.field("present"), self.field("apart"))
        yield Table(caption, columns, rows)
        for one in elements:
            if one["present"] or one["apart"]:
                yield Group(one["asks"], tuple(self._element(one)))

    def _element(self, element: Json) -> Iterator[Block]:
        if element["no_kind"]:
            yield Paragraph(plain(self.field("no_kind")), "soft")
        for key in ("present", "apart"):
            yield from self.table(self.field(key), element[key], self._columns(), more=self._against)

    def _columns(self) -> list[Column]:
        return [
            Column(self.field("what"), self._what),
            self.node("about"),
            self.grade(),
            self.valid(),
            self.state(),
        ]

    def _what(self, row: Json) -> Line:
        chain = row["what"] == "chain"
        what = plain(self.say("report.question.chain")) if chain else self.term(row["what"])
        apart = row.get("level") not in (None, "event")
        return joined((what, self.term(row["level"]) if apart else ()))

    def _against(self, row: Json) -> Sequence[Block]:
        against = row["against"]
        told = [self._words.concept(one["status"]) for one in against["assessments"]]
        told += [self._words.concept(one["kind"]) for one in against["contradictions"]]
        if against["denials"]:
            told.append(f"{self.field('denials')}: {against['denials']}")
        return (Paragraph(plain("; ".join(told), "loud")),) if told else ()
