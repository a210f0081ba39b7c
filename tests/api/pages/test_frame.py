"""What stands around a page: ways to go, whose level it is, what it was made of."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked, Reader
from respondeat.api.pages.frame import frame, made, shell
from respondeat.api.pages.place import Place


def test_those_who_may_change_something_are_shown_where() -> None:
    nobody, writer = (
        shell(Place("/", "en"), "x"),
        shell(Place("/", "en"), "x", Reader("w", frozenset({"read", "write"}))),
    )
    assert nobody["work"] == []
    assert [one.href for one in writer["work"]] == ["/enter?language=en"]
    assert (nobody["account"].text, writer["account"].text) == ("Log in", "w")


def test_a_user_who_may_not_read_is_shown_no_way_to_where_they_are_refused() -> None:
    told = shell(Place("/account", "en"), "x", Reader("a", frozenset({"write", "review", "admin"})))
    assert [one.href for one in told["main"]] == ["/docs?language=en"]
    assert told["work"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_show_the_same_view(language: str) -> None:
    place = Place("/chain", language, {"target": ("x",), "level": ("team",)})
    links = shell(place, "x")["languages"]
    assert [one.here for one in links] == [code == language for code in LANGUAGES]
    assert {one.href for one in links} == {
        f"/chain?target=x&level=team&language={code}" for code in LANGUAGES
    }


def test_a_view_says_what_it_was_made_of_and_its_other_forms(example: Path) -> None:
    place = Place("/chain", "be", {"on": ("2020",), "level": ("sealed",)})
    with Dataset.open(example, "sealed") as data:
        told = frame(data.speaking("be"), Asked(place), "x", styles=("chain",), exports=("json", "png"))
        assert [one.href for one in told["exports"]] == [
            f"/chain?on=2020&level=sealed&format={form}&language=be" for form in ("json", "png")
        ]
        assert told["made"]["dataset_hash"] == data.dataset_hash
        assert "«закрыты»" in told["made"]["level"]
    with Dataset.open(example, "public") as data:
        assert made(data)["level"] == made(data)["without"] == ""
