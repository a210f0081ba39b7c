"""People with more than public: they log in, read what is restricted, enter, decide, and log out."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from respondeat.api.access import OWNER
from respondeat.api.access.entrance import Entrance
from respondeat.api.language import LANGUAGES
from tests.api.access.people import PASSWORD
from tests.api.server import server

from .browsing import SIZES, Watched, accessibility, overflowing, small_targets, watched

CLOSED = "/entity/p-47463074f671c78fe843248fff279937"
NAME = "Mira Nobody"
BODY = "b-cff51765bb5630cbd5e02ccbe31e60ea"
ORIGIN = "b-ad6338b19f43458971373b862a2791fb"
PAIR = "first=p-4a801ffa50f3f840a36777cebd35d9b0&second=p-cbb96e027f317e5d7cf04d3678ac9bc4"
OPEN = ("/login",)
PEOPLE = (
    *("/account", "/logout", "/enter", "/enter?relation=Posting", "/enter?relation=Conviction"),
    *(f"/review?{PAIR}", "/review?what=statements"),
)


@pytest.fixture(scope="module")
def people(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a copy of the invented country, with somebody who may change it."""
    store = Path(shutil.copytree(example, tmp_path_factory.mktemp("people") / "store"))
    entrance = Entrance.over(store)
    entrance.users.add(OWNER, "worker", PASSWORD, "restricted", ["read", "write", "review"])
    entrance.close()
    with server(store, limits__requests_per_minute="100000") as running:
        yield running.url


def login(told: Watched, there: str = "/account") -> Page:
    page = told.open(f"/login?language=en&next={there.replace('?', '%3F').replace('&', '%26')}")
    page.fill("#name", "worker")
    page.fill("#password", PASSWORD)
    page.click("main button.primary")
    page.wait_for_load_state("networkidle")
    return page


def filled(page: Page) -> None:
    """A posting, by keyboard as far as it is text."""
    page.fill("#r-holder", "Dono Fourthperson")
    page.select_option("#r-capacity", "deputyHead")
    page.fill("#r-body", BODY)
    page.fill("#t-first", "2021-03")
    page.fill("#p-locator", "item 3")
    page.fill("#a-origin", ORIGIN)
    page.click("details.new summary")
    page.fill("#d-title", "Gazette of Exampelia, 11 (invented)")


def test_what_is_restricted_is_there_from_the_login_to_the_logout(browser: Browser, people: str) -> None:
    with watched(browser, people) as told:
        assert NAME not in told.open(CLOSED).content()
        page = login(told, CLOSED)
        assert CLOSED in page.url
        assert NAME in page.content()
        page.click("a.account")
        page.click("text=public")
        page.wait_for_load_state("networkidle")
        page.goto(f"{CLOSED}?level=public")
        assert NAME not in page.content()
        page.goto("/account")
        page.click("form[action^='/logout'] button.primary")
        page.wait_for_load_state("networkidle")
        assert "said=left" in page.url
        assert NAME not in told.open(CLOSED).content()
        page.goto("/login")
        page.go_back()
        assert NAME not in page.content()
        assert told.breaches() == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_statement_is_seen_and_recorded_and_then_stands_on_its_page(
    browser: Browser, people: str, scripts: bool
) -> None:
    with watched(browser, people, java_script_enabled=scripts) as told:
        page = login(told, "/enter?relation=Posting")
        filled(page)
        page.fill("#t-first", "01.02.2021")
        if scripts:
            page.wait_for_selector("output.wrong")
        page.click("form.entry button[value=preview]")
        assert page.locator("#t-first-wrong").count() == 1
        assert page.input_value("#d-title") == "Gazette of Exampelia, 11 (invented)"
        page.fill("#t-first", "2021-04" if scripts else "2021-05")
        page.click("form.entry button[value=preview]")
        page.wait_for_selector("section.preview")
        shown = page.inner_text("section.preview")
        assert "Dono Fourthperson" in shown
        assert "2021-04" in shown if scripts else "2021-05" in shown
        page.click("button[value=record]")
        page.wait_for_selector("section.notice")
        assert "Dono" not in page.url
        page.click("section.notice li a >> nth=0")
        page.wait_for_load_state("networkidle")
        assert "Gazette of Exampelia, 11 (invented)" in page.content()


def test_a_reviewer_decides_and_the_next_one_is_told(browser: Browser, people: str) -> None:
    with watched(browser, people) as told:
        page = login(told, f"/review?{PAIR}")
        assert page.locator(".side").count() == 2
        page.check("input[name=verdict][value=unsure]")
        page.fill("textarea[name=reason]", "Two judges of one name, nothing more is known.")
        page.click("form.decide button.primary")
        page.wait_for_load_state("networkidle")
        assert "done=cs-" in page.url
        assert page.locator("[role=status]").count() >= 1
        assert told.open(f"/review?{PAIR}").locator("section.case .mark").count() == 1
        assert told.breaches() == []


def test_every_page_of_people_is_accessible_and_fits_a_phone(browser: Browser, people: str) -> None:
    for scheme, language in zip(("light", "dark", "light"), LANGUAGES, strict=True):
        with watched(browser, people, color_scheme=scheme) as told:
            found = held(told.open(f"/login?language={language}"))
            page = login(told)
            for path in PEOPLE:
                found += held(told.open(f"{path}{'&' if '?' in path else '?'}language={language}"))
            assert found == []
            page.goto(f"/enter?relation=Posting&language={language}")
            page.click("form.entry button[value=preview]")  # every field that is needed is missing
            assert page.locator("[aria-invalid=true]").count() > 3
            assert held(page) == []
            page.goto(f"/enter?relation=Posting&language={language}")
            filled(page)
            page.click("form.entry button[value=preview]")
            page.wait_for_selector("section.preview")
            assert held(page) == []


def held(page: Page) -> list[str]:
    """What axe finds, what reaches out of a phone, which targets are too small on it."""
    found = accessibility(page)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
    found += [*overflowing(page), *small_targets(page)]
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["wide"], strict=True)))  # type: ignore[arg-type]
    return [f"{page.url} {one}" for one in found]
