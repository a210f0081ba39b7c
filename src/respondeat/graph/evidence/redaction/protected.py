"""What a level may not see: every string that stands above it, and nowhere at it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from respondeat.graph.documents import DocumentStore, quote
from respondeat.graph.evidence.verifier import layout
from respondeat.graph.statement import Document, Entity, Name, Passage, Record, Text
from respondeat.graph.stores import ChangesetInfo, Reader, chain_hashes, seen_by
from respondeat.ontology import vocabulary as v

from .scanner import Scanner, Secret
from .texts import letters, words

_PERSONS: Final = frozenset({v.R + "Person"})
# Letters that a string of a kind has to have to mean what it means here; shorter ones stand anywhere.
_LEAST: Final = {"quote": 16, "text": 16, "title": 8, "file name": 6, "address": 8, "name of a thing": 4}
_LEAST_WORDS: Final = {"quote": 3, "text": 3}
_LEAST_NAME: Final = 4
_LEAST_ID: Final = 6
_APART: Final = "\n龘1龘\n"  # neither letters nor names go on across it
_BATCH: Final = 2000
_LARGE: Final = 100  # below it a number is met everywhere
_YEARS: Final = range(1900, 2101)
_OURS: Final = frozenset(
    str(value).rpartition("/")[2] for name, value in vars(layout).items() if name.isupper() and value
)


@dataclass(frozen=True)
class Protected:
    """The strings that a level must not be told, each with its kind; false when there are none.

    Kinds: name (of a person, met in all spellings), name of a thing, title, file name, address, quote, text,
    hash, id, offsets.
    """

    level: str
    secrets: tuple[Secret, ...]

    def __bool__(self) -> bool:
        return bool(self.secrets)

    @cached_property
    def scanner(self) -> Scanner:
        """What searches texts for them."""
        return Scanner(self.secrets)


def protected(seen: Reader, whole: Reader, documents: DocumentStore | None = None) -> Protected:
    """What the level of `seen` may not see of `whole`, a reader of the same data at the highest level.

    Quotes are cut from `documents` where they are held. What also stands at the level is left out: an id or
    a text that it has anyway, the name of somebody public of the same name. Raises StoreError.
    """
    lower = {info.id for info in seen.changesets()}
    above = [info for info in whole.changesets() if info.id not in lower]
    if not above:
        return Protected(seen.level, ())  # then nothing is searched, whatever there is to search
    captured = _captured(seen, whole, documents) if documents is not None else ()
    found = dict.fromkeys((*_secrets(above, seen, whole, documents), *captured))
    return Protected(seen.level, tuple(_without_public(found, seen)))


def _secrets(
    above: Iterable[ChangesetInfo], seen: Reader, whole: Reader, documents: DocumentStore | None
) -> Iterator[Secret]:
    for hash in _histories(seen, whole):
        yield Secret("hash", hash)
    for info in above:
        yield from _id(info.id)
        yield from _id(info.author)
        yield from _text("text", info.note)
        for record in whole.changeset_records(info.id):
            yield from _of(record, whole)
            if documents is not None and isinstance(record, Passage):
                yield from _quote(record, whole, documents)


def _histories(seen: Reader, whole: Reader) -> Iterator[str]:
    """The hashes of the history with what is above in it: whoever guesses the rest could confirm it."""
    mine = set(chain_hashes(seen.changesets()))
    return (hash for hash in chain_hashes(whole.changesets()) if hash not in mine)


def _of(record: Record, whole: Reader) -> Iterator[Secret]:
    if isinstance(record, Name):
        yield from _name(record.form, whole.record(record.entity))
    elif isinstance(record, Document):
        yield from _text("title", record.title)
        yield from _text("file name", record.file_name)
        yield from _address(record.url)
        yield from _text("text", record.note)
    elif isinstance(record, Passage):
        yield from _offsets(record)
    hashes = {record.sha256} if isinstance(record, Document | Passage) else set()
    url = record.url if isinstance(record, Document) else ""
    for told in _strings(record):
        if not told or told == url:
            continue
        if told in hashes:
            yield Secret("hash", told)
        elif ":" in told and " " not in told:
            yield from _id(told)
        elif not isinstance(record, Document | Name):
            yield from _text("text", told)


def _strings(value: Any) -> Iterator[str]:
    """Every string in a record, at any depth."""
    if isinstance(value, Text):
        yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _name(form: str, entity: Record | None) -> Iterator[Secret]:
    if len(letters(form)) < _LEAST_NAME:
        return
    person = isinstance(entity, Entity) and entity.cls in _PERSONS
    yield Secret("name" if person else "name of a thing", form)


def _quote(passage: Passage, whole: Reader, documents: DocumentStore) -> Iterator[Secret]:
    document = whole.record(passage.document)
    told = quote(documents, passage, document if isinstance(document, Document) else None)
    if told.text:
        yield from _text("quote", told.text)


def _address(url: str) -> Iterator[Secret]:
    """An address, unless it is that of a whole site, which tells of no document."""
    split = urlsplit(url) if "[" not in url else None
    if split is None or split.path.strip("/") or split.query or split.fragment:
        yield from _text("address", url)


def _captured(seen: Reader, whole: Reader, documents: DocumentStore) -> Iterator[Secret]:
    """The addresses that documents were captured from, where the level may not be told of that."""
    levels = seen_by(seen.level)
    for id in whole.instances(v.DOCUMENT):
        record = whole.record(id)
        if isinstance(record, Document) and record.sha256 and documents.held(record.sha256):
            for capture in documents.captures(record.sha256):
                if capture.level not in levels:
                    yield from _address(capture.url)


def _offsets(passage: Passage) -> Iterator[Secret]:
    start, end = passage.start, passage.end
    if start is None or end is None or min(start, end) < _LARGE:
        return
    if start not in _YEARS or end not in _YEARS:
        yield Secret("offsets", f"{start}-{end}")


def _text(kind: str, text: str) -> Iterator[Secret]:
    squeezed = letters(text)
    if len(squeezed) >= _LEAST[kind] and len(words(text)) >= _LEAST_WORDS.get(kind, 1) and text not in _OURS:
        yield Secret(kind, text)


def _id(iri: str) -> Iterator[Secret]:
    """An id by what is its own: the last part of an IRI of ours; another IRI as a whole."""
    local = iri.removeprefix(v.ID) if iri.startswith(v.ID) else ""
    if len(local) >= _LEAST_ID and "/" not in local:
        yield Secret("id", local)
    elif iri and not iri.startswith(v.R) and len(letters(iri)) >= _LEAST["address"]:
        yield Secret("address", iri)


def _without_public(secrets: Iterable[Secret], seen: Reader) -> Iterator[Secret]:
    """The secrets of which the level does not have what they say."""
    found = [secret for secret in secrets if secret.text]
    public = set(_public(seen))
    ids = {iri.removeprefix(v.ID) for iri in public}
    left = [s for s in found if s.text not in public and s.text not in ids]
    told = _told(public, Scanner([s for s in left if s.kind != "name"]))
    spelled = _told(_names(seen), Scanner([s for s in left if s.kind == "name"]))
    return (secret for secret in left if secret not in told and secret not in spelled)


def _told(texts: Iterable[str], scanner: Scanner) -> set[Secret]:
    """The secrets that stand in some of the texts."""
    if not scanner.secrets:
        return set()
    together = (_APART.join(some) for some in _batches(texts))
    return {scanner.secrets[found.secret] for text in together for found in scanner.scan(text)}


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(texts)
    while some := list(islice(waiting, _BATCH)):
        yield some


def _public(seen: Reader) -> Iterator[str]:
    """Every text and IRI that the level has."""
    for quad in seen.quads():
        if getattr(quad.graph_name, "value", None) is None:
            yield getattr(quad.subject, "value", "")
            yield getattr(quad.object, "value", "")


def _names(seen: Reader) -> Iterator[str]:
    for info in seen.changesets():
        for record in seen.changeset_records(info.id):
            if isinstance(record, Name):
                yield record.form
