"""The page of review: who may be the same, which statements nobody assessed yet."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter
from respondeat.ontology import vocabulary as v

PAGES: Final = {
    "review": Page(
        "/review",
        "nav.review",
        {"html": "reviewing.page:html"},
        (
            Parameter("what", choices=("identities", "statements"), description="Which of the two lists."),
            Parameter("after", "integer", least=0, most=10**9, description="Go on behind so many."),
            Parameter(
                "relation",
                choices=tuple(one.name for one in v.RELATIONS.values()),
                description="Only statements of this kind.",
            ),
            Parameter("statement", description="The id of a statement that is to be assessed."),
            Parameter("first", description="The id of an entity that may be another one."),
            Parameter("second", description="The id of that other one."),
            Parameter("done", description="The id of the changeset that was written last."),
        ),
    ),
}
