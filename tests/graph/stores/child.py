"""A process that writes to a store until it is killed.

It waits for orders on its standard input, one line each: store, first number of a changeset, file for the
numbers it has acknowledged, what happens to it. For each it splits off a process of its own, whose number it
tells, so that 60 processes need not each load the interpreter.
"""

import itertools
import os
import random
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

from respondeat.graph.stores import EmbeddedStore
from tests.graph.stores.samples import IdIndex, changeset


def main() -> None:
    for order in sys.stdin:
        store, first, acknowledged, fate = order.split()
        process = os.fork()
        if process == 0:
            status = 1
            try:
                status = work(Path(store), int(first), Path(acknowledged), fate)
            except BaseException:
                traceback.print_exc()  # which os._exit would hide
                raise
            finally:
                os._exit(status)
        tell(process)
        _, ended = os.waitpid(process, 0)
        tell(ended)


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def work(path: Path, first: int, acknowledged: Path, fate: str) -> int:
    """Write; `fate` is "outside", or "calls:N" for an end after N calls of Python functions."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
    store = EmbeddedStore.open(path, [IdIndex()])
    with acknowledged.open("a") as file:
        if fate.startswith("calls:"):
            end_after(int(fate.removeprefix("calls:")))
        number = first
        try:
            print("open", file=file, flush=True)
            for number in itertools.count(first):
                count = random.Random(number).choice((1, 1, 2))
                store.write([changeset(number), changeset(-number)][:count])
                print(number, file=file, flush=True)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            store.write([changeset(number)])  # the same object goes on
            print(f"went-on {len(store.check())}", file=file, flush=True)
            store.close()
    return 0


def end_after(calls: int) -> None:
    left = itertools.count(calls, -1)

    def count(frame: FrameType, event: str, argument: object) -> None:
        if next(left) <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


if __name__ == "__main__":
    main()
