"""What a new graph gained and lost against an old one."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph import Graph
from kg.records import Entity, Statement


@dataclass(frozen=True)
class Diff:
    """Articles, entities and statements (facts or not) that only one of two graphs has; in the order of articles and
    sentences."""

    articles_gained: tuple[str, ...]
    articles_lost: tuple[str, ...]
    entities_gained: tuple[Entity, ...]
    entities_lost: tuple[Entity, ...]
    gained: tuple[Statement, ...]
    lost: tuple[Statement, ...]


def diff(old: Graph, new: Graph) -> Diff:
    """Compare two graphs. Statements are the same if they say the same in the same sentence, however sure and by
    whatever rule."""

    def key(s: Statement) -> tuple[object, ...]:
        return s.evidence.document, s.evidence.quote, s.subject, s.predicate, s.object, s.modality, s.qualifiers

    def only(a: Graph, b: Graph) -> tuple[Statement, ...]:
        known = {key(s) for s in (*b.statements, *b.unconfirmed)}
        found = [s for s in (*a.statements, *a.unconfirmed) if key(s) not in known]
        return tuple(sorted(found, key=lambda s: (s.evidence, s.predicate, s.id)))

    def things(a: Graph, b: Graph) -> tuple[Entity, ...]:
        return tuple(
            sorted((e for i, e in a.entities.items() if i not in b.entities), key=lambda e: (e.label, e.name, e.id))
        )

    return Diff(
        tuple(sorted(new.documents.keys() - old.documents.keys())),
        tuple(sorted(old.documents.keys() - new.documents.keys())),
        things(new, old),
        things(old, new),
        only(new, old),
        only(old, new),
    )
