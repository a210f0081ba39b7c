"""A process for one piece of work that readers may not do: it is told what to do, answers, and is gone."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from respondeat.errors import RespondeatError, StoreError

from . import wire
from .deaths import died, faults
from .frames import Header, Unpacked, packed
from .isolation import PLACES, passed_on
from .protocol import Body, Limits

LOG: Final = logging.getLogger("respondeat.workers")

Ended = Callable[[RespondeatError], RespondeatError]
"""What is told of a process that ended before it answered, in the words of its work."""


async def own(
    module: str,
    arguments: Sequence[str],
    order: tuple[Mapping[str, Any], bytes],
    folder: str,
    limits: Limits,
    ended: Ended,
) -> dict[str, Any]:
    """What a module, run as a program in a folder, answers to an order: a header and a body.

    The process is ended when whoever asked is cancelled. Raises the RespondeatError that it tells, what
    `ended` makes of its ending without an answer, StoreError when none can be started.
    """
    header, body = order
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", module),
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_surroundings(folder),
            cwd=folder,
            start_new_session=True,  # Ctrl-C goes to a whole group; what was begun is ended
        )
    except OSError as error:
        raise StoreError(f"No process could be started to do the work: {error.strerror}.") from error
    return await _spoken(process, packed(header, len(body)) + body, limits, ended)


async def _spoken(
    process: asyncio.subprocess.Process, sent: bytes, limits: Limits, ended: Ended
) -> dict[str, Any]:
    late = False
    talking = asyncio.create_task(process.communicate(sent))
    try:
        out, err = await asyncio.wait_for(asyncio.shield(talking), limits.wall)
    except TimeoutError:
        late = True
        _kill(process)
        out, err = await talking
    except asyncio.CancelledError:
        _kill(process)
        await talking
        raise
    for told in faults(err.splitlines()):
        LOG.error("fault in a process that did other work than reading: %s", told)
    found = _frame(out)
    if found is None:
        raise ended(died("wall" if late else None, process.returncode, err[-8192:], limits))
    if "error" in found:
        raise wire.rebuilt(found["error"])
    return dict(found["done"])


def _surroundings(folder: str) -> dict[str, str]:
    """All that the process is told of its surroundings: no settings, no home of whoever runs the server."""
    plain = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    return {**plain, **passed_on(), **dict.fromkeys(PLACES, folder)}


def _kill(process: asyncio.subprocess.Process) -> None:
    """End it with all that it started: it has a session of its own."""
    if process.returncode is not None:
        return
    with contextlib.suppress(OSError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _frame(out: bytes) -> Header | None:
    """The one header that a process wrote; None when it wrote none that is whole."""
    found: list[Header] = []

    def given(header: Header, body: Body) -> None:
        found.append(header)

    try:
        Unpacked(given).feed(out)
    except ValueError:
        return None
    return found[0] if found else None
