"""The explorer of a graph, opened in Chromium: fixtures and helpers of the tests that click through it.

With ZHENGTU_SHOTS=folder, a picture of each test's last state is left there to look at.
"""
import os
import re
from pathlib import Path

import pytest

from browser import Watch, chromium, until
from kg.export import html
from kg.pipeline import build

ROOT = Path(__file__).parents[1]
SHOTS = os.environ.get("ZHENGTU_SHOTS")
BUREAU, CITY = "聊城市工业和信息化局", "聊城市"


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def seeds():
    return build(ROOT / "seeds").graph


@pytest.fixture
def show(browser, tmp_path, request):
    """show(graph) opens its page; at the end of the test, nothing may have been asked of the net or complained of."""
    watched = []

    def open_page(graph, address="", width=1280, height=720, texts=True, locale="zh-CN", **more):
        html.write(graph, tmp_path / "graph.html", texts=texts)
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce", accept_downloads=True, **more)
        page = context.new_page()
        watched.append(Watch(page))
        page.goto((tmp_path / "graph.html").as_uri() + address)
        until(page, "document.documentElement.dataset.ready === '1'")
        page.evaluate("document.querySelectorAll('#filters details').forEach(d => { d.open = true; })")
        return page

    yield open_page
    for number, watch in enumerate(watched):
        if SHOTS:
            watch.page.screenshot(path=Path(SHOTS) / f"{request.node.name}-{number}.png")
        assert {u for u in watch.requests if not u.startswith("blob:")} == {(tmp_path / "graph.html").as_uri()}
        assert watch.complaints == []
        watch.page.context.close()


def id_of(page, name):
    return page.evaluate("name => G.id[G.name.indexOf(name)]", name)


def spot_of(page, *names):
    """Where an entity is in the window, or the middle between two."""
    spots = page.evaluate("names => names.map(name => sigma.framedGraphToViewport(sigma.getNodeDisplayData(String([...shown].find(n => G.name[n] === name)))))", list(names))
    box = page.locator("#graph").bounding_box()
    return box["x"] + sum(s["x"] for s in spots) / len(spots), box["y"] + sum(s["y"] for s in spots) / len(spots)


def click(page, *names):
    page.mouse.click(*spot_of(page, *names))


def drag(page, start, right, down):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + right, start[1] + down, steps=5)
    page.mouse.up()


def pick(page, words):
    """Find by the search field and take the first."""
    page.fill("#search", words)
    page.press("#search", "Enter")


def title(page):
    return page.locator("#panel-title").text_content()


def drawn(page):
    return set(page.evaluate("[...shown].map(n => G.name[n])"))


def address(page):
    """What the address says, but for the camera."""
    return re.sub("&?camera=[^&]*", "", page.evaluate("decodeURIComponent(location.hash)")).strip("#")
