"""Writing and asking RDF beside rdflib, on the same made-up graph in the same run: `python benchmarks/rdf.py [TRIPLES]`.

First Turtle of TRIPLES triples (default 1,000,000): our writer against rdflib's serializer (of a graph that it already holds in memory).
Then every named query on about 100,000 triples: Oxigraph against rdflib, medians of three, and whether the answers are equal;
`between` is left out, as rdflib needs minutes for it.
"""
from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import rdflib

from kg import query
from kg.export import turtle
from kg.graph import Graph
from kg.loading import load  # noqa: F401  (so that its import is not timed)
from kg.ontology.terms import prefixes
from kg.records import Document, Entity, Evidence, Statement

SAID = ("holdsPost", "issued", "supports", "visited", "participatesIn", "hasJurisdiction", "partOf", "locatedIn")
LABELS = {"holdsPost": ("Official", "GovernmentBody"), "issued": ("GovernmentBody", "PolicyDocument"), "supports": ("GovernmentBody", "Company"),
          "visited": ("Official", "Company"), "participatesIn": ("Official", "Meeting"), "hasJurisdiction": ("GovernmentBody", "AdministrativeArea"),
          "partOf": ("GovernmentBody", "GovernmentBody"), "locatedIn": ("Company", "AdministrativeArea")}


def made_up(claims: int) -> Graph:
    """A graph of that many claims about a fifth as many entities; always the same."""
    chance = random.Random(7)
    documents = {f"d{i}": Document(f"d{i}", f"第{i}篇文章说了许多事情。" * 4, f"标题{i}", "2020-02-05") for i in range(claims // 20 + 1)}
    entities: dict[str, list[Entity]] = {}
    for label in sorted({x for pair in LABELS.values() for x in pair}):
        top = label.lower()
        entities[label] = [
            Entity(f"{top}-{i:06}", f"{label}|{i}", label, f"{label}名称{i}", (f"{label}别名{i}",), "", ((f"d{i % len(documents)}", 0, 5),))
            for i in range(max(2, claims // 40))]
    statements = []
    for i in range(claims):
        relation = SAID[i % len(SAID)]
        a, b = (chance.choice(entities[label]) for label in LABELS[relation])
        document = f"d{i % len(documents)}"
        if a.id != b.id:
            statements.append(Statement(f"claim-{i:08}", a.id, relation, b.id, Evidence(document, i % 7, i % 7 + 9, f"第{i}句话说的是这件事。"), "issue",
                                        0.9, (("date", "2月5日"), *((("title", "局长"),) if relation == "holdsPost" else ()))))
    return Graph(documents, {e.id: e for es in entities.values() for e in es}, tuple(statements))


def timed(run):
    before = time.perf_counter()
    result = run()
    return time.perf_counter() - before, result


def writing(triples: int, folder: Path) -> None:
    graph = made_up(triples // 18)
    ours, _ = timed(lambda: turtle.write(graph, folder / "ours.ttl"))
    held = rdflib.Graph().parse(folder / "ours.ttl")
    theirs, _ = timed(lambda: held.serialize(folder / "theirs.ttl", format="turtle"))
    print(f"Turtle of {len(held)} triples: ours {ours:.1f} s, rdflib {theirs:.1f} s, ratio {theirs / ours:.1f}")


def asking(folder: Path) -> None:
    turtle.write(made_up(5_600), folder / "graph.ttl")
    store, graph = query.open_store(folder / "graph.ttl"), rdflib.Graph().parse(folder / "graph.ttl")
    declared = "".join(f"PREFIX {p}: <{prefixes()[p]}>\n" for p in query.PREFIXES)
    names = {"body": "GovernmentBody名称1", "person": "Official名称1", "area": "AdministrativeArea名称1", "policy": "PolicyDocument名称1", "name": "Company名称1"}
    ratios = []
    print(f"queries on {len(graph)} triples: milliseconds")
    for q in query.library().values():
        if q.name == "between":
            continue
        text = query.named(q.name, {p: names[p] for p in q.parameters})
        runs = [(timed(lambda: sorted(tuple(plain(t) for t in s) for s in query.ask(store, text))),
                 timed(lambda: sorted(tuple(plain(t) for t in r) for r in graph.query(declared + text)))) for _ in range(3)]
        ours, theirs = (statistics.median(run[i][0] for run in runs) for i in (0, 1))
        equal = runs[0][0][1] == runs[0][1][1]
        ratios.append(theirs / ours)
        print(f"  {q.name:20} ours {1000 * ours:8.1f}  rdflib {1000 * theirs:9.1f}  ratio {theirs / ours:6.1f}  rows {len(runs[0][0][1]):5}  {'equal' if equal else 'DIFFERENT'}")
    print(f"  median ratio {statistics.median(ratios):.1f}")


def plain(term) -> str:
    text = "" if term is None else getattr(term, "value", None) if hasattr(term, "value") and not isinstance(term, rdflib.term.Node) else str(term)
    return text.removesuffix(".0") if text.replace(".", "").isdigit() else text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asking(Path(folder))
        writing(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, Path(folder))
