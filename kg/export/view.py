"""What the explorer shows, as columns: plain lists that JSON holds, in blocks in the order in which the page draws them.

    first     the vocabulary, totals, the entities with the most links and the lines among them, and which of them are the first picture
    rest      all other entities and lines; other names, pinyin, areas, articles and measures of the entities
    links     every statement with its sentence
    texts-N   the articles from number N on, some in each block

What was read off a name alone (沈阳市财政局 belongs to 沈阳市), is less sure than UNSURE, or is not so today (planned, denied, reported, ended) is in the
page, but not drawn until its reader asks for it; `usual` tells what is left. Entities stand in the order of their number of neighbours
by usual lines, then by any; lines in the order of the later of their two ends, so that the
first lines are those among the first entities. Articles are shown as they were cleaned, without the line ends and marks of their
files; offsets point into that text and count UTF-16 code units, as JavaScript does.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

import networkx as nx
from pypinyin import lazy_pinyin
from pypinyin.core import Pinyin

from kg import gazetteer, normalise, ontology
from kg.export.layout import layout
from kg.export.measures import Measures, heart, measures
from kg.export.sentences import Readable, marks, named_in, spans_of, units_of
from kg.graph import Graph
from kg.records import UNSURE, Document, Entity, Statement

SHAPES = {"Organisation": "circle", "Person": "triangle", "Place": "square", "Policy": "diamond", "Event": "hexagon"}
FIRST = 2000                 # entities of the first block: what is drawn at once of a large graph
HEART = 300                  # entities of the first picture of a large graph
OFF_A_NAME = "-in-name"      # how the rules end that read a link off the name of a body alone
MODALITIES = ("stated", "planned", "denied", "reported", "ended")      # the first is what holds today
BETWEEN = 0.15               # how strongly a line between two groups pulls in the first picture, where one within a group pulls by 1
TEXT_BLOCK = 1_000_000       # characters of articles in a block
LABELLED = 3000              # in a larger graph the layout leaves no room for labels, as few can show
LINE = 10                    # characters in a line of a label
ELSEWHERE = ("holdsPost", "issued", "implements", "leads", "participatesIn", "established")   # what links a thing to where it belongs
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def blocks(graph: Graph, texts: bool = True, first: int = FIRST) -> Iterator[tuple[str, dict]]:
    """(name, columns) of each block of `graph`, as the module says; without `texts` no text of an article."""
    pairs = _pairs(graph)
    plain = {pair: usual(pairs[pair]) for pair in pairs}
    degree, by_usual = (Counter(e for a, b in some if a != b for e in (a, b)) for some in (pairs, [p for p in pairs if plain[p]]))
    entities = sorted(graph.entities.values(), key=lambda e: (-by_usual[e.id], -degree[e.id], e.id))
    index = {e.id: i for i, e in enumerate(entities)}
    lines = sorted(pairs, key=lambda pair: sorted((index[pair[0]], index[pair[1]]), reverse=True))
    documents = {d: i for i, d in enumerate(graph.documents)}
    readable = {d.id: Readable(d) for d in graph.documents.values()}
    places = _places(entities, lines, degree)
    cut = len(entities) if len(entities) <= first * 1.5 else first
    edge_cut = bisect_left(lines, True, key=lambda pair: max(index[pair[0]], index[pair[1]]) >= cut)
    network = [(index[a], index[b]) for a, b in lines if plain[a, b] and a != b]
    found = measures(len(entities), network, {i for i, e in enumerate(entities) if ontology.top(e.label) in ("Policy", "Event")})

    def nodes(part: slice) -> dict:
        return {"id": [e.id for e in entities[part]], "name": [e.name for e in entities[part]],
                "class": [CLASS[e.label] for e in entities[part]], "degree": [degree[e.id] for e in entities[part]],
                "x": [places[e.id][0] for e in entities[part]], "y": [places[e.id][1] for e in entities[part]]}

    def edges(part: slice) -> dict:
        said = [(pair, plain[pair] or pairs[pair]) for pair in lines[part]]
        return {"a": [index[a] for a, _ in lines[part]], "b": [index[b] for _, b in lines[part]],
                "way": [_ways(pair, statements) for pair, statements in said],
                "count": [len(plain[pair]) for pair in lines[part]],
                "sure": [round(max(s.confidence for s in statements), 3) for _, statements in said],
                "kind": [sorted({RELATION[s.predicate] for s in statements}) for _, statements in said]}

    yield "first", {
        **_vocabulary(),
        "total": {"documents": len(graph.documents), "entities": len(entities), "links": len(graph.statements) + len(graph.unconfirmed), "lines": len(lines)},
        "nodes": nodes(slice(cut)), "edges": edges(slice(edge_cut)), **_heart(entities, network, by_usual, cut, found),
    }
    yield "rest", {
        "nodes": nodes(slice(cut, None)), "edges": edges(slice(edge_cut, None)),
        "aliases": [[i, [a for a in e.aliases if a != e.name]] for i, e in enumerate(entities) if any(a != e.name for a in e.aliases)],
        "articles": [sorted({documents[d] for d, _, _ in e.mentions if d in documents}) for e in entities],
        "mentions": [len(e.mentions) for e in entities],
        "group": found.group, "rank": found.rank, "between": found.between, "core": found.core,
        **_pinyin(entities), **_areas(entities, graph.statements, index),
    }
    yield "links", _links(graph, lines, pairs, index, documents, readable)
    if texts:
        yield from _texts(graph, index, readable)


CLASS = {name: i for i, name in enumerate(ontology.classes())}
RELATION = {name: i for i, name in enumerate(ontology.relations())}


def usual(statements: Iterable[Statement]) -> list[Statement]:
    """Those that are drawn without being asked for: stated, sure enough, and not read off a name alone."""
    return [s for s in statements if s.modality == "stated" and s.confidence >= UNSURE and not s.rule.endswith(OFF_A_NAME)]


def _heart(entities: list[Entity], network: list[tuple[int, int]], degree: Counter[str], cut: int, found: Measures) -> dict:
    """Which entities the first picture shows, and where: laid out by themselves, groups apart."""
    shown = heart(cut, network, HEART)
    inside, drawn = set(shown), nx.Graph()
    drawn.add_nodes_from(shown)
    drawn.add_edges_from((a, b, {"pull": 1.0 if found.group[a] == found.group[b] else BETWEEN}) for a, b in network if a in inside and b in inside)
    places = layout(drawn, {n: _box(entities[n], degree[entities[n].id]) for n in shown})
    return {"heart": {"node": shown, "x": [places[n][0] for n in shown], "y": [places[n][1] for n in shown], "group": [found.group[n] for n in shown]},
            "heads": found.heads}


def _vocabulary() -> dict:
    return {
        "modalities": MODALITIES, "unsure": UNSURE,
        "classes": [{"name": c.name, "zh": c.zh, "en": c.en, "color": c.color, "top": ontology.top(c.name), "shape": SHAPES[ontology.top(c.name)],
                     "define": [c.define_zh, c.define_en]} for c in ontology.classes().values()],
        "relations": [{"name": r.name, "zh": r.zh, "en": r.en, "symmetric": r.symmetric, "inverse": list(r.inverse[1:]) or [r.zh, r.en],
                       "define": [r.define_zh, r.define_en]} for r in ontology.relations().values()],
        "qualifiers": {q.name: [q.zh, q.en, dict(q.values)] for q in ontology.qualifiers().values()},
    }


def _pairs(graph: Graph) -> dict[tuple[str, str], list[Statement]]:
    """What is between two entities, either way; the surest first."""
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in sorted((*graph.statements, *graph.unconfirmed), key=lambda s: (-s.confidence, s.id)):
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
    small = len(entities) <= LABELLED
    boxes = {e.id: _box(e, degree[e.id]) if small else (2 * radius(degree[e.id]),) * 2 for e in entities}
    return layout(plain, boxes)


def _box(entity: Entity, degree: int) -> tuple[float, float]:
    """What room an entity takes with its name."""
    side, length = 2 * radius(degree), min(len(entity.name), 2 * LINE)
    return max(7.0 * min(length, LINE), side), side + (8 if length <= LINE else 14)


_segmenter = Pinyin()


@lru_cache(maxsize=50_000)
def _syllables(word: str) -> tuple[str, ...]:
    """The reading of a word of pypinyin's dictionary, or of a stretch that is none, which names share."""
    return tuple(lazy_pinyin(word, errors=list))


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
            units = units_of(name)
            syllables = chain.from_iterable(_syllables(word) for word in _segmenter.seg(name))
            for at, (char, syllable) in enumerate(zip(name, syllables)):
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
    spans = spans_of(graph.entities.values())
    columns: dict[str, list] = {name: [] for name in (
        "id", "edge", "subject", "object", "relation", "confidence", "rule", "sentence", "qualifiers", "marks", "modality", "when", "value")}
    for edge, pair in enumerate(lines):
        for s in pairs[pair]:
            e = s.evidence
            said = sentences.setdefault((e.document, e.start, e.end, e.quote), len(sentences))
            named = [named_in(graph.entities[id_], s, readable.get(e.document), spans) for id_ in (s.subject, s.object)]
            for name, value in zip(columns, (
                    s.id, edge, index[s.subject], index[s.object], RELATION[s.predicate], round(s.confidence, 3),
                    rules.setdefault(s.rule, len(rules)), said, [[k, v] for k, v in s.qualifiers], marks(e.quote, *named),
                    MODALITIES.index(s.modality), _times(dict(s.qualifiers), readable.get(e.document)), normalise.amount(dict(s.qualifiers).get("amount", "")))):
                columns[name].append(value)
    spans_said = [readable[d].span(a, b) if d in readable else (a, b) for d, a, b, _ in sentences]
    return {
        **columns,
        "rules": list(rules), "off_a_name": [rule.endswith(OFF_A_NAME) for rule in rules],
        "sentences": {
            "document": [documents.get(d, -1) for d, _, _, _ in sentences],
            "start": [a for a, _ in spans_said], "end": [b for _, b in spans_said],
            "quote": [q for _, _, _, q in sentences],
            "page": [graph.documents[d].page(a) if d in graph.documents else 0 for d, a, _, _ in sentences]},
        "documents": [_document(d, readable[d.id].date, documents) for d in graph.documents.values()],
    }


def _document(d: Document, date: str, numbers: dict[str, int]) -> dict:
    """`about`: what its head says of it; `of`: the number of the article that it reprints, -1 if none."""
    return {"id": d.id, "title": d.title, "date": date, "source": d.source, "about": [x for x in (d.number, d.issuer) if x],
            "of": numbers.get(d.reprint_of, -1)}


def _times(qualifiers: dict[str, str], document: Readable | None) -> list[str]:
    """When it took place, began and ended: ISO dates, "" where the sentence does not say."""
    return [normalise.date(qualifiers.get(q, ""), document.date if document else "") for q in ("date", "from", "to")]


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
