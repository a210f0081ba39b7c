"""Calls of the functions of `r:` in a query, looked at before it runs."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from respondeat.api.answers.rows import window
from respondeat.errors import DateError, QueryError
from respondeat.graph.dates import day
from respondeat.ontology import vocabulary as v

from .calls import string
from .parsing import Parsed, Part

FORMS: Final[Mapping[str, tuple[tuple[int, ...], str]]] = MappingProxyType(
    {
        v.R + name: (counts, form)
        for name, counts, form in (
            ("grade", (2, 3, 5, 6), "r:grade(?statement, day) or r:grade(?es, ?ls, ?ee, ?le, day)"),
            ("certainOn", (2, 5), "r:certainOn(?statement, day) or r:certainOn(?es, ?ls, ?ee, ?le, day)"),
            ("possibleOn", (2, 5), "r:possibleOn(?statement, day) or r:possibleOn(?es, ?ls, ?ee, ?le, day)"),
            (
                "certainIn",
                (3, 6),
                "r:certainIn(?statement, from, to) or r:certainIn(?es, ?ls, ?ee, ?le, from, to)",
            ),
            (
                "possibleIn",
                (3, 6),
                "r:possibleIn(?statement, from, to) or r:possibleIn(?es, ?ls, ?ee, ?le, from, to)",
            ),
            ("overlap", (2, 8), "r:overlap(?statement, ?other), or four bounds for each"),
            ("dayNumber", (1,), "r:dayNumber(date)"),
            ("date", (1,), "r:date(number)"),
        )
    }
)
"""How many arguments each function takes, and how it is written."""

_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")


def check_calls(parsed: Parsed, meant: Mapping[int, str]) -> None:
    """Raises QueryError for a function of `r:` that there is not, or with arguments that it does not take.

    `meant` are the IRIs of the query by token. A day that is written in the query and does not exist is told
    here: to the engine it would be an error of the expression, and rows would be missing without a word.
    """
    for part in parsed.parts:
        if part.name in ("Call", "FunctionCall") and part.last > part.first + 1:
            iri = meant.get(part.first, "")
            if iri.startswith(v.R):
                _check(parsed, part, iri)


def _check(parsed: Parsed, part: Part, iri: str) -> None:
    name, place = iri.removeprefix(v.R), parsed.source.place(parsed.tokens[part.first].start)
    if iri not in FORMS:
        known = ", ".join(f"r:{other.removeprefix(v.R)}" for other in sorted(FORMS))
        raise QueryError(f"There is no function r:{name} ({place}). There are {known}.")
    counts, form = FORMS[iri]
    given = list(_arguments(parsed, part))
    if len(given) not in counts:
        raise QueryError(f"r:{name} does not take {len(given)} arguments ({place}). Write {form}.")
    for argument in _days(name, given):
        if (written := _constant(parsed, argument)) is not None:
            try:
                window(written) if name != "dayNumber" else day(written)
            except DateError as error:
                raise QueryError(f"The call of r:{name} is wrong ({place}): {error.detail}") from None


def _arguments(parsed: Parsed, part: Part) -> Iterator[range]:
    """The places of the tokens of each argument."""
    start, depth = part.first + 2, 0
    for at in range(start, part.last):
        kind = parsed.tokens[at].kind
        depth += (kind in _OPENING) - (kind in _CLOSING)
        if depth < 0 or (depth == 0 and kind == ","):
            yield range(start, at)
            start = at + 1


def _days(name: str, given: list[range]) -> list[range]:
    """The arguments that are days."""
    if name == "dayNumber":
        return given
    if name in ("overlap", "date"):
        return []
    return given[1 if len(given) < 4 else 4 :]


def _constant(parsed: Parsed, argument: range) -> str | None:
    """What a string says that is the whole argument, whatever its datatype; None for anything else."""
    token = parsed.tokens[argument.start] if argument else None
    if token is None or token.kind != "STRING":
        return None
    typed = len(argument) == 3 and parsed.tokens[argument.start + 1].kind == "^^"
    return string(parsed.text[token.start : token.end]) if len(argument) == 1 or typed else None
