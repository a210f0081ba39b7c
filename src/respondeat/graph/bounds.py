"""Four day bounds of a time that is known only in part, and what can be said of a day by them.

The four are those of the Simple Event Model (van Hage et al. 2011): earliest and latest begin, earliest and
latest end.
"""

import enum
from dataclasses import dataclass

from respondeat.errors import DateError

from .days import Day, iso


class Grade(enum.StrEnum):
    """What the bounds say of a time: true in every way to fill them in, in some, or in none."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a start and an end can lie: `es <= start <= ls`, `ee <= end <= le`; None is unbounded.

    Normalised when made, as a start is never after its end: `ls` becomes min(ls, le), `ee` max(ee, es). Then
    every bound is reached by some start and end. `ls > ee` is legal: at some time, no day certain.

    Raises DateError when no start at or before an end is left.

    >>> Bounds(es=10, ls=40, ee=5, le=20)
    Bounds(es=10, ls=20, ee=10, le=20)
    """

    es: Day | None = None
    ls: Day | None = None
    ee: Day | None = None
    le: Day | None = None

    def __post_init__(self) -> None:
        es, ls, ee, le = self.es, self.ls, self.ee, self.le
        if le is not None and (ls is None or ls > le):
            ls = le
            object.__setattr__(self, "ls", ls)
        if es is not None:
            if ee is None or ee < es:
                ee = es
                object.__setattr__(self, "ee", ee)
            # After the two lines above es > le shows as es > ls.
            if ls is not None and es > ls:
                raise _reversed(self.es, ls, self.ee, le)
        if ee is not None and le is not None and ee > le:
            raise _reversed(es, ls, ee, le)


def _reversed(es: Day | None, ls: Day | None, ee: Day | None, le: Day | None) -> DateError:
    """The error for bounds that no start and end can meet."""
    if es is not None and le is not None and es > le:
        return DateError(
            f"The start is after the end: it starts on {iso(es)} or later and ends on {iso(le)} or earlier. "
            "Correct one of the two; they are never exchanged silently."
        )
    given = ", ".join(
        f"{name} {'open' if bound is None else iso(bound)}"
        for name, bound in (
            ("earliest start", es),
            ("latest start", ls),
            ("earliest end", ee),
            ("latest end", le),
        )
    )
    return DateError(f"No start and end meet these bounds: {given}. Correct the one that is wrong.")


def grade(b: Bounds, lo: Day, hi: Day) -> Grade:
    """Whether something with these bounds held on one unknown day in [lo, hi].

    CERTAIN when it held on every day that can be meant, EXCLUDED when on none. Raises DateError when lo > hi.

    >>> grade(Bounds(es=0, ls=10, ee=20, le=30), 12, 12), grade(Bounds(es=0, ls=10), 12, 12)
    (<Grade.CERTAIN: 'certain'>, <Grade.POSSIBLE: 'possible'>)
    """
    if lo > hi:
        raise _reversed(lo, None, None, hi)
    return _grade(b, by=lo, need=hi, last=hi, first=lo)


def grade_during(b: Bounds, event: Bounds) -> Grade:
    """Whether something held at some time in an event that lasts.

    CERTAIN when they share a day however both are filled in, EXCLUDED when in no way.
    """
    return _grade(b, by=event.ee, need=event.ls, last=event.le, first=event.es)


def grade_throughout(b: Bounds, event: Bounds) -> Grade:
    """Whether something held from the first to the last day of an event that lasts.

    CERTAIN when it did however both are filled in, EXCLUDED when in no way.
    """
    return _grade(b, by=event.es, need=event.le, last=event.ls, first=event.ee)


def _grade(b: Bounds, *, by: Day | None, need: Day | None, last: Day | None, first: Day | None) -> Grade:
    """CERTAIN: begun on `by`, not over before `need`. EXCLUDED: begun after `last` or over before `first`."""
    started = b.ls is not None and by is not None and b.ls <= by
    lasted = b.ee is not None and need is not None and need <= b.ee
    if started and lasted:
        return Grade.CERTAIN
    late = b.es is not None and last is not None and b.es > last
    early = b.le is not None and first is not None and b.le < first
    return Grade.EXCLUDED if late or early else Grade.POSSIBLE


def overlap(a: Bounds, b: Bounds) -> Bounds | None:
    """The bounds of the time in which both hold, from the later start to the earlier end; None if never.

    They bound the common time if there is one; whether there is one is what `grade_during` grades.

    >>> overlap(Bounds(0, 0, 20, 20), Bounds(10, 12, 40, 40))
    Bounds(es=10, ls=12, ee=20, le=20)
    """
    es = b.es if a.es is None else a.es if b.es is None else max(a.es, b.es)
    le = b.le if a.le is None else a.le if b.le is None else min(a.le, b.le)
    if es is not None and le is not None and es > le:
        return None
    ls = None if a.ls is None or b.ls is None else max(a.ls, b.ls)
    ee = None if a.ee is None or b.ee is None else min(a.ee, b.ee)
    return Bounds(es, ls, ee, le)
