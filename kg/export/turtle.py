"""The graph as RDF in Turtle: entities, direct triples, and a claim with its sentence behind each of them.

Written by hand instead of with rdflib, so that the bytes depend on the graph alone, memory stays
small and there are no blank nodes. A stretch of an article has the IRI of the article with an
RFC 5147 fragment: `…/id/article-x#char=12,40` (code points of the file as decoded).
"""
from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kg import normalise, ontology
from kg.export.atomic import write_text
from kg.export.places import nesting
from kg.graph import Graph
from kg.ontology.terms import block, literal, name, prefixes
from kg.records import UNSURE, Document, Entity, Evidence, Statement

# modality → class; a post that ended is stated, as one that is held no more (kg:former)
CLAIMS = {"stated": "Claim", "ended": "Claim", "planned": "PlannedClaim", "denied": "DeniedClaim", "reported": "ReportedClaim"}
DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
FILE = re.compile(r"[^/\\]+\.zip/.*$|[^/\\]*$", re.I | re.S)   # of a path: without the folders, which are the user's business
PREFIXES = ("dcterms", "id", "kg", "oa", "prov", "rdf", "rdfs", "skos", "xsd")


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the Turtle file `path`. Raises OSError."""
    write_text(path, parts(graph))


def article_id(document: str) -> str:
    """Local name of the article with the id `document`."""
    return "article-" + hashlib.sha256(document.encode("utf-8", "ignore")).hexdigest()[:20]


def parts(graph: Graph) -> Iterator[str]:
    """The text of the Turtle file, piece by piece."""
    known = prefixes()
    yield from (f"@prefix {p}: <{known[p]}> .\n" for p in PREFIXES)
    yield "\n# Classes\n\n"
    yield from (f"kg:{c.name} rdfs:subClassOf kg:{c.parent} .\n" for c in ontology.classes().values() if c.parent)
    yield "\n# Articles\n"
    yield from ("\n" + _article(d, graph) for d in sorted(graph.documents.values(), key=lambda d: article_id(d.id)))
    yield "\n# Entities\n"
    links = _links(graph)
    yield from ("\n" + _entity(graph.entities[e], links[e]) for e in sorted(graph.entities))
    yield "\n# Claims\n"
    claims = sorted((*graph.statements, *graph.unconfirmed), key=lambda s: s.id)
    yield from ("\n" + _claim(s, graph.documents.get(s.evidence.document)) for s in claims)
    yield "\n# Evidence\n"
    for evidence in sorted({(e.document, e.start, e.end): e for e in (s.evidence for s in claims)}.items()):
        yield "\n" + _evidence(evidence[1], graph.documents.get(evidence[1].document))


def _article(d: Document, graph: Graph) -> str:
    return block(f"id:{article_id(d.id)}", [
        ("a", ["kg:Article"]),
        ("dcterms:identifier", [literal(d.id)]),
        ("dcterms:title", [name(d.title)] if d.title else []),
        ("dcterms:date", [literal(d.date, "^^xsd:date" if _is_date(d.date) else "")] if d.date else []),
        ("dcterms:source", [name(d.source)] if d.source else []),
        ("kg:documentNumber", [name(d.number)] if d.number else []),
        ("kg:issuingBody", [name(d.issuer)] if d.issuer else []),
        ("kg:file", [literal(FILE.search(d.path)[0])] if d.path else []),
        ("kg:pageStarts", [literal(" ".join(map(str, d.pages)))] if d.pages else []),
        ("kg:reprintOf", [f"id:{article_id(d.reprint_of)}"] if d.reprint_of in graph.documents else []),
    ])


def _entity(e: Entity, links: dict[str, set[str]]) -> str:
    return block(f"id:{e.id}", [
        ("a", [f"kg:{c}" for c in ontology.ancestors(e.label)]),   # so that no reasoner is needed to ask for kg:Person
        ("rdfs:label", [literal(e.name)]),                         # no language: what "洪玉振" in a query matches
        ("skos:prefLabel", [name(e.name)]),
        ("skos:altLabel", [name(a) for a in e.aliases if a != e.name]),
        ("kg:adcode", [literal(e.adcode)] if e.adcode else []),
        *((f"kg:{p}", [f"id:{o}" for o in sorted(links[p])]) for p in ontology.relations() if p in links),
        ("kg:key", [literal(e.key)] if e.key else []),
        ("kg:joined", [literal(f"{n}\t{why}") for n, why in e.joined]),
        ("kg:mentionedIn", [f"id:{a}" for a in sorted({article_id(d) for d, _, _ in e.mentions})]),
        ("kg:mention", [_span(*m) for m in sorted(e.mentions)]),
    ])


def _links(graph: Graph) -> dict[str, dict[str, set[str]]]:
    """subject → relation → objects of the direct triples."""
    links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in graph.statements:
        if s.confidence >= UNSURE:   # one less sure is written as a claim, but makes no direct triple
            links[s.subject][s.predicate].add(s.object)
    for inner, outer in nesting(graph.entities.values()):   # of the gazetteer, so no sentence and no claim
        links[inner]["locatedIn"].add(outer)
    return links


def _claim(s: Statement, document: Document | None) -> str:
    e = s.evidence
    return block(f"id:{s.id}", [
        ("a", [f"kg:{CLAIMS[s.modality]}"]),
        ("rdf:subject", [f"id:{s.subject}"]),
        ("rdf:predicate", [f"kg:{s.predicate}"]),
        ("rdf:object", [f"id:{s.object}"]),
        *((f"kg:{q}", [name(value)]) for q, value in s.qualifiers),
        *_values(dict(s.qualifiers), document.date if document else ""),
        ("kg:confidence", [_decimal(s.confidence)]),
        ("kg:rule", [literal(s.rule)]),
        ("kg:quote", [name(e.quote)]),
        ("kg:evidence", [_span(e.document, e.start, e.end)]),
        ("kg:page", [str(page)] if document and (page := document.page(e.start)) else []),
        ("prov:wasDerivedFrom", [f"id:{article_id(e.document)}"]),
    ])


def _values(qualifiers: dict[str, str], reference: str) -> Iterator[tuple[str, list[str]]]:
    """The date and amount of a claim in standard form, where the words are definite."""
    if day := normalise.date(qualifiers.get("date", ""), reference):
        yield "kg:dateValue", [literal(day, f"^^xsd:{DATES[len(day)]}")]
    if amount := normalise.amount(qualifiers.get("amount", "")):
        yield "kg:amountValue", [_decimal(amount[0])]
        yield "kg:amountUnit", [literal(amount[1])]


def _evidence(e: Evidence, document: Document | None) -> str:
    """The Web Annotation target of a sentence; what is printed there only if the text is known."""
    span = _span(e.document, e.start, e.end)
    position, quote = (f"{span[:-1]};{selector}>" for selector in ("position", "quote"))
    exact = document.passage(e.start, e.end) if document is not None else None
    known = exact is not None
    blocks = [
        block(span, [
            ("a", ["oa:SpecificResource"]),
            ("oa:hasSource", [f"id:{article_id(e.document)}"]),
            ("oa:hasSelector", [position, quote] if known else [position]),
        ]),
        block(position, [("a", ["oa:TextPositionSelector"]), ("oa:start", [str(e.start)]), ("oa:end", [str(e.end)])]),
    ]
    if known:
        blocks.append(block(quote, [("a", ["oa:TextQuoteSelector"]), ("oa:exact", [literal(exact)])]))
    return "\n".join(blocks)


def _span(document: str, start: int, end: int) -> str:
    return f"<{prefixes()['id']}{article_id(document)}#char={start},{end}>"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _decimal(number: float) -> str:
    text = format(Decimal(repr(float(number))), "f")
    return text if "." in text else text + ".0"
