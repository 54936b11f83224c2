"""A graph beside gold annotations: precision, recall and F1 by class, relation and rule, and every error with its sentence.

A gold file (`DOC.json`) holds what a correct graph of one article has: `doc`, `entities` (`id`, `type`, `names`,
`optional`, `also` for further types) and `relations` (`s`, `p`, `o`: an id or several of which any is right; `title`,
`optional`). An entity of the graph is right if one of its names is one of a gold entity of its type; a second one for
the same gold entity is wrong, as they should be one. A claim is right if its subject, relation and object are. What is
optional counts neither way. Figures are micro-averaged over the articles.
"""
from __future__ import annotations

import html
import json
import os
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from kg import ontology
from kg.graph import Graph
from kg.records import Entity, Statement

MARKS = re.compile(r"[\s《》〈〉“”\"‘’'「」()（）·\-—–]")


def folded(text: str) -> str:
    """What two spellings of a name or post share: no blanks, quotes, brackets, dashes; compatibility forms folded."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


@dataclass
class Count:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass(frozen=True)
class Error:
    """One thing that is wrong with one article; `sentence` is its evidence, "" if there is none."""

    document: str
    kind: str        # wrong, duplicate or missed
    what: str        # class or relation
    names: tuple[str, ...]
    rule: str = ""
    sentence: str = ""


@dataclass(repr=False)
class Report:
    """What `evaluate` finds; `judged`: (claim, whether it is right) for every claim that counts."""

    entities: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    relations: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    rules: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    conflicts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    titles: Count = field(default_factory=Count)
    errors: list[Error] = field(default_factory=list)
    judged: list[tuple[Statement, bool]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)      # gold articles that the graph does not have

    def __repr__(self) -> str:
        entities, relations = (f"{p} F1 {self.total(p).f1:.3f}" for p in ("entities", "relations"))
        return f"<Report: {entities}, {relations}, {len(self.errors)} errors>"

    def total(self, part: str) -> Count:
        """Sum of `entities` or `relations`."""
        counts = getattr(self, part).values()
        return Count(*(sum(getattr(c, n) for c in counts) for n in ("right", "wrong", "missed")))


def read_gold(folder: str | os.PathLike[str]) -> list[dict]:
    """The gold files in `folder`, in order. Raises FileNotFoundError if there is none, ValueError for a broken one."""
    files = sorted(Path(folder).glob("*.json"))
    if not files:
        raise FileNotFoundError(f"There is no gold file (*.json) in {os.fspath(folder)}.")
    found = []
    for file in files:
        try:
            gold = json.loads(file.read_text("utf-8"))
            gold["doc"], gold["entities"], gold["relations"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file} is no gold file: {error!r}.") from error
        found.append(gold)
    return found


def evaluate(graph: Graph, gold: list[dict]) -> Report:
    """How right the graph is on the articles of `gold` (as `read_gold` gives them)."""
    report = Report()
    mentioned: dict[str, set[str]] = defaultdict(set)
    for e in graph.entities.values():
        for document, _, _ in e.mentions:
            mentioned[document].add(e.id)
    claims: dict[str, list[Statement]] = defaultdict(list)
    for s in (*graph.statements, *graph.unconfirmed):
        if s.modality in ("stated", "ended"):
            claims[s.evidence.document].append(s)
    for article in gold:
        document = article["doc"]
        if document not in graph.documents:
            report.unknown.append(document)
        here = [graph.entities[e] for e in mentioned[document]]
        match = _entities(report, document, article["entities"], here)
        _relations(report, document, article, graph, claims[document], match)
    return report


def _names(e: Entity) -> set[str]:
    return {folded(n) for n in (e.name, *e.aliases)}


def _entities(report: Report, document: str, gold: list[dict], here: list[Entity]) -> dict[str, str]:
    """Entity of the graph → gold entity that it is."""
    by_name: dict[str, list[dict]] = defaultdict(list)
    for g in gold:
        for name in {folded(n) for n in g["names"]}:
            by_name[name].append(g)

    def candidates(e: Entity) -> list[dict]:
        shared: dict[str, int] = defaultdict(int)
        which = {}
        for name in _names(e):
            for g in by_name.get(name, ()):
                if ontology.top(e.label) in (g["type"], *g.get("also", ())):
                    shared[g["id"]] += 1
                    which[g["id"]] = g
        return [which[i] for i in sorted(shared, key=lambda i: (-shared[i], i))]

    match: dict[str, str] = {}
    taken: set[str] = set()
    for e in sorted(here, key=lambda e: (-sum(n in by_name for n in _names(e)), e.id)):
        found = candidates(e)
        free = next((g for g in found if g["id"] not in taken), None)
        kind = ontology.top(e.label)
        if free is not None:
            match[e.id] = free["id"]
            taken.add(free["id"])
            if not free.get("optional"):
                report.entities[free["type"]].right += 1
        elif found:
            match[e.id] = found[0]["id"]
            if not found[0].get("optional"):
                report.entities[kind].wrong += 1
                report.errors.append(Error(document, "duplicate", kind, (e.name, found[0]["names"][0])))
        else:
            report.entities[kind].wrong += 1
            report.errors.append(Error(document, "wrong", kind, (e.name,)))
    for g in gold:
        if g["id"] not in taken and not g.get("optional"):
            report.entities[g["type"]].missed += 1
            report.errors.append(Error(document, "missed", g["type"], (g["names"][0],)))
    return match


def _several(ids: str | list[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else ids


def _relations(report: Report, document: str, article: dict, graph: Graph, claims: list[Statement], match: dict[str, str]) -> None:
    gold = {g["id"]: g for g in article["entities"]}
    types = {i: {g["type"], *g.get("also", ())} for i, g in gold.items()}
    wanted: list[tuple[frozenset, dict]] = []
    allowed: set[tuple[str, str, str]] = set()
    titles: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for r in article["relations"]:
        keys = {(s, r["p"], o) for s in _several(r["s"]) for o in _several(r["o"])}
        if r["p"] in ("locatedIn", "partOf") and all("Place" in types[s] & types[o] for s, _, o in keys):
            allowed |= keys      # which place lies in which the gazetteer knows
            continue
        if ontology.relations()[r["p"]].symmetric:
            keys |= {(o, p, s) for s, p, o in keys}
        for key in keys:
            if r.get("title"):
                titles[key].add(folded(r["title"]))
        if r.get("optional"):
            allowed |= keys
        elif all(keys != known for known, _ in wanted):
            wanted.append((frozenset(keys), r))

    hit: set[int] = set()
    seen: set[tuple] = set()
    for s in sorted(claims, key=lambda s: (s.subject, s.predicate, s.object, -s.confidence, s.id)):
        a, b = graph.entities[s.subject], graph.entities[s.object]
        if s.predicate in ("locatedIn", "partOf") and ontology.top(a.label) == ontology.top(b.label) == "Place":
            continue
        key = (match.get(s.subject, ""), s.predicate, match.get(s.object, ""))
        title = dict(s.qualifiers).get("title", "")
        if title and key in titles:
            if folded(title) in titles[key]:
                report.titles.right += 1
            else:
                report.titles.wrong += 1
        right = [i for i, (keys, _) in enumerate(wanted) if key in keys]
        fair = key in allowed or any(gold.get(i, {}).get("optional") for i in (key[0], key[2]))
        if right or not fair:
            report.judged.append((s, bool(right)))
            if right:
                report.rules[s.rule].right += 1
            else:
                report.rules[s.rule].wrong += 1
        ends = frozenset((s.subject, s.object)) if ontology.relations()[s.predicate].symmetric else (s.subject, s.object)
        if (ends, s.predicate) in seen:
            continue
        seen.add((ends, s.predicate))
        if right:
            report.relations[s.predicate].right += sum(i not in hit for i in right)
            hit.update(right)
        elif not fair:
            report.relations[s.predicate].wrong += 1
            report.errors.append(Error(document, "wrong", s.predicate, (a.name, b.name), s.rule, s.evidence.quote))
    for i, (keys, r) in enumerate(wanted):
        if i not in hit:
            subject, predicate, object_ = min(keys)
            report.relations[predicate].missed += 1
            report.errors.append(Error(document, "missed", predicate, (gold[subject]["names"][0], gold[object_]["names"][0]),
                                       sentence=r.get("evidence", "")))
    for s in _conflicting(claims):
        report.conflicts[s.rule] += 1


def _conflicting(claims: list[Statement]) -> list[Statement]:
    """Claims that can't be true beside another of the article: the same link both ways, one post of one body held by two."""
    directed = ("locatedIn", "partOf", "established", "leads", "hasJurisdiction")
    links = {(s.subject, s.predicate, s.object) for s in claims}
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    single = re.compile("(?:书记|[省市县区州镇乡部厅局院校社]长|主席|总统|总理|首相|董事长|总经理)$")
    for s in claims:
        title = dict(s.qualifiers).get("title", "")
        if s.predicate == "holdsPost" and single.search(title) and "副" not in title and "former" not in dict(s.qualifiers):
            holders[s.object, title].add(s.subject)
    return [
        s for s in claims
        if s.predicate in directed and (s.object, s.predicate, s.subject) in links
        or s.predicate == "holdsPost" and len(holders[s.object, dict(s.qualifiers).get("title", "")]) > 1
    ]


Bins = tuple[float, ...]


def reliability(judged: list[tuple[float, bool]], bins: Bins = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)) -> list[tuple[float, float, int, float, float]]:
    """(from, to, number, mean confidence, share that is right) of the claims (confidence, whether right) in each range that has some."""
    rows = []
    for low, high in zip(bins, bins[1:]):
        inside = [(c, right) for c, right in judged if low <= c < high]
        if inside:
            rows.append((low, min(high, 1.0), len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)))
    return rows


def page(report: Report) -> str:
    """All errors as an HTML page: one row each, with the sentence; nothing in it can become markup or script."""
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in (e.document, e.kind, e.what, " → ".join(e.names), e.rule, e.sentence)) + "</tr>"
        for e in report.errors)
    head = "".join(f"<th>{h}</th>" for h in ("article", "error", "class or relation", "names", "rule", "sentence"))
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>政图 · errors</title>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<style>body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}"
        "td,th{border-bottom:1px solid #ccc;padding:.2em .6em;text-align:left;vertical-align:top}</style></head>\n"
        f"<body><h1>{len(report.errors)} errors</h1>\n<table><tr>{head}</tr>\n{rows}\n</table></body></html>\n"
    )
