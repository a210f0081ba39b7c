"""One row of a career table, read as a move: who, where, what happened, on which day, by which decree."""

from dataclasses import dataclass
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import Day, read_local, span

from .base import Row, RowFault
from .career_cast import Cast, Found
from .mapping_career import Action, CareerMapping, Group
from .mapping_parts import folded

_SHOWN: Final = 12  # allowed words listed in a message
_STAYS: Final = (
    "another column says that the person stays in this office: read as kept in it, not as released"
)


@dataclass(frozen=True, slots=True)
class Move:
    """What one row says. `offices` are those that the action is about, `kept` those the person stays in."""

    row: Row
    action: Action
    person: Found
    body: Found
    offices: tuple[str, ...]
    kept: tuple[str, ...]
    group: Group | None
    date: str  # EDTF
    lo: Day
    hi: Day
    position: str
    decree: str
    notes: tuple[str, ...]
    odd: tuple[RowFault, ...]


class Reader:
    """Reads rows by a mapping; remembers nothing but the cast."""

    def __init__(self, plan: CareerMapping, cast: Cast) -> None:
        self.plan = plan
        self.cast = cast

    def read(self, row: Row) -> Move | list[RowFault]:
        """The move that a row tells of, or everything that is wrong with the row."""
        if row.faults:
            return list(row.faults)
        wrong: list[RowFault] = []
        odd: list[RowFault] = []
        action = self._action(row, wrong)
        person, body = self.cast.person(row, odd), self.cast.body(row, odd)
        wrong += [party for party in (person, body) if isinstance(party, RowFault)]
        group = self._group(row, wrong) if action in ("join", "quit") else None
        offices = () if action in (None, "join", "quit") else self._offices(row, wrong)
        date, (lo, hi) = self._date(row, wrong)
        if wrong or action is None or isinstance(person, RowFault) or isinstance(body, RowFault):
            return wrong
        kept = self._kept(row) if action == "release" else ()
        if kept and not (offices := tuple(office for office in offices if office not in kept)):
            odd.append(RowFault(self.plan.position.column, row[self.plan.position.column], _STAYS))
        decree = row[self.plan.decree.column]
        if not decree:
            odd.append(
                RowFault(
                    self.plan.decree.column, "", "there is no number of a decree: the table is the source"
                )
            )
        notes = tuple(f"{column}: {row[column]}" for column in self.plan.notes if row[column])
        position = row[self.plan.position.column]
        return Move(
            row, action, person, body, offices, kept, group, date, lo, hi, position, decree, notes, tuple(odd)
        )

    def _action(self, row: Row, wrong: list[RowFault]) -> Action | None:
        column = self.plan.event.column
        found = self.plan.event.words.get(folded(row[column]))
        if found is None:
            wrong.append(RowFault(column, row[column], _unknown("event", row[column], self.plan.event.words)))
        return found

    def _offices(self, row: Row, wrong: list[RowFault]) -> tuple[str, ...]:
        column = self.plan.position.column
        found = self.plan.position.texts.get(folded(row[column]))
        if found is None:
            wrong.append(
                RowFault(column, row[column], _unknown("position", row[column], self.plan.position.texts))
            )
        return tuple(dict.fromkeys(found or ()))

    def _group(self, row: Row, wrong: list[RowFault]) -> Group | None:
        for group in self.plan.groups:
            if folded(group.text) == folded(row[group.column]):
                return group
        column = self.plan.groups[0].column
        wrong.append(
            RowFault(column, row[column], _unknown("group", row[column], [g.text for g in self.plan.groups]))
        )
        return None

    def _kept(self, row: Row) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                office
                for rule in self.plan.kept
                if folded(rule.contains) in folded(row[rule.column])
                for office in rule.offices
            )
        )

    def _date(self, row: Row, wrong: list[RowFault]) -> tuple[str, tuple[Day, Day]]:
        column = self.plan.date.column
        text = row[column]
        if not text:
            wrong.append(RowFault(column, "", "there is no date"))
            return "", (0, 0)
        try:
            found = read_local(text, self.plan.date.order).partition("T")[0]
            if "/" in found or found[:1] in ("[", "{"):
                raise DateError(
                    "an interval or a set is no date of one event: write a day, a month or a year"
                )
            lo, hi = span(found)
            if lo is None or hi is None:
                raise DateError("the date is open to one side: write a day, a month or a year")
            return found, (lo, hi)
        except DateError as error:
            wrong.append(RowFault(column, text, error.detail))
            return "", (0, 0)


def _unknown(what: str, word: str, allowed: object) -> str:
    if not word:
        return f"there is no {what}"
    words = list(allowed) if isinstance(allowed, (dict, list)) else []
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return f"the mapping does not know this {what}. It knows: {', '.join(map(repr, words[:_SHOWN]))}{more}."
