"""Answers of the SPARQL 1.1 Protocol: which format a client wants, and results of at most so many rows in it."""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.ontology.terms import prefixes
from kg.query import PREFIXES, Truth

ROWS = {      # media type → format of a SELECT or ASK; the first is the usual one
    "application/sparql-results+json": "json", "application/json": "json", "application/sparql-results+xml": "xml",
    "application/xml": "xml", "text/csv": "csv", "text/tab-separated-values": "tsv",
}
TRIPLES = {      # of a CONSTRUCT or DESCRIBE
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES, "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def wanted(accept: str, offered: Iterable[str]) -> str | None:
    """The media type of `offered` that an Accept header likes best; None if it likes none of them."""
    offered = list(offered)
    best: tuple[float, int] | None = None
    chosen = None
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        kind, *parameters = (p.strip() for p in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            q = float(weight)
        except ValueError:
            continue
        for i, name in enumerate(offered):
            if q > 0 and (kind in ("*/*", name) or kind.endswith("/*") and name.startswith(kind[:-1])):
                rank = (q, -i)
                if best is None or rank > best:
                    best, chosen = rank, name
    return chosen


def write(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, accept: str, most: int) -> tuple[str, bytes, bool] | None:
    """(media type, body, whether it was cut at `most` rows); None if the client accepts no format that fits."""
    if isinstance(answer, ox.QueryTriples):
        kind = wanted(accept, TRIPLES)
        if kind is None:
            return None
        triples = list(islice(answer, most + 1))
        known = {p: prefixes()[p] for p in PREFIXES}
        return kind, ox.serialize(triples[:most], format=TRIPLES[kind], prefixes=known), len(triples) > most
    kind = wanted(accept, ROWS)
    if kind is None:
        return None
    if isinstance(answer, Truth):
        return kind, _truth(bool(answer), ROWS[kind]).encode(), False
    names = [v.value for v in answer.variables]
    rows = [tuple(solution) for solution in islice(answer, most + 1)]
    return kind, _table(names, rows[:most], ROWS[kind]).encode(), len(rows) > most


def _truth(value: bool, format_: str) -> str:
    said = "true" if value else "false"
    if format_ == "json":
        return f'{{"head": {{}}, "boolean": {said}}}'
    if format_ == "xml":
        return f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{said}</boolean></sparql>'
    return said + "\n"


def _table(names: list[str], rows: list[tuple], format_: str) -> str:
    if format_ == "json":
        bindings = [{n: _json(t) for n, t in zip(names, row) if t is not None} for row in rows]
        return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}, ensure_ascii=False)
    if format_ == "xml":
        head = "".join(f"<variable name={quoteattr(n)}/>" for n in names)
        body = "".join("<result>" + "".join(f"<binding name={quoteattr(n)}>{_xml(t)}</binding>" for n, t in zip(names, row) if t is not None)
                       + "</result>" for row in rows)
        return f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head><results>{body}</results></sparql>'
    if format_ == "tsv":
        lines = ["\t".join(f"?{n}" for n in names), *("\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row) for row in rows)]
        return "\n".join(lines) + "\n"
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(names)
    table.writerows(["" if t is None else t.value for t in row] for row in rows)
    return out.getvalue()


def _json(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    more = {"xml:lang": term.language} if term.language else {} if term.datatype.value.endswith("#string") else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **more}


def _xml(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    text = escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", term.value))
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    more = f" xml:lang={quoteattr(term.language)}" if term.language else "" if term.datatype.value.endswith("#string") else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{more}>{text}</literal>"


def description(endpoint: str, kind: str) -> bytes:
    """The service description (SPARQL 1.1 Service Description) of the endpoint at that address, as media type `kind`."""
    text = f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
        @prefix format: <http://www.w3.org/ns/formats/> .
        <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
            sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML, format:SPARQL_Results_CSV, format:SPARQL_Results_TSV,
                format:Turtle, format:N-Triples, format:JSON-LD, format:RDF_XML ;
            sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] ."""
    known = {"sd": "http://www.w3.org/ns/sparql-service-description#", "format": "http://www.w3.org/ns/formats/"}
    return ox.serialize(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE), format=TRIPLES[kind], prefixes=known)
