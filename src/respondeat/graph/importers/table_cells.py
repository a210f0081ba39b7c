"""The cells of one row, read as values; faults are collected, so that all of a row are told at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from respondeat.errors import DateError
from respondeat.graph.dates import ValidTime, held_on, held_within, read, read_local
from respondeat.graph.statement import Text, Value
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import role_range

from .base import Row, RowFault
from .mapping_parts import concept, folded
from .mapping_table import FIRST, LAST, DateColumn, Time
from .mapping_values import Value as Spec

_YES, _NO = ("true", "yes", "y", "1"), ("false", "no", "n", "0")


@dataclass(slots=True)
class Known:
    """Dates and times that were read before: a table repeats them."""

    dates: dict[tuple[str, str], str] = field(default_factory=dict)
    times: dict[tuple[str, str, bool, bool], ValidTime] = field(default_factory=dict)


@dataclass(slots=True)
class Cells:
    """A row with what was found wrong in it so far."""

    row: Row
    wrong: list[RowFault] = field(default_factory=list)
    known: Known = field(default_factory=Known)

    def fault(self, column: str, value: str, message: str) -> None:
        """Note a fault of the row."""
        self.wrong.append(RowFault(column, value, message))

    def several(self, column: str, separator: str | None) -> list[str]:
        """The values in a cell, without blank ones."""
        text = self.row[column]
        parts = text.split(separator) if separator else [text]
        return [part.strip() for part in parts if part.strip()]

    def value(self, spec: Spec, role: str, relation: str) -> Value | None:
        """A value that is no entity; None when the cell is blank or faulty."""
        kind = role_range(v.R + role, v.R + relation)
        if spec.column is None:
            return _constant(spec, kind)
        text = self.row[spec.column]
        if not text:
            return None
        try:
            return _READ[kind.partition(":")[0]](text, spec, kind)
        except ValueError as error:
            self.fault(spec.column, text, str(error))
        except DateError as error:
            self.fault(spec.column, text, error.detail)
        return None

    def time(self, plan: Time | None) -> ValidTime | None:
        """The time of a statement; None when no date is given or a date is faulty."""
        if plan is None:
            return None
        given = {
            date.means: (date, text) for date in reversed(plan.dates) if (text := self._date(date, plan))
        }
        if not given:
            return None
        first = next((given[m] for m in FIRST if m in given), None)
        last = next((given[m] for m in LAST if m in given), None)
        told = first or last or given.get("on") or given.get("within_from") or given.get("within_to")
        if told is None:
            return None
        try:
            if first or last:
                return self._span(first, last)
            if "on" in given:
                return held_on(given["on"][1])
            lo, hi = given.get("within_from") or told, given.get("within_to") or told
            return held_within(f"{lo[1]}/{hi[1]}")
        except DateError as error:
            date = (last or given.get("within_to") or told)[0]
            self.fault(", ".join(date.columns), self._shown(date.columns), error.detail)
        return None

    def _span(self, first: tuple[DateColumn, str] | None, last: tuple[DateColumn, str] | None) -> ValidTime:
        started = bool(first and first[0].means == "started")
        ended = bool(last and last[0].means == "ended")
        key = (first[1] if first else "", last[1] if last else "", started, ended)
        if key not in self.known.times:
            self.known.times[key] = read(key[0] or None, key[1] or None, started=started, ended=ended)
        return self.known.times[key]

    def _date(self, date: DateColumn, plan: Time) -> str:
        """A date in EDTF; "" when there is none, or none that can be read."""
        parts = [self.row[column] for column in date.columns]
        while parts and not parts[-1]:
            parts.pop()
        if not parts or (len(parts) == 1 and folded(parts[0]) in plan.open):
            return ""
        text = parts[0] if len(parts) == 1 else "-".join(p.zfill(2) for p in parts)
        if found := self.known.dates.get((text, plan.order)):
            return found
        try:
            return self.known.dates.setdefault((text, plan.order), read_local(text, plan.order))
        except DateError as error:
            self.fault(", ".join(date.columns), self._shown(date.columns), error.detail)
            return ""

    def _shown(self, columns: Sequence[str]) -> str:
        return " ".join(filter(None, (self.row[column] for column in columns)))


def _constant(spec: Spec, kind: str) -> Value | None:
    if spec.concept is not None:
        return v.R + spec.concept
    if spec.text is not None:
        return Text(spec.text, spec.lang)
    return spec.flag if kind == "boolean" else spec.integer


def _concept(text: str, spec: Spec, kind: str) -> Value:
    words = spec.words
    if found := words.get(folded(text)):
        return v.R + found
    if spec.otherwise:
        return v.R + spec.otherwise
    if words:
        raise ValueError(f"the mapping does not know this text. It knows: {', '.join(map(repr, words))}.")
    return concept(kind.removeprefix("concept:"), text)


def _integer(text: str, spec: Spec, kind: str) -> Value:
    try:
        return int(text.replace("\u00a0", "").replace("\u202f", "").replace(" ", ""))
    except ValueError as error:
        raise ValueError("this is no whole number") from error


def _flag(text: str, spec: Spec, kind: str) -> Value:
    word = folded(text)
    if word in (*_YES, *_NO):
        return word in _YES
    raise ValueError(f"write one of {', '.join((*_YES, *_NO))}")


_READ: dict[str, Callable[[str, Spec, str], Value]] = {
    "concept": _concept,
    "integer": _integer,
    "boolean": _flag,
    "text": lambda text, spec, kind: Text(text, spec.lang),
    "edtf": lambda text, spec, kind: Text(read_local(text, spec.order)),
}
