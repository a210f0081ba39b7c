"""The sounds of the words of names: in every orthography, without what case, number and gender add."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from respondeat.graph.names.given import lexicon, patronymic
from respondeat.graph.names.orthography import TABLES, orthographies
from respondeat.graph.names.roles import Word, every_word
from respondeat.graph.names.scripts import words
from respondeat.graph.names.skeleton import consonants, skeletons, surname

_CAMEL: Final = re.compile(r"(?<=[a-zа-яёіўї])(?=[A-ZА-ЯЁІЎЇ])|['’‘ʼ`´′]")
# What case and number add to a stem, in sound classes: Belarusian, Russian, Ukrainian, Polish, Lithuanian,
# and the -s of English and German. Of a Latin -ch nobody knows what it stands for.
_ENDING: Final = "A I U AI AU AA AM IM UM AHA AMU IH AMI IMI AVI UA IA IAM IAMI IU S AS IS US AHU AH VI M MI"
ENDINGS: Final = frozenset(["", *_ENDING.split()])
LATIN_ENDINGS: Final = ENDINGS - {"AH", "IH", "VI", "UM", "IAM", "IAMI", "MI", "AMI", "IMI"}
_SOFTENED: Final = {"K": "TC", "H": "ZSJ"}  # before -е, -ы: Марозка, Марозцы
_VOWELS: Final = "AIU"
_EVERY: Final = tuple(((name, 0.0),) for name in TABLES)
_GERMAN_S: Final = re.compile("S(?=[AIU])")
_GERMAN: Final = 6  # letters of a word in which s is taken for з
_BARED: Final = str.maketrans("CWJ", "TSZ")
# Letters of ISO 9 that the orthographies of `names` do not read, for a name in it is seldom indexed.
ISO_9: Final = str.maketrans({"ŝ": "šč", "Ŝ": "Šč", "û": "ju", "Û": "Ju", "â": "ja", "Â": "Ja"})


def parts(token: str) -> list[str]:
    """What a word is put together of: IvanIvanou, d'Ivanou."""
    split = [part for part in _CAMEL.split(token) if len(part) > 1]
    return split if split != [token] else []


def all_sounds(token: str) -> set[str]:
    """The skeletons of a word in every orthography, of its parts too."""
    found = set[str]()
    for part in (token, *parts(token)):
        for word in words(part.translate(ISO_9)):
            sounds = {way.sounds for spelling in _EVERY for way in skeletons(word, spelling)}
            if (
                len(part) >= _GERMAN and part.isascii()
            ):  # German: s before a vowel for з, sch for ж as well as ш
                sounds |= {_GERMAN_S.sub("Z", one) for one in sounds}
            if "sch" in word:
                sounds |= {one.replace("W", "J") for one in sounds}
            found |= sounds | {surname(word, one) for one in sounds}
    return found


def stems_of(sounds: str, endings: frozenset[str] = LATIN_ENDINGS) -> Iterator[str]:
    """The stems that a word can have."""
    for length in range(len(sounds), max(1, len(sounds) - 5), -1):
        if sounds[length:] in endings:
            yield sounds[:length]


def bones(sounds: str) -> str:
    """The consonants of a word, and whether it begins with one."""
    return ("A" if sounds[:1] in _VOWELS else "-") + consonants(sounds)


@lru_cache(maxsize=8192)
def fathers(token: str) -> frozenset[str]:
    """The fathers whom a patronymic names, in any case; none for another word."""
    found = {father for word in every_word(token) for father in _of_father(word)}
    return frozenset(found)


def _of_father(word: Word) -> frozenset[str]:
    stems = [stem for way in word.ways for stem in stems_of(way.sounds, ENDINGS)]
    shapes = [shape for stem in (*stems, *(f"{stem}A" for stem in stems)) if (shape := patronymic(stem))]
    return next((shape.fathers for shape in shapes if shape.fathers), frozenset())


def surname_sounds(word: Word) -> set[str]:
    """The skeletons of a surname, and of each part of one with a hyphen."""
    found = {way.sounds for way in word.surnames}
    for part in (word.text, *(word.text.split("-") if "-" in word.text else ())):
        for way in skeletons(part, orthographies(part)):
            found |= {way.sounds, surname(part, way.sounds)}
    return {sounds for sounds in found if len(sounds) > 1}


def noun_stems(sounds: str) -> Iterator[str]:
    """The stems of a noun: Дубровск-, Кравец and Кравц-, Марозк- and Марозц-; each also `bared`."""
    for stem in _noun_stems(sounds):
        yield stem
        yield bared(stem)


def bared(stem: str) -> str:
    """A stem as it sounds where č š ž are written without their marks, as in addresses; marked so."""
    return "~" + stem.translate(_BARED)


def _noun_stems(sounds: str) -> Iterator[str]:
    bare = sounds.rstrip(_VOWELS) if len(sounds) > 2 else sounds
    bare = bare if len(bare) > 1 else sounds
    yield bare
    if len(bare) > 3 and bare[-2] in _VOWELS and bare[-1] not in _VOWELS:
        yield bare[:-2] + bare[-1]
    for soft in _SOFTENED.get(bare[-1], ""):
        yield bare[:-1] + soft


def given_stems(word: Word) -> Iterator[str]:
    """The stems of every form of a given name: short ones, those of other languages."""
    forms = {way.sounds for way in word.ways}
    for part in word.text.split("-"):
        for one in every_word(part):
            forms |= {way.sounds for way in one.ways}
            for known in one.classes:
                forms |= _forms_of_classes().get(known.name, frozenset())
    for sounds in forms:
        yield from noun_stems(sounds)


@lru_cache(maxsize=1)
def _forms_of_classes() -> dict[str, frozenset[str]]:
    """The skeletons of all forms of each class of given names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sounds, classes in lexicon().sounds.items():
        for one in classes:
            found[one.name].add(sounds)
    return {name: frozenset(forms) for name, forms in found.items()}


@lru_cache(maxsize=8192)
def beginnings_of(token: str) -> frozenset[str]:
    """The sounds that a word can begin with; of an initial, those that it can stand for."""
    return frozenset[str]().union(*(word.beginnings() for word in every_word(token.translate(ISO_9))))
