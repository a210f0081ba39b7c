"""Analyses in a browser: from a name to sources, tables that sort, sources set aside, without scripts too."""

from playwright.sync_api import Browser, expect

from .browsing import accessibility, overflowing, watched


def test_a_table_sorts_by_numbers_and_by_days(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site) as told:
        page = told.open("/analyses/tenure?language=en")
        table = page.locator("#part-heads table")
        table.get_by_role("button", name="Certain").click()
        certain = [int(text) for text in table.locator('td[data-label="Certain"]').all_inner_texts()]
        assert certain == sorted(certain)
        table.get_by_role("button", name="Certain").click()
        expect(table.locator("th[aria-sort=descending]")).to_have_count(1)
        certain = [int(text) for text in table.locator('td[data-label="Certain"]').all_inner_texts()]
        assert certain == sorted(certain, reverse=True)
        assert told.breaches() == []


def test_a_row_opens_to_exactly_its_sources(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site) as told:
        page = told.open("/analyses/commanders?body=SRS&on=2020-05-03&language=en")
        row = page.locator("#part-heads tbody tr").first
        row.locator("summary").press("Enter")
        quotes = row.locator(".source")
        expect(quotes.first).to_be_visible()
        counted = row.locator("summary").inner_text().split()[0]
        expect(quotes).to_have_count(int(counted))


def test_what_is_ticked_is_set_aside_and_the_address_says_so(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site, "phone", java_script_enabled=False) as told:
        page = told.open("/analyses/fragility?target=SRS&on=2020-05-03&language=en")
        ends = page.locator("#part-ends tbody tr").count()
        page.locator(".switches input[type=checkbox]").first.check()
        page.get_by_role("button", name="Ask without what is ticked").click()
        assert "without_" in page.url
        assert page.locator("#part-ends tbody tr").count() < ends
        expect(page.locator(".switches input:checked")).to_have_count(1)
        page.locator(".switches input:checked").uncheck()
        page.get_by_role("button", name="Ask without what is ticked").click()
        assert page.locator("#part-ends tbody tr").count() == ends
        expect(page.locator("button.sort")).to_have_count(0)


def test_an_example_leads_to_an_answer_with_its_chain(browser: Browser, seed_site: str) -> None:
    with watched(browser, seed_site) as told:
        page = told.open("/analyses?language=en")
        page.get_by_role("link", name="What is missing to answer for", exact=False).last.click()
        expect(page.locator("#answer")).to_be_visible()
        page.locator("td.fold summary").first.click()
        expect(page.get_by_role("link", name="The chains above it").first).to_be_visible()
        assert told.breaches() == []


def test_drawings_fit_their_field_and_have_words_large_enough(browser: Browser, example_site: str) -> None:
    with watched(browser, example_site, "phone", color_scheme="dark") as told:
        page = told.open("/analyses/detention?language=be")
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("figure svg text")].map((e) => {
              const root = e.ownerSVGElement;
              const svg = root.getBoundingClientRect(), own = e.getBoundingClientRect();
              const scale = svg.width / root.viewBox.baseVal.width;
              return [own.left >= svg.left - 1 && own.right <= svg.right + 1,
                parseFloat(getComputedStyle(e).fontSize) * scale];
            })"""
        )
        assert sizes
        assert all(inside for inside, _ in sizes)
        assert min(size for _, size in sizes) >= 12


def test_what_is_not_found_can_be_read_and_mended_with_the_keyboard(
    browser: Browser, example_site: str
) -> None:
    with watched(browser, example_site, "phone") as told:
        page = told.open("/analyses/commanders?body=Special+Regimant&on=2020-05-03&language=ru")
        assert accessibility(page) == []
        assert overflowing(page) == []
        page.locator(".problem a").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#answer")).to_be_visible()
        assert "on=2020-05-03" in page.url
