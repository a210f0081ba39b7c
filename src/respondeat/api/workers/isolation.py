"""What a reader's process gives up before it reads anything: files, the network, room to do harm.

What the system has no means for is left out and told, never refused: the limits of time hold everywhere,
for the server keeps them.
"""

import ctypes
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from respondeat.ontology import vocabulary as v

from .landlock import restrict

CHECKS: Final = ("network", "files", "memory", "processor", "parent")
"""What can be kept: no network; the level's files only; memory; processor time; no life without a server."""

PLACES: Final = ("TMPDIR", "TEMP", "TMP", "HOME")
"""The variables that name where a process may write."""

_PASSED_ON: Final = ("PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_NEW_NET, _NEW_USER = 0x40000000, 0x10000000
_PDEATHSIG: Final = 1
_OPEN_FILES: Final = 1024
_FILE_SIZE: Final = 256 * 2**20  # the index of names of a moment in the past
_SYSTEM: Final = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/dev/urandom",
)
_PROCESSORS: Final = "/sys/devices/system/cpu"


def passed_on() -> dict[str, str]:
    """What of this process's surroundings any other that it starts needs to run."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def confine(store: Path, level: str, folder: Path) -> dict[str, bool]:
    """Confine this process, which has one thread yet, to a level of a store and a folder of its own.

    Returns what the system kept of `CHECKS`.
    """
    os.umask(0o077)
    ignore_signals()
    kept = dict.fromkeys(CHECKS, False)
    kept["network"] = without_network()
    kept["files"] = _kept(lambda: _files(store, level, folder))
    kept["memory"] = kept["processor"] = _kept(_resources)
    kept["parent"] = _kept(die_with_parent)
    return kept


def confine_to_files(reading: Iterable[Path], listing: Iterable[Path], memory: int, seconds: float) -> None:
    """Confine this process, which has one thread yet, to the program, some files and the names in folders.

    It writes nothing, starts nothing, and never gets more memory (bytes beyond what it has) or time.
    """
    os.umask(0o077)
    without_network()
    _kept(lambda: restrict((*_program(), *reading), (Path(os.devnull),), listing))
    _kept(_resources)
    _kept(lambda: _for_good(memory, seconds))


def _for_good(memory: int, seconds: float) -> bool:
    """Limits that this process cannot raise again."""
    import resource

    none = (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC)
    most = {resource.RLIMIT_CPU: math.ceil(seconds), **dict.fromkeys(none, 0)}
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most[resource.RLIMIT_AS] = pages * os.sysconf("SC_PAGE_SIZE") + memory
    for kind, bound in most.items():
        kept = within_hard(kind, bound)
        told_before = kind == resource.RLIMIT_CPU and kept != resource.getrlimit(kind)[1]
        last = kept + 1 if told_before else kept  # it is told before it is killed
        resource.setrlimit(kind, (kept, last))
    return True


def report(store: Path, level: str = v.LEVELS[0]) -> Mapping[str, bool]:
    """What the system keeps of `CHECKS`, tried in a process that reads nothing and ends at once."""
    command = [sys.executable, "-P", "-m", __package__, "--report", str(store), level, os.devnull, "0"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
    told = json.loads(done.stdout) if done.returncode == 0 else {}
    return {name: bool(told.get(name, False)) for name in CHECKS}


def _kept(step: Callable[[], bool]) -> bool:
    try:
        return step()
    except (OSError, AttributeError, ValueError):  # not allowed here, or no such call
        return False


def without_network() -> bool:
    """Take this process, which has one thread yet, from the network; whether the system can."""
    return _kept(_network_of_its_own)


def _network_of_its_own() -> bool:
    """One with nothing in it, which takes a user namespace where root is not at work."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_USER | _NEW_NET) != 0:
        return False
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny", "ascii")
    (own / "uid_map").write_text(f"{user} {user} 1", "ascii")
    (own / "gid_map").write_text(f"{group} {group} 1", "ascii")
    return True


def _files(store: Path, level: str, folder: Path) -> bool:
    """Nothing but the program, the level and what it sees, and the folder; an index holds locks."""
    seen = [store / "levels" / one for one in v.LEVELS[: v.LEVELS.index(level) + 1]]
    program = list(_program())
    reading = [*program, store / "respondeat.json", *seen]
    kept = restrict(reading, [folder, Path(os.devnull), *(place / "versions" for place in seen)])
    return kept and not any(store.is_relative_to(place) for place in program)


def _program() -> Iterator[Path]:
    """Where the program and its libraries are."""
    for name in {sys.prefix, sys.base_prefix, *sys.path, *_SYSTEM, _PROCESSORS, f"/proc/{os.getpid()}"}:
        if name:
            yield Path(name).resolve()


def within_hard(kind: int, most: int) -> int:
    """A limit as far as it may be: what is above it for good stays above it."""
    import resource

    hard = resource.getrlimit(kind)[1]
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _resources() -> bool:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in ((resource.RLIMIT_FSIZE, _FILE_SIZE), (resource.RLIMIT_NOFILE, _OPEN_FILES)):
        kept = within_hard(kind, most)
        resource.setrlimit(kind, (kept, kept))
    os.nice(5)  # the server answers before its readers work
    return sys.platform.startswith("linux")  # macOS takes a limit of memory and does not keep it


def close_others() -> None:
    """Close what was inherited beside the standard input, output and error.

    Whatever else starts a process may leave handles open in it: those of the socket over which readers of
    every level are handed their channels would be a way past all the rest.
    """
    if sys.platform != "win32":
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def ignore_signals() -> None:
    """Leave what goes to a whole group of processes to the server, which ends its own."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def die_with_parent() -> bool:
    """Have the system end this process when its parent ends; whether it can."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)
