"""The text of HTML documents, by Beautiful Soup over Python's own parser."""

import codecs
import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from respondeat.errors import DocumentError

_NAMES = (
    "address article aside blockquote br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary "
    "table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_NAMES.split())
_UNSHOWN = ["script", "style", "template", "noscript"]
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]{1,40})""")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")


def html_text(path: Path, shown: str) -> str:
    """The text that a reader sees: a line for each block, spaces as one, without scripts and comments.

    Raises DocumentError when the bytes are not in the encoding they declare (UTF-8 when they declare none).
    """
    source = decoded(path.read_bytes(), shown)
    try:
        soup = BeautifulSoup(source, "html.parser")
        for unshown in soup(_UNSHOWN):
            unshown.decompose()
        pieces: list[str] = []
        for node in soup.descendants:
            if isinstance(node, Tag):
                if node.name in _BLOCKS:
                    pieces.append("\n")
            elif type(node) is NavigableString:  # comments and the like are of classes derived from it
                pieces.append(_piece(node))
    except (RecursionError, AssertionError) as error:  # what html.parser raises on markup it cannot take
        raise DocumentError(
            f"{shown} cannot be read as HTML ({error}). Save it as plain text and add that copy."
        ) from error
    return _BREAKS.sub("\n", _SPACES.sub(" ", "".join(pieces))).strip()


def _piece(node: NavigableString) -> str:
    """A piece of text; a block that ends after it ends its line."""
    text = re.sub(r"\s+", " ", str(node))
    last: Tag | NavigableString = node
    while last.next_sibling is None and isinstance(last.parent, Tag):
        last = last.parent
        if last.name in _BLOCKS:
            return text + "\n"
    return text


def decoded(content: bytes, shown: str) -> str:
    """HTML bytes as text, by byte order mark, by what they declare, else as UTF-8."""
    declared = _CHARSET.search(content[:4096]) or _DECLARED.match(content)
    name = declared[1].decode() if declared else "utf-8"
    if content.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        raise DocumentError(
            f"{shown} is not in its encoding {name} ({error}). Save it as UTF-8 and add that copy."
        ) from None
