"""The explorer as a view grows: room for all, filters for all, and boxes round members alone."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.api.pages.chain_world import small
from tests.api.pages.explore.world import short
from tests.api.server import server

from .browsing import watched
from .test_explore import EXPLORER, address, opened, settled, tick

CHOICES = """Object.fromEntries([...document.querySelectorAll("#filters fieldset")].map((set) => [
  set.dataset.filter,
  [...set.querySelectorAll("li")].map((one) => [one.textContent.trim(), one.querySelector("input").value]),
]))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = small(tmp_path_factory.mktemp("growing") / "store")
    with server(store, limits__requests_per_minute="100000") as running:
        yield running.url


def expanded(page: Page, id: str) -> None:
    """Bring in all whom an entity is linked to."""
    page.click(f'#entities [data-id="{id}"] [name=expand]')
    page.click(".expanding [type=submit]")
    page.wait_for_selector(".message:has-text('Added')")
    settled(page)


def places(page: Page) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = page.evaluate(f"Object.fromEntries({EXPLORER}.model.state.places)")
    return found


def apart(found: dict[str, dict[str, float]]) -> bool:
    """Whether no entity stands on another's shape or the first line of its name."""
    return all(
        abs(a["x"] - b["x"]) >= 140 or abs(a["y"] - b["y"]) >= 50 for a, b in combinations(found.values(), 2)
    )


@pytest.mark.parametrize(
    "at", ["A" * 4, "-" * 4]
)  # the least and nearly the greatest that an address can say
def test_what_grows_at_the_edge_is_not_piled_on_it(browser: Browser, site: str, at: str) -> None:
    (regiment,) = short("Regiment")
    with watched(browser, site) as told:
        page = opened(told, address("Regiment", **({"at": at} if at else {})))
        expanded(page, regiment)
        found = places(page)
        assert len(found) > 5
        assert min(min(one.values()) for one in found.values()) > 0
        assert apart(found)
        assert not page.evaluate(f"{EXPLORER}.canvas.lost")
        page.click("#entities li:nth-child(2) input")
        assert page.locator(".message").inner_text() == ""  # what was added is no word on this


def test_filters_offer_what_is_in_view_as_it_grows(browser: Browser, site: str) -> None:
    (regiment,) = short("Regiment")
    with watched(browser, site) as told:
        page = opened(told, address("Regiment"))
        assert page.locator("#linkless").is_visible()
        before: dict[str, Any] = page.evaluate(CHOICES)
        expanded(page, regiment)
        grown = page.evaluate(CHOICES)
        assert all(len(grown[name]) > len(before[name]) for name in before)
        assert page.locator("#linkless").is_hidden()
        page.reload()
        settled(page)
        assert page.evaluate(CHOICES) == grown
        page.click("#filters summary")
        page.check('#filters [value="Person"]')
        page.wait_for_function("document.querySelectorAll('#statements > li').length === 0")
        page.click("[data-act=undo]")
        assert page.locator("#filters :checked:not(option)").count() == 0


def test_a_box_is_round_members_alone(browser: Browser, site: str) -> None:
    section, regiment, ada = short("Section", "Regiment", "Ada")
    with watched(browser, site) as told:
        page = opened(told, address("Section", "Regiment", "Ada", "Bob", "Ministry", "Staff"))
        tick(page, section, ada)
        page.click("[data-act=group]")
        page.fill("#group-name", "Two")
        page.click(".naming [type=submit]")
        settled(page)
        assert page.evaluate(f"{EXPLORER}.canvas.groups") == [
            {"name": "Two", "members": [section, ada], "drawn": True}
        ]
        labels = page.evaluate(f"{EXPLORER}.canvas.labels")
        assert {id for id, text in labels.items() if "[Two]" in text} == {section, ada}
        page.evaluate(  # as a hand drags it, between the two
            """([id, one, other]) => { const { model } = respondeatExplorer, { places } = model.state;
            const [a, b] = [places.get(one), places.get(other)];
            const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
            model.change({ places: new Map([...places, [id, middle]]) }); }""",
            [regiment, section, ada],
        )
        assert [one["drawn"] for one in page.evaluate(f"{EXPLORER}.canvas.groups")] == [False]


def test_parts_stand_beside_one_another_and_their_names_are_read(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address(relation="Participation"))  # what is left has few links or none
        assert apart(places(page))
        assert page.evaluate(f"{EXPLORER}.canvas.letters") >= 9
        for _ in range(4):
            page.click("[data-act=further]")
        page.click("[data-act=fit]")
        assert page.evaluate(f"{EXPLORER}.canvas.letters") >= 9


def test_a_link_tells_how_sure_it_is_and_by_how_many_origins(browser: Browser, site: str) -> None:
    with watched(browser, site) as told:
        page = opened(told, address("Regiment", "Staff"))
        page.click("#statements button")
        page.wait_for_selector(".beside .source")
        facts = page.locator(".beside dl >> nth=1").inner_text().split("\n")
        assert facts[0] == "How sure"
        assert page.locator("#statements small").inner_text().startswith(facts[1])
        assert facts[2:] == ["Said as", "asserted", "Independent origins", "1"]
