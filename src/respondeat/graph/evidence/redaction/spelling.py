"""Protected persons' names in running text: any transliteration, either order, initials, cases of the noun.

A word counts for a surname when its phonetic skeleton (`respondeat.graph.names`) is that of the surname but
for what case, number and gender add; for a given name when it is a form of the same given name, short ones
and those of other languages included. Surname and given name, or an initial, have to stand together: at most
two words between them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from respondeat.graph.names.given import lexicon
from respondeat.graph.names.orthography import orthographies
from respondeat.graph.names.roles import Roles, Word, every_word, readings
from respondeat.graph.names.scripts import words
from respondeat.graph.names.skeleton import consonants, skeletons, surname

WINDOW: Final = 3  # places between the words of one name
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´′][^\W\d_]+)*")
_CAMEL: Final = re.compile(r"(?<=[a-zа-яёіўї])(?=[A-ZА-ЯЁІЎЇ])|['’‘ʼ`´′]")
_REMEMBERED: Final = 500_000
_LONGEST: Final = 40  # letters of a word
_BONES: Final = 4  # consonants that can stand for a surname whose vowels differ
# What case and number add to a stem, in sound classes: Belarusian, Russian, Ukrainian, Polish, Lithuanian,
# and the -s of English and German.
_ENDING: Final = "A I U AM IM UM AHA AMU IH AMI IMI AV AVI UA IA IAM IAMI IU S AS IS US AHU AH VI M MI"
_ENDINGS: Final = frozenset(["", *_ENDING.split()])
_SOFTENED: Final = {"K": "TC", "H": "ZSJ"}  # before -е, -ы: Марозка, Марозцы
_VOWELS: Final = "AIU"
_NOTHING: Final = frozenset[int]()


class _Meaning(NamedTuple):
    """Whose surname a word can be, whose but for its vowels, and whose given name."""

    surname: frozenset[int]
    bones: frozenset[int]
    given: frozenset[int]


_MEANS_NOBODY: Final = _Meaning(_NOTHING, _NOTHING, _NOTHING)


class Met(NamedTuple):
    """A name that was met: the number of its form, where, and whether with no more than an initial."""

    form: int
    start: int
    end: int
    by_initial: bool


class Spellings:
    """Finds the names of persons in texts. Each text has to be `texts.visible`."""

    def __init__(self, forms: Iterable[str]) -> None:
        """`forms` are names of persons; those of one word are not looked for."""
        self._of: list[int] = []
        self._beginnings: list[frozenset[str]] = []
        self._surnames: defaultdict[str, set[int]] = defaultdict(set)
        self._bones: defaultdict[str, set[int]] = defaultdict(set)
        self._givens: defaultdict[str, set[int]] = defaultdict(set)
        for number, form in enumerate(forms):
            for roles in readings(form.replace("-", " ")):
                self._learn(number, roles)
        self._meanings: dict[str, _Meaning] = {}

    def __bool__(self) -> bool:
        return bool(self._of)

    def _learn(self, form: int, roles: Roles) -> None:
        if roles.given is None or not roles.surnames:
            return
        number = len(self._of)
        self._of.append(form)
        self._beginnings.append(roles.given.beginnings())
        for sounds in (sounds for word in roles.surnames for sounds in _surname_sounds(word)):
            for stem in _stems(sounds):
                self._surnames[stem].add(number)
            if len(bones := consonants(sounds)) >= _BONES:
                self._bones[bones].add(number)
        if not roles.given.is_initial:
            for stem in _given_stems(roles.given):
                self._givens[stem].add(number)

    def met(self, text: str) -> Iterator[Met]:
        """Every place where a name stands."""
        if not self._of:
            return
        vocabulary = set(_TOKEN.findall(text))
        if any(meaning.surname or meaning.bones for meaning in map(self._meaning, vocabulary)):
            yield from self._places(text)

    def _places(self, text: str) -> Iterator[Met]:
        tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
        for at, (token, start, end) in enumerate(tokens):
            meaning = self._meaning(token)
            if not (meaning.surname or meaning.bones):
                continue
            near = [*tokens[max(0, at - WINDOW) : at], *tokens[at + 1 : at + 1 + WINDOW]]
            if len(_parts(token)) > 1:
                near.append(tokens[at])
            for number in meaning.surname | meaning.bones:
                for other, from_, to in near:
                    full = number in self._meaning(other).given
                    if full or (number in meaning.surname and self._is_initial(other, number)):
                        yield Met(self._of[number], min(start, from_), max(end, to), not full)
                        break

    def _is_initial(self, token: str, number: int) -> bool:
        if len(token) > 2 or not token[0].isupper():
            return False
        return not self._beginnings[number].isdisjoint(_initial(token))

    def _meaning(self, token: str) -> _Meaning:
        found = self._meanings.get(token)
        if found is None:
            if len(self._meanings) >= _REMEMBERED:
                self._meanings.clear()
            found = self._meanings[token] = self._read(token)
        return found

    def _read(self, token: str) -> _Meaning:
        if len(token) < 2 or len(token) > _LONGEST:
            return _MEANS_NOBODY
        surnames, bones, givens = set[int](), set[int](), set[int]()
        for sounds in _all_sounds(token):
            for stem in _cut(sounds):
                surnames |= self._surnames.get(stem, _NOTHING)
                bones |= self._bones.get(consonants(stem), _NOTHING)
                givens |= self._givens.get(stem, _NOTHING)
        if not (surnames or bones or givens):
            return _MEANS_NOBODY
        return _Meaning(frozenset(surnames), frozenset(bones), frozenset(givens))


def _parts(token: str) -> list[str]:
    """The token and what it is put together of: IvanIvanou, d'Ivanou."""
    split = [part for part in _CAMEL.split(token) if len(part) > 1]
    return [token, *split] if len(split) > 1 or split != [token] else [token]


