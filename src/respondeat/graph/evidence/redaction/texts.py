"""Text as the leak check reads it: what a writer can vary without changing what is said is levelled."""

import html
import quopri
import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
_MARKS: Final = re.compile("[\u0300-\u036f]+")
# One letter for those that look alike, whatever the script: Latin, Greek, Belarusian і, ĸ.
_ALIKE: Final = str.maketrans(
    "авекмнорстухіјѕԁіё" + "αορικνετυχ" + "ĸı", "abekmhopctyxijsdie" + "aopikvetyx" + "ki"
)
_LETTERS: Final = re.compile(r"[^\W_]+")
_BROKEN: Final = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad][^\S\n]*\r?\n\s*(?=\w)")
_TAG: Final = re.compile(r"<[^<>]{0,4000}>")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNICODE: Final = re.compile(r"(?:\\+u[0-9A-Fa-f]{4}|\\+u\{[0-9A-Fa-f]{1,6}\}|\\+U[0-9A-Fa-f]{8})+")
_ONE_UNICODE: Final = re.compile(r"[uU]\{?([0-9A-Fa-f]+)")
_BYTES: Final = re.compile(r"(?:\\+x[0-9A-Fa-f]{2}){2,}")
_QUOTED: Final = re.compile(r"(?:=[0-9A-F]{2}(?:=\r?\n)?){2,}")
_RTF_BYTES: Final = re.compile(r"(?:\\'[0-9A-Fa-f]{2})+")
_RTF_UNICODE: Final = re.compile(r"(?:\\u-?\d{1,5}[ ?]?)+")
_CODED: Final = re.compile(
    r"&(?:#|[A-Za-z]{2,31};)|%[0-9A-Fa-f]{2}|\\(?:[uUx'][0-9A-Fa-f{-])|(?:=[0-9A-F]{2}){2}|xn--",
    re.IGNORECASE,
)
_SET: Final = re.compile(r"<[/!?A-Za-z]|[-\u2010\u2011\u00ad][^\S\n]*\r?\n")
_AROUND: Final = 400  # characters on either side of what is coded or set apart
_APART: Final = "\n龘1龘\n"  # neither letters nor names go on across it
_PUNYCODE: Final = re.compile(r"xn--([a-z0-9-]{1,59})", re.IGNORECASE)


def visible(text: str) -> str:
    """The text composed (NFKC), without characters that are not seen and accents that no letter needs."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def letters(text: str) -> str:
    r"""Letters and digits alone, in lower case, look-alikes as one: what two copies of a text share.

    >>> letters("Ива\u00adно-ва, O.") == letters("ИВАНОВА О")
    True
    """
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The words of `letters`, each by itself."""
    return words_of_visible(visible(text))


def words_of_visible(text: str) -> list[str]:
    """`words` of a text that is `visible`."""
    told = text.casefold()
    return _LETTERS.findall(told if told.isascii() else told.translate(_ALIKE))


def views(text: str) -> Iterator[str]:
    """The text as it stands; its coded parts decoded; its parts with tags and broken lines without them.

    Codes: HTML entities, percent, JSON and RTF escapes, quoted-printable, punycode.
    """
    yield text
    coded = _around(text, _CODED)
    told = coded
    for _ in range(3):  # codes within codes
        before, told = told, _decoded(told)
        if told == before:
            break
    if told != coded:
        yield told
        yield from _plain(told)
    yield from _plain(text)


def _plain(text: str) -> Iterator[str]:
    part = _around(text, _SET)
    if (plain := _BROKEN.sub("", _TAG.sub(" ", part))) != part:
        yield plain


def _around(text: str, pattern: re.Pattern[str]) -> str:
    """The parts of a text that a pattern is met in, with what stands around them."""
    parts: list[str] = []
    start = end = 0
    for found in pattern.finditer(text):
        if found.start() - _AROUND > end:
            parts.append(text[start:end])
            start = found.start() - _AROUND
        end = found.end() + _AROUND
    return _APART.join([*parts, text[start:end]]) if end else ""


def _decoded(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "%" in text:
        text = _PERCENT.sub(lambda found: _text(unquote_to_bytes(found[0])), text)
    if "\\" in text:
        text = _UNICODE.sub(_unicode, text)
        text = _BYTES.sub(lambda found: _text(bytes.fromhex(re.sub(r"\\+x", "", found[0]))), text)
        text = _RTF_BYTES.sub(
            lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode("cp1251", "replace"), text
        )
        text = _RTF_UNICODE.sub(_rtf, text)
    if "=" in text:
        text = _QUOTED.sub(lambda found: _text(quopri.decodestring(found[0].encode("ascii"))), text)
    if "xn--" in text:
        text = _PUNYCODE.sub(_punycode, text)
    return text


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def _unicode(found: re.Match[str]) -> str:
    codes = (int(code, 16) for code in _ONE_UNICODE.findall(found[0]))
    joined = "".join(chr(code) for code in codes if code < 0x110000)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _rtf(found: re.Match[str]) -> str:
    return "".join(chr(int(code) % 0x10000) for code in re.findall(r"-?\d+", found[0]))


def _punycode(found: re.Match[str]) -> str:
    try:
        return found[1].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return found[0]
