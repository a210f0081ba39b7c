"""What a report is made of: sections of blocks, the same for HTML and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from .drawing import Drawing

GRADES: Final = frozenset({"certain", "possible", "open"})
"""Styles of runs of text that are grades."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `style` is "", "strong", "loud" (what must not be overlooked), "soft" or "code".

    A grade has its name as style: "certain", "possible" or "open". `href` is an address of the web, `to` an
    anchor of the report. `foreign` text is of others (a name, a title): its direction is kept to itself.
    `lang` is its language where that is known, `entity` the id of what it names, `statement` that of the
    statement that it stands for. `ask` is a path among the pages with its parameters: text that is there
    only where such a page is.
    """

    text: str
    style: str = ""
    href: str = ""
    to: str = ""
    foreign: bool = False
    lang: str = ""
    entity: str = ""
    statement: str = ""
    ask: tuple[str, tuple[tuple[str, str], ...]] | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` as of a span."""

    line: Line
    style: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what is said of it."""

    pairs: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first cell of a row is its head. `widths` are shares of the width, one a column.

    `numbers` are the columns that hold numbers; `sorts` has for every row what its cells are sorted by, ""
    for the text itself; `folds` has what each row opens to, under a heading of its own, `fold`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...] = ()
    numbers: frozenset[int] = frozenset()
    sorts: tuple[tuple[str, ...], ...] = ()
    fold: str = ""
    folds: tuple["Fold", ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that stand under one line, and are seen when it is opened."""

    summary: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """One source: who says it and where (`by`), and the quotes, word by word; none where none is at hand."""

    by: Line
    texts: tuple[str, ...] = ()
    against: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with a title and a description in words for those who do not see it."""

    drawing: Drawing
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Lines in a frame; `loud` for what nobody may overlook."""

    title: str
    lines: tuple[Line, ...]
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what stands under it; the level of the heading follows from where it stands.

    A `whole` group is never cut short in the PDF.
    """

    heading: str
    blocks: tuple["Block", ...]
    anchor: str = ""
    whole: bool = False


Block = Paragraph | Facts | Table | Bullets | Quote | Picture | Notice | Fold | Group


@dataclass(frozen=True, slots=True)
class Report:
    """A readable report. `running` stands at the head of every page."""

    title: str
    language: str
    recorded_at: str
    running: str
    sections: tuple[Group, ...] = field(default=())


def plain(text: object, style: str = "") -> Line:
    """A line of our own words."""
    return (Span(str(text), style),)


def theirs(text: object, style: str = "", lang: str = "") -> Line:
    """A line of the words of others."""
    return (Span(str(text), style, foreign=True, lang=lang),)


def joined(lines: Iterable[Line], between: str = ", ") -> Line:
    """Lines as one, without those that are empty."""
    made: list[Span] = []
    for line in lines:
        if line:
            made += [Span(between), *line] if made else line
    return tuple(made)
