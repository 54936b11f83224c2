"""Measure how often each rule is right: `python -m kg.train.calibrate TEXTS GOLD [TEXTS GOLD …]`.

TEXTS is a folder of articles, GOLD one with their gold files. A rule's confidence is the share of its claims that are right,
drawn towards what the rule states by PRIOR claims of its own (so that a rule seen twice is not called perfect). Writes
kg/models/confidence.json and prints a reliability table in which no article was judged by figures that it took part in.
"""
from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg import confidence
from kg.evaluate import evaluate, read_gold, reliability
from kg.pipeline import build
from kg.records import Statement
from kg.rules import rules

PRIOR = 4
FOLDS = 5

Judged = list[tuple[Statement, bool]]


def judge(texts: str, gold: str) -> Judged:
    """Every claim about the articles that counts, with the confidence that its rule states, and whether it is right."""
    confidence.table = lambda: {"rules": {}, "carried": {}}
    return evaluate(build(texts).graph, read_gold(gold)).judged


def carried(statement: Statement) -> bool:
    """Whether the subject was carried over: then the claim is less sure than its rule."""
    stated = next(r.confidence for r in rules() if r.name == statement.rule)
    return statement.confidence < 0.95 * stated


def fit(judged: Judged) -> dict:
    """The table that `kg.confidence` reads."""
    right, seen = Counter(), Counter()
    for s, good in judged:
        which = s.rule, carried(s)
        seen[which] += 1
        right[which] += good
    shares = {r.name: (right[r.name, False] + PRIOR * r.confidence) / (seen[r.name, False] + PRIOR) for r in rules()}
    # right claims with a carried subject, by how many there would be if it had not been: over all rules, then of each
    expected = {r: seen[r, True] * share for r, share in shares.items()}
    overall = (sum(right[r, True] for r in shares) + PRIOR * confidence.CARRIED) / (sum(expected.values()) + PRIOR)
    factors = {r: min(1.0, (right[r, True] + PRIOR * overall) / (expected[r] + PRIOR)) for r in shares}
    return {"rules": {r: round(x, 3) for r, x in sorted(shares.items())}, "carried": {r: round(x, 3) for r, x in sorted(factors.items())}}


def apply(table: dict, judged: Judged) -> list[tuple[float, bool]]:
    """(confidence by the table, whether right) of each claim."""
    return [(table["rules"][s.rule] * (table["carried"][s.rule] if carried(s) else 1.0), good) for s, good in judged]


def cross_validated(judged: Judged) -> list[tuple[float, bool]]:
    """The same, each article by a table that the other folds gave."""
    folds: dict[int, Judged] = defaultdict(list)
    articles = sorted({s.evidence.document for s, _ in judged})
    for s, good in judged:
        folds[articles.index(s.evidence.document) % FOLDS].append((s, good))
    return [x for i, fold in folds.items() for x in apply(fit([j for k, f in folds.items() if k != i for j in f]), fold)]


def main(*paths: str) -> None:
    judged = [j for texts, gold in zip(paths[::2], paths[1::2]) for j in judge(texts, gold)]
    table = fit(judged)
    out = Path(__file__).parents[1] / "models" / confidence.FILE
    out.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(f"{len(judged)} claims → {out}")
    print("| confidence | claims | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high, number, mean, share in reliability(cross_validated(judged)):
        print(f"| {low:.2f}–{high:.2f} | {number} | {mean:.2f} | {share:.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 2 and len(sys.argv) % 2 else sys.exit(__doc__)
