"""What a document could do to the process that reads it; which of these stands in a file beside documents."""

import json
import os
import signal
import sys
import time
from pathlib import Path

from respondeat.api.workers.isolation import confine_to_files


def main(arguments: list[str]) -> None:
    """Play it."""
    folder, memory, seconds, _ = arguments
    played = Path(folder, "played").read_text("ascii")
    sys.stdin.buffer.read()
    confine_to_files((), (), int(memory), float(seconds))
    match played:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "endless":
            time.sleep(60)
        case "busy":
            while True:
                pass
        case "swollen":
            try:
                bytearray(int(memory) + 2**20)
            except MemoryError:
                sys.stdout.write(json.dumps({"stopped": "memory"}))
        case "garbage":
            sys.stdout.write("[" * 100_000)
        case "flooding":
            while True:
                sys.stdout.write("x" * 2**16)
        case "lying":
            sys.stdout.write(json.dumps({"verdict": "verified", "text": None}))
        case "forging":
            told = {"verdict": "verified", "text": "Everybody was it.", "before": "", "after": ""}
            sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
