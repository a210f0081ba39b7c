"""The decision chain of a case, and from the other end what one judge, article or place stands in."""

from .case import Case
from .rows import Gap, Row
from .whole import MAX_CASES, Decisions, decisions

__all__ = ["MAX_CASES", "Case", "Decisions", "Gap", "Row", "decisions"]
