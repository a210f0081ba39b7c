"""Whom and what an entity is related to, as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, day_text
from respondeat.graph.analyses import neighbours as analysis
from respondeat.graph.statement import Document

from .asked import question
from .relating import GRADES, Edges, check_names, only_certain, when_asked
from .rows import frame

LIMIT: Final = 50


@question("neighbours")
def neighbours(
    data: Dataset,
    target: str,
    relations: Sequence[str] = (),
    on: str | None = None,
    *,
    grade: str = GRADES[0],
    limit: int = LIMIT,
) -> Json:
    """Whom and what an entity is related to, by relation and roles, with counts; and the first neighbours.

    A statement relates the first entity-valued role of its relation (the holder of a posting, the convicted)
    to each of its other ones. `relations` narrows the neighbours, not the counts: names such as
    `Posting.body.holder`, relation, role of the entity, role of the neighbour. `on` and `grade` ask for what
    can hold, or surely does, then or on any day; what has no date can hold on any day. Denied and withdrawn
    statements are among them, with their state. Neighbours of the most upheld statements come first. Of a
    document it is told whom and what it names. Schema `neighbours.json`. Raises UnknownName, AmbiguousName,
    DateError, InputError.
    """
    check_names(relations, analysis.NAMES)
    when, proof = when_asked(on), Proof(data)
    id = data.find(target)
    certain = only_certain(grade)
    if isinstance(data.records.record(id), Document):
        found = analysis.named_in(
            data.records, data.relations, id, relations, when, only_certain=certain, limit=limit
        )
    else:
        found = analysis.around(data.relations, id, relations, when, only_certain=certain, limit=limit)
    edges = Edges(data, proof)
    shown: list[Json] = [
        {
            "node": proof.node(n.id),
            "statements": n.statements,
            "edges": [edges.of(edge) for edge in n.edges],
        }
        for n in found.neighbours
    ]
    return {
        "entity": proof.node(id),
        "on": None if when is None else [day_text(day) for day in when.window],
        "grade": grade,
        "relations": [
            {
                "relation": c.relation,
                "role": c.role,
                "other": c.other,
                "count": c.neighbours,
                "statements": c.statements,
            }
            for c in found.counts
        ],
        "total": found.total,
        "neighbours": shown,
        "statements": sorted({e["statement"] for n in shown for e in n["edges"]}),
        **frame(data),
    }
