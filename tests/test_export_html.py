"""The page as a file: nothing in it is of the net, nothing of an article is markup, and its bytes are stable.

What it does in a browser is in test_browser.py.
"""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

import sample
from kg import ontology
from kg.export import html
from kg.export.layout import layout
from kg.graph import Graph

ROOT = Path(__file__).parents[1]


class Page(HTMLParser):
    """Elements, and the text of scripts and styles."""

    def __init__(self, path):
        super().__init__()
        self.text = path.read_bytes().decode("utf-8")
        self.tags, self.texts, self.policy = [], [], ""   # texts: [of a script or style element, its type, text]
        self.feed(self.text)
        self.scripts = [t for tag, kind, t in self.texts if (tag, kind) == ("script", None)]
        self.styles = [t for tag, _, t in self.texts if tag == "style"]
        self.data = "".join(t for _, kind, t in self.texts if kind == "application/json")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag in ("script", "style"):
            self.texts.append([tag, attrs.get("type"), ""])

    def handle_data(self, text):
        if self.cdata_elem:
            self.texts[-1][2] += text


@pytest.fixture(params=["small", "hostile", "large"])
def graph(request):
    return getattr(sample, request.param)()


def test_nothing_of_the_net(graph, tmp_path):
    html.write(graph, tmp_path / "g.html")
    page = Page(tmp_path / "g.html")
    assert [t for t, _ in page.tags if t == "script"] == ["script"] * 3
    assert not {t for t, _ in page.tags} & {"link", "img", "iframe", "a", "object", "embed", "base", "form"}
    assert not any(k in ("src", "href", "srcset", "action") or k.startswith("on") for _, a in page.tags for k in a)
    assert not re.search(r"@import|url\(", "".join(page.styles))
    assert "sourceMappingURL" not in page.text and "cdnjs" not in page.text and "cdn.jsdelivr" not in page.text


def test_the_policy_admits_our_scripts_alone(tmp_path):
    html.write(sample.hostile(), tmp_path / "g.html")
    page = Page(tmp_path / "g.html")
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    assert rules["default-src"] == "'none'" and "unsafe" not in page.policy and "http" not in page.policy

    def digests(texts):
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    assert rules["script-src"] == digests(page.scripts)
    assert rules["style-src"] == digests(page.styles)


def test_hostile_strings_are_data(tmp_path):
    html.write(sample.hostile(), tmp_path / "g.html")
    page = Page(tmp_path / "g.html")
    assert not set(page.data) & set("<>&\u2028\u2029")
    data = json.loads(page.data)
    names = [re.sub("[\ud800-\udfff]", "", t) for t in sample.HOSTILE]
    assert sorted(e["name"] for e in data["entities"]) == sorted(names)
    assert page.text.count("window.hacked") == page.data.count("window.hacked")
    assert not any("title" in item for item in (*data["nodes"], *data["edges"]))   # vis would show it as markup


def test_every_entity_and_link_is_there(graph, tmp_path):
    html.write(graph, tmp_path / "g.html")
    data = json.loads(Page(tmp_path / "g.html").data)
    assert {n["id"] for n in data["nodes"]} == {e["id"] for e in data["entities"]} == set(graph.entities)
    assert len(data["links"]) == len(graph.statements)
    assert sum(e["count"] for e in data["edges"]) == len(graph.statements)
    assert len({frozenset((e["from"], e["to"])) for e in data["edges"]}) == len(data["edges"])   # one line for a pair
    for link in data["links"]:
        edge = data["edges"][link["edge"]]
        assert {edge["from"], edge["to"]} == {link["subject"], link["object"]}
    assert all({"x", "y"} <= set(n) for n in data["nodes"])


def test_a_pair_with_links_both_ways(tmp_path):
    html.write(sample.small(), tmp_path / "g.html")
    data = json.loads(Page(tmp_path / "g.html").data)
    (edge,) = (e for e in data["edges"] if {e["from"], e["to"]} == {"org-2", "org-3"})
    assert edge["count"] == 3 and edge["kind"] == "合作·支持"
    assert (edge["from"], edge["arrows"]) == ("org-2", "from")   # they cooperate (no arrow), and org-3 supports org-2
    (support,) = (x for x in data["links"] if x["qualifiers"] == [["amount", "2000万元"], ["means", "授信"]])
    assert support["pieces"] == [["东海银行海州分行", "s"], ["授信", ""], ["远航机械", "o"], ["2000万元。", ""]]


