"""Pages of entities in a browser: anchors, the timeline in both orders, hostile texts, no need of scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.api.pages.entity.hostile import TEXTS, store_of
from tests.api.server import server
from tests.browser.browsing import overflowing, watched

PERSON = "/entity/p-086b1c2b6497d93e21513e8f0892c16d"
BODY = "/entity/b-cff51765bb5630cbd5e02ccbe31e60ea"
LUKASHENKA = "/entity/p-f08404d549d3b37cce1867b0ef334b73"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a store whose every text means harm."""
    store = store_of(tmp_path_factory.mktemp("hostile") / "store")
    with server(store, limits__requests_per_minute="100000") as running:
        yield running.url


def test_the_timeline_leads_to_a_statement_and_its_address_brings_it_back(
    browser: Browser, seed_site: str
) -> None:
    with watched(browser, seed_site) as told:
        page = told.open(f"{LUKASHENKA}?language=ru")
        last = page.locator(".lanes a").last
        said = last.inner_text()
        last.click()
        page.wait_for_load_state()
        anchor = page.url.partition("#")[2]
        statement = page.locator(f"section#{anchor}")
        assert said.split(" – ")[0] in statement.inner_text()
        assert statement.bounding_box() is not None
        assert page.evaluate("document.querySelector(':target').id") == anchor
        address = page.url
        assert told.breaches() == []
    with watched(browser, seed_site) as again:
        assert again.open(address).locator(f"section#{anchor}").count() == 1


def test_the_order_is_changed_without_a_script(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site, java_script_enabled=False) as told:
        told.page.goto(BODY)
        page = told.page
        assert page.get_by_role("link", name="the date of the event").get_attribute("aria-current") == "true"
        page.get_by_role("link", name="the date of the record").click()
        page.wait_for_url(re.compile("by=record"))
        assert page.get_by_role("heading", name=re.compile("^Recorded 2026-")).count() >= 1
        assert page.locator("button").count() == 1  # that of the search
        for form in ("JSON", "CSV", "Turtle", "SVG", "PNG"):
            assert page.locator(".exports").get_by_role("link", name=form, exact=True).is_visible()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_words_of_a_timeline_can_be_read_and_stand_apart(
    browser: Browser, example_site: str, size: str
) -> None:
    script = """() => [...document.querySelectorAll("#timeline *")]
      .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    apart = """() => {
      const boxes = [...document.querySelectorAll(".axis text")].map((e) => e.getBoundingClientRect());
      return boxes.slice(1).every((box, at) => box.left >= boxes[at].right) && boxes.length > 1;
    }"""
    with watched(browser, example_site, size) as told:
        page = told.open(BODY)
        assert min(page.evaluate(script)) >= 12
        assert page.evaluate(apart)
        fields = page.locator(".lanes .field")
        assert fields.count() == page.locator(".lanes .lane").count() > 3
        assert all(width > 90 for width in fields.evaluate_all("all => all.map((e) => e.clientWidth)"))


@pytest.mark.parametrize("kind", ["b", "doc"])
def test_hostile_texts_show_as_they_are(browser: Browser, hostile_site: str, kind: str) -> None:
    with watched(browser, hostile_site, "phone") as told:
        for number, text in enumerate(TEXTS):
            page = told.open(f"/entity/{kind}-odd{number}?by=event")
            assert page.evaluate("window.alerted === undefined")
            if number not in (5, 6):
                assert text in page.locator("h1").inner_text()
                assert text in page.title()
            assert page.locator("main img, main iframe, main script").count() == 0
            assert overflowing(page) == []
        assert told.breaches() == []


def test_pictures_are_drawn_on_the_server(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site) as told:
        for form, kind in (("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv")):
            got = told.page.request.get(f"{PERSON}?format={form}")
            assert (got.status, got.headers["content-type"].partition(";")[0]) == (200, kind)
