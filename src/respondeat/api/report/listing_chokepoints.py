"""Through whom every chain passes, and centralities of the command graph at a date."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing, one_time
from .words import Json


class ChokepointsListing(Listing):
    """The points of one measure; what it says and what it does not stands above them."""

    def brief(self) -> tuple[Block, ...]:
        """What is measured, over what, and what it means."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = [(self.field("measure"), (self.term(answer["measure"]),))]
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        if answer["on"]:
            pairs.append((self.field("on"), (self.spans(answer["on"]),)))
        pairs.append((self.field("grade"), (plain(self._words.grade(answer["grade"])),)))
        counts = [(Span(f"{self.field(key)}: {count}"),) for key, count in answer["counts"].items()]
        pairs.append((self.field("counts"), (joined(counts, "; "),)))
        events = answer["measure"] == "dominators" and not answer["target"]
        meaning = "events" if events else answer["measure"]
        return (
            Facts(tuple(pairs)),
            Paragraph(plain(self.say(f"analyses.meaning.{meaning}"))),
            Paragraph(self.told("chokepoints")),
        )

    def sections(self) -> Iterator[Group]:
        """The points."""
        columns = [self.node("node"), *self._measured()]
        points = self._answer["points"]
        caption = f"{self.field('points')} ({len(points)} / {len(points) + self._answer['more']})"
        body = tuple(self.table(caption, points, columns, more=self._more))
        yield Group(self.field("points"), body or (self.none("analyses.none_points"),), "part-points")

    def _measured(self) -> list[Column]:
        answer = self._answer
        match answer["measure"]:
            case "betweenness":
                return list(self.numbers("pairs", "share"))
            case "reach":
                ways = [
                    self.numbers("bodies", "persons", inside=way, of=self.field(way))
                    for way in ("below", "above")
                ]
                return [column for way in ways for column in way]
        if answer["target"]:
            return [
                self.grade(),
                Column(self.field("every"), lambda row: self._words.value(row["every"])),
                Column(self.field("to_the_top"), lambda row: self._words.value(row["to_the_top"])),
                self.number(self.field("ends"), lambda row: row["ends"]),
            ]
        return list(self.numbers("events", "certain", "possible", "every"))

    def _more(self, row: Json) -> Sequence[Block]:
        made: list[Block] = []
        for key in ("examples", "beyond"):
            if row.get(key):
                made.append(Paragraph((Span(f"{self.field(key)}: "), *self.names(row[key]))))
        if self._answer["target"]:
            made.append(self.to_chain(self._answer["target"], one_time(self._answer["on"])))
        return made
