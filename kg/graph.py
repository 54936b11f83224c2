"""The graph object that a notebook holds."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from kg.records import Document, Entity, Statement


@dataclass(frozen=True)
class Graph:
    """Entities, the statements between them, and the articles that say so.

    `documents` maps Document.id to Document, `entities` maps Entity.id to Entity; both and
    `statements` are in a stable order. `network` is the same as a networkx.MultiDiGraph:
    a node for each entity (attributes label, name, aliases, adcode, documents), an edge for each
    statement, keyed by its id (attributes predicate, confidence, rule, document, quote,
    start, end and the qualifiers). What is only planned, or denied, is in `unconfirmed` and nowhere else.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    unconfirmed: tuple[Statement, ...] = ()      # what articles call planned, or deny: no links of the graph

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        network = nx.MultiDiGraph()
        for e in self.entities.values():
            documents = tuple(sorted({d for d, _, _ in e.mentions}))
            network.add_node(e.id, label=e.label, name=e.name, aliases=e.aliases, adcode=e.adcode, documents=documents)
        for s in self.statements:
            network.add_edge(
                s.subject, s.object, key=s.id, predicate=s.predicate, confidence=s.confidence, rule=s.rule,
                document=s.evidence.document, quote=s.evidence.quote, start=s.evidence.start, end=s.evidence.end,
                **dict(s.qualifiers),
            )
        return network

    def find(self, name: str) -> list[Entity]:
        """Entities one of whose names is `name`, or, if there is none, contains it."""
        exact = [e for e in self.entities.values() if name == e.name or name in e.aliases]
        return exact or [e for e in self.entities.values() if any(name in n for n in (e.name, *e.aliases))]
