"""What the explorer shows, as columns: plain lists that JSON holds, in blocks in the order in which the page draws them.

    first     the vocabulary, totals, and the entities with the most links and the lines among them
    rest      all other entities and lines; other names, pinyin, areas, articles of the entities
    links     every statement with its sentence
    texts-N   the articles from number N on, some in each block

Entities stand in the order of their number of neighbours, lines in the order of the later of their two ends, so that the
first lines are those among the first entities. Articles are shown as they were cleaned, without the line ends and marks of their
files; offsets point into that text and count UTF-16 code units, as JavaScript does.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import networkx as nx
from pypinyin import lazy_pinyin

from kg import gazetteer, ontology
from kg.clean import clean
from kg.export.layout import layout
from kg.graph import Graph
from kg.records import Document, Entity, Statement

SHAPES = {"Organisation": "circle", "Person": "triangle", "Place": "square", "Policy": "diamond", "Event": "hexagon"}
FIRST = 2000                 # entities of the first block: what is drawn at once of a large graph
TEXT_BLOCK = 1_000_000       # characters of articles in a block
LABELLED = 3000              # in a larger graph the layout leaves no room for labels, as few can show
LINE = 10                    # characters in a line of a label
ELSEWHERE = ("holdsPost", "issued", "implements", "leads", "participatesIn", "established")   # what links a thing to where it belongs
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def blocks(graph: Graph, texts: bool = True, first: int = FIRST) -> Iterator[tuple[str, dict]]:
    """(name, columns) of each block of `graph`, as the module says; without `texts` no text of an article."""
    pairs = _pairs(graph)
    degree = Counter(e for a, b in pairs if a != b for e in (a, b))
    entities = sorted(graph.entities.values(), key=lambda e: (-degree[e.id], e.id))
    index = {e.id: i for i, e in enumerate(entities)}
    lines = sorted(pairs, key=lambda pair: sorted((index[pair[0]], index[pair[1]]), reverse=True))
    documents = {d: i for i, d in enumerate(graph.documents)}
    places = _places(entities, lines, degree)
    cut = len(entities) if len(entities) <= first * 1.5 else first
    edge_cut = bisect_left(lines, True, key=lambda pair: max(index[pair[0]], index[pair[1]]) >= cut)

    def nodes(part: slice) -> dict:
        return {"id": [e.id for e in entities[part]], "name": [e.name for e in entities[part]],
                "class": [CLASS[e.label] for e in entities[part]], "degree": [degree[e.id] for e in entities[part]],
                "x": [places[e.id][0] for e in entities[part]], "y": [places[e.id][1] for e in entities[part]]}

    def edges(part: slice) -> dict:
        return {"a": [index[a] for a, _ in lines[part]], "b": [index[b] for _, b in lines[part]],
                "way": [_ways(pair, pairs[pair]) for pair in lines[part]],
                "count": [len(pairs[pair]) for pair in lines[part]],
                "sure": [round(max(s.confidence for s in pairs[pair]), 3) for pair in lines[part]],
                "kind": [sorted({RELATION[s.predicate] for s in pairs[pair]}) for pair in lines[part]]}

    yield "first", {
        **_vocabulary(),
        "total": {"documents": len(graph.documents), "entities": len(entities), "links": len(graph.statements), "lines": len(lines)},
        "nodes": nodes(slice(cut)), "edges": edges(slice(edge_cut)),
    }
    yield "rest", {
        "nodes": nodes(slice(cut, None)), "edges": edges(slice(edge_cut, None)),
        "aliases": [[i, [a for a in e.aliases if a != e.name]] for i, e in enumerate(entities) if any(a != e.name for a in e.aliases)],
        "articles": [sorted({documents[d] for d, _, _ in e.mentions if d in documents}) for e in entities],
        "mentions": [len(e.mentions) for e in entities],
        **_pinyin(entities), **_areas(entities, graph.statements, index),
    }
    readable = {d.id: Readable(d) for d in graph.documents.values()}
    yield "links", _links(graph, lines, pairs, index, documents, readable)
    if texts:
        yield from _texts(graph, index, readable)


class Readable:
    """The cleaned text of an article, and where the offsets of its file are in it; "" if the graph came without texts."""

    def __init__(self, document: Document) -> None:
        cleaned = clean(document) if document.text else None
        self.text = cleaned.text if cleaned else ""
        self._offsets = cleaned.offsets[:-1] if cleaned else ()
        self._units = _units(self.text)

    def points(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch [start, end) of the file is in `text`, all in code points."""
        if not self.text or start >= end:
            return start, end
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same in UTF-16 code units of `text`."""
        a, b = self.points(start, end)
        return (self._units(a), self._units(b)) if self.text else (a, b)


CLASS = {name: i for i, name in enumerate(ontology.classes())}
RELATION = {name: i for i, name in enumerate(ontology.relations())}


def _vocabulary() -> dict:
    return {
        "classes": [{"name": c.name, "zh": c.zh, "en": c.en, "color": c.color, "top": ontology.top(c.name), "shape": SHAPES[ontology.top(c.name)],
                     "define": [c.define_zh, c.define_en]} for c in ontology.classes().values()],
        "relations": [{"name": r.name, "zh": r.zh, "en": r.en, "symmetric": r.symmetric, "inverse": list(r.inverse[1:]) or [r.zh, r.en],
                       "define": [r.define_zh, r.define_en]} for r in ontology.relations().values()],
        "qualifiers": {q.name: [q.zh, q.en, dict(q.values)] for q in ontology.qualifiers().values()},
    }


def _pairs(graph: Graph) -> dict[tuple[str, str], list[Statement]]:
    """What is between two entities, either way; the surest first."""
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in sorted(graph.statements, key=lambda s: (-s.confidence, s.id)):
        pairs[min(s.subject, s.object), max(s.subject, s.object)].append(s)
    return pairs


def _ways(pair: tuple[str, str], statements: list[Statement]) -> int:
    """1 if a relation with a direction runs from the first to the second, 2 if one runs back, 3 if both do."""
    directed = {(s.subject, s.object) for s in statements if not ontology.relations()[s.predicate].symmetric}
    return (pair in directed) + 2 * (pair[::-1] in directed and pair[0] != pair[1])


def radius(degree: int) -> float:
    """Half the width of an entity's sign, in pixels at the zoom that shows all of a small graph."""
    return 4 + min(14.0, round(2.2 * degree ** 0.5, 1))


