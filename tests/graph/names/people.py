"""The invented persons of data/spellings.tsv, and the pairs of names that a matcher is held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

SPELLINGS = ("belarusian", "russian", "lacinka", "official", "english", "polish")
WITH_PATRONYMIC = ("belarusian", "russian", "official")
FILE = Path(__file__).parent / "data" / "spellings.tsv"


@dataclass(frozen=True, slots=True)
class Invented:
    id: str
    family: str
    namesake: str
    forms: dict[str, str]


def people() -> list[Invented]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[0] != "#"]
    head = rows[0]
    assert head == ["id", "family", "namesake", *SPELLINGS]
    return [Invented(row[0], row[1], row[2], dict(zip(SPELLINGS, row[3:], strict=True))) for row in rows[1:]]


def same_person() -> Iterator[tuple[str, str]]:
    """Two spellings of one person's name."""
    for person in people():
        yield from combinations(person.forms.values(), 2)


def relatives() -> Iterator[tuple[str, str]]:
    """Names of two of one family: father and son, brother and sister, namesakes told by the patronymic."""
    for one, other in combinations(people(), 2):
        if one.family != other.family:
            continue
        told = WITH_PATRONYMIC if other.namesake == one.id else SPELLINGS
        yield from product([one.forms[key] for key in told], [other.forms[key] for key in told])
