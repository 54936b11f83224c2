"""A Turtle file that `kg.export.turtle` wrote, back as a Graph (a GraphML file: `kg.loading_graphml`)."""

from __future__ import annotations

import gc
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg import ontology
from kg.export.turtle import CLAIMS
from kg.graph import Graph
from kg.loading_graphml import load_graphml
from kg.ontology.terms import prefixes
from kg.records import Document, Entity, Evidence, Statement

FRAGMENT = re.compile(r"^(.*)#char=(\d+),(\d+)$")
SELECTOR = ";quote"  # what the IRI of a sentence has behind it where it names its words

Node = Mapping[str, list[str]]  # predicate → values: IRIs and texts of literals


def load(path: str | os.PathLike[str]) -> Graph:
    """The graph in the Turtle file `path`; equal to the one written, but of the text of its documents it has only
    the sentences of statements (`Document.passages`), of their paths the names of the files, and not how these were
    read. Written again it gives the same bytes. Of a file that ends in .graphml, what GraphML holds: entities, links and
    the articles behind them, but not what is unconfirmed.

    Raises FileNotFoundError if there is no such file, ValueError if it is not Turtle or GraphML of ours.
    """
    path = os.fspath(path)
    if not os.path.isfile(path):
        raise FileNotFoundError(f"There is no file {path}; `kg build` writes one, graph.ttl.")
    if path.endswith(".graphml"):
        return load_graphml(path)
    collecting = gc.isenabled()
    gc.disable()  # millions of new objects and no ring among them: to look for one would take a quarter of the time
    try:
        return _Reader(path, _nodes(path)).graph()
    finally:
        if collecting:
            gc.enable()


def _nodes(path: str) -> dict[str, Node]:
    """The triples of the file by subject. Raises ValueError if it is no Turtle."""
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    last, node = None, None
    for triple in _triples(path):
        subject = triple.subject.value
        if subject != last:  # the triples of a subject stand together
            last = subject
            told = "#char=" in subject and not subject.endswith(SELECTOR)  # where a sentence stands its claim says too
            node = None if told else nodes[subject]
        if node is not None:
            node[triple.predicate.value].append(triple.object.value)
    return nodes


def _triples(path: str) -> Iterator[Any]:      # a triple within a triple, which RDF 1.2 knows, has no value; ours have none
    try:
        yield from ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:  # ValueError: not UTF-8
        raise ValueError(f"{path} is not a Turtle file that can be read: {error}") from error


class _Reader:
    """Makes records of triples; names of properties are those of the file."""

    def __init__(self, path: str, nodes: dict[str, Node]) -> None:
        known = prefixes()
        self.path, self.nodes, self.space, self.entities = path, nodes, known["kg"], known["id"]
        self.names: dict[str, str] = {}
        for prefix in ("dcterms", "oa", "prov", "rdf", "skos"):
            self.names[prefix] = known[prefix]
        self.articles: dict[str, str] = {}

    def graph(self) -> Graph:
        type_, identifier = self.names["rdf"] + "type", self.names["dcterms"] + "identifier"
        self.articles = {a: n[identifier][0] for a, n in self.nodes.items() if identifier in n}
        if not self.articles:
            raise ValueError(f"{self.path} holds no article, so it is no graph that `kg build` wrote.")
        leaves = {self.space + c: c for c in ontology.classes()}
        modalities = {self.space + c: m for m, c in CLAIMS.items() if m != "ended"}
        former = self.space + "former"
        entities, claims, passages = [], [], defaultdict(list)
        exact = self.names["oa"] + "exact"
        for iri, node in self.nodes.items():
            types = node.get(type_, ())
            if labels := [leaves[t] for t in types if t in leaves]:
                entities.append(self._entity(iri, node, max(labels, key=lambda c: len(ontology.ancestors(c)))))
            elif modality := next((modalities[t] for t in types if t in modalities), ""):
                ended = modality == "stated" and former in node
                claims.append(self._statement(iri, node, "ended" if ended else modality))
            elif exact in node and iri.endswith(SELECTOR):
                document, start, end = self._span(iri.removesuffix(SELECTOR))
                passages[document].append((start, end, node[exact][0]))
        documents = (self._document(a, i, tuple(sorted(passages[i]))) for a, i in self.articles.items())
        claims.sort(key=lambda s: s.id)
        return Graph(
            {d.id: d for d in sorted(documents, key=lambda d: d.id)},
            {e.id: e for e in sorted(entities, key=lambda e: e.id)},
            tuple(s for s in claims if s.modality == "stated"),
            tuple(s for s in claims if s.modality != "stated"),
        )

    def _document(self, iri: str, id_: str, passages: tuple[tuple[int, int, str], ...]) -> Document:
        def said(prefix: str, name: str) -> str:
            return self.nodes[iri].get((self.space if prefix == "kg" else self.names[prefix]) + name, [""])[0]

        return Document(
            id_,
            "",
            said("dcterms", "title"),
            said("dcterms", "date"),
            said("dcterms", "source"),
            path=said("kg", "file"),
            number=said("kg", "documentNumber"),
            issuer=said("kg", "issuingBody"),
            pages=tuple(map(int, said("kg", "pageStarts").split())),
            reprint_of=self.articles.get(said("kg", "reprintOf"), ""),
            passages=passages,
        )

    def _entity(self, iri: str, node: Node, label: str) -> Entity:
        skos, kg = self.names["skos"], self.space
        return Entity(
            self._local(iri),
            node.get(kg + "key", [""])[0],
            label,
            node.get(skos + "prefLabel", [""])[0],
            tuple(sorted(node.get(skos + "altLabel", ()))),
            node.get(kg + "adcode", [""])[0],
            tuple(sorted(map(self._span, node.get(kg + "mention", ())))),
            tuple(sorted((name, why) for j in node.get(kg + "joined", ()) for name, _, why in [j.partition("\t")])),
        )

    def _statement(self, iri: str, node: Node, modality: str) -> Statement:
        def value(predicate: str) -> str:
            if predicate not in node:
                raise ValueError(f"The claim {iri} has no {predicate}.")
            return node[predicate][0]

        rdf, kg = self.names["rdf"], self.space
        document, start, end = self._span(value(kg + "evidence"))
        if self.articles.get(value(self.names["prov"] + "wasDerivedFrom")) != document:
            raise ValueError(f"The claim {iri} quotes another article than it is derived from.")
        return Statement(
            self._local(iri),
            self._local(value(rdf + "subject")),
            value(rdf + "predicate").removeprefix(kg),
            self._local(value(rdf + "object")),
            Evidence(document, start, end, value(kg + "quote")),
            value(kg + "rule"),
            float(value(kg + "confidence")),
            tuple(sorted((q, v) for q in ontology.qualifiers() for v in node.get(kg + q, ()))),
            modality,
        )

    def _span(self, iri: str) -> tuple[str, int, int]:
        match = FRAGMENT.match(iri)
        if match is None or match[1] not in self.articles:
            raise ValueError(f"{iri} is no stretch of an article of this graph.")
        return self.articles[match[1]], int(match[2]), int(match[3])

    def _local(self, iri: str) -> str:
        return iri.removeprefix(self.entities)
