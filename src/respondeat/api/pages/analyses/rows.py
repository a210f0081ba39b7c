"""The main list of each answer: what a page turns through, and what a table of it holds."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

Json = dict[str, Any]

PAGE: Final = 100
"""Rows of a page."""

_MAIN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "acts": ("actors",),
        "chain": ("chains",),
        "chokepoints": ("points",),
        "commanders": ("heads",),
        "conflicts": ("conflicts",),
        "decisions": ("cases",),
        "detention": ("held",),
        "dossier": ("parts",),
        "elements": ("modes",),
        "events-under": ("events",),
        "figures": ("figures",),
        "fragility": ("ends",),
        "gaps": ("gaps",),
        "graph": ("edges",),
        "measures": ("persons",),
        "neighbours": ("neighbours",),
        "path": ("paths",),
        "patterns": ("combinations", "rows"),
        "reliance": ("events",),
        "search": ("hits",),
        "show": ("statements",),
        "single-origin": ("rows",),
        "structure": ("links",),  # boxes stay whole: links refer to them
        "subordinates": ("subordinates",),
        "superiors": ("superiors",),
        "tenure": ("heads",),
    }
)
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


def path(name: str, answer: Json) -> tuple[str, ...]:
    """Where the main list of an answer is; () where it has none."""
    if name in _MAIN:
        return _MAIN[name]
    return next(((key,) for key, value in answer.items() if _rows(value)), ())


def main(name: str, answer: Json) -> list[Any]:
    """The main list of an answer."""
    found: Any = answer
    for key in path(name, answer):
        found = found[key]
    return found if isinstance(found, list) else []


def sliced(name: str, answer: Json, start: int) -> Json:
    """The answer with a page of its main list; all else in it stays whole."""
    return _with(answer, path(name, answer), start)


def _with(answer: Json, path: tuple[str, ...], start: int) -> Json:
    if not path:
        return answer
    key, *rest = path
    inner = answer[key]
    return {**answer, key: _with(inner, tuple(rest), start) if rest else inner[start : start + PAGE]}


def flat(name: str, answer: Json) -> list[Json]:
    """A row for everything that the main list tells of, for a table."""
    rows = [row for row in main(name, answer) if isinstance(row, dict)]
    if name not in _INSIDE:
        return rows
    return [told for row in rows for told in _inner(row, _INSIDE[name], name == "decisions")]


def _inner(row: Json, keys: tuple[str, ...], nested: bool) -> list[Json]:
    outer = {key: value for key, value in row.items() if key not in keys}
    if not nested:
        return [{**outer, "part": key, **one} for key in keys for one in row.get(key, ())]
    first, second = keys
    return [{**outer, **one} for stage in row.get(first, ()) for one in stage.get(second, ())]


def _rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
