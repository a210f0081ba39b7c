"""The name index: written forms on disk, found by exact key, sounds, beginning or abbreviation.

An inverted index (Tantivy) proposes forms, which are then ranked one by one. It answers with candidates
only: that two entities bear one name says nothing of their being one.
"""

import hashlib
import json
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from respondeat.errors import StoreError, StoreFull, StoreMissing, StoreVersionError

from .fields import document, schema
from .proposals import proposals
from .ranking import relevance
from .scripts import fold

FORMAT = 1  # of the documents and keys; an index of another format is built anew
_FORMAT_FILE = "names.json"
# What an error says when the disk or a file is full; a thread of the writer dies of nothing else.
_SIGNS_OF_FULL = ("worker thread", "No space", "too large", "os error 27", "os error 28")
_HEAP = 32_000_000
_PROPOSED = (
    40  # forms ranked for each query: with 100 the right one is first in .003 more queries, at twice the time
)
_AS_GOOD = 1 - 1e-4  # scores nearer to each other than this are equal: sums of floats depend on their order
_EQUALS = 400  # ranked at most of those that are as good as the last proposed
_GOOD = 0.95  # so like that nothing better is looked for
_LEAST = 0.35  # below it a form is no candidate
_LONGEST_QUERY = 400  # characters; a longer one is cut, so that the work is bounded


