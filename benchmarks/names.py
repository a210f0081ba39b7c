"""Names: precision, recall, microseconds a pair, milliseconds a query at 100,000 names.

    python -m benchmarks.names

CPU time. The pairs are those of the tests: invented persons in six spellings, their relatives and namesakes.
The index holds invented names made of their words. A pair is timed with new words, and with known ones.
Of the queries in another spelling, a third lack the patronymic that alone tells two namesakes apart: half of
those cannot but find the namesake first.
"""

import random
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from respondeat.graph.names import NameIndex, NameRecord, compare
from tests.graph.names.people import Invented, people, relatives, same_person

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


def main() -> None:
    same, other = list(same_person()), list(relatives())
    pairs = [*same, *other]
    first = _cpu(lambda: [compare(*pair) for pair in pairs]) / len(pairs)
    again = _cpu(lambda: [compare(one + " ", two) for one, two in pairs]) / len(pairs)
    hits = sum(compare(*pair) >= THRESHOLD for pair in same)
    false = sum(compare(*pair) >= THRESHOLD for pair in other)
    print(f"{len(same)} pairs of one person, {len(other)} of relatives and namesakes, at {THRESHOLD}")
    print(f"precision {hits / max(1, hits + false):.4f}, recall {hits / len(same):.4f}")
    print(f"{first * 1e6:.0f} µs a pair, {again * 1e6:.0f} µs where its words are known")
    with tempfile.TemporaryDirectory() as folder:
        _search(Path(folder) / "index")


def _search(directory: Path) -> None:
    wanted = people()
    records = list(_records(wanted))
    took = _cpu(lambda: NameIndex.create(directory, records))
    size = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
    each = took / len(records)
    print(f"{len(records)} names indexed in {took:.1f} s, {each * 30_000:.2f} s for 30,000; {size:.1f} MB")
    with NameIndex(directory) as index:
        asked = [(one.id, form) for one in wanted for key, form in one.forms.items() if key != "official"]
        _report("another spelling", index, asked[:QUERIES])
        rng = random.Random(7)
        _report("one typing error", index, [(who, _mistyped(form, rng)) for who, form in asked[:QUERIES]])
        full = [(one.id, one.forms["russian"]) for one in wanted]
        _report("Russian, with patronymic", index, full)


def _report(what: str, index: NameIndex, asked: list[tuple[str, str]]) -> None:
    answers: list[list[str]] = []
    took = _cpu(lambda: answers.extend([hit.entity for hit in index.search(form)] for _, form in asked))
    for most in (1, 5, 20):
        found = sum(who in got[:most] for (who, _), got in zip(asked, answers, strict=True))
        print(f"{what}: right person in the first {most}: {found / len(asked):.3f}")
    print(f"{what}: {took / len(asked) * 1e3:.2f} ms a query")


def _records(wanted: list[Invented]) -> Iterable[NameRecord]:
    """The invented persons among others: given names and patronymics like theirs, surnames made up."""
    rng = random.Random(42)
    yield from (NameRecord(one.id, one.forms["official"], "Person") for one in wanted)
    texts = [one.forms["belarusian"].split() for one in wanted]
    men = [words for words in texts if words[1].endswith("віч")]
    for number in range(NAMES - len(wanted)):
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


def _cpu(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    main()
