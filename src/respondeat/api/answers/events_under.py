"""Events under a person's command, as data."""

from respondeat.api.dataset import PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans
from respondeat.graph.analyses import events_under as analysis
from respondeat.graph.command import CONCEPT

from .asked import question
from .rows import frame


@question("events-under")
def events_under(data: Dataset, person: str, quotes: Quotes | None = None) -> Json:
    """The events of all bodies under a person's command, certain and possible. Schema `events-under.json`.

    `own` are the events in which sources name the person themselves, which is no command.
    """
    proof = Proof(data, quotes)
    id = data.find(person, PERSONS)
    found, own = analysis.events_under(data.graph, id), analysis.own_parts(data.graph, id)
    return {
        "person": proof.node(id),
        "events": [row(proof, e) for e in found.events],
        "own": [
            {
                "event": proof.node(part.event),
                "on": [day_text(part.window[0]), day_text(part.window[1])],
                "roles": [CONCEPT[kind] for kind in part.kinds],
                "statements": list(part.statements),
                "sources": proof.sources(part.statements),
            }
            for part in own
        ],
        "statements": sorted({*found.statements, *(s for part in own for s in part.statements)}),
        **frame(data),
    }


def row(proof: Proof, e: analysis.EventUnder) -> Json:
    """An event under command, as data."""
    return {
        "event": proof.node(e.event),
        "grade": "certain" if e.certain else "possible",
        "on": [day_text(e.window[0]), day_text(e.window[1])],
        "days": spans(e.days),
        "bodies": [proof.node(b) for b in e.bodies],
        "statements": list(e.statements),
        "sources": proof.sources(e.statements),
    }
