"""The main list of the answer to each question: what pages turn through, and what a table holds."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

Json = dict[str, Any]
Path = tuple[str, ...]

MAIN: Final[Mapping[str, Path]] = MappingProxyType(
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
"""By question where its main list is."""


def main(name: str, answer: Json) -> list[Any]:
    """The main list of an answer."""
    found: Any = answer
    for key in MAIN[name]:
        found = found[key]
    assert isinstance(found, list)
    return found


def with_main(name: str, answer: Json, rows: list[Any]) -> Json:
    """The answer with other rows in its main list; all else in it stays as it is."""
    return _with(answer, MAIN[name], rows)


def _with(answer: Json, path: Path, rows: list[Any]) -> Json:
    key, *rest = path
    return {**answer, key: _with(answer[key], tuple(rest), rows) if rest else rows}
