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


@pytest.mark.parametrize("command", COMMANDS)
def test_a_question_of_the_page_has_an_answer(
    command: str, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = here("--store", seed, *shlex.split(command)[1:])
    assert asked.code == 0, asked.err
    assert "not evidence of guilt" in " ".join(asked.out.split()) or "--language" in command
    assert len(asked.out.splitlines()) > 3 or list(tmp_path.iterdir())


def test_every_question_stands_on_the_page() -> None:
    told = {shlex.split(command)[1] for command in COMMANDS}
    elsewhere = {"show", "search", "subordinates", "figures"}  # the last is detention --figures
    assert set(answers.QUESTIONS) - told <= elsewhere
