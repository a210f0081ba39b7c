"""Answers drawn, as SVG or PNG: the same answer gives the same bytes with the same release of Matplotlib."""

from .figure import suffix
from .tenure import tenure

__all__ = ["suffix", "tenure"]
