"""Events under a person's command, and those that one document or origin carries alone."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, Span, joined, plain, theirs
from .listing import Column, Listing, one_time
from .words import Json


class EventsUnderListing(Listing):
    """The events of all bodies under somebody's command, certain and possible."""

    def brief(self) -> tuple[Block, ...]:
        """Whose, how many, how sure."""
        answer = self._answer
        rows = answer["events"]
        certain = sum(row["grade"] == "certain" for row in rows)
        told = self.say("analyses.certain_possible", certain=certain, possible=len(rows) - certain)
        pairs = (
            (self.field("person"), (self._words.name(answer["person"], "strong"),)),
            (self.field("events"), (plain(told),)),
        )
        return (Facts(pairs), Paragraph(plain(self.say("analyses.told.under")), "soft"))

    def sections(self) -> Iterator[Group]:
        """The events, then those in which sources name the person themselves."""
        answer = self._answer
        columns = [self.node("event"), *self._times(), self.grade(), self.nodes("bodies")]
        body = tuple(self.table(self.field("events"), answer["events"], columns, more=self._more))
        yield Group(self.field("events"), body or (self.none(),), "part-events")
        roles = Column(self.field("roles"), lambda row: joined([self.term(one) for one in row["roles"]]))
        own = [self.node("event"), *self._times(), roles]
        if answer["own"]:
            told = Paragraph(plain(self.say("analyses.told.own")), "soft")
            table = self.table(self.field("own"), answer["own"], own, more=self._more)
            yield Group(self.field("own"), (told, *table), "part-own")

    def _times(self) -> list[Column]:
        return [self.days("on")]

    def _more(self, row: Json) -> Sequence[Block]:
        return (self.to_chain(row["event"], one_time(row["on"])),)


class RelianceListing(EventsUnderListing):
    """Which events stand and fall with one document or origin."""

    def brief(self) -> tuple[Block, ...]:
        """Whose events, how many were looked at, how many rest on one thing alone."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = [
            (self.field("person"), (self._words.name(answer["person"], "strong"),)),
            (self.field("under_command"), (plain(answer["under_command"]),)),
            (self.field("asked"), (plain(answer["asked"]),)),
        ]
        if given := answer["only_with"]:
            pairs.append((self.field("only_with"), (theirs(given["name"]),)))
        pairs.append((self.say("analyses.resting"), (plain(len(answer["events"])),)))
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.reliance")), "soft"))

    def sections(self) -> Iterator[Group]:
        """The events, each with what carries it alone."""
        columns = [self.node("event"), *self._times(), self.grade()]
        columns.append(Column(self.say("analyses.left"), self._left))
        if not self._answer["only_with"]:
            columns += [
                Column(self.field(key), lambda row, key=key: named(row[key]))  # type: ignore[misc]
                for key in ("documents", "origins")
            ]
        rows = self._answer["events"]
        body = tuple(self.table(self.field("events"), rows, columns, more=self._more))
        yield Group(
            self.say("analyses.resting"), body or (self.none("analyses.none_resting"),), "part-events"
        )

    def _left(self, row: Json) -> Line:
        return plain(self.say(f"analyses.left.{row['left']}"))


def named(sources: Sequence[Json]) -> Line:
    """Documents and origins by their names."""
    return joined([entity(one) for one in sources], "; ") or plain("—")


def entity(source: Json) -> Line:
    """A document or origin by its name, as a link to what it is."""
    return (Span(source["name"] or source["id"].rpartition("/")[2], foreign=True, entity=source["id"]),)
