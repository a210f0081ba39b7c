"""The sources of a report: numbered where first cited, quoted where told, listed at the end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from respondeat.api.phrases_time import valid
from respondeat.api.titles import called
from respondeat.graph.evidence.verifier.layout import GRAPH
from respondeat.ontology import vocabulary as v

from .about import DocumentItem
from .blocks import Group, Line, Paragraph, Quote, Span, joined, plain, theirs
from .markup import passage_path
from .words import Json, Words, short

HASH_SHOWN = 12


@dataclass(slots=True)
class _Known:
    """A source that was cited: its records, each with the statements of which it speaks."""

    number: int
    entry: Json
    records: dict[str, list[str]] = field(default_factory=dict)
    quoted: bool = False


class Sources:
    """Numbers sources S1, S2 ...: records that say in the same words who says it, where and how, are one.

    On a `page` who published a document stands beside it, and when, and a link instead of quotes: whoever
    writes pages opens no documents. In a report that is told where its documents are listed.
    """

    def __init__(self, words: Words, documents: Iterable[DocumentItem], *, page: bool = False) -> None:
        self._words = words
        self._page = page
        self._items: Mapping[str, DocumentItem] = {d.sha256: d for d in documents if d.sha256}
        self._known: dict[tuple[object, ...], _Known] = {}
        self._citing: dict[str, list[int]] = {}

    def cite(self, entries: Iterable[Json]) -> Line:
        """References to these sources, what speaks against marked so."""
        spans: dict[int, Span] = {}
        for known, entry in self._numbered(entries):
            against = f" {self._words.say('report.against')}" if entry["verdict"] == "denies" else ""
            spans[known.number] = Span(f"[S{known.number}{against}]", to=f"S{known.number}")
        return joined([(span,) for span in spans.values()], " ")

    def fresh(self, entries: Iterable[Json]) -> tuple[Quote, ...]:
        """Of these sources with their quotes those that were not quoted before."""
        return self.quotes([entry for known, entry in list(self._numbered(entries)) if not known.quoted])

    def quotes(self, entries: Iterable[Json]) -> tuple[Quote, ...]:
        """These sources with their quotes, those against last; premises after what rests on them."""
        told = sorted(self._numbered(entries), key=lambda pair: pair[1]["verdict"] == "denies")
        made, seen = list[Quote](), set[int]()
        for known, entry in told:
            if known.number in seen:
                continue
            seen.add(known.number)
            made.append(self._quote(known, entry))
            for premise in entry.get("premises", ()):
                for below, one in self._numbered(premise["sources"]):
                    if below.number not in seen:
                        seen.add(below.number)
                        made.append(self._quote(below, one))
        return tuple(made)

    def cited(self, document: str) -> Line:
        """References to the sources that cite a document, by its record."""
        return tuple(Span(f"[S{n}] ", to=f"S{n}") for n in self._citing.get(document, ()))

    def documents(self) -> list[Json]:
        """The documents cited, each once, in the order of their first citation."""
        found: dict[str, Json] = {}
        for known in self._known.values():
            if document := known.entry.get("document"):
                found.setdefault(document["id"], document)
        return list(found.values())

    def section(self) -> Group:
        """Every source with the identifiers by which its records are found in the bundle."""
        words = self._words
        intro = Paragraph(plain(words.say("report.sources.intro", graph=GRAPH, base=v.ID)), "soft")
        return Group(words.say("report.sources.title"), (intro, *self.listed()), "sources")

    def listed(self) -> Iterator[Quote]:
        """Every source that was cited, with an anchor and its identifiers."""
        for known in list(self._known.values()):  # premises may add to them; all are numbered by now
            quotes = () if known.quoted else tuple(self._texts(known.entry))
            by = joined((self._by(known, known.entry, listed=True), self._records(known)), "\n")
            yield Quote(by, quotes, anchor=f"S{known.number}")

    def _numbered(self, entries: Iterable[Json]) -> Iterator[tuple[_Known, Json]]:
        for entry in entries:
            key = _alike(entry)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = _Known(len(self._known) + 1, entry)
                if document := entry.get("document"):
                    self._citing.setdefault(document["id"], []).append(known.number)
            of = known.records.setdefault(_record(entry), [])
            if entry["statement"] not in of:
                of.append(entry["statement"])
            for premise in entry.get("premises", ()):
                list(self._numbered(premise["sources"]))
            yield known, entry

    def _quote(self, known: _Known, entry: Json) -> Quote:
        known.quoted = True
        texts = tuple(self._texts(entry))
        return Quote(self._by(known, entry), texts, against=entry["verdict"] == "denies")

    def _texts(self, entry: Json) -> Iterator[str]:
        for passage in entry.get("passages", ()):
            if passage.get("quote"):
                yield passage["quote"]

    def _by(self, known: _Known, entry: Json, *, listed: bool = False) -> Line:
        words = self._words
        number = Span(f"[S{known.number}] ", "strong", to="" if listed else f"S{known.number}")
        if entry["verdict"] == "derived":
            rule = words.concept(entry["rule"])
            told = words.say("source.derived", rule=rule, version=entry["rule_version"])
            rests = self.cite(one for premise in entry["premises"] for one in premise["sources"])
            premises = plain(words.say("report.source.premises"))
            return (number, *joined([plain(told), (*premises, *rests)], ". "))
        against = entry["verdict"] == "denies"
        stand = words.say("report.source.against" if against else "report.source.for")
        parts = [(Span(stand, "loud" if against else "strong"),), *self._who(entry), *self._where(entry)]
        return (number, *joined(parts, " · "))

    def _who(self, entry: Json) -> Iterator[Line]:
        words = self._words
        if entry["origin"]:
            yield (Span(words.say("report.source.origin")), *words.name(entry["origin"]))
        else:
            yield plain(words.say("source.no_origin"))
        if entry["reported_by"]:
            yield (Span(words.say("report.source.reporter")), *words.name(entry["reported_by"]))
        yield plain(words.say("report.source.modality", modality=words.concept(entry["modality"])))
        if entry["standard"] and entry["standard"] != "notStated":
            yield plain(words.say("source.standard", standard=words.concept(entry["standard"])))
        if entry["withheld"]:
            yield ((Span(words.say("source.withheld"), "strong")),)

    def _where(self, entry: Json) -> Iterator[Line]:
        words = self._words
        if document := entry["document"]:
            named = Span(called(document), foreign=True, entity=document["id"])
            yield (named, Span(f" ({self._item(document)})"))
            if self._page:
                yield from self._published(document)
        for passage in entry["passages"]:
            yield (*self._place(passage), *self._verdict(passage), *self._reading(passage))
        if entry["note"]:
            yield (Span(words.say("note", note="")), *theirs(entry["note"]))

    def _item(self, document: Json) -> str:
        words, sha256 = self._words, document["sha256"] or ""
        item = self._items.get(sha256)
        told = [words.say("report.source.item", item=item.item)] if item else []
        if sha256:
            told.append(f"SHA-256 {sha256[:HASH_SHOWN]}…")
        return ", ".join(told) or words.say("report.source.no_hash")

    def _published(self, document: Json) -> Iterator[Line]:
        words = self._words
        if document["publisher"]:
            yield (Span(f"{words.say('report.documents.publisher')}: "), *theirs(document["publisher"]))
        if document["written"]:
            written = valid(document["written"], words.language)
            yield plain(f"{words.say('report.documents.written')}: {written}")

    def _place(self, passage: Json) -> Line:
        if passage["locator"]:
            return theirs(passage["locator"])
        if passage["start"] is not None:
            place = self._words.say("source.characters", start=passage["start"], end=passage["end"])
            return plain(place)
        return plain(self._words.say("report.source.no_place"))

    def _verdict(self, passage: Json) -> Line:
        verdict = passage.get("quote_verdict")
        if self._page and verdict is None:
            return ()
        if passage.get("quote"):
            return plain(f", {self._words.say('report.source.verified')}")
        if verdict in ("document-changed", "passage-changed"):
            return (Span(f", {self._words.say(f'source.{verdict}')}", "loud"),)
        return plain(f", {self._words.say('report.source.no_quote')}")

    def _reading(self, passage: Json) -> Line:
        """On a page, where the words are."""
        path = passage_path(passage) if self._page else ""
        return (Span(", "), Span(self._words.say("passage.read"), ask=(path, ()))) if path else ()

    def _records(self, known: _Known) -> Line:
        """The identifiers: of the source, its passages, the statements of which it speaks."""
        words, entry = self._words, known.entry
        told = []
        for passage in entry.get("passages", ()):
            hashed = f" (SHA-256 {passage['sha256']})" if passage["sha256"] else ""
            told.append(f"{short(passage['passage'])}{hashed}")
        verdict = words.say(f"report.verdict.{entry['verdict']}")
        for record, statements in known.records.items():
            told.append(f"{short(record)} {verdict} {', '.join(map(short, statements))}")
        for premise in entry.get("premises", ()):
            told.append(f"{words.say('report.source.premise')} {short(premise['statement'])}")
        return (Span("\n".join(told), "code"),)


def _record(entry: Json) -> str:
    return str(entry.get("attestation") or entry["derivation"])


def _alike(entry: Json) -> tuple[object, ...]:
    """What two records have in common that are one source to a reader; one without a passage stands alone."""
    if not entry.get("passages"):
        return (entry["verdict"], _record(entry))
    who = ((entry[key] or {}).get("id") for key in ("origin", "reported_by"))
    how = (entry[key] for key in ("verdict", "modality", "standard", "withheld", "note"))
    return (*who, *how, *(passage["passage"] for passage in entry["passages"]))
