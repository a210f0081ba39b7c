"""Deaths in custody as data, with who stood above those who held the dead."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, day_text, spans, state_name
from respondeat.graph.analyses import chains as chain_analysis
from respondeat.graph.analyses.detention import Death, Told
from respondeat.graph.command import HEADS, SUPERIORS, When
from respondeat.graph.command.standing import above

from .rows import Rows, by_basis

_CHAINS = 50  # ways up that are looked at from each body


class Deaths:
    """Writes deaths; `statements` are those that what stands above the places rests on."""

    def __init__(self, data: Dataset, proof: Proof, limit: int) -> None:
        self._data, self._proof, self._rows = data, proof, Rows(data, proof)
        self._limit = min(limit, _CHAINS)
        self._made: dict[tuple[str, When], Json] = {}
        self.statements: set[str] = set()

    def of(self, d: Death) -> Json:
        """One death, or deaths spoken of in general."""
        node = self._proof.node
        return {
            "event": node(d.event),
            "pattern": d.pattern,
            "on": None if d.when is None else [day_text(day) for day in d.when.window],
            "victims": [self._told("person", told) for told in d.victims],
            "places": [self._told("place", told) for told in d.places],
            "held_by": [
                {
                    "body": node(h.body),
                    "role": h.role,
                    "basis": "event" if h.grade is None else "custody",
                    "grade": None if h.grade is None else str(h.grade),
                    "state": state_name(h.state),
                    "statements": list(h.statements),
                    "sources": self._proof.sources(h.statements),
                }
                for h in d.held
            ],
            "above": [
                self._above(body, d.when)
                for body in dict.fromkeys(h.body for h in d.held)
                if d.when is not None
            ],
            "statements": list(d.statements),
            "sources": self._proof.sources(d.dating),
        }

    def _told(self, key: str, told: Told) -> Json:
        return {
            key: self._proof.node(told.id),
            "state": state_name(told.state),
            "statements": list(told.statements),
            "sources": self._proof.sources(told.statements),
        }

    def _above(self, body: str, when: When) -> Json:
        """Heads and superiors of a body at that time, and the ends of every way up."""
        if (body, when) not in self._made:
            self._made[body, when] = self._write(body, when)
        return self._made[body, when]

    def _write(self, body: str, when: When) -> Json:
        graph = self._data.graph
        node = graph.node(body)
        heads = superiors = None
        if node is not None:
            heads, superiors = above(graph, node, when, HEADS), above(graph, node, when, SUPERIORS)
        ways = chain_analysis.chains(graph, body, when, limit=self._limit)
        self.statements.update(ways.statements)
        return {
            "body": self._proof.node(body),
            "heads": by_basis([self._rows.post(row) for row in heads.standing]) if heads else [],
            "gap": self._rows.gap(heads, "person") if heads else {"last_before": None, "first_after": None},
            "superiors": by_basis([self._rows.row(row, "body") for row in superiors.standing])
            if superiors
            else [],
            "ways": [
                {
                    "grade": "certain" if c.certain else "possible",
                    "feasible": spans(c.feasible),
                    "nodes": [self._proof.node(id) for id in c.nodes],
                    "statements": sorted({s for hop in c.hops for s in hop.statements}),
                }
                for c in ways.chains
            ],
            "truncated": ways.truncated,
        }
