"""Phonetic skeletons: what is left of an East Slavic name when orthography, akanie and dzekanie are levelled.

Sound classes: H г ґ х, T т ц, D д дз, V в ў, J ж дж, W ш, C ч, WC щ; vowels A (а о е ё э я), I (и і ы), U
(у ю); other consonants stand for themselves. Glides, soft signs and doubled letters are dropped.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .orthography import TABLES, orthographies
from .scripts import plain, words

MAX_WORDS = 16  # of a name; more are ignored, so that the work is bounded
MAX_LETTERS = 48  # of a word
MAX_KEYS = 5
CONSONANTS_COST = 0.2
_WEAK_COST = 0.06

_CYRILLIC = {
    **dict(
        zip(
            "абвгґдеёєжзиіїйклмнопрстуўфхцчшыэюяьъ",
            "ABVHHDAAAJZIII_KLMNAPRSTUVFHTCWIAuA__",
            strict=True,
        )
    ),
    "щ": "WC", "шч": "WC", "дз": "D", "дж": "J", "тс": "T",
    "оўк": "AwK", "оўг": "AwH", "оўт": "AwT", "оўн": "AwN", "оўб": "AwB", "оўч": "AwC", "оўж": "AwJ",
}  # fmt: skip
_CYRILLIC = {letters: "" if sounds == "_" else sounds for letters, sounds in _CYRILLIC.items()}
_ANY_CYRILLIC = re.compile("[\u0400-\u04ff]")
_INITIAL_U = re.compile("^U(?=[^AIUu])")
_VOWELS = re.compile("[AIUu]{2,}")
_PROTHETIC = re.compile("AVU(?=[^AIUu]|$)")  # Навум ~ Наум
_DOUBLED = re.compile(r"(.)\1+")
_NO_VOWELS = str.maketrans("", "", "AIU")


class Key(NamedTuple):
    """One skeleton of a word and what it costs to believe in it (0: the plain reading)."""

    sounds: str
    cost: float


def keys(name: str) -> tuple[tuple[str, float], ...]:
    """The skeleton keys of a whole name with their costs, the cheapest first, at most five.

    Words stand in alphabetical order, surnames without the mark of gender. The last key is of consonants
    alone.

    >>> keys("Paulichenka Dzmitry") == keys("Дзмітрый ПАЎЛІЧЭНКА")
    False
    >>> keys("Paulichenka Dzmitry")[0] == keys("Дзмітрый ПАЎЛІЧЭНКА")[0]
    True
    """
    split = words(name)[:MAX_WORDS]
    ways = {sounds: cost for sounds, cost in reversed(_whole(split)) if sounds}
    first = sorted(ways.items(), key=lambda way: (way[1], way[0]))[: MAX_KEYS - 1]
    alone = " ".join(sorted(consonants(part) for part in first[0][0].split())) if first else ""
    return (*first, *([(alone, CONSONANTS_COST)] if alone.strip() and alone not in ways else ()))


def _whole(split: tuple[str, ...]) -> list[tuple[str, float]]:
    """Keys of a name: each orthography read throughout, then each word's weak reading."""
    found = []
    for spelling, cost in orthographies(" ".join(split)):
        read = [_read(word, spelling) for word in split]
        best = [surname(word, ways[0].sounds) for word, ways in zip(split, read, strict=True)]
        found.append((" ".join(sorted(filter(None, best))), cost))
        for place, ways in enumerate(read):
            for way in ways[1:]:
                other = [*best[:place], surname(split[place], way.sounds), *best[place + 1 :]]
                found.append((" ".join(sorted(filter(None, other))), cost + way.cost))
    return sorted(found, key=lambda way: way[1])


@lru_cache(maxsize=65536)
def skeletons(word: str, spellings: tuple[tuple[str, float], ...]) -> tuple[Key, ...]:
    """The skeletons of one word (of `words`) under each orthography, the cheapest first, at most four."""
    found: dict[str, float] = {}
    for spelling, cost in spellings:
        for way in _read(word, spelling):
            if way.sounds:
                found[way.sounds] = min(cost + way.cost, found.get(way.sounds, 1.0))
    ranked = sorted(found.items(), key=lambda way: (way[1], way[0]))
    return tuple(Key(*way) for way in islice(ranked, MAX_KEYS - 1))


def consonants(sounds: str) -> str:
    """A skeleton without its vowels.

    >>> consonants("PAVLICANKA")
    'PVLCNK'
    """
    return sounds.translate(_NO_VOWELS)


@lru_cache(maxsize=65536)
def surname(word: str, sounds: str) -> str:
    """The skeleton of a surname without the mark of gender: brother and sister have one key.

    >>> surname("іванова", "IVANAVA"), surname("белая", "BALA"), surname("лагуна", "LAHUNA")
    ('IVANAV', 'BALI', 'LAHUNA')
    """
    if word.endswith(("ая", "aya", "aja", "aia")) and sounds.endswith("A"):
        return sounds[:-1] + "I"
    if len(sounds) > 4:
        if sounds.endswith(("SKA", "TKA")):
            return sounds[:-1] + "I"
        if sounds.endswith(("AVA", "INA")):
            return sounds[:-1]
    return sounds


@lru_cache(maxsize=65536)
def _read(word: str, spelling: str) -> tuple[Key, ...]:
    word = word[:MAX_LETTERS]
    if _ANY_CYRILLIC.search(word):
        spelling = "cyrillic"
    raw = _pattern(spelling).sub(lambda hit: _sounds(spelling, hit[0]), word)
    strong, weak = _settle(raw.replace("w", "V")), _settle(raw.replace("w", "L"))
    return (Key(strong, 0.0), *([Key(weak, _WEAK_COST)] if weak != strong else ()))


@lru_cache(maxsize=16)
def _pattern(spelling: str) -> re.Pattern[str]:
    """Matches the longest letters that the spelling knows; a key that ends in $ only at the end of a word."""
    letters = sorted(_table(spelling), key=lambda key: (-len(key.rstrip("$")), not key.endswith("$")))
    return re.compile("|".join([*letters, "."]))


def _table(spelling: str) -> Mapping[str, str]:
    return _CYRILLIC if spelling == "cyrillic" else TABLES[spelling]


def _sounds(spelling: str, letters: str) -> str:
    table = _table(spelling)
    bare = plain(letters)
    for key in (letters, letters + "$", bare):
        if key in table:
            return table[key]
    return bare.upper() if bare.isalnum() else ""  # digits and other scripts stand for themselves


def _settle(raw: str) -> str:
    raw = _PROTHETIC.sub("AV", _INITIAL_U.sub("V", raw).replace("AU", "AV"))
    raw = _VOWELS.sub(_one_vowel, raw).replace("u", "U")
    return _DOUBLED.sub(r"\1", raw)


def _one_vowel(run: re.Match[str]) -> str:
    """A run of vowels without its glides: ія and ya are A, ий is I, ею is AU."""
    open_vowels = run[0].replace("u", "U").replace("I", "")
    return open_vowels or "I"
