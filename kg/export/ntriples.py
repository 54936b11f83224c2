"""The graph as N-Triples: a triple a line, for tools that read nothing else, and for streams."""
from __future__ import annotations

import os

import pyoxigraph as ox

from kg.export import convert
from kg.graph import Graph


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the N-Triples file `path`. Raises OSError."""
    convert.write(graph, path, ox.RdfFormat.N_TRIPLES)
