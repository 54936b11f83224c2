"""The triples of `kg.export.turtle` in another RDF format, in the same order."""
from __future__ import annotations

import io
import os

import pyoxigraph as ox

from kg.export import turtle
from kg.export.atomic import write_text
from kg.graph import Graph
from kg.ontology.terms import prefixes


def write(graph: Graph, path: str | os.PathLike[str], format_: ox.RdfFormat) -> None:
    """Write `graph` to the file `path`. Raises OSError."""
    triples = ox.parse("".join(turtle.parts(graph)).encode(), format=ox.RdfFormat.TURTLE)
    out = io.BytesIO()
    known = {p: prefixes()[p] for p in turtle.PREFIXES} if format_ == ox.RdfFormat.JSON_LD else None
    ox.serialize((t.triple for t in triples), out, format=format_, prefixes=known)
    write_text(path, [out.getvalue().decode()])
