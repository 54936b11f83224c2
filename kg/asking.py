"""Queries of a graph in a notebook: its triples made once, answers as tables of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from warnings import warn

import pyoxigraph as ox

from kg import query
from kg.export.turtle import parts
from kg.graph import Graph
from kg.optional import need

if TYPE_CHECKING:
    import pandas

NUMBERS = {"decimal": float, "double": float, "float": float, "integer": int}


def sparql(graph: Graph, text: str, parameters: dict[str, str], least: float) -> pandas.DataFrame | bool:
    """As `Graph.sparql`."""
    name = text.strip() if " " not in text.strip() else ""
    text = query.named(name, parameters, least) if name else query.bind(text, parameters)
    for hint in query.hints(text):
        warn(hint, stacklevel=4)
    answer = query.ask(_store(graph), text)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        columns = ["subject", "predicate", "object"]
        rows = [[_value(t) for t in (triple.subject, triple.predicate, triple.object)] for triple in answer]
    else:
        columns = [v.value for v in answer.variables]
        rows = [[_value(t) for t in row] for row in answer]
    table = need("pandas", "notebook").DataFrame(rows, columns=columns)
    if name and least > 0:
        table.attrs["left_out"] = query.left_out(_store(graph), name, parameters, len(table))
    return table


def _store(graph: Graph) -> ox.Store:
    """The triples of the graph, made once."""
    if "_store" not in graph.__dict__:
        store = ox.Store()
        store.bulk_load(input="".join(parts(graph)).encode(), format=ox.RdfFormat.TURTLE)
        graph.__dict__["_store"] = store
    made: ox.Store = graph.__dict__["_store"]
    return made


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> Any:
    """A term as Python has it: a number, a date, text; IRIs in their short form."""
    if not isinstance(term, ox.Literal):
        return None if term is None else query.shown(term)
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "date":
        return need("pandas", "notebook").Timestamp(term.value)
    return NUMBERS[kind](term.value) if kind in NUMBERS else term.value
