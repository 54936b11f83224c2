"""The test suites of the W3C: Turtle through `kg validate`, SPARQL queries through `kg.query`.

They lie in the folder that ZHENGTU_W3C names; `python tools/w3c.py FOLDER` fetches them. Left out is, each for its reason in SKIPPED,
what a read-only endpoint with one graph refuses, and what needs a reasoner.
"""
import os
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from kg import guard, query
from kg.validate import validate

SUITES = Path(os.environ.get("ZHENGTU_W3C", "none"))
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON}
SKIPPED = {      # folder: why
    "entailment": "needs a reasoner", "service": "SERVICE is refused", "syntax-fed": "SERVICE is refused", "protocol": "is tested in test_serve.py",
    "service-description": "is tested in test_serve.py", "http-rdf-update": "changes the graph", "csv-tsv-res": "CSV keeps no types to compare",
    "dataset": "FROM and named graphs are refused", "graph": "there is one graph, and no named ones",
}
STRINGS = "since RDF 1.1 a plain literal is an xsd:string, and the suite is older"
FUNCTIONS = "a function of its own, which the engine has not: a sentence says so"
DECIMALS = "since SPARQL 1.1 a number does not end in a point, and the suite is older"
KNOWN = {      # tests that Oxigraph answers otherwise: why
    **dict.fromkeys(("strdt03", "strlang03", "distinct-1", "distinct-2", "distinct-9", "reduced-1", "reduced-2", "dawg-datatype-2"), STRINGS),
    **dict.fromkeys(("test_4", "syntax-expr-05", "syntax-order-05", "syntax-order-06", *(f"syntax-function-0{n}" for n in range(1, 5))), FUNCTIONS),
    **dict.fromkeys(("term-6", "term-7", "syntax-lit-08"), DECIMALS),
    **dict.fromkeys(("date-2", "date-3", *(f"open-eq-{n}" for n in ("01", "07", "08", "10", "11", "12"))), "the suite knows no dates, and plain literals apart"),
    **dict.fromkeys(("syntax-esc-04", "syntax-esc-05"), "\\u within names and variables"),
    "agg-empty-group": "GROUP BY over nothing gives no row", "syn-bad-26": "< is a comparison also where an IRI would be the longer token",
}
pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason="ZHENGTU_W3C names no folder with the suites (tools/w3c.py)")


def entries(manifest):
    """(kind, name, action, result) of the tests that a manifest lists."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    head = graph.value(predicate=RDF.type, object=MF.Manifest)
    for test in Collection(graph, graph.value(head, MF.entries)):
        kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
        action = graph.value(test, MF.action)
        text, data = graph.value(action, QT.query) or action, graph.value(action, QT.data)
        named = graph.value(action, QT.graphData) is not None
        yield kind, str(test).rpartition("#")[2], *(Path(str(x).removeprefix("file://")) if x else None for x in (text, data, graph.value(test, MF.result))), named


def test_turtle_through_validate(tmp_path):
    told = Counter()
    for kind, name, file, *_ in entries(SUITES / "turtle" / "manifest.ttl"):
        good = not kind.startswith(("TestTurtleNegative",))
        copy = tmp_path / "t.ttl"      # a graph of ours has no relative IRIs, so a base is given to those that have
        copy.write_bytes(f"@base <{file.as_uri()}> .\n".encode() + file.read_bytes())
        try:
            found = validate(copy)
        except ValueError as error:
            assert not good and str(copy) in str(error), (name, error)
        else:
            assert good and found == [], name
        told[good] += 1
    assert told[True] > 200 and told[False] > 80


FOLDERS = [p.parent for suite in ("sparql11", "dawg-data-r2") for p in sorted((SUITES / suite).glob("*/manifest.ttl"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}-{f.name}")      # none where they are not at hand
def test_sparql_queries(folder):
    if folder.name in SKIPPED:
        pytest.skip(SKIPPED[folder.name])
    ran, wrong = Counter(), set()
    for kind, name, file, data, result, named in entries(folder / "manifest.ttl"):
        if "Update" in kind or file is None or file.suffix != ".rq" or named:
            ran["changes the graph, or asks named ones"] += 1      # both refused
            continue
        text = file.read_text("utf-8")
        if word := guard.refused(text):
            assert word in ("FROM", "SERVICE"), (name, word)
            ran[f"{word} is refused"] += 1
            continue
        base = f"BASE <{file.as_uri()}>\n"
        store = ox.Store()
        if data is not None:
            store.load(path=str(data), format=ox.RdfFormat.RDF_XML if data.suffix == ".rdf" else ox.RdfFormat.TURTLE, base_iri=data.as_uri())
        try:
            answer = query.ask(store, base + text)
            right = not kind.startswith("NegativeSyntax")
            if kind == "QueryEvaluationTest" and result is not None and result.suffix in RESULTS:
                right = same(answer, ox.parse_query_results(path=str(result), format=RESULTS[result.suffix]))
        except ValueError:
            right = kind.startswith("NegativeSyntax")
        if not right:
            wrong.add(name)
        ran[kind] += 1
    assert ran and wrong <= KNOWN.keys()


def same(ours, theirs):
    """Whether two answers have the same rows, blank nodes alike."""
    if isinstance(ours, ox.QueryBoolean):
        return bool(ours) == bool(theirs)
    names = [v.value for v in theirs.variables]

    def rows(answer):
        return Counter(tuple("_" if isinstance(row[n], ox.BlankNode) else plain(row[n]) for n in names) for row in answer)

    return rows(ours) == rows(theirs)


def plain(term):
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in ("decimal", "double", "float", "integer"):
        return float(term.value)
    return term
