"""What recurs over cases: combinations, pairs with their tests, counts of acts."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing
from .plots_patterns import ROWS, pattern_plot
from .words import Json

_COUNTS = ("events", "places", "months", "undated", "bodies", "persons", "groups")


class PatternsListing(Listing):
    """Combinations with a drawing, pairs, indicators; what each is not stands above it."""

    def brief(self) -> tuple[Block, ...]:
        """How many cases, of how many persons, how many combinations."""
        answer = self._answer
        stated = [(*self.term(one["dimension"]), Span(f": {one['cases']}")) for one in answer["stated"]]
        pairs: list[tuple[str, tuple[Line, ...]]] = [
            (self.field("cases"), (plain(answer["cases"]),)),
            (self.field("persons"), (plain(answer["persons"]),)),
            (self.field("stated"), tuple(stated)),
        ]
        return (Facts(tuple(pairs)), Paragraph(self.told("cases")))

    def sections(self) -> Iterator[Group]:
        """Combinations, pairs, indicators."""
        found = self._answer["combinations"]
        drawn = pattern_plot(found["rows"], self._words)
        columns = [
            Column(self.field("values"), self._values),
            self.number(self.field("cases"), lambda row: row["cases"]),
            self.number(self.field("certain"), lambda row: row["certain"]),
            self.number(self.field("possible"), lambda row: row["possible"]),
            self.number(self.field("contested"), lambda row: row["contested"]),
            self.number(self.field("persons"), lambda row: row["persons"]),
        ]
        caption = f"{self.field('combinations')} ({len(found['rows'])} / {found['total']})"
        body = tuple(self.table(caption, found["rows"], columns, more=self._events))
        picture = (drawn, *self.drawn_first(found["rows"], ROWS)) if drawn else ()
        yield Group(self.field("combinations"), (*picture, *(body or (self.none(),))), "part-combinations")
        yield from self._pairs_tested()
        for key in ("single", "patterns"):
            yield self._indicators(key, self._answer["indicators"][key])

    def _value(self, row: Json) -> Line:
        return (*self.term(row["dimension"]), Span(": "), *self._words.name(row["value"]))

    def _values(self, row: Json) -> Line:
        return joined([self._value(one) for one in row["values"]], "; ")

    def _events(self, row: Json) -> Sequence[Block]:
        if not row["events"]:
            return ()
        return (Paragraph((*plain(f"{self.field('events')}: "), *self.names(row["events"]))),)

    def _pairs_tested(self) -> Iterator[Group]:
        found = self._answer["association"]
        if not found["rows"]:
            return
        columns = [
            Column(self.field("first"), lambda row: self._value(row["first"])),
            Column(self.field("second"), lambda row: self._value(row["second"])),
            Column(self.field("table"), self._cells),
            self.number(self.field("odds_ratio"), lambda row: row["odds_ratio"]),
            self.number(self.field("p"), lambda row: row["p"]),
            self.number(self.field("adjusted"), lambda row: row["adjusted"]),
        ]
        structural = any(row["structural"] for row in found["rows"])
        told = [Paragraph(self.told("test")), *([Paragraph(self.told("structural"))] if structural else [])]
        caption = f"{self.field('association')} ({len(found['rows'])} / {found['total']})"
        table = self.table(caption, found["rows"], columns)
        yield Group(self.field("association"), (*told, *table), "part-association")

    def _cells(self, row: Json) -> Line:
        cells = row["table"]
        told = "; ".join(f"{self.field(key)} {value}" for key, value in cells.items())
        return joined((plain(told), plain(self.field("structural")) if row["structural"] else ()), "; ")

    def _indicators(self, key: str, found: Json) -> Group:
        rows = [{"what": self.field(name), **found[name]} for name in _COUNTS]
        rows += [{"what": self.term(one["type"])[0].text, **one} for one in found["means"]]
        rows.append({"what": self.field("figures"), **found["figures"]})
        columns = [
            Column(self.field("what"), lambda row: plain(row["what"])),
            self.number(self.field("count"), lambda row: row["count"]),
            self.number(self.field("statements_total"), lambda row: row["statements_total"]),
        ]
        title = self.say(f"analyses.indicators.{key}")
        return Group(
            title, (Paragraph(self.told("indicators")), *self.table(title, rows, columns)), f"part-{key}"
        )
