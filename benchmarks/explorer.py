"""The explorer beside pyvis, in headless Chromium with software rendering: `python benchmarks/explorer.py [--pyvis SECONDS] [ENTITIES …]`.

For each number of entities (1,000, 20,000 and 100,000 by default) a graph with twice as many links is made up, always the same. Told of
our page: seconds to write it, its size, milliseconds from the start of loading to the first picture, until search works, until
all is there; then milliseconds of a search, of shortest paths, of a filter (until drawn), of a zoom (one frame), medians of five. pyvis gets the same
entities and links, as its users write it (physics on); its time is to the end of its stabilisation, and where that takes longer
than --pyvis seconds (default 120), the figure is a lower bound. Of more than 20,000 entities pyvis is not asked: adding a node or an
edge searches all nodes, so its page would take most of an hour to write.
"""
from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, sync_playwright
from pyvis.network import Network

from kg import ontology
from kg.export import html
from kg.graph import Graph
from kg.records import Document, Entity, Evidence, Statement

KINDS = (("GovernmentBody", "工业和信息化局"), ("Official", "建国"), ("Company", "远航机械有限公司"), ("PolicyDocument", "关于稳定就业的若干意见"), ("AdministrativeArea", "市"), ("Meeting", "工作会议"))
SAID = {("GovernmentBody", "PolicyDocument"): "issued", ("Official", "GovernmentBody"): "holdsPost", ("Company", "AdministrativeArea"): "locatedIn",
        ("GovernmentBody", "Company"): "supports", ("Official", "Meeting"): "participatesIn", ("GovernmentBody", "AdministrativeArea"): "hasJurisdiction"}
SYLLABLES = "海江云永龙平长安宁临清东西南北新青金银兴福泰和昌德明"


