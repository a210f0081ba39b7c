"""Times in a posted changeset: as a source gives them, or with the four bounds spelled out."""

from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, ValidTime, day, held_on, held_within, iso, parse, read, span

from .changeset_json_given import Given

_BOUNDS: Final = ("es", "ls", "ee", "le")
_FIRST: Final = ("started", "cited_first")
_LAST: Final = ("ended", "cited_last", "still")
_KEYS: Final = ("edtf", "bounds", "on", "within", *_FIRST, *_LAST, "after", "before")


def time_of(given: Given, key: str = "time") -> ValidTime | None:
    """The time under a key, None when nothing is said of it or it is faulty.

    `edtf`, with `bounds` or as EDTF alone bounds it; `on`; `within`; or a first date (`started`,
    `cited_first`), a last one (`ended`, `cited_last`, `still`) or both. Beside any of these `after` and
    `before` limit it.
    """
    said = given.object(key)
    if said is None:
        return None
    said.allow(_KEYS)
    texts = {name: said.text(name) for name in _KEYS if name != "bounds" and said.has(name)}
    try:
        return _limited(_read(said, texts), texts)
    except DateError as error:
        given.fault(key, None, f"cannot be read: {error.detail.rstrip('.')}")
        return None


def _read(said: Given, texts: dict[str, str]) -> ValidTime:
    firsts, lasts = [k for k in _FIRST if k in texts], [k for k in _LAST if k in texts]
    single = [k for k in ("edtf", "on", "within") if k in texts]
    if len(single) + bool(firsts or lasts) != 1 or len(firsts) > 1 or len(lasts) > 1:
        raise DateError(
            "Give one of edtf, on, within; or a first date (started or cited_first) and a last one (ended, "
            "cited_last or still), or one of both."
        )
    if (bounds := said.object("bounds")) is not None:
        return _bounded(texts, bounds)
    if "edtf" in texts:
        return ValidTime(texts["edtf"].strip(), parse(texts["edtf"]))
    if single:
        return held_on(texts["on"]) if "on" in texts else held_within(texts["within"])
    first, last = (texts[k[0]] if k else None for k in (firsts, lasts))
    return read(first, last, started="started" in texts, ended="ended" in texts)


def _bounded(texts: dict[str, str], bounds: Given) -> ValidTime:
    if "edtf" not in texts:
        raise DateError("bounds stand beside edtf only.")
    bounds.allow(_BOUNDS)
    found = (day(bounds.text(name)) if bounds.has(name) else None for name in _BOUNDS)
    return ValidTime(texts["edtf"], Bounds(*found))


def _limited(time: ValidTime, texts: dict[str, str]) -> ValidTime:
    """The time with no start before `after` and no end beyond `before`."""
    after = span(texts["after"])[0] if "after" in texts else None
    before = span(texts["before"])[1] if "before" in texts else None
    b = time.bounds
    es = after if after is not None and (b.es is None or after > b.es) else b.es
    le = before if before is not None and (b.le is None or before < b.le) else b.le
    return ValidTime(time.edtf, Bounds(es, b.ls, b.ee, le))


def time_as_json(time: ValidTime) -> dict[str, object]:
    """A time with its bounds; what is open is left out."""
    b = time.bounds
    days = zip(_BOUNDS, (b.es, b.ls, b.ee, b.le), strict=True)
    return {"edtf": time.edtf, "bounds": {name: iso(at) for name, at in days if at is not None}}
