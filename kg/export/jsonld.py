"""The graph as compact JSON-LD under our own context (`ontology/context.jsonld`), for programs that speak JSON.

Made of the triples of `kg.export.turtle`: {"@context": …, "@graph": [{"id": "entity:org-…", "type": ["GovernmentBody",
"Organisation"], "prefLabel": {"zh": "…"}, …}, …]}, subjects in the order of the Turtle file.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.export.atomic import write_text
from kg.export.ntriples import triples
from kg.graph import Graph
from kg.ontology import derive

STRING = "http://www.w3.org/2001/XMLSchema#string"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the JSON-LD file `path`, which is at no time in memory as a whole. Raises OSError."""
    write_text(path, _parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    context = json.loads(derive.context())["@context"]
    shorten = _Shortener(context)
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False, indent=1)},\n"@graph": [\n'
    between = ""
    for iri, about in groupby(triples(graph), lambda triple: triple.subject.value):      # what the Turtle says of one stands together
        said: dict[str, list] = defaultdict(list)
        for triple in about:
            said[triple.predicate.value].append(triple.object)
        yield between + json.dumps(shorten.node(iri, said), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


class _Shortener:
    """What IRIs and literals are under a context (JSON-LD 1.1, compaction, as far as our triples need it)."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.spaces = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri[-1] in "#/"}
        self.terms: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, meaning in context.items():
            meaning = {"@id": meaning} if isinstance(meaning, str) else meaning
            prefix, _, rest = meaning["@id"].partition(":")
            if prefix in self.spaces:
                self.terms[self.spaces[prefix] + rest] = (name, meaning)

    def iri(self, iri: str) -> str:
        for name, space in self.spaces.items():
            if iri.startswith(space):
                return f"{name}:{iri.removeprefix(space)}"
        return iri

    def node(self, iri: str, said: dict[str, list]) -> dict[str, Any]:
        made: dict[str, Any] = {"id": self.iri(iri)}
        for predicate, objects in said.items():
            if predicate.endswith("#type"):
                made["type"] = _single([self.terms[o.value][0] if o.value in self.terms else self.iri(o.value) for o in objects])
                continue
            name, meaning = self.terms.get(predicate, (self.iri(predicate), {}))
            container = meaning.get("@container", ())
            if "@language" in container:
                several = "@set" in container
                made[name] = words = {}
                for o in objects:
                    words.setdefault(o.language, []).append(o.value)
                made[name] = words if several else {k: v[0] for k, v in words.items()}
            else:
                made[name] = _single([self.value(o, meaning.get("@type", "")) for o in objects])
        return made

    def value(self, term: ox.NamedNode | ox.Literal, type_: str) -> Any:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value) if type_ == "@id" else {"id": self.iri(term.value)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if type_ and self.iri(datatype) == type_ or not type_ and datatype == STRING:
            return term.value
        if not type_ and datatype == INTEGER:
            return int(term.value)
        return {"@value": term.value} | ({} if datatype == STRING else {"@type": self.iri(datatype)})


def _single(values: list) -> Any:
    return values[0] if len(values) == 1 else values
