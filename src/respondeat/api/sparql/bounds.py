"""How large a SPARQL text may be, judged while it is read."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from respondeat.errors import TooLarge

from .tokens import Source, Token

_OPENING: Final = frozenset("({[")
_CLOSING: Final = frozenset(")}]")
_PATTERNS: Final = frozenset(("Object", "ObjectPath", "Item", "ItemPath", "Step"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes of the text, brackets within brackets, triple patterns; None is unbounded.

    An object is a pattern, each element of a collection, and each step of a path after the first: it becomes
    one when the path is taken apart.
    """

    bytes: int | None = 8192
    nesting: int | None = 100
    patterns: int | None = 64


ALLOWED: Final = Bounds()
UNBOUNDED: Final = Bounds(None, None, None)


def check_size(text: str, bounds: Bounds) -> None:
    """Raises TooLarge for a text of more bytes (UTF-8) than allowed."""
    allowed = bounds.bytes
    if allowed is None or len(text) * 4 <= allowed:
        return
    if len(text) > allowed or len(text.encode("utf-8", "surrogatepass")) > allowed:
        raise TooLarge(
            f"The query is longer than {allowed} bytes. Ask it in parts.",
            limit="query_bytes",
            allowed=allowed,
        )


class Gauge:
    """A `Meter` that raises TooLarge when a text goes over its bounds."""

    def __init__(self, source: Source, bounds: Bounds) -> None:
        self._source = source
        self._bounds = bounds
        self._depth = 0
        self._count: Counter[str] = Counter()

    def token(self, token: Token) -> None:
        """Counts brackets."""
        if token.kind in _OPENING:
            self._depth += 1
            self._hold(token, "query_nesting", self._depth, self._bounds.nesting, "brackets within brackets")
        elif token.kind in _CLOSING:
            self._depth -= 1

    def production(self, name: str, token: Token) -> None:
        """Counts patterns."""
        if name in _PATTERNS:
            self._count["patterns"] += 1
            self._hold(
                token, "query_patterns", self._count["patterns"], self._bounds.patterns, "triple patterns"
            )

    def _hold(self, token: Token, limit: str, found: int, allowed: int | None, what: str) -> None:
        if allowed is not None and found > allowed:
            raise TooLarge(
                f"The query has more than {allowed} {what} "
                f"({self._source.place(token.start)}). Ask it in parts.",
                limit=limit,
                allowed=allowed,
            )
