"""The first page: search, what the data hold, and where one can go from here."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter
from respondeat.ontology import vocabulary as v

KINDS: Final = tuple(cls.removeprefix(v.R) for cls in (*v.ENTITY_CLASSES, v.DOCUMENT))
"""What can be found: the kinds of entities, and documents."""

MOST: Final = 100
"""Hits that are looked for, at most."""

PAGES: Final = {
    "start": Page(
        "/",
        "nav.search",
        {"html": "start.page:html", "json": "start.page:json"},
        (
            Parameter("text", description="A name in any spelling and script, or a part of one."),
            Parameter("kinds", many=True, choices=KINDS, description="Only these kinds. May be repeated."),
            Parameter("limit", "integer", least=1, most=MOST, description="At most so many hits as JSON."),
            Parameter("part", "integer", least=1, most=100_000, description="Which part of a long list."),
        ),
    ),
}