@pytest.mark.parametrize("quote, subject, object_, expected", [
    ("甲乙公司支持丙。", {"甲乙公司", "甲乙"}, {"丙"}, [["甲乙公司", "s"], ["支持", ""], ["丙", "o"], ["。", ""]]),
    ("海州市海州银行", {"海州银行"}, {"海州市", "海州"}, [["海州市", "o"], ["海州银行", "s"]]),
    ("甲甲", {"甲"}, set(), [["甲", "s"], ["甲", "s"]]),
    ("无人", {"甲"}, {"乙"}, [["无人", ""]]),
    ("", {"甲"}, set(), []),
])
def test_marks_in_a_sentence(quote, subject, object_, expected):
    assert html.pieces(quote, subject, object_) == expected


def test_what_stands_for_a_name_is_marked_too(tmp_path):
    m = sample.Maker()
    m.article("a", "远航公司复工。该 公司向海州市捐款。")
    m.entity("org-1", "Company", "远航公司")
    m.entity("place-1", "AdministrativeArea", "海州市")
    m.entities["org-1"] = replace(m.entities["org-1"], mentions=(("a", 0, 4), ("a", 7, 11)))
    m.say("a", "该公司向海州市捐款。", "org-1", "supports", "place-1", 0.4, raw="该 公司向海州市捐款。")
    html.write(m.graph(), tmp_path / "g.html")
    data = json.loads(Page(tmp_path / "g.html").data)
    assert data["links"][0]["pieces"] == [["该公司", "s"], ["向", ""], ["海州市", "o"], ["捐款。", ""]]
    assert data["edges"][0]["dashes"] is True   # a doubtful link is a broken line


def test_of_a_large_graph_the_most_linked(tmp_path):
    graph = sample.large()
    html.write(graph, tmp_path / "g.html", most=40)
    data = json.loads(Page(tmp_path / "g.html").data)
    assert len(data["nodes"]) == 40 and data["total"]["entities"] == len(graph.entities)
    assert "policy-p" in {n["id"] for n in data["nodes"]}
    kept = {n["id"] for n in data["nodes"]}
    assert all(e["from"] in kept and e["to"] in kept for e in data["edges"])


def test_colours_and_words_are_of_the_ontology(tmp_path):
    html.write(sample.small(), tmp_path / "g.html")
    data = json.loads(Page(tmp_path / "g.html").data)
    assert {c["name"]: (c["zh"], c["color"]) for c in data["classes"]} == {
        c.name: (c.zh, c.color) for c in ontology.classes().values()}
    assert data["relations"]["issued"] == ["发布", "issued"] and data["qualifiers"]["title"] == "职务"


def test_an_empty_graph(tmp_path):
    html.write(Graph(), tmp_path / "g.html")
    assert json.loads(Page(tmp_path / "g.html").data)["nodes"] == []


@pytest.mark.parametrize("surroundings", [{"PYTHONHASHSEED": "5"}, {"NPY_DISABLE_CPU_FEATURES": "fast"}, {"OMP_NUM_THREADS": "1"}])
def test_same_bytes_elsewhere(surroundings, tmp_path):
    """Whatever the hash seed, and without the vector instructions that add in another order."""
    if surroundings.get("NPY_DISABLE_CPU_FEATURES") == "fast":
        from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
        surroundings = {"NPY_DISABLE_CPU_FEATURES": " ".join(f for f in __cpu_dispatch__ if __cpu_features__.get(f))}
    html.write(sample.large(), tmp_path / "a.html")
    script = "import sample, sys; from kg.export import html; html.write(sample.large(), sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, tmp_path / "b.html"], check=True,
                   env={**os.environ, **surroundings, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"})
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_no_box_covers_another():
    tree = nx.random_labeled_tree(120, seed=1)
    tree.add_nodes_from(range(120, 150))
    boxes = {n: (40 + n % 50, 20 + n % 17) for n in tree}
    place = layout(tree, boxes)
    for a in tree:
        for b in range(a):
            dx, dy = (abs(p - q) for p, q in zip(place[a], place[b]))
            assert dx >= (boxes[a][0] + boxes[b][0]) / 2 or dy >= (boxes[a][1] + boxes[b][1]) / 2, (a, b)
    wide, high = (max(p[k] for p in place.values()) - min(p[k] for p in place.values()) for k in (0, 1))
    assert 0.8 < wide / high < 2.4
