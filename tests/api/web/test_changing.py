"""The page on writing over HTTP is run as it stands, against a server in a process of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "write-over-http.md"
URL = "http://127.0.0.1:8631"
BLOCK = re.compile(
    r"<!-- write example(?:: (?P<file>\S+))? -->\n```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL
)
COMMAND = re.compile(r"^\$ (?P<command>.*?(?:\\\n.*?)*)\n(?P<says>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def folder(copy: Path, tmp_path: Path) -> Path:
    """A folder with the invented country, where the page's commands run."""
    made = tmp_path / "page"
    made.mkdir()
    shutil.move(copy, made / "exampelia")
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """The address of a server over it."""
    command = [sys.executable, "-m", "respondeat", "serve", "--store", "exampelia", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline().decode()
            found = re.search(r"http://127\.0\.0\.1:[0-9]+", said)
            assert found, said
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def test_every_command_of_the_page_prints_what_it_says(folder: Path, server: str) -> None:
    if missing := [name for name in ("bash", "curl", "sed", "grep") if shutil.which(name) is None]:
        pytest.skip(f"the page's commands need {', '.join(missing)}")
    text = PAGE.read_text("utf-8")
    ran = 0
    for block in BLOCK.finditer(text):
        if block["file"]:
            (folder / block["file"]).write_text(block["text"], "utf-8")
            continue
        for found in COMMAND.finditer(block["text"]):
            command = found["command"]
            if command.startswith("respondeat serve"):
                continue  # the server of the test
            assert printed(command.replace(URL, server), folder) == found["says"].strip(), command
            ran += 1
    assert ran == text.count("\n$ ") - 1


def printed(command: str, folder: Path) -> str:
    """What a command prints."""
    own = command.replace("respondeat keys", f"{sys.executable} -m respondeat keys")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", own],
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ | {"NO_PROXY": "127.0.0.1"},
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout.decode("utf-8").strip()
