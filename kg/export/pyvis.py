"""The plain view of the graph: one page drawn by vis.js, for those who know it. The main page is that of `kg.export.html`.

pyvis holds the nodes and edges and brings vis-network, which draws them where `kg.export.layout` put them, with physics off; the page
around it is ours (`plain/`), because that of pyvis loads style sheets from the net and shows titles as markup. All that stems
from an article is JSON in the page and becomes text, never markup.
"""
from __future__ import annotations

import os
import re
from collections import Counter
from importlib.resources import files
from string import Template

from pyvis.network import Network

from kg.export import page
from kg.export.atomic import write_text
from kg.export.view import LINE, blocks, radius
from kg.graph import Graph
from kg.records import UNSURE

MOST = 500    # entities that vis.js draws in a bearable time; those with the most links are kept
SHAPES = {"circle": "dot"}      # what vis.js calls our shapes
ARROWS = ("", "to", "from", "from,to")
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ufdd0-\ufdef]")


def write(graph: Graph, path: str | os.PathLike[str], most: int = MOST) -> None:
    """Write `graph` as the page `path`, of a larger graph the `most` entities with the most links. Raises OSError."""
    folder = files("kg") / "export" / "plain"
    style, script = ((folder / name).read_text("utf-8") for name in ("plain.css", "plain.js"))
    vis = re.sub(r"\n//# sourceMappingURL=\S*", "", (files("pyvis") / VIS).read_text("utf-8"))
    write_text(path, [Template((folder / "page.html").read_text("utf-8")).substitute(
        policy=page.policy([vis, script], [style]), style=style, vis=vis, script=script, data=page.plain(_data(graph, most)))])


def _data(graph: Graph, most: int) -> dict:
    """All that the page shows: the nodes and edges for vis-network, and what the panel tells of them."""
    degree = Counter(e for s in graph.statements for e in (s.subject, s.object))
    kept = {e.id: e for e in sorted(graph.entities.values(), key=lambda e: (-degree[e.id], e.id))[:most]}
    statements = tuple(s for s in graph.statements if s.subject in kept and s.object in kept)
    told = {s.evidence.document for s in statements}      # other articles need not be cleaned
    view = dict(blocks(Graph({d: graph.documents[d] for d in graph.documents if d in told}, kept, statements), texts=False, first=most))
    first, links = view["first"], view["links"]
    net = Network(directed=True)
    nodes, edges, classes = first["nodes"], first["edges"], first["classes"]
    for i, (name, cls, x, y, d) in enumerate(zip(*(nodes[c] for c in ("name", "class", "x", "y", "degree")))):
        shape = classes[cls]["shape"]
        net.add_node(i, label=_label(name), shape=SHAPES.get(shape, shape), color=classes[cls]["color"], size=radius(d), x=x, y=y)
    for i, (a, b, way, sure) in enumerate(zip(*(edges[c] for c in ("a", "b", "way", "sure")))):
        net.add_edge(a, b, id=i, arrows=ARROWS[way], dashes=sure < UNSURE)
    return {
        "nodes": net.nodes, "edges": net.edges, "names": nodes["name"], "class": nodes["class"], "classes": classes,
        "relations": [[r["zh"], r["en"]] for r in first["relations"]], "qualifiers": first["qualifiers"],
        "links": {c: links[c] for c in ("edge", "subject", "object", "relation", "confidence", "sentence", "qualifiers", "marks")},
        "sentences": links["sentences"], "documents": links["documents"],
        "total": {"documents": len(graph.documents), "entities": len(graph.entities), "links": len(graph.statements)},
    }


def _label(name: str) -> str:
    """At most two lines that can be seen."""
    text = " ".join(UNSEEN.sub(" ", name).split()) or "（无名）"
    if len(text) <= LINE:
        return text
    rest = text[LINE:]
    return f"{text[:LINE]}\n{rest if len(rest) <= LINE else rest[:LINE - 1] + '…'}"
