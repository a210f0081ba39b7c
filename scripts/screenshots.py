"""Take the pictures of the README again: pages over the seed data, in a real browser."""

import sys
import tempfile
from pathlib import Path
from textwrap import wrap
from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from respondeat.api.answers import neighbours
from respondeat.api.dataset import Dataset
from respondeat.api.proof import short
from scripts.served import server
from tests.api.terminal import here
from tests.browser.browsing import launched

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "images"
SIZE: Final = (1280, 860)
BODY: Final = "Interior Troops"
DAY: Final = "2020-08-10"
CHAIN: Final = f"/chain?{urlencode({'target': BODY, 'on': DAY, 'language': 'en'})}"


def main() -> int:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        loaded = here("load-seed", "--store", store)
        if loaded.code:
            sys.exit(loaded.err)
        with Dataset.open(store, "public") as data:
            explored = _around(data)
        with server(store) as said, sync_playwright() as playwright:
            url = f"http://{said.partition('http://')[2].split('/')[0]}"
            browser = launched(playwright)
            width, height = SIZE
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
            page.goto(f"{url}{CHAIN}", wait_until="networkidle")
            page.locator("details.told.head > summary").first.click()
            _take(page, "chain.png")
            page.goto(f"{url}{explored}", wait_until="networkidle")
            _take(page, "explorer.png")
            browser.close()
    print("2 pictures written")
    return 0


def _around(data: Dataset) -> str:
    """The address of the explorer with a body and whom it is related to through posts and command."""
    relations = ["Posting.body.holder", "Subordination.subordinate.superior"]
    first = neighbours(data, BODY, relations=relations)
    above = [one["node"]["id"] for one in first["neighbours"] if one["node"]["type"] == "Body"]
    found = [first, *(neighbours(data, id, limit=14) for id in above)]
    ids = dict.fromkeys(one["node"]["id"] for answer in found for one in answer["neighbours"])
    shown = " ".join(short(id) for id in (data.find(BODY), *ids))
    return f"/explore?{urlencode([*(('node', part) for part in wrap(shown, 900)), ('language', 'en')])}"


def _take(page: Page, name: str) -> None:
    """A picture of what is seen once nothing moves any more."""
    page.wait_for_timeout(2000)
    page.screenshot(path=FOLDER / name)


if __name__ == "__main__":
    sys.exit(main())
