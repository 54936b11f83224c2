"""Whether a Turtle file is what `kg build` promises: strict Turtle, and the SHACL shapes of `ontology/shapes.ttl`."""
from __future__ import annotations

import os

import pyoxigraph as ox
import rdflib
from pyshacl import validate as shacl
from rdflib.namespace import RDF, RDFS, SKOS

from kg import ontology
from kg.ontology.terms import prefixes
from kg.query import open_store
from kg.shapes import wrong

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")


def validate(path: str | os.PathLike[str]) -> list[str]:
    """What is wrong with the file, a sentence each; [] if nothing is.

    Raises OSError if it can't be read, ValueError with the line and column if it is no Turtle.
    """
    with open(path, "rb") as file:
        try:
            for _ in ox.parse(file, format=ox.RdfFormat.TURTLE):
                pass
        except SyntaxError as error:
            raise ValueError(f"{os.fspath(path)} is not strict Turtle: {error}") from error
    store = open_store(path)
    shapes = rdflib.Graph().parse(ontology.folder() / "shapes.ttl", format="turtle")
    faulty = wrong(store, shapes)
    if not faulty:
        return []
    data = _around(store, faulty)
    _, report, _ = shacl(data, shacl_graph=shapes)
    return sorted({_sentence(data, shapes, report, result) for result in report.subjects(RDF.type, SH.ValidationResult)
                   if str(report.value(result, SH.focusNode)) in faulty})


def _around(store: ox.Store, nodes: set[str]) -> rdflib.Graph:
    """All that is said of `nodes`, which classes and names the things that they are linked to have, and what lies in which class."""
    found = set(store.quads_for_pattern(None, ox.NamedNode(str(RDFS.subClassOf)), None))
    named = [ox.NamedNode(str(p)) for p in (RDF.type, SKOS.prefLabel, DCTERMS.title)]
    for node in map(ox.NamedNode, nodes):
        about = {*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)}
        for other in {q.object for q in about} | {q.subject for q in about}:
            if isinstance(other, ox.NamedNode):
                found.update(q for p in named for q in store.quads_for_pattern(other, p, None))
        found |= about
    text = ox.serialize(sorted((q.triple for q in found), key=str), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")


def _sentence(data: rdflib.Graph, shapes: rdflib.Graph, report: rdflib.Graph, result: rdflib.term.Node) -> str:
    node = report.value(result, SH.focusNode)
    path, value, shape = (report.value(result, p) for p in (SH.resultPath, SH.value, SH.sourceShape))
    constraint = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)).removesuffix("ConstraintComponent")

    def limit(predicate: str) -> str:
        found = shapes.value(shape, SH[predicate])
        return _short(found) if found is not None else ""

    said = {
        "MinCount": f"has no {_short(path)}",
        "MaxCount": f"has more than {limit('maxCount')} {_short(path)}",
        "Pattern": f"has {_short(path)} {_short(value)}, which is not of the form {limit('pattern')}",
        "Class": f"has {_short(path)} {_named(data, value)}, which is no {limit('class')}",
        "In": f"has {_short(path)} {_short(value)}, which is none of those allowed",
        "Datatype": f"has {_short(path)} {_short(value)}, which is no {limit('datatype')}",
        "MinInclusive": f"has {_short(path)} {_short(value)}, which is less than {limit('minInclusive')}",
        "MaxInclusive": f"has {_short(path)} {_short(value)}, which is more than {limit('maxInclusive')}",
        "UniqueLang": f"has two {_short(path)} in one language",
        "Or": f"has {_short(path)} {_named(data, value)}, which is of no class that it may be" if path is not None
        else f"is of no class that {_end(shape)} may have",
    }.get(constraint)
    if path is None and constraint == "Class":
        said = f"is no {limit('class')}, which {_end(shape)} has to be"
    return f"{_named(data, node)} {said or f'breaks the rule {constraint} of {_short(shape)}'}."


def _end(shape: rdflib.term.Node) -> str:
    """`the subject of kg:issued`, of the shape that speaks of it."""
    relation, _, end = str(shape).rsplit("shape-", 1)[-1].rpartition("-")
    return f"the {end} of kg:{relation}"


def _named(data: rdflib.Graph, node: rdflib.term.Node | None) -> str:
    if not isinstance(node, rdflib.URIRef):
        return _short(node)
    label = data.value(node, SKOS.prefLabel) or data.value(node, DCTERMS.title)
    return f"{label} ({_short(node)})" if label else _short(node)


def _short(term: rdflib.term.Node | None) -> str:
    if isinstance(term, rdflib.URIRef):
        return next((f"{p}:{term.removeprefix(iri)}" for p, iri in prefixes().items() if term.startswith(iri)), f"<{term}>")
    return f"“{term}”" if isinstance(term, rdflib.Literal) and not str(term).isdigit() else str(term)
