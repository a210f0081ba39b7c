"""Kinds of values that settings have beside plain ones."""

from typing import Annotated

from pydantic import BeforeValidator
from pydantic_settings import NoDecode


def _listed(value: object) -> object:
    """A text as the texts between its commas: in the environment there are no lists."""
    return tuple(part for x in value.split(",") if (part := x.strip())) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Several texts: a list in the file, parted by commas in the environment."""
