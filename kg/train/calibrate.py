"""Measure what makes claims right: `python -m kg.train.calibrate TEXTS GOLD [TEXTS GOLD …]`.

TEXTS is a folder of articles, GOLD one with their gold files. Every claim that a build of the articles makes is right or wrong by
its gold (`kg.evaluate`); a logistic regression learns from its signs (`kg.confidence`) how probable the one is. Writes
kg/models/confidence.json and prints a reliability table in which no article was judged by weights that it took part in.
"""
from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

import kg
from kg import confidence as model
from kg import relate
from kg.evaluate import evaluate, read_gold, reliability
from kg.pipeline import build

PENALTY = 0.15
FOLDS = 5
SEEN = 4

Example = tuple[str, list[str], bool]      # article, signs, whether right


def examples(texts: str, gold: str) -> list[Example]:
    """(article, signs, right) of every claim that counts."""
    seen: list[list[str]] = []

    def recorded(found: list[str]) -> float:
        seen.append(found)      # the number of the claim goes through resolution in the place of its confidence
        return len(seen)

    kept, relate.confidence = relate.confidence, recorded
    try:
        graph = build([texts]).graph
    finally:
        relate.confidence = kept
    return [(s.evidence.document, seen[int(s.confidence) - 1], right) for s, right in evaluate(graph, read_gold(gold)).judged]


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


def main(*paths: str) -> None:
    rows = [r for texts, gold in zip(paths[::2], paths[1::2]) for r in examples(texts, gold)]
    out = Path(kg.__file__).parent / "models" / model.FILE
    out.write_text(json.dumps(dict(sorted(fit(rows).items())), ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(rows)} claims → {out}")
    print("| confidence | claims | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high, number, mean, share in reliability(cross_validated(rows)):
        print(f"| {low:.2f}–{high:.2f} | {number} | {mean:.2f} | {share:.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 2 and len(sys.argv) % 2 else sys.exit(__doc__)
