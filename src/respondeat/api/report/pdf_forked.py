"""Typst in a copy of this process, for one that may start no program: a reader's, which the kernel confines.

The copy is as confined as this process, and its memory goes with it. Its limit of address space is that of
this process and counts what this process had taken before: while the copy works this one waits, so that both
together take no more than one may. Beyond that are only pages of data that both had and the copy writes to.
"""

import contextlib
import ctypes
import os
import select
import signal
import time
from collections.abc import Mapping
from typing import Any, Final

from .pdf_typesetting import compiled

_SET, _REFUSED = b"+", b"-"
_PART: Final = 1 << 16
_PDEATHSIG: Final = 1  # prctl(2)


def forked(asked: Mapping[str, Any], seconds: int) -> tuple[bool, bytes]:
    """Whether it was set, and what it is, or why not. Raises TimeoutError when setting it does not end."""
    reading, writing = os.pipe()
    parent, child = os.getpid(), os.fork()
    if child == 0:
        _end_with(parent)
        _work(asked, reading, writing, seconds)
    os.close(writing)
    try:
        told = _read(reading, time.monotonic() + seconds)
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    return told[:1] == _SET, told[1:]


def _end_with(parent: int) -> None:
    """Have the system end this copy when its parent ends, where it can; that is not inherited."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _work(asked: Mapping[str, Any], reading: int, writing: int, seconds: int) -> None:
    """What the copy does; it never comes back to what this process was doing."""
    try:
        os.close(reading)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds + 1)  # also when this process is ended meanwhile
        try:
            told = _SET + compiled(asked)
        except Exception as error:  # noqa: BLE001  # told to whoever asked, not handled here
            told = _REFUSED + str(getattr(error, "message", error)).encode()
        with os.fdopen(writing, "wb") as out:
            out.write(told)
    finally:
        os._exit(0)


def _read(reading: int, until: float) -> bytes:
    parts: list[bytes] = []
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            raise TimeoutError
        part = os.read(reading, _PART)
        if not part:
            return b"".join(parts)
        parts.append(part)
