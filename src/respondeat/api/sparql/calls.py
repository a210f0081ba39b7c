"""Calls of tables in a query: `( "name" "2020-08-10" ) r:chain ( ?chain ?hop )`, and what stands in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from respondeat.errors import QueryError
from respondeat.ontology import vocabulary as v

from .parsing import Parsed, Part
from .tokens import Token

_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_NAMES: Final = frozenset({"IRIREF", "PNAME_LN", "PNAME_NS"})


@dataclass(frozen=True, slots=True)
class Call:
    """A triple that calls a table: constants on its left, variables on its right.

    `block` is where the triples around it begin; from `start` up to before `end` stands the call, with the
    dot after it; `place` is where it stands, for messages.
    """

    table: str
    arguments: tuple[str, ...]
    variables: tuple[str, ...]
    block: int
    start: int
    end: int
    place: str


def calls(parsed: Parsed, meant: Mapping[int, str], tables: Mapping[str, str]) -> tuple[Call, ...]:
    """The calls in a query; `meant` are its IRIs by token, `tables` the forms of the tables by their IRIs.

    Raises QueryError for an IRI of a table that stands anywhere else, for arguments that are not constant,
    and for outputs that are not variables.
    """
    places = {at for at, iri in meant.items() if iri in tables}
    made = []
    for triple in _triples(parsed):
        reader = _Reader(parsed, meant, tables, *triple)
        if reader.verb in places:
            places.remove(reader.verb)
            made.append(reader.call())
    for at in sorted(places):
        name = meant[at].removeprefix(v.R)
        raise _error(
            parsed, parsed.tokens[at], f"r:{name} is a table and stands in a pattern", tables[meant[at]]
        )
    return tuple(made)


def _triples(parsed: Parsed) -> Iterator[tuple[Part, Part, int]]:
    """Triples of one path of one token: the part, the block that it is in, the place of the token."""
    for part in parsed.parts:
        if part.name == "Path" and part.last - part.first == 1 and part.within >= 0:
            listed = parsed.parts[part.within]
            triple = parsed.parts[listed.within]
            if triple.name == "TriplesSameSubjectPath":
                yield triple, parsed.parts[triple.within], part.first


def _error(parsed: Parsed, token: Token, what: str, form: str) -> QueryError:
    return QueryError(f"{what} ({parsed.source.place(token.start)}). Write it so: {form}")


class _Reader:
    """Reads the triple of a call."""

    def __init__(
        self,
        parsed: Parsed,
        meant: Mapping[int, str],
        tables: Mapping[str, str],
        triple: Part,
        block: Part,
        verb: int,
    ) -> None:
        self.verb = verb
        self._parsed = parsed
        self._meant = meant
        self._tables = tables
        self._triple = triple
        self._block = block

    def call(self) -> Call:
        """The call. Raises QueryError."""
        tokens, triple = self._parsed.tokens, self._triple
        arguments = tuple(self._arguments(triple.first, self.verb))
        variables = tuple(self._variables(self.verb + 1, triple.last))
        if doubled := next((x for n, x in enumerate(variables) if x in variables[:n]), None):
            raise self._wrong(self.verb, f"?{doubled} stands twice among the outputs")
        dotted = triple.last < self._block.last and tokens[triple.last].kind == "."
        return Call(
            self._meant[self.verb],
            arguments,
            variables,
            tokens[self._block.first].start,
            tokens[triple.first].start,
            tokens[triple.last - (not dotted)].end,
            self._parsed.source.place(tokens[self.verb].start),
        )

    def _wrong(self, at: int, what: str) -> QueryError:
        iri = self._meant[self.verb]
        name = iri.removeprefix(v.R)
        return _error(
            self._parsed, self._parsed.tokens[at], f"The call of r:{name} is wrong: {what}", self._tables[iri]
        )

    def _inside(self, first: int, last: int, what: str) -> range:
        """The tokens between the brackets of a list."""
        tokens = self._parsed.tokens
        if last - first < 3 or tokens[first].kind != "(" or tokens[last - 1].kind != ")":
            raise self._wrong(first, f"its {what} stand in one list between ( and )")
        return range(first + 1, last - 1)

    def _arguments(self, first: int, last: int) -> Iterator[str]:
        inside = iter(self._inside(first, last, "arguments"))
        for at in inside:
            token = self._parsed.tokens[at]
            following = self._parsed.tokens[at + 1].kind
            if token.kind in _NAMES:
                yield self._meant[at]
            elif token.kind == "STRING":
                yield string(self._written(at))
                for _ in range({"LANGTAG": 1, "^^": 2}.get(following, 0)):
                    next(inside)
            elif token.kind == "INTEGER":
                yield self._written(at)
            else:
                raise self._wrong(at, f"{self._written(at)} is no constant (names and days stand in quotes)")

    def _variables(self, first: int, last: int) -> Iterator[str]:
        for at in self._inside(first, last, "outputs"):
            if self._parsed.tokens[at].kind != "VAR":
                raise self._wrong(at, f"{self._written(at)} is no variable")
            yield self._written(at)[1:]

    def _written(self, at: int) -> str:
        token = self._parsed.tokens[at]
        return self._parsed.text[token.start : token.end]


def string(written: str) -> str:
    """What a string of SPARQL says, written with its quotes and escapes."""
    quotes = 3 if written[:3] in ('"""', "'''") and len(written) > 5 else 1
    return _ESCAPE.sub(lambda found: _CHARACTERS.get(found[1], found[1]), written[quotes:-quotes])
