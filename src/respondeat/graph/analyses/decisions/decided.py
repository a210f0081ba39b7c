"""From the other end: what somebody decided, what was decided under an article, who was held at a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from respondeat.graph.command.cases import CONVICTION, Docket, Happening
from respondeat.graph.command.upheld import Upheld, judged, of
from respondeat.graph.statement import Attestation
from respondeat.ontology import vocabulary as v

from .rows import Row, Window, merged, row

_OFFICES: Final = (("judge", "judge"), ("court", "court"), ("provision", "article"))
_USED: Final = frozenset({v.PARTICIPATION, CONVICTION, v.CUSTODY, v.R + "LegalCharacterisation"})
_Said = dict[tuple[str, str, str, str], list[Upheld]]  # stage, person, event, statement where no event joins


def decided(docket: Docket, target: str, window: Window | None = None) -> tuple[Row, ...]:
    """What a person, body, court, article or place did in the cases of others, one row a person and event.

    Rows of groups and of patterns are among them: `Docket.single` and `pattern` tell them apart.
    """
    said: _Said = defaultdict(list)
    for role, stage in _OFFICES:
        for u in of(docket.records, v.R + role, target, CONVICTION):
            at = "extension" if docket.extends(u.statement) else stage
            _keep(said, at, u.statement.iri("convicted"), u)
    for role in ("place", "custodian"):
        for u in of(docket.records, v.R + role, target, v.CUSTODY):
            _keep(said, "custody", u.statement.iri("detained"), u)
    rows = list(_acted(docket, target, said, window))
    for (stage, person, event, _), upheld in sorted(said.items()):
        happening = docket.event(event) if event else None
        times = happening.times if happening else ()
        rows.append(
            row(
                stage,
                dict.fromkeys(upheld),
                person=person,
                value=target,
                role=_role(upheld, target),
                event=event,
                linked=_linked(upheld),
                when=times,
                window=window,
            )
        )
    return merged(r for r in rows if r is not None)


def _keep(said: _Said, stage: str, person: str, u: Upheld) -> None:
    event = u.statement.iri("event")
    said[stage, person, event, "" if event else u.statement.id].append(u)


def _acted(docket: Docket, target: str, said: _Said, window: Window | None) -> Iterator[Row | None]:
    """Adds the parts that the target took in events of others; yields events in which nobody is concerned."""
    for u, happening in docket.events_of(target):
        if docket.concerns(u.statement):
            continue
        stage, posts = docket.part(u.statement, happening)
        if not happening.concerned:
            yield row(
                stage,
                [u],
                value=target,
                role=u.statement.iri("role"),
                event=happening.id,
                linked="same event",
                when=happening.times,
                window=window,
            )
        for c in happening.concerned:
            said[stage, c.statement.iri("actor"), happening.id, ""] += [u, c, *posts]


def _role(said: Iterable[Upheld], target: str) -> str:
    """As what the target stands there: by the event where one is told, else by the statement."""
    roles = [
        u.statement.iri("role")
        for u in said
        if u.statement.relation == v.PARTICIPATION and u.statement.iri("actor") == target
    ]
    return min(roles) if roles else next(p for u in said for p, x in u.statement.roles if x == target)


def _linked(said: Iterable[Upheld]) -> str:
    relations = {u.statement.relation for u in said}
    return "same statement" if relations & {CONVICTION, v.CUSTODY} else "same event"


def of_group(docket: Docket, group: str, window: Window | None = None) -> tuple[Row, ...]:
    """What is said at stages of cases of a group, or of a person in patterns: never of one case."""
    rows: list[Row | None] = []
    for u, happening in docket.events_of(group):
        if docket.concerns(u.statement) and (happening.pattern or not docket.single(group)):
            rows.append(_of_pattern(docket, happening, u, window))
    for role, relation, stage in (("detained", v.CUSTODY, "custody"), ("convicted", CONVICTION, "sentence")):
        for u in of(docket.records, v.R + role, group, relation):
            event = u.statement.iri("event")
            if docket.single(group) and docket.kind(event) != v.PATTERN:
                continue
            place = u.statement.iri("place") or u.statement.iri("custodian") or u.statement.iri("court")
            rows.append(
                row(
                    stage,
                    [u],
                    person=group,
                    value=place,
                    role=v.R + role,
                    event=event,
                    linked="same statement",
                    window=window,
                )
            )
    return merged(r for r in rows if r is not None)


def of_event(docket: Docket, happening: Happening, window: Window | None = None) -> tuple[Row, ...]:
    """Everyone said to stand in an event or a pattern, each a row."""
    parts = (*happening.concerned, *happening.acting)
    rows = (_of_pattern(docket, happening, u, window) for u in parts)
    return merged(r for r in rows if r is not None)


def _of_pattern(docket: Docket, h: Happening, u: Upheld, window: Window | None) -> Row | None:
    actor, concerned = u.statement.iri("actor"), docket.concerns(u.statement)
    return row(
        h.stage,
        [u],
        person=actor if concerned else "",
        value="" if concerned else actor,
        role=u.statement.iri("role"),
        event=h.id,
        linked="same event",
        when=h.times,
        window=window,
    )


def content(docket: Docket, provisions: Iterable[str]) -> tuple[Row, ...]:
    """What is said of provisions: a row for each effect, ground and characterisation."""
    rows = (
        row("article", [u], value=p, role=u.statement.iri("effect"), linked="same statement")
        for p in provisions
        for u in docket.contents(p)
    )
    return merged(r for r in rows if r is not None)


def uses(docket: Docket, provisions: Iterable[str]) -> tuple[Row, ...]:
    """What the very passages say beside that tell what provisions do: who is said to do what by them."""
    told = (u for p in provisions for u in docket.contents(p))
    passages = {p for u in told for a in u.evidence.supporting for p in a.passages}
    attestations = {a for p in passages for a in docket.records.pointing(v.HAS_PASSAGE, p)}
    found = (docket.records.record(a) for a in sorted(attestations))
    ids = {s for a in found if isinstance(a, Attestation) for s in a.supports}
    rows = []
    for u in judged(docket.records, sorted(ids)):
        s = u.statement
        if s.relation not in _USED:
            continue
        event = s.iri("event")
        stage = docket.stage(event) or "article"
        value = s.iri("actor") or s.iri("convicted") or s.iri("detained")
        rows.append(row(stage, [u], value=value, role=_said_as(u), event=event, linked="same passage"))
    return merged(r for r in rows if r is not None)


def _said_as(u: Upheld) -> str:
    s = u.statement
    return s.iri("role") or s.iri("crime") or s.relation
