"""The interactive file as a reader has it: opened from a disk, alone, whatever names the data hold."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from respondeat.api.dataset import Dataset
from respondeat.api.interactive import Entry, SafeNetwork, interactive

from .browsing import accessibility, overflowing, watched

HOSTILE = (
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "href=javascript:window.ran=1",
)


@pytest.fixture
def chain(seed_store: Path, tmp_path: Path) -> str:
    with Dataset.open(seed_store, "public") as data:
        interactive(data, "Interior Troops", "2020-08-10").write_html(str(tmp_path / "chain.html"))
    return (tmp_path / "chain.html").as_uri()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_it_works_alone(browser: Browser, chain: str, size: str) -> None:
    with watched(browser, "file://", size) as told:
        page = told.open(chain)
        page.fill("#text", "karaeu")
        page.click("#found button")
        assert "KARAEU" in page.inner_text("#panel")
        assert accessibility(page) == []
        assert overflowing(page) == []
        assert told.breaches() == []
        assert page.get_by_text("Links (12)").is_visible()


def test_choosing_a_line_tells_its_sources(browser: Browser, chain: str) -> None:
    with watched(browser, "file://") as told:
        page = told.open(chain)
        page.get_by_text("Links (12)").click()
        listed = page.locator("#lists details").nth(1).inner_text()
        assert "Council of the European Union" in listed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_choosing_a_box_tells_its_links_and_each_leads_to_its_sources(
    browser: Browser, chain: str, scheme: str
) -> None:
    with watched(browser, "file://", color_scheme=scheme) as told:
        page = told.open(chain)
        page.fill("#text", "karaeu")
        page.click("#found button")
        assert "Links (1)" in page.inner_text("#panel")
        link = page.locator("#panel li button")
        assert "head" in link.inner_text()
        assert accessibility(page) == []
        link.click()
        assert "Council of the European Union" in page.inner_text("#panel")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
        assert dark is (scheme == "dark")
        assert told.breaches() == []


def test_nothing_hostile_runs(browser: Browser, tmp_path: Path) -> None:
    made = SafeNetwork(HOSTILE[0], notice=HOSTILE[1], legend=[("certain", HOSTILE[0])])
    for number, text in enumerate(HOSTILE):
        made.add_node(number, label=text, title=text, x=number * 200, y=0)
        made.tell(str(number), Entry((text,), (text,)))
    made.add_edge(0, 1, label=HOSTILE[1], title=HOSTILE[2])
    made.write_html(str(tmp_path / "hostile.html"))
    with watched(browser, "file://") as told:
        page = told.open((tmp_path / "hostile.html").as_uri())
        page.fill("#text", "onerror")
        page.click("#found button")
        page.mouse.move(400, 400)
        assert page.inner_text("h1") == HOSTILE[0]
        assert HOSTILE[0] in page.inner_text("#panel")
        assert page.evaluate("window.ran") is None
        assert told.breaches() == []
