"""Train the tagger on two cores: `python -m kg.train DATA OUT`.

DATA is the folder of the annotated sets, OUT the file to write (kg/models/entities.crfsuite.xz). Prints F1 by set and label.
"""
from __future__ import annotations

import lzma
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pycrfsuite

from kg.recognise.features import features
from kg.recognise.tagger import Tagger
from kg.train import data

# L-BFGS with a sparse (c1) and a ridge (c2) penalty; chosen on CLUENER dev and MSRA test among a few values
PARAMETERS = {"c1": 0.4, "c2": 0.01, "max_iterations": 90, "feature.possible_transitions": False}


def encode(length: int, found: list[tuple[int, int, str]]) -> list[str]:
    """BMES tags of `length` characters."""
    tags = ["O"] * length
    for start, end, label in found:
        if end - start == 1:
            tags[start] = "S-" + label
        else:
            tags[start:end] = ["B-" + label, *["M-" + label] * (end - start - 2), "E-" + label]
    return tags


def train(root: Path, out: Path) -> None:
    """Train on the sets below `root` and write the compressed model to `out`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, found in data.training(root):
        trainer.append(features(text), encode(len(text), found))
    trainer.select("lbfgs")
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        out.write_bytes(lzma.compress(Path(file.name).read_bytes(), preset=9 | lzma.PRESET_EXTREME))


def score(model: Path, sentences: list[data.Sentence]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of exact spans, by label and over all ("all")."""
    tagger = Tagger(model.read_bytes())
    right, found, wanted = Counter(), Counter(), Counter()
    for text, gold in sentences:
        guess = set(tagger.spans(text))
        for counter, items in ((right, guess & set(gold)), (found, guess), (wanted, set(gold))):
            for _, _, label in items:
                counter[label] += 1
                counter["all"] += 1
    return {
        label: (right[label] / (found[label] or 1), right[label] / (wanted[label] or 1),
                2 * right[label] / ((found[label] + wanted[label]) or 1))
        for label in sorted(wanted)
    }


def main(root: str, out: str) -> None:
    train(Path(root), Path(out))
    for name, sentences in data.tests(Path(root)).items():
        for label, (p, r, f) in score(Path(out), sentences).items():
            print(f"{name:12} {label:4} P {p:.3f} R {r:.3f} F1 {f:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
