"""One function a question: the only door to the analyses for the terminal, HTTP and notebooks.

Every answer is plain data (JSON) with the keys of its schema in `api/schemas/`, carries its proof, and ends
with the notice of what it is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from respondeat.errors import DateError, InputError
from respondeat.graph.analyses import chains as chain_analysis
from respondeat.graph.analyses import commanders as commander_analysis
from respondeat.graph.analyses import events_under as under_analysis
from respondeat.graph.analyses import superiors as superior_analysis
from respondeat.graph.analyses.strength import HopEvidence, Strength, fronts, strength
from respondeat.graph.command import CONCEPT, MAX_CHAINS, MAX_HOPS, CommandGraph, Mode, When
from respondeat.graph.command.standing import Attested, Board, Standing
from respondeat.graph.command.states import evidence
from respondeat.graph.dates import span
from respondeat.graph.statement import Attestation, Derivation, Statement, Text
from respondeat.ontology import vocabulary as v

from .dataset import BODIES, PERSONS, Dataset
from .proof import Json, Proof, Quotes, day_text, short, spans, state_name


def notice(data: Dataset) -> str:
    """The line that ends every answer."""
    day = data.recorded_at[:10] or "no day"
    return (
        f"Sourced statements of others as recorded on {day}; not findings of this project; "
        "not evidence of guilt; sources may be wrong."
    )


def frame(data: Dataset) -> Json:
    """What every answer ends with: level, record time, dataset hash, notice."""
    return {
        "level": data.level,
        "recorded_at": data.recorded_at or None,
        "dataset_hash": data.reader.dataset_hash,
        "notice": notice(data),
    }


def window(on: str) -> tuple[int, int]:
    """The first and last day of DAY, FROM/TO, a month, a year or another EDTF date. Raises DateError."""
    first, slash, last = on.partition("/")
    lo, hi = span(first)[0], span(last if slash else first)[1]
    if lo is None or hi is None:
        raise DateError(f"{on!r} has no first or no last day: ask for DAY or FROM/TO")
    if lo > hi:
        raise DateError(f"{on!r} starts after it ends")
    return lo, hi


@dataclass(frozen=True, slots=True)
class _Answer:
    data: Dataset
    proof: Proof

    def row(self, row: Standing, role: str) -> Json:
        """One row of a board: who, how sure, by what."""
        graph = self.data.graph
        kind = CONCEPT[graph.kind(row.links[0])]
        return {
            role: self.proof.node(graph.iri(row.node)),
            "grade": "certain" if row.certain else "possible",
            "state": state_name(row.state),
            "link": kind,
            "links": sorted({CONCEPT[graph.kind(k)] for k in row.links}),
            "valid": self.proof.valid(row.statements),
            "days": spans(row.days),
            "statements": list(row.statements),
            "sources": self.proof.sources(row.statements),
        }

    def post(self, row: Standing) -> Json:
        """A row of heads or of other posts: `capacity` by its concept, `title` as the source has it."""
        made = self.row(row, "person")
        del made["link"], made["links"]
        said = [s for id in row.statements if isinstance(s := self.data.records.record(id), Statement)]
        made["capacity"] = next((short(s.iri("capacity")) for s in said), "other")
        titles = sorted({t.text for s in said if isinstance(t := s.get("title"), Text)})
        made["title"] = titles[0] if titles else None
        return made

    def neighbour(self, found: Attested | None, role: str) -> Json | None:
        """Somebody attested before or after."""
        if found is None:
            return None
        return {
            role: self.proof.node(self.data.graph.iri(found.node)),
            "day": day_text(found.day),
            "valid": self.proof.valid(found.statements),
            "statements": list(found.statements),
            "sources": self.proof.sources(found.statements),
        }

    def gap(self, board: Board, role: str) -> Json | None:
        """Null when somebody is certain, else the nearest attested ones."""
        if not board.vacant:
            return None
        return {
            "last_before": self.neighbour(board.last_before, role),
            "first_after": self.neighbour(board.first_after, role),
        }

    def left_out(self, board: Board, role: str) -> list[Json]:
        """Those whom a rule leaves out, under its name."""
        iri = self.data.graph.iri
        return [{role: self.proof.node(iri(n)), "rule": "next-attested"} for n in board.left_out]

    def contested(self, board: Board, role: str) -> list[Json]:
        """Rows against which something speaks."""
        return [
            {
                "kind": state_name(row.state),
                role: self.proof.node(self.data.graph.iri(row.node)),
                "statements": list(row.statements),
            }
            for row in board.standing
            if row.state
        ]


def commanders(data: Dataset, body: str, on: str, quotes: Quotes | None = None) -> Json:
    """Who was head of a body on a day: heads, those left out, the gap when nobody is certain, conflicts.

    Schema `commanders.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    answer = _Answer(data, Proof(data, quotes))
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
        "on": _on(lo, hi),
        "heads": [answer.post(row) for row in found.board.standing],
        "left_out": answer.left_out(found.board, "person"),
        "gap": answer.gap(found.board, "person"),
        "conflicts": conflicts + answer.contested(found.board, "person"),
        "others": [answer.post(row) for row in found.others.standing],
        "statements": list(found.statements),
        **frame(data),
    }


def _on(lo: int, hi: int) -> str:
    first, last = day_text(lo), day_text(hi)
    return f"{first}" if first == last else f"{first}/{last}"


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
    answer = _Answer(data, Proof(data, quotes))
    id, (lo, hi) = data.find(target, BODIES | PERSONS), window(on)
    found = analysis(data.graph, id, When.day(lo, hi))
    return {
        "body": answer.proof.node(id),
        "on": _on(lo, hi),
        key: [answer.row(row, "body") for row in found.board.standing],
        "left_out": answer.left_out(found.board, "body"),
        "gap": answer.gap(found.board, "body"),
        "conflicts": answer.contested(found.board, "body"),
        "statements": list(found.statements),
        **frame(data),
    }


def chain(
    data: Dataset,
    target: str,
    on: str | None = None,
    *,
    mode: Mode = Mode.SOME,
    limit: int = MAX_CHAINS,
    max_hops: int = MAX_HOPS,
    quotes: Quotes | None = None,
) -> Json:
    """Every chain from an event, a body or a person to the top, with strength and gaps. Schema `chain.json`.

    `on` may be left out for an event, whose own time is taken then; `mode` says what is asked of an event
    that lasts. Chains that none dominates come first (`front` 0); incomparable ones stand side by side.
    """
    answer = _Answer(data, Proof(data, quotes))
    id = data.find(target)
    when = _when(data, id, on, mode)
    found = chain_analysis.chains(data.graph, id, when, limit=min(limit, MAX_CHAINS), max_hops=max_hops)
    evident = _Evident(data)
    vectors = [strength(c.certain, [evident.hop(h) for h in c.hops]) for c in found.chains]
    ordered = sorted(
        zip(found.chains, vectors, fronts(vectors), strict=True),
        key=lambda x: (x[2], not x[0].certain, len(x[0].hops), x[0].nodes),
    )
    hops = _Hops(answer)
    return {
        "target": answer.proof.node(id),
        "on": [day_text(when.window[0]), day_text(when.window[1])],
        "mode": str(when.mode),
        "chains": [
            {
                "grade": "certain" if c.certain else "possible",
                "feasible": spans(c.feasible),
                "strength": _strength(s),
                "front": front,
                "cut_short": c.cut_short,
                "hops": [hops.of(hop) for hop in c.hops],
            }
            for c, s, front in ordered
        ],
        "truncated": found.truncated,
        "gaps": [
            {
                "kind": g.kind,
                "body": answer.proof.node(g.body),
                "last_before": answer.neighbour(g.last_before, _role(g.kind)),
                "first_after": answer.neighbour(g.first_after, _role(g.kind)),
            }
            for g in found.gaps
        ],
        "left_out": [
            {"person": answer.proof.node(a), "body": answer.proof.node(b), "rule": "next-attested"}
            for a, b in found.left_out
        ],
        "statements": list(found.statements),
        **frame(data),
    }


def _role(gap: str) -> str:
    return "body" if gap == "no-superior" else "person"


def _when(data: Dataset, id: str, on: str | None, mode: Mode) -> When:
    node = data.graph.node(id)
    event = node is not None and data.graph.is_event(node)
    if on is not None:
        return When.day(*window(on))
    if not event or node is None:
        raise InputError(
            f"{data.name(id)} is no event and has no day of its own: say on which day (--on DAY)"
        )
    when = data.graph.time_of(node, None if mode is Mode.SOME else mode)
    if day_text(when.window[0]) is None and day_text(when.window[1]) is None:
        raise InputError(f"no source dates {data.name(id)}: say on which day (--on DAY or --on FROM/TO)")
    return when


class _Evident:
    """Gathers what hops rest on, each once."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._known: dict[tuple[str, ...], HopEvidence] = {}

    def hop(self, hop: chain_analysis.Hop) -> HopEvidence:
        """The evidence of a hop."""
        known = [evidence(self._data.records, id) for id in hop.statements]
        supporting = [a for k in known for a in k.supporting]
        supporting += [a for id in hop.statements for a in self._premises(id)]
        return HopEvidence(
            hop.certain,
            hop.state,
            tuple(supporting),
            tuple(a for k in known for a in k.assessments),
            hop.derived,
            hop.placeholder,
            hop.pattern,
        )

    def _premises(self, statement: str) -> Iterable[Attestation]:
        for id in self._data.records.pointing(v.DERIVES, statement):
            d = self._data.records.record(id)
            if isinstance(d, Derivation):
                for premise in d.premises:
                    yield from evidence(self._data.records, premise).supporting


class _Hops:
    """Writes hops, each once however many chains it stands in."""

    def __init__(self, answer: _Answer) -> None:
        self._answer = answer
        self._made: dict[chain_analysis.Hop, Json] = {}

    def of(self, hop: chain_analysis.Hop) -> Json:
        """A hop as data."""
        made = self._made.get(hop)
        if made is None:
            made = self._made[hop] = self._write(hop)
        return made

    def _write(self, hop: chain_analysis.Hop) -> Json:
        proof = self._answer.proof
        return {
            "link": CONCEPT[hop.kind],
            "source": proof.node(hop.source),
            "target": proof.node(hop.target),
            "grade": "certain" if hop.certain else "possible",
            "state": state_name(hop.state),
            "derived": hop.derived,
            "placeholder": hop.placeholder,
            "pattern": hop.pattern,
            "valid": proof.valid(hop.statements),
            "statements": list(hop.statements),
            "sources": proof.sources(hop.statements),
        }


def _strength(s: Strength) -> Json:
    return {
        "grade": "certain" if s.certain else "possible",
        "state": state_name(s.state),
        "modalities": [[short(m) for m in hop] for hop in s.modalities],
        "standards": [[short(m) for m in hop] for hop in s.standards],
        "origins": list(s.origins),
        "derived": s.derived,
        "placeholder": s.placeholder,
        "pattern": s.pattern,
        "confidence": short(s.confidence) if s.confidence else None,
        "length": s.length,
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
