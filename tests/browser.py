"""Chromium for the tests that look at pages."""
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

SOFTWARE = ("--no-sandbox", "--enable-unsafe-swiftshader")        # WebGL without a graphics card


@contextmanager
def chromium(*arguments):
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed; run `make test`, which installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(arguments or SOFTWARE))
        yield browser
        browser.close()


class Watch:
    """What a page asks of the net and complains of."""

    def __init__(self, page):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") and "GL Driver Message" not in m.text else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("dialog", lambda d: self.complaints.append(f"dialog {d.message}") or d.dismiss())
        page.on("popup", lambda p: self.complaints.append("popup"))
        page.on("crash", lambda p: self.complaints.append("crash"))


def until(page, condition, patience=15_000):
    """Wait until the condition holds. (Playwright's own wait_for_function calls eval in the page, which the
    page's security policy forbids.)"""
    for _ in range(patience // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"The page never came to: {condition}")
