"""The graph as GraphML with flat attributes, for Gephi, yEd, Cytoscape, igraph and networkx."""
from __future__ import annotations

import io
import os
import re

import networkx as nx

from kg import ontology
from kg.export.atomic import write_text
from kg.graph import Graph

ILLEGAL = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")   # what XML 1.0 can't hold


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the GraphML file `path`. Raises OSError.

    Nodes have label (the name, which Gephi shows), class, top_class, class_zh, color, aliases,
    adcode, documents and, for each of these, mentions (3-9 17-23); edges have label (the relation in Chinese), relation,
    confidence, rule, document, title, published, reprint_of, quote, start, end and the qualifiers as q_date and so on.
    Lists are joined by " | ". `kg.load` reads it.
    """
    buffer = io.BytesIO()
    # the writer of the standard library: networkx would take lxml where it is installed, with other bytes
    nx.write_graphml_xml(flat(graph), buffer, prettyprint=True)
    write_text(path, [buffer.getvalue().decode("utf-8"), "\n"])


def flat(graph: Graph) -> nx.MultiDiGraph:
    """The graph with attributes that are text or numbers, nodes and edges in the order of their ids."""
    network = nx.MultiDiGraph()
    for id_ in sorted(graph.entities):
        e = graph.entities[id_]
        cls = ontology.classes()[e.label]
        mentions: dict[str, list[str]] = {}
        for d, start, end in sorted(e.mentions):
            mentions.setdefault(d, []).append(f"{start}-{end}")
        network.add_node(e.id, **_clean({
            "label": e.name, "class": e.label, "top_class": ontology.top(e.label), "class_zh": cls.zh, "color": cls.color,
            "aliases": " | ".join(e.aliases), "adcode": e.adcode,
            "documents": " | ".join(mentions), "mentions": " | ".join(map(" ".join, mentions.values())),
        }))
    for s in sorted(graph.statements, key=lambda s: s.id):
        e = s.evidence
        document = graph.documents.get(e.document)
        network.add_edge(s.subject, s.object, key=s.id, **_clean({
            "label": ontology.relations()[s.predicate].zh, "relation": s.predicate, "confidence": float(s.confidence),
            "rule": s.rule, "document": e.document, "title": document.title if document else "",
            "published": document.date if document else "", "reprint_of": document.reprint_of if document else "", "quote": e.quote,
            "start": e.start, "end": e.end, **{f"q_{q}": v for q, v in s.qualifiers},
        }))
    return network


def _clean(attributes: dict[str, str | int | float]) -> dict[str, str | int | float]:
    return {k: ILLEGAL.sub("", v.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(v, str) else v
            for k, v in attributes.items()}
