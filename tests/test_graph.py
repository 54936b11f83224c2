"""The Graph in the hands of a user: looking up, parts, paths, tables, pictures, and what it prints."""

import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import matplotlib
import networkx as nx
import pandas as pd
import pytest

import kg
import sample
from kg import optional
from kg.export import plot
from kg.graph import Graph, Unknown
from kg.pipeline import Build
from kg.records import Document

matplotlib.use("agg")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def graph():
    return sample.small()


def names(graph):
    return {e.name for e in graph.entities.values()}


def sound(graph):
    """Every link has its ends, its article, and its ends' mentions."""
    for s in (*graph.statements, *graph.unconfirmed):
        assert {s.subject, s.object} <= graph.entities.keys() and s.evidence.document in graph.documents
    assert all(d in graph.documents for e in graph.entities.values() for d, _, _ in e.mentions)
    return graph


def test_dir_is_what_is_public():
    assert [n for n in dir(kg) if not n.startswith("_")] == ["Graph", "build", "load", "show"]
    assert (ROOT / "kg" / "py.typed").exists()


def test_nothing_prints_a_screen(graph):
    assert repr(graph) == "<Graph: 2 articles, 12 entities, 12 statements>"
    assert repr(Build(graph)) == "<Build: .graph <Graph: 2 articles, 12 entities, 12 statements>, .skipped 0>"
    large = Document("a", "字" * 10_000)
    assert len(repr(large)) < 120 and "字" in repr(large)
    for record in (
        *graph.documents.values(),
        *graph.entities.values(),
        *graph.statements,
        graph["林建国"],
        kg.show(graph),
    ):
        assert len(repr(record)) < 700
    for page in (graph._repr_html_(), Build(graph)._repr_html_()):
        assert "12 个实体" in page and "<iframe" in page and "企业" in page
    assert "东海银行海州分行授信" in graph["东海银行海州分行"]._repr_html_()


def test_hostile_names_are_text_in_a_notebook():
    graph = sample.hostile()
    for page in (graph._repr_html_(), *(graph[e]._repr_html_() for e in graph.entities)):
        assert "<script" not in page and "<img" not in page


def test_one_entity(graph):
    bureau = graph["市政府"]
    assert (bureau.name, bureau.label, bureau.id) == ("海州市人民政府", "GovernmentBody", "org-1")
    assert bureau.names == ("海州市人民政府", "市政府", "海州市政府")
    assert [s.predicate for s in bureau.claims] == ["issued", "hasJurisdiction"]
    assert [d.id for d in bureau.articles] == ["海州要闻"]
    assert [n.name for n in graph["远航机械"].neighbours()] == ["东海银行海州分行", "林建国", "海州市", "海州高新区"]
    assert [n.name for n in graph["远航机械"].neighbours("visited")] == ["林建国"]
    assert (
        [p[:4] for p in graph["林建国"].posts]
        == [("林建国", "副市长", "海州市", False)]
        == [p[:4] for p in graph["海州市"].posts]
    )
    assert graph["org-1"] == graph[bureau] == graph[bureau.record] and "市政府" in graph and "市长" not in graph
    assert "海州市政府" in graph._ipython_key_completions_()
    assert bureau.unconfirmed == ()


def test_a_former_post_says_so(graph):
    fact = next(s for s in graph.statements if s.predicate == "holdsPost")
    past = replace(fact, id="claim-past", qualifiers=(("former", "yes"), ("title", "区长")))
    assert [(p.title, p.former) for p in replace(graph, statements=(past, fact))["林建国"].posts] == [
        ("副市长", False),
        ("区长", True),
    ]


def test_what_is_not_there_is_told_with_what_is(graph):
    with pytest.raises(Unknown, match="^No entity is called 远航; there is 海州远航机械有限公司.$"):
        graph["远航"]
    with pytest.raises(KeyError, match="No entity is called xyz.$"):
        graph["xyz"]
    twin = replace(graph.entities["org-4"], id="org-9")
    with pytest.raises(Unknown, match=r"2 entities are called 东海银行, so give the id of one: .* org-4; .* org-9$"):
        replace(graph, entities={**graph.entities, "org-9": twin})["东海银行"]
    with pytest.raises(TypeError):
        iter(graph)


def test_ego_is_that_of_networkx():
    graph = sample.large()
    lines = nx.Graph(graph.network)
    for radius in (0, 1, 2):
        part = sound(graph.ego("王江宁", radius))
        assert set(part.entities) == set(nx.ego_graph(lines, graph["王江宁"].id, radius))
        assert part.network.number_of_edges() == graph.network.subgraph(part.entities).number_of_edges()