def _all_sounds(token: str) -> set[str]:
    found = set[str]()
    for part in _parts(token):
        for word in words(part):
            for way in skeletons(word, orthographies(word)):
                found |= {way.sounds, surname(word, way.sounds)}
    return found


def _cut(sounds: str) -> Iterator[str]:
    """The stems that a word can have."""
    for length in range(len(sounds), max(1, len(sounds) - 5), -1):
        if sounds[length:] in _ENDINGS:
            yield sounds[:length]


def _surname_sounds(word: Word) -> set[str]:
    alone = skeletons(word.text, orthographies(word.text))
    return {way.sounds for way in (*word.surnames, *alone)} | {surname(word.text, w.sounds) for w in alone}


def _stems(sounds: str) -> Iterator[str]:
    """The stems of a noun: Дубровск-, Кравец and Кравц-, Марозк- and Марозц-."""
    bare = sounds.rstrip(_VOWELS) if len(sounds) > 2 else sounds
    bare = bare if len(bare) > 1 else sounds
    yield bare
    if len(bare) > 3 and bare[-2] in _VOWELS and bare[-1] not in _VOWELS:
        yield bare[:-2] + bare[-1]
    for soft in _SOFTENED.get(bare[-1], ""):
        yield bare[:-1] + soft


def _given_stems(word: Word) -> Iterator[str]:
    forms = {way.sounds for way in word.ways}
    for one in word.classes:
        forms |= _forms_of_classes().get(one.name, frozenset())
    for sounds in forms:
        yield from _stems(sounds)


@lru_cache(maxsize=1)
def _forms_of_classes() -> dict[str, frozenset[str]]:
    """The skeletons of all forms of each class of given names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sounds, classes in lexicon().sounds.items():
        for one in classes:
            found[one.name].add(sounds)
    return {name: frozenset(forms) for name, forms in found.items()}


@lru_cache(maxsize=8192)
def _initial(token: str) -> frozenset[str]:
    return frozenset().union(*(word.beginnings() for word in every_word(token)))
