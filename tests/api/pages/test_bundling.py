"""The page about a bundle: what is asked, commands that can be pasted, nothing that a name can break."""

import html as codec
import re
import shlex
from pathlib import Path

import pytest

from respondeat.api.answers import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.bundling.asking import asked_of, held, made_here
from respondeat.api.pages.bundling.page import html
from respondeat.api.pages.place import Place
from respondeat.errors import NotFound, RequestError
from respondeat.graph.command.what_if import Without
from tests.api.histories import ASKED

HOSTILE = "<img src=x onerror=alert(1)>'; rm -rf ~ #`$(id)`"


def page(data: Dataset, name: str, language: str = "en", **given: str) -> str:
    typed = {key: (value,) for key, value in given.items()}
    many = {key: [value] for key, value in given.items()}
    place = Place(f"/bundle/{name}", language, typed)
    return html(data.speaking(language), Asked(place, {"name": name, **many})).decode()


def command(told: str) -> list[str]:
    found = re.search(r"<pre><code>(.*?)</code></pre>", told, re.DOTALL)
    assert found is not None
    return shlex.split(codec.unescape(found[1]))


def test_names_and_ids_are_told_by_the_name_that_they_mean(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        told = page(data, "chain", target="SRS", on="2020-05-03")
        assert "<bdi>Special Regiment of Sampleton (invented)</bdi>" in told
        assert "<bdi>2020-05-03</bdi>" in told
        assert '"/bundle/structure?target=SRS&amp;on=2020-05-03&amp;language=en"' in told


def test_what_is_set_aside_is_told_by_name(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        ministry = data.find("Ministry of Order")
        less = data.less(Without(origins=(ministry,)))
        given = {"target": ("SRS",), "without_origin": (ministry.rpartition("/")[2],)}
        place = Place("/bundle/chain", "en", given)
        told = html(less, Asked(place, {"name": "chain", "target": ["SRS"]})).decode()
        assert "<dt>Without the origin</dt><dd><bdi>Ministry of Order of Exampelia (invented)</bdi>" in told


def test_a_day_that_the_view_assumed_is_told_as_such_and_asked(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        given = {"target": "SRS", "on": "2020-05-03"}
        told = page(data, "structure", **given, assumed="2020-05-03")
        assert "Nobody asked for the day 2020-05-03" in told
        assert "assumed=2020-05-03&amp;language=en" in told  # the chain of the same, as a bundle of its own
        assert command(told) == command(page(data, "structure", **given))
        assert "Nobody asked" not in page(data, "structure", **given, assumed="2020-05-04")
    typed = {"target": ["SRS"], "on": ["2020-05-03"]}
    assert asked_of("structure", {**typed, "assumed": ["2020-05-03"]}, "en") == asked_of(
        "structure", typed, "en"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_was_typed_is_one_word_of_the_command_and_no_markup(example: Path, language: str) -> None:
    with Dataset.open(example, "public") as data:
        told = page(data, "chain", language, target=HOSTILE)
        assert command(told)[-1] == HOSTILE
        assert "<img" not in told
        assert "\u202e" not in page(data, "chain", language, target="SRS\u202e")


def test_every_question_but_the_network_can_be_held(example: Path) -> None:
    assert {name for name in QUESTIONS if name != "graph"} == {name for name in QUESTIONS if _held(name)}
    assert held("sparql") == "sparql"
    with pytest.raises(RequestError, match="terminal only"):
        made_here("sparql")
    with pytest.raises(RequestError, match="terminal only"):
        made_here("search")
    with Dataset.open(example, "public") as data:
        for name, (asked, *_) in ASKED.items():
            if name != "graph" and not any(isinstance(x, list | bool) for x in asked.values()):
                assert command(page(data, name, **{k: str(x) for k, x in asked.items()}))[:3] == [
                    *("respondeat", "bundle", "create")
                ]


def _held(name: str) -> bool:
    try:
        return held(name) == name
    except NotFound:
        return False


def test_a_question_that_speaks_is_asked_in_the_language_of_the_page() -> None:
    assert asked_of("acts", {"limit": ["3"]}, "be") == {"limit": 3, "language": "be"}
    assert asked_of("acts", {}, "en") == {}
    assert asked_of("chain", {"target": ["x"]}, "ru") == {"target": "x"}
