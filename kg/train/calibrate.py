"""Measure what makes claims right.

Every claim that a build of annotated articles makes is right or wrong by their annotations (`kg.evaluate`); a logistic regression
learns from its signs (`kg.confidence`) how probable the one is.
"""
from __future__ import annotations

import math
import tempfile
from collections import Counter
from pathlib import Path

from kg import confidence as model, relate
from kg.evaluate import evaluate
from kg.graph import Graph
from kg.pipeline import build
from kg.train.annotations import Article, gold

PENALTY = 0.15
FOLDS = 5
SEEN = 4

Example = tuple[str, list[str], bool]      # article, signs, whether right


def graph(articles: list[Article]) -> Graph:
    """The graph of the articles, built as `kg build` would."""
    with tempfile.TemporaryDirectory() as folder:
        for a in articles:
            Path(folder, f"{a.id}.txt").write_text(a.text, "utf-8")
        return build([folder]).graph


def examples(articles: list[Article]) -> list[Example]:
    """(article, signs, right) of every claim that counts."""
    seen: list[list[str]] = []

    def recorded(found: list[str]) -> float:
        seen.append(found)      # the number of the claim goes through resolution in the place of its confidence
        return len(seen)

    kept, relate.confidence = relate.confidence, recorded
    try:
        built = graph(articles)
    finally:
        relate.confidence = kept
    return [(s.evidence.document, seen[int(s.confidence) - 1], right) for s, right in evaluate(built, [gold(a) for a in articles]).judged]


def fit(rows: list[Example]) -> dict[str, float]:
    """Sign → weight."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for _, fs, _ in rows for f in fs)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    columns, starts = [], [0]
    for _, fs, _ in rows:
        columns += [index[f] for f in fs if f in index]
        starts.append(len(columns))
    x = csr_matrix((np.ones(len(columns)), np.array(columns), np.array(starts)), shape=(len(rows), len(index)))
    y = np.array([right for _, _, right in rows])
    fitted = LogisticRegression(C=PENALTY, max_iter=1000).fit(x, y)
    found = {f: round(float(w), 3) for f, w in zip(index, fitted.coef_[0]) if abs(w) >= 0.01}
    found["bias"] = round(found.get("bias", 0.0) + float(fitted.intercept_[0]), 3)
    return found


def apply(weights: dict[str, float], rows: list[Example]) -> list[tuple[float, bool]]:
    """(confidence, whether right) of each claim."""
    return [(min(model.HIGHEST, 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in fs)))), right) for _, fs, right in rows]


def cross_validated(rows: list[Example]) -> list[tuple[float, bool]]:
    """The same, each article by weights that the other folds gave."""
    articles = sorted({a for a, _, _ in rows})
    fold = {a: i % FOLDS for i, a in enumerate(articles)}
    return [x for i in range(FOLDS) for x in apply(fit([r for r in rows if fold[r[0]] != i]), [r for r in rows if fold[r[0]] == i])]
