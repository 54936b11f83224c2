"""Every payload in every place of every page that shows a graph, in Chromium with its own protection off: nothing runs.

With KG_PAYLOADS=all it is all of them, which takes minutes, else an eighth.
"""
import html
import os
import threading
from urllib.parse import quote

import pytest

import hostile
from browser import chromium, until
from kg.export import html as explorer, notebook, pyvis, turtle
from kg.serve.server import Server

SIZE = 1000
BATCHES = hostile.batches(SIZE) if os.environ.get("KG_PAYLOADS") == "all" else [hostile.payloads()[::8]]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def harness(browser, tmp_path):
    made = []

    def open_page(url):
        made.append(hostile.Harness(browser, url if url.startswith("http") else url.rpartition("/")[0]))
        made[-1].page.goto(url, wait_until="domcontentloaded")
        return made[-1]

    yield open_page
    for h in made:
        h.context.close()


def test_the_harness_sees_what_runs(harness, tmp_path):
    """Payloads as markup, each in a frame of its own and within an attribute: many run, and the harness says so."""
    some = hostile.payloads()[:200]
    frames = "".join(f'<iframe srcdoc="{html.escape(p)}"></iframe><iframe srcdoc="{html.escape(f"<input value={chr(34)}{p}{chr(34)}>")}"></iframe>' for p in some)
    (tmp_path / "control.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", "utf-8", "replace")
    h = harness((tmp_path / "control.html").as_uri())
    h.page.wait_for_timeout(1000)
    h.touch()
    h.page.wait_for_timeout(200)
    assert sum(r.startswith("alert") for r in h.ran) > len(some) // 5, h.ran[:20]
    assert any(r.startswith("asked http") for r in h.ran)


def explore(page):
    """Click and hover through the explorer: the hub's panel with its sentences, an article, the table, the search, the time."""
    page.evaluate("openNode(G.at.get('hub'), true)")
    for summary in page.locator("#panel summary").all()[:5]:
        summary.click(position={"x": 4, "y": 8})
    for button in page.locator("#panel button").all()[:12]:
        button.hover(timeout=5000)
    page.evaluate("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
    page.wait_for_timeout(100)


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_nothing_runs_in_the_explorer(harness, tmp_path, batch):
    graph = hostile.graph(BATCHES[batch])
    explorer.write(graph, tmp_path / "graph.html")
    h = harness((tmp_path / "graph.html").as_uri())
    page = h.page
    until(page, "document.documentElement.dataset.ready === '1'", 60_000)
    assert h.each("n => show(...nodeContent(G.at.get(`org-${n}`)))", len(BATCHES[batch]), "#panel") >= len(BATCHES[batch])
    explore(page)
    h.touch()
    page.locator("#panel button.from").first.click()
    until(page, "document.getElementById('reader').open")
    h.touch()
    page.keyboard.press("Escape")
    for view in ("#view=table&tab=links", "#view=table&tab=nodes", "#time=1&node=hub", "#ask=supporters-of&of=org-0", "#between=hub~org-1", "#edge=hub~org-2"):
        page.evaluate("hash => { location.hash = hash; }", view)
        page.wait_for_timeout(100)
        h.touch()
    page.evaluate("location.hash = ''")
    for word in ("alert", "<script", "onerror", "javascript:"):
        page.fill("#search", word)
        page.wait_for_timeout(50)
        h.touch()
        page.press("#search", "Enter")
    assert h.found() == []


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_nothing_runs_in_the_plain_view(harness, tmp_path, batch):
    pyvis.write(hostile.graph(BATCHES[batch]), tmp_path / "graph.html", most=SIZE + 1)
    h = harness((tmp_path / "graph.html").as_uri())
    until(h.page, "typeof network !== 'undefined'", 60_000)
    opens = "n => show(data.names[n], l => data.links.subject[l] === n || data.links.object[l] === n)"
    assert h.each(opens, len(BATCHES[batch]) + 1, "#detail") >= len(BATCHES[batch])
    h.touch()
    for x, y in ((300, 300), (640, 400), (500, 200), (800, 500)):      # where nodes and lines are, or near
        h.page.mouse.move(x, y)
        h.page.mouse.click(x, y)
    assert h.found() == []


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_nothing_runs_in_the_frame_of_a_notebook(harness, tmp_path, batch):
    graph = hostile.graph(BATCHES[batch])
    views = "".join(graph[f"org-{i}"]._repr_html_() for i in range(len(BATCHES[batch])))
    page = f"<!doctype html><meta charset=utf-8>{graph._repr_html_()}{notebook.show(graph)._repr_html_()}{views}"
    (tmp_path / "cell.html").write_text(page, "utf-8", "replace")
    h = harness((tmp_path / "cell.html").as_uri())
    h.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    frame = h.page.frames[-1]
    for _ in range(600):
        if frame.evaluate("document.documentElement.dataset.ready === '1'"):
            break
        h.page.wait_for_timeout(100)
    explore(frame)
    assert h.touch() > len(BATCHES[batch])
    assert frame.evaluate(hostile.MARKUP, []) == [] and h.found("iframe") == []


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_nothing_runs_in_the_served_pages(harness, tmp_path, batch):
    turtle.write(hostile.graph(BATCHES[batch]), tmp_path / "graph.ttl")
    server = Server(tmp_path / "graph.ttl", seconds=30, workers=1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    try:
        h = harness(url)
        names = "SELECT ?n ?t ?s WHERE { ?c rdf:object ?o ; kg:quote ?s ; prov:wasDerivedFrom/dcterms:title ?t . ?o skos:prefLabel ?n }"
        h.page.fill("#query", names)
        h.page.keyboard.press("Control+Enter")
        h.page.locator("#result tr").nth(20).wait_for(timeout=60_000)
        assert h.touch() > len(BATCHES[batch])
        assert h.found("form") == []
        h.page.goto(url + "?query=" + quote(BATCHES[batch][0].encode("utf-8", "replace")))
        for name in ("hub", "org-0", "org-1", f"org-{len(BATCHES[batch]) - 1}"):
            h.page.goto(url + "id/" + name)
            h.touch()
            assert h.found("form") == []
    finally:
        server.shutdown()
        server.server_close()
