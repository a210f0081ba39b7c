"""The query page as a person uses it: words to complete with, examples, views that an address brings back."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from .browsing import accessibility, overflowing, watched

EVENTS = "SELECT ?type (COUNT(*) AS ?n) { ?e a r:Event ; r:eventType ?type } GROUP BY ?type ORDER BY DESC(?n)"
LINKS = "CONSTRUCT { ?a r:superior ?b } { ?l a r:Subordination ; r:subordinate ?a ; r:superior ?b }"
HOSTILE = "</textarea><img src=x onerror=alert(1)>\u2028"


def address(query: str, **others: str) -> str:
    return f"/sparql?{urlencode({'query': query, **others})}"


def written(page: Page, text: str) -> None:
    page.locator("#query").fill("")
    page.locator("#query").focus()
    page.keyboard.type(text)


def test_words_are_completed_by_keyboard_and_tab_goes_on(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site) as told:
        page = told.open("/sparql?language=be")
        editor, words = page.locator("#query"), page.locator("#query-words")
        written(page, "SELECT ?person { ?person a r:Perso")
        expect(words).to_be_visible()
        expect(words.locator("[role=option]").first).to_contain_text("r:Person")
        expect(words.locator("[role=option]").first).to_contain_text("чалавек")
        assert accessibility(page) == []
        page.keyboard.press("ArrowDown")
        active = editor.get_attribute("aria-activedescendant")
        assert active == words.locator("[aria-selected=true]").get_attribute("id")
        page.keyboard.press("Enter")
        expect(editor).to_have_value("SELECT ?person { ?person a r:Person")
        expect(words).to_be_hidden()
        page.keyboard.press("Control+z")  # what was taken can be taken back
        expect(editor).to_have_value("SELECT ?person { ?person a r:Perso")
        page.keyboard.press("End")
        page.keyboard.type("n ; r:gender ?pe")
        expect(words.locator("[role=option]").first).to_contain_text("?person")
        page.keyboard.press("Escape")
        expect(words).to_be_hidden()
        page.keyboard.press("Enter")  # with the list closed it begins a line
        expect(editor).to_have_value(re.compile(r"\?pe\n$"))
        page.keyboard.press("Control+Space")
        expect(words.locator("[role=option]").first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Tab")
        expect(editor).not_to_be_focused()
        expect(words).to_be_hidden()
        assert told.breaches() == []


def test_a_word_is_found_by_its_label_and_taken_with_the_mouse(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site) as told:
        page = told.open("/sparql?language=ru")
        written(page, "ASK { ?x r:capacity руковод")
        page.keyboard.press("Control+Space")
        page.locator("#query-words [role=option]", has_text="r:head").first.click()
        expect(page.locator("#query")).to_have_value(re.compile(r"^ASK \{ \?x r:capacity r:"))
        expect(page.locator("#query")).to_be_focused()
        assert told.breaches() == []


def test_an_example_is_asked_by_a_link_and_names_lead_to_pages(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site, java_script_enabled=False) as told:
        page = told.page
        page.goto("/sparql")
        page.get_by_role("link", name="Who headed which body, and when?").click()
        expect(page.locator("table.sortable")).to_be_visible()
        link = page.locator("table.sortable td a").first
        name = link.inner_text()
        link.click()
        expect(page.locator("h1")).to_contain_text(name)


def test_an_answer_is_sorted_drawn_and_given_in_other_forms(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site) as told:
        page = told.open(address(EVENTS, view="chart"))
        assert page.locator("svg rect.bar").count() == page.locator("table.sortable tbody tr").count()
        page.locator("th button.sort").first.click()
        first = page.locator("table.sortable tbody td").first.inner_text()
        page.locator("th button.sort").first.click()
        assert page.locator("table.sortable tbody td").first.inner_text() != first
        page.get_by_label("Drawn as").select_option("line")
        page.get_by_role("button", name="Draw").click()
        expect(page.locator("svg polyline")).to_have_count(1)
        assert accessibility(page) == []
        got = page.request.get(page.get_by_role("link", name="CSV").get_attribute("href") or "")
        assert got.headers["content-type"] == "text/csv; charset=utf-8"
        assert got.text().splitlines()[0] == "type,n"
        assert told.breaches() == []


def test_a_graph_is_drawn_and_an_address_brings_it_back(browser: Browser, seed_site: str) -> None:
    for scheme in ("light", "dark"):
        with watched(browser, seed_site, color_scheme=scheme) as told:
            page = told.open(address(LINKS, view="graph"))
            expect(page.locator("#drawing canvas").first).to_be_visible()
            assert page.get_by_role("link", name="The same in the explorer").count() == 1
            assert accessibility(page) == []
            assert told.breaches() == []


def test_a_graph_lies_the_same_at_each_load_and_can_be_seen_whole(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site, "phone") as told:
        pictures = []
        for _ in range(2):
            page = told.open(address(LINKS, view="graph", language="ru"))
            page.get_by_role("button", name="Вместить целиком").wait_for()
            pictures.append(page.locator("#drawing").screenshot())
        assert pictures[0] == pictures[1]
        page.get_by_role("button", name="Вместить целиком").click()
        assert page.locator("#drawing").screenshot() != pictures[0]
        assert overflowing(page) == []
        assert told.breaches() == []


def test_what_cannot_be_read_leads_to_its_place_and_stays_text(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site, "phone") as told:
        page = told.page
        page.goto(address(f"SELECT * {{\n  ?s ?p ) # {HOSTILE}\n}}"))
        expect(page.get_by_role("alert")).to_contain_text("line 2, column 9")
        expect(page.locator("#query")).to_have_value(re.compile("</textarea><img"))
        page.get_by_role("button", name="Go to this place").click()
        assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == [
            "query",
            19,
        ]
        assert overflowing(page) == []
        page.goto(address('SELECT ("</script><img src=x onerror=alert(1)>\\u202e" AS ?x) {}'))
        expect(page.locator("table.sortable td")).to_contain_text("</script><img src=x onerror=alert(1)>")
        assert page.locator("img").count() == 0
        assert [one for one in told.breaches() if "400" not in one] == []
