"""The dates of a row as a valid time: first and last citation, start and end, open or not.

A date stands twice in the sheets, as one text (month/day/year) and as month, day and year apart. Where the
two disagree nothing says which is meant, so the time covers both: each bound is the weaker of the two. Where
one of them is garbled (a fifth digit, a misspelt month), the other is read. A date that is well formed and
does not exist, and a first date after the last, are faults.
"""

import itertools
from collections.abc import Callable, Iterable

from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, Day, ValidTime, read, span

from .american import edtf, well_formed
from .columns import DateCell, Span
from .log import RowLog


def valid_time(log: RowLog, columns: Span) -> ValidTime | None:
    """The time that the row gives in these columns; None when it gives no date.

    | flag                       | reading                                         |
    |----------------------------|-------------------------------------------------|
    | start Y                    | started on the first date                       |
    | start N or empty           | cited first on it: it may have begun before     |
    | open-ended E, end Y        | ended on the last date                          |
    | open-ended Y, N or empty; end N or empty | cited last on it: it may have gone on |

    What cannot be read, or is reversed, becomes a fault of the row, and the time None.
    """
    firsts, lasts = _readings(log, columns.first), _readings(log, columns.last)
    started = _exact(log, columns.first, firsts)
    ended = _exact(log, columns.last, lasts)
    times = []
    for first, last in dict.fromkeys(itertools.product(firsts or [""], lasts or [""])):
        try:
            times.append(read(first, last, started=started, ended=ended))
        except DateError as error:
            # reversed as it is written in one of the two ways; a mixture of the two is nobody's
            if (first, last) in ((firsts[0], lasts[0]), (firsts[-1], lasts[-1])):
                column = columns.last.cell.value
                log.fault(column, log.row[column], error.detail)
                return None
    if not (firsts or lasts):
        return None
    if len(times) == 1:
        return times[0]
    return ValidTime(f"{_common(firsts)}/{_common(lasts)}", _weakest([time.bounds for time in times]))


def _exact(log: RowLog, date: DateCell, readings: list[str]) -> bool:
    """Whether the flag says that the date is the start or the end itself."""
    flag = log.row[date.flag].upper()
    if flag not in date.flags:
        known = ", ".join(sorted(date.flags - {""}))
        log.warn(
            date.flag, log.row[date.flag], f"the flag is none of {known}; it is read as if it were empty"
        )
        return False
    if flag == date.exact and not readings:
        log.warn(date.flag, flag, f"the flag calls a date exact, but there is none in {date.cell.value!r}")
    return flag == date.exact and bool(readings)


def _readings(log: RowLog, date: DateCell) -> list[str]:
    """The EDTF texts that the cells of a date can mean, none to two: the one text first, then the parts."""
    whole, apart = log.row[date.cell.value], [log.row[part] for part in date.parts]
    found: list[str] = []
    garbled: list[tuple[str, str, str]] = []
    for column, text, reader in (
        (date.cell.value, whole, edtf),
        (date.parts[2], "/".join(filter(None, apart)), lambda _: _apart(*apart)),
    ):
        if not text:
            continue
        try:
            found.append(reader(text))
        except DateError as error:
            if well_formed(text):
                log.fault(column, text, error.detail)
                return []
            garbled.append((column, text, error.detail))
    for column, text, message in garbled:
        if found:
            log.warn(column, text, f"{message} The other columns of this date are read instead.")
        else:
            log.fault(column, text, message)
    if len(set(found)) == 2:
        parts = ", ".join(repr(part) for part in date.parts)
        log.warn(
            date.cell.value, whole, f"{parts} say {found[1]}, this column {found[0]}; the time covers both"
        )
    return found


def _apart(month: str, day: str, year: str) -> str:
    """A date in three cells."""
    numbers = all(part.isdecimal() and len(part) <= 2 for part in (month, day) if part)
    if not numbers or not (year.isdecimal() and len(year) == 4) or (day and not month):
        raise DateError(
            f"Month {month!r}, day {day!r} and year {year!r} are no date: write them as numbers, the year "
            "with four digits, and no day without a month."
        )
    found = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    if month and int(month) > 12:  # 21 and above are seasons in EDTF
        raise DateError(f"There is no month {month}. Correct it.")
    span(found)
    return found


def _common(readings: list[str]) -> str:
    """What the readings of one date share, as EDTF: 2008-09, 2008, 200X; "" for none."""
    if len(set(readings)) < 2:
        return "".join(readings[:1])
    a, b = (text.split("-") for text in readings)
    if a[0] != b[0]:
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(a[0], b[0], strict=False))
        return "".join(digit for digit, _ in same).ljust(4, "X")
    shared = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))
    return "-".join(part for part, _ in shared)


def _weakest(readings: list[Bounds]) -> Bounds:
    """The bounds that hold under each of the readings."""
    return Bounds(
        _least_said([b.es for b in readings], min),
        _least_said([b.ls for b in readings], max),
        _least_said([b.ee for b in readings], min),
        _least_said([b.le for b in readings], max),
    )


def _least_said(days: list[Day | None], choose: Callable[[Iterable[Day]], Day]) -> Day | None:
    known = [day for day in days if day is not None]
    return choose(known) if len(known) == len(days) else None
