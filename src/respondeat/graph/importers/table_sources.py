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
    voices: dict[tuple[str, str], tuple[str, tuple[Record, ...]]] = field(default_factory=dict)

    def attest(
        self, cells: Cells, source: Source, statements: list[Statement], *, denied: bool, note: str
    ) -> list[Record]:
        """Documents, passages and the attestation of the statements of one row."""
        passages = [Passage.of(self.table.id, locator=cells.row.locator)]
        records: list[Record] = []
        for document, locator in self._cited(cells, source.document):
            records.append(document)
            passages.append(Passage.of(document.id, locator=locator or document.title or document.url))
        origin, origin_records = self._voice(cells, source.origin)
        reporter, reporter_records = self._voice(cells, source.reported_by)
        ids = [statement.id for statement in statements]
        attestation = Attestation.of(
            supports=() if denied else ids,
            denies=ids if denied else (),
            passages=[passage.id for passage in passages],
            origin=origin or reporter,
            reported_by=reporter,
            modality=source.modality,
            standard=source.standard or "",
            note=note,
        )
        return [*records, *origin_records, *reporter_records, *passages, attestation]

    def _voice(self, cells: Cells, voice: Voice | None) -> tuple[str, tuple[Record, ...]]:
        if voice is None:
            return "", ()
        name = cells.row[voice.column] if voice.column else voice.authority.name if voice.authority else ""
        if not name:
            return "", ()
        key = (voice.column or "", name)
        if key not in self.voices:
            said_by = voice.authority or Authority.model_validate({"name": name, "lang": voice.lang})
            self.voices[key] = (said_by.iri, said_by.records())
        return self.voices[key]

    def _cited(self, cells: Cells, cited: Cited | None) -> list[tuple[Document, str]]:
        if cited is None:
            return []
        texts = {name: self._texts(cells, cell, cited) for name, cell in cited.cells()}
        width = max(len(found) for found in texts.values())
        made = []
        for place in range(width):
            one = {name: _at(found, place, cited, name) for name, found in texts.items()}
            if document := self._document(cells, cited, one):
                made.append((document, one.get("locator", "")))
        return made

    @staticmethod
    def _texts(cells: Cells, cell: Cell, cited: Cited) -> list[str]:
        if cell.constant is not None:
            return [cell.constant]
        text = cells.row[cell.column or ""]
        return [part.strip() for part in text.split(cited.separator)] if cited.separator else [text]

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


def _at(found: list[str], place: int, cited: Cited, name: str) -> str:
    """The text of the document at a place of a list; a single text is shared by all."""
    cell = getattr(cited, name)
    if len(found) == 1 and (cell.constant is not None or name in ("publisher", "locator")):
        return found[0]
    return found[place] if place < len(found) else ""
