"""How sure a claim is."""
from __future__ import annotations


def confidence(rule: str, read=None) -> float:
    return 0.95 if read is None else round(0.9 * (0.9 if read.via == "carried" else 1.0), 2)
