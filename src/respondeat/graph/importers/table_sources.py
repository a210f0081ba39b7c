"""What a row rests on: the row of the table as a passage, the documents it cites, and who says so."""

import re
from dataclasses import dataclass, field

from respondeat.graph.statement import (
    Attestation,
    Document,
    Passage,
    Record,
    Statement,
    content_id,
)

from .base import WHOLE
from .mapping_parts import Authority
from .mapping_table import Cell, Cited, Source, TableMapping, Voice
from .table_cells import Cells

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(slots=True)
class Sources:
    """Makes attestations; keeps the first form of each document."""

    plan: TableMapping
    table: Document
    documents: dict[str, Document] = field(default_factory=dict)
    voices: dict[tuple[int, str], tuple[str, tuple[Record, ...]]] = field(default_factory=dict)
    cited: dict[tuple[str, ...], tuple[Record, ...]] = field(default_factory=dict)

    def attest(
        self, cells: Cells, source: Source, denied: bool, note: str, statements: list[Statement]
    ) -> list[Record]:
        """Documents, passages and the attestation of the statements of one row."""
        row = Passage.of(self.table.id, locator=cells.row.locator)
        cited = self._cited(cells, source.document) if source.document else ()
        origin, origin_records = self._voice(cells, source.origin)
        reporter, reporter_records = self._voice(cells, source.reported_by)
        ids = [statement.id for statement in statements]
        attestation = Attestation.of(
            supports=() if denied else ids,
            denies=ids if denied else (),
            passages=[row.id, *(record.id for record in cited if isinstance(record, Passage))],
            origin=origin or reporter,
            reported_by=reporter,
            modality=source.modality,
            standard=source.standard or "",
            note=note,
        )
        return [*cited, *origin_records, *reporter_records, row, attestation]

    def _voice(self, cells: Cells, voice: Voice | None) -> tuple[str, tuple[Record, ...]]:
        if voice is None:
            return "", ()
        name = cells.row[voice.column] if voice.column else voice.authority.name if voice.authority else ""
        if not name:
            return "", ()
        key = (id(voice), name)  # the plan outlives this
        if key not in self.voices:
            said_by = voice.authority or Authority.model_validate({"name": name, "lang": voice.lang})
            self.voices[key] = (said_by.iri, said_by.records())
        return self.voices[key]

    def _cited(self, cells: Cells, cited: Cited) -> tuple[Record, ...]:
        """Each document that the row cites, and the passage in it."""
        given = cited.cells()
        raw = tuple(cells.row[cell.column] if cell.column else cell.constant or "" for _, cell in given)
        key = (str(id(cited)), *raw)
        if key in self.cited:
            return self.cited[key]
        texts = {name: _split(text, cell, cited) for text, (name, cell) in zip(raw, given, strict=True)}
        shared = {n for n, cell in given if cell.constant is not None or n in ("publisher", "locator")}
        made: list[Record] = []
        for place in range(max(map(len, texts.values()))):
            one = {name: _at(found, place, shared=name in shared) for name, found in texts.items()}
            if document := self._document(cells, cited, one):
                made += [document, Passage.of(document.id, locator=one.get("locator") or WHOLE)]
        if not cells.wrong:
            self.cited[key] = tuple(made)
        return tuple(made)

    def _document(self, cells: Cells, cited: Cited, one: dict[str, str]) -> Document | None:
        digest = one.get("sha256", "").lower()
        known = one.get("key") or one.get("url") or one.get("title") or ""
        if digest and not _SHA256.fullmatch(digest):
            column = cited.sha256.column or "" if cited.sha256 else ""
            cells.fault(column, digest, "a SHA-256 has 64 hexadecimal digits")
            return None
        if not digest and not known:
            return None
        made = content_id("doc", digest) if digest else content_id("doc", self.plan.dataset, known)
        document = Document(
            made,
            title=one.get("title", ""),
            sha256=digest,
            publisher=one.get("publisher", ""),
            url=one.get("url", ""),
        )
        return self.documents.setdefault(made, document)


def _split(text: str, cell: Cell, cited: Cited) -> list[str]:
    """The parts of a cell, empty ones too, so that those of several cells stay side by side."""
    if cell.column is None or cited.separator is None:
        return [text]
    return [part.strip() for part in text.split(cited.separator)]


def _at(found: list[str], place: int, *, shared: bool) -> str:
    """The part for the document at a place; a single text may be shared by all of them."""
    if shared and len(found) == 1:
        return found[0]
    return found[place] if place < len(found) else ""
