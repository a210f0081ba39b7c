"""What a report is made of: sections of blocks, the same for HTML and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .drawing import Drawing


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `style` is "", "strong", "loud" (what must not be overlooked), "soft" or "code".

    `href` is an address of the web, `to` an anchor of the report. `foreign` text is of others (a name, a
    title): its direction is kept to itself. `lang` is its language where that is known, `entity` the id of
    what it names.
    """

    text: str
    style: str = ""
    href: str = ""
    to: str = ""
    foreign: bool = False
    lang: str = ""
    entity: str = ""


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
    """A table: the first cell of a row is its head. `widths` are shares of the width, one a column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...] = ()


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


Block = Paragraph | Facts | Table | Bullets | Quote | Picture | Notice | Group


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
