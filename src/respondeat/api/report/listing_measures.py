"""Who on the chains above events is on which sanctions list, and who on none in the data."""

from collections.abc import Iterator, Sequence

from respondeat.api.titles import called

from .blocks import Block, Bullets, Facts, Fold, Group, Line, Paragraph, Span, joined, plain
from .listing import Column, Listing
from .words import Json


class MeasuresListing(Listing):
    """Persons by status, with their listings; then the lists that the data hold."""

    def brief(self) -> tuple[Block, ...]:
        """Of which events, how many persons of each status."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["targets"]:
            pairs.append((self.field("targets"), (self.names(answer["targets"]),)))
        if answer["on"]:
            pairs.append((self.field("on"), (self.spans(answer["on"]),)))
        for one in answer["asked_regimes"]:
            pairs.append((one["asked"], (self.names(one["regimes"]),)))
        counts = [(*self.term(key), Span(f": {count}")) for key, count in answer["counts"].items()]
        pairs.append((self.field("persons"), tuple(counts)))
        pairs.append((self.field("events"), (plain(answer["events"]),)))
        if answer["off_chains"]["count"]:
            off = Span(str(answer["off_chains"]["count"]), to="part-off-chains")
            pairs.append((self.field("off_chains"), ((off,),)))
        return (Facts(tuple(pairs)), Paragraph(plain(self.say("analyses.told.measures")), "soft"))

    def sections(self) -> Iterator[Group]:
        """Persons, regimes, lists, measures that name nobody."""
        answer = self._answer
        columns = [
            self.node("person"),
            Column(self.field("status"), lambda row: self.term(row["status"])),
            Column(self.field("above"), self._above),
            Column(self.field("regimes"), self._regimes),
        ]
        table = self.table(self.field("persons"), answer["persons"], columns, _entries, self._more)
        body = tuple(table) or (self.none("analyses.none_chain"),)
        yield Group(self.field("persons"), body, "part-persons")
        regimes = [
            self.node("regime"),
            *self.numbers("listed", "possible", "other_time"),
        ]
        if answer["regimes"]:
            told = self.table(self.field("regimes"), answer["regimes"], regimes, None)
            yield Group(self.field("regimes"), tuple(told), "part-regimes")
        if answer["lists"]:
            yield Group(self.field("lists"), tuple(self._lists(answer["lists"])), "part-lists")
        if answer["told"]:
            columns = [self.node("actor"), self.of("measure"), self.node("event"), self.valid(), self.state()]
            told = self.table(self.field("told"), answer["told"], columns)
            yield Group(self.say("analyses.measures.told"), tuple(told), "part-told")

        if off := answer["off_chains"]["persons"]:
            names = Fold(self.field("persons"), (Paragraph(self.names(off)),))
            yield Group(self.field("off_chains"), (names,), "part-off-chains")

    def _above(self, row: Json) -> Line:
        above = row["above"]
        if above is None:
            return plain(self.say("analyses.measures.not_above"))
        told = self.say("analyses.certain_possible", certain=above["certain"], possible=above["possible"])
        return joined((self.verdict(above), plain(f"{self.field('events')}: {told}")), "; ")

    def _regimes(self, row: Json) -> Line:
        told = [
            joined((self._words.name(one["regime"]), self.term(_on(one["on"])))) for one in row["regimes"]
        ]
        return joined(told, "; ") or plain(self.say("report.value.no-listing"))

    def _more(self, row: Json) -> Sequence[Block]:
        told = []
        for under in row["regimes"]:
            for one in under["listings"]:
                entry = " ".join(filter(None, (one["annex"], one["entry"])))
                parts = (
                    self._words.name(one["act"]),
                    self.term(one["measure"]),
                    plain(entry) if entry else (),
                )
                ended = plain(self.field("ended")) if one["ended"] else ()
                told.append(joined((*parts, self.time(one["valid"]), ended)))
        return (Bullets(tuple(told)),) if told else ()

    def _lists(self, rows: list[Json]) -> Iterator[Block]:
        columns = [
            self.node("act"),
            self.node("regime"),
            self.number(self.field("persons"), lambda row: row["persons"]),
            self.number(self.field("others"), lambda row: row["others"]),
            *(self.of(key) for key in ("first", "last", "until")),
            Column(self.field("documents"), self._documents),
        ]
        yield from self.table(self.field("lists"), rows, columns, None)

    def _documents(self, row: Json) -> Line:
        told = [(Span(called(one), foreign=True, entity=one["id"]),) for one in row["documents"]]
        return joined(told, "; ") or plain("—")


def _on(name: str) -> str:
    return "listed" if name == "certain" else name


def _entries(row: Json) -> list[Json]:
    listings = [one for under in row["regimes"] for one in under["listings"]]
    above = row["above"]["sources"] if row["above"] else []
    return [*(entry for one in listings for entry in one["sources"]), *above]
