"""SPARQL over a Turtle file, with Oxigraph; and the library of named queries in `kg/queries`.

A named query is a `.rq` file: its first comment says what it answers, each further one names a parameter with an example. The
parameter `body` is written ?body in the query, and becomes the name that it is given, with a language as names in the graph have.
"""
from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files

import pyoxigraph as ox

from kg import guard
from kg.guard import OPAQUE
from kg.ontology import vocabulary
from kg.ontology.terms import name as name_literal, prefixes
from kg.records import UNSURE

PREFIXES = ("dcterms", "id", "kg", "oa", "org", "prov", "rdf", "rdfs", "schema", "skos", "xsd")   # known without PREFIX lines
Truth = ox.QueryBoolean
TABLES = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}
GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
HEAD = re.compile(r"# ?(.*)\n")
PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
KINDS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UNTAGGED = re.compile(r"""skos:(?:prefLabel|altLabel)\s+("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')(?!@)""")
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
            found[name] = NamedQuery(name, title, {m[1]: m[2] for r in rest if (m := PARAMETER.match(r))}, text)
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


def named(name: str, values: dict[str, str], least: float = UNSURE) -> str:
    """The text of a named query with its parameters filled in, on claims of at least the confidence `least`.

    Raises ValueError if there is no such query or parameter, or one is missing.
    """
    known = library()
    if name not in known:
        raise ValueError(f"There is no query {name}; {_meant(name, known) or 'there are ' + ', '.join(known)}.")
    parameters = known[name].parameters
    if missing := [p for p in parameters if p not in values]:
        raise ValueError(f"The query {name} needs {' and '.join(missing)}, for example {missing[0]}={parameters[missing[0]]}.")
    if wrong := [v for v in values if v not in parameters]:
        raise ValueError(f"The query {name} has no parameter {wrong[0]}" + (f"; it has {', '.join(parameters)}." if parameters else "."))
    return bind(known[name].text.replace(f">= {UNSURE})", f">= {least})"), values)


def left_out(store: ox.Store, name: str, values: dict[str, str], shown: int) -> int:
    """How many more rows than the `shown` ones a named query has where no claim is too unsure for it."""
    answer = ask(store, named(name, values, 0.0))
    return 0 if isinstance(answer, ox.QueryBoolean) else max(0, sum(1 for _ in answer) - shown)


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

    Raises ValueError, a sentence with the place, for what is no query or is not answered (see `kg.guard`).
    """
    guard.check(text)
    known = prefixes()
    try:
        with told():
            return store.query(text, prefixes={p: known[p] for p in PREFIXES})
    except SyntaxError as error:
        raise ValueError(_unreadable(text, str(error))) from error


def hints(text: str) -> list[str]:
    """What a query asks for in vain, a sentence each: classes and properties of ours that there are not, and names
    without a language."""
    v = vocabulary()
    known = {*v.classes, *v.relations, *v.qualifiers, *v.records, *v.properties}
    known |= {r.inverse[0] for r in v.relations.values() if r.inverse}
    ours = f"<{v.namespace}"
    bare = OPAQUE.sub(lambda m: m[0] if m[0].startswith(ours) else " ", text).replace(ours, "kg:")
    found = [f"There is no class or property kg:{term}" + (f"; {meant}." if (meant := _meant(term, known, "kg:")) else ".")
             for term in dict.fromkeys(re.findall(r"(?<![\w-])kg:([\w-]+)", bare)) if term not in known]
    return found + ["Names in skos:prefLabel and skos:altLabel have a language: "
                    f"write {string}@zh, or ask for rdfs:label {string}." for string in dict.fromkeys(UNTAGGED.findall(text))]


def _meant(word: str, known: Iterable[str], prefix: str = "") -> str:
    """`did you mean …`, "" where nothing is like `word`."""
    lower = {k.lower(): k for k in known}
    near = get_close_matches(word.lower(), lower, 2, 0.7)
    return "did you mean " + " or ".join(prefix + lower[n] for n in near) if near else ""


def _unreadable(text: str, error: str) -> str:
    """What is wrong with a query, of Oxigraph's message, which names every character that could have stood there."""
    place = PLACE.match(error)
    if place is None:
        return f"The query can't be read: {error}"
    line, column = int(place[1]), int(place[2])
    before = " ".join("\n".join([*text.split("\n")[:line - 1], text.split("\n")[line - 1][:column - 1]]).split())
    rest = "\n".join([text.split("\n")[line - 1][column - 1:], *text.split("\n")[line:]]).strip()
    where = f"at line {line}, column {column}, after “{'…' * (len(before) > 40)}{before[-40:]}”"
    why = ""
    first = re.match(r"\W*(?:(?:PREFIX|BASE)\b.*\n\s*)*(\w+)", text, re.I)
    if first and first[1].upper() not in (*KINDS, "PREFIX", "BASE"):
        why = f"a query begins with {', '.join(KINDS[:-1])} or {KINDS[-1]}, and none changes the graph"
    elif "Prefix not found" in place[3]:
        why = f"a prefix there is not declared (those that need not be are {', '.join(PREFIXES)})"
    elif "variable that is unbound" in place[3]:
        why = "SELECT with GROUP BY or COUNT may name only what is grouped or counted"
    elif not rest and text.count("{") > text.count("}"):
        why = "a } is missing"
    return f"The query can't be read {where}" + (f": {why}." if why else ".")


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
            return bytes(ox.serialize(answer, format=GRAPHS[format_], prefixes={p: prefixes()[p] for p in PREFIXES} if format_ == "ttl" else None) or b"")
        return answer.serialize(format=TABLES[format_]) or b""


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
