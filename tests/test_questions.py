"""Every command of the page that tells what can be asked gives an answer on the seed data."""

import re
import shlex
from pathlib import Path

import pytest

from respondeat.api import answers
from tests.api.terminal import here

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "how-to" / "what-can-be-asked.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("respondeat ")
]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("questions") / "store"
    assert here("load-seed", "--store", store).code == 0
    return store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of the page run, one after the other."""
    return tmp_path_factory.mktemp("asked")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_question_of_the_page_has_an_answer(
    command: str, seed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "settings"))
    asked = here("--store", seed, *shlex.split(command)[1:])
    assert asked.code == 0, asked.err
    said = " ".join(asked.out.split())
    assert "not evidence of guilt" in said or "--language" in command or " bundle " in command
    written = re.search(r"--out (\S+)", command)
    assert len(asked.out.splitlines()) > 3 or (written and (folder / written[1]).exists())


def test_every_question_stands_on_the_page() -> None:
    told = {shlex.split(command)[1] for command in COMMANDS}
    elsewhere = {"show", "search", "subordinates", "figures"}  # the last is detention --figures
    assert set(answers.QUESTIONS) - told <= elsewhere
