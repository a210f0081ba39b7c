"""How much memory and processor time a process uses and may use, kept by the system where it can."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Final

from .protocol import Limits

if sys.platform != "win32":
    import resource

_LINUX: Final = sys.platform.startswith("linux")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if _LINUX else 4096


class Usage:
    """What this process uses; on systems that do not tell, nothing is bounded here."""

    def __init__(self) -> None:
        self._told = os.open("/proc/self/statm", os.O_RDONLY) if _LINUX else None
        self.opening = 0
        self._own = 0

    def opened(self) -> None:
        """Note what opening the level took: limits of memory count from here."""
        self.opening, self._own = self._now()

    def _now(self) -> tuple[int, int]:
        """Bytes of addresses in use, and of memory that is this process's own; 0 where nobody tells."""
        if self._told is None:
            return 0, 0
        size, resident, shared = os.pread(self._told, 128, 0).split()[:3]
        return int(size) * _PAGE, (int(resident) - int(shared)) * _PAGE

    def grown(self, limits: Limits) -> bool:
        """Whether so much is kept from the work done that a fresh process is better for the next.

        An allocator reserves addresses before it needs them: what is kept there shows as memory only.
        """
        addresses, own = self._now()
        return max(addresses - self.opening, own - self._own) > limits.memory // 2

    @contextmanager
    def bounded(self, limits: Limits) -> Iterator[None]:
        """Bound the work inside: the system ends this process for its time, and gives no more memory."""
        if not _LINUX:
            yield
            return
        times = resource.getrusage(resource.RUSAGE_SELF)
        _soft(resource.RLIMIT_CPU, ceil(times.ru_utime + times.ru_stime + limits.cpu))
        _soft(resource.RLIMIT_AS, self.opening + limits.memory)
        try:
            yield
        finally:
            _soft(resource.RLIMIT_AS, None)
            _soft(resource.RLIMIT_CPU, None)


def _soft(kind: int, most: int | None) -> None:
    """Set a limit that may be raised again; none at all for None."""
    hard = resource.getrlimit(kind)[1]
    if most is None or (hard != resource.RLIM_INFINITY and most > hard):
        most = hard
    resource.setrlimit(kind, (most, hard))
