"""The graph as FollowTheMoney entities, a JSON object a line, for OpenAleph, yente, and the tools of investigators.

Persons, bodies, policies, events and places become Person, PublicBody, Organization, Company, Document, Project, Event
and Address; a post becomes a Position with its Occupancy, every other link an UnknownLink with the relation as its
role; each has its sentence, and the article as its proof. The schemata are those of https://followthemoney.tech
(version 4).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any

from kg import ontology, portions
from kg.export.atomic import write_text
from kg.export.turtle import article_id
from kg.graph import Graph
from kg.records import Document, Entity, Statement

SCHEMA = {
    "GovernmentBody": "PublicBody",
    "PartyBody": "Organization",
    "Company": "Company",
    "FinancialInstitution": "Company",
    "Media": "Organization",
    "PublicInstitution": "PublicBody",
    "PolicyDocument": "Document",
    "Organisation": "Organization",
    "Person": "Person",
    "Place": "Address",
    "Policy": "Project",
    "Event": "Event",
}


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the file `path`. Raises OSError."""
    lines = (
        json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "ignore").decode() + "\n"
        for e in entities(graph)
    )
    write_text(path, lines)


def entities(graph: Graph) -> Iterator[dict[str, Any]]:
    """The entities of FollowTheMoney, each once: `id`, `schema`, and `properties` with a list of strings each."""
    yield from (_article(d) for d in graph.documents.values())
    yield from (_thing(e) for _, e in sorted(graph.entities.items()))
    positions: set[str] = set()
    for s in sorted(graph.statements, key=lambda s: s.id):
        for found in _link(graph, s):
            if found["schema"] != "Position" or found["id"] not in positions:
                positions.add(found["id"])
                yield found


def _made(id_: str, schema: str, **properties: str | list[str]) -> dict[str, Any]:
    several = {k: [v] if isinstance(v, str) else v for k, v in properties.items()}
    return {
        "id": id_,
        "schema": schema,
        "properties": {k: [x for x in v if x.strip()] for k, v in several.items() if "".join(v).strip()},
    }


def _article(d: Document) -> dict[str, Any]:
    published = d.date if portions.DAY.fullmatch(d.date) else ""
    return _made(article_id(d.id), "Article", fileName=d.id, title=d.title, publishedAt=published, publisher=d.source)


def _thing(e: Entity) -> dict[str, Any]:
    schema = next(SCHEMA[c] for c in ontology.ancestors(e.label) if c in SCHEMA)
    more = {"Document": {"fileName": e.name, "title": e.name}, "Address": {"full": e.name}}.get(schema, {})
    cls = ontology.classes()[e.label]
    if ontology.top(e.label) == "Organisation":
        more = {"classification": f"{cls.zh} {cls.en}"}
    return _made(
        e.id,
        schema,
        name=e.name,
        alias=[a for a in e.aliases if a != e.name],
        keywords=cls.zh,
        proof=sorted({article_id(d) for d, _, _ in e.mentions}),
        **more,
    )


def _link(graph: Graph, s: Statement) -> Iterator[dict[str, Any]]:
    said, document = dict(s.qualifiers), graph.documents.get(s.evidence.document)
    common = {"date": portions.when(s, document), "summary": s.evidence.quote, "proof": article_id(s.evidence.document)}
    relation, body = ontology.relations()[s.predicate], graph.entities[s.object]
    if s.predicate == "holdsPost":
        title = said.get("title", "") or relation.zh
        post = "post-" + hashlib.sha256(f"{body.id}|{title}".encode()).hexdigest()[:20]
        where = (
            {"organization": body.id} if ontology.top(body.label) == "Organisation" else {"subnationalArea": body.name}
        )
        yield _made(post, "Position", name=f"{body.name}{title}", **where)
        yield _made(
            s.id, "Occupancy", holder=s.subject, post=post, status="ended" if "former" in said else "", **common
        )
    else:
        words = [said[q] for q in ("role", "means", "amount", "object") if q in said]
        yield _made(
            s.id,
            "UnknownLink",
            subject=s.subject,
            object=s.object,
            role=relation.zh,
            description="，".join(words),
            **common,
        )
