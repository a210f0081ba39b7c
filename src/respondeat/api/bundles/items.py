"""The items of a bundle: what its index lists, and what its report calls documents by."""

from collections.abc import Iterator
from dataclasses import dataclass

from respondeat.api.report.about import DocumentItem
from respondeat.graph.documents import DocumentStore
from respondeat.graph.evidence.bundle import Leaf
from respondeat.graph.evidence.description import Item, numbered
from respondeat.graph.evidence.verifier.layout import ANSWER, ANSWERS
from respondeat.graph.statement import Document
from respondeat.graph.stores import seen_by

from .contents import Contents, Source, Working

_NO_ITEM = "record"  # statements and what they rest on are leaves, and no items


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a bundle for one level."""

    contents: Contents
    level: str
    prefix: str
    kept: DocumentStore

    def all(self) -> tuple[Item, ...]:
        """Every item, by its number; of one above the level its number and the hash of its leaf."""
        leaves = [leaf for leaf in self.contents.tree.leaves if leaf.content.kind != _NO_ITEM]
        numbers = numbered((leaf.hash.hex() for leaf in leaves), self.prefix)
        sources = {source.record.sha256: source for source in self.contents.sources}
        return tuple(self._item(numbers[leaf.hash.hex()], leaf, sources) for leaf in leaves)

    def _item(self, number: str, leaf: Leaf, sources: dict[str, Source]) -> Item:
        hash, told = leaf.hash.hex(), leaf.content.members
        if not leaf.shown(self.level):
            return Item.withheld(number, hash)
        if leaf.content.kind == "answer":
            return Item(
                number=number,
                leaf=hash,
                kind="answer",
                path=answer_path(leaf.level, self.level),
                sha256=str(told["sha256"]),
                size=int(told["size"]),
                media_type="application/json",
                level=leaf.level,
            )
        if leaf.content.kind == "working":
            source = sources[str(told["document"])]
            made = next(w for w in source.workings if w.extractor == told["extractor"])
            return _working(number, leaf, source, made)
        return self._document(number, leaf, sources[str(told["sha256"])])

    def _document(self, number: str, leaf: Leaf, source: Source) -> Item:
        record = source.record
        seen = seen_by(self.level)
        captures = self.kept.captures(record.sha256, seen)
        got = captures[0] if captures else None
        return Item(
            number=number,
            leaf=leaf.hash.hex(),
            kind="document",
            state="not-held" if source.size is None else "included",
            path=source.path,
            sha256=record.sha256,
            size=source.size,
            media_type=record.media_type,
            title=title(record),
            source_url=record.url or (got.url if got else ""),
            captured_at=got.captured_at if got else "",
            tool=got.tool if got else "",
            collector=got.collector if got else "",
            language=record.language or (got.language if got else ""),
            level=leaf.level,
        )


def answer_path(level: str, bundle: str) -> str:
    """The name in the bag of the answer at a level, in a bundle for another or the same."""
    return ANSWER if level == bundle else f"{ANSWERS}{level}.json"


def _working(number: str, leaf: Leaf, source: Source, made: Working) -> Item:
    return Item(
        number=number,
        leaf=leaf.hash.hex(),
        kind="working",
        path=made.path,
        sha256=made.sha256,
        size=made.size,
        media_type="text/plain",
        title=title(source.record),
        tool=made.extractor,
        language=source.record.language,
        level=leaf.level,
        made_from=made.document,
    )


def title(record: Document) -> str:
    """What a document is called."""
    return record.title or record.file_name or record.url or record.sha256


def of_report(items: tuple[Item, ...], contents: Contents) -> Iterator[DocumentItem]:
    """The documents among the items as a report names them."""
    kinds = {leaf.hash.hex(): leaf.content.kind for leaf in contents.tree.leaves}
    for item in items:
        if kinds[item.leaf] not in ("document", "listed"):
            continue
        if item.state == "withheld":
            yield DocumentItem(item.number, state="withheld")
            continue
        yield DocumentItem(
            item.number,
            item.sha256,
            item.title,
            item.source_url,
            "not-held" if item.state == "not-held" else "held",
            item.media_type,
        )
