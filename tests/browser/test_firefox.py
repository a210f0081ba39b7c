"""Pages in Firefox ESR: with preferences of Tor Browser, which rests on it; in the dark; without scripts."""

import time
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pytest
from matplotlib.image import imread

from tests.api.pages.chain_world import small
from tests.api.server import server

from .browsing import accessibility, outside, overflowing, overlapping, small_targets
from .firefox import BARE, DARK, EXECUTABLE, TOR, Firefox, Tab, Value, running
from .test_every_page import PAGES, SECTION

pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="needs Firefox: apt-get install firefox-esr")

VIEW: Final = f"/explore?node={SECTION}&expand={SECTION}&act=expand&edge=x"
CHAIN: Final = "/chain?target=SRS&on=2020-08-10&down=1"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with running(tmp_path_factory.mktemp("firefox")) as made:
        yield made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a few bodies with known dates."""
    store = small(tmp_path_factory.mktemp("firefox") / "store")
    with server(store, limits__requests_per_minute="100000") as made:
        yield made.url


@pytest.mark.parametrize(
    ("preferences", "size", "language"),
    [(TOR, "wide", "en"), (DARK, "phone", "be")],
    ids=["as in Tor Browser", "dark on a phone"],
)
def test_every_page_keeps_to_its_policy_is_accessible_and_fits(
    firefox: Firefox, example_site: str, preferences: dict[str, Value], size: str, language: str
) -> None:
    found = []
    with firefox.preferring(preferences), firefox.tab(example_site, size) as tab:
        for path in (*PAGES, "/login"):
            tab.open(f"{path}{'&' if '?' in path else '?'}language={language}")
            faults = [*accessibility(tab), *overflowing(tab), *small_targets(tab), *tab.breaches()]
            found += [f"{path}: {one}" for one in faults]
    assert found == []


def keys(tab: Tab) -> set[str]:
    found: list[str] = tab.evaluate(
        "[...document.querySelectorAll('#outline .told')].map((e) => e.dataset.key)"
    )
    return set(found)


def test_a_chain_is_drawn_and_on_boundary_days_just_what_holds_is_seen(firefox: Firefox, site: str) -> None:
    days = {
        "2020-06-30": {"regiment~ada", "section~regiment"},
        "2020-07-01": {"regiment~bob", "section~regiment"},
        "2020-08-10": {"regiment~bob", "section~regiment"},
        "2020-08-11": {"section~staff"},
    }
    with firefox.preferring(TOR), firefox.tab(site) as tab:
        for day, wanted in days.items():
            tab.open(f"/chain?target=Section&on={day}&language=ru")
            assert keys(tab) & {key for some in days.values() for key in some} == wanted
            assert tab.count(".wire") == tab.count("#outline .joined") > 0
            assert overlapping(tab) == []
            assert outside(tab) == []
        assert tab.breaches() == []


def test_a_click_shows_exactly_the_sources_and_keys_lead_to_them(firefox: Firefox, site: str) -> None:
    sources = """[...document.querySelectorAll(".side .source")].map((e) =>
      [e.querySelector("strong:not(.loud)").textContent, e.classList.contains("against")])"""
    with firefox.preferring(TOR), firefox.tab(site) as tab:
        tab.open("/chain?target=Regiment&on=2020-02-01&language=en")
        for key, wanted in {
            "regiment~staff": [["Paper", False], ["Office", True]],
            "regiment~ministry": [["Paper", False]],
            "regiment~ada": [["Office", False]],
        }.items():
            tab.click(f'[data-key="{key}"] > summary')
            tab.until(f"new URLSearchParams(location.search).get('selected') === '{key}'")
            assert tab.evaluate(sources) == wanted
        tab.press("Escape", "Escape")
        assert tab.evaluate("document.querySelector('.side')?.checkVisibility() ?? false") is False
        tab.evaluate("document.getElementById('day').focus()")
        tab.press("ArrowRight")
        tab.until(
            "document.querySelector('#day')?.matches(':focus') && !location.search.includes('2020-02-01')"
        )
        assert tab.breaches() == []


def test_names_are_found_while_one_types(firefox: Firefox, example_site: str) -> None:
    with firefox.preferring(TOR), firefox.tab(example_site) as tab:
        tab.open("/?language=be")
        tab.click("#text")
        tab.press("Painterp")
        tab.until("document.querySelector('#text').getAttribute('aria-expanded') === 'true'")
        tab.press("ArrowDown")
        assert tab.evaluate("document.querySelector('[role=option][aria-selected=true]').textContent")
        tab.press("Enter")
        tab.until("location.pathname.startsWith('/entity/')")
        assert tab.evaluate("location.search").endswith("language=be")
        assert tab.breaches() == []


def painted(tab: Tab, least: int = 2000) -> bool:
    """Whether so many points of the explorer's picture differ from its corner, after some seconds at most.

    The picture is that of the window: a canvas tells Tor Browser's pages nothing true.
    """
    for _ in range(20):
        seen = imread(BytesIO(tab.picture(".picture")))
        if (seen != seen[4, 4]).any(axis=2).sum() > least:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_explorer_draws_without_webgl_and_where_canvases_tell_nothing(
    firefox: Firefox, example_site: str, size: str
) -> None:
    with firefox.preferring(TOR), firefox.tab(example_site, size) as tab:
        tab.open(f"{VIEW}&language=en")
        assert tab.evaluate("document.createElement('canvas').getContext('webgl')") is None
        if size == "phone":
            tab.click(".toggle")
        tab.until("document.querySelector('.picture:not([data-arranging])')")
        drawn = tab.evaluate("respondeatExplorer.canvas.painted")
        listed = "(id) => [...document.querySelectorAll(`#${id} > li`)].map((one) => one.dataset.id)"
        assert sorted(drawn["nodes"]) == sorted(tab.evaluate(listed, "entities"))
        assert sorted(drawn["edges"]) == sorted(tab.evaluate(listed, "statements"))
        assert len(drawn["nodes"]) > 10
        assert painted(tab)
        tab.click("#statements button")
        tab.until("document.querySelector('.beside .source')")
        assert accessibility(tab) == []
        assert overflowing(tab) == []
        assert tab.breaches() == []


def test_without_scripts_and_pictures_everything_is_there_to_read(
    firefox: Firefox, example_site: str
) -> None:
    dead = (
        "[...document.querySelectorAll('button:not([type=submit]), [role=slider]')].map((e) => e.outerHTML)"
    )
    heaps = """[...document.querySelectorAll("svg")].filter((e) =>
      e.textContent.trim() && e.getBoundingClientRect().height > 1).map((e) => e.outerHTML)"""
    with firefox.preferring(BARE), firefox.tab(example_site, "phone") as tab:
        for path, rows in {
            CHAIN: "#outline article",
            VIEW: "#entities > li",
            "/entity/b-cff51765bb5630cbd5e02ccbe31e60ea": "table tbody tr",
            "/analyses/fragility?target=SRS&on=2020-05-03": "#part-ends tbody tr",
            "/analyses/tenure?target=Ella+Fifthperson": "table tbody tr",
        }.items():
            tab.open(f"{path}&language=be" if "?" in path else f"{path}?language=be")
            assert tab.count(rows) > 1
            assert tab.count(".exports a") > 2
            assert tab.evaluate(dead) == []
            assert tab.evaluate(heaps) == []  # words of what is not drawn
            assert overflowing(tab) == []
            assert tab.breaches() == []
