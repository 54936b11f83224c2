"""Train and score the taggers (`kg.recognise.sources.tagger`)."""
from __future__ import annotations

import lzma
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pycrfsuite

from kg.recognise.sources.features import features
from kg.recognise.sources.tagger import Tagger
from kg.train import data, synthetic
from kg.train.annotations import Article
from kg.train.swapped import swapped

# L-BFGS with a sparse (c1) and a ridge (c2) penalty, chosen among a few values: on CLUENER dev and MSRA test; on our development part
SETS = {"c1": 0.4, "c2": 0.01, "max_iterations": 150, "feature.possible_transitions": False}
OURS = {"c1": 0.2, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": True}

Scores = dict[str, tuple[float, float, float]]


def encode(length: int, found: list[tuple[int, int, str]]) -> list[str]:
    """BMES tags of `length` characters."""
    tags = ["O"] * length
    for start, end, label in found:
        if end - start == 1:
            tags[start] = "S-" + label
        else:
            tags[start:end] = ["B-" + label, *["M-" + label] * (end - start - 2), "E-" + label]
    return tags


def train(sentences: Iterable[tuple[str, data.Sentence]], parameters: dict) -> bytes:
    """The compressed weights of a tagger that learned from (source, sentence)."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for source, (text, found) in sentences:
        trainer.append(features(text, source), encode(len(text), found))
    trainer.select("lbfgs")
    trainer.set_params(parameters)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        return lzma.compress(Path(file.name).read_bytes(), preset=9 | lzma.PRESET_EXTREME)


def of_sets(root: Path, articles: list[Article]) -> bytes:
    """The tagger of persons, bodies, places and posts, from the public sets and our articles: half an hour and 5 GB on one core."""
    return train(data.training(root, articles), SETS)


def reader(articles: list[Article]) -> bytes:
    """The tagger of all five classes, from our articles, the same with other persons, and sentences of our own: some minutes."""
    others = [swapped(a, synthetic.names()) for a in articles]
    own = ((text, [(s, e, data.ALL[kind]) for s, e, kind in sorted(spans)]) for text, spans in synthetic.sentences(1))
    return train((("g", s) for s in (*data.ours(articles, data.ALL), *data.ours(others, data.ALL), *own)), OURS)


def score(tagger: Tagger, source: str, sentences: list[data.Sentence]) -> Scores:
    """Precision, recall and F1 of exact spans, by label and over all ("all")."""
    right, found, wanted = Counter(), Counter(), Counter()
    for text, gold in sentences:
        guess = set(tagger.spans(text, source))
        for counter, items in ((right, guess & set(gold)), (found, guess), (wanted, set(gold))):
            for _, _, label in items:
                counter[label] += 1
                counter["all"] += 1
    return {
        label: (right[label] / (found[label] or 1), right[label] / (wanted[label] or 1),
                2 * right[label] / ((found[label] + wanted[label]) or 1))
        for label in sorted(wanted)
    }
