"""How much memory all of it may hold together."""

from typing import Final

from respondeat.api.settings import LimitSettings

from .frames import IN_MEMORY

_MB: Final = 2**20
SERVER: Final = 256 * _MB
"""Of the server's own process, beside answers on their way."""


def most_memory(limits: LimitSettings, opening: int, levels: int = 1, answers: int = 0) -> int:
    """The most bytes that a server and its readers hold while so many levels are read.

    `opening` is what a process holds once it has a level open: the program and the data. Each process at work
    may have `memory_mb` beyond that, each at a job `job_memory_mb`; one has the program and no data. Of every
    answer on its way to a client (there are `answers`) no more than 1 MB is in memory.
    """
    readers = levels * (limits.workers + limits.spares) * (opening + limits.memory_mb * _MB)
    jobs = limits.jobs * limits.job_memory_mb * _MB + levels * limits.jobs * opening
    return readers + jobs + opening + SERVER + answers * (IN_MEMORY + _MB // 4)
