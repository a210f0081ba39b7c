"""The process that cuts the words of one passage out of one kept document, tells them, and ends.

`python -m respondeat.api.workers.passages_child FOLDER MEMORY SECONDS PARENT` reads what is sought from its
standard input. Reading documents is dangerous, for a parser may be taken over by what it reads: so of all
documents this process can open the one that is sought, and beside it nothing of the store.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

from respondeat.graph.documents import DocumentStore, quote
from respondeat.graph.statement import Document, Passage

from .isolation import close_others, confine_to_files, die_with_parent, ignore_signals

SOUGHT: Final = 4096
"""Bytes of what is sought, at most."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def main(arguments: list[str]) -> None:
    """Confine this process to one document, and answer on the standard output with one JSON object."""
    folder, memory, seconds, parent = arguments
    close_others()
    ignore_signals()
    if die_with_parent() and os.getppid() != int(parent):
        return  # the server ended before it could be noticed
    writing = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    sought = json.loads(sys.stdin.buffer.read(SOUGHT))
    store = DocumentStore(Path(folder))
    files = _files(store, Path(folder), sought["sha256"])
    confine_to_files(files, {file.parent for file in files}, int(memory), float(seconds))
    with os.fdopen(writing, "wb") as out:
        out.write(json.dumps(_answer(store, sought)).encode("ascii"))


def _files(store: DocumentStore, folder: Path, sha256: str) -> list[Path]:
    """The files of one document: itself, and its texts."""
    if not _SHA256.fullmatch(sha256) or not (held := store.held(sha256)):
        return []
    return [held[0], *(path for _, path in store.kept_texts(sha256))]


def _answer(store: DocumentStore, sought: dict[str, Any]) -> dict[str, Any]:
    """The words, cut off where they are too many; or why there are none."""
    passage = Passage("", "", sought["start"], sought["end"], sought["passage"])
    try:
        found = quote(store, passage, Document("", sha256=sought["sha256"]), sought["around"])
    except MemoryError:
        return {"stopped": "memory"}
    except RecursionError:
        return {"stopped": "stack"}
    except BaseException as error:  # noqa: BLE001 - a fault of ours or of a library: told apart by its number
        from .child import internal

        internal(error)
        return {"stopped": "fault"}
    return {
        "verdict": found.verdict,
        "text": None if found.text is None else found.text[: sought["most"]],
        "before": found.before,
        "after": found.after,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
