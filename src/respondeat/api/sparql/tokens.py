"""The tokens of SPARQL 1.1 (W3C Recommendation, section 19): productions 139-173, words, punctuation.

The longest token wins, as the Recommendation says (19.8), with one exception: `<` begins an IRI only where
one can stand. By the letter of the Recommendation `?a<?b&&?c>?d` holds an IRI; every engine takes it for two
comparisons, and a text must not be read here otherwise than by the engine that answers it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final, NamedTuple

from respondeat.errors import QueryError

from .words import LONGEST, WORDS

_BASE: Final = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_U: Final = _BASE + "_"
_CHARS: Final = _U + r"\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
_VAR: Final = _U + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"
_PLX: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

# Single characters are taken and not given back (possessive quantifiers); groups are plain, for Python before
# 3.11.5 matches possessive groups wrongly, and their alternatives begin with different characters.
_SPACE: Final = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)+")
_IRI: Final = re.compile(r'<[^<>"{}|^`\\\x00-\x20]*+>')
_PREFIX: Final = re.compile(rf"(?:[{_BASE}](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*)?")
_LOCAL: Final = re.compile(rf"(?:[{_U}:0-9]|{_PLX})(?:[{_CHARS}:]|{_PLX}|\.++(?=[{_CHARS}:]|{_PLX}))*")
_BLANK: Final = re.compile(rf"_:[{_U}0-9](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*")
_VARIABLE: Final = re.compile(rf"[?$][{_U}0-9][{_VAR}]*+")
_LANGUAGE: Final = re.compile(r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*")
_FRACTION: Final = re.compile(
    r"[+-]?(?:[0-9]++\.[0-9]*+|\.[0-9]++|[0-9]++)[eE][+-]?[0-9]++|[+-]?[0-9]*+\.[0-9]++"
)
_INTEGER: Final = re.compile(r"[+-]?[0-9]++")
_WORD: Final = re.compile(rf"[A-Za-z][A-Za-z0-9_]{{0,{LONGEST - 1}}}+")
_ESCAPED: Final = r"""\\[tbnrf"'\\]"""
_STRINGS: Final = (
    ("'''", re.compile(rf"'''(?:'{{1,2}}+(?!')|[^'\\]|{_ESCAPED})*'''")),
    ('"""', re.compile(rf'"""(?:"{{1,2}}+(?!")|[^"\\]|{_ESCAPED})*"""')),
    ("'", re.compile(rf"'(?:[^'\\\r\n]|{_ESCAPED})*'")),
    ('"', re.compile(rf'"(?:[^"\\\r\n]|{_ESCAPED})*"')),
)
_EMPTY: Final = {"(": (re.compile(r"\([ \t\r\n]*+\)"), "NIL"), "[": (re.compile(r"\[[ \t\r\n]*+\]"), "ANON")}
_SIGNS: Final = ("^^", "&&", "||", "!=", "<=", ">=")
_SINGLE: Final = frozenset("^|!=<>+-*/(){}[],;.?")
_CODE_POINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SHOWN: Final = 30

END: Final = "END"


class Token(NamedTuple):
    """A token: `kind` is a production's name, a word in capitals, `a`, or a sign; `END` is after the last."""

    kind: str
    start: int
    end: int


class Source:
    """A text with its code point escapes replaced (section 19.2), and where each place stood before.

    Raises QueryError for NUL, for half a character (a lone surrogate), for an escape of no character and
    for an escape that escapes spell: read twice, it would mean something else.
    """

    def __init__(self, text: str) -> None:
        self.given = text
        self._ends: list[int] = []  # where in the new text something replaced ends
        self._lost: list[int] = []  # how many characters are lost up to there
        if half := _SURROGATE.search(text):
            raise _error(text, half.start(), "half a character (a lone surrogate)")
        self.text = self._unescaped() if "\\" in text else text
        if (at := self.text.find("\0")) >= 0:
            raise self.error(at, "the character NUL")

    def _unescaped(self) -> str:
        parts: list[str] = []
        done = size = lost = 0
        for found in _CODE_POINT.finditer(self.given):
            number = int(found[1] or found[2], 16)
            if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                raise _error(self.given, found.start(), f"{found[0]} is no character")
            parts += (self.given[done : found.start()], chr(number))
            size += found.start() - done + 1
            lost += len(found[0]) - 1
            self._ends.append(size)
            self._lost.append(lost)
            done = found.end()
        text = "".join((*parts, self.given[done:]))
        if parts and (again := _CODE_POINT.search(text)):
            raise self.error(again.start(), "an escape that is itself written with escapes")
        return text

    def error(self, at: int, what: str) -> QueryError:
        """The error that something stands at a place."""
        return QueryError(f"At {self.place(at)}: {what}.")

    def place(self, at: int) -> str:
        """A place of the new text as "line 2, column 7" of the given one."""
        found = bisect_right(self._ends, at)
        return _place(self.given, at + (self._lost[found - 1] if found else 0))


def _error(text: str, at: int, what: str) -> QueryError:
    return QueryError(f"At {_place(text, at)}: {what}.")


def _place(text: str, at: int) -> str:
    before = re.split(r"\r\n?|\n", text[:at])
    return f"line {len(before)}, column {len(before[-1]) + 1}"


class Tokens:
    """Reads one token after another, in time proportional to the length of the text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._text = source.text
        self._at = 0
        self._no_colon = 0  # before this place no prefix ends in a colon

    def next(self, compares: Callable[[], bool] = lambda: False) -> Token:
        """The next token; at a `<` it asks `compares` whether it can only be a comparison here.

        Raises QueryError for a string, IRI or other token that is not finished, or that there is not.
        """
        text = self._text
        if space := _SPACE.match(text, self._at):
            self._at = space.end()
        start = self._at
        if start == len(text):
            return Token(END, start, start)
        kind, self._at = self._read(text[start], start, compares)
        return Token(kind, start, self._at)

    def _read(self, first: str, start: int, compares: Callable[[], bool]) -> tuple[str, int]:
        text = self._text
        if first in "?$" and (found := _VARIABLE.match(text, start)):
            return "VAR", found.end()
        if first in "'\"":
            return self._string(start)
        if first == "<" and not compares():
            if found := _IRI.match(text, start):
                return "IRIREF", found.end()
            raise self.source.error(
                start, f"an IRI is not finished, or holds what no IRI can: {self.near(start)}"
            )
        if first in "([" and (found := _EMPTY[first][0].match(text, start)):
            return _EMPTY[first][1], found.end()
        if first in "0123456789+-." and (number := _number(text, start)):
            return number
        if first == "@" and (found := _LANGUAGE.match(text, start)):
            return "LANGTAG", found.end()
        if first == "_" and (found := _BLANK.match(text, start)):
            return "BLANK_NODE_LABEL", found.end()
        if text[start : start + 2] in _SIGNS:
            return text[start : start + 2], start + 2
        if first in _SINGLE:
            return first, start + 1
        return self._name(start) or self._word(start)

    def _string(self, start: int) -> tuple[str, int]:
        for quotes, pattern in _STRINGS:
            if self._text.startswith(quotes, start):
                if found := pattern.match(self._text, start):
                    return "STRING", found.end()
                break
        raise self.source.error(
            start, "a string is not finished, or holds an escape that there is not: " + self.near(start)
        )

    def _name(self, start: int) -> tuple[str, int] | None:
        if start < self._no_colon:
            return None
        found = _PREFIX.match(self._text, start)
        end = found.end() if found else start
        if self._text[end : end + 1] != ":":
            self._no_colon = end
            return None
        local = _LOCAL.match(self._text, end + 1)
        return ("PNAME_LN", local.end()) if local else ("PNAME_NS", end + 1)

    def _word(self, start: int) -> tuple[str, int]:
        found = _WORD.match(self._text, start)
        written = found[0] if found else ""
        for length in range(len(written), 0, -1):
            word = written[:length].upper()
            if word in WORDS:
                return word, start + length
        if written[:1] == "a":
            return "a", start + 1
        raise self.source.error(start, f"there is no word or sign such as {self.near(start)}")

    def near(self, start: int) -> str:
        """The text that begins at a place, cut, for a message."""
        shown = self._text[start : start + _SHOWN + 1].split("\n", 1)[0]
        return f"{shown[:_SHOWN]!r}{'…' if len(shown) > _SHOWN else ''}"


def _number(text: str, start: int) -> tuple[str, int] | None:
    kind = "NUMBER"
    found = _FRACTION.match(text, start)
    if found is None:
        kind, found = "INTEGER", _INTEGER.match(text, start)
    if found is None:
        return None
    return {"+": "POSITIVE", "-": "NEGATIVE"}.get(text[start], kind), found.end()
