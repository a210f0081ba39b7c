"""Every page by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import analyses, bundling, chain, entering, entity, explore, passage, query, reviewing, start
from .base import Page

PAGES: Final[Mapping[str, Page]] = MappingProxyType(
    {
        **start.PAGES,
        **chain.PAGES,
        **explore.PAGES,
        **entity.PAGES,
        **passage.PAGES,
        **analyses.PAGES,
        **bundling.PAGES,
        **query.PAGES,
        **entering.PAGES,
        **reviewing.PAGES,
    }
)
