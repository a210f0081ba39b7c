"""Which statements contradict each other, and which only seem to: both sides beside each other."""

from collections.abc import Iterator, Sequence

from .blocks import Block, Facts, Group, Line, Paragraph, joined, plain, theirs
from .listing import Column, Listing
from .statement import heading
from .statement import statement as whole
from .words import Json

_SAID = ("metric", "comparator", "value", "upper", "asOf")
"""Roles by which a figure is told apart."""


class ConflictsListing(Listing):
    """Contradictions, each with what both sides say."""

    def brief(self) -> tuple[Block, ...]:
        """How many of which kind."""
        answer = self._answer
        pairs: list[tuple[str, tuple[Line, ...]]] = []
        if answer["target"]:
            pairs.append((self.say("analyses.field.target"), (self._words.name(answer["target"], "strong"),)))
        for one in answer["counts"]:
            if one["certain"] or one["possible"] or one["not_contradictory"]:
                counts = {key: one[key] for key in ("certain", "possible", "not_contradictory")}
                told: list[Line] = [plain(self.say("analyses.conflicts.count", **counts))]
                if one["truncated"]:
                    told.append(plain(self.say("report.chain.truncated"), "loud"))
                pairs.append((self.term(one["kind"])[0].text.capitalize(), tuple(told)))
        return (Facts(tuple(pairs)),) if pairs else ()

    def sections(self) -> Iterator[Group]:
        """What contradicts, then what only seems to."""
        for key in ("conflicts", "not_contradictory"):
            rows = self._answer[key]
            columns = [
                self.nodes("about"),
                Column(self.field("kind"), lambda row: self.term(row["kind"])),
                *((self.grade(),) if key == "conflicts" else ()),
                Column(self.say("analyses.conflicts.sides"), self._sides),
                self.days(),
                Column(self.field("because"), self._why),
            ]
            body = tuple(self.table(self.field(key), rows, columns, lambda row: [], self._more))
            yield Group(self.field(key), body or (self.none(),), f"part-{key.replace('_', '-')}")

    def _why(self, row: Json) -> Line:
        why = plain(self.say(f"analyses.rule.{row['rule']}"))
        origin = row["one_origin"]
        noted = [theirs(one["reason"], "soft") for one in row["noted"] if one["reason"]]
        one = (*plain(f"{self.field('one_origin')}: "), *self._words.name(origin)) if origin else ()
        return joined((why, one, *noted), " · ")

    def _sides(self, row: Json) -> Line:
        told = []
        for side in row["sides"]:
            said = "; ".join(dict.fromkeys(map(self._heading, side["said"])))
            against = f" ({self.say('report.against')})" if side["denies"] else ""
            told.append(plain(f"{said}{against}"))
        return joined(told, " ↔ ")

    def _heading(self, row: Json) -> str:
        """A statement in a few words; one that names nobody by what else it says."""
        told = heading(row, self._words)
        if any(isinstance(value, dict) for value in row["roles"].values()):
            return told
        values = [self._words.value(value) for key, value in row["roles"].items() if key in _SAID]
        return f"{told}: {' '.join(span.text for line in values for span in line)}"

    def _more(self, row: Json) -> Sequence[Block]:
        made: list[Block] = []
        for number, side in enumerate(row["sides"], 1):
            made.append(Paragraph(plain(self.say("analyses.conflicts.side", number=number), "strong")))
            made += [self._said(one) for one in side["said"]]
        return made

    def _said(self, row: Json) -> Block:
        group = whole(row, "", self._sources, self._words)
        return Group(group.heading, group.blocks)  # a statement may stand in several rows: no anchor
