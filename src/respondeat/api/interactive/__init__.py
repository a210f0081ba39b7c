"""Graphs as interactive files: pyvis, without what makes its files unsafe. Needs the extra "pyvis"."""

from .chain_network import interactive
from .safe_network import Entry, SafeNetwork

__all__ = ["Entry", "SafeNetwork", "interactive"]
