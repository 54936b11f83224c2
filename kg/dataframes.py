"""A graph as tables of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import normalise, ontology
from kg.graph import Graph
from kg.optional import need
from kg.records import Statement

if TYPE_CHECKING:
    import pandas


def _pandas() -> Any:
    return need("pandas", "notebook")


def documents(graph: Graph) -> pandas.DataFrame:
    """A row an article: id, title, date, source, number (文号), issuer, reprint_of (the id of its original), text
    (missing where it is not at hand)."""
    table = _pandas().DataFrame(
        [
            (d.id, d.title, d.date, d.source, d.number, d.issuer, d.reprint_of, d.text or None)
            for d in graph.documents.values()
        ],
        columns=["id", "title", "date", "source", "number", "issuer", "reprint_of", "text"],
    )
    table["date"] = _pandas().to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    return table


def entities(graph: Graph) -> pandas.DataFrame:
    """As `Graph.entities_frame`."""
    rows = [
        {
            "id": e.id,
            "name": e.name,
            "class": e.label,
            "top_class": ontology.top(e.label),
            "names": (e.name, *(a for a in e.aliases if a != e.name)),
            "adcode": e.adcode,
            "links": len(graph._about.get(e.id, ())),
            "articles": len({d for d, _, _ in e.mentions}),
            "mentions": len(e.mentions),
        }
        for e in graph.entities.values()
    ]
    columns = ("id", "name", "class", "top_class", "names", "adcode", "links", "articles", "mentions")
    return _pandas().DataFrame(rows, columns=columns).set_index("id")


def claims(graph: Graph, unconfirmed: bool) -> pandas.DataFrame:
    """As `Graph.claims_frame`."""
    pd = _pandas()
    said = (*graph.statements, *graph.unconfirmed) if unconfirmed else graph.statements
    qualifiers = {
        q: "object_text" if q == "object" else q for q in ontology.qualifiers() if q not in ("date", "amount")
    }
    columns = [
        "id",
        "subject",
        "relation",
        "object",
        "date",
        "amount",
        "unit",
        "date_text",
        "amount_text",
        *qualifiers.values(),
        "confidence",
        "modality",
        "rule",
        "sentence",
        "article",
        "published",
        "start",
        "end",
        "subject_class",
        "object_class",
        "subject_id",
        "object_id",
    ]
    table = pd.DataFrame([_claim(graph, s, qualifiers) for s in said], columns=columns).set_index("id")
    for column in ("date", "published"):
        table[column] = pd.to_datetime(table[column], format="%Y-%m-%d", errors="coerce")
    table["amount"] = pd.to_numeric(table["amount"])
    return table


def _claim(graph: Graph, s: Statement, qualifiers: dict[str, str]) -> dict[str, Any]:
    said, a, b = dict(s.qualifiers), graph.entities[s.subject], graph.entities[s.object]
    document = graph.documents.get(s.evidence.document)
    published = document.date if document else ""
    day = normalise.date(said.get("date") or said.get("from") or "", published)
    value, unit = normalise.amount(said.get("amount", "")) or (None, "")
    return {
        "id": s.id,
        "subject": a.name,
        "relation": s.predicate,
        "object": b.name,
        "date": f"{day}-01-01"[:10] if day else None,
        "amount": value,
        "unit": unit,
        "date_text": said.get("date", ""),
        "amount_text": said.get("amount", ""),
        **{column: said.get(q, "") for q, column in qualifiers.items()},
        "confidence": s.confidence,
        "modality": s.modality,
        "rule": s.rule,
        "sentence": s.evidence.quote,
        "article": s.evidence.document,
        "published": published or None,
        "start": s.evidence.start,
        "end": s.evidence.end,
        "subject_class": a.label,
        "object_class": b.label,
        "subject_id": a.id,
        "object_id": b.id,
    }


def mentions(graph: Graph) -> pandas.DataFrame:
    """As `Graph.mentions_frame`."""
    rows = [
        (e.id, e.name, e.label, d, start, end, graph.documents[d].passage(start, end) if d in graph.documents else None)
        for e in graph.entities.values()
        for d, start, end in e.mentions
    ]
    return _pandas().DataFrame(rows, columns=["entity", "name", "class", "article", "start", "end", "text"])


def timeline(graph: Graph, entity: str) -> pandas.DataFrame:
    """As `Graph.timeline`, by id."""
    table = claims(graph, False)
    about = table[(table["subject_id"] == entity) | (table["object_id"] == entity)]
    return about.dropna(subset="date").sort_values(["date", "article", "start"], kind="stable")
