"""SPARQL over one level, read-only."""

from .local import Answer, as_json, ask, rows

__all__ = ["Answer", "as_json", "ask", "rows"]
