"""The vocabulary in the languages of the Semantic Web: OWL, SHACL and a JSON-LD context."""
from __future__ import annotations

import json
from collections.abc import Sequence

from kg.ontology import Class, Relation, vocabulary
from kg.ontology.terms import block, header, literal, prefixes

OPENED = """## Opening a graph elsewhere

- **Protégé**: open `ontology/zhengtu.ttl`, then import `graph.ttl` (*Active ontology → Ontology imports*). Superclasses are written
  out, so individuals stand under `Person` without a reasoner; `rdfs:label` is what the lists show.
- **Neo4j**: `kg export graph.ttl --format neo4j`, then `neo4j-admin database import` or `cypher-shell -f import.cypher`. As RDF,
  with neosemantics: `CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE; CALL n10s.graphconfig.init(
  {handleVocabUris: 'SHORTEN', keepLangTag: true}); CALL n10s.rdf.import.fetch('file:///graph.ttl', 'Turtle');`
- **Gephi**: open `graph.gexf` (*Enable Timeline* plays the links by the day that they are told of) or `graph.graphml`; colour by `class`.
- **Jupyter**: `pip install 'zhengtu[notebook]'`, then `kg.load("graph.ttl")`; the notebooks show the rest.
- **A triple store**: `oxigraph load --location db --file graph.ttl`, `tdb2.tdbloader --loc db graph.ttl` (Jena), or the upload of GraphDB.
""".splitlines()

NOTE = "# Derived from zhengtu.yaml by `python -m kg.ontology`; change that file, not this one.\n"
TITLE = "政图 Zhengtu"


def owl() -> str:
    """The vocabulary as an OWL ontology in Turtle, aligned with the vocabularies that others use."""
    v = vocabulary()
    blocks = [block(f"<{v.namespace[:-1]}>", [
        ("a", ["owl:Ontology"]),
        ("dcterms:title", [literal(TITLE, "@zh")]),
        ("dcterms:description", [
            literal("从中文政务和报刊文章中提取的组织、人物、地点、政策和事件及其关系。", "@zh"),
            literal("Organisations, persons, places, policies and events in Chinese government and newspaper "
                    "text, and the links between them.", "@en"),
        ]),
    ])]
    blocks += [_owl_class(c) for c in (*v.classes.values(), *v.records.values())]
    blocks += [_owl_property(r) for part in (v.relations, v.properties, v.qualifiers) for r in part.values()]
    blocks += [_owl_inverse(r) for r in v.relations.values() if r.inverse]
    return _file(blocks)


def shacl() -> str:
    """What a graph that `kg.export.turtle` writes keeps to, as SHACL shapes in Turtle."""
    v = vocabulary()
    tops = [c.name for c in v.classes.values() if not c.parent]
    blocks = [_shape(name, [("sh:targetClass", f"kg:{name}")], [
        "sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:minLength 1",
        "sh:path rdfs:label ; sh:minCount 1",
        "sh:path kg:mentionedIn ; sh:minCount 1 ; sh:class kg:Article",
        'sh:path kg:adcode ; sh:maxCount 1 ; sh:pattern "^([0-9]{6}|[A-Z]{2}[0-9]{4})$"',
    ]) for name in tops]
    blocks.append(_shape("Article", [("sh:targetClass", "kg:Article")], [
        "sh:path dcterms:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:Literal",
        "sh:path dcterms:title ; sh:maxCount 1",
        "sh:path dcterms:date ; sh:maxCount 1",
        "sh:path kg:reprintOf ; sh:maxCount 1 ; sh:class kg:Article",
        *(f"sh:path kg:{n} ; sh:maxCount 1" for n in ("documentNumber", "issuingBody", "file", "pageStarts")),
    ]))
    known = " ".join(f"kg:{n}" for n in v.relations)
    blocks.append(_shape("Claim", [("sh:targetClass", f"kg:{c}") for c in ("Claim", "PlannedClaim", "DeniedClaim", "ReportedClaim")], [
        f"sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; {_any_of(tops)}",
        f"sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {known} )",
        f"sh:path rdf:object ; sh:minCount 1 ; sh:maxCount 1 ; {_any_of(tops)}",
        "sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Article",
        "sh:path kg:confidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ; "
        "sh:minInclusive 0 ; sh:maxInclusive 1",
        "sh:path kg:rule ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string",
        "sh:path kg:quote ; sh:minCount 1 ; sh:maxCount 1",
        "sh:path kg:evidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:class oa:SpecificResource",
        *(f"sh:path kg:{n} ; sh:maxCount 1" for n in (*v.qualifiers, "dateValue", "amountValue", "amountUnit", "page")),
    ]))
    blocks.append(_shape("Evidence", [("sh:targetClass", "oa:SpecificResource")], [
        "sh:path oa:hasSource ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Article",
        "sh:path oa:hasSelector ; sh:minCount 1",
    ]))
    blocks.append(_shape("Position", [("sh:targetClass", "oa:TextPositionSelector")], [
        f"sh:path oa:{end} ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0"
        for end in ("start", "end")
    ]))
    for r in v.relations.values():
        blocks.append(_shape(f"{r.name}-subject", [("sh:targetSubjectsOf", f"kg:{r.name}")], [], r.domain))
        blocks.append(_shape(f"{r.name}-object", [("sh:targetObjectsOf", f"kg:{r.name}")], [], r.range))
    return _file(blocks)