def test_paths_are_those_of_networkx():
    graph = sample.large()
    a, b = graph["江宁市"].id, graph["海州市"].id
    assert graph.paths(a, b) == []
    found = graph.paths(a, b, longest=4)
    wanted = list(nx.all_simple_paths(nx.Graph(graph.network), a, b, cutoff=4))
    assert sorted([e.id for e in p.entities] for p in found) == sorted(wanted) != []
    assert str(found[0]) == (
        "江宁市 ←管辖— 江宁市工业和信息化局 —实施→ 江东省支持企业复工复产若干措施 "
        "←实施— 海州市工业和信息化局 —管辖→ 海州市"
    )
    assert set(sound(graph.between(a, b, longest=4)).entities) == {i for path in wanted for i in path}
    assert graph.between(a, b).entities == {} and graph.paths(a, a) == []


def test_evidence(graph):
    assert [s.evidence.quote for s in graph.evidence("东海银行海州分行", "远航机械")] == [
        "远航机械与东海银行海州分行签约。",
        "远航机械与东海银行海州分行签约。",
        "东海银行海州分行授信远航机械2000万元。",
    ]
    assert graph.evidence("东海银行", "海州市") == ()


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ({"relation": "issued"}, {"issued"}),
        ({"relation": ["issued", "visited"]}, {"issued", "visited"}),
        ({"min_confidence": 0.95}, {"issued", "hasJurisdiction", "partOf"}),
        ({"cls": "Policy"}, {"issued"}),
        ({"article": "b", "relation": "supports"}, {"supports"}),
        ({"since": "2020-03", "relation": "partOf"}, set()),  # article b has no date
        ({"since": "2020-03-01", "until": "2020", "relation": "holdsPost"}, {"holdsPost"}),
        ({"until": "2020-02-29"}, set()),
        ({"cls": "Person", "relation": "visited"}, {"visited"}),
    ],
)
def test_subgraph(graph, chosen, expected):
    part = sound(graph.subgraph(**chosen))
    assert {s.predicate for s in part.statements} == expected
    if "relation" in chosen:
        assert set(part.entities) == {e for s in part.statements for e in (s.subject, s.object)}


def test_a_place_comes_with_all_within_it(graph):
    assert sound(graph.subgraph(place="江东省")).entities.keys() == graph.entities.keys() - {"org-5", "org-6"}
    assert names(sound(graph.subgraph(place="海州市", relation="holdsPost"))) == {"林建国", "海州市"}


def test_a_subgraph_of_an_article_is_of_that_alone(graph):
    part = sound(graph.subgraph(article="b"))
    assert list(part.documents) == ["b"] and {s.evidence.document for s in part.statements} == {"b"}


@pytest.mark.parametrize(
    "chosen, message",
    [
        ({"relation": "isssued"}, "There is no relation isssued; there are holdsPost"),
        ({"cls": "Firm"}, "There is no class Firm"),
        ({"article": "c"}, "no article c"),
        ({"place": "月球"}, "No entity is called 月球"),
    ],
)
def test_a_wrong_choice_is_told(graph, chosen, message):
    with pytest.raises((ValueError, KeyError), match=message):
        graph.subgraph(**chosen)


def test_merge_of_parts_is_the_whole(graph):
    parts = [graph.subgraph(article=a) for a in graph.documents]
    whole = sound(parts[0].merge(parts[1]))
    assert {s.id for s in whole.statements} == {s.id for s in graph.statements}
    assert whole.documents == graph.documents
    assert all(whole.entities[i].mentions == graph.entities[i].mentions for i in whole.entities)
    assert graph.merge(graph) == graph == graph.merge(Graph()) == Graph().merge(graph)
    with pytest.raises(ValueError, match="Two different articles are called b"):
        graph.merge(Graph({"b": Document("b", "别的")}))


def test_tables(graph, tmp_path):
    entities, claims, mentions = graph.entities_frame(), graph.claims_frame(), graph.mentions_frame()
    assert (
        len(entities) == 12
        and entities.loc["org-1", "top_class"] == "Organisation"
        and entities.loc["org-2", "links"] == 6
    )
    assert len(claims) == 12 and str(claims["published"].dtype).startswith("datetime64") and claims.columns.is_unique
    money = claims[claims["amount"] > 0].iloc[0]
    assert (money["amount"], money["unit"], money["amount_text"], money["subject"]) == (
        2e7,
        "CNY",
        "2000万元",
        "东海银行海州分行",
    )
    assert len(mentions) == sum(len(e.mentions) for e in graph.entities.values())
    assert set(mentions["text"][mentions["name"] == "江东省"]) == {"江东省", "江东"}
    claims.to_csv(tmp_path / "c.csv"), entities.to_csv(tmp_path / "e.csv")
    for empty in (Graph().entities_frame(), Graph().claims_frame(), Graph().mentions_frame()):
        assert empty.empty and len(empty.columns) > 5


