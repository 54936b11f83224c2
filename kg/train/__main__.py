"""Train the tagger: `python -m kg.train DATA [--all]` (DATA: the folder with `ner/` and `corpus/`).

Writes the pipeline folder kg/models/zh_zhengtu and prints F1 by set and label. The tagger learns from one half of our own articles,
so that the other half stays a test of it and of the whole; with --all from all of them. About half an hour and 5 GB on one core.
"""
from __future__ import annotations

import json
import lzma
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pycrfsuite

import kg
from kg import integrity
from kg.recognise.features import features
from kg.recognise.pipeline import blank_pipeline
from kg.recognise.tagger import MODEL, Tagger
from kg.train import data

# L-BFGS with a sparse (c1) and a ridge (c2) penalty; chosen on CLUENER dev and MSRA test among a few values
PARAMETERS = {"c1": 0.4, "c2": 0.01, "max_iterations": 150, "feature.possible_transitions": False}
HELD_OUT = 1      # the half of our own articles that the tagger does not see
MODELS = Path(kg.__file__).parent / "models"

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


def train(root: Path, fold: int | None = None) -> bytes:
    """The compressed weights of a tagger trained on the sets in `root` (all of our own articles, or without one half)."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for source, (text, found) in data.training(root / "ner", root / "corpus", fold):
        trainer.append(features(text, source), encode(len(text), found))
    trainer.select("lbfgs")
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        return lzma.compress(Path(file.name).read_bytes(), preset=9 | lzma.PRESET_EXTREME)


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


def package(weights: bytes | None, performance: dict[str, Scores]) -> None:
    """Write the pipeline folder that `spacy.load` reads; `weights` None: keep those that are there."""
    folder = MODELS / Path(MODEL).parent
    nlp = blank_pipeline()
    nlp.meta.update(
        name="zhengtu", version=kg.__version__, license="MIT", author="The Zhengtu authors", spacy_version=">=3.8,<4",
        description="Names in Chinese government and newspaper text: organisations, persons, posts, places, policies, events.")
    nlp.meta["performance"] = {
        f"{name} {label}": round(f, 4) for name, scores in performance.items() for label, (_, _, f) in scores.items()}
    kept = weights or (MODELS / MODEL).read_bytes()
    nlp.to_disk(folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    meta.pop("spacy_git_version", None)
    meta["spacy_version"] = ">=3.8,<4"
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (MODELS / MODEL).write_bytes(kept)
    integrity.write_sums()


def main(root: str, *options: str) -> None:
    fold = None if "--all" in options else HELD_OUT
    folder = Path(root)
    weights = train(folder, fold)
    tagger = Tagger(weights)
    performance = {
        name: score(tagger, source, sentences)
        for name, (source, sentences) in data.tests(folder / "ner", folder / "corpus", fold).items()}
    for name, scores in performance.items():
        for label, (p, r, f) in scores.items():
            print(f"{name:14} {label:5} P {p:.3f} R {r:.3f} F1 {f:.3f}")
    package(weights, performance)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 2 or sys.argv[2:] == ["--all"] else sys.exit(__doc__)
