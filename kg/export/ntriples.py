"""The graph as N-Triples, in the order of the Turtle file: a triple a line, for tools that read nothing else, and for streams."""
from __future__ import annotations

import os

import pyoxigraph as ox

from kg.export import turtle
from kg.export.atomic import write_text
from kg.graph import Graph


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the N-Triples file `path`. Raises OSError."""
    triples = ox.parse("".join(turtle.parts(graph)).encode(), format=ox.RdfFormat.TURTLE)
    write_text(path, [ox.serialize((t.triple for t in triples), format=ox.RdfFormat.N_TRIPLES).decode()])