def test_dates_are_dates():
    m = sample.Maker()
    m.article("a", "甲。乙。丙。", date="2020-03-01")
    m.entity("org-1", "Company", "甲"), m.entity("org-2", "Company", "乙")
    for quote, date in (("甲。", "2月5日"), ("乙。", "2019年"), ("丙。", "")):
        m.say("a", quote, "org-1", "supplies", "org-2", **({"date": date} if date else {}))
    graph = m.graph()
    assert list(graph.timeline("乙")["date"]) == [pd.Timestamp("2019-01-01"), pd.Timestamp("2020-02-05")]
    assert list(graph.timeline("乙")["date_text"]) == ["2019年", "2月5日"]
    assert [len(graph.subgraph(since=s).statements) for s in ("2019", "2020", "2020-02-06")] == [3, 2, 1]


def test_sparql(graph):
    rows = graph.sparql(
        "SELECT ?n ?c WHERE { ?x a kg:Claim ; kg:confidence ?c ; rdf:object/rdfs:label ?n ; kg:amountValue ?v }"
    )
    assert rows.to_dict("records") == [{"n": "海州远航机械有限公司", "c": 0.9}]
    assert list(graph.sparql("posts-of", person="林建国")["body"]) == ["海州市"]
    assert graph.sparql("SELECT ?d WHERE { ?a dcterms:date ?d }")["d"][0] == pd.Timestamp("2020-03-01")
    assert graph.sparql("ASK { ?x a kg:Person }") is True
    made = graph.sparql("CONSTRUCT { ?s kg:issued ?o } WHERE { ?s kg:issued ?o }")
    assert made.values.tolist() == [["id:org-1", "kg:issued", "id:policy-1"]]
    with pytest.warns(UserWarning, match="did you mean kg:Person"):
        assert graph.sparql("SELECT ?x WHERE { ?x a kg:Persn }").empty
    with pytest.raises(ValueError, match="can't be read at line 1"):
        graph.sparql("SELECT ?x")


def test_a_missing_library_is_told_with_the_command(monkeypatch):
    with pytest.raises(ImportError, match=r"needs pandas_, which is not installed: pip install 'zhengtu\[notebook\]'"):
        optional.need("pandas_.x", "notebook")


@pytest.mark.parametrize("make", [sample.small, sample.hostile, Graph])
def test_a_picture_of_any_graph(make):
    graph = make()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # hostile names have what no font has
        ax = plot.draw(graph)
        ax.figure.canvas.draw()
    shown = {t.get_text() for t in ax.texts}
    assert all(plot._cut(e.name) in shown for e in graph.entities.values())
    matplotlib.pyplot.close(ax.figure)


def test_labels_are_chinese_and_do_not_overlap():
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of every glyph that its font lacks
        ax = sample.large().plot("王海州", 2)
        ax.figure.canvas.draw()
    labels = [t.get_window_extent() for t in ax.texts if t.get_fontsize() == plot.SIZE]
    assert len(labels) > 5
    overlaps = [(a, b) for i, a in enumerate(labels) for b in labels[:i] if a.overlaps(b)]
    assert overlaps == []
    matplotlib.pyplot.close(ax.figure)


def test_where_no_font_has_chinese_one_to_install_is_named(monkeypatch):
    import matplotlib.font_manager as manager

    monkeypatch.setattr(
        manager.fontManager,
        "ttflist",
        [f for f in manager.fontManager.ttflist if f.name.startswith("DejaVu Sans Mono")],
    )
    plot.chinese_font.cache_clear()
    with pytest.warns(UserWarning, match="apt install fonts-noto-cjk"):
        assert plot.chinese_font() == ""
    plot.chinese_font.cache_clear()


def test_files_by_the_graph_are_those_of_a_build(graph, tmp_path):
    graph.to_turtle(tmp_path / "g.ttl"), graph.to_html(tmp_path / "g.html"), graph.to_graphml(tmp_path / "g.graphml")
    assert kg.load(tmp_path / "g.ttl").statements == tuple(sorted(graph.statements, key=lambda s: s.id))
    assert len(nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)) == 12
    assert "<script" in (tmp_path / "g.html").read_text("utf-8")


def test_a_graph_needs_no_pandas():
    script = (
        "import sys; sys.modules['pandas'] = None; sys.path.insert(0, 'tests'); import sample\n"
        "g = sample.small(); g.ego('林建国'); g.subgraph(cls='Policy')\n"
        "try: g.claims_frame()\nexcept ImportError as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "pip install 'zhengtu[notebook]'" in done.stdout, done.stderr
