"""What other tools read: each format by a reader that is not ours, with the same nodes, edges and attributes."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import networkx as nx
import pytest

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


def test_the_cypher_makes_every_label_and_type_of_the_tables(tmp_path):
    neo4j.write(sample.small(), tmp_path)
    script = (tmp_path / "import.cypher").read_text("utf-8")
    assert script.index("CREATE CONSTRAINT entity_id") < script.index("LOAD CSV")
    heads = {f: next(csv.reader(open(tmp_path / f, encoding="utf-8"))) for f in ("nodes.csv", "edges.csv")}
    for statement in script.split(";\n\n"):
        if file := re.search(
            r"file:///(\w+\.csv)", statement
        ):  # a column that is not there would be null, and no error
            assert set(re.findall(r"row\.`([^`]+)`|row\.(\w+)", statement)) <= {(h, "") for h in heads[file[1]]} | {
                ("", h) for h in heads[file[1]]
            }
    made = {t for t in re.findall(r"MERGE \(a\)-\[r:(\w+)", script)}
    assert made == {neo4j.kind(s.predicate) for s in sample.small().statements} and "HOLDS_POST" in made


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
