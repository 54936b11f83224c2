"""Which nodes of a graph break its SHACL shapes: each constraint as a SPARQL query, which Oxigraph answers in a fraction of pyshacl's time.

Only that they do, not how: `kg.validate` has pyshacl say what is wrong with them. Of SHACL Core (W3C, 2017), what our shapes use.
"""
from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

IS_A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"
TARGETS = {SH.targetClass: f"?node {IS_A} {{}} .", SH.targetSubjectsOf: "?node {} ?other .", SH.targetObjectsOf: "?other {} ?node ."}
# what is wrong with a value ?v; a comparison that can't be made is wrong as well
WRONG = {
    SH.pattern: "isBlank(?v) || !regex(str(?v), {})",
    SH.minLength: "isBlank(?v) || strlen(str(?v)) < {}",
    SH.datatype: "!isLiteral(?v) || datatype(?v) != {}",
    SH.nodeKind: "!isLiteral(?v)",
    SH.minInclusive: "!coalesce(?v >= {}, false)",
    SH.maxInclusive: "!coalesce(?v <= {}, false)",
}
SECOND = "{path} ?v, ?w FILTER(!sameTerm(?v, ?w)"


def wrong(store: ox.Store, shapes: rdflib.Graph) -> set[str]:
    """The IRIs of the nodes in `store` that break one of `shapes`. Raises NotImplementedError for a kind of constraint that is not known here."""
    found: set[str] = set()
    for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape)):
        targets = [text.format(target.n3()) for kind, text in TARGETS.items() for target in shapes.objects(shape, kind)]
        for fault in _faults(shapes, shape):
            for target in targets:
                found.update(row["node"].value for row in store.query(f"SELECT DISTINCT ?node WHERE {{ {target} {fault} }}"))
    return found


def _faults(shapes: rdflib.Graph, shape: rdflib.term.Node) -> Iterator[str]:
    """Patterns that match where a node breaks a constraint of a shape."""
    for kind, value in sorted(shapes.predicate_objects(shape)):
        if kind in (SH["class"], SH["or"]):
            yield _not_a(shapes, kind, value, "?node")
        elif kind == SH.property:
            path = f"?node {shapes.value(value, SH.path).n3()}"
            yield from (_fault(shapes, path, *constraint) for constraint in sorted(shapes.predicate_objects(value)) if constraint[0] != SH.path)
        elif kind != RDF.type and kind not in TARGETS:
            raise NotImplementedError(str(kind))


def _fault(shapes: rdflib.Graph, path: str, kind: rdflib.term.Node, value: rdflib.term.Node) -> str:
    if kind in (SH["class"], SH["or"]):
        return f"{path} ?v . {_not_a(shapes, kind, value, '?v')}"
    if kind == SH["in"]:
        return f"{path} ?v FILTER(?v NOT IN ({', '.join(x.n3() for x in Collection(shapes, value))}))"
    if kind == SH.minCount and int(value) == 1:
        return f"FILTER NOT EXISTS {{ {path} ?v }}"
    if kind == SH.maxCount and int(value) == 1:
        return f"{SECOND.format(path=path)})"
    if kind == SH.uniqueLang:
        return f'{SECOND.format(path=path)} && lang(?v) != "" && lang(?v) = lang(?w))'
    if kind == SH.nodeKind and value != SH.Literal or kind not in WRONG:
        raise NotImplementedError(f"{kind} {value}")
    return f"{path} ?v FILTER({WRONG[kind].format(value.n3())})"


def _not_a(shapes: rdflib.Graph, kind: rdflib.term.Node, value: rdflib.term.Node, what: str) -> str:
    classes = [value] if kind == SH["class"] else [shapes.value(part, SH["class"]) for part in Collection(shapes, value)]
    if None in classes:
        raise NotImplementedError("sh:or of other things than classes")
    return " ".join(f"FILTER NOT EXISTS {{ {what} {IS_A} {c.n3()} }}" for c in classes)
