"""The shortest ways between two entities, as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans
from respondeat.errors import InputError
from respondeat.graph.analyses import path as analysis
from respondeat.graph.command.pairs import PAIRS

from .asked import question
from .relating import GRADES, Edges, check_names, only_certain, when_asked
from .rows import frame

LIMIT: Final = 5
MAX_LENGTH: Final = 8
RELATIONS: Final = tuple(dict.fromkeys(pair.relation for pair in PAIRS.values()))
"""The relations that relate two entities, by their local names."""


@question("path")
def path(
    data: Dataset,
    source: str,
    target: str,
    on: str | None = None,
    *,
    grade: str = GRADES[0],
    relations: Sequence[str] = (),
    limit: int = LIMIT,
    max_length: int = MAX_LENGTH,
    quotes: Quotes | None = None,
) -> Json:
    """The shortest ways between two entities over all relations whose links hold on one common day.

    Links are followed in either direction. `on` asks for a day, or one among some days; `grade` for ways
    that can hold or that surely do; `relations` are those that are followed, such as Posting, else all. What
    has no date can hold on any day and surely on none; a part in an event has the time of the event. What is
    denied or withdrawn is no way. A way says who stands in one statement with whom, not that they knew one
    another. Schema `path.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    when, proof = when_asked(on), Proof(data, quotes)
    check_names(relations, RELATIONS)
    start, end = data.find(source), data.find(target)
    if start == end:
        raise InputError(f"{data.name(start)} is both ends of the path. Name two different entities.")
    found = analysis.path(
        data.relations,
        start,
        end,
        when,
        relations=relations,
        only_certain=only_certain(grade),
        limit=limit,
        max_length=max_length,
    )
    edges = Edges(data, proof)
    paths: list[Json] = [
        {
            "days": spans(way.days),
            "grade": GRADES[way.certain],
            "nodes": [proof.node(id) for id in way.nodes],
            "edges": [edges.of(edge, sources=True) for hop in way.links for edge in hop],
        }
        for way in found.ways
    ]
    return {
        "source": proof.node(start),
        "target": proof.node(end),
        "on": None if when is None else [day_text(day) for day in when.window],
        "grade": grade,
        "paths": paths,
        "length": found.length,
        "truncated": found.truncated,
        "statements": sorted({e["statement"] for way in paths for e in way["edges"]}),
        **frame(data),
    }
