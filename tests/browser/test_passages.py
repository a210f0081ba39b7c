"""From a chain through to the words of its source, with scripts and without; hostile words are words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.api.pages.passage.world import World, world
from tests.api.server import server

from .browsing import accessibility, overflowing, small_targets, watched

CHAIN = "/chain?target=SRS&on=2020-05-03&language=en"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, str]]:
    """Documents whose words mean harm, and a server over them."""
    there = world(Path(tmp_path_factory.mktemp("passages")))
    with server(there.store) as running:
        yield there, running.url


@pytest.mark.parametrize("scripts", [True, False])
def test_a_source_of_a_chain_leads_to_its_words(browser: Browser, example_site: str, scripts: bool) -> None:
    with watched(browser, example_site, java_script_enabled=scripts) as told:
        page = told.page
        page.goto(CHAIN, wait_until="networkidle")
        if scripts:
            page.locator("[data-key] > summary:visible").first.click()
        link = page.locator(f"{'.side' if scripts else '#sources'} a[href^='/passage/']:visible").first
        source = link.evaluate("a => a.getAttribute('href')")
        link.click()
        page.wait_for_url(f"**{source}")
        assert page.locator("blockquote").inner_text().strip()
        assert page.locator(".held").inner_text().startswith("✓")
        assert page.locator(".resting li").count() >= 1
        assert page.locator("html").get_attribute("lang") == "en"
        page.locator("h1 + p a").click()
        page.wait_for_url("**/entity/doc-*")
        if scripts:
            assert told.breaches() == []


@pytest.mark.parametrize("name", ["open", "huge", "gone", "row", "other", "pdf"])
def test_words_of_every_kind_fit_and_nothing_of_them_runs(
    browser: Browser, hostile: tuple[World, str], name: str
) -> None:
    there, url = hostile
    with watched(browser, url, "phone") as told:
        page = told.open(f"/passage/{there.passages[name]}?language=be")
        assert overflowing(page) == []
        assert small_targets(page) == []
        assert page.locator("main img").count() == 0
        if name != "huge":
            assert accessibility(page) == []
        if name == "open":
            said = page.locator("blockquote").inner_text()
            assert said.startswith("Улада <img src=x onerror=alert(1)> ")
            assert said.endswith("\nsecond line")
        assert told.breaches() == []
