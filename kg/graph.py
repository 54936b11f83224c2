"""The graph object that a notebook holds.

Its methods are short: what they do is in `kg.portions` (parts of a graph, paths) and in later stages (tables, files,
pictures), which are looked up when they are asked for, so that this module imports none of them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg import portions
from kg.entity import View
from kg.records import UNSURE, Document, Entity, Statement

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

Thing = Entity | View | str  # an entity, or its id, or one of its names


class Unknown(KeyError):
    """No entity, or more than one, has the name that was asked for; says so in a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, repr=False)
class Graph:
    """Entities, the statements between them, and the articles that say so.

    `documents` maps Document.id to Document, `entities` maps Entity.id to Entity; both and
    `statements` are in a stable order. What is planned, denied, reported or ended is in `unconfirmed` and nowhere else.

        graph["聊城市工信局"]                              one entity: names, posts, claims, articles, neighbours
        graph.find("工信局")                               entities with that in a name
        graph.ego("聊城市", 2), graph.subgraph(place="辽宁省", since="2020-02")      parts of it, each a Graph again
        graph.claims_frame(), graph.sparql("SELECT …")     tables (pandas)
        graph.plot("聊城市"), graph.to_html("graph.html")  pictures
        graph.network                                      a networkx.MultiDiGraph
    """

    documents: dict[str, Document] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    unconfirmed: tuple[Statement, ...] = ()  # planned, denied, reported, or at an end: no links of the graph

    def __repr__(self) -> str:
        return (
            f"<Graph: {len(self.documents)} articles, {len(self.entities)} entities, {len(self.statements)} statements>"
        )

    def _repr_html_(self) -> str:
        return str(_later("kg.export.notebook", "summary")(self))

    # Looking up

    def find(self, name: str) -> list[Entity]:
        """Entities one of whose names is `name`, or, if there is none, contains it."""
        exact = [e for e in self.entities.values() if name == e.name or name in e.aliases]
        return exact or [e for e in self.entities.values() if any(name in n for n in (e.name, *e.aliases))]

    def __getitem__(self, thing: Thing) -> View:
        """One entity, by a name or its id. Raises Unknown (a KeyError) if there is none, or several of that name."""
        if not isinstance(thing, str):
            thing = thing.id
        if thing in self.entities:
            return View(self, self.entities[thing])
        called = self._named.get(thing, [])
        found = [e for e in called if e.name == thing] or called
        if len(found) == 1:
            return View(self, found[0])
        if found:
            which = "; ".join(f"{e.name} ({e.label}) {e.id}" for e in found)
            raise Unknown(f"{len(found)} entities are called {thing}, so give the id of one: {which}")
        near = [e.name for e in self.find(thing)][:5] or get_close_matches(thing, self._named, 3)
        raise Unknown(f"No entity is called {thing}" + (f"; there is {', '.join(near)}." if near else "."))

    def __contains__(self, thing: object) -> bool:
        return thing in self.entities or thing in self._named

    __iter__ = None  # not the old protocol of graph[0], graph[1]

    def _ipython_key_completions_(self) -> list[str]:
        return sorted(self._named)

    def evidence(self, a: Thing, b: Thing) -> tuple[Statement, ...]:
        """The statements between `a` and `b`, either way, unconfirmed ones too, in the order of articles and
        sentences."""
        ends = {self[a].id, self[b].id}
        found = (s for s in (*self.statements, *self.unconfirmed) if {s.subject, s.object} == ends)
        return tuple(sorted(found, key=lambda s: (s.evidence, s.id)))

    def paths(self, a: Thing, b: Thing, longest: int = 3) -> list[portions.Path]:
        """The ways from `a` to `b` over at most `longest` links, whichever way these run, no entity twice; the shortest
        first."""
        return portions.paths(self, self[a].id, self[b].id, longest)

    # Parts, each a Graph

    def ego(self, thing: Thing, radius: int = 1) -> Graph:
        """What is at most `radius` links away, with all links among it."""
        return portions.part(self, nx.ego_graph(self._lines, self[thing].id, radius))

    def between(self, a: Thing, b: Thing, longest: int = 3) -> Graph:
        """What lies on the paths from `a` to `b`, with the links of these; empty where there is no path."""
        return portions.between(self, self.paths(a, b, longest))

    def subgraph(
        self,
        relation: str | Iterable[str] | None = None,
        cls: str | None = None,
        place: Thing | None = None,
        since: str = "",
        until: str = "",
        min_confidence: float = 0.0,
        article: str | Iterable[str] | None = None,
    ) -> Graph:
        """The links that pass all that is given, and their ends; where only `cls` or `place` is, lone entities of these
        too.

        `relation`: one or several of the ontology. `cls`: at least one end is of this class or below it. `place`: at
        least one end is this place, lies in it or has to do with it. `since`, `until`: ISO days, months or years, both
        included; a link without a date has that of its article, and one whose article has none is left out. `article`:
        ids of documents. Raises ValueError for a relation or class that there is not, Unknown for a place or article.
        """
        return portions.select(
            self, relation, cls, self[place].id if place is not None else "", since, until, min_confidence, article
        )

    def merge(self, other: Graph) -> Graph:
        """This graph and `other` as one: what has the same id is the same, with the names and mentions of both.

        Ids come from names as the resolver understands them, so two builds of different articles may be merged; but
        only a build of all articles together joins persons over what their articles share.
        """
        return portions.merge(self, other)

    # Tables: pandas, of the extra zhengtu[notebook]

    def entities_frame(self) -> pandas.DataFrame:
        """A row an entity: name, class, top_class, names, adcode, links, articles, mentions; the index is its id."""
        return _later("kg.dataframes", "entities")(self)

    def claims_frame(self, unconfirmed: bool = False) -> pandas.DataFrame:
        """A row a statement: subject, relation, object, date (the day, or the first of a month or year), amount and
        unit, the words behind them, qualifiers, confidence, rule, sentence, article; with those that are no facts if
        `unconfirmed`."""
        return _later("kg.dataframes", "claims")(self, unconfirmed)

    def mentions_frame(self) -> pandas.DataFrame:
        """A row a mention: entity, name, class, article, start, end, text (missing where the article's text is not at
        hand)."""
        return _later("kg.dataframes", "mentions")(self)

    def timeline(self, thing: Thing) -> pandas.DataFrame:
        """The dated rows of `claims_frame` about one entity, by date."""
        return _later("kg.dataframes", "timeline")(self, self[thing].id)

    def sparql(self, query: str, min_confidence: float = UNSURE, **parameters: str) -> pandas.DataFrame | bool:
        """The answer to a query, or to one of the library by its name (`kg query --list`), as a table; of an ASK True
        or False.

        Our prefixes need not be declared; `parameters` fill in variables: `graph.sparql("posts-of", person="洪玉振")`.
        Queries of the library ask of claims at least as sure as `min_confidence`; how many rows that leaves out is in
        `.attrs["left_out"]` of the table.
        Raises ValueError, a sentence with the place, for what is no query.
        """
        return _later("kg.asking", "sparql")(self, query, parameters, min_confidence)

    # Files and pictures

    def plot(self, thing: Thing, radius: int = 1, ax: Axes | None = None) -> Axes:
        """A picture (matplotlib) of what is at most `radius` links away from an entity, with Chinese labels."""
        drawn: Axes = _later("kg.export.plot", "draw")(self.ego(thing, radius), self[thing].id, ax)
        return drawn

    def to_turtle(self, path: str | os.PathLike[str]) -> None:
        """Write the graph as Turtle; `kg.load` reads it. Raises OSError."""
        _later("kg.export.turtle", "write")(self, path)

    def to_html(self, path: str | os.PathLike[str], texts: bool = True) -> None:
        """Write the explorer, without `texts` with sentences only. Raises OSError."""
        _later("kg.export.html", "write")(self, path, texts)

    def to_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write the graph as GraphML, for Gephi, yEd and networkx. Raises OSError."""
        _later("kg.export.graphml", "write")(self, path)

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The same as a networkx.MultiDiGraph: a node for each entity (attributes label, name, aliases, adcode,
        documents), an edge for each statement, keyed by its id (predicate, confidence, rule, document, quote, start,
        end and the qualifiers)."""
        network = nx.MultiDiGraph()
        for e in self.entities.values():
            documents = tuple(sorted({d for d, _, _ in e.mentions}))
            network.add_node(e.id, label=e.label, name=e.name, aliases=e.aliases, adcode=e.adcode, documents=documents)
        for s in self.statements:
            network.add_edge(
                s.subject,
                s.object,
                key=s.id,
                predicate=s.predicate,
                confidence=s.confidence,
                rule=s.rule,
                document=s.evidence.document,
                quote=s.evidence.quote,
                start=s.evidence.start,
                end=s.evidence.end,
                **dict(s.qualifiers),
            )
        return network

    @cached_property
    def _lines(self) -> nx.Graph:
        """Which entities are linked at all."""
        lines = nx.Graph()
        lines.add_nodes_from(self.entities)
        lines.add_edges_from((s.subject, s.object) for s in self.statements if s.subject != s.object)
        return lines

    @cached_property
    def _named(self) -> dict[str, list[Entity]]:
        named: dict[str, list[Entity]] = defaultdict(list)
        for e in self.entities.values():
            for name in dict.fromkeys((e.name, *e.aliases)):
                named[name].append(e)
        return dict(named)

    @cached_property
    def _about(self) -> dict[str, tuple[Statement, ...]]:
        """Entity.id → the statements that it is an end of."""
        about: dict[str, list[Statement]] = defaultdict(list)
        for s in self.statements:
            for end in dict.fromkeys((s.subject, s.object)):
                about[end].append(s)
        return {e: tuple(found) for e, found in about.items()}


def _later(module: str, function: str) -> Any:
    return getattr(import_module(module), function)
