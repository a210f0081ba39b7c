"""How many events fall in each tenure, by period: what sources report, never what happened."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, Table, joined, plain, theirs
from .listing import Column, Listing
from .plots_tenure import HEADS, tenure_plot
from .words import Json


class TenureListing(Listing):
    """Heads with their events, a drawing of them by period, and the counts that it was drawn from."""

    def brief(self) -> tuple[Block, ...]:
        """Of whom, how many heads, and what counts are not."""
        answer, counts = self._answer, self._answer["counts"]
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        told = self.say("analyses.tenure.count", **counts)
        pairs.append((self.field("heads"), (plain(told),)))
        return (Facts(tuple(pairs)), Paragraph(self.told("tenure")))

    def sections(self) -> Iterator[Group]:
        """The drawing with its numbers, then the heads."""
        heads = self._answer["heads"]
        if not heads:
            yield Group(self.field("heads"), (self.none(),), "part-heads")
            return
        if drawn := tenure_plot(self._answer, self._words):
            yield Group(
                self.say("analyses.plot.tenure"),
                (drawn, *self.drawn_first(heads, HEADS), *self._numbers()),
                "plot",
            )
        columns = [
            self.node("person"),
            Column(self.field("spells"), self._spells),
            self.number(self.field("certain"), lambda row: row["events"]["certain"]),
            self.number(self.field("possible"), lambda row: row["events"]["possible"]),
            self.number(self.field("lasting"), lambda row: _both(row["lasting"])),
            self.number(self.field("undated"), lambda row: _both(row["undated"])),
            self.number(self.field("patterns"), lambda row: _both(row["patterns"])),
        ]
        body = tuple(self.table(self.field("heads"), heads, columns, more=self._more))
        yield Group(self.field("heads"), body, "part-heads")

    def _spells(self, row: Json) -> Line:
        told = []
        for spell in row["spells"]:
            title = theirs(f"“{spell['title']}”", "soft") if spell["title"] else ()
            against = self.against(spell) if spell["state"] != "supported" else ()
            parts = (self._words.name(spell["body"]), title, self.time(spell["valid"]), against)
            told.append(joined(parts))
        return joined(told, "; ") or plain("—")

    def _more(self, row: Json) -> Sequence[Block]:
        text = self._words.say("report.question.events-under")
        return (Paragraph(self.asking("events-under", text, person=row["person"]["id"])),)

    def _numbers(self) -> Iterator[Block]:
        """What was drawn, as a table."""
        periods = sorted({one["period"] for head in self._answer["heads"] for one in head["periods"]})
        rows, sorts = [], []
        for head in self._answer["heads"]:
            by = {one["period"]: one for one in head["periods"]}
            told = [by.get(period) for period in periods]
            cells = [plain(_cell(one)) for one in told]
            rows.append((self._words.name(head["person"]), *cells))
            sorts.append(("", *(str(_both(one)) if one else "0" for one in told)))
        yield Paragraph(plain(self.say("analyses.plot.tenure_cells")), "soft")
        yield Table(
            self.say("analyses.plot.numbers"),
            (self.field("person"), *periods),
            tuple(rows),
            numbers=frozenset(range(1, len(periods) + 1)),
            sorts=tuple(sorts),
        )


def _both(tally: Json) -> int:
    return int(tally["certain"]) + int(tally["possible"])


def _cell(tally: Json | None) -> str:
    return f"{tally['certain']} + {tally['possible']}" if tally else "0"
