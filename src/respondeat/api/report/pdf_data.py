"""A report as the data that the typesetter is given: what it can write, in lines that it can break."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from respondeat.api.language import phrase

from .blocks import (
    GRADES,
    Block,
    Bullets,
    Facts,
    Fold,
    Group,
    Line,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Report,
    Span,
    Table,
)
from .drawing import svg
from .glyphs import written
from .lettering import breakable
from .markup import web_address

ROWS: Final = 5_000
"""So many rows a PDF holds beside what is always told in full; a source counts for two, a heading three."""

_HEADING: Final = 3
_SOURCE: Final = 2
_LINKS: Final = 1_500  # of more links than these only those to sections are kept: each takes memory
_PAGE: Final = 800.0  # so many units of a drawing are the width of a page
_LINE: Final = 450.0  # points that a line of text has
_SIZE: Final = 10.0
_CELL: Final = 9.0  # the size of letters in a table
_FACT: Final = 0.66  # the share of a line that a fact has
_TOGETHER: Final = 2_500  # facts of so few letters as data are not broken over pages

Json = dict[str, Any]
T = TypeVar("T")


class PdfData:
    """Writes one report as data."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._anchors: set[str] = set()
        self._links: list[Json] = []
        self._pictures = 0
        self._left = ROWS
        self._whole = False

    def told(self) -> Json:
        """The data for the template `report.typ`."""
        report = self._report
        moment = datetime.fromisoformat(report.recorded_at).astimezone(UTC)
        sections = [self._group(section) for section in report.sections]
        kept = self._anchors  # a link to what was cut away would be an error
        if len(self._links) > _LINKS:
            kept = {section.anchor for section in report.sections}
        for link in self._links:
            if link["l"] not in kept:
                del link["l"]
        return {
            "title": self._words(report.title, _LINE, 19),
            "language": report.language,
            "recorded_at": [*moment.timetuple()[:6]],
            "running": written(report.running),
            "sections": sections,
        }

    def _block(self, block: Block) -> Json:
        match block:
            case Group():
                return self._group(block)
            case Paragraph():
                return {"kind": "paragraph", "line": self._line(block.line), "style": block.style}
            case Bullets():
                items = self._first(block.items)
                told = [*map(self._line, items), *self._more(len(block.items) - len(items))]
                return {"kind": "bullets", "items": told}
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Fold():
                inside = Group(block.summary, block.blocks)
                return self._group(inside)
            case Quote():
                texts = [self._words(text, _LINE - 40) for text in block.texts]
                quote = {"kind": "quote", "by": self._line(block.by, _LINE - 10), "texts": texts}
                return {**quote, "against": block.against, "anchor": self._anchor(block.anchor)}
            case Notice():
                lines = [self._line(line, _LINE - 20) for line in block.lines]
                return {"kind": "notice", "title": written(block.title), "lines": lines, "loud": block.loud}
            case Picture():
                return self._picture(block)

    def _group(self, group: Group) -> Json:
        outside, self._whole = self._whole, self._whole or group.whole
        heading = self._words(group.heading, _LINE, 15)
        anchor = self._anchor(group.anchor)
        cut = frozenset[int]()
        for kind, weight in ((Group, _HEADING), (Quote, _SOURCE)):
            places = [n for n, block in enumerate(group.blocks) if isinstance(block, kind)]
            cut |= frozenset(places[len(self._first(places, weight)) :])
        blocks = [self._block(block) for n, block in enumerate(group.blocks) if n not in cut]
        blocks += [{"kind": "paragraph", "line": line, "style": "loud"} for line in self._more(len(cut))]
        self._whole = outside
        return {"kind": "group", "heading": heading, "anchor": anchor, "blocks": blocks}

    def _first(self, rows: Sequence[T], weight: int = 1) -> Sequence[T]:
        """As many rows as there is still room for; all of what is always told in full."""
        if self._whole:
            return rows
        first = rows[: self._left // weight]
        self._left -= len(first) * weight
        return first

    def _more(self, count: int) -> list[list[Json]]:
        """A line that tells how many rows are not here; none when all are."""
        if not count:
            return []
        names = {"html": "report.html", "json": "answer.json"}
        return [
            self._line(
                (Span(phrase("report.pdf.more", self._report.language, count=count, **names), "loud"),)
            )
        ]

    def _anchor(self, name: str) -> str:
        if name in self._anchors:
            return ""
        self._anchors |= {name} - {""}
        return name

    def _facts(self, facts: Facts) -> Json:
        room = _LINE * _FACT
        pairs = [
            [self._words(term, _LINE - room), [self._line(line, room) for line in lines]]
            for term, lines in facts.pairs
        ]
        together = len(json.dumps(pairs, ensure_ascii=False)) < _TOGETHER
        return {"kind": "facts", "pairs": pairs, "together": together}

    def _table(self, table: Table) -> Json:
        widths = table.widths or (1,) * len(table.columns)
        rooms = [_LINE * width / sum(widths) - 8 for width in widths]
        rows = self._first(table.rows)
        return {
            "kind": "table",
            "caption": self._words(table.caption, _LINE),
            "columns": [self._words(n, room, _CELL) for n, room in zip(table.columns, rooms, strict=True)],
            "rows": [
                [self._line(cell, room, _CELL) for cell, room in zip(row, rooms, strict=True)] for row in rows
            ],
            "more": self._more(len(table.rows) - len(rows)),
            "widths": list(widths),
        }

    def _picture(self, picture: Picture) -> Json:
        self._pictures += 1
        drawn = svg(picture.drawing, picture.title, picture.description, f"p{self._pictures}", written)
        share = min(1.0, picture.drawing.width / _PAGE)
        alt = written(f"{picture.title}. {picture.description}")
        return {"kind": "picture", "svg": drawn, "share": share, "alt": alt}

    def _line(self, line: Line, room: float = _LINE, size: float = _SIZE) -> list[Json]:
        return [self._span(span, room, size) for span in line]

    def _span(self, span: Span, room: float, size: float) -> Json:
        text = self._words(
            span.text, room, size * 0.8 if span.style == "code" else size, code=span.style == "code"
        )
        told: Json = {"t": text, "s": "" if span.style in GRADES else span.style}
        language = span.lang.partition("-")[0]
        if language.isalpha() and language.isascii() and len(language) in (2, 3):
            told["g"] = language.lower()
        if span.to:
            self._links.append({**told, "l": span.to})
            return self._links[-1]
        if href := web_address(span.href):
            told["h"] = href
        return told

    def _words(self, text: str, room: float, size: float = _SIZE, *, code: bool = False) -> str:
        return breakable(written(text), room, size, code=code)
