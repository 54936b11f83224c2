"""The GraphML file: what Gephi, networkx and others read."""
import xml.etree.ElementTree as ET

import igraph
import networkx as nx
import pytest

import kg
import sample
from kg.export import graphml
from kg.graph import Graph


def written(graph, path):
    graphml.write(graph, path)
    return nx.read_graphml(path, force_multigraph=True)


def test_networkx_reads_it(tmp_path):
    graph = sample.small()
    g = written(graph, tmp_path / "g.graphml")
    assert g.is_directed() and g.is_multigraph()
    assert set(g) == set(graph.entities) and g.number_of_edges() == len(graph.statements)
    assert g.nodes["org-1"] == {
        "label": "海州市人民政府", "class": "GovernmentBody", "top_class": "Organisation", "class_zh": "政府机构",
        "color": "#2f5f93", "aliases": "市政府 | 海州市政府", "adcode": "980300", "documents": "海州要闻", "mentions": "0-7"}
    (money,) = (d for _, _, d in g.edges(data=True) if "q_amount" in d)
    assert money["q_amount"] == "2000万元" and money["relation"] == "supports" and money["label"] == "支持"
    assert money["confidence"] == 0.9 and money["quote"] == "东海银行海州分行授信远航机械2000万元。"
    assert money["title"] == "海州市稳就业" and isinstance(money["start"], int)


def test_every_attribute_is_declared_once_and_is_flat(tmp_path):
    graphml.write(sample.large(), tmp_path / "g.graphml")
    root = ET.parse(tmp_path / "g.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = [(k.get("for"), k.get("attr.name")) for k in root.iter(f"{space}key")]
    assert len(keys) == len(set(keys))
    assert {k.get("attr.type") for k in root.iter(f"{space}key")} <= {"string", "double", "long", "int"}
    edges = list(root.iter(f"{space}edge"))
    assert len({e.get("id") for e in edges}) == len(edges) == len(sample.large().statements)
    assert root.find(f"{space}graph").get("edgedefault") == "directed"


def test_hostile_names_are_only_text(tmp_path):
    graph = sample.hostile()
    g = written(graph, tmp_path / "g.graphml")
    assert len(g) == len(graph.entities)
    for i, text in enumerate(sample.HOSTILE):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        expected = "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))
        assert g.nodes[f"org-{i}"]["label"] == expected


def content(graph):
    """What the file holds of a graph."""
    told = {s.evidence.document for s in graph.statements}
    return ({i: (e.label, e.name, e.aliases, e.adcode, e.mentions) for i, e in graph.entities.items()},
            sorted(graph.statements, key=lambda s: s.id), {i: (d.title, d.date, d.reprint_of) for i, d in graph.documents.items() if i in told})


@pytest.mark.parametrize("make", [sample.small, sample.large, sample.hostile, Graph])
def test_it_is_read_back_with_the_same_content(make, tmp_path):
    graph = make()
    graph.to_graphml(tmp_path / "a.graphml")
    back = kg.load(tmp_path / "a.graphml")
    if make is not sample.hostile:      # some of whose characters XML can't hold
        assert content(back) == content(graph)
    back.to_graphml(tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


def test_igraph_reads_the_same(tmp_path):
    graph = sample.large()
    graphml.write(graph, tmp_path / "g.graphml")
    read = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    wanted = graphml.flat(graph)
    assert {v["id"]: {k: v[k] for k in v.attributes() if k != "id"} for v in read.vs} == dict(wanted.nodes(data=True))
    names = [n for n in read.es.attributes() if n != "id"]      # igraph takes ids of edges for those of nodes
    edges = [(read.vs[e.source]["id"], read.vs[e.target]["id"], *(e[n] for n in names)) for e in read.es]
    assert sorted(edges) == sorted((a, b, *(e.get(n, "") for n in names)) for a, b, e in wanted.edges(data=True))


@pytest.mark.parametrize("text", ["", "no XML", "<graphml/>", '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="x"/></graph></graphml>',
                                  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><graphml>&b;</graphml>'])
def test_what_is_no_graphml_of_ours_is_told(text, tmp_path):
    (tmp_path / "g.graphml").write_text(text)
    with pytest.raises(ValueError, match="is no GraphML file that"):
        kg.load(tmp_path / "g.graphml")


@pytest.mark.parametrize("graph", [Graph(), sample.small()])
def test_stable_bytes(graph, tmp_path):
    graphml.write(graph, tmp_path / "a")
    graphml.write(Graph(graph.documents, dict(reversed(graph.entities.items())), graph.statements[::-1]), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes().startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<graphml")
