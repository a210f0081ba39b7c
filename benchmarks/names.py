"""Names: precision, recall, microseconds a pair, milliseconds a query at 100,000 names.

The pairs are those of the tests: invented persons in six spellings, their relatives and namesakes.
The index holds invented names made of their words. A pair is timed with new words, and with known ones.
Of the queries in another spelling, a third lack the patronymic that alone tells two namesakes apart: half of
those cannot but find the namesake first.
"""

import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from respondeat.graph.names import NameIndex, NameRecord, compare
from tests.graph.names.people import Invented, people, relatives, same_person

from .measure import Figure, cpu

NAMES = 100_000
QUERIES = 300
THRESHOLD = 0.95
SYLLABLES = (
    "ба",
    "ві",
    "га",
    "дзе",
    "жы",
    "ка",
    "лю",
    "мі",
    "на",
    "пе",
    "ры",
    "со",
    "ту",
    "фі",
    "ха",
    "ца",
    "чу",
    "шы",
)
ENDINGS = ("ўскі", "вец", "нчык", "каў", "енка")


def measure(names: int = NAMES) -> Iterator[Figure]:
    """Precision and recall, and what comparing, indexing and searching take."""
    same, other = list(same_person()), list(relatives())
    pairs = [*same, *other]
    first = cpu(lambda: [compare(*pair) for pair in pairs]) / len(pairs)
    again = cpu(lambda: [compare(one + " ", two) for one, two in pairs]) / len(pairs)
    hits = sum(compare(*pair) >= THRESHOLD for pair in same)
    false = sum(compare(*pair) >= THRESHOLD for pair in other)
    yield Figure("pairs of one person", len(same), "")
    yield Figure("pairs of relatives and namesakes", len(other), "")
    yield Figure(f"precision at {THRESHOLD}", hits / max(1, hits + false), "")
    yield Figure(f"recall at {THRESHOLD}", hits / len(same), "")
    yield Figure("a pair", first * 1e6, "µs")
    yield Figure("a pair whose words are known", again * 1e6, "µs")
    with tempfile.TemporaryDirectory(prefix="respondeat-bench-") as folder:
        yield from _search(Path(folder) / "index", names)


def _search(directory: Path, names: int) -> Iterator[Figure]:
    wanted = people()
    records = list(_records(wanted, names))
    took = cpu(lambda: NameIndex.create(directory, records))
    size = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
    yield Figure(f"{len(records):,} names indexed", took, "CPU s")
    yield Figure("their index", size, "MB")
    with NameIndex(directory) as index:
        asked = [(one.id, form) for one in wanted for key, form in one.forms.items() if key != "official"]
        yield from _found("another spelling", index, asked[:QUERIES])
        rng = random.Random(7)
        mistyped = [(who, _mistyped(form, rng)) for who, form in asked[:QUERIES]]
        yield from _found("one typing error", index, mistyped)
        yield from _found(
            "Russian, with patronymic", index, [(one.id, one.forms["russian"]) for one in wanted]
        )


def _found(what: str, index: NameIndex, asked: list[tuple[str, str]]) -> Iterator[Figure]:
    answers: list[list[str]] = []
    took = cpu(lambda: answers.extend([hit.entity for hit in index.search(form)] for _, form in asked))
    for most in (1, 5, 20):
        found = sum(who in got[:most] for (who, _), got in zip(asked, answers, strict=True))
        yield Figure(f"{what}: right person in the first {most}", found / len(asked), "")
    yield Figure(f"{what}: a query", took / len(asked) * 1e3, "ms")


def _records(wanted: list[Invented], names: int) -> Iterable[NameRecord]:
    """The invented persons among others: given names and patronymics like theirs, surnames made up."""
    rng = random.Random(42)
    yield from (NameRecord(one.id, one.forms["official"], "Person") for one in wanted)
    texts = [one.forms["belarusian"].split() for one in wanted]
    men = [words for words in texts if words[1].endswith("віч")]
    for number in range(names - len(wanted)):
        given, father = rng.choice(men)[0], rng.choice(men)[1]
        surname = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) + rng.choice(
            ["ўскі", "вец", "нчык", "каў", "енка"]
        )
        yield NameRecord(f"other{number}", f"{given} {father} {surname.capitalize()}", "Person")


def _mistyped(form: str, rng: random.Random) -> str:
    """One letter left out, doubled, or changed places with the next."""
    at = rng.randrange(1, len(form) - 2)
    return rng.choice(
        [
            form[:at] + form[at + 1 :],
            form[:at] + form[at] + form[at:],
            form[:at] + form[at + 1] + form[at] + form[at + 2 :],
        ]
    )
