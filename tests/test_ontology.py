"""The vocabulary: what the source says, and that the derived files say the same."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import ontology
from kg.ontology.derive import FILES

KG = rdflib.Namespace("https://w3id.org/zhengtu/ontology#")
ROOT = Path(__file__).parents[1]


def test_names_that_queries_rely_on():
    assert ontology.vocabulary().namespace == str(KG)
    assert ontology.vocabulary().entities == "https://w3id.org/zhengtu/id/"
    tops = [c.name for c in ontology.classes().values() if not c.parent]
    assert tops == ["Organisation", "Person", "Place", "Policy", "Event"]
    assert ontology.leaves() == (
        "GovernmentBody", "PartyBody", "Company", "FinancialInstitution", "Media", "PublicInstitution", "OtherOrganisation",
        "Official", "OtherPerson", "AdministrativeArea", "OtherPlace", "PolicyDocument", "MeasurePackage", "Programme",
        "FinancialProduct", "Meeting", "OtherEvent")
    assert set(ontology.relations()) == {
        "holdsPost", "locatedIn", "hasJurisdiction", "partOf", "issued", "implements", "supports", "cooperatesWith",
        "established", "leads", "supplies", "participatesIn", "visited", "basedOn", "repeals", "amends", "transmits"}
    assert set(ontology.qualifiers()) == {"title", "date", "from", "to", "number", "amount", "means", "role", "object", "former", "acting", "saidBy"}


def test_questions_about_classes():
    assert ontology.top("Company") == ontology.top("Organisation") == "Organisation"
    assert ontology.top("Post") == "" and ontology.ancestors("Date") == ()
    assert ontology.is_a("Official", "Person") and not ontology.is_a("Person", "Official")
    assert not ontology.is_a("Post", "Post")


@pytest.mark.parametrize("subject, predicate, object_, allowed", [
    ("Official", "holdsPost", "Company", True),
    ("Official", "holdsPost", "AdministrativeArea", True),
    ("Company", "holdsPost", "Company", False),
    ("GovernmentBody", "hasJurisdiction", "AdministrativeArea", True),
    ("Company", "hasJurisdiction", "AdministrativeArea", False),
    ("AdministrativeArea", "issued", "PolicyDocument", True),
    ("OtherPerson", "issued", "PolicyDocument", False),
])
def test_what_a_relation_allows(subject, predicate, object_, allowed):
    assert ontology.allows(subject, predicate, object_) is allowed


def test_unknown_relation_is_an_error():
    with pytest.raises(KeyError):
        ontology.allows("Company", "owns", "Company")


def test_the_source_is_consistent():
    v = ontology.vocabulary()
    for c in v.classes.values():
        assert not c.parent or c.parent in v.classes
        assert re.fullmatch("#[0-9a-f]{6}", c.color), c
    for r in (*v.relations.values(), *v.properties.values(), *v.qualifiers.values()):
        assert set(r.domain) | set(r.range) <= {*v.classes, *v.records}, r
        assert set(r.qualifiers) <= set(v.qualifiers)
    terms = [*v.classes.values(), *v.relations.values(), *v.qualifiers.values(), *v.records.values(), *v.properties.values()]
    assert len({t.name for t in terms}) == len(terms)
    for t in terms:
        assert t.zh and t.en and t.define_zh.endswith("。") and t.define_en.endswith("."), t


@pytest.mark.parametrize("name", FILES)
def test_derived_files_are_fresh(name):
    assert (ROOT / "ontology" / name).read_text("utf-8") == FILES[name](), "run `python -m kg.ontology`"


@pytest.mark.parametrize("name", ["zhengtu.ttl", "shapes.ttl"])
def test_two_parsers_read_the_same(name):
    path = ROOT / "ontology" / name
    assert len(rdflib.Graph().parse(path)) == len(set(pyoxigraph.parse(path=str(path)))) > 100


def test_owl_says_what_the_source_says():
    g = rdflib.Graph().parse(ROOT / "ontology" / "zhengtu.ttl")
    for c in ontology.classes().values():
        assert (KG[c.name], RDF.type, OWL.Class) in g
        assert (KG[c.name], RDFS.label, rdflib.Literal(c.zh, lang="zh")) in g
        assert (KG[c.name], SKOS.definition, rdflib.Literal(c.define_en, lang="en")) in g
        assert not c.parent or (KG[c.name], RDFS.subClassOf, KG[c.parent]) in g
    for r in ontology.relations():
        assert (KG[r], RDF.type, OWL.ObjectProperty) in g
    assert set(g.subjects(RDF.type, OWL.SymmetricProperty)) == {KG.cooperatesWith}
    # what a subclass or subproperty stands under is a term of a vocabulary, and every house is there
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in g.objects(None, p) if isinstance(o, rdflib.URIRef)}
    for house in ("http://www.w3.org/ns/org#", "http://xmlns.com/foaf/0.1/", "https://schema.org/",
                  "http://www.w3.org/ns/prov#", "http://data.europa.eu/eli/ontology#", "http://www.w3.org/2004/02/skos/core#"):
        assert any(a.startswith(house) for a in above), house


def test_context_names_every_term():
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    v = ontology.vocabulary()
    for name in (*v.classes, *v.relations, *v.qualifiers, *v.records, *v.properties):
        assert name in context
    g = rdflib.Graph().parse(data=json.dumps({
        "@context": context, "id": "kg:x", "type": "Claim", "predicate": "kg:issued", "confidence": "0.5",
        "object": "口罩", "mentionedIn": "kg:y"}), format="json-ld")
    assert (KG.x, RDF.predicate, KG.issued) in g and (KG.x, KG.mentionedIn, KG.y) in g
    assert (KG.x, KG.object, rdflib.Literal("口罩")) in g


def test_found_from_anywhere(tmp_path):
    script = "from kg import ontology; print(ontology.top('Company'), ontology.folder())"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.split() == ["Organisation", str(ROOT / "ontology")], done.stderr
