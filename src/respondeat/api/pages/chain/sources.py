"""The sources of a view: each written once, referred to by its number wherever something rests on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from respondeat.api.pages.place import Place
from respondeat.api.phrases_time import valid
from respondeat.api.report.markup import web_address
from respondeat.api.report.words import Words
from respondeat.api.titles import called

Json = dict[str, Any]
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a source: its number, who says it, and whether it speaks against what refers to it.

    A derivation by a rule is `derived`, and no source of its own.
    """

    number: int
    who: str
    against: bool
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The quote of a passage where it is at hand, what is said of a missing one, and where it is read."""

    quote: str
    verdict: str
    href: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its number, with what is known of it: written once, however many sources are in it."""

    number: int
    title: str
    href: str
    facts: Facts
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source in words, or the derivation by a rule, whose premises are sources too."""

    number: int
    who: str
    document: Document | None = None
    facts: Facts = ()
    passages: tuple[Passage, ...] = ()
    withheld: bool = False
    derived: str = ""
    premises: tuple[Ref, ...] = ()


class Sources:
    """Numbers sources in the order in which they are first referred to."""

    def __init__(self, words: Words, place: Place) -> None:
        self._words, self._place = words, place
        self._made: dict[tuple[object, ...], Source | int] = {}
        self._documents: dict[str, Document] = {}

    def refs(self, entries: Iterable[Json]) -> tuple[Ref, ...]:
        """References to these sources, each once, what speaks against last."""
        told: dict[tuple[int, bool], Ref] = {}
        for entry in entries:
            ref = self._ref(entry)
            told.setdefault((ref.number, ref.against), ref)
        return tuple(sorted(told.values(), key=lambda ref: ref.against))

    def listed(self) -> list[Source]:
        """Every source that was referred to, by number."""
        found = [one for one in self._made.values() if isinstance(one, Source)]
        return sorted(found, key=lambda one: one.number)

    def documents(self) -> list[Document]:
        """The documents of these sources, by number."""
        return list(self._documents.values())

    def _ref(self, entry: Json) -> Ref:
        key = alike(entry)
        known = self._made.get(key)
        if known is None:
            number = self._made[key] = len(self._made) + 1  # a premise may lead back to it
            known = self._made[key] = self._write(number, entry)
        verdict = entry["verdict"]
        number, who = (known, self._who(entry)) if isinstance(known, int) else (known.number, known.who)
        return Ref(number, who, verdict == "denies", verdict == "derived")

    def _who(self, entry: Json) -> str:
        if entry["verdict"] == "derived":
            return self._words.say("mark.derived")
        origin = entry["origin"]
        return str(origin["name"]) if origin else self._words.say("source.no_origin")

    def _write(self, number: int, entry: Json) -> Source:
        words, who = self._words, self._who(entry)
        if entry["verdict"] == "derived":
            rule = words.say(
                "source.derived", rule=words.concept(entry["rule"]), version=entry["rule_version"]
            )
            premises = self.refs(one for premise in entry["premises"] for one in premise["sources"])
            return Source(number, who, derived=rule, premises=premises)
        return Source(
            number,
            who,
            self._document(entry["document"]) if entry["document"] else None,
            tuple((words.say(f"chain.source.{key}"), text) for key, text in self._facts(entry) if text),
            tuple(_passage(words, one, self._place) for one in entry["passages"]),
            bool(entry["withheld"]),
        )

    def _facts(self, entry: Json) -> Iterator[tuple[str, str]]:
        words = self._words
        if entry["reported_by"]:
            yield "reporter", entry["reported_by"]["name"]
        yield "modality", words.concept(entry["modality"])
        if entry["standard"] not in (None, "notStated"):
            yield "standard", words.concept(entry["standard"])
        for passage in entry["passages"]:
            place = passage["locator"] or ""
            if not place and passage["start"] is not None:
                place = words.say("source.characters", start=passage["start"], end=passage["end"])
            yield "place", place
            yield "passage", passage["sha256"] or ""
        yield "note", entry["note"] or ""

    def _document(self, told: Json) -> Document:
        known = self._documents.get(told["id"])
        if known is None:
            say, written = self._words.say, told.get("written")
            facts = {
                "publisher": told.get("publisher"),
                "written": valid(written, self._words.language) if written else "",
                "hash": told.get("sha256"),
            }
            known = self._documents[told["id"]] = Document(
                len(self._documents) + 1,
                called(told),
                self._place.entity(told["id"]),
                tuple((say(f"chain.source.{key}"), text) for key, text in facts.items() if text),
                web_address(told.get("url") or ""),
            )
        return known


def _passage(words: Words, passage: Json, place: Place) -> Passage:
    verdict = passage.get("quote_verdict")
    told = words.say(f"source.{verdict}") if verdict in _UNQUOTED and not passage.get("quote") else ""
    return Passage(passage.get("quote") or "", told, place.passage(passage))


_UNQUOTED = ("document-changed", "passage-changed", "no-text")


def alike(entry: Json) -> tuple[object, ...]:
    """What two records have in common that are one source to a reader; one without a passage is its own."""
    if not entry.get("passages"):
        return (entry.get("attestation") or entry["derivation"],)
    who = ((entry[key] or {}).get("id") for key in ("origin", "reported_by"))
    how = (entry[key] for key in ("modality", "standard", "withheld", "note"))
    return (*who, *how, *(passage["passage"] for passage in entry["passages"]))
