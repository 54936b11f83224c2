"""The graph for Neo4j: nodes.csv and edges.csv with the headings of `neo4j-admin database import`, and import.cypher,
which loads the same two files with LOAD CSV into a database that runs, after constraints that keep ids unique."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path

from kg import ontology
from kg.export.atomic import write_text
from kg.export.graphml import flat
from kg.graph import Graph

NODE = {"name": "", "names": "string[]", "class_zh": "", "adcode": "", "documents": "string[]"}
EDGE = {
    "zh": "",
    "confidence": "double",
    "rule": "",
    "article": "",
    "title_of_article": "",
    "sentence": "",
    "start": "long",
    "end": "long",
}
CASTS = {"double": "toFloat({})", "long": "toInteger({})", "string[]": "split({}, ';')", "": "{}"}


def write(graph: Graph, folder: str | os.PathLike[str]) -> None:
    """Write nodes.csv, edges.csv and import.cypher into `folder`, made if it is not there. Raises OSError."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    network = flat(graph)
    edge = EDGE | {f"q_{q}": "" for q in ontology.qualifiers()}
    _table(
        folder / "nodes.csv",
        ["id:ID", *_heads(NODE), ":LABEL"],
        (
            [
                i,
                n["label"],
                _many([n["label"], *n["aliases"].split(" | ")]),
                n["class_zh"],
                n["adcode"],
                _many(n["documents"].split(" | ")),
                _many(["Entity", *reversed(ontology.ancestors(n["class"]))]),
            ]
            for i, n in network.nodes(data=True)
        ),
    )
    _table(
        folder / "edges.csv",
        [":START_ID", ":END_ID", "id", *_heads(edge), ":TYPE"],
        (
            [
                a,
                b,
                key,
                e["label"],
                e["confidence"],
                e["rule"],
                e["document"],
                e["title"],
                e["quote"],
                e["start"],
                e["end"],
                *(e.get(f"q_{q}", "") for q in ontology.qualifiers()),
                kind(e["relation"]),
            ]
            for a, b, key, e in network.edges(keys=True, data=True)
        ),
    )
    write_text(folder / "import.cypher", _cypher(graph, edge))


def kind(relation: str) -> str:
    """The type of a relationship as Neo4j writes them: HOLDS_POST."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", relation).upper()


def _cypher(graph: Graph, edge: dict[str, str]) -> Iterable[str]:
    def sets(variable: str, columns: dict[str, str]) -> str:
        heads = zip(columns, _heads(columns), columns.values())
        return ", ".join(f"{variable}.{c} = " + CASTS[t].format(f"row.`{head}`") for c, head, t in heads)

    yield (
        "// Loads nodes.csv and edges.csv from the import folder of the server:  cypher-shell -f import.cypher\n"
        "// Into an empty database this is faster:\n"
        "//   neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv\n\n"
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n"
        "CREATE INDEX entity_name IF NOT EXISTS FOR (e:Entity) ON (e.name);\n\n"
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n"
        f"MERGE (e:Entity {{id: row.`id:ID`}})\nSET {sets('e', NODE)};\n\n"
    )
    for label in (c for c in ontology.classes() if any(e.label == c for e in graph.entities.values())):
        labels = ":".join(reversed(ontology.ancestors(label)))
        yield (
            f"LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\nWITH row WHERE row.`:LABEL` ENDS WITH ';{label}'\n"
            f"MATCH (e:Entity {{id: row.`id:ID`}}) SET e:{labels};\n\n"
        )
    for relation in (r for r in ontology.relations() if any(s.predicate == r for s in graph.statements)):
        yield (
            f"LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row\nWITH row WHERE row.`:TYPE` = '{kind(relation)}'\n"
            f"MATCH (a:Entity {{id: row.`:START_ID`}}), (b:Entity {{id: row.`:END_ID`}})\n"
            f"MERGE (a)-[r:{kind(relation)} {{id: row.id}}]->(b)\nSET {sets('r', edge)};\n\n"
        )


def _heads(columns: dict[str, str]) -> list[str]:
    return [f"{c}:{t}" if t else c for c, t in columns.items()]


def _many(values: Iterable[str]) -> str:
    """A list as neo4j-admin has it; a semicolon of a name becomes a Chinese one."""
    lines = (" ".join(v.split()) for v in values)
    return ";".join(v.replace(";", "；") for v in dict.fromkeys(lines) if v)


def _table(path: Path, head: list[str], rows: Iterable[list]) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    for (
        row
    ) in rows:  # no line ends and backslashes in fields: readers of Neo4j take them for something else unless told
        table.writerow([" ".join(c.split()).replace("\\", "＼") if isinstance(c, str) else c for c in row])
    write_text(path, [out.getvalue()])
