"""SPARQL over a Turtle file, with Oxigraph; and the library of named queries in `kg/queries`.

A named query is a `.rq` file: its first comment says what it answers, each further one names a parameter with an example. The
parameter `body` is written ?body in the query, and becomes the name that it is given, with a language as names in the graph have.
"""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files

import pyoxigraph as ox

from kg import guard
from kg.ontology.terms import name as name_literal, prefixes

PREFIXES = ("dcterms", "id", "kg", "oa", "org", "prov", "rdf", "rdfs", "schema", "skos", "xsd")   # known without PREFIX lines
Truth = ox.QueryBoolean
TABLES = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}
GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
HEAD = re.compile(r"# ?(.*)\n")
PARAMETER = re.compile(r"(\w+): for example (.+)")


@dataclass(frozen=True)
class NamedQuery:
    """A query of the library; `parameters`: name → an example."""

    name: str
    title: str
    parameters: dict[str, str]
    text: str


def library() -> dict[str, NamedQuery]:
    """The named queries by name, in alphabetical order."""
    found = {}
    for file in sorted(files("kg").joinpath("queries").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".rq"):
            text = file.read_text("utf-8")
            title, *rest = HEAD.findall(text[: text.index("SELECT")])
            name = file.name.removesuffix(".rq")
            found[name] = NamedQuery(name, title, dict(m.groups() for r in rest if (m := PARAMETER.match(r))), text)
    return found


def bind(text: str, values: dict[str, str]) -> str:
    """The query with each variable named in `values` replaced by that name (“聊城市”@zh, as skos:prefLabel has it).

    Raises ValueError for a name that is no variable of the query.
    """
    for name, value in values.items():
        text, number = re.subn(rf"[?$]{re.escape(name)}\b", lambda m: name_literal(value), text)
        if not number:
            raise ValueError(f"The query has no parameter {name}.")
    return text


def named(name: str, values: dict[str, str]) -> str:
    """The text of a named query with its parameters filled in. Raises ValueError if there is no such query or parameter, or one is missing."""
    known = library()
    if name not in known:
        raise ValueError(f"There is no query {name}; there are {', '.join(known)}.")
    parameters = known[name].parameters
    if missing := [p for p in parameters if p not in values]:
        raise ValueError(f"The query {name} needs {' and '.join(missing)}, for example {missing[0]}={parameters[missing[0]]}.")
    if wrong := [v for v in values if v not in parameters]:
        raise ValueError(f"The query {name} has no parameter {wrong[0]}" + (f"; it has {', '.join(parameters)}." if parameters else "."))
    return bind(known[name].text, values)


def open_store(path: str | os.PathLike[str]) -> ox.Store:
    """A store in memory with the triples of a Turtle file. Raises OSError if it can't be read, ValueError with the line if it is no Turtle."""
    store = ox.Store()
    try:
        store.bulk_load(path=os.fspath(path), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise ValueError(f"{os.fspath(path)} is not a Turtle file that can be read: {error}") from error
    return store


def ask(store: ox.Store, text: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    """The answer to a query; our usual prefixes need not be declared.

    Raises ValueError for what is no query, or is not answered (see `kg.guard`).
    """
    guard.check(text)
    known = prefixes()
    try:
        with told():
            return store.query(text, prefixes={p: known[p] for p in PREFIXES})
    except SyntaxError as error:
        raise ValueError(f"The query can't be read: {error}") from error


@contextmanager
def told() -> Iterator[None]:
    """What the engine can't do, which shows only while an answer is read, as a ValueError with a sentence."""
    try:
        yield
    except RuntimeError as error:
        raise ValueError(f"The query can't be answered: {str(error).rstrip('.')}.") from error


def serialize(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, format_: str) -> bytes:
    """An answer in one of TABLES, or of GRAPHS for a CONSTRUCT. Raises ValueError if the format does not fit the kind of answer."""
    known = GRAPHS if isinstance(answer, ox.QueryTriples) else TABLES
    if format_ not in known:
        kind = "triples" if known is GRAPHS else "rows"
        raise ValueError(f"The query gives {kind}, which can be written as {', '.join(known)}, not as {format_}.")
    with told():
        if isinstance(answer, ox.QueryTriples):
            return ox.serialize(answer, format=GRAPHS[format_], prefixes={p: prefixes()[p] for p in PREFIXES} if format_ == "ttl" else None)
        return answer.serialize(format=TABLES[format_])


def rows(answer: ox.QuerySolutions) -> Iterator[list[str]]:
    """The rows of an answer as plain text, IRIs in their short form; unbound is ""."""
    with told():
        for solution in answer:
            yield [shown(term) for term in solution]


def shown(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> str:
    """A term as people read it: a literal's text, kg:issued for an IRI of ours."""
    if term is None:
        return ""
    value = term.value
    if isinstance(term, ox.NamedNode):
        return next((f"{p}:{value.removeprefix(iri)}" for p, iri in prefixes().items() if p in PREFIXES and value.startswith(iri)), value)
    return value
