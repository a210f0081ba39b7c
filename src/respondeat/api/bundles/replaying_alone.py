"""A bundle's question asked again in a process of its own, whose time and memory are bounded.

What is received may be made to harm: a query that never ends, or whose answer fills the memory. Run as a
program: the path, seconds and bytes as arguments, JSON on standard output.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from respondeat import errors
from respondeat.api.bundles.replaying import again
from respondeat.api.proof import Json
from respondeat.errors import InputError, RespondeatError, Stopped

if sys.platform != "win32":
    import resource

SECONDS: Final = 300
MEGABYTES: Final = 4096
_PASSED_ON: Final = 2000  # characters of what a message says


def again_alone(path: Path, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Json:
    """As `again`; raises as it does, and Stopped when it takes more seconds or memory than that.

    Memory is bounded where the system can (not on Windows, and hardly on macOS).
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__)), str(path.absolute()), str(seconds), str(megabytes)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _stopped(
            path, f"It took more than {seconds} seconds (--seconds).", "seconds", seconds
        ) from None
    if done.returncode:
        why = f"It took more than {megabytes} MB of memory (--megabytes), or ended otherwise."
        raise _stopped(path, why, "megabytes", megabytes)
    told = json.loads(done.stdout)
    if "failed" in told:
        raise getattr(errors, told["failed"])(told["detail"], candidates=told["candidates"])
    return dict(told["replayed"])


def _stopped(path: Path, why: str, limit: str, allowed: int) -> Stopped:
    return Stopped(
        f"The question of {path} was not asked to its end. {why} That says nothing of the answer. Look at "
        "the question in data/bundle.json: a bundle that somebody handed over can ask for too much.",
        limit=limit,
        allowed=allowed,
    )


def _bound(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, allowed))


def main(path: str, seconds: str, megabytes: str) -> int:
    """Ask, and tell what came of it; the exit code, 1 where the memory was too little."""
    told: dict[str, Any]
    if sys.platform != "win32":
        _bound(resource.RLIMIT_CORE, 0)
        _bound(resource.RLIMIT_CPU, int(seconds) + 1)
        if sys.platform.startswith("linux"):
            _bound(resource.RLIMIT_AS, int(megabytes) << 20)
    try:
        told = {"replayed": again(Path(path))}
    except RespondeatError as error:
        known = type(error).__name__ if hasattr(errors, type(error).__name__) else InputError.__name__
        told = {
            "failed": known,
            "detail": error.detail[:_PASSED_ON],
            "candidates": list(error.candidates)[:10],
        }
    except (MemoryError, RecursionError):
        return 1
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
