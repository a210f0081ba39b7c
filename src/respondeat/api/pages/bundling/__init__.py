"""The page about the evidence bundle of a view: what it is, and how it is made."""

from typing import Final

from respondeat.api.pages.analyses import PAGES as _ANALYSES
from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

QUERY: Final = "sparql"
"""The question of a bundle that is a query."""

LONGEST: Final = 8192
"""Characters of a query, at most."""

_OF_QUESTIONS: Final = tuple(
    p for p in _ANALYSES["analysis"].parameters if p.name not in ("row", "compared_with")
)

PAGES: Final = {
    "bundle": Page(
        "/bundle/{name}",
        "bundling.title",
        {"html": "bundling.page:html"},
        (
            *_OF_QUESTIONS,
            Parameter("assumed", description="The day asked for where the view assumed it."),
            Parameter("query", description="A SPARQL text.", lines=True, longest=LONGEST),
        ),
    )
}
