"""A process that has the program loaded and reads no data: readers are made from it by fork(2), at once.

Loading the program takes most of a second of a processor, and whoever sends queries that end processes would
have the server spend that again and again. On Linux only; elsewhere each process loads the program itself.

Over its standard input, a socket, come lines of JSON: `{"make": NUMBER, "arguments": [...]}` with two handles
(the new process's socket and its standard error), and `{"end": NUMBER}`. It answers with `{"made": NUMBER,
"pid": PID}` and, when a process is gone, `{"gone": NUMBER, "code": CODE}`. It ends its processes itself, so
that no number of a process is used that belongs to another by then.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from typing import Any, Final

from . import isolation

MESSAGE: Final = 65536
"""Bytes of a message, at most."""


def available() -> bool:
    """Whether this system can make processes so."""
    return sys.platform == "linux"


class Nursery:
    """The processes that were made and are not gone, by their numbers."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._processes: dict[int, int] = {}  # number of the system -> ours

    def run(self) -> list[str] | None:
        """Make processes until the server is gone: None then; in a process that was made, its arguments."""
        waking, written = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(written, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        while True:
            ready = select.select([self._control.fileno(), waking], [], [])[0]
            if waking in ready:
                os.read(waking, MESSAGE)
                self._reap()
            if self._control.fileno() in ready:
                message, handles = self._received()
                if message is None:
                    return None
                if "end" in message:
                    self._end(message["end"])
                elif self._made(message, handles):
                    return [str(one) for one in message["arguments"]]

    def _received(self) -> tuple[dict[str, Any] | None, list[int]]:
        data, handles, _, _ = socket.recv_fds(self._control, MESSAGE, 2)
        return (json.loads(data) if data else None), handles

    def _made(self, message: dict[str, Any], handles: list[int]) -> bool:
        """Make a process; whether this is it."""
        pid = os.fork()
        if pid:
            for handle in handles:
                os.close(handle)
            self._processes[pid] = message["make"]
            self._say({"made": message["make"], "pid": pid})
            return False
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.detach()  # it is closed with the others
        channel, said = handles
        for handle, place in ((channel, 0), (channel, 1), (said, 2)):
            os.dup2(handle, place)
        isolation.close_others()
        return True

    def _end(self, number: int) -> None:
        for pid, ours in self._processes.items():
            if ours == number:
                os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        for pid in tuple(self._processes):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                code = os.waitstatus_to_exitcode(status)
                self._say({"gone": self._processes.pop(pid), "code": code})

    def _say(self, message: dict[str, Any]) -> None:
        self._control.send(json.dumps(message).encode())


def tend() -> list[str] | None:
    """Load the program, then make processes; the arguments of one in a process that was made."""
    isolation.die_with_parent()
    isolation.ignore_signals()
    from . import child

    child.load()
    gc.freeze()  # what is loaded stays shared: collecting would write to it
    found = Nursery(socket.socket(fileno=os.dup(0))).run()
    if found is not None:
        folder = found[2]
        os.environ.update(dict.fromkeys(isolation.PLACES, folder))
        tempfile.tempdir = None  # looked up again
        os.chdir(folder)
    return found