def _places(entities: list[Entity], lines: list[tuple[str, str]], degree: Counter[str]) -> dict[str, tuple[int, int]]:
    plain = nx.Graph()
    plain.add_nodes_from(e.id for e in entities)
    plain.add_edges_from(pair for pair in lines if pair[0] != pair[1])
    boxes = {}
    for e in entities:
        side, length = 2 * radius(degree[e.id]), min(len(e.name), 2 * LINE)
        boxes[e.id] = (max(7.0 * min(length, LINE), side), side + (8 if length <= LINE else 14)) if len(entities) <= LABELLED else (side, side)
    return layout(plain, boxes)


def _units(text: str) -> Callable[[int], int]:
    """The function that turns an offset in code points of `text` into one in UTF-16 code units."""
    wide = [m.start() for m in ASTRAL.finditer(text)]
    return (lambda at: at + bisect_left(wide, at)) if wide else (lambda at: at)


def _pinyin(entities: list[Entity]) -> dict:
    """Pinyin of the Chinese characters of all names: the usual reading of each, and where a name reads one otherwise (重庆).

    `unusual` has [entity, number of the name, offset, reading], names counted with the preferred one first.
    """
    readings: dict[str, Counter[str]] = defaultdict(Counter)
    read = []
    for i, e in enumerate(entities):
        for j, name in enumerate([e.name, *(a for a in e.aliases if a != e.name)]):
            if not HAN.search(name):
                continue
            units = _units(name)
            for at, (char, syllable) in enumerate(zip(name, lazy_pinyin(name, errors=list))):
                if syllable != char:
                    readings[char][syllable] += 1
                    read.append((i, j, units(at), char, syllable))
    usual = {char: min(c, key=lambda s: (-c[s], s)) for char, c in readings.items()}
    return {"pinyin": [[char, usual[char]] for char in sorted(usual)],
            "unusual": [[i, j, at, syllable] for i, j, at, char, syllable in read if usual[char] != syllable]}


def _areas(entities: list[Entity], statements: Iterable[Statement], index: dict[str, int]) -> dict:
    """Where each entity belongs: its own area, or, if it has none, those of what it is linked to by a post, an issue and the like."""
    code = {e.id: e.adcode for e in entities}
    homes: dict[str, set[str]] = {e.id: {e.adcode} for e in entities if e.adcode}
    for s in statements:
        for one, other in ((s.subject, s.object), (s.object, s.subject)):
            if s.predicate in ELSEWHERE and not code[one] and code[other]:
                homes.setdefault(one, set()).add(code[other])
    known: dict[str, list[str]] = {}
    for c in sorted({c for codes in homes.values() for c in codes}):
        above = gazetteer.chain(c)
        for area in above:
            known[area.code] = [area.name, area.parent if area.parent in {a.code for a in above} else ""]
        known.setdefault(c, [c, ""])
    return {"areas": [[c, *known[c]] for c in sorted(known)],
            "homes": [[index[e], sorted(homes[e])] for e in sorted(homes, key=index.__getitem__)]}


