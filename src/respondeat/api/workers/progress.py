"""What a process at work has used so far, asked of the system and not of the process."""

import os
from pathlib import Path

from .protocol import Progress


def used(pid: int, wall: float) -> Progress:
    """What a process has used; only the time where the system tells no more (proc_pid_stat(5))."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return Progress(wall)
    fields = said.rpartition(")")[2].split()  # the name before may hold spaces
    ticks = int(fields[11]) + int(fields[12])
    return Progress(wall, ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
