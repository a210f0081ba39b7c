"""Moves as records: postings and memberships with their times, decrees as documents, rows as passages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from respondeat.graph.dates import Day, ValidTime, parse
from respondeat.graph.statement import (
    Attestation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
    content_id,
)

from .base import WHOLE, Row, RowFault
from .career_cast import Cast
from .career_rows import Move
from .career_tenures import Act, Key, Tenure, tenures
from .identifiers import imported_id
from .mapping_career import CareerMapping, Group

Odd = tuple[Row, RowFault]
_KINDS: dict[str, Literal["start", "end", "held"]] = {
    "appoint": "start",
    "release": "end",
    "keep": "held",
    "join": "start",
    "quit": "end",
}


class Writer:
    """Makes the records of one table."""

    def __init__(self, plan: CareerMapping, cast: Cast, table: Document) -> None:
        self.plan = plan
        self.cast = cast
        self.table = table
        self.issuer = plan.decree.issuer.iri
        self.reporter = plan.reported_by.iri if plan.reported_by else ""
        self.decrees: dict[tuple[str, str], tuple[Document, Passage]] = {}

    def records(self, moves: Sequence[Move]) -> tuple[list[Record], list[Odd]]:
        """All records, in order: documents, entities, names, statements, attestations; and what is odd."""
        acts: dict[Key, list[Act]] = defaultdict(list)
        elsewhere: dict[tuple[str, str], list[Day]] = defaultdict(list)
        groups: dict[str, tuple[Entity, Name]] = {}
        for number, move in enumerate(moves):
            for target, office, kind in _targets(move, self.plan.dataset, groups):
                acts[move.person.id, target, office].append(Act(number, kind, move.date, move.lo, move.hi))
            if move.action == "appoint":
                elsewhere[move.person.id, move.body.id].append(move.lo)
        found = tenures(acts, _others(acts, elsewhere))
        supports: dict[int, list[str]] = defaultdict(list)
        statements: list[Record] = []
        for tenure in found:
            statement = self._statement(tenure, moves)
            statements.append(statement)
            for number in tenure.moves:
                supports[number].append(statement.id)
        used = {entity for move in moves for entity in (move.person.id, move.body.id)}
        records: list[Record] = [self.table, *self._authorities(), *self.cast.records(used, self.table.id)]
        records += [record for pair in groups.values() for record in pair]
        records += statements
        for number, move in enumerate(moves):
            records += self._source(move, supports[number])
        return records, list(_odd(found, moves))

    def _authorities(self) -> Iterator[Record]:
        yield from self.plan.decree.issuer.records()
        if self.plan.reported_by:
            yield from self.plan.reported_by.records()

    def _statement(self, tenure: Tenure, moves: Sequence[Move]) -> Statement:
        person, target, office = tenure.key
        if not office:
            return Statement.of("Membership", tenure.time, member=person, group=target)
        first = moves[tenure.moves[0]]
        position = first.position if office in first.offices else ""  # else the text tells of another office
        return Statement.of(
            "Posting",
            tenure.time,
            holder=person,
            body=target,
            capacity=self.plan.offices[office],
            title=Text(position, self.plan.position.lang) if position else None,
        )

    def _source(self, move: Move, supports: Iterable[str]) -> Iterator[Record]:
        """The decree, the passages and the attestation of one row."""
        passages = [Passage.of(self.table.id, locator=move.row.locator)]
        origin = self.reporter
        if move.decree:
            decree, passage = self._decree(move)
            yield decree
            passages.append(passage)
            origin = self.issuer
        yield from passages
        yield Attestation.of(
            supports=supports,
            passages=[passage.id for passage in passages],
            origin=origin,
            reported_by=self.reporter,
            note="; ".join(move.notes),
        )

    def _decree(self, move: Move) -> tuple[Document, Passage]:
        key = (move.decree, move.date)
        if key not in self.decrees:
            document = self._document(move)
            self.decrees[key] = (document, Passage.of(document.id, locator=WHOLE))
        return self.decrees[key]

    def _document(self, move: Move) -> Document:
        spec = self.plan.decree
        return Document(
            content_id("doc", self.plan.dataset, "decree", move.decree, move.date),
            title=spec.title.replace("{number}", move.decree).replace("{date}", move.date),
            publisher=spec.issuer.name,
            language=spec.lang,
            written=ValidTime(move.date, parse(move.date)),
        )


def _targets(
    move: Move, dataset: str, groups: dict[str, tuple[Entity, Name]]
) -> Iterator[tuple[str, str, Literal["start", "end", "held"]]]:
    """Body or group, office ("" in a group) and kind of act."""
    if move.group:
        entity, name = _group(move.group, move, dataset)
        groups[entity.id] = (entity, name)
        yield entity.id, "", _KINDS[move.action]
    for office in move.offices:
        yield move.body.id, office, _KINDS[move.action]
    for office in move.kept:
        yield move.body.id, office, "held"


def _group(group: Group, move: Move, dataset: str) -> tuple[Entity, Name]:
    made = imported_id(group.kind, dataset, f"{move.body.key}\x1f{group.name}")
    entity = Entity.of(made, group.kind, bodyKind=group.body_kind)
    return entity, Name.of(made, group.name.replace("{body}", move.body.name), group.lang, preferred=True)


def _others(acts: Iterable[Key], elsewhere: dict[tuple[str, str], list[Day]]) -> dict[Key, list[Day]]:
    """For each key, the days on which its person was appointed to another body."""
    by_person: dict[str, list[tuple[str, Day]]] = defaultdict(list)
    for (person, body), days in elsewhere.items():
        by_person[person] += [(body, day) for day in days]
    return {key: [day for body, day in by_person[key[0]] if body != key[1]] for key in acts if key[2]}


def _odd(found: Iterable[Tenure], moves: Sequence[Move]) -> Iterator[Odd]:
    seen: dict[tuple[object, ...], int] = {}
    kept = {(m.person.id, m.body.id, o, m.date) for m in moves for o in _kept_offices(m)}
    for move in moves:
        row, act = move.row, (move.action, move.person.id, move.body.id, move.offices, move.group)
        first = seen.setdefault((*act, move.date, move.decree), row.number)
        if first != row.number:
            yield row, RowFault("", "", f"says what row {first} says: both are sources of one statement")
        if move.action == "release" and any(
            (move.person.id, move.body.id, office, move.date) in kept for office in move.offices
        ):
            yield row, RowFault("", move.position, "another row of that day leaves the person in this office")
    for tenure in found:
        if tenure.first and tenure.limit:
            message = (
                f"appointed elsewhere, then here anew: taken as ended by {tenure.limit.date} (row "
                f"{moves[tenure.limit.move].row.number}), on no day that is known"
            )
            yield moves[tenure.first.move].row, RowFault("", tenure.first.date, message)


def _kept_offices(move: Move) -> tuple[str, ...]:
    return move.offices if move.action == "keep" else move.kept
