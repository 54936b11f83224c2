"""How sure a claim is: the share of right claims of its rule on annotated articles, lowered where the subject was carried over.

The figures are in `kg/models/confidence.json`, written by `python -m kg.train.calibrate`; a rule without figures keeps the
confidence that it states itself.
"""
from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

FILE = "confidence.json"
CARRIED = (1.0, 0.85, 0.7)      # subject in its clause, of an earlier clause, of an earlier sentence: where nothing was measured


@lru_cache(maxsize=1)
def table() -> dict:
    """`rules`: name → share of right claims; `carried`: factors for a subject that was not carried, over clauses, over sentences."""
    return json.loads(files("kg").joinpath("models", FILE).read_text("utf-8"))


def confidence(rule: str, stated: float, carried: int) -> float:
    """Of a claim of `rule` (which states `stated` itself), 0 to 1; `carried`: over how many steps its subject was carried."""
    return table()["rules"].get(rule, stated) * table()["carried"][min(carried, 2)]
