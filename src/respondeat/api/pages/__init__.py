"""Pages to read and to work with: written by the process that has the data, nothing loaded from elsewhere."""

from .rendering import render

__all__ = ["render"]
