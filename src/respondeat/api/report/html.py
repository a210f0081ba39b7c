"""A report as HTML: one file, no script, nothing loaded from elsewhere."""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

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
from .markup import Markup, element, text, web_address

_DAY: Final = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b", re.ASCII)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@cache
def _style() -> Markup:
    return Markup(files("respondeat.api.report").joinpath("report.css").read_text("utf-8"))


def as_html(report: Report) -> bytes:
    """The report in UTF-8, the same bytes for the same report."""
    page = Writer(report.language)
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", None, text(report.title)),
        element("style", None, _style()),
    )
    body = element(
        "body",
        None,
        element("a", {"class": "skip", "href": "#content"}, text(phrase("page.skip", report.language))),
        element("header", None, element("p", None, text(report.running))),
        element(
            "main",
            {"id": "content"},
            element("h1", None, element("bdi", None, text(report.title))),
            *(page.group(section, 2, f"s{n}") for n, section in enumerate(report.sections, 1)),
        ),
    )
    told = element("html", {"lang": report.language}, Markup("\n"), head, Markup("\n"), body)
    return f"<!DOCTYPE html>\n{told}\n".encode()


class Writer:
    """Writes blocks; numbers what needs an id of its own.

    With `address` entities are links to it, and nothing has a style in place: for pages, whose policy allows
    none and whose tables can be sorted. `link` gives the address of a page by its path and parameters,
    `statement` where a statement stands.
    Without them a report is one file for itself.
    """

    def __init__(
        self,
        language: str,
        address: Callable[[str], str] | None = None,
        link: Callable[..., str] | None = None,
        statement: Callable[[str], str] | None = None,
    ) -> None:
        self._language = language
        self._address = address
        self._link = link
        self._statement = statement
        self._pictures = self._folds = 0

    def group(self, group: Group, level: int, at: str) -> Markup:
        """A section, its heading, and what stands in it."""
        heading = f"{at}-h"
        inside = [self.block(block, level, f"{at}-{n}") for n, block in enumerate(group.blocks, 1)]
        return element(
            "section",
            {"aria-labelledby": heading, "id": group.anchor},
            element(f"h{min(level, 6)}", {"id": heading}, text(group.heading)),
            *inside,
            Markup("\n"),
        )

    def block(self, block: Block, level: int, at: str) -> Markup:
        """One block under a heading of the level."""
        match block:
            case Group():
                return self.group(block, level + 1, at)
            case Paragraph(style="code"):
                return element("pre", None, element("code", None, self.line(block.line)))
            case Paragraph():
                return element("p", {"class": block.style}, self.line(block.line))
            case Bullets():
                return element("ul", None, *(element("li", None, self.line(line)) for line in block.items))
            case Facts():
                return element("dl", None, *(self._fact(term, lines) for term, lines in block.pairs))
            case Table():
                return self._table(block)
            case Quote():
                return self._quote(block)
            case Notice():
                return self._notice(block)
            case Fold():
                return self.fold(block, level, at)
            case Picture():
                self._pictures += 1
                drawn = svg(block.drawing, block.title, block.description, f"p{self._pictures}")
                named = {"tabindex": "0", "aria-label": block.title}  # where it is too wide, keys move it
                return element("figure", named, drawn)

    def line(self, line: Line) -> Markup:
        """Spans in a row."""
        return Markup("".join(self._span(span) for span in line))

    def _span(self, span: Span) -> Markup:
        if span.ask is not None:
            return self._asking(span)
        told = text(span.text)
        if self._address is not None and not (span.foreign or span.style == "code"):
            told = Markup(_DAY.sub(r'<span class="day">\g<0></span>', told))  # a day is not broken
        if span.lang or span.foreign:
            told = element("bdi", {"lang": span.lang if span.lang != self._language else ""}, told)
        name = {"strong": "strong", "loud": "strong", "code": "code", "soft": "small"}.get(span.style)
        if name:
            told = element(name, {"class": "loud" if span.style == "loud" else ""}, told)
        if span.style in GRADES and self._address is not None:
            return element("span", {"class": "verdict", "data-line": span.style}, told)
        if span.entity and self._address is not None:
            return element("a", {"href": self._address(span.entity)}, told)
        if span.statement and self._statement is not None:
            return element("a", {"href": self._statement(span.statement)}, told)
        if span.to:
            return element("a", {"href": f"#{span.to}"}, told)
        if href := web_address(span.href):
            return element("a", {"href": href, "rel": "noreferrer noopener nofollow"}, told)
        return told

    def _asking(self, span: Span) -> Markup:
        if self._link is None or span.ask is None:
            return Markup("")
        path, given = span.ask
        return element("a", {"href": self._link(path, **dict(given))}, text(span.text))

    def _fact(self, term: str, lines: tuple[Line, ...]) -> Markup:
        said = (element("dd", None, self.line(line)) for line in lines)
        return element("div", None, element("dt", None, text(term)), *said)

    def _table(self, table: Table) -> Markup:
        if self._address is not None:
            return self._sortable(table)
        heads = (element("th", {"scope": "col"}, text(name)) for name in table.columns)
        share = sum(table.widths)
        columns = (element("col", {"style": f"width: {100 * width / share:.0f}%"}) for width in table.widths)
        return element(
            "table",
            None,
            element("caption", None, text(table.caption)),
            *((element("colgroup", None, *columns),) if share else ()),
            element("thead", None, element("tr", None, *heads)),
            element("tbody", None, *map(self._row, table.rows)),
        )

    def _row(self, row: tuple[Line, ...]) -> Markup:
        first, *others = row
        cells = (element("td", None, self.line(cell)) for cell in others)
        return element("tr", None, element("th", {"scope": "row"}, self.line(first)), *cells)

    def _sortable(self, table: Table) -> Markup:
        """A table for a page: it sorts; on a phone rows are cards, by which their roles would be lost."""
        names = (*table.columns, *((table.fold,) if table.folds else ()))
        heads = (
            element(
                "th",
                {"scope": "col", "role": "columnheader", "class": "number" if at in table.numbers else ""},
                text(name),
            )
            for at, name in enumerate(names)
        )
        rows = (self._card(table, at) for at in range(len(table.rows)))
        return element(
            "table",
            {"class": "sortable cards", "role": "table"},
            element("caption", None, text(table.caption)),
            element("thead", {"role": "rowgroup"}, element("tr", {"role": "row"}, *heads)),
            element("tbody", {"role": "rowgroup"}, *rows),
        )

    def _card(self, table: Table, at: int) -> Markup:
        sorts = table.sorts[at] if table.sorts else ("",) * len(table.columns)
        cells = []
        for column, (line, sort) in enumerate(zip(table.rows[at], sorts, strict=True)):
            given = {
                "role": "cell" if column else "rowheader",
                "scope": "" if column else "row",
                "class": "number" if column in table.numbers else "",
                "data-label": table.columns[column],
                "data-value": sort,
            }
            cells.append(element("td" if column else "th", given, self.line(line)))
        if table.folds:
            fold = self._opened(table.folds[at]) if table.folds[at].blocks else text("—")
            cells.append(element("td", {"role": "cell", "class": "fold", "data-label": table.fold}, fold))
        return element("tr", {"role": "row"}, *cells)

    def _opened(self, fold: Fold) -> Markup:
        self._folds += 1
        return self.fold(fold, 5, f"f{self._folds}")

    def fold(self, fold: Fold, level: int, at: str) -> Markup:
        """Blocks that a line opens to; without a script too."""
        inside = (self.block(block, level, f"{at}-{n}") for n, block in enumerate(fold.blocks, 1))
        return element("details", None, element("summary", None, text(fold.summary)), *inside)

    def _quote(self, quote: Quote) -> Markup:
        said = (element("blockquote", None, element("p", {"dir": "auto"}, text(t))) for t in quote.texts)
        kind = "source against" if quote.against else "source"
        by = element("p", None, self.line(quote.by))
        return element("div", {"class": kind, "id": quote.anchor}, by, *said)

    def _notice(self, notice: Notice) -> Markup:
        title = element("p", None, element("strong", None, text(notice.title)))
        lines = (element("p", None, self.line(line)) for line in notice.lines)
        return element(
            "div", {"class": "notice loud" if notice.loud else "notice", "role": "note"}, title, *lines
        )
