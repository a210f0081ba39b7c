"""The explorer in a browser: what hands do, and that lists, picture, address and exports say the same."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

from tests.api.pages.chain_world import HOSTILE, small
from tests.api.pages.entity.hostile import TEXTS, store_of
from tests.api.pages.explore.world import EVERYBODY, short
from tests.api.server import server

from .browsing import Watched, accessibility, executable, overflowing, small_targets, watched

LISTED = "all => all.map((item) => item.dataset.id)"
EXPLORER = "respondeatExplorer"
FILTERS = {"against": "hidden", "from": "2020-07-01", "to": "2020-08-10", "grade": "certain"}

PAINTED = """[...document.querySelectorAll(".picture canvas")].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 3; at < data.length; at += 4) found += data[at] > 0 ? 1 : 0;
  return found;
}).reduce((a, b) => a + b, 0)"""
"""How many points of the picture bear paint."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = small(tmp_path_factory.mktemp("explore") / "store")
    with server(store, limits__requests_per_minute="100000") as running:
        yield running.url


def address(*names: str, **more: str) -> str:
    """The address of a view of entities of the small world; of all where none is named."""
    return "/explore?" + urlencode({"node": " ".join(short(*names) if names else EVERYBODY), **more})


def opened(told: Watched, path: str) -> Page:
    """The page, when its picture is painted."""
    page = told.open(path)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until everything has its place, and the address says so."""
    page.wait_for_selector(".picture:not([data-arranging])", state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)


def listed(page: Page) -> dict[str, list[str]]:
    """What the lists of the page have."""
    return {
        "nodes": page.locator("#entities > li").evaluate_all(LISTED),
        "edges": page.locator("#statements > li").evaluate_all(LISTED),
    }


def told_by(page: Page) -> dict[str, Any]:
    """What the server tells of the view at the address that the page has now."""
    answer = page.request.get(f"{page.url}&format=json")
    found: dict[str, Any] = json.loads(answer.body())
    return found


def same_everywhere(page: Page) -> dict[str, list[str]]:
    """Lists, picture and server have the same; what that is."""
    settled(page)
    lists = listed(page)
    painted = page.evaluate(f"{EXPLORER}.canvas.painted")
    assert {name: sorted(ids) for name, ids in painted.items()} == {
        name: sorted(ids) for name, ids in lists.items()
    }
    told = told_by(page)
    assert [one["id"].rpartition("/")[2] for one in told["nodes"]] == lists["nodes"]
    assert [edge["id"] for edge in told["edges"]] == lists["edges"]
    lines = page.locator("#statements .verdict").evaluate_all("all => all.map((e) => e.dataset.line)")
    assert [edge["grade"] for edge in told["edges"]] == lines
    return lists


def tick(page: Page, *ids: str) -> None:
    for id in ids:
        page.check(f'#entities [data-id="{id}"] input')


def test_from_a_search_to_a_view_that_is_undone_and_done_again(browser: Browser, site: str) -> None:
    regiment, ada, bob = short("Regiment", "Ada", "Bob")
    with watched(browser, site) as told:
        page = told.open("/explore")
        page.locator("#name").press_sequentially("Regim")
        page.locator("#begin [role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("#entities li")
        page.click("#entities [name=expand]")
        page.check('.expanding [value="Posting.body.holder"]')
        page.click(".expanding [type=submit]")
        page.wait_for_selector("#entities li:nth-child(4)")
        grown = same_everywhere(page)
        assert set(grown["nodes"]) == set(short("Regiment", "Ada", "Bob", "Fay"))
        assert len(grown["edges"]) == 3
        tick(page, ada)
        page.click("[data-act=hide]")
        assert same_everywhere(page)["nodes"] == [one for one in grown["nodes"] if one != ada]
        page.click("[data-act=undo]")
        assert same_everywhere(page) == grown
        page.click("[data-act=redo]")
        tick(page, bob)
        page.click("[data-act=pin]")
        page.click("[data-act=group]")
        page.fill("#group-name", HOSTILE)
        page.click(".naming [type=submit]")
        page.click("[data-act=reveal]")
        tick(page, regiment)
        page.click("[data-act=remove]")
        assert same_everywhere(page)["edges"] == []
        page.click("[data-act=undo]")
        assert same_everywhere(page) == grown
        assert page.locator(f'[data-id="{bob}"] small').inner_text().startswith("person · <img")
        assert told.breaches() == []


def test_a_copied_address_gives_the_same_view(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(
            told, address(group=f"1.2 {HOSTILE}", pinned="2", hidden="3", selected="1 4", to="2020-06-30")
        )
        page.click("#statements li:nth-child(2) button")
        page.wait_for_selector(".beside .source")
        first = same_everywhere(page)
        url = page.url
        places = page.evaluate(f"Object.fromEntries({EXPLORER}.canvas.places)")
        sources = page.locator(".beside").inner_text()
    with watched(browser, site, color_scheme="dark") as told:
        page = opened(told, url)
        page.wait_for_selector(".beside .source")
        assert same_everywhere(page) == first
        assert page.url == url
        assert page.evaluate(f"Object.fromEntries({EXPLORER}.canvas.places)") == places
        assert page.locator(".beside").inner_text() == sources
        assert page.locator("#entities :checked").count() == 2
        assert accessibility(page) == []
        assert told.breaches() == []


@pytest.mark.parametrize("javascript", [True, False])
def test_filters_let_through_the_same_with_scripts_and_without(
    browser: Browser, site: str, javascript: bool
) -> None:
    with watched(browser, site, java_script_enabled=javascript) as told:
        page = told.open(address())
        everything = listed(page)["edges"]
        fewer = [everything]
        for field, value in FILTERS.items():
            if not page.locator(f"#{field}").is_visible():
                page.click("#filters summary")
            control = page.locator(f"#{field}")
            control.select_option(value) if field in ("grade", "against") else control.fill(value)
            if javascript:
                control.press("Tab")
                same_everywhere(page)
            else:
                page.click("#filters [type=submit]")
            fewer.append(listed(page)["edges"])
        assert [len(edges) for edges in fewer] == [11, 9, 7, 5, 5]
        assert all(set(later) <= set(before) for before, later in pairwise(fewer))
        assert [edge["id"] for edge in told_by(page)["edges"]] == fewer[-1]


def test_lasso_box_and_list_select_the_same(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Section", "Regiment", "Ada"))
        page.select_option("#mode", "lasso")
        box = page.locator(".picture").bounding_box()
        at = page.evaluate(f'{EXPLORER}.canvas.rendered("ada")')
        assert box is not None
        x, y = box["x"] + at["x"], box["y"] + at["y"]
        page.mouse.move(x - 30, y - 30)
        page.mouse.down()
        for dx, dy in ((30, -30), (30, 30), (-30, 30)):
            page.mouse.move(x + dx, y + dy)
        page.mouse.up()
        assert page.locator("#entities :checked").count() == 1
        page.select_option("#mode", "move")
        page.click("[data-act=all]")
        assert page.locator("#entities :checked").count() == 3
        page.mouse.click(x, y)
        assert page.locator("#entities :checked").count() == 1
        page.wait_for_selector(".expanding")
        assert page.locator(".beside h2").inner_text() == "Ada"


def test_ways_hold_on_one_common_day(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Ada", "Ministry"))
        page.click("[data-act=all]")
        page.click("[data-act=between]")
        page.wait_for_selector(".ways li")
        assert "Ada – Regiment – Ministry" in page.locator(".ways").inner_text()
        page.fill("#ways-on", "2020-07-01")
        page.click(".beside form [type=submit]")
        page.wait_for_selector("text=No way")
        page.fill("#ways-on", "2020-06-30")
        page.click(".beside form [type=submit]")
        page.click(".ways button >> nth=0")
        page.wait_for_selector('#entities [data-id="regiment"]')
        assert len(same_everywhere(page)["edges"]) == 2


def test_a_link_shows_exactly_its_sources(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Regiment", "Staff", "Ministry"))
        for kind, wanted in {
            "de facto control": [("Paper", False), ("Office", True)],
            "de jure command": [("Paper", False)],
        }.items():
            page.locator("#statements li", has_text=kind).locator("button").click()
            page.wait_for_selector(f".beside dd:has-text('{kind}')")
            sources = page.locator(".beside .source")
            found = [
                (one.inner_text(), "against" in (one.get_attribute("class") or "")) for one in sources.all()
            ]
            assert [against for _, against in found] == [against for _, against in wanted]
            assert all(who in text for (who, _), (text, _) in zip(wanted, found, strict=True))


def test_texts_that_mean_harm_are_shown_as_texts(browser: Browser, tmp_path: Path) -> None:
    with (
        server(store_of(tmp_path / "store"), limits__requests_per_minute="100000") as running,
        watched(browser, running.url) as told,
    ):
        said: list[str] = []
        told.page.on("dialog", lambda dialog: said.append(dialog.message))
        many = [f"b-odd{number}" for number in range(len(TEXTS))]
        page = opened(told, f"/explore?{urlencode({'node': ' '.join(many), 'group': f'1.2 {TEXTS[1]}'})}")
        for id in many:
            page.click(f'[data-id="{id}"] [name=expand]')
            page.wait_for_selector(".expanding")
            page.click(".expanding [type=submit]")
            page.wait_for_selector(f'[data-id="{id.replace("b-", "p-")}"]')
        settled(page)
        page.click("#statements button >> nth=-1")
        page.wait_for_selector(".beside .source")
        text = page.locator("main").inner_text()
        assert all(one in text for one in TEXTS[:5])
        assert not {"\u202e", "\u2066", "\x1b", "\x9b"} & set(text)
        schemes = page.locator("main a").evaluate_all("all => all.map((a) => a.protocol)")
        assert set(schemes) <= {"http:", "https:"}
        assert (said, told.breaches()) == ([], [])


def test_too_much_is_refused_and_said(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Regiment"))
        page.evaluate(f"{EXPLORER}.told.limits.elements = 4")
        page.click("#entities [name=expand]")
        page.click(".expanding [type=submit]")
        page.wait_for_selector(".message:has-text('a view holds 4')")
        assert same_everywhere(page)["nodes"] == short("Regiment")


def test_exports_have_what_is_on_the_screen(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address())
        tick(page, *short("Regiment"))
        page.click("[data-act=hide]")
        seen = same_everywhere(page)
        forms = {}
        page.hover(".exports a >> nth=0")
        for link in page.locator(".exports a").all():
            forms[link.inner_text()] = page.request.get(
                f"{site.rstrip('/')}{link.get_attribute('href')}"
            ).body()
        rows = list(csv.DictReader(io.StringIO(forms["CSV"].decode("utf-8-sig"))))
        assert sorted(row["id"].rpartition("/")[2] for row in rows) == sorted(
            edge.partition("~")[0] for edge in seen["edges"]
        )
        for form, node in {
            "GRAPHML": "{http://graphml.graphdrawing.org/xmlns}node",
            "GEXF": "{http://www.gexf.net/1.2draft}node",
        }.items():
            ids = [one.get("id", "").rpartition("/")[2] for one in ET.fromstring(forms[form]).iter(node)]
            assert sorted(ids) == sorted(seen["nodes"])
        written = "".join(ET.fromstring(forms["SVG"]).itertext())
        assert "Section" in written
        assert "Regiment" not in written
        assert forms["PNG"].startswith(b"\x89PNG")
        assert "Regiment" not in forms["CSV: Entities in view"].decode()


def test_without_scripts_everything_is_read_and_done_by_forms(browser: Browser, site: str) -> None:
    with watched(browser, site, java_script_enabled=False) as told:
        page = told.open("/explore")
        page.fill("#name", "Regiment")
        page.click("#begin [type=submit]")
        page.click("button[value=add]")
        page.click("#entities [name=expand]")
        page.check('[value="Posting.body.holder"]')
        page.click("button[value=expand]")
        assert len(listed(page)["nodes"]) == 4
        page.click("#statements button >> nth=0")
        assert page.locator("#detail .source").count() == 1
        page.check("#entities li:nth-child(2) input")
        page.click("button[value=remove]")
        assert len(listed(page)["nodes"]) == 3
        assert page.locator("#board").is_hidden()
        assert urlsplit(page.url).path == "/explore"


def test_a_phone_has_the_list_first_and_the_picture_when_asked(browser: Browser, site: str) -> None:
    with watched(browser, site, "phone") as told:
        page = opened(told, address())
        assert page.locator(".sheet").is_hidden()
        assert overflowing(page) == []
        assert small_targets(page) == []
        page.click(".toggle")
        settled(page)
        assert page.locator(".picture canvas").first.is_visible()
        same_everywhere(page)
        assert overflowing(page) == []
        assert accessibility(page) == []
        assert told.breaches() == []


def test_without_graphics_everything_is_painted(browser: Browser, site: str) -> None:
    """As Tor Browser at its safer levels, which has no WebGL."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-webgl", "--disable-webgl2"]
    bare = browser.browser_type.launch(executable_path=executable(), args=options)
    try:
        with watched(bare, site) as told:
            page = opened(told, address())
            assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
            assert len(same_everywhere(page)["nodes"]) == len(EVERYBODY)
            dark = page.evaluate(PAINTED)
            assert dark > 500
            assert told.breaches() == []
    finally:
        bare.close()


def test_keys_alone_suffice(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Regiment"))
        page.focus("#entities [name=expand]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".expanding")
        page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement.name") == "with"
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_selector("#entities li:nth-child(2)")
        page.focus("#entities li:nth-child(2) input")
        page.keyboard.press("Space")
        page.focus("[data-act=remove]")
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
        page.keyboard.press("Enter")
        same_everywhere(page)
