"""The Turtle file: the contract of the ontology, the same for every parser, and readable back."""
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import given, strategies as st
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

import sample
from kg import ontology, query
from kg.export import graphml, jsonld, turtle
from kg.export.places import nesting
from kg.graph import Graph
from kg.loading import load
from kg.ontology.terms import block, literal, name
from kg.records import Document, Entity, Evidence, Statement

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")   # of rdflib in itself, by pyshacl
ROOT = Path(__file__).parents[1]
KG = rdflib.Namespace("https://w3id.org/zhengtu/ontology#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ID = rdflib.Namespace("https://w3id.org/zhengtu/id/")


def parsed(graph, path):
    turtle.write(graph, path)
    return rdflib.Graph().parse(path)


def both(path):
    """The triples as two parsers read them, as comparable tuples."""
    def term(t):
        if isinstance(t, rdflib.URIRef):
            return str(t)
        datatype = t.datatype or (RDF.langString if t.language else XSD.string)
        return str(t), t.language, str(datatype)

    rdf = {tuple(term(t) for t in triple) for triple in rdflib.Graph().parse(path)}
    oxi = {tuple(t.value if isinstance(t, pyoxigraph.NamedNode) else (t.value, t.language, t.datatype.value)
                 for t in (q.subject, q.predicate, q.object)) for q in pyoxigraph.parse(path=str(path))}
    return rdf, oxi


def without_text(graph):
    """What the file keeps: of the texts the sentences of statements only."""
    def kept(d):
        spans = {(s.evidence.start, s.evidence.end) for s in graph.statements if s.evidence.document == d.id}
        return replace(d, text="", path=os.path.basename(d.path), encoding="", extractor="", passages=tuple((a, b, d.text[a:b]) for a, b in sorted(spans)))

    return Graph({i: kept(d) for i, d in sorted(graph.documents.items())}, graph.entities,
                 tuple(sorted(graph.statements, key=lambda s: s.id)))


def test_an_entity(tmp_path):
    g = parsed(sample.small(), tmp_path / "g.ttl")
    e = ID["org-1"]
    assert set(g.objects(e, RDF.type)) == {KG.GovernmentBody, KG.Organisation}      # no reasoner is needed
    assert list(g.objects(e, RDFS.label)) == [rdflib.Literal("海州市人民政府")]       # a plain string of a query matches it
    assert (KG.GovernmentBody, RDFS.subClassOf, KG.Organisation) in g
    assert g.value(e, SKOS.prefLabel) == rdflib.Literal("海州市人民政府", lang="zh")
    assert {str(n) for n in g.objects(e, SKOS.altLabel)} == {"海州市政府", "市政府"}
    assert g.value(ID["org-5"], SKOS.prefLabel) == rdflib.Literal("ABB Group", lang="und")
    assert str(g.value(e, KG.adcode)) == "980300"
    assert [str(g.value(a, DCTERMS.identifier)) for a in g.objects(e, KG.mentionedIn)] == ["海州要闻"]
    assert str(e).isascii()


def test_a_document_of_pages_and_its_reprint(tmp_path):
    text = "海州市政府印发通知。\n海州市教育局落实通知。"
    city, bureau = (Entity(f"organisation-{i}", n, "GovernmentBody", n, (), "", (("a", 0, 3), ("b", 0, 3))) for i, n in enumerate(("海州市政府", "海州市教育局")))
    made = [Statement(f"claim-{d}", bureau.id, "partOf", city.id, Evidence(d, 11, 22, "海州市教育局落实通知。"), "r", 0.9) for d in "ab"]
    original = Document("a", text, path="news/all.zip/b/a.pdf", number="海政发〔2020〕1号", issuer="海州市人民政府", pages=(0, 11))
    graph = Graph({"a": original, "b": Document("b", text, path="b.txt", reprint_of="a")}, {e.id: e for e in (city, bureau)}, tuple(made))
    g = parsed(graph, tmp_path / "g.ttl")
    (a,), (b,) = (list(g.subjects(DCTERMS.identifier, rdflib.Literal(i))) for i in "ab")
    assert [str(g.value(a, KG[p])) for p in ("file", "documentNumber", "issuingBody", "pageStarts")] == [
        "all.zip/b/a.pdf", original.number, original.issuer, "0 11"]
    assert g.value(b, KG.reprintOf) == a and g.value(a, KG.reprintOf) is None
    assert [g.value(c, KG.page) for c in sorted(g.subjects(RDF.type, KG.Claim))] == [rdflib.Literal(2), None]
    assert pyshacl.validate(g, shacl_graph=str(ROOT / "ontology" / "shapes.ttl"))[0]
    loaded, kept = load(tmp_path / "g.ttl"), without_text(graph)
    assert loaded == replace(kept, documents=kept.documents | {"a": replace(kept.documents["a"], path="all.zip/b/a.pdf")})
    turtle.write(loaded, tmp_path / "again.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == (tmp_path / "g.ttl").read_bytes()
    assert len(list(query.ask(query.open_store(tmp_path / "g.ttl"), query.named("single-source", {})))) == 1      # the two are one source
    assert graph.subgraph(article="b").documents["b"].reprint_of == ""      # of what it reprints nothing is there


def test_an_article(tmp_path):
    g = parsed(sample.small(), tmp_path / "g.ttl")
    a = g.value(None, DCTERMS.identifier, rdflib.Literal("海州要闻"))
    assert g.value(a, RDF.type) == KG.Article
    assert g.value(a, DCTERMS.title) == rdflib.Literal("海州市稳就业", lang="zh")
    assert g.value(a, DCTERMS.date) == rdflib.Literal("2020-03-01", datatype=XSD.date)
    assert g.value(a, DCTERMS.source) == rdflib.Literal("海州日报", lang="zh")
    other = g.value(None, DCTERMS.identifier, rdflib.Literal("b"))
    assert g.value(other, DCTERMS.date) is None and g.value(other, DCTERMS.title) is None


def test_a_claim_and_its_sentence(tmp_path):
    graph = sample.small()
    g = parsed(graph, tmp_path / "g.ttl")
    s = next(s for s in graph.statements if s.predicate == "cooperatesWith")
    c = ID[s.id]
    assert [g.value(c, p) for p in (RDF.type, RDF.subject, RDF.predicate, RDF.object)] == [
        KG.Claim, ID["org-2"], KG.cooperatesWith, ID["org-3"]]
    assert str(g.value(c, KG.confidence)) == "0.9" and g.value(c, KG.confidence).datatype == XSD.decimal
    assert str(g.value(c, KG.rule)) == "rule_cooperatesWith"
    assert str(g.value(c, KG.quote)) == "远航机械与东海银行海州分行签约。"
    article = g.value(c, PROV.wasDerivedFrom)
    evidence = g.value(c, KG.evidence)
    assert g.value(evidence, OA.hasSource) == article
    assert str(evidence) == f"{article}#char={s.evidence.start},{s.evidence.end}"
    selectors = {g.value(x, RDF.type): x for x in g.objects(evidence, OA.hasSelector)}
    assert g.value(selectors[OA.TextPositionSelector], OA.start).toPython() == s.evidence.start
    assert g.value(selectors[OA.TextPositionSelector], OA.end).toPython() == s.evidence.end
    exact = str(g.value(selectors[OA.TextQuoteSelector], OA.exact))
    assert exact == "远航机械与东\n 海银行海州分行签约。" == graph.documents["海州要闻"].text[s.evidence.start:s.evidence.end]
    money = next(c for c in g.subjects(KG.amount))
    assert str(g.value(money, KG.amount)) == "2000万元" and str(g.value(money, KG.means)) == "授信"


def test_direct_triples_are_the_sure_claims_and_the_gazetteer(tmp_path):
    graph = sample.small()
    g = parsed(graph, tmp_path / "g.ttl")
    direct = {(str(s), str(p), str(o)) for p in ontology.relations() for s, p, o in g.triples((None, KG[p], None))}
    sure = {(ID + s.subject, KG + s.predicate, ID + s.object) for s in graph.statements if s.confidence >= 0.5}
    nested = {(ID + a, str(KG.locatedIn), ID + b) for a, b in (("place-2", "place-1"), ("place-3", "place-2"))}
    assert direct == sure | nested
    assert len(list(g.subjects(RDF.type, KG.Claim))) == len(graph.statements)


@pytest.mark.parametrize("places, expected", [
    ([("a", "210000"), ("b", "210100"), ("c", "210112")], [("b", "a"), ("c", "b")]),
    ([("a", "210000"), ("c", "210112")], [("c", "a")]),                        # the nearest that is there
    ([("a", "210000"), ("b", "220100"), ("c", "")], []),
    ([("a", "210100"), ("a2", "210100"), ("c", "210112")], [("c", "a")]),     # twins: one of them, and no ring
    ([("a", "110000"), ("c", "110101")], [("c", "a")]),
    ([("a", "210000"), ("zone", "210000")], [("zone", "a")]),
])
def test_places_nest_by_their_codes(places, expected):
    entities = [Entity(i, "", "OtherPlace" if i == "zone" else "AdministrativeArea", i, (), code, ()) for i, code in places]
    assert list(nesting(entities)) == expected


@pytest.mark.parametrize("make", [sample.small, sample.hostile, sample.large])
def test_two_parsers_read_the_same(make, tmp_path):
    turtle.write(make(), tmp_path / "g.ttl")
    rdf, oxi = both(tmp_path / "g.ttl")
    assert rdf == oxi
    assert not any(isinstance(t, rdflib.BNode) for triple in rdflib.Graph().parse(tmp_path / "g.ttl") for t in triple)


def test_hostile_names_come_back_as_they_were(tmp_path):
    g = parsed(sample.hostile(), tmp_path / "g.ttl")
    for i, text in enumerate(sample.HOSTILE):
        expected = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
        assert str(g.value(ID[f"org-{i}"], SKOS.prefLabel)) == expected
    # what is invisible or ends a line stands in the file as an escape
    raw = (tmp_path / "g.ttl").read_bytes().decode("utf-8")
    assert not set(raw) & set("\r\t\x00\x0b\x0c\x1b\x7f\x85\u2028\u2029\u202e\ufeff\ufffe")


@given(st.text(st.characters(), max_size=40))
def test_any_text_survives_both_parsers(text):
    expected = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    data = block("<http://x/s>", [("<http://x/p>", [literal(text), name(text)])])
    assert {str(o) for o in rdflib.Graph().parse(data=data, format="turtle").objects()} == {expected}
    read = {q.object.value for q in pyoxigraph.parse(input=data.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)}
    assert read == {expected}


@pytest.mark.parametrize("make", [sample.small, sample.large])
def test_it_keeps_to_its_shapes(make, tmp_path):
    data = parsed(make(), tmp_path / "g.ttl")
    shapes = str(ROOT / "ontology" / "shapes.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report
    data.add((data.value(None, RDF.type, KG.Company), KG.issued, data.value(None, RDF.type, KG.Official)))
    assert not pyshacl.validate(data, shacl_graph=shapes)[0]


@pytest.mark.parametrize("make", [sample.small, sample.large])
def test_load_gives_back_what_was_written(make, tmp_path):
    graph = make()
    turtle.write(graph, tmp_path / "g.ttl")
    loaded = load(tmp_path / "g.ttl")
    assert loaded == without_text(graph)
    assert loaded.network.number_of_edges() == len(graph.statements)
    turtle.write(loaded, tmp_path / "again.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == (tmp_path / "g.ttl").read_bytes()
    graphml.write(graph, tmp_path / "a"), graphml.write(loaded, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_is_written_again_has_the_same_bytes_however_hostile(tmp_path):
    turtle.write(sample.hostile(), tmp_path / "a")
    turtle.write(load(tmp_path / "a"), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_any_serialisation_of_the_triples_loads_the_same(tmp_path):
    turtle.write(sample.small(), tmp_path / "g.ttl")
    rdflib.Graph().parse(tmp_path / "g.ttl").serialize(tmp_path / "other.ttl", format="turtle")
    assert load(tmp_path / "other.ttl") == load(tmp_path / "g.ttl")


@given(st.floats(0, 1))
def test_confidence_is_exact(number):
    assert float(turtle._decimal(number)) == number and "e" not in turtle._decimal(number)


def test_load_says_what_is_wrong(tmp_path):
    with pytest.raises(FileNotFoundError, match="no file .*missing.ttl"):
        load(tmp_path / "missing.ttl")
    (tmp_path / "x.ttl").write_text("this is not Turtle", "utf-8")
    with pytest.raises(ValueError, match="not a Turtle file"):
        load(tmp_path / "x.ttl")
    (tmp_path / "x.ttl").write_text("<http://x/a> a <http://x/b> .", "utf-8")
    with pytest.raises(ValueError, match="holds no article"):
        load(tmp_path / "x.ttl")


def test_an_empty_graph(tmp_path):
    g = parsed(Graph(), tmp_path / "g.ttl")
    assert not list(g.subjects(RDF.type))


def test_same_bytes_whatever_the_order_and_the_hash_seed(tmp_path):
    graph = sample.small()
    shuffled = Graph(dict(reversed(graph.documents.items())), dict(reversed(graph.entities.items())), graph.statements[::-1])
    turtle.write(graph, tmp_path / "a")
    turtle.write(shuffled, tmp_path / "b")
    script = "import sample, sys; from kg.export import turtle; turtle.write(sample.small(), sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, tmp_path / "c"], check=True,
                   env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONHASHSEED": "7"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()


def test_an_error_leaves_the_earlier_file(tmp_path):
    path = tmp_path / "g.ttl"
    turtle.write(sample.small(), path)
    before = path.read_bytes()
    broken = replace(sample.small(), statements=(Statement("c", "org-1", "issued", "policy-1", None, "r", 0.9),))
    with pytest.raises(AttributeError):
        turtle.write(broken, path)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["g.ttl"]


def test_plans_and_denials_are_no_claims_and_no_links(tmp_path):
    graph = sample.small()
    fact, *rest = graph.statements
    plan, denial = (replace(fact, id=f"claim-{m}", modality=m) for m in ("planned", "denied"))
    graph = Graph(graph.documents, graph.entities, tuple(rest), (denial, plan))
    triples = parsed(graph, tmp_path / "g.ttl")
    assert set(triples.subjects(RDF.type, KG.PlannedClaim)) == {ID["claim-planned"]}
    assert set(triples.subjects(RDF.type, KG.DeniedClaim)) == {ID["claim-denied"]}
    assert (ID[fact.subject], KG[fact.predicate], ID[fact.object]) not in triples
    assert load(tmp_path / "g.ttl").unconfirmed == (denial, plan)
    conforms, _, report = pyshacl.validate(triples, shacl_graph=str(ROOT / "ontology" / "shapes.ttl"))
    assert conforms, report


def test_dates_and_amounts_have_a_standard_form_beside_the_words(tmp_path):
    m = sample.Maker()
    m.article("a", "2月5日，甲行为乙公司授信1000万元。", date="2020-03-01")
    m.entity("org-1", "FinancialInstitution", "甲行"), m.entity("org-2", "Company", "乙公司")
    m.say("a", "2月5日，甲行为乙公司授信1000万元。", "org-1", "supports", "org-2", date="2月5日", amount="1000万元")
    triples = parsed(m.graph(), tmp_path / "g.ttl")
    claim = ID["claim-0000"]
    assert triples.value(claim, KG.dateValue) == rdflib.Literal("2020-02-05", datatype=XSD.date)
    assert float(triples.value(claim, KG.amountValue)) == 10_000_000 and str(triples.value(claim, KG.amountUnit)) == "CNY"
    assert str(triples.value(claim, KG.date)) == "2月5日" and str(triples.value(claim, KG.amount)) == "1000万元"


@pytest.mark.parametrize("module, format_", [("ntriples", "nt"), ("jsonld", "json-ld")])
def test_other_formats_hold_the_same_triples(tmp_path, module, format_):
    from importlib import import_module

    graph = sample.small()
    import_module(f"kg.export.{module}").write(graph, tmp_path / "g")
    wanted = parsed(graph, tmp_path / "g.ttl")
    assert len(rdflib.Graph().parse(tmp_path / "g", format=format_)) == len(wanted)
    kind = pyoxigraph.RdfFormat.from_media_type({"nt": "application/n-triples", "json-ld": "application/ld+json"}[format_])
    assert {q.triple for q in pyoxigraph.parse(path=tmp_path / "g", format=kind)} == {
        q.triple for q in pyoxigraph.parse(path=tmp_path / "g.ttl")}
    first = (tmp_path / "g").read_bytes()
    if format_ == "json-ld":      # compact: short names, and no IRI where the context has a name
        claim = next(n for n in json.loads(first)["@graph"] if n["id"] == "entity:claim-0000")
        assert (claim["type"], claim["predicate"], claim["confidence"]) == ("Claim", "kg:issued", "0.95")
    import_module(f"kg.export.{module}").write(graph, tmp_path / "g")
    assert (tmp_path / "g").read_bytes() == first


def test_hostile_names_survive_json_ld(tmp_path):
    jsonld.write(sample.hostile(), tmp_path / "g.jsonld"), turtle.write(sample.hostile(), tmp_path / "g.ttl")
    kind = pyoxigraph.RdfFormat.JSON_LD
    assert {q.triple for q in pyoxigraph.parse(path=tmp_path / "g.jsonld", format=kind)} == {
        q.triple for q in pyoxigraph.parse(path=tmp_path / "g.ttl")}
