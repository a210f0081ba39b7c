"""A person's name taken apart: given name, patronymic, surname, and what is left over.

A word in -ovich is a patronymic only right after a given name (or in the midst of three words): it may be a
surname. Where the order cannot be known, both readings are given.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .given import Given, Patronymic, beginnings, given, patronymic
from .orthography import orthographies
from .scripts import plain, words
from .skeleton import MAX_WORDS, Key, skeletons, surname

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True, eq=False)  # compared as objects: they are kept in memory, and it is fast
class Word:
    """One word of a name: its skeletons, those as a surname, its classes, its reading as a patronymic."""

    text: str
    ways: tuple[Key, ...]
    surnames: tuple[Key, ...]
    classes: frozenset[Given]
    patronymic: Patronymic | None

    @property
    def is_initial(self) -> bool:
        """Whether the word is one letter."""
        return len(self.text) == 1

    def beginnings(self) -> frozenset[str]:
        """The sounds that the word can begin with; у alone can stand for в (Уладзімір)."""
        found = {way.sounds[:1] for way in self.ways}
        if self.is_initial:
            return frozenset(found | ({"V"} if "U" in found else set()))
        fathers = self.patronymic.fathers if self.patronymic else frozenset()
        return frozenset(found).union(*map(beginnings, fathers | {one.name for one in self.classes}))


@dataclass(frozen=True, slots=True, eq=False)  # compared as objects: they are kept in memory, and it is fast
class Roles:
    """One reading of a person's name."""

    given: Word | None
    patronymic: Word | None
    surnames: tuple[Word, ...]
    cost: float = 0.0


@lru_cache(maxsize=16384)
def analyse(name: str) -> tuple[Word, ...]:
    """The words of a name, at most sixteen, without what stands in brackets (unless nothing else does)."""
    outside = _IN_BRACKETS.sub(" ", name) if "(" in name or "[" in name else name
    return every_word(outside) or every_word(name)


@lru_cache(maxsize=16384)
def every_word(name: str) -> tuple[Word, ...]:
    """The words of a name with those in brackets, at most sixteen."""
    split = words(name)
    spellings = orthographies(" ".join(split))
    return tuple(_word(text, spellings) for text in split[:MAX_WORDS])


@lru_cache(maxsize=16384)
def readings(name: str) -> tuple[Roles, ...]:
    """The ways to read a person's name, the likeliest first; none for a text without letters."""
    found = analyse(name)[:6]
    if len(found) < 2:
        return (Roles(None, None, found),) if found else ()
    place = _patronymic_place(found)
    if place is not None:
        rest = found[: place - 1] + found[place + 1 :]
        return (Roles(found[place - 1], found[place], rest),)
    initials = [at for at, word in enumerate(found) if word.is_initial]
    if initials and len(initials) < len(found):
        return (_with_initials(found, initials),)
    return _by_order(found)


def gender(roles: Roles) -> str:
    """m, f or nothing, as the patronymic tells, else the given name, else the form of the surname."""
    if roles.patronymic and roles.patronymic.patronymic:
        return roles.patronymic.patronymic.gender
    if roles.given and roles.given.classes:
        genders = {one.gender for one in roles.given.classes}
        return genders.pop() if len(genders) == 1 else ""
    if roles.given and not roles.given.is_initial:
        return ""
    return _gender_of_surname(roles.surnames[0]) if roles.surnames else ""


@lru_cache(maxsize=65536)
def _word(text: str, spellings: tuple[tuple[str, float], ...]) -> Word:
    ways = skeletons(text, spellings)
    shapes = [found for way in ways if (found := patronymic(way.sounds))]
    shape = next((found for found in shapes if found.fathers), shapes[0] if shapes else None)
    as_surname = tuple(Key(surname(text, way.sounds), way.cost) for way in ways)
    return Word(text, ways, as_surname, given(text, ways), shape)


def _patronymic_place(found: tuple[Word, ...]) -> int | None:
    if len(found) < 3:
        return None
    shaped = [at for at in range(1, len(found)) if found[at].patronymic]
    after_given = [at for at in shaped if found[at - 1].classes]
    return next(iter(after_given or shaped), None)


def _with_initials(found: tuple[Word, ...], initials: list[int]) -> Roles:
    """А. Б. Иванов; Иванов А. Б.; Александр Б. Иванов."""
    full = [word for word in found if not word.is_initial]
    letters = [found[at] for at in initials]
    if len(full) == 1:
        return Roles(letters[0], letters[1] if len(letters) == 2 else None, tuple(full))
    first = next((word for word in full if word.classes), full[0])
    rest = tuple(word for word in full if word is not first)
    return Roles(first, letters[0] if len(letters) == 1 else None, rest)


def _by_order(found: tuple[Word, ...]) -> tuple[Roles, ...]:
    known = [at for at, word in enumerate(found) if word.classes]
    first, last = 0, len(found) - 1
    if len(known) == 1 and known[0] in (first, last):
        return (Roles(found[known[0]], None, found[: known[0]] + found[known[0] + 1 :]),)
    at = known[0] if known else first
    plain_order = Roles(found[at], None, found[:at] + found[at + 1 :])
    return (plain_order, Roles(found[last], None, found[:last], 0.05))


def _gender_of_surname(word: Word) -> str:
    text = plain(word.text)
    sounds = word.ways[0].sounds if word.ways else ""
    if text.endswith(("ая", "aya", "aja", "aia")) or (len(sounds) > 5 and sounds.endswith(("SKA", "AVA"))):
        return "f"
    return "m" if sounds.endswith("SKI") or (len(sounds) > 4 and sounds.endswith("AV")) else ""
