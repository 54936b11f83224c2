"""How sure a claim is: the share of right claims of its rule on annotated articles, lowered where the subject was carried over.

The figures are in `kg/models/confidence.json`, written by `python -m kg.train.calibrate`; a rule without figures keeps the
confidence that it states itself.
"""
from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

FILE = "confidence.json"
CARRIED = 0.85      # of a subject carried over from an earlier clause or sentence, where nothing was measured


@lru_cache(maxsize=1)
def table() -> dict:
    """`rules`: name → share of right claims; `carried`: name → factor if the subject was carried over."""
    return json.loads(files("kg").joinpath("models", FILE).read_text("utf-8"))


def confidence(rule: str, stated: float, carried: int) -> float:
    """Of a claim of `rule` (which states `stated` itself), 0 to 1; `carried`: whether (or over how many steps) its subject was."""
    return table()["rules"].get(rule, stated) * (table()["carried"].get(rule, CARRIED) if carried else 1.0)
