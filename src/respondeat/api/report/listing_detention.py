"""Who is held where and how long, who was cut off, who died in custody."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Bullets, Facts, Group, Line, Paragraph, Span, joined, plain, theirs
from .listing import Column, Listing, its_sources, one_time
from .plots_detention import ROWS, detention_plot
from .words import Json


class DetentionListing(Listing):
    """A drawing of attested days, the holdings, those incommunicado, the deaths, the counts."""

    def brief(self) -> tuple[Block, ...]:
        """Of what, how many, how sure."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        if answer["on"]:
            pairs.append((self.field("on"), (self.spans(answer["on"]),)))
        pairs.append((self.field("persons"), (self._tally(answer["counts"]["persons"]),)))
        for key in ("held", "incommunicado", "deaths"):
            pairs.append((self.field(key), (plain(answer[f"{key}_count"]),)))
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.detention")), "soft"))

    def sections(self) -> Iterator[Group]:
        """The holdings with their drawing, then the rest."""
        answer = self._answer
        columns = [
            self.node("detained"),
            self.node("custodian"),
            Column(self.field("place"), self._where),
            Column(self.field("regime"), lambda row: self.term(row["regime"])),
            Column(self.field("spells"), self._spells),
            self.grade(),
        ]
        drawn = detention_plot(answer["held"], self._words)
        below = Paragraph(plain(self.say("analyses.plot.below")), "soft")
        picture = (drawn, *self.drawn_first(answer["held"], ROWS), below) if drawn else ()
        body = tuple(self.table(self.field("held"), answer["held"], columns, more=self._more))
        yield Group(self.field("held"), (*picture, *(body or (self.none(),))), "part-held")
        if answer["incommunicado"]:
            yield Group(self.field("incommunicado"), tuple(self._cut_off()), "part-incommunicado")
        if answer["deaths"]:
            yield Group(self.field("deaths"), tuple(self._deaths()), "part-deaths")
        yield self._counts(answer["counts"])

    def _where(self, row: Json) -> Line:
        return joined([self._words.name(row[key]) for key in ("place", "event")]) or plain("—")

    def _spells(self, row: Json) -> Line:
        told = []
        for spell in row["spells"]:
            still = f"{self.field('still_on')} {spell['still_on']}" if spell["still_on"] else ""
            state = self.against(spell) if spell["state"] != "supported" else ()
            told.append(joined((self.time(spell["valid"]), plain(still) if still else (), state)))
        return joined(told, "; ")

    def _more(self, row: Json) -> Sequence[Block]:
        made: list[Block] = []
        told = [theirs(text) for spell in row["spells"] for text in spell["conditions"]]
        if told:
            made += [Paragraph(plain(self.field("conditions"), "strong")), Bullets(tuple(told))]
        days = next((one for spell in row["spells"] for one in spell["certain_days"]), None)
        held = row["custodian"] or row["place"]
        if held and days and days[0]:
            made.append(self.to_chain(held, days[0]))
        return made

    def _cut_off(self) -> Iterator[Block]:
        columns = [
            self.node("detained"),
            Column(self.field("certain_days"), lambda row: self._spans(row["spans"])),
            self.days("unattested"),
        ]
        rows = self._answer["incommunicado"]
        yield from self.table(
            self.field("incommunicado"),
            rows,
            columns,
            lambda row: [entry for one in row["spans"] for entry in one["sources"]],
        )

    def _spans(self, spans: list[Json]) -> Line:
        return joined([self.spans(one["certain_days"]) for one in spans], "; ")

    def _deaths(self) -> Iterator[Block]:
        columns = [
            self.node("event"),
            Column(self.field("victims"), lambda row: self.names(one["person"] for one in row["victims"])),
            self.days("on"),
            Column(self.field("places"), lambda row: self.names(one["place"] for one in row["places"])),
            Column(self.field("held_by"), self._holders),
            Column(self.field("above"), self._above),
        ]
        yield from self.table(self.field("deaths"), self._answer["deaths"], columns, _of_death, self._ways)

    def _holders(self, row: Json) -> Line:
        told = [
            joined((self._words.name(one["body"]), self._role(one["role"]), self._grade(one["grade"])))
            for one in row["held_by"]
        ]
        return joined(told, "; ") or plain("—")

    def _role(self, role: str) -> Line:
        return plain(self._words.term(role))

    def _grade(self, grade: str | None) -> Line:
        return self.verdict({"grade": grade}) if grade else ()

    def _above(self, row: Json) -> Line:
        told = []
        for one in row["above"]:
            heads = [joined((self._words.name(h["person"]), self.verdict(h))) for h in one["heads"]]
            told.append(joined((self._words.name(one["body"]), joined(heads) or self._nobody()), ": "))
        return joined(told, "; ") or plain("—")

    def _nobody(self) -> Line:
        return plain(self.say("report.value.no-head"), "loud")

    def _ways(self, row: Json) -> Sequence[Block]:
        return [self.to_chain(one["body"], one_time(row["on"])) for one in row["above"]]

    def _counts(self, counts: Json) -> Group:
        told = [
            (*self.term(one["gender"] or "notStated"), Span(": "), *self._tally(one["persons"]))
            for one in counts["by_gender"]
        ]
        made: list[Block] = [Bullets(tuple(told))] if told else []
        if counts["by_group"]:
            columns = [
                self.node("group"),
                *self.numbers("certain", "possible", "undated", inside="persons"),
            ]
            made += self.table(self.field("by_group"), counts["by_group"], columns)
        return Group(self.field("counts"), tuple(made) or (self.none(),), "part-counts")

    def _tally(self, tally: Json) -> Line:
        known = {key: tally[key] for key in ("certain", "possible")}
        told = [plain(self.say("analyses.certain_possible", **known))]
        if tally["undated"]:
            told.append(plain(f"{self.field('undated')}: {tally['undated']}"))
        return joined(told)


def _of_death(row: Json) -> list[Json]:
    rows = (*row["victims"], *row["places"], *row["held_by"])
    above = [one for up in row["above"] for one in (*up["heads"], *up["superiors"])]
    return [*its_sources(row), *(entry for one in (*rows, *above) for entry in one["sources"])]
