"""The invented country as a history of many changesets, and every question asked of it."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from respondeat.api import answers
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.errors import RespondeatError
from respondeat.graph.importers.curated import load_all
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Derivation,
    Entity,
    Name,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

AUTHOR: Final = v.ID + "keeper"
LEVELS: Final = ("public", "sealed")

# what each question is asked; a question that is not here fails the tests that ask every one of them
ASKED: Final[Mapping[str, tuple[dict[str, Any], ...]]] = {
    "acts": ({}, {"of": "perpetrators", "actor": "Second Section", "limit": 5}),
    "chain": (
        {"target": "Raid in Paper Street (invented)"},
        {"target": "Dispersal in Sampleton Square (invented)", "mode": "throughout"},
        {"target": "SRS", "on": "2020-05", "limit": 3, "max_hops": 4},
    ),
    "chokepoints": (
        {},
        {"target": "Raid in Paper Street (invented)"},
        {"on": "2020-05-03", "measure": "betweenness"},
    ),
    "commanders": ({"body": "SRS", "on": "2020-05-03"}, {"body": "Second Section", "on": "2020-05-03"}),
    "conflicts": ({}, {"target": "SRS", "limit": 2}),
    "decisions": (
        {},
        {"target": "Olla Lessonperson"},
        {"target": "Colony 1 of Exampelia (invented)", "on": "2021"},
    ),
    "detention": ({}, {"on": "2021-02-05", "limit": 3}, {"target": "Colony 1 of Exampelia (invented)"}),
    "dossier": ({"entity": "SRS"}, {"entity": "Bera Secondperson", "by": "record", "limit": 4}),
    "elements": (
        {"person": "Ella Fifthperson", "event": "Dispersal in Sampleton Square (invented)"},
        {"person": "Aaro Firstperson", "event": "Raid in Paper Street (invented)"},
    ),
    "events-under": ({"person": "Aaro Firstperson"}, {"person": "Ella Fifthperson"}),
    "figures": ({}, {"metric": "politicalPrisoners", "on": "2021"}),
    "fragility": (
        {"target": "Raid in Paper Street (invented)"},
        {"target": "Dispersal in Sampleton Square (invented)", "person": "Aaro Firstperson", "by": "origin"},
    ),
    "gaps": ({}, {"target": "SRS", "on": "2020-05", "every_day": True}),
    "graph": ({"target": "Raid in Paper Street (invented)"}, {"target": "SRS", "on": "2020-05-03"}),
    "measures": ({}, {"targets": ["Dispersal in Sampleton Square (invented)"], "on": "2021-12-31"}),
    "neighbours": (
        {"target": "SRS"},
        {"target": "Aaro Firstperson", "on": "2020-05-03", "grade": "certain"},
        {"target": "Bera Secondperson", "relations": ["Posting.holder.body"], "limit": 1},
    ),
    "path": (
        {"source": "Aaro Firstperson", "target": "Raid in Paper Street (invented)"},
        {"source": "SRS", "target": "Ella Fifthperson", "on": "2020-05", "grade": "certain"},
    ),
    "patterns": ({}, {"by": ["court", "judge"], "least": 1}),
    "reliance": ({"person": "Aaro Firstperson"},),
    "search": (
        {"text": "firstperson"},
        {"text": "Guard", "limit": 25},
        {"text": "Дона Чацвёрта", "kinds": ["Person", "Body"]},
        {"text": "Special Regimant"},
    ),
    "show": (
        {"entity": "SRS"},
        {"entity": "Special Regimant"},
        {"entity": "Mira Nobody"},
        {"entity": "Guard 7"},
    ),
    "single-origin": ({}, {"target": "SRS"}),
    "structure": (
        {"target": "Raid in Paper Street (invented)"},
        {"target": "Ministry of Order of Exampelia (invented)", "on": "2020-05", "down": 3, "up": 1},
        {"target": "Ella Fifthperson", "on": "2020-05-03", "limit": 2},
    ),
    "subordinates": ({"target": "Ella Fifthperson", "on": "2020-05-03"},),
    "superiors": ({"target": "SRS", "on": "2020-05-03"},),
    "tenure": ({}, {"target": "Aaro Firstperson", "by": "month", "limit": 5}),
}


def everything(data: Dataset) -> Iterator[str]:
    """Every question of the table, and what is answered, errors too, as the terminal prints it."""
    missing = sorted(set(answers.QUESTIONS) - set(ASKED))
    assert not missing, f"say in {__name__}.ASKED what is asked of {', '.join(missing)}"
    for name, asked in sorted(ASKED.items()):
        for parameters in asked:
            yield text(answered(data, name, parameters))


def answered(data: Dataset, name: str, parameters: Mapping[str, Any]) -> Any:
    """The answer, or the error that the question meets."""
    try:
        return ask(answers.QUESTIONS, data, name, parameters)
    except RespondeatError as error:
        return error.as_json()


def text(answer: Any) -> str:
    """An answer as the terminal prints it."""
    return json.dumps(answer, ensure_ascii=False, indent=2)


def history(seed: int, count: int = 6) -> list[Changeset]:
    """The example in `count` changesets in an order of chance, with much that is said twice or taken back."""
    chance = Random(seed)
    pieces: list[list[Record]] = [[] for _ in range(count)]
    levels = ["public" if at in (0, count - 1) else chance.choice(v.LEVELS) for at in range(count)]
    above = {r.id for c in load_all(names=("example",)) if c.level != "public" for r in c.records}
    for changeset in load_all(names=("example",)):
        for record in changeset.records:
            for at in _places(chance, levels, changeset.level, record.id in above):
                pieces[at].append(record)
    pieces[0] += _guards(chance)
    pieces[-1] += _guards(chance)
    for at in range(1, count):
        # only of what everybody knows by then: nothing may be known above first and below later
        before = [p for p, level in zip(pieces[:at], levels[:at], strict=True) if level == "public"]
        told = [r for piece in before for r in piece]
        pieces[at] += _second_thoughts(chance, levels[at], told, above)
    for piece in pieces:
        chance.shuffle(piece)
    return [
        Changeset.of(
            piece, recorded_at=f"2026-10-0{at + 1}T12:00:00Z", level=level, author=AUTHOR, note=str(at)
        )
        for at, (piece, level) in enumerate(zip(pieces, levels, strict=True))
    ]


def _places(chance: Random, levels: list[str], level: str, first: bool) -> list[int]:
    """In which changesets of its level or above a record stands: one, or now and then two."""
    if level == "public" and first:
        return [0]  # what is described above too must be known here before
    own = [at for at, other in enumerate(levels) if other == level] or (
        [at for at, other in enumerate(levels) if v.LEVELS.index(other) > v.LEVELS.index(level)]
    )
    if not own:
        return []
    return chance.sample(own, min(len(own), 1 + (chance.random() < 0.2)))


def _guards(chance: Random) -> list[Record]:
    """Many bodies of like names: more than a search looks at, and described after they are named."""
    found: list[Record] = []
    for n in chance.sample(range(80), 60):
        id = f"{v.ID}b-guard-{n}"
        found.append(Name.of(id, f"Guard {n}", "en", preferred=True))
        if chance.random() < 0.6:
            found.append(Entity.of(id, chance.choice(("Body", "PlaceOfDetention"))))
    return found


def _second_thoughts(chance: Random, level: str, told: list[Record], above: set[str]) -> list[Record]:
    """Retractions, retractions of those, denials, stubs, and statements first derived, then stated."""
    mine = [r for r in told if level != "public" or r.id not in above]
    said = [r for r in mine if isinstance(r, Statement)]
    attested = [r for r in mine if isinstance(r, Attestation)]
    found: list[Record] = []
    for s in chance.sample(said, min(4, len(said))):
        found.append(Statement(s.id, s.relation, s.roles, s.time, s.note, derived=not s.derived))
        found.append(Derivation.of(s.id, v.R + "nextAttested", [chance.choice(said).id]))
    taken = Retraction.of([r.id for r in chance.sample(attested, min(3, len(attested)))], "invented", AUTHOR)
    found.append(taken)
    if chance.random() < 0.5:
        found.append(Retraction.of([taken.id], "taken back", AUTHOR))
    if said:
        denied = chance.choice(said)
        found.append(Attestation.of(denies=[denied.id], origin=v.ID + "b-guard-1"))
        found.append(Retraction.of([chance.choice(said).id], "an error (invented)", AUTHOR))
    return found


if __name__ == "__main__":  # asked in a process of its own: STORE LEVEL RECORDED_AT
    with Dataset.open(Path(sys.argv[1]), sys.argv[2], sys.argv[3]) as opened:
        sys.stdout.buffer.write("\n".join(everything(opened)).encode())
