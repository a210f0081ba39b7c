"""Which of the forms there are a client likes best (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_RANGE: Final = re.compile(r"[!#$%&'*+.^_`|~\w-]+/[!#$%&'*+.^_`|~\w-]+", re.ASCII)


@lru_cache(maxsize=256)
def best(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of `offered` that a client likes best, after its header Accept; None when it takes none.

    A type has the quality of the most specific range that it falls under. Among the equal, the one that the
    client names goes before one that only a wildcard allows, then the order of `offered` decides. Parameters
    other than q are not looked at; what is no media range is passed over; an empty header takes everything.
    """
    if not accept.strip():
        return offered[0]
    ranges = dict(_ranges(accept))
    chosen: str | None = None
    most = (0.0, -1)
    for media_type in offered:
        weight = _weight(media_type, ranges)
        if weight[0] > 0 and weight > most:
            chosen, most = media_type, weight
    return chosen


def _weight(media_type: str, ranges: dict[str, float]) -> tuple[float, int]:
    """Quality, and how specific the range is that gives it."""
    for specific, pattern in enumerate((media_type, f"{media_type.partition('/')[0]}/*", "*/*")):
        if pattern in ranges:
            return ranges[pattern], 2 - specific
    return 0.0, -1


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if quality is not None and _RANGE.fullmatch(media_range):
            yield media_range, quality


def _quality(parameters: Sequence[str]) -> float | None:
    """The weight that is given, 1 for none, None for what is no weight."""
    for parameter in parameters:
        name, _, value = (piece.strip() for piece in parameter.partition("="))
        if name == "q":
            return float(value) if _QUALITY.fullmatch(value) else None
    return 1.0
