"""Other models for a while than those of the package: training tries what it makes."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.recognise import decide
from kg.recognise.sources import tagger


@contextmanager
def use(reader: bytes | None = None, decision: dict[str, float] | None = None) -> Iterator[None]:
    """Within it, recognition uses this reader (compressed weights) and these weights of the decision, where given."""
    before, weights = dict(tagger._others), decide.weights
    if reader is not None:
        tagger._others["reader"] = reader
    if decision is not None:
        decide.weights = lambda: decision
    try:
        yield
    finally:
        decide.weights = weights
        tagger._others.clear()
        tagger._others.update(before)
