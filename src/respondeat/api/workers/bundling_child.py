"""The process that makes a bundle: it reads one order, makes it in the folder that it is in, and ends.

Unlike a reader's it sees every level, for what is above a bundle's own is searched for in it; what it hands
on is the bundle. It holds no lock of the store: others read and write meanwhile.
"""

import errno
import os
import sys
from pathlib import Path
from typing import Any, Final

from respondeat.api.bundles.ordered import Order, hand_over
from respondeat.errors import RespondeatError, Stopped, StoreError, StoreFull

from . import wire
from .bundling import FILE
from .child import internal
from .frames import PREFIX, packed, parsed
from .isolation import die_with_parent, within_hard
from .writing_child import bound, outward

if sys.platform != "win32":
    import resource

_FULL: Final = (
    frozenset({errno.ENOSPC, errno.EDQUOT}) if sys.platform != "win32" else frozenset({errno.ENOSPC})
)


def main(arguments: list[str]) -> None:
    """Bound this process, read an order from the standard input and answer on the standard output."""
    store, memory, cpu, size = arguments
    bound(int(memory), float(cpu))
    _bound_files(int(size))
    die_with_parent()
    writing_to = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    with os.fdopen(writing_to, "wb") as out:
        out.write(packed(_answer(Path(store), int(size))))


def _bound_files(size: int) -> None:
    if sys.platform != "win32":
        most = within_hard(resource.RLIMIT_FSIZE, size)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _answer(store: Path, size: int) -> dict[str, Any]:
    try:
        hand_over(store, _order(), Path(FILE).absolute())
        return {"done": {}}
    except StoreError as error:
        return {"error": wire.told(outward(error))}
    except RespondeatError as error:
        return {"error": wire.told(error)}
    except BaseException as error:  # noqa: BLE001 - a fault of ours or of a library: told apart by its number
        return {"error": wire.told(_fault(error, size))}


def _fault(error: BaseException, size: int) -> RespondeatError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EFBIG:
        return Stopped(
            f"The bundle is larger than {size} bytes, and was not handed over. Make it at the terminal.",
            limit="bytes",
            allowed=size,
        )
    told = internal(error)
    return StoreFull("There is no room left for the bundle on the server.") if number in _FULL else told


def _order() -> Order:
    read = sys.stdin.buffer
    length, _ = PREFIX.unpack(read.read(PREFIX.size))
    return Order(**parsed(read.read(length)))
