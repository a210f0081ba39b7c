"""A question of `answers`, as JSON: as recorded at a moment, less what is set aside, in a language, paged."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.errors import RespondeatError

from .as_asked import as_asked
from .base import Answered, Work
from .pages import EVERYTHING, LIFTED, Page, of_answer

ECHOED: Final = 200
"""Characters of a parameter that an error repeats, at most."""

_OPTION: Final = re.compile(r"--([a-z]+(?:-[a-z]+)*)")
_OPTIONS: Final = frozenset(
    {
        "on",
        "limit",
        "without-document",
        "without-origin",
        "without-modality",
        "min-confidence",
        "max-hops",
        "mode",
    }
)


def question(data: Dataset, work: Work) -> Answered:
    """The answer to a question. Raises what the question raises, Stale and RequestError for a cursor.

    Parameters: `name` of the question, its own `parameters`; and, where they are asked for, `recorded_at`,
    `without` (documents, origins, modalities, confidence), `language`, `page` (size, cursor). The meta has
    the number of rows (`total`) and the cursor of the `next` page.
    """
    given = work.parameters
    name, parameters = str(given["name"]), dict(given.get("parameters", {}))
    page = given.get("page")
    if page is not None and name in LIFTED:
        parameters.setdefault("limit", EVERYTHING)
    try:
        with as_asked(data, given) as then:
            answer = ask(QUESTIONS, then, name, parameters)
        if page is None:
            return Answered(json.dumps(answer, ensure_ascii=False).encode())
        made, found = of_answer(name, answer, Page(**page), {k: x for k, x in given.items() if k != "page"})
    except RespondeatError as error:
        raise over_http(error, given) from None
    meta = {"total": found.total, "next": found.next}
    return Answered(json.dumps(made, ensure_ascii=False).encode(), meta=meta)


def over_http(error: RespondeatError, given: Mapping[str, Any]) -> RespondeatError:
    """The error with parameters called as they are over HTTP, and long ones repeated in part only."""
    detail = error.detail
    for text in sorted(_long(given), key=len, reverse=True):
        for form in (text, repr(text)[1:-1]):
            detail = detail.replace(form, text[:ECHOED] + "…")
    detail = _OPTION.sub(lambda m: m[1].replace("-", "_") if m[1] in _OPTIONS else m[0], detail)
    error.detail = detail
    error.args = (detail,)
    return error


def _long(given: object) -> list[str]:
    """The long texts in a JSON value, however deep it is."""
    found, left = [], [given]
    while left:
        value = left.pop()
        if isinstance(value, str):
            found += [value] if len(value) > ECHOED else []
        elif isinstance(value, Mapping | list):
            left += value.values() if isinstance(value, Mapping) else value
    return found
