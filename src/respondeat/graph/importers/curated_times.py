"""The `time` of a curated row, and a document's window of writing."""

from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, ValidTime, held_on, held_within, parse, read, span

from .curated_yaml import Row

KEYS = frozenset(
    {"edtf", "on", "within", "started", "cited_first", "ended", "cited_last", "still", "after", "before"}
)


def valid_time(row: Row, key: str = "time") -> ValidTime | None:
    """The time under a key, None when nothing is said of it.

    One of `edtf`, `on`, `within`; or a first date (`started`, `cited_first`), a last date (`ended`,
    `cited_last`, `still`), or both. Beside any of these `after` says that it did not start before a date,
    `before` that it did not last beyond one: "former head", read in a text of that date. Raises MappingError
    for another form or a date that cannot be read.
    """
    given = row.row(key)
    if given is None:
        return None
    given.allow(KEYS | {"key"})
    try:
        return _limited(given, _read(given))
    except DateError as error:
        raise given.fault(key, error.detail) from error


def _read(given: Row) -> ValidTime:
    keys = set(given.data) - {"key"}
    first, last = keys & {"started", "cited_first"}, keys & {"ended", "cited_last", "still"}
    single = keys & {"edtf", "on", "within"}
    if len(single) + bool(first or last) != 1 or len(first) > 1 or len(last) > 1:
        raise given.fault(
            "time",
            "is one of edtf, on, within; or a first date (started or cited_first) and a last one "
            "(ended, cited_last or still), or one of both",
        )
    if "edtf" in keys:
        return ValidTime(given.need("edtf"), parse(given.need("edtf")))
    if "on" in keys:
        return held_on(given.need("on"))
    if "within" in keys:
        return held_within(given.need("within"))
    dates = [given.need(next(iter(side))) if side else None for side in (first, last)]
    return read(*dates, started="started" in keys, ended="ended" in keys)


def _limited(given: Row, time: ValidTime) -> ValidTime:
    """The time with no start before `after` and no end beyond `before`; its text stays that of the source."""
    after, before = given.text("after"), given.text("before")
    if not after and not before:
        return time
    limits = Bounds(es=span(after)[0] if after else None, le=span(before)[1] if before else None)
    found = time.bounds
    es = found.es if limits.es is None or (found.es is not None and found.es > limits.es) else limits.es
    le = found.le if limits.le is None or (found.le is not None and found.le < limits.le) else limits.le
    return ValidTime(time.edtf, Bounds(es, found.ls, found.ee, le))


def written(row: Row) -> ValidTime | None:
    """The window of writing: `first` is the earliest, `last` the latest day on which it can be written."""
    given = row.row("written")
    if given is None:
        return None
    given.allow({"key", "first", "last"})
    first, last = given.text("first"), given.text("last")
    try:
        es, le = span(first)[0] if first else None, span(last)[1] if last else None
        return ValidTime(f"{first or '..'}/{last or '..'}", Bounds(es=es, le=le))
    except DateError as error:
        raise given.fault("written", error.detail) from error