def context() -> str:
    """A JSON-LD context under which the terms of a graph have short names."""
    v = vocabulary()
    used = ("dcterms", "kg", "oa", "prov", "rdf", "rdfs", "skos", "xsd")
    terms: dict[str, object] = {name: prefixes()[name] for name in used}
    terms |= {"id": "@id", "type": "@type", "entity": v.entities}
    terms |= {name: f"kg:{name}" for name in (*v.classes, *v.records)}
    terms |= {name: {"@id": f"kg:{name}", "@type": "@id"} for name in v.relations}
    for r in v.properties.values():
        literal_type = {"@type": f"xsd:{r.datatype}"} if r.datatype else {"@type": "@id"} if _links(r) else {}
        terms[r.name] = {"@id": f"kg:{r.name}", **literal_type}
    terms |= {name: f"kg:{name}" for name in v.qualifiers}
    terms |= {
        "label": "rdfs:label",
        "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
        "altLabel": {"@id": "skos:altLabel", "@container": ["@language", "@set"]},
        "subject": {"@id": "rdf:subject", "@type": "@id"},
        "predicate": {"@id": "rdf:predicate", "@type": "@id"},
        "target": {"@id": "rdf:object", "@type": "@id"},   # "object" is the qualifier
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "identifier": "dcterms:identifier",
        "source": "dcterms:source",
        "issuedOn": {"@id": "dcterms:date", "@type": "xsd:date"},   # "date" is the qualifier
    }
    return json.dumps({"@context": terms}, ensure_ascii=False, indent=2) + "\n"


def reference() -> str:
    """The vocabulary for readers, with diagrams, in Markdown."""
    v = vocabulary()
    lines = [
        "# The ontology", "", "Made from `ontology/zhengtu.yaml` by `python -m kg.ontology`; do not edit. Namespace "
        f"`{v.namespace}` (prefix `kg:`), entities under `{v.entities}`.", "", "```mermaid", "classDiagram",
    ]
    lines += [f"    {c.parent} <|-- {c.name}" for c in v.classes.values() if c.parent]
    lines += ["    Claim --> Article : wasDerivedFrom", "```", "", "```mermaid", "flowchart LR"]
    above = {c.name: c.parent or c.name for c in v.classes.values()}
    arrows: dict[tuple[str, str], list[str]] = {}
    for r in v.relations.values():
        for pair in dict.fromkeys((above[d], above[o]) for d in r.domain for o in r.range):
            arrows.setdefault(pair, []).append(r.name)
    lines += [f"    {a} -- {', '.join(names)} --> {b}" for (a, b), names in arrows.items()]
    lines += ["```", "", "## Classes of entities", "", "| class | 中文 | below | what it is | aligned with |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| `kg:{c.name}` | {c.zh} | {c.parent} | {c.define_zh} {c.define_en} | {', '.join(c.aligned)} |" for c in v.classes.values()]
    for heading, part in (("Relations", v.relations), ("Qualifiers of claims", v.qualifiers), ("Where the knowledge comes from", v.properties)):
        lines += ["", f"## {heading}", "", "| property | 中文 | from | to | what it says | aligned with |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [
            f"| `kg:{r.name}` | {r.zh} | {', '.join(r.domain)} | {', '.join(r.range) or r.datatype} | {r.define_zh} {r.define_en} | {', '.join(r.aligned)} |"
            for r in part.values()]
    lines += ["", "A property aligned with `^x` runs the other way: it is below the inverse of `x`.", "", "## Classes of records", "",
              "| class | 中文 | what it is | aligned with |", "| --- | --- | --- | --- |"]
    lines += [f"| `kg:{c.name}` | {c.zh} | {c.define_zh} {c.define_en} | {', '.join(c.aligned)} |" for c in v.records.values()]
    return "\n".join([*lines, "", *OPENED]) + "\n"


