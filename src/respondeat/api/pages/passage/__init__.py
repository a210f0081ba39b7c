"""The words of a passage, as they stand in the document that is kept."""

from typing import Final

from respondeat.api.pages.base import Page

PAGES: Final = {
    "passage": Page("/passage/{id}", "", {"html": "passage.page:html", "json": "passage.page:as_json"})
}
