"""One entity of a graph, with what the graph says of it."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg import ontology
from kg.records import Document, Entity, Statement

if TYPE_CHECKING:
    from kg.graph import Graph


class Post(NamedTuple):
    """A post that a person holds or held."""

    person: str
    title: str  # "" if no sentence names it
    body: str
    former: bool
    statement: Statement


class View:
    """What `graph["聊城市工信局"]` gives: an entity among the others. `record` is the bare one."""

    def __init__(self, graph: Graph, record: Entity) -> None:
        self._graph, self.record = graph, record

    def __repr__(self) -> str:
        return f"<{self.name} ({self.label}): {len(self.claims)} claims in {len(self.articles)} articles>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self.record == other.record

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def label(self) -> str:
        """Its class, a leaf of the ontology."""
        return self.record.label

    @property
    def names(self) -> tuple[str, ...]:
        """All that articles call it, the preferred name first."""
        return tuple(dict.fromkeys((self.record.name, *self.record.aliases)))

    @property
    def claims(self) -> tuple[Statement, ...]:
        """The statements that it is the subject or object of; those that are no facts are in `unconfirmed`."""
        return self._graph._about.get(self.id, ())

    @property
    def unconfirmed(self) -> tuple[Statement, ...]:
        """What articles plan, deny or only report of it, and posts that ended."""
        return tuple(s for s in self._graph.unconfirmed if self.id in (s.subject, s.object))

    @property
    def posts(self) -> tuple[Post, ...]:
        """Of a person the posts, of a body or place those who hold or held one there; each once, with the surest
        statement."""
        found: dict[tuple[object, ...], Post] = {}
        ended = (s for s in self.unconfirmed if s.modality == "ended")
        for s in sorted((*self.claims, *ended), key=lambda s: (-s.confidence, s.id)):
            if s.predicate == "holdsPost":
                said = dict(s.qualifiers)
                person, body = (self._graph.entities[e].name for e in (s.subject, s.object))
                post = Post(person, said.get("title", ""), body, "former" in said, s)
                found.setdefault((s.subject, s.object, *post[1:4:2]), post)
        return tuple(sorted(found.values(), key=lambda p: (p.former, p.person, p.body, p.title)))

    @property
    def articles(self) -> tuple[Document, ...]:
        """The articles that mention it, in the order of the graph."""
        mentioned = {d for d, _, _ in self.record.mentions}
        return tuple(d for d in self._graph.documents.values() if d.id in mentioned)

    def neighbours(self, relation: str = "") -> tuple[View, ...]:
        """The entities that a link (of that relation) joins it to, those with the most links to it first."""
        ends = Counter(
            e for s in self.claims if relation in ("", s.predicate) for e in (s.subject, s.object) if e != self.id
        )
        views = (View(self._graph, self._graph.entities[e]) for e in ends)
        return tuple(sorted(views, key=lambda v: (-ends[v.id], v.name, v.id)))

    def _repr_html_(self) -> str:
        def row(*cells: str) -> str:
            return "<tr>" + "".join(f"<td style='text-align:left'>{html.escape(c)}</td>" for c in cells) + "</tr>"

        entities, zh = self._graph.entities, ontology.relations()
        rows = "".join(
            row(entities[s.subject].name, zh[s.predicate].zh, entities[s.object].name, s.evidence.quote)
            for s in self.claims[:20]
        )
        more = f"<p>… {len(self.claims) - 20} more: <code>.claims</code></p>" if len(self.claims) > 20 else ""
        return (
            f"<p><b>{html.escape(self.name)}</b> {ontology.classes()[self.label].zh} {self.label}<br>"
            f"{html.escape('、'.join(self.names[1:]))}</p><table>{rows}</table>{more}"
        )
