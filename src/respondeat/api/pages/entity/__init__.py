"""The page of a person, body, event, place, legal article or document."""

from typing import Final

from respondeat.api.pages.base import Page

PAGES: Final = {"entity": Page("/entity/{id}", "", {"html": "entity.page:html"})}
