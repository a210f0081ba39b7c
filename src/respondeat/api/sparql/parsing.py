"""A text as the grammar reads it: its tokens, and the parts with which something is done."""

from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from respondeat.errors import ForbiddenQuery, QueryError

from .grammar import END, grammar
from .tokens import Source, Token, Tokens
from .words import OPERATIONS, SERVICE, words

KEPT: Final = frozenset(
    words(
        "Prologue SelectQuery ConstructQuery DescribeQuery AskQuery DatasetClause SubSelect SolutionModifier "
        "LimitClause TriplesBlock TriplesSameSubjectPath PropertyListPath "
        "Path Call FunctionCall"
    )
)
"""The productions of which parts are kept."""

_NAMED: Final = 6
_START: Final = "Query"
_PROLOGUE: Final = frozenset(words("BASE PREFIX IRIREF PNAME_NS"))


class Part(NamedTuple):
    """A part of a query: its production, its tokens from `first` up to before `last`, the part it is in.

    `within` is a place in `Parsed.parts`, -1 for none.
    """

    name: str
    first: int
    last: int
    within: int


class Meter(Protocol):
    """Told of what is read, as it is read; raises what ends the reading."""

    def token(self, token: Token) -> None:
        """A token was taken."""
        ...

    def production(self, name: str, token: Token) -> None:
        """A production begins at a token."""
        ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that is SPARQL 1.1: its text without code point escapes, its tokens, its parts in order."""

    source: Source
    tokens: tuple[Token, ...]
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The text in which tokens have their places."""
        return self.source.text

    def written(self, part: Part) -> str:
        """The text of a part."""
        if part.first == part.last:
            return ""
        return self.text[self.tokens[part.first].start : self.tokens[part.last - 1].end]

    def named(self, name: str) -> tuple[Part, ...]:
        """The parts that are a production."""
        return tuple(part for part in self.parts if part.name == name)

    def inside(self, at: int, *names: str) -> bool:
        """Whether the part at a place in `parts` stands in one of these productions, however deep."""
        while (at := self.parts[at].within) >= 0:
            if self.parts[at].name in names:
                return True
        return False


def parse(source: Source, meter: Meter) -> Parsed:
    """The text as SPARQL 1.1 Query reads it, in time proportional to its length, without recursion.

    Raises QueryError for what is no query, ForbiddenQuery for a word of Update or SERVICE, and what the
    meter raises.
    """
    return _Parser(source, meter).parsed()


class _Parser:
    def __init__(self, source: Source, meter: Meter) -> None:
        self._source = source
        self._meter = meter
        self._tokens = Tokens(source)
        self._table, self._nullable = grammar()
        self._taken: list[Token] = []
        self._parts: list[Part] = []
        self._within = -1
        # Symbols yet to be read, the next one last; a number ends the part that stands at it.
        self._stack: list[str | int] = [_START]

    def parsed(self) -> Parsed:
        token = self._next()
        while self._stack:
            symbol = self._stack.pop()
            if isinstance(symbol, int):
                self._close(symbol)
            elif symbol in self._table:
                self._open(symbol, token)
                rule = self._table[symbol].get(token.kind)
                if rule is None:
                    raise self._misplaced(symbol, token)
                self._stack += rule[::-1]
            elif symbol != token.kind:
                raise self._misplaced(symbol, token)
            elif symbol != END:
                self._meter.token(token)
                self._taken.append(token)
                token = self._next()
        return Parsed(self._source, tuple(self._taken), tuple(self._parts))

    def _next(self) -> Token:
        token = self._tokens.next(self._compares)
        if token.kind in OPERATIONS:
            raise ForbiddenQuery(
                f"The text is an update, or has a word of one ({token.kind} "
                f"{self._source.place(token.start)}), and nothing is changed by queries. Data are changed by "
                "changesets."
            )
        if token.kind == SERVICE:
            raise ForbiddenQuery(
                f"The query asks another server (SERVICE {self._source.place(token.start)}), and queries "
                "never leave this machine. Fetch the data first and import it."
            )
        return token

    def _compares(self) -> bool:
        """Whether a comparison can come next, and so no IRI."""
        for symbol in reversed(self._stack):
            if isinstance(symbol, int):
                continue
            if symbol not in self._table:
                return False
            rule = self._table[symbol].get("<")
            if rule is None:
                return False
            if not self._nullable.issuperset(rule):
                return True
        return False

    def _open(self, name: str, token: Token) -> None:
        self._meter.production(name, token)
        if name in KEPT:
            self._stack.append(len(self._parts))
            self._parts.append(Part(name, len(self._taken), 0, self._within))
            self._within = len(self._parts) - 1

    def _close(self, at: int) -> None:
        part = self._parts[at]
        self._parts[at] = part._replace(last=len(self._taken))
        self._within = part.within

    def _misplaced(self, symbol: str, token: Token) -> QueryError:
        wanted = sorted(self._table.get(symbol, {symbol: ()}))
        hint = f", where {' or '.join(wanted)} should be" if len(wanted) <= _NAMED else ""
        if token.kind != END:
            hint = " after the end of the query" if symbol == END else hint
            return self._source.error(token.start, f"{self._tokens.near(token.start)} cannot stand{hint}")
        if all(token.kind in _PROLOGUE for token in self._taken):
            hint = " and has no query"
        return self._source.error(token.start, f"the text ends{hint}")
