"""A Turtle file that `kg.export.turtle` wrote, back as a Graph."""
from __future__ import annotations

import os
import re
from collections import defaultdict

import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from kg import ontology
from kg.export.turtle import CLAIMS
from kg.graph import Graph
from kg.records import Document, Entity, Evidence, Statement

KG = rdflib.Namespace(ontology.vocabulary().namespace)
FRAGMENT = re.compile(r"^(.*)#char=(\d+),(\d+)$")


def load(path: str | os.PathLike[str]) -> Graph:
    """The graph in the Turtle file `path`; equal to the one written, but its documents have no text and no path.

    Raises FileNotFoundError if there is no such file, ValueError if it is not Turtle of ours.
    """
    if not os.path.isfile(path):
        raise FileNotFoundError(f"There is no file {os.fspath(path)}; `kg build` writes one, graph.ttl.")
    try:
        triples = rdflib.Graph().parse(os.fspath(path), format="turtle")
    except Exception as error:   # rdflib raises several kinds, with the line in their text
        raise ValueError(f"{os.fspath(path)} is not a Turtle file that can be read: {error}") from error
    articles = {a: str(i) for a, i in triples.subject_objects(DCTERMS.identifier)}
    if not articles:
        raise ValueError(f"{os.fspath(path)} holds no article, so it is no graph that `kg build` wrote.")
    entities = _entities(triples, articles)
    claims = sorted((_statement(triples, c, articles, modality) for modality, cls in CLAIMS.items()
                     for c in triples.subjects(RDF.type, KG[cls])), key=lambda s: s.id)
    return Graph(
        dict(sorted((i, _document(triples, a, i)) for a, i in articles.items())),
        dict(sorted((e.id, e) for e in entities)),
        tuple(s for s in claims if s.modality == "stated"), tuple(s for s in claims if s.modality != "stated"),
    )


def _document(triples: rdflib.Graph, article: rdflib.URIRef, id_: str) -> Document:
    return Document(id_, "", *(str(triples.value(article, p) or "") for p in (DCTERMS.title, DCTERMS.date, DCTERMS.source)))


def _entities(triples: rdflib.Graph, articles: dict[rdflib.URIRef, str]) -> list[Entity]:
    mentions = defaultdict(list)
    for e, span in triples.subject_objects(KG.mention):
        mentions[e].append(_span(span, articles))
    known = {KG[c]: c for c in ontology.classes()}
    return [
        Entity(
            _local(e), str(triples.value(e, KG.key) or ""), known[cls], str(triples.value(e, SKOS.prefLabel) or ""),
            tuple(sorted(str(a) for a in triples.objects(e, SKOS.altLabel))),
            str(triples.value(e, KG.adcode) or ""), tuple(sorted(mentions[e])),
            tuple(sorted(tuple(str(j).split("\t", 1)) for j in triples.objects(e, KG.joined))),
        )
        for e, cls in triples.subject_objects(RDF.type) if cls in known
    ]


def _statement(triples: rdflib.Graph, claim: rdflib.URIRef, articles: dict[rdflib.URIRef, str], modality: str) -> Statement:
    def value(predicate: rdflib.URIRef) -> rdflib.term.Node:
        found = triples.value(claim, predicate)
        if found is None:
            raise ValueError(f"The claim {claim} has no {predicate}.")
        return found

    document, start, end = _span(value(KG.evidence), articles)
    if articles.get(value(PROV.wasDerivedFrom)) != document:
        raise ValueError(f"The claim {claim} quotes another article than it is derived from.")
    return Statement(
        _local(claim), _local(value(RDF.subject)), str(value(RDF.predicate)).removeprefix(KG), _local(value(RDF.object)),
        Evidence(document, start, end, str(value(KG.quote))), str(value(KG.rule)), float(value(KG.confidence)),
        tuple(sorted((q, str(v)) for q in ontology.qualifiers() for v in triples.objects(claim, KG[q]))), modality,
    )


def _span(iri: rdflib.term.Node, articles: dict[rdflib.URIRef, str]) -> tuple[str, int, int]:
    match = FRAGMENT.match(str(iri))
    if match is None or rdflib.URIRef(match[1]) not in articles:
        raise ValueError(f"{iri} is no stretch of an article of this graph.")
    return articles[rdflib.URIRef(match[1])], int(match[2]), int(match[3])


def _local(iri: rdflib.term.Node) -> str:
    return str(iri).removeprefix(ontology.vocabulary().entities)
