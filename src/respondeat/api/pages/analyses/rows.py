"""A page of an answer's main list, and what a table of it holds."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.main_lists import main, with_main

Json = dict[str, Any]

PAGE: Final = 100
"""Rows of a page."""

_INSIDE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "acts": ("events", "patterns", "listings", "characterisations"),
        "decisions": ("stages", "rows"),
        "dossier": ("statements",),
        "elements": ("elements",),
        "chain": ("hops",),
    }
)
"""Lists in the rows of a main list whose rows are told, for those of the main list hold no more."""


def sliced(name: str, answer: Json, start: int) -> Json:
    """The answer with a page of its main list; all else in it stays whole."""
    return with_main(name, answer, main(name, answer)[start : start + PAGE])


def flat(name: str, answer: Json) -> list[Json]:
    """A row for everything that the main list tells of, for a table; and one for each gap beside it."""
    rows = [row for row in main(name, answer) if isinstance(row, dict)]
    if name in _INSIDE:
        rows = [told for row in rows for told in _inner(row, _INSIDE[name], name == "decisions")]
    return [*rows, *_missing(name, answer)]


def _missing(name: str, answer: Json) -> Iterator[Json]:
    """The gaps of an answer whose main list holds what is there alone."""
    if name == "chain":
        yield from ({"part": "gaps", **gap} for gap in answer["gaps"])
    if name == "structure":
        for box in (*answer["boxes"], *answer["unlinked"]):
            if box["gap"]:
                yield {"part": "gaps", "kind": "no-head", "body": box["node"], **box["gap"]}


def _inner(row: Json, keys: tuple[str, ...], nested: bool) -> list[Json]:
    outer = {key: value for key, value in row.items() if key not in keys}
    if not nested:
        return [{**outer, "part": key, **one} for key in keys for one in row.get(key, ())]
    first, second = keys
    return [{**outer, **one} for stage in row.get(first, ()) for one in stage.get(second, ())]