@dataclass(frozen=True, slots=True)
class NameRecord:
    """One written form of one entity. `kind` is Person, Body, ...: persons' names are read by their roles."""

    entity: str
    form: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a text may mean, by its best form; score 0 to 1, 1 for the same written form."""

    entity: str
    form: str
    score: float
    exact: bool
    kind: str


class NameIndex:
    """A reader of the index in a directory of its own. Close it, or use it in a `with` statement."""

    def __init__(self, directory: Path) -> None:
        """Raises StoreMissing, StoreVersionError or StoreError when there is no index that can be read."""
        self._index: tantivy.Index | None = _open(directory)
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    @classmethod
    def create(cls, directory: Path, records: Iterable[NameRecord]) -> None:
        """Build a whole index in a directory, which is made if need be and must hold no index yet."""
        with _told(directory):
            directory.mkdir(parents=True, exist_ok=True)
        if (directory / _FORMAT_FILE).exists():
            raise StoreError(
                f"There is a name index in {directory} already: extend it, or build in an empty directory."
            )
        with _told(directory):
            index = tantivy.Index(schema(), path=str(directory))
        _write(directory, index, records)
        with _told(directory):
            (directory / _FORMAT_FILE).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")

    @classmethod
    def extend(cls, directory: Path, records: Iterable[NameRecord]) -> None:
        """Add forms to an index; a pair of entity and form that is there already is left as it is."""
        _write(directory, _open(directory), records)

    def exact(self, text: str) -> tuple[Hit, ...]:
        """All entities one of whose forms folds to `fold(text)`, by IRI; more than one: ambiguous."""
        key = exact_key(text)
        if not key:
            return ()
        query = tantivy.Query.term_query(self._schema, "exact", key)
        found: dict[str, Hit] = {}
        for entity, form, kind in sorted(self._stored(query, self._count("exact", key))):
            found.setdefault(entity, Hit(entity, form, 1.0, True, kind))
        return tuple(found.values())

    def kind(self, entity: str, form: str) -> str | None:
        """The kind under which a form of an entity is filed, None when the form is not here."""
        query = tantivy.Query.term_query(self._schema, "pair", _pair(entity, form))
        return next((kind for _, _, kind in self._stored(query, 1)), None)

    def search(self, text: str, limit: int = 20, kinds: Container[str] | None = None) -> tuple[Hit, ...]:
        """At most `limit` candidates for a text in any spelling, best first, one for each entity.

        Other transliterations, typing errors, a surname alone, words of a body's name in any order and
        abbreviations are met. `kinds` leaves out entities of other kinds.
        """
        best = {hit.entity: hit for hit in self.exact(text) if kinds is None or hit.kind in kinds}
        text = text[:_LONGEST_QUERY]
        for query in proposals(self._schema, text, self._allowed(kinds)):
            if any(hit.score >= _GOOD for hit in best.values()) and len(best) >= limit:
                break  # the lax query would add nothing that is asked for
            for entity, form, kind in self._stored(query, max(_PROPOSED, 2 * limit)):
                score = round(relevance(text, form, kind), 4)
                known = best.get(entity)
                if known is not None and (known.exact or (-known.score, known.form) <= (-score, form)):
                    continue
                if score >= _LEAST:
                    best[entity] = Hit(entity, form, score, False, kind)
        return tuple(
            sorted(best.values(), key=lambda hit: (-hit.score, hit.form, hit.entity))[: max(0, limit)]
        )

    def close(self) -> None:
        """Let go of the files."""
        self._index = None
        del self._searcher

    def __enter__(self) -> "NameIndex":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _allowed(self, kinds: Container[str] | None) -> list[str] | None:
        if kinds is None:
            return None
        return [kind for kind, _ in self._searcher.terms_with_prefix("kind", "") if kind in kinds]

    def _count(self, field: str, value: str) -> int:
        return self._searcher.doc_freq(field, value)

    def _stored(self, query: tantivy.Query, limit: int) -> Iterator[tuple[str, str, str]]:
        """The best `limit` forms and those that are as good as the last of them.

        Among equals the engine's order is that in which forms came in: which are kept follows from the forms.
        """
        if limit < 1:
            return
        found, asked = self._searcher.search(query, limit, count=False).hits, limit
        while len(found) == asked and found[-1][0] >= (least := found[limit - 1][0] * _AS_GOOD):
            asked *= 8
            found = self._searcher.search(query, asked, count=False).hits
        if len(found) > limit:
            least = found[limit - 1][0] * _AS_GOOD
            most = found[limit - 1][0] / _AS_GOOD
            yield from map(self._form, (at for score, at in found if score > most))
            equal = sorted(map(self._form, (at for score, at in found if least <= score <= most)))
            yield from equal[: max(_EQUALS, limit)]
        else:
            yield from map(self._form, (at for _, at in found))

    def _form(self, address: tantivy.DocAddress) -> tuple[str, str, str]:
        entity, form, kind = json.loads(bytes(self._searcher.doc(address)["stored"][0]))
        return entity, form, kind


def exact_key(text: str) -> str:
    """`fold(text)`, as a hash where it is longer than a key should be."""
    key = fold(text)
    return key if len(key) <= 200 else "sha256:" + hashlib.sha256(key.encode(errors="replace")).hexdigest()


def _pair(entity: str, form: str) -> str:
    named = f"{entity}\0{form}".encode(errors="replace")
    return hashlib.blake2b(named, digest_size=12).hexdigest()


def _write(directory: Path, index: tantivy.Index, records: Iterable[NameRecord]) -> None:
    seen: set[str] = set()
    known = index.searcher()
    with _told(directory):
        writer = index.writer(heap_size=_HEAP, num_threads=1)
    for record in records:
        pair = _pair(record.entity, record.form)
        if pair in seen or (known.num_docs and known.doc_freq("pair", pair)):
            continue
        seen.add(pair)
        entry = document(pair, exact_key(record.form), record.entity, record.form, record.kind)
        with _told(directory):
            writer.add_document(entry)
    with _told(directory):
        writer.commit()
        writer.wait_merging_threads()


@contextmanager
def _told(directory: Path) -> Iterator[None]:
    """Faults of the index and of the disk as errors that say where and what to do."""
    try:
        yield
    except (ValueError, OSError) as fault:  # tantivy raises ValueError for every fault of its own
        what = f"The name index in {directory} could not be written ({fault})."
        todo = "Make space or lift the limit on file sizes, delete the directory and build the index anew."
        kind = StoreFull if any(sign in str(fault) for sign in _SIGNS_OF_FULL) else StoreError
        raise kind(f"{what} {todo}") from fault


def _open(directory: Path) -> tantivy.Index:
    try:
        found = json.loads((directory / _FORMAT_FILE).read_text(encoding="utf-8"))["format"]
    except FileNotFoundError:
        raise StoreMissing(f"There is no name index in {directory}: build it from the store.") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            f"{directory / _FORMAT_FILE} is damaged: delete the directory and build the index anew."
        ) from None
    if found != FORMAT:
        message = (
            f"The name index in {directory} is of format {found}, this version reads {FORMAT}: build it anew."
        )
        raise StoreVersionError(message)
    try:
        return tantivy.Index.open(str(directory))
    except (ValueError, OSError) as fault:
        raise StoreError(f"The name index in {directory} cannot be read ({fault}): build it anew.") from fault
