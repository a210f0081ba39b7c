"""The report of a dossier: who it is, then statement by statement in parts, for and against."""

from collections.abc import Iterable, Iterator

from respondeat.api.phrases import no_longer
from respondeat.api.phrases_time import span

from .blocks import Block, Bullets, Facts, Group, Line, Paragraph, Span, Table, joined, plain, theirs
from .sources import Sources
from .statement import anchor, statement
from .words import Json, Words, short


class DossierReport:
    """Builds the sections of one dossier."""

    def __init__(self, answer: Json, sources: Sources, words: Words) -> None:
        self._answer, self._sources, self._words = answer, sources, words
        parts = [part["statements"] for part in answer["parts"]]
        rows = [*answer["identity"], *(row for part in parts for row in part), *answer["says"]["statements"]]
        rows += answer["withdrawn"]
        self._numbers: dict[str, int] = {}
        for row in rows:
            self._numbers.setdefault(row["id"], len(self._numbers) + 1)
        self._written: set[str] = set()

    def brief(self) -> tuple[Block, ...]:
        """How many statements of which kind there are, and on how few origins they rest."""
        answer, say = self._answer, self._words.say
        kind = self._words.term(answer["entity"]["type"]) if "type" in answer["entity"] else ""
        told: list[Line] = [
            (*self._words.name(answer["entity"], "strong"), Span(f", {kind}" if kind else ""))
        ]
        for part in answer["parts"]:
            link = Span(
                self._words.say(f"heading.{part['part']}"), to=f"part-{part['part'].replace('_', '-')}"
            )
            told.append((link, Span(f": {part['total']}")))
        for key in ("events", "patterns"):
            counted = answer["under_command"][key]
            if counted["certain"] + counted["possible"]:
                told.append(
                    (Span(self._under_title(key), to=f"under-{key}"), Span(f": {self._counts(counted)}"))
                )
        for heading, rows in no_longer(answer["withdrawn"]):
            told.append((Span(say(heading), to=_anchor(heading)), Span(f": {len(rows)}")))
        single = answer["one_origin"]
        if single["of"]:
            told.append(plain(say("dossier.one_origin", count=len(single["statements"]), all=single["of"])))
        if not answer["parts"] and not answer["withdrawn"]:
            told.append(plain(say("dossier.none")))
        return (Bullets(tuple(told)), Paragraph(plain(say("dossier.silence"))))

    def sections(self) -> Iterator[Group]:
        """Who or what it is."""
        yield self._who()

    def after(self) -> Iterator[Group]:
        """The parts, what is under command, what is said and withdrawn, what is missing, the record."""
        answer, say = self._answer, self._words.say
        for part in answer["parts"]:
            title, at = say(f"heading.{part['part']}"), f"part-{part['part'].replace('_', '-')}"
            yield Group(title, tuple(self._rows(part["statements"], part["total"])), at)
        for key in ("events", "patterns"):
            counted = answer["under_command"][key]
            if counted["certain"] + counted["possible"]:
                yield Group(self._under_title(key), tuple(self._under(counted)), f"under-{key}")
        if answer["says"]["statements"]:
            said = answer["says"]
            yield Group(say("heading.said"), tuple(self._rows(said["statements"], said["total"])), "said")
        for heading, rows in no_longer(answer["withdrawn"]):
            yield Group(say(heading), tuple(self._rows(rows, len(rows))), _anchor(heading))
        yield self._missing()
        yield self._record()

    def label(self, statement: str) -> Line:
        """The number of a statement, as a link."""
        number = self._numbers.get(statement)
        if number is None:
            return ()
        return (Span(self._words.say("report.statement.number", number=number), to=anchor(statement)),)

    def _rows(self, rows: Iterable[Json], total: int) -> Iterator[Block]:
        shown = 0
        for row in rows:
            shown += 1
            if row["id"] in self._written:  # it stands in another part as well
                told = joined((self.label(row["id"]), plain(self._words.say("report.statement.above"))), " ")
                yield Paragraph(told)
                continue
            self._written.add(row["id"])
            yield statement(row, f"{self._numbers[row['id']]}. ", self._sources, self._words)
        if total > shown:
            yield Paragraph(plain(self._words.say("report.more", count=total - shown), "loud"))

    def _who(self) -> Group:
        answer, words, say = self._answer, self._words, self._words.say
        blocks: list[Block] = []
        if names := answer["names"]:
            titles = tuple(say(f"report.names.{key}") for key in ("form", "language", "preferred"))
            rows = tuple(self._form(name) for name in names)
            blocks.append(Table(say("report.names.caption"), titles, rows, (60, 20, 20)))
        pairs = [
            (words.term(pair["property"]), (words.value(pair["value"]),)) for pair in answer["attributes"]
        ]
        pairs.append((say("page.id"), ((Span(short(answer["entity"]["id"]), "code"),),)))
        blocks.append(Facts(tuple(pairs)))
        if answer["identity"]:
            same = tuple(self._rows(answer["identity"], len(answer["identity"])))
            blocks.append(Group(say("heading.same"), same))
        if answer["candidates"]:
            items = tuple(self._candidate(row) for row in answer["candidates"])
            blocks.append(Group(say("heading.candidates"), (Bullets(items),)))
        return Group(say("report.names.title"), tuple(blocks), "who")

    def _form(self, name: Json) -> tuple[Line, ...]:
        preferred = self._words.say("value.yes") if name["preferred"] else "—"
        return (theirs(name["form"], lang=name["lang"] or ""), plain(name["lang"] or "—"), plain(preferred))

    def _candidate(self, row: Json) -> Line:
        return (*self._words.name(row["entity"]), Span(" "), Span(short(row["entity"]["id"]), "code"))

    def _under_title(self, key: str) -> str:
        return self._words.say("heading.under_command" if key == "events" else "heading.under_patterns")

    def _counts(self, counted: Json) -> str:
        return self._words.say("dossier.counts", certain=counted["certain"], possible=counted["possible"])

    def _under(self, counted: Json) -> Iterator[Block]:
        words, say = self._words, self._words.say
        yield Paragraph(plain(f"{self._counts(counted)}. {say('dossier.uneven')}"))
        yield Paragraph(plain(say("report.under.intro")))
        rows = tuple(self._event(row) for row in counted["shown"])
        titles = tuple(say(f"report.under.{key}") for key in ("event", "grade", "days", "bodies", "rests"))
        yield Table(say("report.under.caption"), titles, rows, (34, 14, 16, 20, 16))
        total = counted["certain"] + counted["possible"]
        if total > len(rows):
            yield Paragraph(plain(words.say("report.more", count=total - len(rows)), "loud"))

    def _event(self, row: Json) -> tuple[Line, ...]:
        words = self._words
        bodies = joined([words.name(body) for body in row["bodies"]], "; ")
        days = plain(span([row["on"]], words.language))
        known = joined([line for id in row["statements"] if (line := self.label(id))])
        ids = (Span(", ".join(map(short, row["statements"])), "code"),)
        cited = self._sources.cite(row["sources"])
        rests = joined((cited, known or ids), "\n")
        return (words.name(row["event"]), plain(words.grade(row["grade"])), days, bodies, rests)

    def _missing(self) -> Group:
        say = self._words.say
        items = []
        for gap in self._answer["gaps"]:
            told = say(f"gap.{gap['kind']}", count=len(gap["statements"])) + (
                ":" if gap["statements"] else ""
            )
            refs = [self.label(id) or (Span(short(id), "code"),) for id in gap["statements"]]
            items.append((Span(f"{told} "), *joined(refs)))
        body: Block = Bullets(tuple(items)) if items else Paragraph(plain(say("report.gaps.nothing")))
        return Group(say("heading.gaps"), (body,), "gaps")

    def _record(self) -> Group:
        say = self._words.say
        rows = tuple(self._entered(entry) for entry in self._answer["record"])
        if not rows:
            return Group(say("report.record.title"), (Paragraph(plain("—")),), "record")
        titles = tuple(say(f"report.record.{key}") for key in ("moment", "new", "later"))
        table = Table(say("report.record.caption"), titles, rows, (30, 40, 30))
        return Group(say("report.record.title"), (table,), "record")

    def _entered(self, entry: Json) -> tuple[Line, ...]:
        moment = (Span(entry["recorded_at"]), Span(f"\n{short(entry['changeset'])}", "code"))
        recorded = sorted(entry["statements"], key=lambda id: self._numbers.get(id, 0))
        new = joined([self._reference(id) for id in recorded]) or plain("—")
        later = [
            (
                Span(f"{self._words.say('added.' + row['how'])}: "),
                *self._reference(row["statement"]),
                Span(f" {short(row['id'])}", "code"),
            )
            for row in entry["added"]
        ]
        return (moment, new, joined(later, "\n") or plain("—"))

    def _reference(self, id: str) -> Line:
        number = self._numbers.get(id)
        return (Span(str(number), to=anchor(id)),) if number else (Span(short(id), "code"),)


def _anchor(heading: str) -> str:
    return heading.removeprefix("heading.").replace("_", "-")
