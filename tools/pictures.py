"""The pictures of the docs, made of the seeds in headless Chromium: `python tools/pictures.py`."""
from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.export import html
from kg.pipeline import build

ROOT = Path(__file__).parents[1]
VIEWS = {      # file: width, height, what is done before the picture
    "explorer.png": (1440, 900, "fit()"),
    "timeline.png": (1440, 900, "change({ time: true }); fit()"),
}


def main() -> None:
    """Write VIEWS into docs/pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "graph.html")
        html.write(build(ROOT / "seeds").graph, page_file)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        for name, (width, height, action) in VIEWS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce")
            page.goto(page_file.as_uri())
            page.locator("html[data-ready]").wait_for(state="attached")
            page.evaluate(action)
            page.wait_for_timeout(500)
            page.screenshot(path=ROOT / "docs" / "pictures" / name)
        browser.close()


if __name__ == "__main__":
    main()
