"""Events under each head's command by period, as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, state_name
from respondeat.errors import InputError
from respondeat.graph.analyses import tenure as analysis
from respondeat.graph.command import CONCEPT
from respondeat.graph.command.periods import By
from respondeat.ontology import vocabulary as v

from .asked import question
from .rows import frame, window

LIMIT: Final = 50
CAVEAT: Final = (
    "Counts are of events that sources in the data report, not of what happened. Reporting is uneven between "
    "times, places and bodies: more events in a period, or under a head, may mean no more than more reports. "
    "Do not read them as a trend, nor compare heads by them."
)


@question("tenure")
def tenure(
    data: Dataset,
    target: str | None = None,
    on: str | None = None,
    by: str = By.YEAR.value,
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """How many events were under the command of a person, of a body's heads, or of every head, by period.

    `by` is month, quarter or year; at most `limit` heads are written, all are counted. Schema `tenure.json`.
    Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    proof = Proof(data, quotes)
    id = None if target is None else data.find(target, BODIES | PERSONS)
    days, period = None if on is None else window(on), _by(by)
    found = analysis.tenure(data.graph, id, by=period, on=days)
    heads = _heads(data, id, found.heads)
    shown = heads[: max(0, limit)]
    return {
        "target": None if id is None else proof.node(id),
        "on": None if days is None else [day_text(day) for day in days],
        "by": period.value,
        "heads": [_head(proof, head) for head in shown],
        "counts": {
            "heads": len(found.heads),
            "with_events": sum(bool(h.events.total or h.patterns.total) for h in found.heads),
            "written": len(shown),
        },
        "caveat": CAVEAT,
        "statements": sorted({s for head in shown for s in head.statements}),
        **frame(data),
    }


def _by(text: str) -> By:
    if text not in list(By):
        raise InputError(f"There is no period {text!r}; there are {', '.join(By)}.")
    return By(text)


def _heads(data: Dataset, target: str | None, found: Sequence[analysis.Tenure]) -> Sequence[analysis.Tenure]:
    """A person always has a row; of all heads there are those that have something to count."""
    if target is None:
        return [head for head in found if head.events.total or head.patterns.total]
    entity = data.entity(target)
    if not found and entity is not None and entity.cls == v.PERSON:
        return [analysis.Tenure(target)]
    return found


def _head(proof: Proof, head: analysis.Tenure) -> Json:
    return {
        "person": proof.node(head.person),
        "spells": [_spell(proof, spell) for spell in head.spells],
        "periods": [
            {"period": p.name, "days": [day_text(p.first), day_text(p.last)], **_tally(p.events)}
            for p in head.periods
        ],
        "events": _tally(head.events),
        "undated": _tally(head.undated),
        "lasting": _tally(head.lasting),
        "patterns": _tally(head.patterns),
        "statements": list(head.statements),
        "sources": proof.sources(head.statements),
    }


def _spell(proof: Proof, spell: analysis.Spell) -> Json:
    own = (spell.statement,)
    return {
        "body": proof.node(spell.body),
        "capacity": short(CONCEPT[spell.kind]),
        "title": proof.title(own),
        "valid": proof.valid(own),
        "state": state_name(spell.state),
        "derived": spell.derived,
        "statements": [spell.statement],
        "sources": proof.sources(own),
    }


def _tally(events: analysis.Tally) -> Json:
    total = events.total
    return {
        "certain": events.certain,
        "possible": events.possible,
        "open": events.open,
        "share_certain": round(events.certain / total, 3) if total else None,
    }
