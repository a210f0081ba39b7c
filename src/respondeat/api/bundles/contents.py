"""The parts of a bundle that are leaves of its tree, each with the lowest level that may see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from respondeat.graph.documents import DocumentStore, suffix
from respondeat.graph.evidence.bundle import Content, Salts, Tree
from respondeat.graph.evidence.verifier.layout import DOCUMENTS, WORKING
from respondeat.graph.statement import Document
from respondeat.graph.stores import sees
from respondeat.graph.stores.files import hash_file

from .asking import View
from .plan import Plan

Allowed = Callable[[str, str], bool]
"""Whether a level may have the bytes of a document, by its SHA-256."""


@dataclass(frozen=True, slots=True)
class Working:
    """A text that was extracted from a document."""

    document: str
    extractor: str
    file: Path
    sha256: str
    size: int

    @property
    def path(self) -> str:
        """Its name in the bag."""
        return f"{WORKING}{self.document}.{self.extractor}.txt"

    @property
    def content(self) -> Content:
        """What its leaf stands for."""
        members: dict[str, str | int] = {
            "sha256": self.sha256,
            "size": self.size,
            "document": self.document,
            "extractor": self.extractor,
        }
        return Content("working", members)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the answers cite: its record, the lowest level that may see that, and its bytes.

    `bytes_level` is the lowest level that may have the bytes. `size` and `file` are None where they are not
    held.
    """

    record: Document
    level: str
    bytes_level: str
    size: int | None = None
    file: Path | None = None
    workings: tuple[Working, ...] = ()

    @property
    def path(self) -> str:
        """Its name in the bag."""
        ending = suffix(self.record.media_type) if self.record.media_type else ""
        return f"{DOCUMENTS}{self.record.sha256}{ending}"

    @property
    def content(self) -> Content:
        """What its leaf stands for."""
        if self.size is None:
            return Content("listed", {"sha256": self.record.sha256})
        return Content("document", {"sha256": self.record.sha256, "size": self.size})


@dataclass(frozen=True, slots=True)
class Contents:
    """All leaves of a bundle, and what those of the kinds `document`, `listed` and `working` are."""

    plan: Plan
    sources: tuple[Source, ...]
    tree: Tree


def contents(plan: Plan, kept: DocumentStore, salts: Salts, allowed: Allowed) -> Contents:
    """The leaves of a planned bundle. That documents are what their hashes say shows when they are copied."""
    sources = tuple(_sources(plan, kept, allowed))
    told = (*_records(plan), *_of_sources(sources), *map(_answer, _answered(plan)))
    return Contents(plan, sources, Tree.of(told, salts.within(plan.subject)))


def _records(plan: Plan) -> Iterator[tuple[Content, str]]:
    for block in plan.blocks:
        members = {"graph": block.graph, "subject": block.subject, "sha256": block.sha256}
        yield Content("record", members), plan.level(block)


def _sources(plan: Plan, kept: DocumentStore, allowed: Allowed) -> Iterator[Source]:
    levels = [view.level for view in plan.views]
    by_hash: dict[str, tuple[Document, str]] = {}
    for record, level in plan.documents:
        known = by_hash.get(record.sha256)
        if record.sha256 and (known is None or not sees(level, known[1])):
            by_hash[record.sha256] = (record, level)
    for hash in sorted(by_hash):
        record, level = by_hash[hash]
        held = kept.held(hash)
        if held is None:
            yield Source(record, level, level)
            continue
        given = [x for x in levels if sees(x, level) and allowed(hash, x)]
        file, size = held
        workings = tuple(_workings(kept, hash))
        yield Source(record, level, given[0] if given else levels[-1], size, file, workings)


def _workings(kept: DocumentStore, hash: str) -> Iterator[Working]:
    for extractor, file in kept.kept_texts(hash):
        yield Working(hash, extractor, file, hash_file(file), file.stat().st_size)


def _of_sources(sources: tuple[Source, ...]) -> Iterator[tuple[Content, str]]:
    for source in sources:
        yield source.content, source.bytes_level
        for working in source.workings:
            yield working.content, source.bytes_level


def _answered(plan: Plan) -> Iterator[View]:
    return (view for view in plan.views if view.told is not None)


def _answer(view: View) -> tuple[Content, str]:
    content = view.content
    members: dict[str, str | int] = {
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "level": view.level,
    }
    return Content("answer", members), view.level
