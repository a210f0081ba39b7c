"""What is told of an entity beside its statements: names, attributes, what is missing, its record."""

from collections.abc import Iterator
from typing import Any, Final

from babel import Locale

from respondeat.api.language import counted
from respondeat.api.phrases_time import span, valid
from respondeat.api.report.blocks import (
    Block,
    Bullets,
    Facts,
    Group,
    Line,
    Paragraph,
    Span,
    Table,
    joined,
    plain,
    theirs,
)
from respondeat.api.report.words import Words, short

from .view import View

Json = dict[str, Any]

LISTED: Final = 20
"""Of long lists so many are told; how many more there are is told too."""

_MARKS: Final = ("invented", "placeholder", "protected")


def spoken(code: str, language: str) -> str:
    """A language by its BCP 47 code, in words, with its script where that is told.

    >>> spoken("be-latn", "en"), spoken("ru", "be"), spoken("x-invented", "en")
    ('Belarusian, Latin (be-latn)', 'руская (ru)', 'x-invented')
    """
    names = Locale.parse(language)
    first, *others = code.split("-")
    told = [names.languages.get(first), *(names.scripts.get(part.title()) for part in others)]
    found = ", ".join(filter(None, told))
    return f"{found} ({code})" if found else code


class Sections:
    """Builds them, in the words of a language."""

    def __init__(self, view: View, words: Words) -> None:
        self._told, self._words = view.told, words

    def who(self) -> Iterator[Group]:
        """The forms of its name, what it is, what a document is; names that are alike."""
        told, words = self._told, self._words
        blocks: list[Block] = []
        if told["names"]:
            titles = tuple(
                words.say(f"entity.names.{key}") for key in ("form", "language", "default", "stands")
            )
            blocks.append(
                Table(words.say("report.names.caption"), titles, tuple(map(self._form, told["names"])))
            )
        if pairs := tuple(self._facts()):
            blocks.append(Facts(pairs))
        if told["candidates"]:
            rows = tuple(
                (*words.name(row["entity"]), Span(" "), self._id(row["entity"])) for row in told["candidates"]
            )
            blocks.append(Group(words.say("heading.candidates"), (Bullets(rows),)))
        if blocks:
            yield Group(words.say("report.names.title"), tuple(blocks), "who")

    def _form(self, name: Json) -> tuple[Line, ...]:
        words, code = self._words, name["lang"] or ""
        language = spoken(code, words.language) if code else words.say("entity.names.unknown")
        default = words.say("value.yes") if name["preferred"] else "—"
        documents = joined([self._titled(id) for id in name["documents"]], "; ") or plain("—")
        return theirs(name["form"], lang=code), plain(language), plain(default), documents

    def _titled(self, id: str) -> Line:
        return (Span(self._told["titles"].get(id) or short(id), foreign=True, entity=id),)

    def _id(self, node: Json) -> Span:
        return Span(short(node["id"]), "code")

    def _facts(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        words = self._words
        for pair in self._told["attributes"]:
            if pair["property"] not in _MARKS:
                yield words.term(pair["property"]), (words.value(pair["value"]),)
        if any(self._told["on"] or ()):
            yield words.say("entity.on"), (plain(span([self._told["on"]], words.language)),)
        if document := self._told["document"]:
            yield from self._document(document)

    def _document(self, d: Json) -> Iterator[tuple[str, tuple[Line, ...]]]:
        say = self._words.say
        yield say("report.documents.publisher"), (self._or_none(d["publisher"]),)
        written = plain(valid(d["written"], self._words.language)) if d["written"] else self._or_none(None)
        yield say("report.documents.written"), (written,)
        if d["language"]:
            yield say("entity.document.language"), (plain(spoken(d["language"], self._words.language)),)
        hashed = (Span(d["sha256"], "code"),) if d["sha256"] else plain(say("report.source.no_hash"))
        yield say("report.documents.hash"), (hashed,)
        address = (Span(d["url"], href=d["url"], foreign=True),) if d["url"] else self._or_none(None)
        yield say("report.documents.address"), (address,)
        for key, told in (
            ("report.documents.file", d["file_name"]),
            ("entity.document.type", d["media_type"]),
        ):
            if told:
                yield say(key), (theirs(told, "code"),)
        if d["version_of"]:
            yield say("entity.document.version_of"), (self._words.name(d["version_of"]),)
        if d["versions"]:
            yield say("entity.document.versions"), tuple(map(self._words.name, d["versions"]))
        if d["note"]:
            yield say("report.statement.note"), (theirs(d["note"]),)

    def _or_none(self, text: str | None) -> Line:
        return theirs(text) if text else plain(self._words.say("entity.not_known"))

    def says(self) -> Line:
        """How much a document or origin says, for and against; empty for what says nothing."""
        says, words = self._told["says"], self._words
        if not says["attestations"]:
            return ()
        return plain(words.say("entity.says", **says))

    def under(self) -> Iterator[Group]:
        """Events of those below, and patterns apart from them."""
        for key, heading in (("events", "heading.under_command"), ("patterns", "heading.under_patterns")):
            found = self._told["under_command"][key]
            if found["certain"] + found["possible"]:
                yield Group(self._words.say(heading), tuple(self._below(found)), f"under-{key}")

    def _below(self, found: Json) -> Iterator[Block]:
        words, say = self._words, self._words.say
        counts = say("dossier.counts", certain=found["certain"], possible=found["possible"])
        yield Paragraph(plain(f"{counts}. {say('dossier.uneven')}"))
        yield Paragraph(plain(say("report.under.intro")), "soft")
        titles = tuple(say(f"report.under.{key}") for key in ("event", "grade", "days", "bodies"))
        rows = tuple(self._event(row) for row in found["shown"])
        yield Table(say("report.under.caption"), titles, rows)
        if (more := found["certain"] + found["possible"] - len(rows)) > 0:
            yield Paragraph(plain(counted("entity.more", more, words.language)), "loud")

    def _event(self, row: Json) -> tuple[Line, ...]:
        words = self._words
        bodies = joined([words.name(body) for body in row["bodies"]], "; ")
        grade = (Span(words.grade(row["grade"]), row["grade"]),)
        return words.name(row["event"]), grade, plain(span([row["on"]], words.language)), bodies or plain("—")

    def gaps(self) -> Group:
        """What is missing, as a dossier knows it."""
        say = self._words.say
        items = tuple(self._gap(gap) for gap in self._told["gaps"])
        body: Block = Bullets(items) if items else Paragraph(plain(say("report.gaps.nothing")))
        return Group(say("heading.gaps"), (body,), "gaps")

    def _gap(self, gap: Json) -> Line:
        told = self._words.say(f"gap.{gap['kind']}", count=len(gap["statements"]))
        return (Span(told), *self._listed(gap["statements"], ": "))

    def _listed(self, ids: list[str], before: str = "") -> Line:
        """Statements as links, the first of them."""
        if not ids:
            return ()
        links = joined([(Span(short(id), "code", statement=id),) for id in ids[:LISTED]])
        more = len(ids) - LISTED
        rest = (Span(f" {counted('entity.more', more, self._words.language)}"),) if more > 0 else ()
        return (Span(before), *links, *rest) if before else (*links, *rest)

    def record(self) -> Group:
        """When something of it was recorded, by whom, and what was changed or withdrawn since."""
        say = self._words.say
        rows = tuple(map(self._changeset, self._told["record"]))
        titles = tuple(say(f"entity.record.{key}") for key in ("moment", "by", "new", "later"))
        body: Block = (
            Table(say("entity.record.caption"), titles, rows)
            if rows
            else Paragraph(plain(say("entity.not_known")))
        )
        return Group(say("entity.record.title"), (body,), "record")

    def _changeset(self, row: Json) -> tuple[Line, ...]:
        note = theirs(f"\n{row['note']}", "soft") if row["note"] else ()
        by = (*theirs(row["author"]["name"]), *note)
        return plain(row["recorded_at"]), by, self._new(row), self._later(row["added"]) or plain("—")

    def _new(self, row: Json) -> Line:
        language = self._words.language
        told = [plain(self._words.say("entity.record.itself"))] if row["first"] else []
        if row["names"]:
            forms = joined([theirs(n["form"], lang=n["lang"] or "") for n in row["names"]])
            told.append((Span(f"{counted('entity.record.names', len(row['names']), language)}: "), *forms))
        if row["statements"]:
            told.append(plain(counted("entity.statements", len(row["statements"]), language)))
        return joined(told, "\n") or plain("—")

    def _later(self, added: list[Json]) -> Line:
        kinds: dict[str, list[str]] = {}
        for one in added:
            kinds.setdefault(one["how"], []).append(one["statement"])
        told = [
            (Span(f"{self._words.say(f'added.{how}')}: "), *self._listed(ids)) for how, ids in kinds.items()
        ]
        return joined(told, "\n")