def made_up(entities: int) -> Graph:
    """A graph of that many entities and twice as many links, in communities with hubs, as graphs of articles have them."""
    chance = random.Random(7)
    documents = {f"d{i:05}": Document(f"d{i:05}", "各地各部门落实政策措施。" * 20, f"第{i}篇文章", f"20{20 + i % 5}-{i % 12 + 1:02}-{i % 28 + 1:02}") for i in range(entities // 20 + 1)}
    names, kinds = [], []
    for i in range(entities):
        kind, suffix = KINDS[i % len(KINDS)]
        name, rest = "", i
        for _ in range(4):
            rest, k = divmod(rest, len(SYLLABLES))
            name += SYLLABLES[k]
        names.append(name + suffix)
        kinds.append(kind)
    home = [int(entities * chance.random() ** 2 / 200) for _ in range(entities)]
    pools: dict[tuple[int, str], list[int]] = {}
    for i, c in enumerate(home):
        pools.setdefault((c, kinds[i]), []).append(i)
    by_kind = {kind: [i for i in range(entities) if kinds[i] == kind] for kind, _ in KINDS}
    statements, keys = [], list(documents)
    while len(statements) < 2 * entities:
        (one, two), relation = chance.choice(list(SAID.items()))
        a = chance.choice(by_kind[one])
        near = pools.get((home[a], two))
        b = chance.choice(near) if near and chance.random() < 0.9 else chance.choice(by_kind[two])
        if near and b in near[:40]:
            near.append(b)      # the linked get more links
        d = keys[(home[a] + len(statements) % 3) % len(keys)]
        statements.append(Statement(f"claim-{len(statements):07}", f"e-{a:06}", relation, f"e-{b:06}", Evidence(d, 0, 12, f"{names[a]}与{names[b]}的关系在此说明。"), relation,
                                    round(0.5 + chance.random() / 2, 3), (("title", "局长"),) if relation == "holdsPost" else ()))
    mentions: dict[str, set[tuple[str, int, int]]] = {f"e-{i:06}": set() for i in range(entities)}
    for s in statements:
        mentions[s.subject].add((s.evidence.document, 0, 2))
        mentions[s.object].add((s.evidence.document, 2, 4))
    codes = ("210000", "210100", "211200", "370000", "371500", "")
    return Graph(documents, {f"e-{i:06}": Entity(f"e-{i:06}", names[i], kinds[i], names[i], (names[i][:4],), codes[home[i] % len(codes)] if kinds[i] != "Official" else "",
                                                 tuple(sorted(mentions[f"e-{i:06}"]))) for i in range(entities)}, tuple(statements))


MEASURE = """async ([words, times]) => {
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
  const timed = async run => { const all = []; for (let i = 0; i < times; i++) { const from = performance.now(); await run(i); all.push(performance.now() - from); } return median(all); };
  const out = { drawn: shown.size, lines: linesShown() };
  out.search = 0;
  for (const w of words) out.search = Math.max(out.search, await timed(() => search(w)));
  const linked = G.degree.findIndex(d => !d), last = linked < 0 ? G.id.length : linked;
  out.path = await timed(i => tellingPaths(i, last - 1 - i, passed));
  out.steps = tellingPaths(0, last - 1, passed)[0]?.length ?? 0;
  out.filter = await timed(async i => { change({ confidence: i % 2 ? 0 : 0.8 }); await frame(); });
  out.zoom = await timed(async i => { zoom(i % 2 ? 2 : 0.5); await frame(); });
  return out;
}"""


def ours(page: Page, path: Path) -> dict:
    page.goto(path.as_uri())
    for _ in range(1200):
        if page.evaluate("document.documentElement.dataset.ready"):
            break
        page.wait_for_timeout(100)
    figures = page.evaluate("timing")
    return figures | page.evaluate(MEASURE, [["海江", "gongyehe", "hjyy", "机械有限公司"], 5])


WATCH = """const asked = setInterval(() => { if (typeof network === "undefined" || !network) return; clearInterval(asked);
  network.once("stabilizationIterationsDone", () => console.log(`shows ${performance.now()}`)); }, 1);"""


def theirs(page: Page, path: Path, patience: float) -> float | None:
    """Milliseconds from the start of loading until pyvis's own page shows its graph, None if longer than `patience` seconds."""
    page.add_init_script(WATCH)
    try:
        with page.expect_console_message(lambda message: message.text.startswith("shows "), timeout=1000 * patience) as told:
            page.goto(path.as_uri(), wait_until="commit")
        return float(told.value.text.split()[1])
    except TimeoutError:
        return None


def as_pyvis(graph: Graph, path: Path) -> None:
    net = Network(cdn_resources="in_line", directed=True)
    for e in graph.entities.values():
        net.add_node(e.id, label=e.name, color=ontology.classes()[e.label].color)
    for s in graph.statements:
        net.add_edge(s.subject, s.object, title=s.predicate)
    path.write_text(net.generate_html(), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("entities", nargs="*", type=int)
    parser.add_argument("--pyvis", type=float, default=120.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for entities in arguments.entities or (1_000, 20_000, 100_000):
            graph, path = made_up(entities), Path(folder, "graph.html")
            before = time.perf_counter()
            html.write(graph, path)
            wrote = time.perf_counter() - before
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
            context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
            f = ours(context.new_page(), path)
            print(f"{entities} entities, {len(graph.statements)} links: written in {wrote:.1f} s, {path.stat().st_size / 1e6:.1f} MB; first picture {f['first']:.0f} ms, "
                  f"search works after {f['search_ready']:.0f} ms, all there after {f['ready']:.0f} ms; {f['drawn']} entities and {f['lines']} lines drawn; "
                  f"search {f['search']:.1f} ms, path {f['path']:.1f} ms (of {f['steps']} steps), filter {f['filter']:.0f} ms, zoom {f['zoom']:.0f} ms", flush=True)
            browser.close()
            if arguments.pyvis > 0 and entities <= 20_000:
                as_pyvis(graph, path)
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
                took = theirs(browser.new_page(viewport={"width": 1280, "height": 720}), path, arguments.pyvis)
                shown = f"{took:.0f} ms, {took / f['first']:.0f} times ours" if took else f"more than {arguments.pyvis:.0f} s, more than {1000 * arguments.pyvis / f['first']:.0f} times ours"
                print(f"    pyvis: picture after {shown}", flush=True)
                browser.close()


if __name__ == "__main__":
    main()
