"""The terminal as a user has it: in this process, or in one of its own."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from respondeat.api.cli.root import run

PYTHON = (sys.executable, "-m", "respondeat")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def here(*arguments: str | Path, stdin: str = "") -> Ran:
    """Run the command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", io.StringIO(stdin)),
    ):
        code = run([str(a) for a in arguments])
    texts = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        texts.append(buffer.getvalue().decode("utf-8"))
    return Ran(code, *texts)


def process(
    *arguments: str | bytes | Path,
    env: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
    cwd: Path | None = None,
) -> Ran:
    """Run the command in a process of its own; `before` runs in it first."""
    done = subprocess.run(
        [*PYTHON, *arguments],
        capture_output=True,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        preexec_fn=before,
        cwd=cwd,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
