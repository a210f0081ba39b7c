"""Which documents and origins carry the chains: what falls without each of them."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Bullets, Facts, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing, one_time
from .listing_events import entity, named
from .words import Json


class FragilityListing(Listing):
    """The ends of the chains, each with what carries all chains to it."""

    def brief(self) -> tuple[Block, ...]:
        """From where, when, to how many ends, how many of which one thing alone carries."""
        answer, ends = self._answer, self._answer["ends"]
        single = sum(any(one["singles"] for one in end["withdrawn"]) for end in ends)
        pairs = (
            (self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)),
            (self.field("on"), (self.spans(answer["on"]),)),
            (self.field("grade"), (plain(self._words.grade(answer["grade"])),)),
            (self.field("ends"), (plain(self.say("analyses.fragile", all=len(ends), single=single)),)),
        )
        return (Facts(pairs), Paragraph(plain(self.say("analyses.told.fragility")), "soft"))

    def sections(self) -> Iterator[Group]:
        """A row for every end; then what dates the event, if it was asked of one."""
        ends = self._answer["ends"]
        columns = [
            self.node("end"),
            self.number(self.field("certain"), lambda row: row["chains"]["certain"]),
            self.number(self.field("possible"), lambda row: row["chains"]["possible"]),
            *(self._singles(by) for by in ("document", "origin") if any(_by(end, by) for end in ends)),
            Column(self.field("smallest"), self._smallest),
        ]
        body = tuple(self.table(self.field("ends"), ends, columns, more=self._more))
        yield Group(self.field("ends"), body or (self.none("analyses.none_chain"),), "part-ends")
        if dating := self._answer["dating"]:
            told = [
                (Span(f"{self.field(key)}: "), *named(dating[key]))
                for key in ("documents", "origins")
                if dating[key]
            ]
            blocks: tuple[Block, ...] = (Bullets(tuple(told)), *self._sources.quotes(dating["sources"]))
            yield Group(self.field("dating"), blocks, "part-dating")

    def _singles(self, by: str) -> Column:
        def cell(row: Json) -> Line:
            found = _by(row, by)
            return named(found["singles"]) if found else plain("—")

        return Column(self.say(f"analyses.alone.{by}"), cell)

    def _smallest(self, row: Json) -> Line:
        told = []
        for one in row["withdrawn"]:
            size = one["smallest"]
            most = f" – {size['upper']}" if size["upper"] else ""
            number = str(size["size"]) if size["exact"] else f"≥ {size['lower']}{most}"
            told.append((*self.term(one["by"]), Span(f": {number}")))
        return joined(told, "; ")

    def _more(self, row: Json) -> Sequence[Block]:
        sets = [
            joined([entity(one) for one in chosen], " + ")
            for one in row["withdrawn"]
            for chosen in one["smallest"]["sets"]
        ]
        chain = self.to_chain(self._answer["target"], one_time(self._answer["on"]))
        if not sets:
            return (chain,)
        return (chain, Paragraph(plain(self.say("analyses.sets"), "strong")), Bullets(tuple(sets)))


def _by(end: Json, by: str) -> Json | None:
    return next((one for one in end["withdrawn"] if one["by"] == by), None)


def carrying(answer: Json) -> list[tuple[Json, list[Json]]]:
    """Every document and origin that carries all chains to an end, with the ends that fall without it.

    What carries the most stands first.
    """
    found: dict[tuple[str, str], tuple[Json, list[Json]]] = {}
    for end in answer["ends"]:
        for way in end["withdrawn"]:
            for one in way["singles"]:
                ends = found.setdefault((one["kind"], one["id"]), (one, []))[1]
                ends.append(end["end"])
    return sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0]["kind"], pair[0]["name"] or ""))
