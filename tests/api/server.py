"""A server as a user has it: a process of its own on this machine."""

import contextlib
import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.api.terminal import PYTHON

ADDRESS = re.compile(r"http://\S+/")


@dataclass
class Server:
    """A running server; `lines` are those of its log so far."""

    process: subprocess.Popen[str]
    said: str
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address without the slash at the end."""
        found = ADDRESS.search(self.said)
        assert found, self.said
        return found[0].rstrip("/")

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def client(self, **options: Any) -> httpx2.Client:
        return httpx2.Client(base_url=self.url, trust_env=False, timeout=30, **options)

    def stop(self, number: int = signal.SIGTERM, seconds: float = 30) -> int:
        """Have it end; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=seconds)

    def log(self) -> list[dict[str, Any]]:
        """The lines of the log, each of them JSON."""
        return [json.loads(line) for line in self.lines]


@contextlib.contextmanager
def server(store: Path, *options: str, **settings: str) -> Iterator[Server]:
    """A server over a store, at a free port; settings as in the environment, without RESPONDEAT_."""
    env = os.environ | {f"RESPONDEAT_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(
        [*PYTHON, "serve", "--store", str(store), "--port", "0", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    lines: list[str] = []
    reading = threading.Thread(target=lines.extend, args=(process.stderr,), daemon=True)
    reading.start()
    try:
        yield Server(process, process.stdout.readline(), lines)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=30)
        reading.join(timeout=10)
        process.stdout.close()
        process.stderr.close()
    assert not any("Traceback" in line for line in lines), "".join(lines)
