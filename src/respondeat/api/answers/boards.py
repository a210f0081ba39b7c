"""Boards: who was head of a body, and who stood directly above or below, on a day."""

from collections.abc import Callable

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, spans
from respondeat.graph.analyses import commanders as commander_analysis
from respondeat.graph.analyses import superiors as superior_analysis
from respondeat.graph.command import CommandGraph, When

from .asked import question
from .rows import Rows, by_basis, day_or_days, frame, window


@question("commanders")
def commanders(data: Dataset, body: str, on: str, quotes: Quotes | None = None) -> Json:
    """Who was head of a body on a day: heads, those left out, the gap when nobody is certain, conflicts.

    Schema `commanders.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    answer = Rows(data, Proof(data, quotes))
    id, (lo, hi) = data.find(body, BODIES), window(on)
    found = commander_analysis.commanders(data.graph, id, When.day(lo, hi))
    conflicts: list[Json] = [
        {
            "kind": "handover" if c.handover else "two-heads",
            "persons": [answer.proof.node(c.first), answer.proof.node(c.second)],
            "days": spans(c.days),
            "statements": list(c.statements),
        }
        for c in found.conflicts
    ]
    return {
        "body": answer.proof.node(id),
        "on": day_or_days(lo, hi),
        "heads": by_basis([answer.post(row) for row in found.board.standing]),
        "left_out": answer.left_out(found.board, "person"),
        "gap": answer.gap(found.board, "person"),
        "conflicts": conflicts + answer.contested(found.board, "person"),
        "others": by_basis([answer.post(row) for row in found.others.standing]),
        "statements": list(found.statements),
        **frame(data),
    }


@question("superiors")
def superiors(data: Dataset, target: str, on: str, quotes: Quotes | None = None) -> Json:
    """Who stood directly above a body or person on a day. Schema `superiors.json`."""
    return _relations(data, target, on, quotes, "superiors", superior_analysis.superiors)


@question("subordinates")
def subordinates(data: Dataset, target: str, on: str, quotes: Quotes | None = None) -> Json:
    """Who stood directly below a body or person on a day. Schema `subordinates.json`."""
    return _relations(data, target, on, quotes, "subordinates", superior_analysis.subordinates)


def _relations(
    data: Dataset,
    target: str,
    on: str,
    quotes: Quotes | None,
    key: str,
    analysis: Callable[[CommandGraph, str, When], superior_analysis.Relations],
) -> Json:
    answer = Rows(data, Proof(data, quotes))
    id, (lo, hi) = data.find(target, BODIES | PERSONS), window(on)
    found = analysis(data.graph, id, When.day(lo, hi))
    return {
        "body": answer.proof.node(id),
        "on": day_or_days(lo, hi),
        key: by_basis([answer.row(row, "body") for row in found.board.standing]),
        "left_out": answer.left_out(found.board, "body"),
        "gap": answer.gap(found.board, "body"),
        "conflicts": answer.contested(found.board, "body"),
        "statements": list(found.statements),
        **frame(data),
    }
