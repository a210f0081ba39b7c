"""A process that raises or erases a record of a store until it is killed; see `child`.

An order is: store, id of the record, level ("-" to erase), file for what is acknowledged, what happens.
"""

import os
import sys
import traceback
from pathlib import Path

from respondeat.graph.stores import EmbeddedStore
from tests.graph.stores.child import end_after, tell
from tests.graph.stores.samples import AUTHOR, MOMENT, IdIndex


def main() -> None:
    for order in sys.stdin:
        process = os.fork()
        if process == 0:
            status = 1
            try:
                work(*order.split())
                status = 0
            except BaseException:
                traceback.print_exc()  # which os._exit would hide
                raise
            finally:
                os._exit(status)
        tell(process)
        _, ended = os.waitpid(process, 0)
        tell(ended)


def work(path: str, target: str, level: str, acknowledged: str, fate: str) -> None:
    """Withdraw; `fate` is "outside", or "calls:N" for an end after N calls of Python functions."""
    store = EmbeddedStore.open(Path(path), [IdIndex()])
    with Path(acknowledged).open("a") as file:
        print("open", file=file, flush=True)
        if fate.startswith("calls:"):
            end_after(int(fate.removeprefix("calls:")))
        if level == "-":
            store.erase([target], recorded_at=MOMENT, author=AUTHOR, reason="by law", files=True)
        else:
            store.raise_level([target], level, recorded_at=MOMENT, author=AUTHOR, reason="in danger")
        print("done", file=file, flush=True)
    store.close()


if __name__ == "__main__":
    main()
