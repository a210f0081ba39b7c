"""The command that a server starts a reader's process with: `python -m respondeat.api.workers`.

Arguments: the store, the level, a folder for this process alone, the number of the server's process, and
tasks of others as "name=module:function".
"""

import json
import os
import sys
from pathlib import Path

from .isolation import close_others, confine


def main(arguments: list[str]) -> None:
    """Confine this process, then serve; with `--nursery` make such processes."""
    close_others()
    if arguments == ["--nursery"]:
        from .nursery import tend

        made = tend()
        if made is None:
            return
        arguments = made
    reporting = arguments[:1] == ["--report"]
    store, level, folder, parent, *others = arguments[reporting:]
    kept = confine(Path(store), level, Path(folder))
    if reporting:
        sys.stdout.write(json.dumps(kept))
        return
    if kept["parent"] and os.getppid() != int(parent):
        return  # the server ended before it could be noticed
    from .child import run  # its libraries may have threads, which what confines itself must not have

    run(Path(store), level, dict(one.split("=", 1) for one in others), kept)


main(sys.argv[1:])
