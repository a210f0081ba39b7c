"""Functions of `r:` on time, for queries: whether something held on a day, and whether two things overlap.

Time is given as the id of a statement, whose bounds are then those of the model, or as four bounds: earliest
start, latest start, earliest end, latest end, each a day number or a date. A function gets no variable that
is unbound, so a bound that may be missing is written `COALESCE(?es, r:unbounded)`. Grades are those of
`graph.dates`. What cannot be computed is an error of the expression, as SPARQL 1.1 section 17.2 has it.
"""

from collections.abc import Callable, Sequence
from typing import Final

import pyoxigraph as ox

from respondeat.api.answers.rows import window
from respondeat.api.dataset import Dataset
from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, Grade, day, grade, grade_during, iso
from respondeat.graph.statement import Statement
from respondeat.graph.stores.protocol import Functions, Term
from respondeat.ontology import vocabulary as v

UNBOUNDED: Final = v.R + "unbounded"
"""What stands for a bound that is not there."""

_BOOLEAN: Final = ox.NamedNode(v.XSD + "boolean")
_DATE: Final = ox.NamedNode(v.XSD + "date")
_INTEGER: Final = ox.NamedNode(v.XSD + "integer")
_STRING: Final = ox.NamedNode(v.XSD + "string")
_FAR: Final = 4_000_000  # days: some 10,000 years, more than any date that can be written

Terms = Sequence[Term]
_Time = tuple[Bounds, bool]  # the bounds, and whether a statement is only derived


def functions(data: Dataset) -> Functions:
    """The functions, as the engine takes them; statements are those of the reader's level."""
    timed = _Times(data)

    def made(compute: Callable[..., Term | None]) -> Callable[..., Term | None]:
        def call(*given: Term) -> Term | None:
            try:
                return compute(*given)
            except (DateError, LookupError, TypeError, ValueError):
                return None  # an error of the expression

        return call

    computed = {
        "grade": lambda *given: _text(timed.grade(given)),
        "certainOn": lambda *given: _truth(timed.grade(given) is Grade.CERTAIN),
        "possibleOn": lambda *given: _truth(timed.grade(given) is not Grade.EXCLUDED),
        "overlap": lambda *given: _text(timed.overlap(given)),
        "dayNumber": lambda given: ox.Literal(_day(given)),
        "date": lambda given: ox.Literal(iso(_number(given)), datatype=_DATE),
    }
    computed |= {"certainIn": computed["certainOn"], "possibleIn": computed["possibleOn"]}
    return {ox.NamedNode(v.R + name): made(compute) for name, compute in computed.items()}


class _Times:
    """Reads times out of arguments, and grades them."""

    def __init__(self, data: Dataset) -> None:
        self._records = data.records

    def grade(self, given: Terms) -> Grade:
        """The grade of a time (one argument or four) on a day, or on a day between two."""
        of = 1 if len(given) < 4 else 4
        (bounds, derived), (first, last) = self._time(given[:of]), _window(given[of:])
        return _weakened(grade(bounds, first, last), derived)

    def overlap(self, given: Terms) -> Grade:
        """The grade of two times (one argument each, or four) having a day in common."""
        half = len(given) // 2
        (a, a_derived), (b, b_derived) = self._time(given[:half]), self._time(given[half:])
        return _weakened(grade_during(a, b), a_derived or b_derived)

    def _time(self, given: Terms) -> _Time:
        if len(given) == 4:
            return Bounds(*map(_bound, given)), False
        (node,) = given
        found = self._records.record(node.value) if isinstance(node, ox.NamedNode) else None
        if not isinstance(found, Statement):
            raise TypeError("no statement")
        return (found.time.bounds if found.time else Bounds()), found.derived


def _weakened(found: Grade, derived: bool) -> Grade:
    """What is only derived is possible at most: continuity is never presumed."""
    return Grade.POSSIBLE if derived and found is Grade.CERTAIN else found


def _bound(term: Term) -> int | None:
    if isinstance(term, ox.NamedNode) and term.value == UNBOUNDED:
        return None
    return _number(term) if isinstance(term, ox.Literal) and term.datatype == _INTEGER else _day(term)


def _number(term: Term) -> int:
    if not isinstance(term, ox.Literal) or term.datatype != _INTEGER or abs(int(term.value)) > _FAR:
        raise TypeError("no day number")
    return int(term.value)


def _day(term: Term) -> int:
    return day(_written(term))


def _written(term: Term) -> str:
    if not isinstance(term, ox.Literal) or term.language or term.datatype not in (_DATE, _STRING):
        raise TypeError("no date")
    return term.value


def _window(given: Terms) -> tuple[int, int]:
    """The first and last day of one argument, or from the first day of one to the last day of another."""
    first, last = given[0], given[-1]
    if len(given) > 2:
        raise TypeError("too many days")
    return _days(first)[0], _days(last)[1]


def _days(term: Term) -> tuple[int, int]:
    if isinstance(term, ox.Literal) and term.datatype == _INTEGER:
        return _number(term), _number(term)
    return window(_written(term))


def _truth(found: bool) -> ox.Literal:
    return ox.Literal("true" if found else "false", datatype=_BOOLEAN)


def _text(found: Grade) -> ox.Literal:
    return ox.Literal(str(found))
