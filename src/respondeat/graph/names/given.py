"""Given names as classes: Dzmitry, Dmitriy and Zmicier are one; Ales and Aliaksandr are related.

The classes stand in `given_names.tsv`, from general knowledge of Belarusian, Russian, Ukrainian, Polish,
Lithuanian and English usage. A form is looked up as written first, then by its skeleton.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from .orthography import orthographies
from .scripts import fold, plain, words
from .skeleton import Key, skeletons

RELATED = 0.75
_T = TypeVar("_T")


class Given(NamedTuple):
    """A class of given names that a form can belong to."""

    name: str
    gender: str  # "m" or "f"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The classes of given names: by folded form, by skeleton, and by the stem of the patronymic."""

    forms: MappingProxyType[str, frozenset[Given]]
    sounds: MappingProxyType[str, frozenset[Given]]
    stems: MappingProxyType[str, frozenset[str]]
    related: MappingProxyType[str, frozenset[str]]
    initials: MappingProxyType[str, frozenset[str]]


class Patronymic(NamedTuple):
    """A word of the shape of a patronymic: the father's classes (maybe none), its stem, the gender."""

    fathers: frozenset[str]
    stem: str
    gender: str


_SUFFIXES = (("AVIC", "m"), ("AVNA", "f"), ("IVNA", "f"))
_SUFFIXES_OF_KNOWN = (
    ("ICNA", "f"),
    ("IC", "m"),
)  # Ильич, Кузьминична: only of known fathers, for too many words end so


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The given names of the data file in this package."""
    forms: defaultdict[str, set[Given]] = defaultdict(set)
    sounds: defaultdict[str, set[Given]] = defaultdict(set)
    stems: defaultdict[str, set[str]] = defaultdict(set)
    initials: defaultdict[str, set[str]] = defaultdict(set)
    related = {}
    text = files(__package__).joinpath("given_names.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, gender, kin, full, short, patronymics = line.split("\t")
        related[name] = frozenset(kin.split(",")) - {""}
        for form in [*full.split(), *short.split()]:
            forms[fold(form)].add(Given(name, gender))
            key = _skeleton(form)
            sounds[key].add(Given(name, gender))
            initials[name].add(key[:1])
        if gender == "m":
            for form in full.split():
                stems[_skeleton(form).rstrip("AIU")].add(name)
            for form in patronymics.split():
                stems[_patronymic_stem(_skeleton(form))[0]].add(name)
    return Lexicon(
        _frozen(forms), _frozen(sounds), _frozen(stems), MappingProxyType(related), _frozen(initials)
    )


@lru_cache(maxsize=65536)
def given(word: str, ways: tuple[Key, ...]) -> frozenset[Given]:
    """The classes that a word (with its skeletons) can stand for; none if it is no known given name.

    >>> sorted(given("zmicier", (Key("ZMITAR", 0.0),)))
    [Given(name='dzmitry', gender='m')]
    """
    known = lexicon()
    if found := known.forms.get(plain(word)):
        return found
    return next((known.sounds[way.sounds] for way in ways if way.sounds in known.sounds), frozenset())


@lru_cache(maxsize=65536)
def patronymic(sounds: str) -> Patronymic | None:
    """The skeleton of a word read as a patronymic; None when it has not the shape of one.

    >>> patronymic("RIHARAVIC").fathers == frozenset({"ryhor"})
    True
    """
    stem, gender = _patronymic_stem(sounds)
    if not stem:
        return None
    return Patronymic(lexicon().stems.get(stem, frozenset()), stem, gender)


@lru_cache(maxsize=65536)
def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """How near two sets of classes are: 1 when they share one, .75 when they hold related ones, else 0."""
    if one & other:
        return 1.0
    related = lexicon().related
    return RELATED if any(related[a] & other for a in one) or any(related[b] & one for b in other) else 0.0


def beginnings(class_name: str) -> frozenset[str]:
    """The sounds that forms of a class begin with: Рыгор and Григорий give R and H."""
    return lexicon().initials[class_name]


def _patronymic_stem(sounds: str) -> tuple[str, str]:
    for suffix, gender in _SUFFIXES:
        stem = sounds.removesuffix(suffix)
        if stem != sounds and len(stem) > 1:
            return stem.rstrip("AIU") or stem, gender
    for suffix, gender in _SUFFIXES_OF_KNOWN:
        stem = sounds.removesuffix(suffix)
        if stem != sounds and stem.removesuffix("IN") in _SHORT_STEMS:
            return stem.removesuffix("IN"), gender
    return "", ""


_SHORT_STEMS = frozenset({"IL", "KUZM", "LUK", "NIKIT", "MIKIT", "SAV", "FAM", "ILAR"})


def _skeleton(form: str) -> str:
    word = words(form)[0]
    return skeletons(word, orthographies(word))[0].sounds


def _frozen(table: dict[str, set[_T]]) -> MappingProxyType[str, frozenset[_T]]:
    return MappingProxyType({key: frozenset(found) for key, found in table.items()})
