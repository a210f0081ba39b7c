"""The explorer as a page that needs no scripts."""

import html
import json
import re

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.pages.explore import page
from respondeat.api.pages.explore.acts import Panels, panels
from respondeat.api.pages.explore.state import read
from tests.api.pages.chain_world import HOSTILE

from .conftest import Asking
from .world import EVERYBODY, short


def items(told: str, name: str) -> list[str]:
    """The items of a list of the page, as text."""
    found = re.search(rf'<ol [^>]*id="{name}">(.*?)</ol>', told, re.S)
    assert found is not None
    lines = re.findall(r"<li [^>]*>(.*?)</li>", found[1], re.S)
    return [html.unescape(re.sub(r"<[^>]+>", "", line)) for line in lines]


def test_the_lists_have_what_is_seen(data: Dataset, asked: Asking) -> None:
    told = page.html(data, asked(node=[" ".join(EVERYBODY)], hidden=["1"], selected=["2"])).decode()
    entities, statements = items(told, "entities"), items(told, "statements")
    assert len(entities) == len(EVERYBODY) - 1
    assert any(HOSTILE.replace("\u202e", "\ufffd") in line for line in entities)
    assert "<img" not in told
    contested = next(line for line in statements if "CONTESTED" in line)
    assert "Regiment" in contested
    assert "Staff" in contested
    assert 'value="2" aria-label="Select Regiment" checked' in told
    assert "style=" not in told


def test_the_page_carries_its_view_and_not_what_was_asked_once(data: Dataset, asked: Asking) -> None:
    (regiment,) = short("Regiment")
    given = asked(node=[regiment], expand=regiment, act="expand", most=3)
    told = page.html(data, given).decode()
    assert len(items(told, "entities")) == 4
    exports = re.findall(r'href="(/explore\?[^"]*format=json[^"]*)"', told)
    assert len(exports) == 1
    assert "act=" not in exports[0]
    assert "expand=" not in exports[0]
    assert "table=entities" in told
    embedded = re.search(r'id="explorer">(.*?)</script>', told, re.S)
    assert embedded is not None
    found = json.loads(embedded[1])
    assert len(found["nodes"]) == 4
    assert found["worker"].endswith("js/explore-worker.js")
    assert set(found["on_chains"]) <= set(found["kinds"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_written_in_every_language(data: Dataset, asked: Asking, language: str) -> None:
    told = data.speaking(language)
    ada, ministry = short("Ada", "Ministry")
    for given in (
        asked(language),
        asked(language, text="Section"),
        asked(language, text="qqqqqq"),
        asked(language, node=[ada, "b-none"], expand=ada),
        asked(language, node=[ada, ministry], way=[ada, ministry]),
        asked(language, node=EVERYBODY, edge="s-none~body", from_="2020", grade="certain", against="hidden"),
    ):
        assert b"</html>" in page.html(told, given)


def test_a_search_that_was_cut_short_denies_no_way(
    data: Dataset, asked: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = asked(way=list(short("Ada", "Ministry")))
    found = panels(data, read(given.given), given.given).ways
    assert found is not None
    none, cut = phrase("explore.no_way"), phrase("explore.ways_cut")
    for truncated in (False, True):
        ways = found | {"paths": [], "truncated": truncated}
        monkeypatch.setattr(page, "panels", lambda *_, ways=ways: Panels(ways=ways))
        told = html.unescape(page.html(data, given).decode()).partition('<script type="application/json"')[0]
        assert (none in told, cut in told) == (not truncated, truncated)
