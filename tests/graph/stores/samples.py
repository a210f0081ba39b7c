"""Invented changesets, the same for the same number, and an index that can be checked."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    content_id,
)
from respondeat.graph.stores import Reader
from respondeat.ontology import vocabulary as v

AUTHOR = v.ID + "author"
MOMENT = "2026-01-02T03:04:05Z"
SECRET = "Zyxwvut Secretname"


def person(number: int) -> str:
    return content_id("p", "invented", number)


def body(number: int) -> str:
    return content_id("b", "invented", number)


def changeset(number: int, level: str | None = None, size: int | None = None) -> Changeset:
    """The changeset of this number: postings of invented persons in invented bodies, with their source."""
    chance = random.Random(number)
    level = level or chance.choice(v.LEVELS)
    secret = "" if level == "public" else f" {SECRET} {level}"
    document = Document(content_id("doc", number), f"Report {number}{secret}")
    records: list[Record] = [document]
    for i in range(size or chance.choice((1, 3, 9))):
        holder, unit = person(number * 1000 + i), body(chance.randrange(20))
        posting = Statement.of("Posting", holder=holder, body=unit, capacity=v.HEAD)
        passage = Passage.of(document.id, i * 10, i * 10 + 5)
        records += [
            Entity.of(unit, "Body"),
            Entity.of(holder, "Person"),
            Name.of(holder, f"Person {i} of {number}{secret}", "en", preferred=True),
            posting,
            passage,
            Attestation.of(supports=[posting.id], passages=[passage.id], origin=body(0)),
        ]
    return Changeset.of(
        records,
        recorded_at="2026-01-02T03:04:05Z",
        level=level,
        author=AUTHOR,
        note=f"number {number}{secret}",
    )


class IdIndex:
    """The ids of all records of a level, in a file."""

    name = "ids-1"

    def update(self, old: Path | None, new: Path, reader: Reader, added: Sequence[Record]) -> None:
        if old is None:
            found = {r.id for info in reader.changesets() for r in reader.changeset_records(info.id)}
        else:
            found = set(json.loads((old / "ids.json").read_text())) | {r.id for r in added}
        (new / "ids.json").write_text(json.dumps(sorted(found)))


def indexed(reader: Reader) -> list[str]:
    """What `IdIndex` holds for a reader."""
    found: list[str] = json.loads((reader.index_directory("ids-1") / "ids.json").read_text())
    return found


def ids(reader: Reader) -> list[str]:
    """What `IdIndex` should hold for a reader."""
    return sorted({r.id for info in reader.changesets() for r in reader.changeset_records(info.id)})
