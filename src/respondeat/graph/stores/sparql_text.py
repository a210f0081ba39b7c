"""Queries that would leave the machine are refused before the engine sees them: it fetches SERVICE itself."""

import re

from respondeat.errors import InputError

# What cannot hold a keyword: comments, IRIs, strings, variables, and the local part of prefixed names. The
# engine also takes a keyword without a space around it, so that SERVICE:x and 1SERVICE<x> count as well.
_INERT = re.compile(
    r"""
      \#[^\n\r]*
    | <[^<>"{}|^`\\\x00-\x20]*>
    | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
    | "{3}(?:(?:"|"")?(?:[^"\\]|\\.))*"{3}
    | '(?:[^'\\\n\r]|\\.)*'
    | "(?:[^"\\\n\r]|\\.)*"
    | [?$]\w+
    | :\w+
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_service(sparql: str) -> None:
    """Raises InputError when the word SERVICE, escaped or not, stands where it can be a keyword."""
    for text in {sparql, _CODE_POINT.sub(_character, sparql)}:
        if _SERVICE.search(_INERT.sub(" ", text)):
            raise InputError(
                "The query asks another server (SERVICE), and queries never leave this machine. Fetch the "
                "data first and import it. If `service` is a prefix in the query, give it another name."
            )


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
