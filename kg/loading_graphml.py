"""A GraphML file that `kg.export.graphml` wrote, perhaps saved again by another tool, back as a Graph."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from kg import ontology
from kg.graph import Graph
from kg.records import Document, Entity, Evidence, Statement

Node = dict[str, Any]


def load_graphml(path: str) -> Graph:
    """The entities, links and articles in a GraphML file. Of an article there are its id and the sentences of links; title, date
    and original where a link is told in it. Raises ValueError if it is no GraphML of ours, OSError if it can't be read."""
    try:
        network = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
        entities = [_entity(i, node) for i, node in network.nodes(data=True)]
        statements = [_statement(a, b, key, edge) for a, b, key, edge in network.edges(keys=True, data=True)]
    except (nx.NetworkXError, ParseError, KeyError, ValueError) as error:      # SyntaxErrors of lxml are ParseErrors too
        raise ValueError(f"{path} is no GraphML file that `kg build` or `kg export` wrote ({error}).") from error
    passages = defaultdict(set)
    for s in statements:
        passages[s.evidence.document].add((s.evidence.start, s.evidence.end, s.evidence.quote))
    told = {e["document"]: e for *_, e in network.edges(data=True)}
    ids = {d for e in entities for d, _, _ in e.mentions} | passages.keys()
    documents = (_document(i, told.get(i, {}), tuple(sorted(passages[i]))) for i in sorted(ids))
    return Graph({d.id: d for d in documents}, {e.id: e for e in sorted(entities, key=lambda e: e.id)}, tuple(sorted(statements, key=lambda s: s.id)))


def _list(text: str) -> list[str]:
    return text.split(" | ") if text else []


def _document(id_: str, edge: Node, passages: tuple[tuple[int, int, str], ...]) -> Document:
    title, date, original = (str(edge.get(k, "")) for k in ("title", "published", "reprint_of"))
    return Document(id_, "", title, date, reprint_of=original, passages=passages)


def _entity(id_: str, node: Node) -> Entity:
    if node["class"] not in ontology.classes():
        raise ValueError(f"there is no class {node['class']}")
    mentions = zip(_list(node["documents"]), _list(node["mentions"]), strict=True)
    spans = ((d, span.partition("-")) for d, said in mentions for span in said.split())
    found = tuple((d, int(start), int(end)) for d, (start, _, end) in spans)
    return Entity(id_, "", node["class"], node["label"], tuple(_list(node["aliases"])), node["adcode"], found)


def _statement(subject: str, object_: str, key: str, edge: Node) -> Statement:
    if edge["relation"] not in ontology.relations():
        raise ValueError(f"there is no relation {edge['relation']}")
    evidence = Evidence(edge["document"], int(edge["start"]), int(edge["end"]), edge["quote"])
    qualifiers = sorted((k.removeprefix("q_"), v) for k, v in edge.items() if k.startswith("q_") and v)
    return Statement(key, subject, edge["relation"], object_, evidence, edge["rule"], float(edge["confidence"]), tuple(qualifiers))
