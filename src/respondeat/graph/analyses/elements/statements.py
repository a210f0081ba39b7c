"""What statements say of a person's own part, knowledge and measures, and of the event in law."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from respondeat.graph.command import Days, State
from respondeat.graph.command.upheld import Upheld, of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

_KNOWLEDGE: Final = v.R + "Knowledge"
_MEASURE: Final = v.R + "Measure"
_CHARACTERISATION: Final = v.R + "LegalCharacterisation"
_ACTOR, _PERSON, _EVENT, _MEMBER = v.R + "actor", v.R + "person", v.R + "event", v.R + "member"

# a part that a source states, by the mode under which it is listed; which it is in law is not said
_PARTS: Final = {
    v.PERPETRATOR: "perpetration",
    v.MAIN_PERPETRATOR: "perpetration",
    v.ORDERED: "ordering",
    v.AIDER: "aiding",
    v.PARTICIPANT: "contribution",
    v.R + "organiser": "contribution",
    v.R + "supporter": "contribution",
    v.R + "decisionMaker": "contribution",
}


class Row(NamedTuple):
    """Statements of one kind: `what` is said, by a concept or class of the ontology, and of whom or what.

    `level` is "event", or "pattern", "elsewhere" (another event, or none that is named) or "body" (done by
    a body or person below, not by the person asked about). `certain` and `days` are there for what is
    judged on the days of the event: None and no days for what is not.
    """

    what: str
    level: str
    about: str
    statements: tuple[str, ...]
    state: State
    certain: bool | None = None
    days: Days = ()


def said_of(
    records: Records, person: str, event: str, patterns: Collection[str], below: Collection[str]
) -> Iterator[tuple[str, Row]]:
    """Rows with the key of the element for which they are listed, by id of statement within each kind."""
    place = _Place(records, event, frozenset(patterns))
    yield from _parts(records, person, place)
    for found in of(records, _PERSON, person, _KNOWLEDGE):
        yield "knowledge", place.row("basis", found)
    for found in of(records, _ACTOR, person, _MEASURE):
        yield "measures", place.row("measureKind", found)
    for actor in sorted(below):
        for found in of(records, _ACTOR, actor, _MEASURE):
            row = place.row("measureKind", found)
            if row.level == "event":
                yield "measures", row._replace(level="body", about=actor)
    yield from _groups(records, person, event, place)
    for id in (event, *sorted(patterns)):
        for found in of(records, _EVENT, id, _CHARACTERISATION):
            yield "characterisation", place.row("crime", found)


def level_of(records: Records, event: str, about: str, patterns: Collection[str]) -> str:
    """The level of a row: whether what it speaks of is the event asked about, a pattern, or something else.

    `patterns` are those that resemble the event; it may be one itself.
    """
    if about in patterns or (about == event and _is_pattern(records.record(about))):
        return "pattern"
    return "event" if about == event else "elsewhere"


class _Place(NamedTuple):
    """Where what a statement speaks of stands to the event asked about."""

    records: Records
    event: str
    patterns: frozenset[str]

    def level(self, about: str) -> str:
        """The level of a row on this event or pattern."""
        return level_of(self.records, self.event, about, self.patterns)

    def row(self, role: str, found: Upheld) -> Row:
        """A row of a statement; `role` holds the concept that says what it states."""
        s = found.statement
        about = s.iri("event")
        return Row(_short(s, role), self.level(about), about, (s.id,), found.evidence.state)


def _is_pattern(found: object) -> bool:
    return isinstance(found, Entity) and found.cls == v.PATTERN


def _short(s: Statement, role: str) -> str:
    return s.iri(role).removeprefix(v.R)


def _parts(records: Records, person: str, place: _Place) -> Iterator[tuple[str, Row]]:
    for found in of(records, _ACTOR, person, v.PARTICIPATION):
        key = _PARTS.get(found.statement.iri("role"), "other")
        row = place.row("role", found)
        if row.level != "elsewhere":
            yield key, row
    for found in of(records, v.R + "orderer", person, v.ORDER_GIVING):
        s = found.statement
        about = s.iri("event")
        level = place.level(about) if about else "elsewhere"
        yield (
            "ordering",
            Row("OrderGiving", level, about or s.iri("recipient"), (s.id,), found.evidence.state),
        )


def _groups(records: Records, person: str, event: str, place: _Place) -> Iterator[tuple[str, Row]]:
    """Groups of which the person is a member and that take part in the event."""
    for found in of(records, _MEMBER, person, v.MEMBERSHIP):
        group = found.statement.iri("group")
        parts = [
            p
            for p in of(records, _ACTOR, group, v.PARTICIPATION)
            if p.statement.iri("role") in _PARTS and place.level(p.statement.iri("event")) != "elsewhere"
        ]
        for part in parts:
            about = part.statement.iri("event")
            state = max(found.evidence.state, part.evidence.state)
            statements = tuple(sorted({found.statement.id, part.statement.id}))
            yield "group", Row(_short(part.statement, "role"), place.level(about), group, statements, state)
