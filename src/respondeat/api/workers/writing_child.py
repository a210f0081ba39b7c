"""The writing process: it reads one order, does it, tells what came of it, and ends."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from respondeat.api.dataset import INDEXES
from respondeat.api.tasks.writing import Order, writing
from respondeat.errors import RespondeatError, StoreError, StoreFull, StoreLocked
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology.validation import validate

from . import wire
from .child import internal
from .frames import PREFIX, packed, parsed
from .isolation import within_hard, without_network

if sys.platform != "win32":
    import resource

_PATIENCE: Final = 2.0  # seconds for which the lock of a process that reads or writes shortly is waited for


def main(arguments: list[str]) -> None:
    """Bound this process, read an order from the standard input and answer on the standard output."""
    store, memory, cpu = arguments
    bound(int(memory), float(cpu))
    writing_to = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    with os.fdopen(writing_to, "wb") as out:
        out.write(packed(_answer(Path(store))))


def bound(memory: int, cpu: float) -> None:
    """No core dump, no file for others, no network, and only so much memory and processor time."""
    os.umask(0o077)
    without_network()
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(cpu) + 1)):
        resource.setrlimit(kind, (within_hard(kind, most), resource.getrlimit(kind)[1]))


def _answer(store: Path) -> dict[str, Any]:
    try:
        name, order = _order()
        with _opened(store) as opened:
            return {"done": writing(name)(opened, order)}
    except StoreError as error:
        return {"error": wire.told(outward(error))}
    except RespondeatError as error:
        return {"error": wire.told(error)}
    except BaseException as error:  # noqa: BLE001 - a fault of ours or of a library: told apart by its number
        return {"error": wire.told(internal(error))}


def _order() -> tuple[str, Order]:
    read = sys.stdin.buffer
    length, size = PREFIX.unpack(read.read(PREFIX.size))
    said = parsed(read.read(length))
    body = read.read(size)
    order = Order(said["parameters"], body, said["who"], said["level"], said["admin"], said["now"])
    return str(said["name"]), order


def _opened(store: Path, clock: Callable[[], float] = time.monotonic) -> EmbeddedStore:
    """The store, once whoever holds it for a moment has let go. Raises StoreLocked and its kin."""
    until = clock() + _PATIENCE
    while True:
        try:
            return EmbeddedStore.open(store, INDEXES, validate)
        except StoreLocked:
            if clock() > until:
                raise
            time.sleep(0.05)


def outward(error: StoreError) -> RespondeatError:
    """A fault of the store without the places and numbers of this machine, which are logged."""
    if isinstance(error, StoreLocked):
        return StoreLocked("Another process is writing to the store. Nothing was written: send it again.")
    if isinstance(error, StoreFull):
        internal(error)
        return StoreFull("There is no room left for the store. Have whoever runs the server make some.")
    found = internal(error)
    return StoreError(f"The store cannot be written to. {found.detail}")
