"""The processes that a server has started."""

import subprocess
from pathlib import Path


def readers(parent: int) -> list[int]:
    """The processes that a process has started."""
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in done.stdout.split()]


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").exists() and b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
