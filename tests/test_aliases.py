"""Names that are one thing, and traps that are two, in articles outside `seeds/`: the table is in `aliases.tsv`.

Each line is a fact from our annotated articles: article, class, two names, and whether they name the same thing there. The
texts are not ours and not here; the test reads them from the corpus beside the project.
"""
from collections import defaultdict
from pathlib import Path

import pytest

from kg.evaluate import folded
from kg.ontology import top
from kg.pipeline import build
from kg.train import annotations

CORPUS = Path(__file__).parents[2] / "shared" / "data" / "corpus"
ROWS = [line.split("\t") for line in Path(__file__).with_name("aliases.tsv").read_text("utf-8").splitlines()]


def test_the_table_is_wide_enough():
    assert len(ROWS) >= 120 and len({article for article, *_ in ROWS}) >= 40
    assert sum(row[4] == "same" for row in ROWS) >= 60 and sum(row[4] == "different" for row in ROWS) >= 60


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus in ../shared/data/corpus")
def test_names_join_and_traps_do_not(tmp_path):
    texts = {a.id: a.text for a in annotations.load(CORPUS)}
    for article in {row[0] for row in ROWS}:
        (tmp_path / f"{article}.txt").write_text(texts[article], "utf-8")
    entities = defaultdict(set)     # (article, class, name as it stands there) → entities
    for e in build(tmp_path).graph.entities.values():
        for document, start, end in e.mentions:
            entities[document, top(e.label), folded(texts[document][start:end])].add(e.id)

    wrong, merged = [], []
    for article, kind, a, b, wanted in ROWS:
        first, second = (entities[article, kind, folded(name)] for name in (a, b))
        if wanted == "different" and first & second:
            merged.append((article, a, b))
        if bool(first & second) != (wanted == "same"):
            wrong.append((article, a, b, wanted))
    assert merged == []
    assert len(wrong) <= 0.07 * len(ROWS), wrong
