"""Reading a graph back: `kg.load` beside rdflib, in one run: `python benchmarks/loading.py [CLAIMS]` (default 100,000).

rdflib only parses the file here, which is what loading took most of its time for when it went through rdflib; `kg.load` parses it
with Oxigraph and makes the records. Also says whether the graph that was read is written again with the same bytes.
"""
from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import rdflib
from rdf import made_up, timed

import kg
from kg.export import turtle


def main(claims: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder, "graph.ttl"), Path(folder, "again.ttl")
        turtle.write(made_up(claims), path)
        ours, graph = timed(lambda: kg.load(path))
        theirs, triples = timed(lambda: rdflib.Graph().parse(path))
        turtle.write(graph, again)
        print(f"{len(graph.statements)} claims, {len(triples)} triples: kg.load {ours:.1f} s, rdflib's parse alone {theirs:.1f} s, "
              f"ratio {theirs / ours:.1f}; the same bytes again: {path.read_bytes() == again.read_bytes()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
