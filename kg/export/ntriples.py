"""The graph as N-Triples, in the order of the Turtle file: a triple a line, for tools that read nothing else, and for streams."""
from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kg.export import turtle
from kg.export.atomic import write_text
from kg.graph import Graph

MANY = 10_000      # triples that are written at a time


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the N-Triples file `path`, which is at no time in memory as a whole. Raises OSError."""
    write_text(path, lines(triples(graph)))


def triples(graph: Graph) -> Iterator[ox.Triple]:
    """The triples of the Turtle file, in its order."""
    return (t.triple for t in ox.parse(_Pieces(turtle.parts(graph)), format=ox.RdfFormat.TURTLE))


def lines(found: Iterator[ox.Triple]) -> Iterator[str]:
    """N-Triples, many lines at a time."""
    while some := list(islice(found, MANY)):
        yield ox.serialize(some, format=ox.RdfFormat.N_TRIPLES).decode()


class _Pieces(io.RawIOBase):
    """Pieces of text as a file that can be read."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces, self._rest = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self._rest:
            try:
                self._rest = next(self._pieces).encode()
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
