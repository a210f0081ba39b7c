"""Examples in the documentation that ask a server: it runs as a process, what they print is written.

A block after the mark `<!-- server example -->` is asked of a server over the invented country, after
`<!-- seed server example -->` of one over the seed data. A console block holds commands and their output::

    <!-- server example -->
    ```console
    $ respondeat serve --store exampelia &
    ...
    $ curl -s http://127.0.0.1:8631/healthz
    ...
    ```

A Python block is a program of its own; what it prints stands in the block `text` after it. The server has
another port than it has on the page, so that nothing else is in its way.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

URL: Final = "http://127.0.0.1:8631"
MARKS: Final = {"<!-- server example -->": "load-example", "<!-- seed server example -->": "load-seed"}
BLOCK: Final = re.compile(
    rf"(?P<mark>{'|'.join(MARKS)})\n(?:```console\n(?P<console>.*?)```"
    r"|```python\n(?P<python>.*?)```\n\n```text\n(?P<printed>.*?)```)",
    re.DOTALL,
)
NEEDED: Final = ("bash", "curl")
_SAID: Final = re.compile(r"http://\S+:\d+")
_SERVE: Final = "respondeat serve "
_SECONDS: Final = 120

Run = Callable[[str, str], str]


def lacking() -> list[str]:
    """The programs that the examples need and that are not here."""
    return [name for name in NEEDED if shutil.which(name) is None]


def renewed(text: str, mark: str, run: Run) -> str:
    """`text` with what the blocks of this mark print now; `run` takes console or python, and a program."""

    def block(match: re.Match[str]) -> str:
        if match["mark"] != mark:
            return match[0]
        if match["python"] is not None:
            printed = run("python", match["python"])
            return f"{mark}\n```python\n{match['python']}```\n\n```text\n{printed}\n```"
        told = "\n\n".join(f"$ {c}\n{run('console', c)}".rstrip() for c in _commands(match["console"]))
        return f"{mark}\n```console\n{told}\n```"

    return BLOCK.sub(block, text)


def _commands(body: str) -> Iterator[str]:
    """The commands of a console block, each with the lines that it goes on."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            yield command


def pages(texts: Mapping[PurePosixPath, str], mark: str, store: Path) -> Mapping[PurePosixPath, str]:
    """The texts with the examples of this mark asked of a server over a store."""
    if not any(mark in text for text in texts.values()):
        return texts
    if missing := lacking():
        print(f"Not run, for want of {', '.join(missing)}: examples that ask a server.", file=sys.stderr)
        return texts
    with server(store) as said, tempfile.TemporaryDirectory() as folder:

        def run(kind: str, program: str) -> str:
            return printed(kind, program, said, Path(folder))

        return {page: renewed(text, mark, run) for page, text in texts.items()}


def printed(kind: str, program: str, said: str, folder: Path) -> str:
    """What a program prints that asks the server which said this; ends the program when one fails."""
    here = _SAID.search(said)
    assert here is not None, said
    if program.startswith(_SERVE):
        words = shlex.split(program.rstrip("& "))
        store = words[words.index("--store") + 1]
        return re.sub(r" from .*\. Stop", f" from {store}. Stop", said.replace(here[0], URL))
    asked = program.replace(URL, here[0])
    command = [sys.executable, "-c", asked] if kind == "python" else ["bash", "-o", "pipefail", "-c", asked]
    env = os.environ | {"PYTHONUTF8": "1", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{program}: exit code {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    text = done.stdout.decode("utf-8").replace(here[0], URL)
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


@contextlib.contextmanager
def server(store: Path) -> Iterator[str]:
    """A server over a store at a free port, for as long as the block lasts; the line that it says."""
    command = [sys.executable, "-m", "respondeat", "serve", "--store", str(store), "--port", "0"]
    running = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert running.stdout is not None
    try:
        yield running.stdout.readline().strip()
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        running.stdout.close()
