"""Extended Date/Time Format texts read as day bounds.

ISO 8601-2:2019, as profiled in the Library of Congress's EDTF specification of 2019-02-04, levels 0 to 2.
What the format leaves open is bounded by nothing: no end is invented for `2014/..`. Approximate (`~`),
uncertain (`?`) and both (`%`) say how sure the source is, not how far off it may be: they move no bound, and
`qualified` tells that they are there.
"""

from collections.abc import Iterable, Iterator

from respondeat.errors import DateError

from .bounds import Bounds
from .days import Day, shown
from .points import Span, point

_CHARACTERS = 10_000  # a longer text is no list of dates that someone wrote


def parse(edtf: str) -> Bounds:
    """The bounds of something that lasts, from one EDTF text: a date, a date-time, an interval or a set.

    - A date or a one-of set `[..]`: at some time in it or through all of it: start and end lie in its span.
    - An interval `A/B`: the start lies in A, the end in B; `..` (open) and nothing (unknown) bound neither.
    - An all-of set `{..}`: from its earliest member to its latest.

    Raises DateError when the text is not EDTF, the date does not exist, or the start is after the end.

    >>> parse("2014-05/..")
    Bounds(es=16191, ls=16221, ee=16191, le=None)
    >>> parse("[2014,2016]") == parse("[2014..2016]"), parse("{2014,2016}") == parse("2014/2016")
    (True, True)
    """
    text = edtf.strip()
    if "/" in text:
        return _interval(text)
    if text[:1] == "{":
        return _all_of(text)
    lo, hi = span(text)
    return Bounds(lo, hi, lo, hi)


def span(edtf: str) -> tuple[Day | None, Day | None]:
    """The first and last day that a point in time can mean, None where it has no bound.

    A point is a date, a date-time (its day as written, whatever the zone) or a one-of set. Raises DateError
    as `parse` does, and for intervals and all-of sets.

    >>> span("2014-02"), span("[2014-02-28..]"), span("201X") == span("[2010..2019]")
    ((16102, 16129), (16129, None), True)
    """
    text = edtf.strip()
    if text[:1] != "[":
        return point(text)
    members = list(_members(text, "]"))
    return _least(first[0] for first, _ in members), _greatest(last[1] for _, last in members)


def qualified(edtf: str) -> bool:
    """Whether the text says anywhere that it is approximate (`~`), uncertain (`?`) or both (`%`).

    >>> qualified("2014-05~/2016"), qualified("2014")
    (True, False)
    """
    return any(mark in edtf for mark in "~?%")


def _interval(text: str) -> Bounds:
    first, _, last = text.partition("/")
    if text == "/" or "/" in last:
        raise DateError(
            f"{shown(text)} is not an interval: write two dates with one / between them, .. for an open end "
            "and nothing for an unknown one."
        )
    es, ls = (None, None) if first in ("", "..") else _part(text, first)
    ee, le = (None, None) if last in ("", "..") else _part(text, last)
    if es is not None and le is not None and es > le:
        raise after(text, first, last)
    return Bounds(es, ls, ee, le)


def after(text: str, first: str, last: str) -> DateError:
    """The error for a first date that lies wholly after the last."""
    return DateError(
        f"{shown(text)}: the start ({first}) is after the end ({last}). Correct one of them; they are never "
        "exchanged silently."
    )


def _all_of(text: str) -> Bounds:
    starts, ends = zip(*_members(text, "}"), strict=True)
    return Bounds(
        _least(lo for lo, _ in starts),
        _least(hi for _, hi in starts),
        _greatest(lo for lo, _ in ends),
        _greatest(hi for _, hi in ends),
    )


def _members(text: str, close: str) -> Iterator[tuple[Span, Span]]:
    """The members of a set, each as the spans of its first and last date (the same when it is one date)."""
    if text[-1] != close or len(text) > _CHARACTERS:
        raise DateError(
            f"{shown(text)} is not a set: write dates between {text[0]} and {close}, commas between."
        )
    parts = [part.strip() for part in text[1:-1].split(",")]
    for i, part in enumerate(parts):
        first, dots, last = part.partition("..")
        if not dots:
            yield (_part(text, part),) * 2
            continue
        if (not first and i > 0) or (not last and i < len(parts) - 1) or not (first or last):
            raise DateError(
                f"{shown(text)} is not a set: .. stands between two dates, or open at the very start or end."
            )
        low = _part(text, first) if first else (None, None)
        high = _part(text, last) if last else (None, None)
        if low[0] is not None and high[1] is not None and low[0] > high[1]:
            raise after(text, first, last)
        yield low, high


def _part(text: str, part: str) -> Span:
    """The span of one date within an interval or set."""
    if part[10:11] == "T":
        raise DateError(f"{shown(text)} is not in EDTF: no time of day can stand in an interval or a set.")
    try:
        return point(part)
    except DateError as error:
        raise DateError(f"{shown(text)}: {error.detail}") from error


def _least(days: Iterable[Day | None]) -> Day | None:
    found = list(days)
    return None if None in found else min(d for d in found if d is not None)


def _greatest(days: Iterable[Day | None]) -> Day | None:
    found = list(days)
    return None if None in found else max(d for d in found if d is not None)
