"""One function a question: the only door to the analyses for the terminal, HTTP and notebooks.

Every answer is plain data (JSON) with the keys of its schema in `api/schemas/`, carries its proof, and ends
with the notice of what it is not.
"""

from collections.abc import Callable

from respondeat.graph.analyses import commanders as commander_analysis
from respondeat.graph.analyses import events_under as under_analysis
from respondeat.graph.analyses import superiors as superior_analysis
from respondeat.graph.command import CommandGraph, When

from .answers_chain import chain
from .answers_rows import Rows, by_basis, day_or_days, frame, notice, window
from .dataset import BODIES, PERSONS, Dataset
from .dossier import show
from .proof import Json, Proof, Quotes, day_text, spans

__all__ = [
    "chain", "commanders", "events_under", "frame", "notice", "search", "show", "subordinates", "superiors",
    "window",
]  # fmt: skip


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


def superiors(data: Dataset, target: str, on: str, quotes: Quotes | None = None) -> Json:
    """Who stood directly above a body or person on a day. Schema `superiors.json`."""
    return _relations(data, target, on, quotes, "superiors", superior_analysis.superiors)


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


def events_under(data: Dataset, person: str, quotes: Quotes | None = None) -> Json:
    """The events of all bodies under a person's command, certain and possible. Schema `events-under.json`."""
    proof = Proof(data, quotes)
    id = data.find(person, PERSONS)
    found = under_analysis.events_under(data.graph, id)
    return {
        "person": proof.node(id),
        "events": [
            {
                "event": proof.node(e.event),
                "grade": "certain" if e.certain else "possible",
                "on": [day_text(e.window[0]), day_text(e.window[1])],
                "days": spans(e.days),
                "bodies": [proof.node(b) for b in e.bodies],
                "statements": list(e.statements),
                "sources": proof.sources(e.statements),
            }
            for e in found.events
        ],
        "statements": list(found.statements),
        **frame(data),
    }


def search(data: Dataset, text: str, limit: int = 20, kinds: frozenset[str] | None = None) -> Json:
    """Entities that a text may mean, in any spelling, best first. Schema `search.json`."""
    proof = Proof(data)
    hits = [h for h in data.index.search(text, limit, kinds) if data.records.record(h.entity) is not None]
    return {
        "query": text,
        "hits": [
            {**proof.node(h.entity), "type": h.kind, "form": h.form, "score": h.score, "exact": h.exact}
            for h in hits
        ],
        **frame(data),
    }
