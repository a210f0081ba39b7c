"""What is missing to answer for events, as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans
from respondeat.errors import InputError
from respondeat.graph.analyses import gaps as analysis
from respondeat.graph.command.standing import Standing

from .asked import question
from .gaps_words import look_for
from .rows import Rows, by_basis, frame, window

LIMIT: Final = analysis.LIMIT
EVENTS: Final = analysis.EVENTS
KINDS: Final = tuple(map(str, analysis.GapKind))
SCOPES: Final = tuple(map(str, analysis.Scope))
_TARGETS: Final = BODIES | PERSONS | {"Event", "Pattern"}


@question("gaps")
def gaps(
    data: Dataset,
    target: str | None = None,
    on: str | None = None,
    *,
    scope: str | None = None,
    kinds: Sequence[str] = (),
    every_day: bool = False,
    limit: int = LIMIT,
    events: int = EVENTS,
    quotes: Quotes | None = None,
) -> Json:
    """What is missing to answer for events, first what leaves the most unanswered. Schema `gaps.json`.

    At most `limit` gaps are written, each with at most `events` of its events; all are counted. Raises
    UnknownName, AmbiguousName, DateError, InputError.
    """
    id = None if target is None else data.find(target, _TARGETS)
    found = analysis.gaps(
        data.graph,
        data.records,
        id,
        None if on is None else window(on),
        scope=None if scope is None else analysis.Scope(_known(scope, SCOPES, "scope")),
        kinds=[analysis.GapKind(_known(kind, KINDS, "kind of gap")) for kind in kinds or KINDS],
        all_days=every_day,
        limit=limit,
        events_shown=events,
    )
    writer = _Writer(data, Proof(data, quotes))
    return {
        "target": None if id is None else writer.proof.node(id),
        "scope": None if found.scope is None else str(found.scope),
        "on": None if found.period is None else [day_text(day) for day in found.period],
        "every_day": every_day,
        "events": {"single": found.single, "patterns": found.pattern, "undated": found.undated},
        "total": found.total,
        "kinds": {str(kind): count for kind, count in found.kinds.items()},
        "gaps": [writer.gap(row) for row in found.rows],
        "statements": list(found.statements),
        **frame(data),
    }


def _known(text: str, among: Sequence[str], what: str) -> str:
    if text not in among:
        raise InputError(f"There is no {what} {text!r}; there are {', '.join(among)}.")
    return text


class _Writer:
    def __init__(self, data: Dataset, proof: Proof) -> None:
        self.data, self.proof, self.rows = data, proof, Rows(data, proof)

    def gap(self, row: analysis.Gap) -> Json:
        """One gap: what it leaves unanswered, who is possible or attested nearest, what to look for."""
        role = "person" if row.kind is analysis.GapKind.NO_HEAD else "body"
        board = row.board
        made: Json = {
            "kind": str(row.kind),
            "node": self.proof.node(row.node),
            "link": {"kind": row.link, "target": self.proof.node(row.other)} if row.link else None,
            "days": spans(row.days),
            "span": None if row.span is None else [day_text(day) for day in row.span],
            "unanswered": row.unanswered._asdict(),
            "patterns": row.patterns._asdict(),
            "through": {"events": row.through, "patterns": row.patterns_through},
            "basis": row.basis or None,
            "nobody": spans(row.nobody),
            "possible": by_basis([self._possible(s, role) for s in board.standing]) if board else [],
            "last_before": self.rows.neighbour(board.last_before, role) if board else None,
            "first_after": self.rows.neighbour(board.first_after, role) if board else None,
            "attestations": {"withheld": row.withheld, "readable": row.readable} if row.withheld else None,
            "ranks": list(row.ranks),
            "as_told": list(row.as_told),
            "events": [self._event(e) for e in row.events],
            "statements": list(row.statements),
            "sources": self.proof.sources(
                (*row.own_statements, *(s for e in row.events for s in e.statements))
            ),
        }
        return {**made, "look_for": look_for(made)}

    def _possible(self, standing: Standing, role: str) -> Json:
        made = self.rows.post(standing) if role == "person" else self.rows.row(standing, role)
        # certain at some time in the gap, perhaps, but on no day of it
        return {**made, "basis": "bounded" if made["basis"] == "certain" else made["basis"]}

    def _event(self, e: analysis.Unanswered) -> Json:
        return {
            "event": self.proof.node(e.event),
            "grade": "certain" if e.certain else "possible",
            "on": [day_text(day) for day in e.when.window],
            "days": spans(e.days),
            "statements": list(e.statements),
        }
