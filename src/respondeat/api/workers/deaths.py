"""Why a reader's process ended, told as an error: which limit, and what to do."""

import signal
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from respondeat.errors import RespondeatError, Stopped

from .protocol import Limits

FAULT: Final = "respondeat-fault "
"""How a line on the standard error begins that the server logs; it logs no others, for they may hold data."""

Cause = Literal["wall", "cancelled", "refresh", "closing", "fault"]
"""Why the server itself ended a process."""

_CPU: Final = getattr(signal, "SIGXCPU", None)
_FAULTS: Final = frozenset({getattr(signal, "SIGSEGV", None), getattr(signal, "SIGBUS", None)} - {None})
_LINE: Final = 2000
_OVERFLOW: Final = b"has overflowed its stack"

_DETAILS: Final = {
    "wall": "The work took longer than {:g} seconds and was ended. Ask for less of it: narrower patterns, "
    "fewer variables, a smaller part of the data.",
    "cpu": "The work took more than {:g} seconds of processor time and was ended. Ask for less of it.",
    "memory": "The work took more than {:g} MB of memory and was ended. Ask for less of it.",
    "stack": "The work was nested too deeply and was ended. Use fewer brackets within brackets.",
    "refresh": "The data changed while the work was done, and it was ended. Ask again.",
    "closing": "The server is stopping, and the work was ended. Ask again in a moment.",
}


def faults(lines: Iterable[bytes]) -> Iterator[str]:
    """What is to be logged of what a process said on its standard error: its faults, and nothing else."""
    prefix = FAULT.encode("ascii")
    for line in lines:
        if line.startswith(prefix):
            yield line.removeprefix(prefix).decode("ascii", "replace")[:_LINE]


def stopped(limit: str, limits: Limits) -> Stopped:
    """The error for a limit that was hit."""
    amount: float | None = {"wall": limits.wall, "cpu": limits.cpu, "memory": limits.memory}.get(limit)
    shown = limits.memory / 2**20 if limit == "memory" else amount or 0
    again = 1 if limit in ("refresh", "closing") else None
    return Stopped(_DETAILS[limit].format(shown), limit=limit, allowed=amount, retry_after=again)


def died(cause: Cause | None, code: int | None, said: bytes, limits: Limits) -> RespondeatError:
    """The error for a process that ended before it answered: what the server or the system ended it for.

    `code` is the exit code, negative for a signal; `said` the end of what it wrote to its standard error.
    """
    if cause in ("wall", "refresh", "closing"):
        return stopped(cause, limits)
    number = -code if code is not None and code < 0 else None
    if number is not None and number == _CPU:
        return stopped("cpu", limits)
    if number in _FAULTS or _OVERFLOW in said:
        return stopped("stack", limits)
    if cause is None and number in (signal.SIGABRT, getattr(signal, "SIGKILL", None)):
        return stopped("memory", limits)  # the allocator gave up, or the system chose this process
    return RespondeatError("The process that did the work ended without an answer. Ask again.")
