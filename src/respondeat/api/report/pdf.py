"""A report as PDF/A-2a and PDF/UA-1, set by Typst with the fonts that it carries.

The report goes to the typesetter as JSON alone: no word of it is read as markup. The same report gives the
same bytes on every machine: no clock, no path, no font of the machine.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final, Literal

import typst

from .blocks import (
    Block,
    Bullets,
    Facts,
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
from .markup import web_address

STANDARDS: Final[tuple[Literal["a-2a"], Literal["ua-1"]]] = ("a-2a", "ua-1")
_PAGE: Final = 800.0  # so many units of a drawing are the width of a page
_TOGETHER: Final = 2_500  # facts of so few letters as data are not broken over pages

Json = dict[str, Any]


def as_pdf(report: Report) -> bytes:
    """The report as PDF, the same bytes for the same report."""
    told = _Writer(report).told()
    template = files("respondeat.api.report").joinpath("report.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        sys_inputs={"report": json.dumps(told, ensure_ascii=False)},
        pdf_standards=[*STANDARDS],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return bytes(made)


class _Writer:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._anchors = set(_anchors(report.sections)) - {""}
        self._pictures = 0

    def told(self) -> Json:
        report = self._report
        moment = datetime.fromisoformat(report.recorded_at).astimezone(UTC)
        return {
            "title": written(report.title),
            "language": report.language,
            "recorded_at": [*moment.timetuple()[:6]],
            "running": written(report.running),
            "sections": [self._block(section) for section in report.sections],
        }

    def _block(self, block: Block) -> Json:
        match block:
            case Group():
                inside = [self._block(one) for one in block.blocks]
                heading = written(block.heading)
                return {"kind": "group", "heading": heading, "anchor": block.anchor, "blocks": inside}
            case Paragraph():
                return {"kind": "paragraph", "line": self._line(block.line), "style": block.style}
            case Bullets():
                return {"kind": "bullets", "items": [self._line(line) for line in block.items]}
            case Facts():
                pairs = [[written(term), [*map(self._line, lines)]] for term, lines in block.pairs]
                together = len(json.dumps(pairs, ensure_ascii=False)) < _TOGETHER
                return {"kind": "facts", "pairs": pairs, "together": together}
            case Table():
                return self._table(block)
            case Quote():
                texts = [written(text) for text in block.texts]
                by = self._line(block.by)
                told = {"kind": "quote", "by": by, "texts": texts}
                return {**told, "against": block.against, "anchor": block.anchor}
            case Notice():
                lines = [self._line(line) for line in block.lines]
                return {"kind": "notice", "title": written(block.title), "lines": lines, "loud": block.loud}
            case Picture():
                return self._picture(block)

    def _line(self, line: Line) -> list[Json]:
        return [self._span(span) for span in line]

    def _span(self, span: Span) -> Json:
        told: Json = {"t": written(span.text), "s": span.style}
        if span.to in self._anchors:
            told["l"] = span.to
        elif href := web_address(span.href):
            told["h"] = href
        if span.lang.partition("-")[0].isalpha() and len(span.lang.partition("-")[0]) in (2, 3):
            told["g"] = span.lang.partition("-")[0]
        return told

    def _table(self, table: Table) -> Json:
        return {
            "kind": "table",
            "caption": written(table.caption),
            "columns": [written(name) for name in table.columns],
            "rows": [[self._line(cell) for cell in row] for row in table.rows],
            "widths": list(table.widths),
        }

    def _picture(self, picture: Picture) -> Json:
        self._pictures += 1
        drawn = svg(picture.drawing, picture.title, picture.description, f"p{self._pictures}", written)
        share = min(1.0, picture.drawing.width / _PAGE)
        alt = written(f"{picture.title}. {picture.description}")
        return {"kind": "picture", "svg": drawn, "share": share, "alt": alt}


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Group):
            yield block.anchor
            yield from _anchors(block.blocks)
        elif isinstance(block, Quote):
            yield block.anchor
