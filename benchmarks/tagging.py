"""Our tagger beside jieba.posseg on the same sentences: `pip install jieba; python benchmarks/tagging.py DATA`.

DATA is the folder with `ner/` and `corpus/`. Exact spans at character offsets, micro-averaged F1 over persons, organisations and
places (jieba: nr, nt, ns); posts, which jieba does not know, are left out for both.
"""
from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path

import jieba
import jieba.posseg

from kg.recognise.sources.tagger import tagger
from kg.train import data
from kg.train.__main__ import HELD_OUT

JIEBA = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "nt": "ORG", "ns": "LOC"}
LABELS = ("PER", "ORG", "LOC")


def jieba_spans(text: str) -> list[tuple[int, int, str]]:
    found, at = [], 0
    for word, tag in jieba.posseg.cut(text):
        if tag in JIEBA:
            found.append((at, at + len(word), JIEBA[tag]))
        at += len(word)
    return found


def f1(spans, sentences) -> dict[str, float]:
    right, found, wanted = Counter(), Counter(), Counter()
    for text, gold in sentences:
        guess, gold = ({s for s in x if s[2] in LABELS} for x in (spans(text), gold))
        for counter, items in ((right, guess & gold), (found, guess), (wanted, gold)):
            for *_, label in items:
                counter[label] += 1
                counter["all"] += 1
    return {label: 2 * right[label] / ((found[label] + wanted[label]) or 1) for label in (*LABELS, "all")}


def main(root: str) -> None:
    jieba.setLogLevel(logging.ERROR)
    sets = data.tests(Path(root) / "ner", Path(root) / "corpus", HELD_OUT)
    print("| set | system | PER | ORG | LOC | all |\n| --- | --- | --- | --- | --- | --- |")
    for name, (source, sentences) in sets.items():
        for system, spans in (("ours", lambda text: tagger().spans(text, source)), ("jieba.posseg", jieba_spans)):
            row = f1(spans, sentences)
            print(f"| {name} | {system} | " + " | ".join(f"{row[label]:.3f}" for label in (*LABELS, "all")) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 2 else sys.exit(__doc__)
