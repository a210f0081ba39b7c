"""How many are held, by gender and by the groups to which sources count them; nothing is inferred."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from respondeat.graph.command.upheld import Listed, of
from respondeat.graph.dates import Grade, grade
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .custody import Grading, Holding, Window, best

_MEMBER, _GROUP = v.R + "member", v.R + "group"
Tally = Mapping[Grading, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A group to which sources count some of those held: persons by grade, and the statements that do so."""

    group: str
    persons: Tally
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Named persons held, by grade; the same by gender and by group; and the groups held as groups.

    A group has no number here: its members may be among the named persons or not. `part_of` are for each
    group held the groups that sources call it part of, with the statements. Nothing may be added up: one
    person can stand in several groups.
    """

    persons: Tally
    genders: tuple[tuple[str, Tally], ...]  # gender IRI, "" where no source gives it
    members: tuple[Member, ...]
    groups: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of membership that the counts rest on."""
        told = {s for m in self.members for s in m.statements}
        return tuple(sorted(told | {s for _, parts in self.groups for _, ids in parts for s in ids}))


def counts(records: Listed, holdings: Iterable[Holding], window: Window | None = None) -> Counts:
    """Counts over holdings, each person once with their best grade.

    Gender is what an attribute of the person says; occupation and the like are the groups of persons that
    statements of membership name, in the window where one is given. Groups are listed, never counted with
    persons.
    """
    grades: dict[str, list[Grading | None]] = defaultdict(list)
    for h in holdings:
        grades[h.detained].append(h.graded(window))
    persons: dict[str, Grading] = {}
    groups = []
    for id in sorted(grades):
        found, made = records.record(id), best(grades[id])
        if isinstance(found, Entity) and found.cls == v.PERSON and made is not None:
            persons[id] = made
        elif made is not None:
            groups.append(id)
    return Counts(
        _tally(persons.values()),
        tuple(_genders(records, persons)),
        tuple(_members(records, persons, window)),
        tuple((id, tuple(_parents(records, id, window))) for id in groups),
    )


def _tally(grades: Iterable[Grading]) -> Tally:
    found = list(grades)
    return {grade: found.count(grade) for grade in Grading}


def _genders(records: Listed, persons: Mapping[str, Grading]) -> Iterator[tuple[str, Tally]]:
    by: dict[str, list[Grading]] = defaultdict(list)
    for id, grading in persons.items():
        found = records.record(id)
        said = found.get(v.GENDER) if isinstance(found, Entity) else None
        by[said if isinstance(said, str) else ""].append(grading)
    for gender in sorted(by, key=lambda g: (not g, g)):
        yield gender, _tally(by[gender])


def _members(records: Listed, persons: Mapping[str, Grading], window: Window | None) -> Iterator[Member]:
    by: dict[str, dict[str, Grading]] = defaultdict(dict)
    statements: dict[str, set[str]] = defaultdict(set)
    for id, grading in persons.items():
        for group, ids in _parents(records, id, window):
            by[group][id] = grading
            statements[group].update(ids)
    for group in sorted(by):
        yield Member(group, _tally(by[group].values()), tuple(sorted(statements[group])))


def _parents(records: Listed, id: str, window: Window | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    by: dict[str, set[str]] = defaultdict(set)
    for one in of(records, _MEMBER, id, v.MEMBERSHIP):
        group, time = one.statement.iri("group"), one.statement.time
        found = records.record(group)
        if not isinstance(found, Entity) or found.cls != v.PERSON_GROUP:
            continue
        if window is None or time is None or grade(time.bounds, *window) is not Grade.EXCLUDED:
            by[group].add(one.statement.id)
    for group in sorted(by):
        yield group, tuple(sorted(by[group]))


def members(records: Listed, group: str) -> frozenset[str]:
    """The group and all that sources count to it, over groups in groups; circles end."""
    found, waiting = {group}, [group]
    while waiting:
        for one in of(records, _GROUP, waiting.pop(), v.MEMBERSHIP):
            member = one.statement.iri("member")
            if member not in found:
                found.add(member)
                waiting.append(member)
    return frozenset(found)
