"""The statements in which an entity stands, by part, in the order of their days; and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from respondeat.graph.command.states import LEFT_OUT, Evidence, evidence
from respondeat.graph.command.upheld import of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .parts import PARTS, part_of

ROLES: Final = tuple(sorted({role for relation in v.RELATIONS.values() for role in relation.roles}))
_IDENTITY: Final = v.R + "Identity"
_BODIES: Final = frozenset(v.R + name for name in ("Body", "Court", "PlaceOfDetention"))


class Entry(NamedTuple):
    """A statement with what bears on it."""

    statement: Statement
    evidence: Evidence


class Part(NamedTuple):
    """The upheld statements of one part, by their day or that of their event, undated ones last."""

    key: str
    entries: tuple[Entry, ...]


class Gap(NamedTuple):
    """Something that is missing: `kind` says what, `statements` are those that lack it, if it is of any."""

    kind: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is said of an entity. `withdrawn` is what was rejected or retracted, apart from the parts."""

    entity: str
    identity: tuple[Entry, ...]
    parts: tuple[Part, ...]
    withdrawn: tuple[Entry, ...]
    gaps: tuple[Gap, ...]

    @property
    def upheld(self) -> tuple[Entry, ...]:
        """The entries of identity and of all parts."""
        return (*self.identity, *(entry for part in self.parts for entry in part.entries))

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements, the withdrawn ones too, sorted."""
        return tuple(sorted({e.statement.id for e in (*self.upheld, *self.withdrawn)}))


def first_day(s: Statement) -> tuple[bool, int, str]:
    """The key that orders statements by their earliest known day, undated ones last."""
    if s.time is None:
        return True, 0, s.id
    b = s.time.bounds
    known = [day for day in (b.es, b.ls, b.ee, b.le) if day is not None]
    return not known, min(known, default=0), s.id


def event_day(records: Records, s: Statement) -> tuple[bool, int, str]:
    """The same, but what has no time of its own stands on the day of the event of which it speaks."""
    own = first_day(s)
    if not own[0] or not (event := s.iri("event")):
        return own
    times = of(records, v.R + "entity", event, v.EXISTENCE)
    day = min((first_day(x.statement)[:2] for x in times), default=own[:2])
    return *day, s.id


def about(records: Records, entity: str) -> list[Statement]:
    """Every statement in which an entity stands, retracted ones too, in the order of `first_day`."""
    return _statements(records, {s for role in ROLES for s in records.pointing(role, entity)})


def entries(records: Records, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Statements with what bears on them, in the order of `first_day`; other ids are passed over."""
    return tuple(Entry(s, evidence(records, s.id)) for s in _statements(records, ids))


def _statements(records: Records, ids: Iterable[str]) -> list[Statement]:
    found = (records.record(id) for id in sorted(ids))
    return sorted((s for s in found if isinstance(s, Statement)), key=first_day)


def dossier(records: Records, entity: str) -> Dossier:
    """Everything the graph says of one entity, for and against, by parts (`PARTS`).

    Contested and denied statements stand in their part, what was rejected or retracted apart. Statements on
    identity are given as they are: nothing is ever joined by them. An entity that the data do not hold has
    none. Sections 1 and 2 of the model.
    """
    said = sorted(about(records, entity), key=lambda s: event_day(records, s))
    found = [Entry(s, evidence(records, s.id)) for s in said]
    upheld = [e for e in found if e.evidence.state not in LEFT_OUT]
    parts: dict[str, list[Entry]] = defaultdict(list)
    for entry in upheld:
        if entry.statement.relation != _IDENTITY:
            parts[part_of(records, entity, entry.statement)].append(entry)
    return Dossier(
        entity,
        tuple(e for e in upheld if e.statement.relation == _IDENTITY),
        tuple(Part(key, tuple(parts[key])) for key in PARTS if key in parts),
        tuple(e for e in found if e.evidence.state in LEFT_OUT),
        tuple(_gaps(records.record(entity), entity, upheld, parts)),
    )


def _gaps(
    found: object, entity: str, upheld: Sequence[Entry], parts: dict[str, list[Entry]]
) -> Iterator[Gap]:
    """What is missing: by what an entity of its class would have, then by what statements lack."""
    if isinstance(found, Entity):
        if found.get(v.PLACEHOLDER) is True:
            yield Gap("placeholder")
        if found.cls == v.PERSON and not _of(parts["posts"], "holder", entity):
            yield Gap("no_posting")
        if found.cls in _BODIES:
            if not any(e.statement.iri("capacity") in (v.HEAD, v.ACTING_HEAD) for e in parts["posts"]):
                yield Gap("no_head")
            if not parts["above"]:
                yield Gap("no_superior")
    yield from _lacking(upheld, parts["posts"])


def _of(those: Iterable[Entry], role: str, entity: str) -> list[Entry]:
    return [e for e in those if e.statement.get(role) == entity]


def _lacking(upheld: Sequence[Entry], posts: Sequence[Entry]) -> Iterator[Gap]:
    lacking = {
        "open_postings": [e for e in posts if _open(e.statement)],
        "undated": [e for e in upheld if first_day(e.statement)[0]],
        "no_origin": [e for e in upheld if any(not a.origin for a in e.evidence.supporting)],
        "withheld": [
            e for e in upheld if any(a.withheld for a in e.evidence.supporting + e.evidence.denying)
        ],
    }
    for kind, those in lacking.items():
        if those:
            yield Gap(kind, tuple(sorted(e.statement.id for e in those)))


def _open(s: Statement) -> bool:
    """Whether no source bounds the beginning or the end of what has a known day."""
    if s.time is None or first_day(s)[0]:
        return False
    return s.time.bounds.es is None or s.time.bounds.le is None
