"""The written form of a name, without what two writers of the same form differ in.

Half of the Cyrillic names in the European Union's lists hold Latin letters (Latin i, o, or U+0138 for к),
so the script of a word is decided by its majority and the look-alikes of the other script are mapped into
it.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

_Rest = TypeVarTuple("_Rest")
_Result = TypeVar("_Result")
_LONGEST_WORD = 64

# Apostrophes, primes and modifier letters; double quotes are punctuation, for they part words.
_APOSTROPHES: dict[int, str | None] = dict.fromkeys(map(ord, "'‘’‚‛′ʹʻʼʽʾʿˈˊˋ`´＇ՙ׳ꞌ"))
_BEFORE = str.maketrans({**_APOSTROPHES, ord("№"): "no "})
_LATIN = "abehkmoptcxyijsĸ"
_CYRILLIC = "авенкмортсхуіјѕк"
_GREEK = {"κ": "к", "ο": "о", "α": "а", "ρ": "р", "ε": "е", "ι": "і", "τ": "т", "ν": "v", "χ": "х", "υ": "у"}
_TO_CYRILLIC = str.maketrans({**dict(zip(_LATIN, _CYRILLIC, strict=True)), **_GREEK})
_TO_LATIN = str.maketrans(
    {c: lat for lat, c in zip(_LATIN, _CYRILLIC, strict=True) if lat != "ĸ"}
    | {g: _LATIN[_CYRILLIC.index(c)] if c in _CYRILLIC else c for g, c in _GREEK.items()}
    | {"ĸ": "k"}
)
_AMBIGUOUS = frozenset(_LATIN + _CYRILLIC)
# Marks that make another letter in the orthographies at hand; all other marks are dropped.
_LETTERS_OF_THEIR_OWN = frozenset("čšžŭżйўї")
_BARRED = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y"}
_JOINED = re.compile(r"-+")


def fold(text: str) -> str:
    """The key that two spellings of one written form share; another transliteration has another.

    Case, accents that make no other letter, apostrophes, kinds of dash and space, punctuation and
    look-alike letters of another script are levelled. A text without any letter or digit is its own key.
    `fold(fold(x)) == fold(x)`.

    >>> fold("Вiĸтар  ПАЎЛIЧЭНКА") == fold("Віктар Паўлічэнка")
    True
    >>> fold("Дар’я") == fold("Дар'я")
    True
    >>> fold("Lukashenko") == fold("Лукашенко")
    False
    """
    for _ in range(4):  # dropping a letter can bring two others together that compose
        parts = [part for word in words(text) for part in plain(word).split("-") if part]
        if not parts:
            return " ".join("".join(map(_visible, unicodedata.normalize("NFKC", text).casefold())).split())
        text = " ".join(parts)
        if all(map(_is_settled, parts)):
            break
    return text


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, accents kept, look-alikes mapped; a hyphen inside a word stays.

    >>> words("Рымскі–Корсакаў, М. А.")
    ('рымскі-корсакаў', 'м', 'а')
    """
    found = [pair for chunk in text.split() for pair in _clean(chunk)]
    if not found:
        return ()
    script = _majority(*map(sum, zip(*(counts for _, counts in found), strict=True)))
    return tuple(_unify(word, script) for word, _ in found)


def _remembered(function: Callable[[str, *_Rest], _Result]) -> Callable[[str, *_Rest], _Result]:
    """Answers for words come from memory; texts of no sensible length for a word are not kept there."""
    kept = lru_cache(maxsize=65536)(function)

    def answer(word: str, *rest: *_Rest) -> _Result:
        return kept(word, *rest) if len(word) <= _LONGEST_WORD else function(word, *rest)

    return answer


@_remembered
def _clean(chunk: str) -> tuple[tuple[str, tuple[int, int, int, int]], ...]:
    """The words of a piece without spaces, and what `_count` says of each."""
    found = [_JOINED.sub("-", word).strip("-") for word in _lower(chunk).split()]
    return tuple((word, _count(word)) for word in found if plain(word).strip("-"))


@_remembered
def plain(word: str) -> str:
    """A word without the accents that make no letter of their own: é is e, ё is е; č, ў and й stay."""
    return word if word.isascii() else "".join(map(_plain, unicodedata.normalize("NFC", word)))


@_remembered
def _is_settled(word: str) -> bool:
    return [plain(found) for found, _ in _clean(word)] == [word]


def _lower(text: str) -> str:
    text = text.translate(_BEFORE)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(
            _BEFORE
        )
    return "".join(map(_letter, text.casefold()))


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if (
        category == "Cf" or "\ufe00" <= char <= "\ufe0f"
    ):  # invisible: soft hyphen, joiners, variation selectors
        return ""
    if category == "Pd" or char == "−":
        return "-"
    return char if category[0] in "LMN" else " "


@lru_cache(maxsize=8192)
def _visible(char: str) -> str:
    return "" if unicodedata.category(char) in ("Cf", "Cs") else char if char.isprintable() else " "


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    if char in _LETTERS_OF_THEIR_OWN or char.isascii():
        return char
    if "\u0300" <= char <= "\u036f":
        return ""
    apart = unicodedata.normalize("NFD", char)
    if _script(apart[0]) not in ("LATIN", "CYRILLIC", "GREEK"):
        return char  # in other scripts marks are vowels
    return _BARRED.get(apart[0], apart[0])


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _count(word: str) -> tuple[int, int, int, int]:
    """Letters only Cyrillic has, letters only Latin has, all Cyrillic, all Latin."""
    letters = plain(word)
    cyrillic = [c for c in letters if _script(c) == "CYRILLIC"]
    latin = [c for c in letters if _script(c) == "LATIN"]
    only_cyrillic = sum(c not in _AMBIGUOUS for c in cyrillic)
    only_latin = sum(c not in _AMBIGUOUS for c in latin)
    return only_cyrillic, only_latin, len(cyrillic), len(latin)


def _majority(only_cyrillic: int, only_latin: int, cyrillic: int, latin: int) -> str:
    if cyrillic + latin == 0:
        return ""
    return "c" if (only_cyrillic, cyrillic) >= (only_latin, latin) else "l"


@_remembered
def _unify(word: str, of_text: str) -> str:
    return "-".join(_unify_part(part, of_text) for part in word.split("-"))


def _unify_part(word: str, of_text: str) -> str:
    counts = _count(word)
    if counts[2] + counts[3] == 0:
        return word
    script = _majority(*counts) if counts[0] or counts[1] else of_text
    other = "LATIN" if script == "c" else "CYRILLIC"
    table = _TO_CYRILLIC if script == "c" else _TO_LATIN
    return "".join(
        plain(c).translate(table) if _script(c) in (other, "GREEK") and plain(c) in _MAPPED else c
        for c in word
    )


_MAPPED = _AMBIGUOUS | frozenset(_GREEK)
