"""How large a SPARQL text may be, judged while it is read."""

from dataclasses import dataclass
from typing import Final

from respondeat.errors import TooLarge

from .tokens import Source, Token
from .words import words

_OPENING: Final = frozenset("({[")
_CLOSING: Final = frozenset(")}]")
_PATTERNS: Final = frozenset(words("Object ObjectPath Item ItemPath Step"))
_PARTS: Final = frozenset(
    words(
        "GraphPatternNotTriples Union PathSequence Or And Plus Times Column VarOrIri Aggregate "
        "GroupCondition HavingCondition OrderCondition"
    )
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes of the text, brackets within brackets, triple patterns, other parts; None is unbounded.

    An object is a pattern, each element of a collection, and each step of a path after the first: it becomes
    one when the path is taken apart. The other parts are those that the engine strings together and goes
    through by recursion: operators, alternatives, groups, filters, columns, conditions of order.

    The engine's stack is what `nesting` and `parts` protect. Measured with pyoxigraph 0.5.13 and 8 MB of
    stack: the worst nesting (EXISTS) ends the process at 845 levels, the worst sequence (columns, MINUS,
    ORDER BY) at 2,643 parts; with the bounds below both together take about half of the stack.
    """

    bytes: int | None = 8192
    nesting: int | None = 100
    patterns: int | None = 64
    parts: int | None = 1000


ALLOWED: Final = Bounds()
AT_HOME: Final = Bounds(None, 300, None)
"""For the owner of the machine: only what would end the process."""


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
        self._patterns = 0
        self._parts = 0

    def token(self, token: Token) -> None:
        """Counts brackets."""
        if token.kind in _OPENING:
            self._depth += 1
            self._hold(token, "query_nesting", self._depth, self._bounds.nesting, "brackets within brackets")
        elif token.kind in _CLOSING:
            self._depth -= 1

    def production(self, name: str, token: Token) -> None:
        """Counts patterns and parts."""
        if name in _PATTERNS:
            self._patterns += 1
            self._hold(token, "query_patterns", self._patterns, self._bounds.patterns, "triple patterns")
        if name in _PARTS:
            self._parts += 1
            self._hold(token, "query_parts", self._parts, self._bounds.parts, "operators and clauses")

    def _hold(self, token: Token, limit: str, found: int, allowed: int | None, what: str) -> None:
        if allowed is not None and found > allowed:
            raise TooLarge(
                f"The query has more than {allowed} {what} "
                f"({self._source.place(token.start)}). Ask it in parts.",
                limit=limit,
                allowed=allowed,
            )
