"""How wide words are, nearly, and where a line of them breaks: a drawing has no typesetter."""

import re
import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ «»“”-іїј")

_LONG: Final = re.compile(r"\S{8,}")
_CODE: Final = 0.603  # of its size each letter of the code font is wide


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About the width of a text in a common serif font, rather too wide than too narrow.

    >>> width("chain", 10) < width("CHAIN", 10) < width("CHAIN", 20)
    True
    """
    return sum(map(_letter, text)) * size * (1.07 if bold else 1.0)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter.isupper() or letter in "mwшщжмюфыШ@%—":
        return 0.86
    return 0.58


def wrapped(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most `most` lines that fit the room; an ellipsis tells that there is more.

    >>> wrapped("Second Section of Sampleton", 80, 13, 3)
    ['Second', 'Section of', 'Sampleton']
    """
    lines, line = list[str](), ""
    for word in _pieces(text.split(), room, size, bold):
        longer = f"{line} {word}".strip()
        if line and width(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines += [line] if line else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last}…", size, bold=bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _pieces(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    """The words, those that no line holds in parts."""
    made: list[str] = []
    for word in words:
        part = ""
        for letter in word:
            if part and width(part + letter, size, bold=bold) > room:
                made.append(part)
                part = ""
            part += letter
        made.append(part)
    return made


def breakable(text: str, room: float, size: float, *, code: bool = False) -> str:
    r"""The text with places to break in words that no line would hold, and nowhere else.

    `code` text is of a font whose letters all have one width. A word of letters alone breaks with a hyphen.

    >>> breakable("short " + "0" * 20, 60, 10, code=True).split("\u200b")
    ['short 000000000', '000000000', '00']
    """

    def wide(part: str) -> float:
        return len(part) * size * _CODE if code else width(part, size, bold=True)

    def cut(found: re.Match[str]) -> str:
        word = found[0]
        if wide(word) <= room:
            return word
        parts, part = list[str](), ""
        for letter in word:
            if part and wide(part + letter) > room:
                parts.append(part)
                part = ""
            part += letter
        return ("\u00ad" if word.isalpha() and not code else "\u200b").join([*parts, part])

    return _LONG.sub(cut, text)
