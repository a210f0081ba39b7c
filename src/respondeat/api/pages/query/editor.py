"""The editor of queries: what stands in it, examples, words to complete it with, and what was wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked, Reader
from respondeat.api.pages.frame import Link, frame, shell
from respondeat.api.pages.place import LASTING, Place
from respondeat.api.pages.problem import Explained, of_first
from respondeat.api.pages.rendering import render
from respondeat.ontology import vocabulary as v

from . import VIEWS
from .examples import FIRST, GENERAL, Example, at_hand
from .terms import terms

SCRIPTS: Final = ("query",)
STYLES: Final = ("query",)
KEPT: Final = ("default-graph-uri", "named-graph-uri", "rows")
"""Parameters of the protocol that the form sends along."""

_AT: Final = re.compile(r"line (\d{1,6}), column (\d{1,6})")
_AROUND: Final = 60  # characters of a line that are shown on either side of what cannot stand


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong with a query: its kind, the detail, where known line, column and the words around it."""

    kind: Explained
    detail: str
    line: int = 0
    column: int = 0
    before: str = ""
    after: str = ""


def html(data: Dataset, asked: Asked) -> bytes:
    """The page without a query."""
    title = phrase("query.title", data.language)
    around = frame(data, asked, title, scripts=SCRIPTS, styles=STYLES)
    return render("sparql.html", **around, **editor(asked.place, "", at_hand(data)), **NOTHING)


def refused(place: Place, reader: Reader, query: str, problem: Mapping[str, Any]) -> bytes:
    """The page with what was wrong, and the query to be mended; no data are needed for it."""
    around = shell(place, phrase("query.title", place.language), reader, SCRIPTS)
    told = editor(place, query) | {"wrong": wrong(query, problem, place.language)}
    return render("sparql.html", **around | {"styles": STYLES}, **told, **NOTHING)


NOTHING: Final[Mapping[str, None]] = {"yes": None, "table": None, "chart": None, "graph": None}
"""The parts of the page that an answer fills."""


def editor(place: Place, query: str, of_data: Sequence[Example] = ()) -> dict[str, Any]:
    """The values of the editor: its text, what is sent along, examples, and words to complete with."""
    view = shown_as(place)
    return {
        "query": query or FIRST,
        "asked": bool(query),
        "wrong": None,
        "view": view,
        "views": [(name, phrase(f"query.view.{name}", place.language), name == view) for name in VIEWS],
        "sent": list(place.hidden("query", "view", "format", *_OF_VIEWS, *_IGNORED)),
        "ignored": any(name in place.given for name in _IGNORED),
        "examples": [
            Link(place.link("/sparql", query=one.text, view=one.view), _asked(one, place.language))
            for one in (*of_data, *GENERAL)
        ],
        "prefixes": sorted(v.PREFIXES.items()),
        "terms": terms(place.language),
    }


def _asked(one: Example, language: str) -> str:
    return phrase(one.key, language, **one.values)


_OF_VIEWS: Final = ("label", "number", "kind")
_IGNORED: Final = tuple(name for name in LASTING if name != "level")
"""What other pages set aside or ask as of a moment, and queries do not."""


def shown_as(place: Place) -> str:
    """The view that the address asks for; the table where it asks for none there is."""
    said = place.one("view")
    return said if said in VIEWS else VIEWS[0]


def wrong(query: str, problem: Mapping[str, Any], language: str) -> Wrong:
    """A problem, with the place that its detail names."""
    kind, detail = of_first((str(problem["type"]).rpartition("/")[2],), language), str(problem["detail"])
    found = _AT.search(detail)
    lines = query.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if found is None or not 0 < (line := int(found[1])) <= len(lines):
        return Wrong(kind, detail)
    text, column = lines[line - 1], int(found[2])
    before, after = text[: column - 1][-_AROUND:], text[column - 1 :][:_AROUND]
    return Wrong(kind, detail, line, column, before, after)
