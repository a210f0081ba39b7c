"""The axis of a timeline: from which day to which, and where its marks are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from respondeat.api.report.plots import days

_MOST: Final = {"day": 4, "month": 5, "year": 7}  # marks whose words fit beside one another on a phone
_DAYS: Final = (1, 2, 7, 14)
_MONTHS: Final = (1, 2, 3, 6)
_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_LAST: Final = date.max.toordinal()


def day(text: str | None) -> int | None:
    """A day's number; None for none. One before the year 1 or after 9999 stands at that edge."""
    return None if text is None else int(days(text))


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark: its place from 0 to 100, its words, how they stand to it."""

    at: float
    text: str

    @property
    def anchor(self) -> str:
        """Where its words stand: within the field at both ends of it."""
        return "start" if self.at < 6 else "end" if self.at > 94 else "middle"


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from first to last, as places from 0 to 100."""

    first: int
    last: int

    @classmethod
    def over(cls, days: Sequence[int]) -> "Axis":
        """An axis on which all these days stand, with some room at both ends for what is open."""
        first, last = min(days), max(days)
        room = max(2, (last - first) // 20)
        return cls(max(1, first - room), min(_LAST, last + room))

    def at(self, day: int) -> float:
        """The place of a day."""
        told = 100 * (day - self.first) / max(1, self.last - self.first)
        return round(min(100.0, max(0.0, told)), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """The marks: first days of years or months, or days, as many as have room."""
        for found, texts in self._choices():
            if len(found) <= texts:
                return tuple(Tick(self.at(one.toordinal()), _text(one, found)) for one in found)
        return ()

    def _choices(self) -> Iterator[tuple[list[date], int]]:
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        if self.last - self.first < 80:
            for step in _DAYS:
                yield [date.fromordinal(n) for n in range(self.first, self.last + 1, step)], _MOST["day"]
        if self.last - self.first < 1300:
            for step in _MONTHS:
                numbers = range(first.year * 12, last.year * 12 + 12, step)
                found = [date(n // 12, n % 12 + 1, 1) for n in numbers]
                yield [one for one in found if first <= one <= last], _MOST["month"]
        for step in _YEARS:
            years = range(max(1, first.year // step * step), last.year + 1)
            found = [date(year, 1, 1) for year in years if year % step == 0]
            yield [one for one in found if first <= one <= last], _MOST["year"]


def _text(one: date, among: Sequence[date]) -> str:
    """A year, a month of a year, or a day: as much as tells it from the other marks."""
    if all((other.month, other.day) == (1, 1) for other in among):
        return f"{one.year}"
    return one.isoformat()[:7] if all(other.day == 1 for other in among) else one.isoformat()
