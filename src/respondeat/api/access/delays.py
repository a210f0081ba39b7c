"""How long somebody waits who keeps being wrong: at first not at all, then twice as long each time."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from respondeat.errors import TooMany

from .audit import Clock

_MOST: Final = 65536


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures cost nothing, the longest wait, and after which time all is forgotten (seconds)."""

    free: int
    longest: float
    forgotten: float = 3600.0

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row."""
        beyond = failures - self.free
        return 0.0 if beyond <= 0 else min(self.longest, 2.0 ** min(beyond - 1, 32))


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0


class Delays:
    """Failures by whom they are counted against: at most 65,536 of them, those of longest ago forgotten."""

    def __init__(self, clock: Clock, most: int = _MOST) -> None:
        self._clock = clock
        self._most = most
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def attempt(self, who: Sequence[tuple[str, Patience]]) -> None:
        """Count an attempt as failed against each, before it is known to be: many at once gain nothing.

        Raises TooMany, and counts nothing, where one of them has to wait.
        """
        now = self._clock()
        left = max((self._left(name, patience, now) for name, patience in who), default=0.0)
        if left > 0:
            raise TooMany(
                f"There were too many failed attempts. Try again in {ceil(left)} s.",
                limit="attempts",
                retry_after=ceil(left),
            )
        for name, _ in who:
            count = self._counts.setdefault(name, _Count())
            count.failures, count.last = count.failures + 1, now
            self._counts.move_to_end(name)
        while len(self._counts) > self._most:
            self._counts.popitem(last=False)

    def well(self, name: str) -> None:
        """The attempt that was counted last was none."""
        count = self._counts.get(name)
        if count is not None:
            count.failures -= 1
            if count.failures <= 0:
                del self._counts[name]

    def forget(self, name: str) -> None:
        """Whoever was counted here is known now."""
        self._counts.pop(name, None)

    def _left(self, name: str, patience: Patience, now: float) -> float:
        count = self._counts.get(name)
        if count is None:
            return 0.0
        if now - count.last >= patience.forgotten:
            del self._counts[name]
            return 0.0
        return max(0.0, count.last + patience.wait(count.failures) - now)
