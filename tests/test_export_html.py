"""The pages as files: nothing in them is of the net, nothing of an article is markup, and their bytes are stable.

What they do in a browser is in test_browser.py and test_browser_plain.py.
"""
import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sample
from kg import ontology
from kg.clean import clean
from kg.export import html, notebook, pyvis
from kg.export.sentences import marks, occurrences
from kg.export.view import blocks, usual
from kg.graph import Graph

ROOT = Path(__file__).parents[1]


class Page(HTMLParser):
    """Elements, and the text of scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.tags, self.texts, self.policy = [], [], ""   # texts: [of a script or style element, its type, its id, text]
        self.feed(self.text)
        self.scripts = [t for tag, kind, _, t in self.texts if (tag, kind) == ("script", None)]
        self.styles = [t for tag, _, _, t in self.texts if tag == "style"]
        self.blocks = {id_: json.loads(gzip.decompress(base64.b64decode(t))) for _, kind, id_, t in self.texts if kind == "application/octet-stream"}
        self.data = "".join(t for _, kind, _, t in self.texts if kind == "application/json")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag in ("script", "style"):
            self.texts.append([tag, attrs.get("type"), attrs.get("id"), ""])

    def handle_data(self, text):
        if self.cdata_elem:
            self.texts[-1][3] += text


def explorer(graph, **more):
    return Page("".join(html.parts(graph, **more)))


def plain(graph, tmp_path, **more):
    pyvis.write(graph, tmp_path / "g.html", **more)
    return Page((tmp_path / "g.html").read_bytes().decode("utf-8"))


@pytest.fixture(params=["small", "hostile", "large"])
def graph(request):
    return getattr(sample, request.param)()


@pytest.fixture(params=["explorer", "plain"])
def page(request, graph, tmp_path):
    return explorer(graph) if request.param == "explorer" else plain(graph, tmp_path)


def test_nothing_of_the_net(page):
    assert not {t for t, _ in page.tags} & {"link", "img", "iframe", "a", "object", "embed", "base", "form"}
    assert not any(k in ("src", "href", "srcset", "action") or k.startswith("on") or k == "style" for _, a in page.tags for k in a)
    assert not re.search(r"@import|url\(", "".join(page.styles))
    assert "sourceMappingURL" not in page.text and "cdnjs" not in page.text and "cdn.jsdelivr" not in page.text


def test_the_policy_admits_our_scripts_alone(page):
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    assert rules["default-src"] == "'none'" and "unsafe" not in page.policy and "http" not in page.policy and len(page.scripts) == 2

    def digests(texts):
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    assert rules["script-src"] == digests(page.scripts)
    assert rules["style-src"] == digests(page.styles)
    assert set(rules) <= {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert rules.get("img-src", "blob: data:") == "blob: data:"


def test_hostile_strings_are_data(tmp_path):
    names = sorted(re.sub("[\ud800-\udfff]", "\ufffd", t) for t in sample.HOSTILE)
    page = explorer(sample.hostile())
    assert "window.hacked" not in page.text     # compressed
    assert sorted(page.blocks["first"]["nodes"]["name"]) == names
    page = plain(sample.hostile(), tmp_path)
    assert not set(page.data) & set("<>&\u2028\u2029")
    assert sorted(json.loads(page.data)["names"]) == names
    assert page.text.count("window.hacked") == page.data.count("window.hacked")
    assert not any("title" in item for name in ("nodes", "edges") for item in json.loads(page.data)[name])   # vis would show it as markup


def test_the_licences_travel_with_the_page():
    page = explorer(sample.small())
    for words in ("sigma 3.", "graphology 0.", "Permission is hereby granted"):
        assert words in page.scripts[0]


@pytest.mark.parametrize("folder", ["kg/export/explorer", "kg/serve/web"])
def test_the_licences_are_of_the_packages_that_are_locked(folder):
    """`make web` writes bundles and licences together."""
    locked = json.loads((ROOT / "tools" / "web" / "package-lock.json").read_text("utf-8"))["packages"]
    told = re.findall(r"^((?:@[\w-]+/)?[\w-]+) (\d+\.\d+\.\d+)$", (ROOT / folder / "LICENSES.txt").read_text("utf-8"), re.M)
    assert len(told) > 5 and all(locked[f"node_modules/{name}"]["version"] == version for name, version in told)


def test_every_entity_and_link_is_there(graph):
    view = explorer(graph).blocks
    first, links = view["first"], view["links"]
    assert set(first["nodes"]["id"]) == set(graph.entities) and first["total"] == {
        "documents": len(graph.documents), "entities": len(graph.entities), "links": len(graph.statements), "lines": len(first["edges"]["a"])}
    assert sorted(links["id"]) == sorted(s.id for s in graph.statements)
    assert sum(first["edges"]["count"]) == len(usual(graph.statements))
    ends = [frozenset(pair) for pair in zip(first["edges"]["a"], first["edges"]["b"])]
    assert len(set(ends)) == len(ends)   # one line for a pair
    for edge, subject, object_ in zip(links["edge"], links["subject"], links["object"]):
        assert ends[edge] == {subject, object_}
    by_id = {s.id: s for s in graph.statements}
    for number, id_ in enumerate(links["id"]):
        s, said = by_id[id_], links["sentence"][number]
        assert first["nodes"]["id"][links["subject"][number]] == s.subject and list(ontology.relations())[links["relation"][number]] == s.predicate
        assert list(graph.documents)[links["sentences"]["document"][said]] == s.evidence.document


def test_a_large_graph_opens_on_its_most_linked(tmp_path):
    graph = sample.large()
    view = dict(blocks(graph, first=40))
    nodes, edges = view["first"]["nodes"], view["first"]["edges"]
    assert len(nodes["id"]) == 40 and nodes["degree"] == sorted(nodes["degree"], reverse=True)
    assert "policy-p" in nodes["id"]
    assert max(edges["a"] + edges["b"]) < 40
    rest = view["rest"]
    assert len(rest["nodes"]["id"]) == len(graph.entities) - 40
    assert all(max(a, b) >= 40 for a, b in zip(rest["edges"]["a"], rest["edges"]["b"]))
    assert len(edges["a"]) + len(rest["edges"]["a"]) == view["first"]["total"]["lines"]
    data = json.loads(plain(graph, tmp_path, most=40).data)
    assert len(data["nodes"]) == 40 and data["total"]["entities"] == len(graph.entities)


def test_a_pair_with_links_both_ways(tmp_path):
    view = explorer(sample.small()).blocks
    ids, edges, links = view["first"]["nodes"]["id"], view["first"]["edges"], view["links"]
    (edge,) = (i for i, (a, b) in enumerate(zip(edges["a"], edges["b"])) if {ids[a], ids[b]} == {"org-2", "org-3"})
    assert edges["count"][edge] == 3 and [view["first"]["relations"][r]["zh"] for r in edges["kind"][edge]] == ["支持", "合作"]
    assert edges["way"][edge] == (1 if ids[edges["a"][edge]] == "org-3" else 2)   # they cooperate (no arrow), and org-3 supports org-2
    (support,) = (i for i, q in enumerate(links["qualifiers"]) if q == [["amount", "2000万元"], ["means", "授信"]])
    quote = links["sentences"]["quote"][links["sentence"][support]]
    assert pieces(quote, links["marks"][support]) == [("东海银行海州分行", 0), ("远航机械", 1)]
    data = json.loads(plain(sample.small(), tmp_path).data)
    assert len([e for e in data["edges"] if e["arrows"] in ("to", "from")]) == len([w for w in edges["way"] if w in (1, 2)])


def pieces(quote, found):
    units = quote.encode("utf-16-le")
    return [(units[2 * found[k]:2 * (found[k] + found[k + 1])].decode("utf-16-le"), found[k + 2]) for k in range(0, len(found), 3)]


@pytest.mark.parametrize("quote, subject, object_, expected", [
    ("甲乙公司支持丙。", {"甲乙公司", "甲乙"}, {"丙"}, [("甲乙公司", 0), ("丙", 1)]),
    ("海州市海州银行", {"海州银行"}, {"海州市", "海州"}, [("海州市", 1), ("海州银行", 0)]),
    ("甲甲", {"甲"}, set(), [("甲", 0), ("甲", 0)]),
    ("无人", {"甲"}, {"乙"}, []),
    ("", {"甲"}, set(), []),
    ("𠮷野家支持😀𠮷公司", {"𠮷野家"}, {"𠮷公司"}, [("𠮷野家", 0), ("𠮷公司", 1)]),
])
def test_marks_in_a_sentence(quote, subject, object_, expected):
    assert pieces(quote, marks(quote, occurrences(quote, subject), occurrences(quote, object_))) == expected


def test_what_stands_for_a_name_is_marked_too():
    m = sample.Maker()
    m.article("a", "远航公司复工。该 公司向海州市捐款。")
    m.entity("org-1", "Company", "远航公司")
    m.entity("place-1", "AdministrativeArea", "海州市")
    m.entities["org-1"] = replace(m.entities["org-1"], mentions=(("a", 0, 4), ("a", 7, 11)))
    m.say("a", "该公司向海州市捐款。", "org-1", "supports", "place-1", 0.4, raw="该 公司向海州市捐款。")
    links = explorer(m.graph()).blocks["links"]
    assert pieces("该公司向海州市捐款。", links["marks"][0]) == [("该公司", 0), ("海州市", 1)]


def test_only_what_was_read_as_the_thing_is_marked():
    m = sample.Maker()
    m.article("a", "副市长林建国出席全市会议。")
    m.entity("person-1", "Official", "林建国")
    m.entity("place-1", "AdministrativeArea", "海州市")
    m.entities["place-1"] = replace(m.entities["place-1"], mentions=(("a", 1, 2),))
    m.say("a", "副市长林建国出席全市会议。", "person-1", "holdsPost", "place-1", title="副市长")
    links = explorer(m.graph()).blocks["links"]
    assert links["marks"][0] == [1, 1, 1, 3, 3, 0]     # the 市 of 副市长, not that of 全市


def test_texts_with_what_they_mention():
    graph = sample.small()
    view = explorer(graph).blocks
    (block,) = (columns for name, columns in view.items() if name.startswith("texts"))
    assert block["text"] == [clean(d).text for d in graph.documents.values()]
    for text, mentions in zip(block["text"], block["mentions"]):
        for start, end, n in zip(mentions[::3], mentions[1::3], mentions[2::3]):
            entity = graph.entities[view["first"]["nodes"]["id"][n]]
            assert text[start:end] in (entity.name, *entity.aliases) or entity.id == "org-6"     # a mention made by hand
    said = view["links"]["sentences"]
    for document, start, end, quote in zip(*(said[k] for k in ("document", "start", "end", "quote"))):
        assert block["text"][document][start:end].replace("\n", "") == quote
    page = explorer(graph, texts=False)
    assert not [name for name in page.blocks if name.startswith("texts")]
    assert "ABB Group也参加了会议。" in page.blocks["links"]["sentences"]["quote"]


def test_offsets_count_as_javascript_does():
    m = sample.Maker()
    m.article("a", "😀𠮷野家向海州市捐款。")
    m.entity("org-1", "Company", "𠮷野家")
    m.entity("place-1", "AdministrativeArea", "海州市")
    m.say("a", "𠮷野家向海州市捐款。", "org-1", "supports", "place-1")
    view = explorer(m.graph()).blocks
    units = "😀𠮷野家向海州市捐款。".encode("utf-16-le")
    start, end = view["links"]["sentences"]["start"][0], view["links"]["sentences"]["end"][0]
    assert units[2 * start:2 * end].decode("utf-16-le") == "𠮷野家向海州市捐款。"
    a, b, _ = view["texts-0"]["mentions"][0][:3]
    assert units[2 * a:2 * b].decode("utf-16-le") == "𠮷野家"


def test_articles_are_split_into_blocks_named_by_their_first(monkeypatch):
    monkeypatch.setattr("kg.export.view.TEXT_BLOCK", 300)
    graph = sample.large()
    texts = {name: columns for name, columns in blocks(graph) if name.startswith("texts")}
    assert len(texts) > 3
    assert [t for columns in texts.values() for t in columns["text"]] == [clean(d).text for d in graph.documents.values()]
    at = 0
    for name, columns in texts.items():
        assert name == f"texts-{at}"
        at += len(columns["text"])


def test_pinyin_of_names_with_its_exceptions():
    m = sample.Maker()
    m.article("a", "重庆银行、重点工程、重大项目、重型机械。")
    for i, name in enumerate(("重庆银行", "重点工程", "重大项目", "重型机械")):
        m.entity(f"org-{i}", "Company", name)
    rest = explorer(m.graph()).blocks["rest"]
    usual = dict(rest["pinyin"])
    assert usual["重"] == "zhong" and usual["庆"] == "qing"
    assert [0, 0, 0, "chong"] in rest["unusual"]


def test_where_entities_belong():
    m = sample.Maker()
    m.article("a", "沈阳市政府发布办法。王明任沈阳市政府秘书长。")
    m.entity("org-1", "GovernmentBody", "沈阳市人民政府", adcode="210100")
    m.entity("policy-1", "PolicyDocument", "办法")
    m.entity("person-1", "Official", "王明")
    m.entity("org-2", "Company", "某公司")
    m.say("a", "沈阳市政府发布办法。", "org-1", "issued", "policy-1")
    m.say("a", "王明任沈阳市政府秘书长。", "person-1", "holdsPost", "org-1")
    view = explorer(m.graph()).blocks
    ids = view["first"]["nodes"]["id"]
    assert {ids[n]: codes for n, codes in view["rest"]["homes"]} == {i: ["210100"] for i in ("org-1", "policy-1", "person-1")}
    areas = {code: (name, above) for code, name, above in view["rest"]["areas"]}
    assert areas["210100"] == ("沈阳市", "210000") and areas["210000"][0] == "辽宁省"


def test_colours_and_words_are_of_the_ontology():
    first = explorer(sample.small()).blocks["first"]
    assert {c["name"]: (c["zh"], c["color"]) for c in first["classes"]} == {c.name: (c.zh, c.color) for c in ontology.classes().values()}
    assert [r["zh"] for r in first["relations"]] == [r.zh for r in ontology.relations().values()]
    assert first["qualifiers"]["title"] == ["职务", "title", {}] and first["qualifiers"]["role"][2]["hosts"] == "主办"


def test_an_empty_graph(tmp_path):
    assert explorer(Graph()).blocks["first"]["nodes"]["id"] == []
    assert json.loads(plain(Graph(), tmp_path).data)["nodes"] == []


def test_a_notebook_shows_the_page_in_a_frame():
    frames = HTMLFrames(notebook.show(sample.hostile(), height=400)._repr_html_())
    assert frames.page == "".join(html.parts(sample.hostile())) and "height: 400px" in frames.style


class HTMLFrames(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert tag == "iframe"
        self.page, self.style = dict(attrs)["srcdoc"], dict(attrs)["style"]


@pytest.mark.parametrize("surroundings", [{"PYTHONHASHSEED": "5"}, {"NPY_DISABLE_CPU_FEATURES": "fast"}, {"OMP_NUM_THREADS": "1"}])
def test_same_bytes_elsewhere(surroundings, tmp_path):
    """Whatever the hash seed, and without the vector instructions that add in another order."""
    if surroundings.get("NPY_DISABLE_CPU_FEATURES") == "fast":
        from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
        surroundings = {"NPY_DISABLE_CPU_FEATURES": " ".join(f for f in __cpu_dispatch__ if __cpu_features__.get(f))}
    script = "import sample, sys; from kg.export import html, pyvis; html.write(sample.large(), sys.argv[1]); pyvis.write(sample.large(), sys.argv[2])"
    subprocess.run([sys.executable, "-c", script, tmp_path / "a.html", tmp_path / "b.html"], check=True,
                   env={**os.environ, **surroundings, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"})
    pyvis.write(sample.large(), tmp_path / "c.html")
    assert (tmp_path / "a.html").read_text("utf-8") == "".join(html.parts(sample.large()))
    assert (tmp_path / "b.html").read_bytes() == (tmp_path / "c.html").read_bytes()
