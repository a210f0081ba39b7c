"""HTML and SVG, piece by piece: all text is escaped, so that nothing in it is read as markup."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final, NewType
from urllib.parse import quote

from respondeat.ontology import vocabulary as v

Markup = NewType("Markup", str)
"""Text that is markup already."""

_VOID: Final = frozenset({"meta", "br", "hr", "col", "path", "line", "rect"})
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Text in which control characters, and those that turn its direction, are seen as their number.

    By them one name passes for another (Unicode Technical Report 36).

    >>> visible("safe\u202etxt")
    'safe[U+202E]txt'
    """
    return _UNSEEN.sub(
        lambda found: f"[U+{ord(found[0]):04X}]", text.replace("\r\n", "\n").replace("\r", "\n")
    )


def text(said: str) -> Markup:
    """Text as markup."""
    return Markup(escape(visible(said), quote=True))


def element(name: str, attributes: dict[str, str] | None = None, *inside: Markup) -> Markup:
    r"""An element; attributes that are "" are left out.

    >>> element("p", {"class": "a\"b", "id": ""}, text("1 < 2"))
    '<p class="a&quot;b">1 &lt; 2</p>'
    """
    told = "".join(f' {key}="{text(value)}"' for key, value in (attributes or {}).items() if value != "")
    if name in _VOID and not inside:
        return Markup(f"<{name}{told}/>")
    return Markup(f"<{name}{told}>{''.join(inside)}</{name}>")


def web_address(url: str) -> str:
    """The address when it is one of the web and can be a link; "" for every other scheme."""
    return url if re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x1f]+", url, re.IGNORECASE) else ""


def passage_path(passage: Mapping[str, Any]) -> str:
    """Where among pages the words of a passage are, as answers have it; "" for one that lacks their place.

    >>> passage_path({"passage": "https://w3id.org/respondeat/id/pa-1", "start": 3, "end": 8, "sha256": "12"})
    '/passage/pa-1'
    """
    if passage["start"] is None or not passage["sha256"]:
        return ""
    return f"/passage/{quote(passage['passage'].removeprefix(v.ID), safe='')}"
