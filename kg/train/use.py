"""Other models for a while than those of the package: training tries what it makes."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.recognise import decide
from kg.recognise.sources import tagger


@contextmanager
def use(reader: bytes | None = None, decision: dict[str, float] | None = None) -> Iterator[None]:
    """Within it, recognition uses this reader (compressed weights) and these weights of the decision, where given."""
    before, weights = tagger._loaded.get("reader"), decide.weights
    if reader is not None:
        tagger._loaded["reader"] = tagger.Tagger(reader)
    if decision is not None:
        decide.weights = lambda: decision
    try:
        yield
    finally:
        decide.weights = weights
        if before is None:
            tagger._loaded.pop("reader", None)
        else:
            tagger._loaded["reader"] = before
