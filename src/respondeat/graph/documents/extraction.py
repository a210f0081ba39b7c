"""The text of a document. Offsets of passages count its Unicode code points.

Plain text is its bytes read as UTF-8, nothing taken away and no line break changed. HTML and PDF depend on
the program that reads them, so each extractor has a name with its version, and what it gave is kept.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from respondeat.errors import DocumentError

from .media_types import is_html

LIMIT = 512 * 1024 * 1024  # bytes; a document is read as a whole


@dataclass(frozen=True, slots=True)
class Extractor:
    """A way to get text out of a kind of document."""

    name: str  # with version; stands in the name of the file that keeps the text
    media_type: str
    read: Callable[[Path, str], str]  # file, and how to call it in a message


def _plain(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{shown} is not UTF-8 text: byte {error.start} ({error.reason}). Save it as UTF-8 and add "
            "that copy."
        ) from None


def plain(path: Path, shown: str) -> None:
    """Nothing, for a file that is UTF-8 text; it is read bit by bit. Raises DocumentError."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise DocumentError(f"{shown} is not UTF-8 text ({error.reason}).") from None


def _html(path: Path, shown: str) -> str:
    from .html import html_text  # only who reads HTML waits for its library

    return html_text(path, shown)


def _pdf(path: Path, shown: str) -> str:
    from .pdf import pdf_text  # only who reads PDF waits for its library

    return pdf_text(path, shown)


PLAIN = Extractor("text-1", "text/plain", _plain)
HTML = Extractor(f"beautifulsoup4-{version('beautifulsoup4')}-1", "text/html", _html)
PDF = Extractor(f"pypdf-{version('pypdf')}-1", "application/pdf", _pdf)


def extractor(path: Path, shown: str) -> Extractor:
    """The extractor for a file, by what it holds. Raises DocumentError when empty, too large or not text."""
    size = path.stat().st_size
    if size == 0:
        raise DocumentError(f"{shown} is empty. Add a file with content.")
    if size > LIMIT:
        raise DocumentError(
            f"{shown} has {size:,} bytes; at most {LIMIT:,} are read. Split it and add the parts."
        )
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    if b"%PDF-" in head[:1024]:
        return PDF
    if is_html(head):
        return HTML
    if b"\0" in head:
        raise DocumentError(
            f"{shown} is neither text, HTML nor PDF. Save it as one of these (scans: with recognised text) "
            "and add that copy; to keep it as it is, without text to be quoted, add it with --original."
        )
    return HTML if Path(shown).suffix.lower() in (".html", ".htm", ".xhtml") else PLAIN
