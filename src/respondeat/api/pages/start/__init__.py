"""The first page: search, and where one can go from here."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

PAGES: Final = {
    "start": Page(
        "/",
        "nav.search",
        {"html": "start.page:html"},
        (Parameter("text", description="A name in any spelling and script, or a part of one."),),
    ),
}
