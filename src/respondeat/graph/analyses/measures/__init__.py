"""Who on the chains above events is on which sanctions list, and who on none that the data hold."""

from .coverage import Measures, PersonRow, Status, measures
from .listings import ListCoverage, Listing, OnList, UnderRegime, regimes
from .onchains import Reached

__all__ = [
    "ListCoverage",
    "Listing",
    "Measures",
    "OnList",
    "PersonRow",
    "Reached",
    "Status",
    "UnderRegime",
    "measures",
    "regimes",
]
