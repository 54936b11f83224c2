"""Takes the picture of the explorer in the README: `python tools/picture.py exports/graph.ttl docs/explorer.png`. Needs Chromium."""
from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg

WIDTH, HEIGHT = 1280, 720


def main(turtle: str, picture: str, name: str = "聊城市工信局") -> None:
    graph = kg.load(turtle)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "graph.html")
        graph.to_html(page_file)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"{page_file.as_uri()}#node={graph[name].id}&focus={graph[name].id}&steps=2&lang=zh")
        page.wait_for_timeout(6000)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
