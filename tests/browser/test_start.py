"""The first page as a person uses it: from a question to who says so, and names as one types."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import accessibility, overflowing, watched

HOSTILE = "<img src=x onerror=alert(1)></script>\u2028\u202ehref "


def test_from_the_first_page_to_who_says_so_by_links_alone(browser: Browser, seed_site: str) -> None:
    """Search, the chain of the hit, the day: who was over the Interior Troops; each step a click or Enter."""
    with watched(browser, seed_site, java_script_enabled=False) as told:
        page = told.page
        page.goto("/")
        page.get_by_label("Body, person or event").fill("Interior Troops")
        page.get_by_label("Day", exact=True).fill("2020-08-10")
        page.get_by_role("button", name="Show the chain").click()  # the first click
        assert parse_qs(urlsplit(page.url).query)["on"] == ["2020-08-10"]
        main = page.locator("main")
        expect(main).to_contain_text("Ministry of Internal Affairs")
        expect(main).to_contain_text("NAZARANKA")
        expect(main).to_contain_text("765/2006")


def test_the_same_is_reached_from_a_list(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site, java_script_enabled=False) as told:
        page = told.page
        page.goto("/")
        page.locator(".kinds a", has_text="body").first.click()
        hit = page.locator(".hit", has=page.get_by_role("link", name="Interior Troops", exact=True))
        hit.get_by_role("link", name="Chain above it").click()
        assert urlsplit(page.url).path == "/chain"
        expect(page.locator("main")).to_contain_text("Interior Troops")


def typed(page: Page, field: str, text: str) -> None:
    page.locator(field).focus()
    page.keyboard.type(text)
    page.locator("[role=option]").first.wait_for()


def test_names_are_found_by_keyboard_while_one_types(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site) as told:
        page = told.open("/?language=be")
        typed(page, "#text", "Назаранк")
        field = page.locator("#text")
        expect(field).to_have_attribute("role", "combobox")
        expect(field).to_have_attribute("aria-expanded", "true")
        option = page.locator("[role=option]").first
        expect(option).to_contain_text("НАЗАРАНКА")
        expect(option).to_contain_text("2020-08-09")
        assert accessibility(page) == []
        page.keyboard.press("ArrowDown")
        assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
        page.keyboard.press("Escape")
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(field).to_have_value("Назаранк")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/**")
        assert "language=be" in page.url
        assert told.breaches() == []


def test_what_is_chosen_fills_a_field_and_an_emptied_field_asks_nothing(
    browser: Browser, seed_site: str
) -> None:
    with watched(browser, seed_site) as told:
        page = told.open("/")
        typed(page, "#target", "interior troo")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#target")).to_have_value("Interior Troops")
        expect(page.locator("#target")).to_be_focused()
        expect(page.locator("#target")).to_have_attribute("aria-expanded", "false")
        page.wait_for_timeout(300)
        expect(page.locator("#target")).to_have_attribute("aria-expanded", "false")
        typed(page, "#target", " of")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("#target")).to_have_value("")
        assert urlsplit(page.url).path == "/"
        assert told.breaches() == []


def test_older_answers_never_replace_newer_ones(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site) as told:
        page = told.open("/")
        slow = []
        page.route("**/?text=Min&*", lambda route: slow.append(route))
        page.locator("#text").focus()
        page.keyboard.type("Min")
        page.wait_for_timeout(250)
        page.keyboard.type("sk OMON")
        expect(page.locator("[role=option]").first).to_contain_text("Minsk")
        assert slow
        slow[0].abort()
        page.wait_for_timeout(100)
        expect(page.locator("[role=option]").first).to_contain_text("Minsk")


@pytest.mark.parametrize("path", ["/", "/?text=Minsk"])
def test_the_list_fits_a_phone_and_what_is_typed_stays_text(
    browser: Browser, seed_site: str, path: str
) -> None:
    with watched(browser, seed_site, "phone") as told:
        page = told.open(path)
        page.locator("#text").fill("")
        typed(page, "#text", "Minsk police")
        assert overflowing(page) == []
        page.locator("#text").fill(HOSTILE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/?text=**")
        expect(page.locator("h1")).to_contain_text("<img src=x onerror=alert(1)></script>")
        assert page.locator("img").count() == 0
        assert told.breaches() == []
