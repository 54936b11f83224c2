"""A graph as tables of pandas, and the answers to its queries."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from warnings import warn

import pyoxigraph as ox

from kg import normalise, ontology, portions, query as sparql_
from kg.export.turtle import parts
from kg.graph import Graph
from kg.optional import need
from kg.records import Statement

if TYPE_CHECKING:
    import pandas

NUMBERS = {"decimal": float, "double": float, "float": float, "integer": int}


def _pandas() -> Any:
    return need("pandas", "notebook")


def entities(graph: Graph) -> pandas.DataFrame:
    """As `Graph.entities_frame`."""
    rows = [{"id": e.id, "name": e.name, "class": e.label, "top_class": ontology.top(e.label), "names": (e.name, *(a for a in e.aliases if a != e.name)),
             "adcode": e.adcode, "links": len(graph._about.get(e.id, ())), "articles": len({d for d, _, _ in e.mentions}),
             "mentions": len(e.mentions)} for e in graph.entities.values()]
    columns = ("id", "name", "class", "top_class", "names", "adcode", "links", "articles", "mentions")
    return _pandas().DataFrame(rows, columns=columns).set_index("id")


def claims(graph: Graph, unconfirmed: bool) -> pandas.DataFrame:
    """As `Graph.claims_frame`."""
    pd = _pandas()
    said = (*graph.statements, *graph.unconfirmed) if unconfirmed else graph.statements
    qualifiers = {q: "object_text" if q == "object" else q for q in ontology.qualifiers() if q not in ("date", "amount")}
    columns = ["id", "subject", "relation", "object", "date", "amount", "unit", "date_text", "amount_text", *qualifiers.values(), "confidence", "modality",
               "rule", "sentence", "article", "published", "start", "end", "subject_class", "object_class", "subject_id", "object_id"]
    table = pd.DataFrame([_claim(graph, s, qualifiers) for s in said], columns=columns).set_index("id")
    for column in ("date", "published"):
        table[column] = pd.to_datetime(table[column], format="%Y-%m-%d", errors="coerce")
    table["amount"] = pd.to_numeric(table["amount"])
    return table


def _claim(graph: Graph, s: Statement, qualifiers: dict[str, str]) -> dict[str, Any]:
    said, a, b = dict(s.qualifiers), graph.entities[s.subject], graph.entities[s.object]
    document = graph.documents.get(s.evidence.document)
    published = document.date if document else ""
    day = normalise.date(said.get("date", ""), published)
    value, unit = normalise.amount(said.get("amount", "")) or (None, "")
    return {
        "id": s.id, "subject": a.name, "relation": s.predicate, "object": b.name, "date": f"{day}-01-01"[:10] if day else None,
        "amount": value, "unit": unit, "date_text": said.get("date", ""), "amount_text": said.get("amount", ""),
        **{column: said.get(q, "") for q, column in qualifiers.items()}, "confidence": s.confidence, "modality": s.modality, "rule": s.rule,
        "sentence": s.evidence.quote, "article": s.evidence.document, "published": published or None, "start": s.evidence.start,
        "end": s.evidence.end, "subject_class": a.label, "object_class": b.label, "subject_id": a.id, "object_id": b.id,
    }


def mentions(graph: Graph) -> pandas.DataFrame:
    """As `Graph.mentions_frame`."""
    rows = [(e.id, e.name, e.label, d, start, end, graph.documents[d].passage(start, end) if d in graph.documents else None)
            for e in graph.entities.values() for d, start, end in e.mentions]
    return _pandas().DataFrame(rows, columns=["entity", "name", "class", "article", "start", "end", "text"])


def timeline(graph: Graph, entity: str) -> pandas.DataFrame:
    """As `Graph.timeline`, by id."""
    table = claims(graph, False)
    about = table[(table["subject_id"] == entity) | (table["object_id"] == entity)]
    return about.dropna(subset="date").sort_values(["date", "article", "start"], kind="stable")


def sparql(graph: Graph, text: str, parameters: dict[str, str]) -> pandas.DataFrame | bool:
    """As `Graph.sparql`."""
    text = sparql_.named(text, parameters) if " " not in text.strip() else sparql_.bind(text, parameters)
    for hint in sparql_.hints(text):
        warn(hint, stacklevel=4)
    answer = sparql_.ask(_store(graph), text)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    triples = isinstance(answer, ox.QueryTriples)
    columns = ["subject", "predicate", "object"] if triples else [v.value for v in answer.variables]
    rows = [[_value(t) for t in ((row.subject, row.predicate, row.object) if triples else row)] for row in answer]
    return _pandas().DataFrame(rows, columns=columns)


def _store(graph: Graph) -> ox.Store:
    """The triples of the graph, made once."""
    if "_store" not in graph.__dict__:
        graph.__dict__["_store"] = store = ox.Store()
        store.bulk_load(input="".join(parts(graph)).encode(), format=ox.RdfFormat.TURTLE)
    return graph.__dict__["_store"]


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> Any:
    """A term as Python has it: a number, a date, text; IRIs in their short form."""
    if not isinstance(term, ox.Literal):
        return None if term is None else sparql_.shown(term)
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "date":
        return _pandas().Timestamp(term.value)
    return NUMBERS[kind](term.value) if kind in NUMBERS else term.value
