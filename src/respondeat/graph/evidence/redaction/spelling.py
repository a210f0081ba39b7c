"""Protected persons' names in running text: any transliteration, either order, initials, cases of the noun.

A word counts for a surname when its phonetic skeleton (`respondeat.graph.names`) is that of the surname but
for what case, number and gender add; for a given name when it is a form of the same given name, short ones
and those of other languages included. Surname and given name, or an initial, have to stand together: at most
two words between them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from respondeat.graph.names.given import nearness
from respondeat.graph.names.roles import Roles, Word, readings

from .stems import (
    ENDINGS,
    ISO_9,
    LATIN_ENDINGS,
    all_sounds,
    bared,
    beginnings_of,
    bones,
    fathers,
    given_stems,
    noun_stems,
    parts,
    stems_of,
    surname_sounds,
)

WINDOW: Final = 3  # places between the words of one name
_AROUND: Final = 120  # characters on either side in which they stand
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´′][^\W\d_]+)*")
_REMEMBERED: Final = 500_000
_LONGEST: Final = 40  # letters of a word
_BONES: Final = 4  # consonants that can stand for a surname whose vowels differ
_JOINED: Final = 9  # letters of a word that can be given name and surname without a space
_JOINED_PARTS: Final = (4, 3)  # sounds of the surname and of the given name in it
_LATIN: Final = re.compile("[A-Za-z]")
_PARTED: Final = re.compile(r"[\d;!?]|[^\W\d_]{4,}\.\s")  # what stands between two names, not within one
_INITIAL: Final = 2  # letters
_TWO_LETTERS: Final = "yu ya ye yo ju ja je jo iu ia ie zh ch sh kh ts dz dž cz sz ph th"
_OF_TWO_LETTERS: Final = frozenset(_TWO_LETTERS.split())
_JOINT: Final = 3  # characters between two words that are joined without capitals
_PLAIN: Final = 5  # letters of a surname that is known without a capital
_NOTHING: Final = frozenset[int]()


class _Meaning(NamedTuple):
    """Whose surname a word can be, whose but for its vowels, whose given name, whose whole name."""

    surname: frozenset[int]
    bones: frozenset[int]
    given: frozenset[int]
    whole: frozenset[int]


_MEANS_NOBODY: Final = _Meaning(_NOTHING, _NOTHING, _NOTHING, _NOTHING)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class Met(NamedTuple):
    """A name that was met: the number of its form, and where."""

    form: int
    start: int
    end: int


class Spellings:
    """Finds the names of persons in texts. Each text has to be `texts.visible`."""

    def __init__(self, forms: Iterable[str]) -> None:
        """`forms` are names of persons; those of one word are not looked for."""
        self._of: list[int] = []
        self._given: list[Word] = []
        self._patronymics: list[frozenset[str]] = []
        self._surnames: defaultdict[str, set[int]] = defaultdict(set)
        self._bones: defaultdict[str, set[int]] = defaultdict(set)
        self._givens: defaultdict[str, set[int]] = defaultdict(set)
        for number, form in enumerate(forms):
            for roles in readings(form.translate(ISO_9)):
                self._learn(number, roles)
        self._meanings: dict[str, _Meaning] = {}

    def __bool__(self) -> bool:
        return bool(self._of)

    def _learn(self, form: int, roles: Roles) -> None:
        if roles.given is None or not roles.surnames:
            return
        number = len(self._of)
        self._of.append(form)
        self._given.append(roles.given)
        shape = roles.patronymic.patronymic if roles.patronymic else None
        self._patronymics.append(shape.fathers if shape else frozenset())
        for sounds in (sounds for word in roles.surnames for sounds in surname_sounds(word)):
            for stem in noun_stems(sounds):
                self._surnames[stem].add(number)
            if len(alone := bones(sounds)) > _BONES:
                self._bones[alone].add(number)
        if not roles.given.is_initial:
            for stem in given_stems(roles.given):
                self._givens[stem].add(number)

    def met(self, text: str) -> Iterator[Met]:
        """Every place where a name stands."""
        if not self._of:
            return
        known = {token for token in set(_TOKEN.findall(text)) if self._can_begin(token)}
        if not known:
            return
        for found in _TOKEN.finditer(text):
            if found[0] in known:
                yield from self._around(text, found.start(), found.end())

    def _can_begin(self, token: str) -> bool:
        """Whether a word can be somebody's surname, or whole name."""
        found = self._meaning(token)
        surname = found.surname or found.bones
        return bool(found.whole or (surname and (len(token) >= _PLAIN or token[0].isupper())))

    def _around(self, text: str, start: int, end: int) -> Iterator[Met]:
        meaning = self._meaning(text[start:end])
        for number in meaning.whole:
            yield Met(self._of[number], start, end)
        before = max(0, start - _AROUND)
        near = text[before : end + _AROUND]
        tokens = [_Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(near)]
        at = next((n for n, token in enumerate(tokens) if token.start == start - before), None)
        if at is None:
            return
        for number in meaning.surname | meaning.bones:
            for other_at in (*range(at - 1, at - 1 - WINDOW, -1), *range(at + 1, at + 1 + WINDOW)):
                if 0 <= other_at < len(tokens) and self._one_name(near, tokens, at, other_at, number):
                    yield Met(self._of[number], start, end)
                    break

    def _one_name(self, text: str, tokens: Sequence[_Token], at: int, other_at: int, number: int) -> bool:
        """Whether the word at a place, which can be somebody's surname, and another one are their name."""
        token, other = tokens[at], tokens[other_at]
        between = text[min(token.end, other.end) : max(token.start, other.start)]
        if _PARTED.search(between):
            return False
        strong = number in self._meaning(token.text).surname
        if number not in self._meaning(other.text).given:
            inner = tokens[min(at, other_at) + 1 : max(at, other_at)]
            alone = all(len(one.text) <= _INITIAL for one in inner)
            return strong and alone and self._by_initial(text, token, other, number)
        if not (token.text[0].isupper() and other.text[0].isupper()):
            adjacent = abs(at - other_at) == 1 and len(between) <= _JOINT
            return strong and adjacent and len(token.text) >= _PLAIN and len(other.text) > _INITIAL
        return not self._of_another_father(tokens, at, other_at, number)

    def _of_another_father(self, tokens: Sequence[_Token], at: int, given_at: int, number: int) -> bool:
        """Whether a patronymic stands by the given name that is not the one in the data."""
        mine = self._patronymics[number]
        if not mine or given_at + 1 >= len(tokens) or given_at + 1 == at:
            return False
        yours = fathers(tokens[given_at + 1].text)
        return bool(yours) and nearness(mine, yours) == 0

    def _by_initial(self, text: str, surname: _Token, other: _Token, number: int) -> bool:
        """Whether `other` is an initial of the given name, or begins with the initial that is all we have."""
        given = self._given[number]
        if not (other.text[0].isupper() and surname.text[0].isupper()):
            return False
        if len(other.text) > _INITIAL:
            return given.is_initial and not given.beginnings().isdisjoint(beginnings_of(other.text))
        dotted = text[other.end : other.end + 1] == "."
        if len(other.text) == _INITIAL and not (dotted and other.text.casefold() in _OF_TWO_LETTERS):
            return False
        if not dotted and (other.start < surname.start or "." in text[surname.end : other.start]):
            return False  # a word of one letter
        return not given.beginnings().isdisjoint(beginnings_of(other.text))

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
        surnames, near, givens, whole = set[int](), set[int](), set[int](), set[int]()
        endings = LATIN_ENDINGS if _LATIN.search(token) else ENDINGS
        for sounds in all_sounds(token):
            for stem in stems_of(sounds, endings):
                near |= self._bones.get(bones(stem), _NOTHING)
                for form in (stem, bared(stem)) if token.isascii() else (stem,):
                    surnames |= self._surnames.get(form, _NOTHING)
                    givens |= self._givens.get(form, _NOTHING)
            if len(token) >= _JOINED and token.isascii():
                whole |= self._joined(sounds)
        whole |= self._camel(token)
        if not (surnames or near or givens or whole):
            return _MEANS_NOBODY
        return _Meaning(frozenset(surnames), frozenset(near), frozenset(givens), frozenset(whole))

    def _joined(self, sounds: str) -> set[int]:
        """Whose given name and surname the word is, in either order: ivanivanou, as in an address."""
        found = set[int]()
        for at in range(min(_JOINED_PARTS), len(sounds) - min(_JOINED_PARTS) + 1):
            first, second = sounds[:at], sounds[at:]
            found |= self._bearing(self._surnames, first, 0) & self._bearing(self._givens, second, 1)
            found |= self._bearing(self._givens, first, 1) & self._bearing(self._surnames, second, 0)
        return found

    @staticmethod
    def _bearing(table: Mapping[str, set[int]], sounds: str, part: int) -> set[int]:
        stems = (stem for stem in stems_of(sounds) if len(stem) >= _JOINED_PARTS[part])
        return {number for stem in stems for number in table.get(stem, ())}

    def _camel(self, token: str) -> set[int]:
        """Whose name the word is put together of: IvanIvanou."""
        meanings = [self._meaning(part) for part in parts(token) if len(part) >= min(_JOINED_PARTS)]
        return {
            number
            for one in meanings
            for other in meanings
            if one is not other
            for number in one.surname & other.given
        }
