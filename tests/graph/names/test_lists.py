"""Against a published list: each spelling of a name finds its bearer, though only one form is indexed."""

import csv
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.graph.names import NameIndex, NameRecord

DATA = os.environ.get("RESPONDEAT_TEST_DATA")
LIST = Path(DATA or ".") / "eu-765-2006" / "32006R0765_to_2021-06-21.csv"
pytestmark = pytest.mark.skipif(not LIST.is_file(), reason="RESPONDEAT_TEST_DATA does not hold eu-765-2006")


def listed() -> dict[str, list[str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    return {row["recordId"]: [*forms(row["name"]), *forms(row["alias"])] for row in rows}


def forms(cell: str) -> Iterator[str]:
    """Names parted by semicolons; in brackets stands a whole name, or a word for the one before."""
    for part in filter(None, (part.strip(" ,") for part in cell.split(";"))):
        outside = re.sub(r"\s*\([^)]*\)", "", part)
        yield outside
        for before, inside in re.findall(r"(\S+)\s*\(([^)]*)\)", part):
            for other in inside.split(","):
                yield other if len(other.split()) > 1 else outside.replace(before, other.strip(), 1)


@pytest.mark.parametrize("indexed", ["first form", "every form"])
def test_each_form_finds_the_person_first(
    indexed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    persons = listed()
    put = {entity: found if indexed == "every form" else found[:1] for entity, found in persons.items()}
    NameIndex.create(tmp_path, [NameRecord(entity, form, "Person") for entity in put for form in put[entity]])
    missed = []
    with NameIndex(tmp_path) as index:
        for entity, found in persons.items():
            hits = [(form, index.search(form, limit=1)) for form in found]
            missed += [(entity, form) for form, best in hits if not best or best[0].entity != entity]
    right = 1 - len({entity for entity, _ in missed}) / len(persons)
    with capsys.disabled():
        sys.stdout.write(f"\n{indexed} indexed: {right:.1%} of {len(persons)} persons; missed: {missed}\n")
    assert len(persons) > 100
    assert right >= 0.95
