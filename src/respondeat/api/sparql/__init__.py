"""SPARQL over one level, read-only."""

from .local import Answer, as_json, ask, in_fixed_order, rows

__all__ = ["Answer", "as_json", "ask", "in_fixed_order", "rows"]
