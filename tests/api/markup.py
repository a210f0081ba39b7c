"""What a page holds, as a browser reads it."""

from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})


class Page(HTMLParser):
    """Its elements in order with their attributes, its text, and what is still open at its end.

    Elements must close in order, or reading fails.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self._said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        assert tag in _VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        self._said.append(data)

    @property
    def text(self) -> str:
        """All text."""
        return "".join(self._said)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a name."""
        return [given for name, given in self.elements if name == tag]

    def all(self, attribute: str, tag: str = "") -> list[str]:
        """The values of an attribute that are not empty, on elements of any name or of one."""
        those = (given.get(attribute) for name, given in self.elements if tag in ("", name))
        return [value for value in those if value]
