"""A random world in two stores: one with everything, one from which what is above public was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from respondeat.api.dataset import INDEXES
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Contradiction,
    Document,
    Entity,
    Name,
    Passage,
    Record,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.graph.command.oracle import Said
from tests.graph.command.worlds import BODIES, EVENT, GROUP, NODES, PERSONS, evidence, statement, worlds

CANARY: Final = "Kanarka"
"""Stands in every name, title and note above public, and nowhere else."""
AUTHOR: Final = v.ID + "author-of-worlds"
KINDS: Final = {
    **dict.fromkeys(BODIES, "Body"),
    **dict.fromkeys(PERSONS, "Person"),
    GROUP: "BodyGroup",
    EVENT: "Event",
}
HIDDEN: Final = (f"{v.ID}p-hidden", f"{v.ID}b-hidden")
"""Entities of which only what is above public speaks."""


@dataclass(frozen=True, slots=True)
class Twins:
    """The folders of the two stores, and every id that is known above public only."""

    whole: Path
    public: Path
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What hypothesis draws: a world, a level for each statement and name, an order for the changesets."""

    said: tuple[Said, ...]
    levels: tuple[int, ...]
    order: int


def drawn() -> st.SearchStrategy[Drawn]:
    """Worlds in which at least one changeset is above public, mixed in among the public ones."""
    levels = st.lists(st.integers(0, 2), min_size=24, max_size=24).map(tuple)
    return st.builds(Drawn, worlds(most=8, ties=3), levels, st.integers(0, 5))


def changesets(world: Drawn) -> list[Changeset]:
    """The changesets of a world, in the order of writing."""
    parts: dict[int, list[Record]] = {0: [Entity.of(id, kind) for id, kind in KINDS.items()], 1: [], 2: []}
    parts[1] += [Entity.of(HIDDEN[0], "Person", protected=True), Entity.of(HIDDEN[1], "Body")]
    document = Document(f"{v.ID}doc-{CANARY}", f"Report {CANARY}", publisher=CANARY)
    passage = Passage.of(document.id, 3, 9)
    parts[1] += [document, passage]
    for number, (said, level) in enumerate(zip(world.said, world.levels, strict=False)):
        made = statement(said)
        parts[level].append(made)
        parts[max(level, world.levels[-1 - number])] += evidence(said)
        if level or world.levels[number - 1]:
            above = max(1, level)
            parts[above].append(Attestation.of(denies=[made.id], passages=[passage.id], origin=HIDDEN[1]))
    for number, node in enumerate(NODES):
        parts[0].append(Name.of(node, f"Node {number} Namely", "en", preferred=True))
        parts[1 + number % 2].append(Name.of(node, f"{CANARY} {number}", "be"))
    parts[1] += [Name.of(HIDDEN[0], f"{CANARY} Hidden", "en", preferred=True)]
    parts[2] += _between(world)
    made_of = [
        Changeset.of(
            records[at::2],
            recorded_at=f"2026-01-0{1 + at + 2 * level}T00:00:00Z",
            level=v.LEVELS[level],
            author=AUTHOR,
            note=CANARY if level else "public",
        )
        for level, records in parts.items()
        for at in (0, 1)
    ]
    first, rest = made_of[:2], made_of[2:]
    return _mixed(first, rest, world.order)


def _between(world: Drawn) -> list[Record]:
    ids = [s.id for s in world.said]
    return [Contradiction.of(ids[0], ids[1], v.R + "exclusive", CANARY)] if len(ids) > 1 else []


def _mixed(public: Sequence[Changeset], above: Sequence[Changeset], order: int) -> list[Changeset]:
    """The public ones keep their order; the others stand behind what they speak of, one of them between."""
    if order % 2 == 0:
        return [*public, *above]
    return [*above, *public]


def twins(world: Drawn, folder: Path) -> Twins:
    """Both stores of a world, in a folder."""
    made = changesets(world)
    public = [c for c in made if c.level == "public"]
    seen = {r.id for c in public for r in c.records}
    hidden = {r.id for c in made for r in c.records} - seen | {c.id for c in made if c not in public}
    for name, told in (("whole", made), ("public", public)):
        with EmbeddedStore.create(folder / name, INDEXES) as store:
            for changeset in told:
                store.write([changeset])
    return Twins(folder / "whole", folder / "public", tuple(sorted(hidden)))
