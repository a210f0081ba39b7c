"""Evidence: two clicks lead whoever may from a chain to a bundle that verifies, scripted or not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from respondeat.api.access import OWNER
from respondeat.api.access.entrance import Entrance
from respondeat.api.language import LANGUAGES
from respondeat.graph.evidence.verifier.verify import verify
from tests.api.access.people import PASSWORD
from tests.api.server import server

from .browsing import Watched, accessibility, overflowing, small_targets, watched

CHAIN = "/chain?target=SRS&on=2020-08-10"
LINK = "nav.exports a[href^='/bundle/']"


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy of the invented country, with somebody who looks after it."""
    folder = tmp_path_factory.mktemp("bundling")
    store = Path(shutil.copytree(example, folder / "store"))
    entrance = Entrance.over(store)
    entrance.users.add(OWNER, "keeper", PASSWORD, "sealed", ["read", "admin"])
    entrance.close()
    secret = str(folder / "secret")
    with server(store, bundle_secret=secret, limits__requests_per_minute="100000") as running:
        yield running.url


def login(told: Watched) -> None:
    page = told.open("/login?language=en")
    page.fill("#name", "keeper")
    page.fill("#password", PASSWORD)
    page.click("main button.primary")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_chain_to_a_bundle_that_verifies(
    browser: Browser, site: str, tmp_path: Path, scripts: bool
) -> None:
    with watched(browser, site, java_script_enabled=scripts) as told:
        login(told)
        page = told.open(f"{CHAIN}&language=en")
        page.click(LINK)
        with page.expect_download(timeout=90_000) as had:
            page.click("form button.primary")
        place = tmp_path / had.value.suggested_filename
        had.value.save_as(place)
        assert place.name == "bundle-structure.zip"
        assert verify(place).verdict == "intact, not signed"
        assert "/bundle/structure" in page.url
        assert told.breaches() == []


def test_the_form_is_accessible_and_fits_a_phone(browser: Browser, site: str) -> None:
    """Whoever has no right to it sees the command."""
    with watched(browser, site, "phone") as told:
        page = told.open(f"{CHAIN}&language=en")
        page.click(LINK)
        assert page.locator("form[method=post]").count() == 0
        assert "respondeat bundle create structure" in page.inner_text("main")
        address = page.url
        login(told)
        for language in LANGUAGES:
            page = told.open(address.replace("language=en", f"language={language}"))
            assert page.locator("form[method=post]").count() == 1
            assert accessibility(page) == []
            assert overflowing(page) == []
            assert small_targets(page) == []
        assert told.breaches() == []