FILES = {"zhengtu.ttl": owl, "shapes.ttl": shacl, "context.jsonld": context, "README.md": reference}


def _owl_class(c: Class) -> str:
    return block(f"kg:{c.name}", [
        ("a", ["owl:Class"]),
        *_labels(c),
        ("rdfs:subClassOf", [*([f"kg:{c.parent}"] if c.parent else []), *c.aligned]),
    ])


def _links(r: Relation) -> bool:
    """Whether it leads to a resource and not to a value."""
    return r.name in vocabulary().relations or bool(r.range and not r.datatype) or r.name in ("evidence", "mention")


def _owl_property(r: Relation) -> str:
    return block(f"kg:{r.name}", [
        ("a", ["owl:ObjectProperty" if _links(r) else "owl:DatatypeProperty",
               *(["owl:SymmetricProperty"] if r.symmetric else [])]),
        *_labels(r),
        ("rdfs:domain", _union(r.domain)),
        ("rdfs:range", [f"xsd:{r.datatype}"] if r.datatype else _union(r.range)),
        ("rdfs:subPropertyOf", [f"[ owl:inverseOf {a[1:]} ]" if a[0] == "^" else a for a in r.aligned]),
    ])


def _owl_inverse(r: Relation) -> str:
    name, zh, en = r.inverse
    return block(f"kg:{name}", [
        ("a", ["owl:ObjectProperty"]),
        ("rdfs:label", [literal(zh, "@zh"), literal(en, "@en")]),
        ("owl:inverseOf", [f"kg:{r.name}"]),
        ("rdfs:isDefinedBy", [f"<{vocabulary().namespace[:-1]}>"]),
    ])


def _labels(term: Class | Relation) -> list[tuple[str, list[str]]]:
    return [
        ("rdfs:label", [literal(term.zh, "@zh"), literal(term.en, "@en")]),
        ("skos:definition", [literal(term.define_zh, "@zh"), literal(term.define_en, "@en")]),
        ("rdfs:isDefinedBy", [f"<{vocabulary().namespace[:-1]}>"]),
    ]


def _union(names: Sequence[str]) -> list[str]:
    if len(names) < 2:
        return [f"kg:{n}" for n in names]
    return [f"[ a owl:Class ; owl:unionOf ( {' '.join(f'kg:{n}' for n in names)} ) ]"]


def _any_of(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"sh:class kg:{names[0]}"
    return f"sh:or ( {' '.join(f'[ sh:class kg:{n} ]' for n in names)} )"


def _shape(name: str, target: list[tuple[str, str]], properties: list[str], classes: Sequence[str] = ()) -> str:
    """A node shape; each of `properties` is the inside of a property shape, `classes` are those of the node itself."""
    own = _any_of(classes).split(" ", 1) if classes else None
    return block(f"kg:shape-{name}", [
        ("a", ["sh:NodeShape"]),
        *((p, [o]) for p, o in target),
        *([(own[0], [own[1]])] if own else []),
        ("sh:property", [f"[ {p} ]" for p in properties]),
    ])


def _file(blocks: list[str]) -> str:
    body = "\n".join(blocks)
    return NOTE + header(body, sorted(prefixes())) + "\n" + body
