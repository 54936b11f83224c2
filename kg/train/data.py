"""Annotated sets → sentences with labelled spans: (text, [(start, end, label)]), labels PER, ORG, LOC, TITLE.

Each set keeps to conventions of its own, so its sentences carry its source: "m" MSRA, "c" CLUENER2020, "r" ResumeNER, "g"
the articles that we annotated ourselves. What each is, from where and under which terms: `kg/models/README.md`.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.train import annotations
from kg.train.annotations import Article

Sentence = tuple[str, list[tuple[int, int, str]]]
SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]|\n|$)")

COLUMNS = {"PER": "PER", "NAME": "PER", "ORG": "ORG", "LOC": "LOC", "TITLE": "TITLE"}      # MSRA, ResumeNER
CLUE = {"name": "PER", "government": "ORG", "company": "ORG", "organization": "ORG", "address": "LOC", "scene": "LOC", "position": "TITLE"}
OURS = {"Person": "PER", "Organisation": "ORG", "Place": "LOC"}
ALL = {**OURS, "Policy": "POL", "Event": "EVT"}
REPEATS = 3      # of our few sentences, beside fifty thousand of others


def columns(path: Path) -> Iterator[Sentence]:
    """Sentences of a file with a character and its tag on each line (BIO or BMES), blank lines between sentences."""
    rows: list[tuple[str, str]] = []
    with open(path, encoding="utf-8") as file:
        for line in [*file, ""]:
            fields = line.split()
            if len(fields) == 2:
                rows.append((fields[0], fields[1]))
            elif rows:
                yield "".join(c for c, _ in rows), _spans([tag for _, tag in rows])
                rows = []


def _spans(tags: list[str]) -> list[tuple[int, int, str]]:
    found = []
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] in "OBS" or tag[2:] != tags[start][2:]):
            if tags[start][2:] in COLUMNS:
                found.append((start, i, COLUMNS[tags[start][2:]]))
            start = None
        if tag[0] in "BS":
            start = i
    return found


def clue(path: Path) -> Iterator[Sentence]:
    """Sentences of CLUENER2020; its ends are inclusive."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            spans = [
                (start, end + 1, CLUE[label])
                for label, names in record.get("label", {}).items() if label in CLUE
                for places in names.values() for start, end in places
            ]
            yield record["text"], sorted(spans)


def ours(articles: list[Article], classes: dict[str, str] = OURS) -> Iterator[Sentence]:
    """Sentences of annotated articles with the outermost names of these classes (class → label)."""
    for article in articles:
        found = [(a, b, classes[e["type"]]) for a, b, e in annotations.outer(article) if e["type"] in classes]
        for m in SENTENCE.finditer(article.text):
            if m.end() > m.start():
                yield m.group(), [(a - m.start(), b - m.start(), label) for a, b, label in found if m.start() <= a and b <= m.end()]


def training(root: Path, articles: list[Article]) -> Iterator[tuple[str, Sentence]]:
    """(source, sentence) of all that the tagger of several sets learns from: below `root` the folder `MSRA/`, `clue_train.json` and
    `resume_train.txt`."""
    for source, sentences in (("m", columns(root / "MSRA" / "msra_train_bio")), ("c", clue(root / "clue_train.json")),
                              ("r", columns(root / "resume_train.txt")), ("g", [*ours(articles)] * REPEATS)):
        for sentence in sentences:
            yield source, sentence


def tests(root: Path, articles: list[Article]) -> dict[str, tuple[str, list[Sentence]]]:
    """The held-out parts, by the name of their set: (source, sentences)."""
    return {
        "MSRA test": ("m", list(columns(root / "MSRA" / "msra_test_bio"))),
        "CLUENER dev": ("c", list(clue(root / "clue_dev.json"))),
        "Resume test": ("r", list(columns(root / "resume_test.txt"))),
        "our test part": ("g", list(ours(articles))),
    }
