"""Templates to HTML: every value escaped, a missing one an error."""

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

_CODE: Final = re.compile(r"`([^`]+)`")
_ENDS: Final = re.compile("[<>&\u2028\u2029]")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("respondeat.api.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["coded"] = coded
    made.filters["data"] = data
    made.filters["facts"] = facts
    return made


def coded(text: str) -> Markup:
    """A text in which what stands between backticks is code, as docstrings have it."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    r"""Terms and what is told of each, a line for each pair: no text makes a line of its own.

    >>> facts([("Place", "p. 1\nHash: 00"), ("Hash", "ab")])
    'Place: p. 1; Hash: 00\nHash: ab'
    """
    return "\n".join(f"{term}: {'; '.join(text.splitlines())}" for term, text in pairs)


def data(value: object) -> Markup:
    """A value as JSON for `<script type="application/json">`: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def render(template: str, **values: object) -> bytes:
    """A page in UTF-8.

    Control characters, half characters and what turns the direction of text, by which one name passes for
    another (Unicode Technical Report 36), are shown as what they are not: U+FFFD.
    """
    text = _environment().get_template(template).render(**values)
    return _UNSEEN.sub("\ufffd", text).encode()
