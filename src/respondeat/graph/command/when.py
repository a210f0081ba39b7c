"""When an event was, and what certain and possible mean for it (bounds after SEM, van Hage et al. 2011)."""

from dataclasses import dataclass
from enum import StrEnum

from respondeat.graph.dates import Bounds

from .arrays import EARLY, LATE
from .days import Days, covers


class Mode(StrEnum):
    """What is asked of a link: on one unknown day, at some time in a lasting event, or throughout it."""

    DAY = "day"
    SOME = "some"
    THROUGHOUT = "throughout"


@dataclass(frozen=True, slots=True)
class When:
    """The time of a question: start in [xs, xl], end in [ys, yl], and what is asked of it.

    For Mode.DAY these are `xs` = `xl` = first and `ys` = `yl` = last day of the window.
    """

    xs: int
    xl: int
    ys: int
    yl: int
    mode: Mode = Mode.DAY

    @classmethod
    def day(cls, first: int, last: int | None = None) -> "When":
        """One day, or one unknown day from `first` to `last`; too far ones are the farthest counted."""
        start, end = _counted(first), _counted(first if last is None else last)
        return cls(start, start, end, end)

    @classmethod
    def event(cls, bounds: Bounds, mode: Mode = Mode.SOME) -> "When":
        """A lasting event with these bounds; unbounded ends reach as far as days are counted."""
        low = EARLY + 1 if bounds.es is None else _counted(bounds.es)
        high = LATE - 1 if bounds.le is None else _counted(bounds.le)
        return cls(
            low,
            high if bounds.ls is None else _counted(bounds.ls),
            low if bounds.ee is None else _counted(bounds.ee),
            high,
            mode,
        )

    @property
    def window(self) -> tuple[int, int]:
        """The first and last day that can matter."""
        return self.xs, self.yl

    def certain(self, days: Days) -> bool:
        """Whether days on which something surely holds make it certain for this time."""
        match self.mode:
            case Mode.DAY:
                return covers(days, self.xs, self.yl)
            case Mode.SOME:
                return (
                    covers(days, self.ys, self.xl) if self.ys <= self.xl else _meets(days, self.xl, self.ys)
                )
            case Mode.THROUGHOUT:
                return covers(days, self.xs, self.yl)

    def possible(self, days: Days) -> Days:
        """The part of days on which something can hold that leaves it possible for this time."""
        if self.mode is Mode.THROUGHOUT:
            # one unbroken span must reach from the latest start to the earliest end
            return tuple((p, q) for p, q in days if p <= self.xl and self.ys <= q)
        return days


def _counted(day: int) -> int:
    return max(EARLY + 1, min(LATE - 1, day))


def _meets(days: Days, lo: int, hi: int) -> bool:
    return any(p <= hi and lo <= q for p, q in days)
