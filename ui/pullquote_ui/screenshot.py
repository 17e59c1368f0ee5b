"""The README's picture, made anew: python -m pullquote_ui.screenshot http://127.0.0.1:7860

Start the page first (`pullquote ui`). Needs Playwright (the `dev` extra) and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

QUESTION = "What did Harris say about license enforcement?"
PICTURE = Path(__file__).parent / "screenshot.png"


def picture(address: str, target: Path = PICTURE) -> Path:
    """Ask the question on the page at that address, and keep what is then to be seen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or None, args=["--headless", "--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(address)
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#current .exchange .foot", timeout=180_000)
        page.locator("#current .ref").first.click()
        page.locator("#reader-body mark.cited").wait_for()
        page.evaluate("window.scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)
        page.screenshot(path=target)
        browser.close()
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{picture(sys.argv[1] if len(sys.argv) > 1 else 'http://127.0.0.1:7860')}\n")
