"""Learn the weights of the decision over candidates.

Every candidate of our annotated articles is an example: right if a reader marked this stretch with this class and no longer one
around it, left out if the reader was in doubt. A logistic regression with a ridge penalty (L-BFGS, as scikit-learn has it) gives
each feature its weight; small ones are dropped.
"""
from __future__ import annotations

from collections import Counter

from kg.clean import clean
from kg.recognise.candidates import HELPERS, Candidate, candidates
from kg.recognise.decide import best, repeated, score
from kg.recognise.evidence import Text, features
from kg.records import CleanText, Document
from kg.train import annotations
from kg.train.annotations import Article

PENALTY = 0.3        # C of the regression; chosen on the development part among 0.03, 0.1, 0.3, 1
LEAST = 0.02         # weights nearer to zero are dropped
SEEN = 2             # features of fewer examples are dropped
MARKS = "《》“”"

Span = tuple[int, int, str]


def gold_spans(article: Article, text: CleanText) -> tuple[set[Span], set[Span]]:
    """(required, doubtful) spans of the clean text that readers marked, without those inside longer ones."""
    back = {raw: i for i, raw in reversed(list(enumerate(text.offsets[:len(text.text)])))}
    required, doubtful = set(), set()
    for start, end, entity in annotations.outer(article):
        if start in back and end - 1 in back:
            span = (back[start], back[end - 1] + 1, entity["type"])
            (doubtful if entity.get("optional") else required).add(span)
    return required, doubtful


def stripped(c: Candidate, text: str) -> Span:
    """The span of a candidate without the marks around it."""
    s, e = c.start, c.end
    while s < e and text[s] in MARKS:
        s += 1
    while e > s and text[e - 1] in MARKS:
        e -= 1
    return s, e, c.kind


def label(c: Candidate, text: str, required: set[Span], doubtful: set[Span]) -> int | None:
    """1 if a reader marked the candidate, 0 if not, None if in doubt."""
    spans = {stripped(c, text), (c.start, c.end, c.kind)}
    if spans & required:
        return 1
    if spans & doubtful:
        return None
    return 0


def examples(articles: list[Article]):
    """(features, label) of every candidate of the articles."""
    for article in articles:
        text = clean(Document(article.id, article.text))
        required, doubtful = gold_spans(article, text)
        found = candidates(text)
        t = Text(text, found)
        for c in found:
            if c.kind not in HELPERS and (y := label(c, text.text, required, doubtful)) is not None:
                yield features(c, t), y


def fit(rows: list[tuple[list[str], int]], penalty: float = PENALTY) -> dict[str, float]:
    """Feature → weight."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for fs, _ in rows for f in fs)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    columns, starts = [], [0]
    for fs, _ in rows:
        columns += [index[f] for f in fs if f in index]
        starts.append(len(columns))
    x = csr_matrix((np.ones(len(columns), np.float32), np.array(columns), np.array(starts)), shape=(len(rows), len(index)))
    y = np.array([label for _, label in rows])
    model = LogisticRegression(C=penalty, max_iter=400, solver="lbfgs").fit(x, y)
    found = {f: round(float(w), 3) for f, w in zip(index, model.coef_[0]) if abs(w) >= LEAST}
    for kind in ("Organisation", "Person", "Place", "Policy", "Event"):
        found[f"{kind}|bias"] = round(found.get(f"{kind}|bias", 0.0) + float(model.intercept_[0]), 3)
    return found


def judge(articles: list[Article], model: dict[str, float], threshold: float = 0.0) -> dict[str, tuple[int, int, int]]:
    """By class and over all: (right, chosen, required) mentions."""
    tally: Counter = Counter()
    for article in articles:
        text = clean(Document(article.id, article.text))
        required, doubtful = gold_spans(article, text)
        found = candidates(text)
        score(found, text, model)
        found = repeated(found, text)
        for c in best(found, threshold):
            if c.kind in HELPERS:
                continue
            y = label(c, text.text, required, doubtful)
            if y is not None:
                for key in (c.kind, "all"):
                    tally[key, "chosen"] += 1
                    tally[key, "right"] += y
        for _, _, kind in required:
            tally[kind, "required"] += 1
            tally["all", "required"] += 1
        for span in required:
            if not any({stripped(c, text.text), (c.start, c.end, c.kind)} & {span} for c in found):
                tally[span[2], "unproposed"] += 1
    return {k: (tally[k, "right"], tally[k, "chosen"], tally[k, "required"], tally[k, "unproposed"]) for k in ("Organisation", "Person", "Place", "Policy", "Event", "all")}
