"""The page in Chromium, as a double click opens it: what it shows, what it answers, and that it stays at home."""
import shutil

import pytest
from playwright.sync_api import sync_playwright

import sample
from kg.export import html
from kg.ontology import classes


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is not installed; run `make test`, which installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser, tmp_path):
    """show(graph) opens its page; at the end of the test, nothing may have been asked of the net or complained of."""
    requests, complaints, pages = [], [], []

    def open_page(graph, width=1280, height=720):
        html.write(graph, tmp_path / "graph.html")
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.on("request", lambda r: requests.append(r.url))
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("dialog", lambda d: complaints.append(f"dialog {d.message}") or d.dismiss())
        page.on("popup", lambda p: complaints.append("popup"))
        page.goto((tmp_path / "graph.html").as_uri())
        until(page, "plan !== null")   # drawn, with labels
        return page

    yield open_page
    assert requests == [(tmp_path / "graph.html").as_uri()] * len(pages)
    assert complaints == []
    for page in pages:
        page.close()


def until(page, condition, patience=10_000):
    """Wait until the condition holds. (Playwright's own wait_for_function calls eval in the page, which the
    page's security policy forbids.)"""
    for _ in range(patience // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"The page never came to: {condition}")


def at(page, x, y):
    """Where a point of the drawing is in the window."""
    box = page.locator("#mynetwork").bounding_box()
    spot = page.evaluate("([x, y]) => network.canvasToDOM({ x, y })", [x, y])
    return box["x"] + spot["x"], box["y"] + spot["y"]


def click_node(page, id_):
    place = page.evaluate("id => network.getPosition(id)", id_)
    page.mouse.click(*at(page, place["x"], place["y"]))


def click_edge(page, a, b):
    place = page.evaluate("([a, b]) => network.getPositions([a, b])", [a, b])
    page.mouse.click(*at(page, *((place[a][k] + place[b][k]) / 2 for k in "xy")))


def test_the_graph_is_drawn_at_once_with_its_legend(show):
    page = show(sample.small())
    assert page.title() == "政图 Zhengtu"
    assert page.locator("#counts").text_content() == "2 篇文章 · 12 实体 · 12 关系"
    legend = page.locator("#legend").inner_text()
    for name in ("GovernmentBody", "Company", "Official", "AdministrativeArea", "PolicyDocument", "Meeting"):
        assert classes()[name].zh in legend and classes()[name].en in legend
    assert "PartyBody" not in legend   # none in this graph
    # every class has its colour on the canvas
    colours = page.evaluate("""() => {
      const canvas = document.querySelector('#mynetwork canvas');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data, found = new Set();
      for (let i = 0; i < pixels.length; i += 4)
        if (pixels[i + 3] === 255) found.add('#' + [0, 1, 2].map(k => pixels[i + k].toString(16).padStart(2, '0')).join(''));
      return [...found];
    }""")
    assert {classes()[e.label].color for e in sample.small().entities.values()} <= set(colours)
    assert page.evaluate("plan.shown.length") == 12
    assert page.locator("#detail").is_hidden()


def test_a_node_shows_its_names_links_and_sentences(show):
    page = show(sample.small())
    click_node(page, "org-2")
    detail = page.locator("#detail")
    assert detail.locator("h2").text_content() == "海州远航机械有限公司"
    text = detail.inner_text()
    for words in ("企业", "Company", "远航机械", "关系（6）", "东海银行海州分行授信远航机械2000万元。", "位于", "走访", "海州市稳就业（海州日报，2020-03-01）"):
        assert words in text, words
    assert detail.locator(".card").count() == 6
    page.keyboard.press("Escape")
    assert detail.is_hidden()


def test_a_line_shows_all_links_of_the_pair(show):
    page = show(sample.small())
    click_edge(page, "org-2", "org-3")
    cards = page.locator("#detail .card")
    assert cards.count() == 3
    money = cards.filter(has_text="2000万元").first
    text = money.inner_text()
    for words in ("支持", "数额", "2000万元", "方式", "授信", "规则 rule_supports", "置信度 0.90", "海州市稳就业"):
        assert words in text, words
    assert money.locator("mark.s").text_content() == "东海银行海州分行"
    assert money.locator("mark.o").text_content() == "远航机械"
    assert page.evaluate("data.edges.find(e => e.count === 3).kind") == "合作·支持"
    assert "合作·支持 ×3" in page.evaluate("plan.named.map(n => n.text)")


def test_a_name_in_the_panel_leads_on(show):
    page = show(sample.small())
    click_node(page, "policy-1")
    page.locator("#detail").get_by_role("button", name="海州市人民政府").click()
    assert page.locator("#detail h2").text_content() == "海州市人民政府"
    assert page.evaluate("[...chosen.near].sort()") == ["org-1", "place-2", "policy-1"]


def test_search_by_a_short_name(show):
    page = show(sample.large())
    page.fill("#search", "恒泰")
    assert page.locator("#found button").count() == 12
    page.fill("#search", "abc")
    assert page.locator("#found").inner_text() == "没有找到"
    page.fill("#search", "李云台")
    page.press("#search", "Enter")
    assert page.locator("#detail h2").text_content() == "李云台"
    assert "没有说明它与其他实体的关系" in page.locator("#detail").inner_text()
    assert not page.evaluate("covered('reporter-2')")


def test_classes_can_be_switched_off(show):
    page = show(sample.small())
    hidden = "data.nodes.filter(n => nodes.get(n.id).hidden).map(n => n.id).sort()"
    page.uncheck("#legend input[value=Company]")
    assert page.evaluate(hidden) == ["org-2", "org-5"]
    assert page.evaluate("data.edges.filter(e => ['org-2', 'org-5'].some(i => i === e.from || i === e.to)).every(e => edges.get(e.id).hidden)")
    assert page.evaluate("document.querySelector('#legend input[value=Organisation]').indeterminate")
    page.uncheck("#legend input[value=Place]")
    assert page.evaluate(hidden) == ["org-2", "org-5", "place-1", "place-2", "place-3"]
    page.check("#legend input[value=Company]")
    page.check("#legend input[value=Place]")
    page.uncheck("#lone")
    assert page.evaluate(hidden) == ["org-6", "place-1"]
    page.fill("#search", "江东")   # what is found is shown, whatever was switched off
    page.press("#search", "Enter")
    assert page.evaluate(hidden) == []


def test_labels_are_legible_and_apart(show):
    page = show(sample.large())
    total, shown = page.evaluate("[data.nodes.length, plan.shown.length]")
    assert total > 150 and shown > 0.6 * total
    boxes = page.evaluate("""() => {
      const c = document.createElement('canvas').getContext('2d'), s = plan.scale;
      c.font = `${SIZE}px ${FONT}`;
      return plan.shown.map(l => { const w = Math.max(...l.text.map(t => c.measureText(t).width));
        return [l.x * s - w / 2, l.y * s, l.x * s + w / 2, l.y * s + LEADING * l.text.length]; });
    }""")
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
    hubs = page.evaluate("ranked.slice(0, 5).map(n => n.id)")
    assert set(hubs) <= set(page.evaluate("plan.shown.map(l => l.id)"))
    # zoomed in, the neighbourhood has all its names
    page.evaluate("network.moveTo({ position: network.getPosition('policy-p'), scale: 2 })")
    until(page, "plan !== null && plan.scale === 2")
    assert page.evaluate("plan.shown.length") == total


def test_hostile_strings_do_nothing(show):
    page = show(sample.hostile())
    allowed = set(page.evaluate("[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]")) | {
        "article", "blockquote", "mark", "dl", "dt", "dd", "h2", "h3", "ul", "li", "bdi"}
    for entity in range(len(sample.HOSTILE)):
        page.evaluate("id => showEntity(id, { move: true })", f"org-{entity}")
        shown = page.locator("#detail h2").text_content()
        expected = "".join(c for c in sample.HOSTILE[entity] if not "\ud800" <= c <= "\udfff")
        assert shown == expected or shown == expected.replace("\x00", "\ufffd")
        page.fill("#search", expected.strip()[:12])
    for edge in range(page.evaluate("data.edges.length")):
        page.evaluate("e => showPair(e)", edge)
    for id_ in ("org-0", "org-1", "org-3"):
        page.evaluate("id => network.moveTo({ position: network.getPosition(id), scale: 1 })", id_)
        box = page.locator("#mynetwork").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(50)
    assert page.evaluate("window.hacked") is None
    assert set(page.evaluate("[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]")) <= allowed - {"a", "img", "svg"}
    assert page.evaluate("document.querySelectorAll('script').length") == 3
    assert page.evaluate("[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))")


def test_on_a_telephone_the_panel_still_opens(show):
    page = show(sample.small(), width=420, height=800)
    page.evaluate("showEntity('org-2')")
    assert page.locator("#detail h2").is_visible()


def test_an_empty_graph(browser, tmp_path):
    from kg.graph import Graph
    html.write(Graph(), tmp_path / "g.html")
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto((tmp_path / "g.html").as_uri())
    assert page.locator("#counts").text_content() == "0 篇文章 · 0 实体 · 0 关系"
    assert errors == []
    page.close()
