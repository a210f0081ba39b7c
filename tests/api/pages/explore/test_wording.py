"""The words of scripts: all that they ask for, in every language."""

import re
from importlib.resources import files

import pytest

from respondeat.api.language import LANGUAGES
from respondeat.api.pages.explore.wording import wording


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_find_every_word_they_ask_for(language: str) -> None:
    told = wording(language)
    folder = files("respondeat.api.pages").joinpath("static", "js")
    code = "\n".join(one.read_text("utf-8") for one in folder.iterdir() if one.name.startswith("explore"))
    asked = set(re.findall(r"\bwords\.(\w+)", code))
    (groups,) = re.findall(r"const groups = \[(.*?)\];", code, re.S)
    asked |= set(re.findall(r'"(\w+)"', groups))
    assert {"over", "sources_of", "picture"} <= asked
    assert asked <= set(told)
    assert set(told["entities"]) == {"one", "few", "many", "other"}
