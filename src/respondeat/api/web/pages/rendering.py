"""Templates to HTML: every value escaped, a missing one an error."""

from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

STYLE: Final = "/static/style.css"
"""The address of the one style sheet."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("respondeat.api.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> bytes:
    """A page in UTF-8. What cannot be encoded (half a character) becomes a question mark."""
    text = _environment().get_template(template).render(style=STYLE, **values)
    return text.encode("utf-8", "replace")
