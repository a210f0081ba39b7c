"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from .board import board
from .chain import chain
from .elements import elements
from .events import events
from .hits import hits
from .show import show

__all__ = ["board", "chain", "elements", "events", "hits", "show"]
