"""Analyses: every question with a form, its answer beneath, the same in other forms."""

from typing import Final

from respondeat.api import common_parameters
from respondeat.api.answers import QUESTIONS
from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter, of_question

OWN: Final = ("row", "compared_with")
"""Parameters of the pages themselves: from which row on, and beside which moment of the record."""

_NAMES: Final = sorted({p.name for q in QUESTIONS.values() for p in of_question(q, {})} - {"language"})
# what is given is judged by the page, which tells in its form what is wrong
_TOLD: Final = {
    **common_parameters.OWN,
    "row": "From this row of the main list on.",
    "compared_with": "Beside what the record of this moment answered.",
}
_PARAMETERS: Final = tuple(Parameter(name, many=True, description=_TOLD[name]) for name in (*_NAMES, *OWN))
_FORMS: Final = ("html", "json", "csv", "svg", "png")

PAGES: Final = {
    "analyses": Page("/analyses", "nav.analyses", {"html": "analyses.index:html"}),
    "analysis": Page(
        "/analyses/{name}",
        "nav.analyses",
        {form: f"analyses.page:as_{form}" for form in _FORMS},
        _PARAMETERS,
        "analyses.page:refused",
    ),
}
