"""Train everything that is learned: `python -m kg.train DATA [--sets]` (DATA: the folder with `ner/` and `corpus/`).

Writes the models of the package and prints the tables of the card. Parts: the tagger of several public sets (only with --sets: half an
hour and 5 GB on one core), the reader (a tagger of our articles), the weights of the decision over candidates, and of confidence.
What learns from another's answers sees those of one that did not learn from the same article: the training part is halved, and each
half is read by the models of the other.
"""
from __future__ import annotations

import json
import lzma
import random
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import kg
from kg import confidence, integrity
from kg.evaluate import Report, evaluate, reliability
from kg.recognise.decide import MODEL
from kg.recognise.pipeline import FOLDER, blank_pipeline
from kg.recognise.sources.tagger import MODELS, Tagger
from kg.train import annotations, calibrate, data, decision, synthetic, taggers
from kg.train.annotations import Article, gold
from kg.train.swapped import swapped
from kg.train.use import use

KEPT = Path(kg.__file__).parent / "models"
CLASSES = ("Organisation", "Person", "Place", "Policy", "Event")
RESAMPLED = 1000
REPEATS = 3      # of the few articles of the gold beside the project


def half(article: Article) -> int:
    """0 or 1, by the article's id."""
    return int(sha256(article.id.encode()).hexdigest(), 16) // 10 % 2


def package(performance: dict[str, taggers.Scores]) -> None:
    """Write the folder of the pipeline that `spacy.load` reads, the weights aside. `performance`: {} keeps the figures that are there."""
    nlp = blank_pipeline()
    nlp.meta.update(
        name="zhengtu", version=kg.__version__, license="MIT", author="The Zhengtu authors", spacy_version=">=3.8,<4",
        description="Names in Chinese government and newspaper text: organisations, persons, posts, places, policies, events.")
    before = json.loads((FOLDER / "meta.json").read_text("utf-8"))["performance"] if not performance else {}
    nlp.meta["performance"] = before or {f"{n} {label}": round(f, 4) for n, s in performance.items() for label, (_, _, f) in s.items()}
    weights = {name: (KEPT / name).read_bytes() for name in MODELS.values()}
    nlp.to_disk(FOLDER)
    for name, kept in weights.items():
        (KEPT / name).write_bytes(kept)
    meta = json.loads((FOLDER / "meta.json").read_text("utf-8"))
    meta.pop("spacy_git_version", None)
    meta["spacy_version"] = ">=3.8,<4"
    (FOLDER / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")


def keep(name: str, value: dict[str, float]) -> None:
    """Write weights beside the models: as JSON, compressed if the name says so."""
    text = json.dumps(dict(sorted(value.items())), ensure_ascii=False, separators=(",\n", ":")) + "\n"
    (KEPT / name).write_bytes(lzma.compress(text.encode(), preset=9) if name.endswith(".xz") else text.encode())
    integrity.write_sums()


def learn(articles: list[Article], more: list[Article]) -> list[calibrate.Example]:
    """Train reader, decision and confidence on the training part; the examples of confidence, for its table. `more`: articles with
    names alone, for the decision."""
    training = [a for a in articles if a.part == "train"]
    halves = [[a for a in training if half(a) == i] for i in (0, 1)]
    readers = [taggers.reader(halves[1 - i]) for i in (0, 1)]
    rows = []
    for i in (0, 1):
        with use(readers[i]):
            rows.append(list(decision.examples([*halves[i], *(swapped(a, synthetic.names()) for a in halves[i])])))
    with use(readers[0]):
        written = list(synthetic.examples()) + REPEATS * list(decision.examples(more))
    (KEPT / MODELS["reader"]).write_bytes(taggers.reader(training))
    model = decision.fit([*rows[0], *rows[1], *written])
    keep(MODEL, model)
    claims = []
    for i in (0, 1):
        with use(readers[i], decision.fit([*rows[1 - i], *written])):
            claims += calibrate.examples(halves[i])
    with use((KEPT / MODELS["reader"]).read_bytes(), model):
        claims += calibrate.examples([a for a in articles if a.part == "dev"])
    keep(confidence.FILE, calibrate.fit(claims))
    integrity.write_sums()
    return claims


def report(articles: list[Article]) -> dict[str, Report]:
    """Article → what is right and wrong with it, by the models of the package."""
    graph = calibrate.graph(articles)
    return {a.id: evaluate(graph, [gold(a)]) for a in articles}


def figures(reports: dict[str, Report], part: str, key: str = "") -> tuple[float, float, float]:
    """(precision, recall, F1) of "entities" or "relations", of one class or relation if named."""
    counts = [(r.total(part) if not key else getattr(r, part)[key]) for r in reports.values()]
    right, wrong, missed = (sum(getattr(c, n) for c in counts) for n in ("right", "wrong", "missed"))
    return right / (right + wrong or 1), right / (right + missed or 1), 2 * right / (2 * right + wrong + missed or 1)


def interval(reports: dict[str, Report], part: str) -> tuple[float, float]:
    """Of the F1: 95 of 100 samples of as many articles, drawn with replacement, lie between (the bootstrap of Efron, 1979)."""
    chance = random.Random(0)
    ids = sorted(reports)
    found = sorted(figures({n: reports[i] for n, i in enumerate(chance.choices(ids, k=len(ids)))}, part)[2] for _ in range(RESAMPLED))
    return found[RESAMPLED * 25 // 1000], found[RESAMPLED * 975 // 1000]


def main(root: str, *options: str) -> None:
    folder = Path(root)
    articles = annotations.load(folder / "corpus")
    print(dict(Counter(a.part for a in articles)), "articles")
    performance: dict[str, taggers.Scores] = {}
    test = [a for a in articles if a.part == "test"]
    if "--sets" in options:
        (KEPT / MODELS["tagger"]).write_bytes(taggers.of_sets(folder / "ner", [a for a in articles if a.part == "train"]))
        tagger = Tagger((KEPT / MODELS["tagger"]).read_bytes())
        performance = {n: taggers.score(tagger, source, s) for n, (source, s) in data.tests(folder / "ner", test).items()}
        for name, scores in performance.items():
            for label, (p, r, f) in scores.items():
                print(f"| {name} | {label} | {p:.3f} | {r:.3f} | {f:.3f} |")
    gold_ = folder.parent / "gold"
    more = [a for texts, of in ((folder.parent / "seeds", gold_ / "seeds"), (gold_ / "dev" / "text", gold_ / "dev")) if of.is_dir()
            for a in annotations.from_gold(texts, of)]
    print(len(more), "articles of the gold beside the data")
    claims = learn(articles, more)
    package(performance)
    print("| confidence | claims | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high, number, mean, share in reliability(calibrate.cross_validated(claims)):
        print(f"| {low:.2f}–{high:.2f} | {number} | {mean:.2f} | {share:.2f} |")
    with use((KEPT / MODELS["reader"]).read_bytes()):
        reports = report(test)
    print("| test part | P | R | F1 |\n| --- | --- | --- | --- |")
    for part in ("entities", "relations"):
        keys = CLASSES if part == "entities" else sorted({p for r in reports.values() for p in r.relations})
        for key in ("", *keys):
            p, r, f = figures(reports, part, key)
            low, high = interval(reports, part) if not key else (0, 0)
            print(f"| {key or part} | {p:.3f} | {r:.3f} | {f:.3f}{f' ({low:.3f}–{high:.3f})' if not key else ''} |")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 2 or sys.argv[2:] == ["--sets"] else sys.exit(__doc__)
