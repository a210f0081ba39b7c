"""Pages of chain."""

from typing import Final

from respondeat.api.pages.base import Page

PAGES: Final[dict[str, Page]] = {}
