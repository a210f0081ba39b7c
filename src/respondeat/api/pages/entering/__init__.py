"""The page on which somebody enters one statement with its source."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

PAGES: Final = {
    "enter": Page(
        "/enter",
        "nav.enter",
        {"html": "entering.page:html", "json": "entering.page:posting"},
        (
            Parameter("relation", description="The kind of statement, by its local name."),
            Parameter("document", description="The id of the document in which it stands."),
            Parameter("done", description="The id of the changeset that was written last."),
        ),
    ),
}
