"""What holds of every page: nothing from elsewhere, nothing against the policy, accessible, fits a phone."""

from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from respondeat.api.language import LANGUAGES

from .browsing import accessibility, overflowing, small_targets, watched

ENTITIES: Final = (
    "p-086b1c2b6497d93e21513e8f0892c16d",
    "b-cff51765bb5630cbd5e02ccbe31e60ea",
    "e-0046d1480271930a4726c627c62408e3",
    "lp-3c906f4fa24b836d8ebf7c70f8943444?by=record",
    "doc-23d88110f63c89a0d3692fa1b1e9d4c5",
)
"""A person, a body, an event, a legal article in the order of the record, a document."""

EVENTS: Final = quote("SELECT ?type (COUNT(*) AS ?n) { ?e r:eventType ?type } GROUP BY ?type")
LINKS: Final = quote("CONSTRUCT { ?a r:superior ?b } { ?l r:subordinate ?a ; r:superior ?b }")
SECTION: Final = "b-35c8943803be446d372717097bf5aa87"
PAGES: Final = (
    *("/", "/?text=Ministry", "/?text=Xqzwkv", "/?kinds=Body", "/docs"),
    *("/bundle/structure?target=SRS&on=2020-08-10", "/bundle/sparql?query=ASK+%7B%7D"),
    *(
        "/sparql",
        "/sparql?query=ASK+%7B%7D",
        f"/sparql?query={EVENTS}&view=chart",
        f"/sparql?query={LINKS}&view=graph",
    ),
    *("/analyses", "/analyses/fragility?target=SRS&on=2020-05-03"),
    "/analyses/tenure?target=Ella+Fifthperson",
    "/analyses/superiors?target=SRS&on=2020-05-03&compared_with=2026-01-01",
    *("/chain", "/chain?target=SRS&on=2020-08-10&down=1"),
    *(f"/entity/{id}" for id in ENTITIES),
    "/passage/pa-7dde309b7a518fe20116252e2ce830c9",
    *("/explore", "/explore?text=Ministry", f"/explore?node={SECTION}&expand={SECTION}&act=expand&edge=x"),
)
"""Addresses over the invented country, one or more of every page."""


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_keep_to_their_policy(
    browser: Browser, example_site: str, path: str
) -> None:
    for language in LANGUAGES:
        with watched(browser, example_site, color_scheme="light") as told:
            page = told.open(f"{path}{'&' if '?' in path else '?'}language={language}")
            assert accessibility(page) == []
            page.emulate_media(color_scheme="dark")
            assert accessibility(page) == []
            assert told.breaches() == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(browser: Browser, example_site: str, path: str) -> None:
    """In Belarusian, whose words are long."""
    with watched(browser, example_site, "phone") as told:
        page = told.open(f"{path}{'&' if '?' in path else '?'}language=be")
        assert overflowing(page) == []
        assert small_targets(page) == []


@pytest.mark.parametrize("path", ["/", "/docs", "/chain?target=SRS&on=2020-08-10", "/analyses"])
def test_pages_are_the_same_when_they_are_opened_again(
    browser: Browser, example_site: str, path: str
) -> None:
    """A browser asks whether what it keeps has changed, and takes the policy of the answer."""
    with watched(browser, example_site) as told:
        first = told.open(path).evaluate("getComputedStyle(document.body).fontFamily")
        told.open("/problems")
        with told.page.expect_response(lambda answer: answer.url.endswith(path)) as response:
            page = told.open(path)
        assert response.value.status == 200  # what the browser kept, as new
        assert page.evaluate("getComputedStyle(document.body).fontFamily") == first
        assert told.breaches() == []
