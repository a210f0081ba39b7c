"""The chain page in a browser: what is chosen shows its sources, addresses bring views back, keys suffice."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

from tests.api.pages.chain_world import HOSTILE, small, tree
from tests.api.server import server

from .browsing import accessibility, outside, overflowing, overlapping, small_targets, watched

ADDRESS = "/chain?target=Section&on=2020-08-10&language=en"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(
        small(tmp_path_factory.mktemp("chain") / "store"), limits__requests_per_minute="100000"
    ) as running:
        yield running.url


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(
        tree(tmp_path_factory.mktemp("tree") / "store", 120), limits__requests_per_minute="100000"
    ) as running:
        yield running.url


def keys(page: Page) -> set[str]:
    found: list[str] = page.locator("#outline .told").evaluate_all("all => all.map((e) => e.dataset.key)")
    return set(found)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def focused(page: Page) -> str:
    told: str = page.evaluate("document.activeElement.textContent.trim()")
    return told


def ring(page: Page) -> float:
    """How wide the outline of what has the focus is."""
    width: float = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    return width


def test_on_boundary_days_just_what_holds_is_seen(browser: Browser, site: str) -> None:
    days = {
        "2020-06-30": ("regiment~ada", "section~regiment"),
        "2020-07-01": ("regiment~bob", "section~regiment"),
        "2020-08-10": ("regiment~bob", "section~regiment"),
        "2020-08-11": ("section~staff",),
    }
    with watched(browser, site) as told:
        for day, wanted in days.items():
            page = told.open(f"/chain?target=Section&on={day}")
            every = {"regiment~ada", "regiment~bob", "section~regiment", "section~staff"}
            assert keys(page) & every == set(wanted), day
            drawn = page.locator(".wire").count()
            assert drawn == page.locator("#outline .joined").count() > 0
        page.get_by_role("link", name="Previous change").click()
        page.wait_for_url("**on=2020-07-01**")
        assert told.breaches() == []


def test_a_click_shows_exactly_the_sources_of_what_was_clicked(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open("/chain?target=Regiment&on=2020-02-01")
        for key, wanted in {
            "regiment~staff": [("Paper", False), ("Office", True)],
            "regiment~ministry": [("Paper", False)],
            "regiment~ada": [("Office", False)],
        }.items():
            page.locator(f'[data-key="{key}"] > summary').click()
            shown = page.locator(".side .source").evaluate_all(
                """all => all.map((e) =>
                [e.querySelector("strong:not(.loud)").textContent, e.classList.contains("against")])"""
            )
            assert [(who, against) for who, against in shown] == wanted
            assert query(page)["selected"] == [key]
        page.locator(".side .source a", has_text="Invented report").first.click()
        page.wait_for_url("**/entity/doc-report**")
        assert told.breaches() == []


def test_a_gap_shows_who_is_attested_before_and_after(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open(ADDRESS)
        page.locator('[data-key="section~no-head"] > summary').click()
        text = page.locator(".side").inner_text()
        assert "Cid" in text
        assert "2020-03-31" in text
        assert "Dee" in text


def seen(page: Page) -> Any:
    return page.evaluate(
        """() => [
          document.querySelector(".side h3").textContent,
          document.querySelector(".told[data-on]").dataset.key,
          [...document.querySelectorAll("#outline .on-chain")].map((e) => e.dataset.key),
          [...document.querySelectorAll("#outline .node")].map((e) => [e.id, e.style.left, e.style.top]),
          document.documentElement.lang,
        ]"""
    )


def test_a_copied_address_brings_the_same_view_back(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open("/chain?target=Section&on=2020-08-10&language=be")
        page.locator('[data-key="regiment~bob"] > summary').click()
        page.locator(".line button").first.click()
        copied, before = page.url, seen(page)
        assert before[2]
    with watched(browser, site) as other:
        assert seen(other.open(copied)) == before


def test_keys_alone_lead_from_the_search_to_the_sources(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open("/chain?language=en")
        page.locator("#target").focus()
        page.keyboard.type("Section")
        page.keyboard.press("Tab")
        page.keyboard.type("2020-08-10")
        page.keyboard.press("Enter")
        page.wait_for_url("**target=Section**")
        page.locator("#view").focus()
        page.keyboard.press("ArrowRight")
        assert focused(page) == "Section"
        page.keyboard.press("ArrowDown")
        assert "GAP" in focused(page)
        assert ring(page) >= 2
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
        for _ in range(5):
            if "Regiment" in focused(page):
                break
            page.keyboard.press("ArrowDown")
        assert "certain" in focused(page)
        assert ring(page) >= 2
        page.keyboard.press("Enter")
        assert "Regiment" in focused(page)
        assert page.locator(".side .source").count() == 2
        page.keyboard.press("Escape")
        assert page.locator(".side").is_hidden()
        assert "certain" in focused(page)
        page.keyboard.press("ArrowRight")
        assert focused(page) == "Regiment"
        page.keyboard.press("ArrowLeft")
        assert "certain" in focused(page)


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_no_box_overlaps_and_all_text_is_in_its_box_and_large_enough(
    browser: Browser, site: str, large: str, language: str
) -> None:
    for base, address in (
        (site, f"/chain?target=Regiment&on=2020-02-01&down=2&language={language}"),
        (large, f"/chain?target=Body+3&on=2020-02-01&down=5&language={language}"),
    ):
        with watched(browser, base) as told:
            page = told.open(address)
            assert overlapping(page) == []
            assert outside(page) == []
            assert told.breaches() == []


def test_hostile_names_show_as_they_are(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open(ADDRESS)
        page.locator('[data-key="ministry~eve"] > summary').click()
        assert HOSTILE.split(" \u202e")[0] in page.locator(".side h3").inner_text()
        assert page.locator(".side img, #outline img").count() == 0
        assert told.breaches() == []


def test_exports_have_the_nodes_on_screen(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open(ADDRESS)
        names = set(page.locator("#outline .name, .tray .name").all_inner_texts())
        names |= set(page.locator("#outline .head .to, .tray .head .to").all_inner_texts())
        links = {link.inner_text(): link.get_attribute("href") for link in page.locator(".exports a").all()}
        for form in ("JSON", "CSV", "SVG", "PNG", "GRAPHML", "GEXF"):
            answer = page.request.get(f"{site}{links[form]}")
            assert answer.status == 200, form
            if form == "GRAPHML":
                root = ET.fromstring(answer.body())
                labels = {e.text for e in root.iter() if e.attrib.get("key") == "node-label"}
                assert names <= {(label or "").replace("\u202e", "\ufffd") for label in labels}
            if form == "PNG":
                assert answer.body().startswith(b"\x89PNG")


def test_without_scripts_everything_is_there_to_read(browser: Browser, site: str) -> None:
    with watched(browser, site, java_script_enabled=False) as told:
        page = told.page
        page.goto(f"{ADDRESS}&selected=section~regiment")
        assert page.locator("#outline article").count() >= 3
        assert page.locator(".slide, .tools, .side, .line button").count() == 0
        assert "Office" in page.locator('[data-key="section~regiment"] .refs').inner_text()
        page.locator('[data-key="regiment~bob"] > summary').click()
        page.locator('[data-key="regiment~bob"] .refs a').first.click()
        assert "#s" in page.url
        page.get_by_role("link", name="Next change").click()
        assert query(page)["on"] == ["2020-08-11"]


def test_an_assumed_day_is_told_again_where_its_address_is_opened(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open("/chain?target=Section&language=en")
        assert query(page)["assumed"] == ["2026-01-01"]
        assert "on" not in query(page)
        page = told.open(f"{page.url}&up=2")
        assert page.get_by_text("No day was asked for").is_visible()
        page.locator("#day").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**on=2025-12-31**")
        assert "assumed" not in query(page)
        assert page.get_by_text("No day was asked for").count() == 0


def test_a_phone_has_the_outline(browser: Browser, site: str) -> None:
    with watched(browser, site, "phone") as told:
        page = told.open(ADDRESS)
        assert page.locator("svg.wires").count() == 0
        page.locator('[data-key="section~regiment"] > summary').click()
        assert page.locator('[data-key="section~regiment"] .refs').is_visible()
        assert query(page)["selected"] == ["section~regiment"]
        assert overflowing(page) == []
        assert small_targets(page) == []
        assert accessibility(page) == []


def test_an_open_panel_is_accessible_in_light_and_dark(browser: Browser, site: str) -> None:
    for scheme in ("light", "dark"):
        with watched(browser, site, color_scheme=scheme) as told:
            page = told.open(f"{ADDRESS}&selected=section~regiment&down=1")
            assert page.locator(".side").is_visible()
            assert accessibility(page) == []
            assert small_targets(page) == []


def test_the_slider_leads_to_another_day(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open(ADDRESS)
        page.locator("#day").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**on=2020-08-11**")
        assert page.evaluate("document.activeElement.id") == "day"
        assert told.breaches() == []


def test_the_picture_is_made_larger_and_smaller(browser: Browser, large: str) -> None:
    with watched(browser, large) as told:
        page = told.open("/chain?target=Body+0&on=2020-02-01&down=5")
        width = "document.getElementById('outline').getBoundingClientRect().width"
        whole = page.evaluate(width)
        page.get_by_role("button", name="Fit").click()
        assert page.evaluate(width) < whole
        page.get_by_role("button", name="100 %").click()
        assert page.evaluate(width) == whole
        page.get_by_role("button", name="Larger").click()
        assert page.evaluate(width) == pytest.approx(1.25 * whole, rel=0.01)
        assert page.evaluate("performance.getEntriesByName('painted').length") == 1
        assert told.breaches() == []


def test_groups_lead_to_more_boxes(browser: Browser, large: str) -> None:
    with watched(browser, large) as told:
        page = told.open("/chain?target=Body+0&on=2020-02-01&down=5&limit=20&language=en")
        boxes = page.locator("#outline article:not(.group)")
        assert boxes.count() == 20
        page.get_by_role("link", name="Show more boxes").first.click()
        page.wait_for_url("**limit=**")
        assert boxes.count() > 20
        assert told.breaches() == []


def test_on_paper_stands_the_outline_with_what_is_behind_it(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = told.open(ADDRESS)
        assert page.locator("svg.wires").count() == 1
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("svg.wires").count() == 0
        assert page.locator('[data-key="section~regiment"] .refs').is_visible()
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("svg.wires").count() == 1
        assert told.breaches() == []
