"""Published figures by their day: each with who counted, what was counted, and what must not be compared."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, joined, plain, theirs
from .listing import Column, Listing
from .plots_figures import figure_plots
from .words import Json


class FiguresListing(Listing):
    """A drawing and a table for every thing that is counted; what measures different things stays apart."""

    def brief(self) -> tuple[Block, ...]:
        """How many figures, by whom, and what they are not."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        told = [
            joined((self._words.name(one["origin"]) or self.term(None), plain(one["figures"])), ": ")
            for one in answer["origins"]
        ]
        pairs.append((self.field("figures"), (plain(len(answer["figures"])),)))
        if told:
            pairs.append((self.field("origins"), tuple(dict.fromkeys(told))))
        return (Facts(tuple(pairs)), Paragraph(self.told("figures")))

    def sections(self) -> Iterator[Group]:
        """Of each metric a section: what can stand in one drawing, then all of its figures."""
        figures = self._answer["figures"]
        if not figures:
            yield Group(self.field("figures"), (self.none(),), "part-figures")
        for metric in dict.fromkeys(one["metric"] for one in figures):
            rows = [one for one in figures if one["metric"] == metric]
            title = self.term(metric)[0].text.capitalize()
            drawn = tuple(figure_plots(title, rows, self._words))
            columns = [
                Column(self.field("as_of"), lambda row: plain((row["as_of"] or "—").replace("/", " – "))),
                self.number(self.field("value"), lambda row: row["value"]),
                Column(self.field("comparator"), self._comparator),
                Column(self.field("population"), lambda row: theirs(row["population"] or "—")),
                self.nodes("origins"),
                self.number(self.say("analyses.figures.group"), lambda row: row["measure"]),
                self.state(),
            ]
            body = tuple(self.table(title, rows, columns, more=self._more))
            yield Group(title, (*drawn, *body), f"part-{metric}")

    def _comparator(self, row: Json) -> Line:
        upper = plain(f"– {row['upper']}") if row["upper"] is not None else ()
        unit = self.term(row["unit"]) if row["unit"] else ()
        return joined((self.term(row["comparator"]), upper, unit), " ")

    def _more(self, row: Json) -> Sequence[Block]:
        if not row["event"]:
            return ()
        return (Paragraph((*plain(f"{self.field('event')}: "), *self._words.name(row["event"]))),)