def _links(graph: Graph, lines: list[tuple[str, str]], pairs: dict[tuple[str, str], list[Statement]], index: dict[str, int],
           documents: dict[str, int], readable: dict[str, Readable]) -> dict:
    sentences: dict[tuple[str, int, int, str], int] = {}
    rules: dict[str, int] = {}
    spans = _spans(graph.entities.values())
    columns: dict[str, list] = {name: [] for name in ("id", "edge", "subject", "object", "relation", "confidence", "rule", "sentence", "qualifiers", "marks")}
    for edge, pair in enumerate(lines):
        for s in pairs[pair]:
            e = s.evidence
            said = sentences.setdefault((e.document, e.start, e.end, e.quote), len(sentences))
            named = [_named(graph.entities[id_], s, readable.get(e.document), spans) for id_ in (s.subject, s.object)]
            for name, value in zip(columns, (
                    s.id, edge, index[s.subject], index[s.object], RELATION[s.predicate], round(s.confidence, 3),
                    rules.setdefault(s.rule, len(rules)), said, [[k, v] for k, v in s.qualifiers], marks(e.quote, *named))):
                columns[name].append(value)
    spans_said = [readable[d].span(a, b) if d in readable else (a, b) for d, a, b, _ in sentences]
    return {
        **columns,
        "rules": list(rules),
        "sentences": {
            "document": [documents.get(d, -1) for d, _, _, _ in sentences],
            "start": [a for a, _ in spans_said], "end": [b for _, b in spans_said],
            "quote": [q for _, _, _, q in sentences]},
        "documents": [{"id": d.id, "title": d.title, "date": d.date, "source": d.source} for d in graph.documents.values()],
    }


Spans = dict[tuple[str, str], list[tuple[int, int]]]


def _spans(entities: Iterable[Entity]) -> Spans:
    """Where each entity is mentioned in each article."""
    spans: Spans = defaultdict(list)
    for e in entities:
        for d, a, b in e.mentions:
            spans[e.id, d].append((a, b))
    return spans


def _named(entity: Entity, s: Statement, document: Readable | None, spans: Spans) -> list[tuple[int, int]]:
    """Where the sentence speaks of the entity: what was read as it there (该公司, 他 too), or else its names."""
    e, quote, found = s.evidence, s.evidence.quote, []
    if document is not None and document.text:
        first, _ = document.points(e.start, e.end)
        places = [document.points(a, b) for a, b in spans.get((entity.id, e.document), ()) if e.start <= a and b <= e.end]
        found = [(a - first, b - first) for a, b in places if document.text[a:b] == quote[a - first:b - first]]   # a line may have ended within the sentence
    return found or occurrences(quote, {n for n in (entity.name, *entity.aliases) if len(n) > 1})


def occurrences(quote: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """(start, end) of every place in `quote` where one of `words` stands."""
    found = []
    for word in sorted(words):
        at = quote.find(word) if word else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = quote.find(word, at + len(word))
    return found


def marks(quote: str, subject: Iterable[tuple[int, int]], object_: Iterable[tuple[int, int]]) -> list[int]:
    """The places (start, end) of the subject and the object in `quote` that do not overlap, longer ones first: start, length, role (0 subject, 1 object), start, …"""
    taken = [False] * len(quote)
    found = []
    for a, b, role in sorted([(*p, 0) for p in subject] + [(*p, 1) for p in object_], key=lambda m: (m[0] - m[1], m[2], m[0])):
        if not any(taken[a:b]):
            taken[a:b] = [True] * (b - a)
            found.append((a, b, role))
    units = _units(quote)
    return [n for a, b, role in sorted(found) for n in (units(a), units(b) - units(a), role)]


def _texts(graph: Graph, index: dict[str, int], readable: dict[str, Readable]) -> Iterator[tuple[str, dict]]:
    """The articles, each with [start, end, entity, …] of what it mentions."""
    mentions: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for e in graph.entities.values():
        for d, a, b in e.mentions:
            mentions[d].append((a, b, index[e.id]))
    first = size = 0
    block: dict[str, list] = {"text": [], "mentions": []}
    for number, d in enumerate(graph.documents.values(), 1):
        article = readable[d.id]
        block["text"].append(article.text)
        block["mentions"].append([n for a, b, e in sorted(mentions[d.id]) for n in (*article.span(a, b), e)])
        size += len(article.text)
        if size >= TEXT_BLOCK or number == len(graph.documents):
            if size:
                yield f"texts-{first}", block
            first, size, block = number, 0, {"text": [], "mentions": []}
