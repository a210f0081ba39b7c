"""The sources of a view: each written once, referred to by its number wherever something rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from respondeat.api.pages.place import Place
from respondeat.api.phrases_time import valid
from respondeat.api.report.markup import web_address
from respondeat.api.report.words import Words, short

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a source: its number, who says it, and whether it speaks against what refers to it."""

    number: int
    who: str
    against: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: where it stands, its hash, the quote where it is at hand, what is said of a missing one."""

    place: str
    sha256: str
    quote: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source in words, or the derivation by a rule, whose premises are sources too."""

    number: int
    who: str
    reporter: str = ""
    modality: str = ""
    standard: str = ""
    title: str = ""
    href: str = ""
    publisher: str = ""
    written: str = ""
    sha256: str = ""
    url: str = ""
    passages: tuple[Passage, ...] = ()
    withheld: bool = False
    note: str = ""
    derived: str = ""
    premises: tuple[Ref, ...] = ()


class Sources:
    """Numbers sources in the order in which they are first referred to."""

    def __init__(self, words: Words, place: Place) -> None:
        self._words, self._place = words, place
        self._made: dict[tuple[object, ...], Source | int] = {}

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

    def _ref(self, entry: Json) -> Ref:
        key = _alike(entry)
        known = self._made.get(key)
        if known is None:
            number = self._made[key] = len(self._made) + 1  # a premise may lead back to it
            known = self._made[key] = self._write(number, entry)
        if isinstance(known, int):
            return Ref(known, self._who(entry), entry["verdict"] == "denies")
        return Ref(known.number, known.who, entry["verdict"] == "denies")

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
        document = entry["document"] or {}
        standard = entry["standard"] if entry["standard"] != "notStated" else None
        written = document.get("written")
        return Source(
            number,
            who,
            reporter=entry["reported_by"]["name"] if entry["reported_by"] else "",
            modality=words.concept(entry["modality"]),
            standard=words.concept(standard) if standard else "",
            title=_title(document),
            href=self._place.entity(document["id"]) if document else "",
            publisher=document.get("publisher") or "",
            written=valid(written, words.language) if written else "",
            sha256=document.get("sha256") or "",
            url=web_address(document.get("url") or ""),
            passages=tuple(self._passage(one) for one in entry["passages"]),
            withheld=bool(entry["withheld"]),
            note=entry["note"] or "",
        )

    def _passage(self, passage: Json) -> Passage:
        say = self._words.say
        place = passage["locator"] or ""
        if not place and passage["start"] is not None:
            place = say("source.characters", start=passage["start"], end=passage["end"])
        verdict = passage.get("quote_verdict")
        told = say(f"source.{verdict}") if verdict in _UNQUOTED and not passage.get("quote") else ""
        return Passage(place, passage["sha256"] or "", passage.get("quote") or "", told)


_UNQUOTED = ("document-changed", "passage-changed", "no-text")


def _title(document: Json) -> str:
    if not document:
        return ""
    return str(document["title"] or document["file_name"] or document["url"] or short(document["id"]))


def _alike(entry: Json) -> tuple[object, ...]:
    """What two records have in common that are one source to a reader; one without a passage is its own."""
    if not entry.get("passages"):
        return (entry.get("attestation") or entry["derivation"],)
    who = ((entry[key] or {}).get("id") for key in ("origin", "reported_by"))
    how = (entry[key] for key in ("modality", "standard", "withheld", "note"))
    return (*who, *how, *(passage["passage"] for passage in entry["passages"]))
