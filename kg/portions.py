"""Parts of a graph, what joins two entities, and two graphs as one: what the methods of `kg.graph.Graph` do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx

from kg import normalise, ontology
from kg.records import Document, Entity, Statement

if TYPE_CHECKING:
    from kg.graph import Graph

WITHIN = (
    "locatedIn",
    "hasJurisdiction",
    "partOf",
    "holdsPost",
)  # what has to do with a place: its bodies, and who works there

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, repr=False)
class Path:
    """A way through the graph: `entities` in order, and for each step the statements that make it."""

    entities: tuple[Entity, ...]
    steps: tuple[tuple[Statement, ...], ...]

    def __repr__(self) -> str:
        text = self.entities[0].name
        for a, b, said in zip(self.entities, self.entities[1:], self.steps):
            words = "、".join(dict.fromkeys(ontology.relations()[s.predicate].zh for s in said))
            text += f" —{words}→ {b.name}" if said[0].subject == a.id else f" ←{words}— {b.name}"
        return text


def part(graph: Graph, entities: Iterable[str], keep: Callable[[Statement], bool] = lambda s: True) -> Graph:
    """The graph of these entities (ids), the statements among them that pass `keep`, and the articles that mention
    them."""
    chosen = set(entities)
    inside = {i: e for i, e in graph.entities.items() if i in chosen}
    links, others = (
        tuple(s for s in some if s.subject in inside and s.object in inside and keep(s))
        for some in (graph.statements, graph.unconfirmed)
    )
    mentioned = {d for e in inside.values() for d, _, _ in e.mentions} | {
        s.evidence.document for s in (*links, *others)
    }
    return replace(
        graph,
        documents=_linked({i: d for i, d in graph.documents.items() if i in mentioned}),
        entities=inside,
        statements=links,
        unconfirmed=others,
    )


def paths(graph: Graph, a: str, b: str, longest: int) -> list[Path]:
    """As `Graph.paths`, between ids."""
    found = []
    for ids in nx.all_simple_paths(graph._lines, a, b, cutoff=longest) if a != b else ():
        steps = tuple(tuple(s for s in graph._about[x] if y in (s.subject, s.object)) for x, y in zip(ids, ids[1:]))
        found.append(Path(tuple(graph.entities[i] for i in ids), steps))
    return sorted(found, key=lambda p: (len(p.steps), [e.name for e in p.entities], [e.id for e in p.entities]))


def between(graph: Graph, found: list[Path]) -> Graph:
    """The graph of some paths."""
    links = {s.id for p in found for step in p.steps for s in step}
    return part(graph, {e.id for p in found for e in p.entities}, lambda s: s.id in links)


def select(
    graph: Graph,
    relation: str | Iterable[str] | None,
    cls: str | None,
    place: str,
    since: str,
    until: str,
    min_confidence: float,
    article: str | Iterable[str] | None,
) -> Graph:
    """As `Graph.subgraph`, `place` as an id."""
    relations, articles = ({x} if isinstance(x, str) else None if x is None else set(x) for x in (relation, article))
    for name in sorted(relations or ()):
        if name not in ontology.relations():
            raise ValueError(f"There is no relation {name}; there are {', '.join(ontology.relations())}.")
    if cls is not None and cls not in ontology.classes():
        raise ValueError(f"There is no class {cls}; there are {', '.join(ontology.classes())}.")
    if missing := sorted((articles or set()) - graph.documents.keys()):
        raise ValueError(f"The graph has no article {missing[0]}.")

    chosen = set(graph.entities)
    if cls is not None:
        chosen &= {e.id for e in graph.entities.values() if ontology.is_a(e.label, cls)}
    if place:
        chosen &= within(graph, place)
    if articles is not None:
        chosen &= {e.id for e in graph.entities.values() if any(d in articles for d, _, _ in e.mentions)}

    def passes(s: Statement) -> bool:
        return (
            (relations is None or s.predicate in relations)
            and s.confidence >= min_confidence
            and (articles is None or s.evidence.document in articles)
            and (s.subject in chosen or s.object in chosen)
            and (not (since or until) or _in_time(when(s, graph.documents.get(s.evidence.document)), since, until))
        )

    links = [s for s in (*graph.statements, *graph.unconfirmed) if passes(s)]
    ends = {e for s in links for e in (s.subject, s.object)}
    if relations is None and not since and not until and not min_confidence:
        ends |= chosen
    kept = {s.id for s in links}
    found = part(graph, ends, lambda s: s.id in kept)
    return found if articles is None else _of_articles(found, articles)


def within(graph: Graph, place: str) -> set[str]:
    """The ids of a place, of what its code says lies in it, and of what claims say is in it or works for it, and so
    on."""
    code = graph.entities[place].adcode
    stem = code.rstrip("0") if code.isdigit() else code
    stem += "0" * (len(stem) % 2)  # 110000 → 11, 210100 → 2101, 441900 → 4419
    found = {place} | {e.id for e in graph.entities.values() if code and e.adcode.startswith(stem)}
    inner: dict[str, list[str]] = defaultdict(list)
    for s in graph.statements:
        if s.predicate in WITHIN:
            inner[s.object].append(s.subject)
    waiting = list(found)
    while waiting:
        for e in inner[waiting.pop()]:
            if e not in found:
                found.add(e)
                waiting.append(e)
    return found


def when(s: Statement, document: Document | None) -> str:
    """The ISO day, month or year of a statement, else of its article, "" if neither has one."""
    said, published = dict(s.qualifiers), document.date if document and DAY.fullmatch(document.date) else ""
    return normalise.date(said.get("date") or said.get("from") or "", published) or published


def _in_time(day: str, since: str, until: str) -> bool:
    """Whether `day` can lie in that time; of a month and a day, the month counts."""

    def common(a: str, b: str) -> tuple[str, str]:
        short = min(len(a), len(b))
        return a[:short], b[:short]

    if not day:
        return False
    late_enough, early_enough = common(day, since), common(day, until)
    return late_enough[0] >= late_enough[1] and early_enough[0] <= early_enough[1]


def _of_articles(graph: Graph, articles: set[str]) -> Graph:
    """The graph with no mention and no article but these."""
    entities = {
        i: replace(e, mentions=tuple(m for m in e.mentions if m[0] in articles)) for i, e in graph.entities.items()
    }
    return replace(graph, documents=_linked({i: d for i, d in graph.documents.items() if i in articles}), entities=entities)


def _linked(documents: dict[str, Document]) -> dict[str, Document]:
    """The same, where each reprint names an original that is among them: in the place of one that is not, its first reprint."""
    found: dict[str, Document] = {}
    first: dict[str, str] = {}      # original → the reprint in its place
    for i, d in documents.items():
        if d.reprint_of and d.reprint_of not in documents:
            original = first.setdefault(d.reprint_of, i)
            d = replace(d, reprint_of="" if original == i else original)
        found[i] = d
    return found


def merge(a: Graph, b: Graph) -> Graph:
    """As `Graph.merge`. Raises ValueError if an article of one id has two texts."""
    documents = dict(a.documents)
    for i, d in b.documents.items():
        mine = documents.setdefault(i, d)
        if mine.text and d.text and mine.text != d.text:
            raise ValueError(f"Two different articles are called {i}, so the graphs can't be merged.")
        if not mine.text:
            documents[i] = d if d.text else replace(mine, passages=tuple(sorted({*mine.passages, *d.passages})))
    entities = dict(a.entities)
    for i, e in b.entities.items():
        known = entities.setdefault(i, e)
        entities[i] = replace(
            known,
            aliases=tuple(sorted({*known.aliases, *e.aliases, e.name} - {known.name})),
            adcode=known.adcode or e.adcode,
            mentions=tuple(sorted({*known.mentions, *e.mentions})),
            joined=tuple(sorted((dict(e.joined) | dict(known.joined)).items())),
        )
    links = {s.id: s for s in (*b.statements, *b.unconfirmed, *a.statements, *a.unconfirmed)}
    ordered = [links[i] for i in sorted(links)]
    return replace(
        a,
        documents=dict(sorted(documents.items())),
        entities=dict(sorted(entities.items())),
        statements=tuple(s for s in ordered if s.modality == "stated"),
        unconfirmed=tuple(s for s in ordered if s.modality != "stated"),
    )
