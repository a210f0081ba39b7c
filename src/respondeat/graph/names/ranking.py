"""How well a written form answers what somebody typed: part of a name, an abbreviation, a typing error."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from .compare import compare, likeness
from .roles import Word, every_word
from .scripts import plain
from .skeleton import skeletons

PERSON = "Person"
BEST = 0.999  # 1 is kept for the same written form
_PARTICLES = frozenset({"and", "for", "the", "для", "при"})
_OF_QUERY, _OF_FORM = 0.8, 0.2
_PART = 0.9  # at most, when only a part of a person's name is met
_ABBREVIATION, _BEGINNING, _INFLECTED, _LEAST = 0.9, 0.85, 0.8, 0.6


def relevance(query: str, form: str, kind: str) -> float:
    """How well a form answers a query, 0 to .999: as a person's name, or by the share of words met."""
    asked, written = every_word(query), every_word(form)
    score = _coverage(asked, written)
    if kind != PERSON and len(asked) == 1 and abbreviation(asked[0].text) == initials(form):
        score = max(score, _ABBREVIATION)
    if kind == PERSON:
        score = max(_PART * score, compare(query, form))
    elif not kind:
        score = max(score, compare(query, form))
    return min(BEST, score)


@lru_cache(maxsize=16384)
def initials(form: str) -> str:
    """The sounds of the abbreviation of a name of two words or more, else nothing.

    >>> initials("Комитет государственной безопасности") == abbreviation("кгб") == abbreviation("kgb")
    True
    """
    named = [word.text for word in every_word(form) if len(word.text) > 2 and word.text.isalpha()]
    letters = "".join(text[0] for text in named if text not in _PARTICLES)
    return abbreviation(letters) if len(letters) > 1 else ""


def abbreviation(letters: str) -> str:
    """The sounds of letters that stand for words, each by itself."""
    found = []
    for letter in letters:
        ways = skeletons(letter, (("english", 0.0),))
        found.append(ways[0].sounds if ways else letter)
    return "".join(found).replace("U", "V")  # ўнутраных stands as У in МУС


def _coverage(asked: tuple[Word, ...], written: tuple[Word, ...]) -> float:
    if not asked or not written:
        return 0.0
    wanted = sum(map(_weight, asked))
    met, used = 0.0, set()
    for word in asked:
        score, at = max((_alike(word, other), -at) for at, other in enumerate(written))
        if score >= _LEAST:
            met += score * _weight(word)
            used.add(-at)
    present = sum(_weight(written[at]) for at in used) / sum(map(_weight, written))
    return _OF_QUERY * met / wanted + _OF_FORM * present * met / wanted


def _weight(word: Word) -> float:
    return min(len(word.text), 8) / 8


@lru_cache(maxsize=65536)
def _alike(one: Word, other: Word) -> float:
    """How like two words are: as written, by sound, as a beginning, as another ending of one stem."""
    mine, yours = plain(one.text), plain(other.text)
    if mine == yours:
        return 1.0
    if one.is_initial:
        return _ABBREVIATION if one.beginnings() & other.beginnings() else 0.0
    longest = max(len(mine), len(yours))
    best = max(likeness(one.surnames, other.surnames), 1.0 - 1.1 * OSA.distance(mine, yours) / longest)
    if {c.name for c in one.classes} & {c.name for c in other.classes}:
        best = max(best, 0.97)
    if len(mine) > 2 and yours.startswith(mine):
        return max(best, _BEGINNING)
    shared = next(
        (at for at, pair in enumerate(zip(mine, yours, strict=False)) if pair[0] != pair[1]), longest
    )
    return max(best, _INFLECTED) if shared >= 4 and 3 * shared >= 2 * longest else best
