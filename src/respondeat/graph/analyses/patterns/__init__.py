"""What recurs over cases, which values go together, and counts of acts: never a finding."""

from .association import CORRECTION, TEST, Association, Table, benjamini_yekutieli, fisher
from .cases import DIMENSIONS, Counted, cases
from .indicators import MEANS, Count, Indicators
from .whole import Combination, Paired, Patterns, patterns

__all__ = [
    "CORRECTION",
    "DIMENSIONS",
    "MEANS",
    "TEST",
    "Association",
    "Combination",
    "Count",
    "Counted",
    "Indicators",
    "Paired",
    "Patterns",
    "Table",
    "benjamini_yekutieli",
    "cases",
    "fisher",
    "patterns",
]
