"""Templates to HTML: every value escaped, a missing one an error."""

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

STYLE: Final = "/static/style.css"
"""The address of the one style sheet."""

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
    """A page in UTF-8.

    Control characters, half characters and what turns the direction of text, by which one name passes for
    another (Unicode Technical Report 36), are shown as what they are not: U+FFFD.
    """
    text = _environment().get_template(template).render(style=STYLE, **values)
    return _UNSEEN.sub("\ufffd", text).encode()
