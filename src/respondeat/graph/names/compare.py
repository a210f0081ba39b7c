"""How like two names of persons are, role by role.

A score is a reason to look, never an identity: among real sanctioned persons the same given name and
surname belong to different people more often than not, where the patronymic or the date of birth is
missing.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

from .given import Given, nearness
from .roles import Roles, Word, gender, readings
from .skeleton import Key, consonants

SURNAME_WEIGHT, GIVEN_WEIGHT = 0.6, 0.4
CONFLICT, PATRONYMIC_CONFLICT, UNEXPLAINED, DOUBTFUL = 0.5, 0.55, 0.7, 0.85
_SAME, _NEAR = 0.9, 0.75  # likeness of words of no known class: above, the same; below, in conflict
_SPELLING = 0.94  # one of the other orthographies that the name can be in, no sound changed


def compare(a: str, b: str) -> float:
    """How like two names of persons are, 0 to 1; symmetric. At .95 they are two spellings of one name.

    .6 surname + .4 given name. Given names or genders in conflict cap the score at .5, patronymics in
    conflict at .55, a word that nothing explains at .7, an initial or another doubt at .85; a patronymic
    missing on one side is neutral.

    >>> compare("Siarhei Piatrovich Dubrouski", "Дубровский Сергей Петрович") > 0.95
    True
    >>> compare("Viktar Dubrouski", "Сергей Дубровский") <= 0.5
    True
    """
    return max((_compare(one, other) for one in readings(a) for other in readings(b)), default=0.0)


@lru_cache(maxsize=65536)
def likeness(one: tuple[Key, ...], other: tuple[Key, ...]) -> float:
    """How like two words are by their skeletons, 0 to 1, each pair of readings less its costs."""
    best = 0.0
    for mine, cost in one:
        for yours, other_cost in other:
            left = 1.0 - max(cost, other_cost)
            if left > best:
                best = max(best, left * _sounds_alike(mine, yours))
    return best


def _sounds_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    distance: int = OSA.distance(one, other, score_cutoff=max(2, longest // 3))
    if distance > longest // 3 and distance > 1:
        return 0.0
    if len(consonants(one)) > 2 and consonants(one) == consonants(other):
        lost = abs(len(one) - len(other))
        return max(0.0, 1.0 - 0.05 * lost - 0.12 * (distance - lost))
    return max(0.0, 1.0 - 1.1 * distance / longest)


def _compare(one: Roles, other: Roles) -> float:
    surname, all_explained = _surnames(one.surnames, other.surnames)
    name, name_cap = _given(one.given, other.given)
    cap = min(name_cap, _patronymics(one.patronymic, other.patronymic), 1.0 if all_explained else UNEXPLAINED)
    if {gender(one), gender(other)} == {"m", "f"}:
        cap = min(cap, CONFLICT)
    score = min(SURNAME_WEIGHT * surname + GIVEN_WEIGHT * name, surname + 0.1)
    return max(0.0, min(score, cap) - max(one.cost, other.cost))


def _surnames(ones: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[float, bool]:
    """The best likeness of two surnames, and whether every other word has its like on the other side."""
    if not ones or not others:
        return 0.0, False
    table = [[likeness(a.surnames, b.surnames) for b in others] for a in ones]
    best = max(map(max, table))
    if len(ones) == len(others) == 1:
        return best, True
    unlike = any(max(row) < _NEAR for row in table) or any(
        max(column) < _NEAR for column in zip(*table, strict=True)
    )
    return best, not unlike


def _given(one: Word | None, other: Word | None) -> tuple[float, float]:
    """Likeness of two given names and the cap that it sets."""
    if one is None or other is None:
        return (1.0, 1.0) if one is other else (1.0, UNEXPLAINED)
    if one.is_initial or other.is_initial:
        return (1.0, DOUBTFUL) if one.beginnings() & other.beginnings() else (0.0, CONFLICT)
    if one.classes and other.classes:
        near = _classes_near(one.classes, other.classes)
        return (near, 1.0) if near else (0.0, CONFLICT)
    like = likeness(one.ways, other.ways)
    if like >= _SAME:
        return like, 1.0
    return (like, DOUBTFUL) if like >= _NEAR else (like, CONFLICT)


@lru_cache(maxsize=65536)
def _classes_near(one: frozenset[Given], other: frozenset[Given]) -> float:
    """How near classes of one gender are; those of two genders are in conflict however they sound."""
    return max(nearness(_names(one, g), _names(other, g)) for g in ("m", "f"))


def _names(classes: frozenset[Given], of_gender: str) -> frozenset[str]:
    return frozenset(found.name for found in classes if found.gender == of_gender)


def _patronymics(one: Word | None, other: Word | None) -> float:
    if one is None or other is None:
        return 1.0
    if one.is_initial or other.is_initial:
        return DOUBTFUL if one.beginnings() & other.beginnings() else PATRONYMIC_CONFLICT
    mine, yours = one.patronymic, other.patronymic
    if mine is None or yours is None:
        return DOUBTFUL if likeness(one.ways, other.ways) >= _NEAR else PATRONYMIC_CONFLICT
    if mine.gender != yours.gender:
        return CONFLICT
    if mine.fathers and yours.fathers:
        near = nearness(mine.fathers, yours.fathers)
        return 1.0 if near == 1.0 else DOUBTFUL if near else PATRONYMIC_CONFLICT
    like = 1.0 if likeness(one.ways, other.ways) >= _SPELLING else _sounds_alike(mine.stem, yours.stem)
    return 1.0 if like >= _SAME else DOUBTFUL if like >= _NEAR else PATRONYMIC_CONFLICT
