"""The graph as JSON-LD, for programs that speak JSON."""
from __future__ import annotations

import os

import pyoxigraph as ox

from kg.export import convert
from kg.graph import Graph


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the JSON-LD file `path`. Raises OSError."""
    convert.write(graph, path, ox.RdfFormat.JSON_LD)
