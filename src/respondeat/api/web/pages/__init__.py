"""Pages to read: HTML without scripts, of one style sheet, nothing loaded from elsewhere."""

from .rendering import STYLE, render

__all__ = ["STYLE", "render"]
