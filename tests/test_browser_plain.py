"""The plain view with vis.js in Chromium: what it shows, and that it stays at home."""
import pytest

import sample
from browser import Watch, chromium, until
from kg.export import pyvis
from kg.graph import Graph


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def show(browser, tmp_path):
    watched = []

    def open_page(graph):
        pyvis.write(graph, tmp_path / "graph.html")
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        watched.append(Watch(page))
        page.goto((tmp_path / "graph.html").as_uri())
        until(page, "typeof network !== 'undefined'")
        return page

    yield open_page
    for watch in watched:
        assert watch.requests == [(tmp_path / "graph.html").as_uri()]
        assert watch.complaints == []
        watch.page.close()


def click(page, *names):
    """Click the entity, or the middle between two."""
    spot = page.evaluate("""names => { const places = names.map(n => network.getPosition(data.names.indexOf(n)));
      return network.canvasToDOM({ x: places.reduce((s, p) => s + p.x, 0) / places.length, y: places.reduce((s, p) => s + p.y, 0) / places.length }); }""", list(names))
    box = page.locator("#mynetwork").bounding_box()
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])


def test_entities_and_lines_show_their_sentences(show):
    page = show(sample.small())
    assert page.locator("#counts").text_content() == "2 篇文章 · 12 实体 · 12 关系"
    assert "政府机构" in page.locator("#legend").inner_text()
    click(page, "海州远航机械有限公司")
    page.locator("#detail h2", has_text="海州远航机械有限公司").wait_for()
    assert page.locator("#detail article").count() == 6
    click(page, "海州远航机械有限公司", "东海银行海州分行")
    page.locator("#detail h2", has_text="—").wait_for()
    money = page.locator("#detail article", has_text="2000万元").first
    assert money.locator("mark.s").text_content() == "东海银行海州分行" and money.locator("mark.o").text_content() == "远航机械"
    page.keyboard.press("Escape")
    assert page.locator("#detail").is_hidden()


def test_nothing_moves_after_the_page_is_open(show):
    page = show(sample.large())
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("network.getPositions()") == before


def test_hostile_strings_do_nothing(show):
    page = show(sample.hostile())
    for i in range(len(sample.HOSTILE)):
        page.evaluate("i => show(data.names[i], l => data.links.subject[l] === i || data.links.object[l] === i)", i)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')) && !['a', 'img', 'svg', 'iframe'].includes(e.localName))")


def test_an_empty_graph(show):
    assert show(Graph()).locator("#counts").text_content() == "0 篇文章 · 0 实体 · 0 关系"
