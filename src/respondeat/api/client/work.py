"""What is asked of the task `question`, as a server makes it of a request's parameters."""

from collections.abc import Mapping
from inspect import signature
from typing import Any, Final

from respondeat.api.answers import QUESTIONS

from .base import Options

_WITHOUT: Final[Mapping[str, str]] = {
    "without_document": "documents",
    "without_origin": "origins",
    "without_modality": "modalities",
    "min_confidence": "confidence",
}


def as_work(name: str, given: Mapping[str, object], options: Options) -> dict[str, Any]:
    """The parameters of the task: a question that has a language of its own takes it as its own."""
    said = options.given()
    said.pop("level", None)
    parameters = dict(given)
    if "language" in said and name and "language" in signature(QUESTIONS[name]).parameters:
        parameters.setdefault("language", said.pop("language"))
        said.pop("language", None)
    without = {inner: said.pop(key) for key, inner in _WITHOUT.items() if key in said}
    work: dict[str, Any] = {"name": name, "parameters": parameters} if name else {}
    return work | said | ({"without": without} if without else {})
