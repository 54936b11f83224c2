"""The graph as one page that opens by a double click and asks the net for nothing.

pyvis holds the nodes and edges and brings vis-network, which draws them; the page around it is ours
(`viewer/`), because that of pyvis loads style sheets from the net and shows titles as markup. All
that stems from an article is JSON in the page and becomes text, never markup; the content security
policy names the two scripts by their hash and forbids all else.
"""
from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from string import Template

import networkx as nx
from pyvis.network import Network

from kg import ontology
from kg.export.atomic import write_text
from kg.export.layout import layout
from kg.export.turtle import SURE
from kg.graph import Graph
from kg.records import Document, Entity, Statement

MOST = 1200   # entities that a browser draws and a reader takes in; those with the most links are kept
SHAPES = {"Organisation": "dot", "Person": "triangle", "Place": "square", "Policy": "diamond", "Event": "hexagon"}
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
LINE = 10     # characters in a line of a label
SURROGATE = re.compile("[\ud800-\udfff]")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ufdd0-\ufdef]")


def write(graph: Graph, path: str | os.PathLike[str], most: int = MOST) -> None:
    """Write `graph` as the page `path`, of a larger graph the `most` entities with the most links. Raises OSError."""
    data = _json(_data(graph, most))
    viewer = files("kg") / "export" / "viewer"
    style, script = ((viewer / name).read_text("utf-8") for name in ("viewer.css", "viewer.js"))
    vis = re.sub(r"\n//# sourceMappingURL=\S*", "", (files("pyvis") / VIS).read_text("utf-8"))
    page = Template((viewer / "page.html").read_text("utf-8")).substitute(
        policy=_policy([vis, script], [style]), style=style, vis=vis, script=script, data=data)
    write_text(path, [page])


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    def hashes(texts: Iterable[str]) -> str:
        digests = (hashlib.sha256(t.encode("utf-8")).digest() for t in texts)
        return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)

    return (f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
            "base-uri 'none'; form-action 'none'")


def _json(value: object) -> str:
    """`value` as JSON that can stand in a page: nothing in it can end the script element or a line."""
    text = SURROGATE.sub("", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _data(graph: Graph, most: int) -> dict:
    """All that the page shows."""
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)   # what is between two entities, either way
    for s in sorted(graph.statements, key=lambda s: (-s.confidence, s.id)):
        pairs[min(s.subject, s.object), max(s.subject, s.object)].append(s)
    degree = Counter(e for pair in pairs for e in pair)
    kept = {e.id: e for e in sorted(graph.entities.values(), key=lambda e: (-degree[e.id], e.id))[:most]}
    pairs = {pair: pairs[pair] for pair in sorted(pairs) if pair[0] in kept and pair[1] in kept}
    documents = {d: i for i, d in enumerate(sorted(graph.documents))}
    net = _network(kept, pairs, degree)
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "entities": [_entity(e, documents) for e in kept.values()],
        "links": [
            _link(s, edge, kept, graph.documents, documents) for edge, pair in enumerate(pairs.values()) for s in pair
        ],
        "documents": [{"id": d.id, "title": d.title, "date": d.date, "source": d.source}
                      for d in (graph.documents[i] for i in documents)],
        "classes": [{"name": c.name, "zh": c.zh, "en": c.en, "color": c.color, "top": ontology.top(c.name),
                     "shape": SHAPES[ontology.top(c.name)]} for c in ontology.classes().values()],
        "relations": {r.name: [r.zh, r.en] for r in ontology.relations().values()},
        "qualifiers": {q.name: q.zh for q in ontology.qualifiers().values()},
        "total": {"documents": len(graph.documents), "entities": len(graph.entities), "links": len(graph.statements)},
    }


def _network(entities: dict[str, Entity], pairs: dict[tuple[str, str], list[Statement]], degree: Counter[str]) -> Network:
    """The nodes and edges for vis-network, with their places."""
    plain = nx.Graph()
    plain.add_nodes_from(entities)
    plain.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    sizes = {e: 6 + min(16, round(2.5 * degree[e] ** 0.5, 1)) for e in entities}
    boxes = {}   # room for most of the label; the page shows those that have room at the zoom of the moment
    for id_, entity in entities.items():
        length = min(len(entity.name), 2 * LINE)
        boxes[id_] = (max(7.0 * min(length, LINE), 2 * sizes[id_]), 2 * sizes[id_] + (8 if length <= LINE else 14))
    places = layout(plain, boxes)

    net = Network(directed=True)
    for id_, entity in entities.items():
        x, y = places[id_]
        net.add_node(id_, label=_visible(entity.name), shape=SHAPES[ontology.top(entity.label)], group=entity.label,
                     size=sizes[id_], x=x, y=y)
    for number, ((a, b), statements) in enumerate(pairs.items()):
        ways = [name for name, way in (("from", (b, a)), ("to", (a, b)))
                if any((s.subject, s.object) == way and not ontology.relations()[s.predicate].symmetric for s in statements)]
        net.add_edge(a, b, id=number, arrows=",".join(ways), count=len(statements),
                     dashes=statements[0].confidence < SURE,   # the surest comes first
                     kind="·".join(dict.fromkeys(ontology.relations()[s.predicate].zh for s in statements)))
    return net


def _visible(text: str) -> str:
    return " ".join(UNSEEN.sub(" ", text).split()) or "（无名）"


def _entity(e: Entity, documents: dict[str, int]) -> dict:
    return {"id": e.id, "name": e.name, "aliases": [a for a in e.aliases if a != e.name], "class": e.label, "adcode": e.adcode,
            "documents": sorted({documents[d] for d, _, _ in e.mentions if d in documents}),
            "mentions": len(e.mentions)}


def _link(s: Statement, edge: int, entities: dict[str, Entity], texts: dict[str, Document], documents: dict[str, int]) -> dict:
    quote = s.evidence.quote
    subject, object_ = (_words(entities[id_], s, texts.get(s.evidence.document)) for id_ in (s.subject, s.object))
    return {"edge": edge, "subject": s.subject, "relation": s.predicate, "object": s.object,
            "qualifiers": list(s.qualifiers), "rule": s.rule, "confidence": round(s.confidence, 3),
            "document": documents.get(s.evidence.document, -1), "pieces": pieces(quote, subject, object_)}


def _words(entity: Entity, s: Statement, document: Document | None) -> set[str]:
    """What the sentence may call the entity: its names, and what is printed there for it (该公司, 他)."""
    e = s.evidence
    words = {n for n in (entity.name, *entity.aliases) if len(n) > 1}
    if document is not None:
        words |= {"".join(document.text[a:b].split()) for d, a, b in entity.mentions
                  if d == e.document and e.start <= a and b <= e.end}
    return words - {""}


def pieces(quote: str, subject: Iterable[str], object_: Iterable[str]) -> list[list]:
    """`quote` cut into [text, role], role "s" where it names the subject, "o" the object, "" elsewhere; longest first."""
    roles: list[str] = [""] * len(quote)
    marks = [(w, "s") for w in subject] + [(w, "o") for w in object_]
    for word, role in sorted(marks, key=lambda m: (-len(m[0]), m[1] != "s", m[0])):
        at = quote.find(word)
        while at >= 0:
            if not any(roles[at:at + len(word)]):
                # the number keeps two neighbours of one role apart
                roles[at:at + len(word)] = [f"{role}{at}"] * len(word)
            at = quote.find(word, at + len(word))
    cut: list[list] = []
    for char, role in zip(quote, roles):
        if cut and cut[-1][1] == role:
            cut[-1][0] += char
        else:
            cut.append([char, role])
    return [[text, role[:1]] for text, role in cut]
