"""Queries that would leave the machine are refused before the engine sees them: it fetches SERVICE itself."""

import re

from respondeat.errors import ForbiddenQuery

# What cannot hold a keyword: comments, strings, variables, the local part of prefixed names and the escapes
# in it, IRIs. The engine also takes a keyword without a space around it, so that SERVICE:x and 1SERVICE<x>
# count as well.
_INERT = re.compile(
    r"""
      (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | \#[^\n\r]*
    | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
    | "{3}(?:(?:"|"")?(?:[^"\\]|\\.))*"{3}
    | '(?:[^'\\\n\r]|\\.)*'
    | "(?:[^"\\\n\r]|\\.)*"
    | [?$]\w+
    | :\w+
    | \\[_~.!$&'()*+,;=/?\#@%-]\w*
    """,
    re.VERBOSE | re.DOTALL,
)
# No expression reads on after `<scheme:` with two slashes, so this one is an IRI and no comparison.
_SURE_IRI = re.compile(r"<[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SERVICE = re.compile("service", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_service(sparql: str) -> None:
    """Raises ForbiddenQuery when the word SERVICE, escaped or not, stands where it can be a keyword."""
    if any(_may_ask(text) for text in {sparql, _CODE_POINT.sub(_character, sparql)}):
        raise ForbiddenQuery(
            "The query asks another server (SERVICE), and queries never leave this machine. Fetch the "
            "data first and import it. If `service` is a prefix in the query, give it another name."
        )


def _may_ask(text: str) -> bool:
    """Whether any reading has the keyword: `?a<1)#>` is a comparison and a comment, or ends in an IRI."""
    if not _SERVICE.search(text):
        return False
    starts, seen = [0], set[int]()
    while starts:
        start = starts.pop()
        while start not in seen:
            seen.add(start)
            inert = _INERT.search(text, start)
            if _SERVICE.search(text, start, inert.start() if inert else len(text)):
                return True
            if inert is None:
                break
            if inert["iri"] and not _SURE_IRI.match(inert[0]):
                starts.append(inert.start() + 1)
            start = inert.end()
    return False


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
