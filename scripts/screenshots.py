"""Take the pictures of the README again: pages over the seed data, in a real browser."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from scripts.served import server
from tests.api.terminal import here
from tests.browser.browsing import launched

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "images"
SIZE: Final = (1280, 800)
PICTURES: Final = {
    "chain.png": "/chain?target=Interior+Troops&on=2020-08-10&language=en",
    "explorer.png": "/explore?node=Interior+Troops&language=en",
}


def main() -> int:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        loaded = here("load-seed", "--store", store)
        if loaded.code:
            sys.exit(loaded.err)
        with server(store) as said, sync_playwright() as playwright:
            url = said.partition("http://")[2].split("/")[0]
            browser = launched(playwright)
            width, height = SIZE
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
            for name, path in PICTURES.items():
                page.goto(f"http://{url}{path}", wait_until="networkidle")
                _settled(page)
                page.screenshot(path=FOLDER / name)
            browser.close()
    print(f"{len(PICTURES)} pictures written")
    return 0


def _settled(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    sys.exit(main())
