"""Public annotated sets → sentences with labelled spans: (text, [(start, end, label)]), labels PER, ORG, LOC.

What each set is, from where and under which terms: `kg/models/README.md`.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

Sentence = tuple[str, list[tuple[int, int, str]]]

COLUMNS = {"PER": "PER", "NAME": "PER", "ORG": "ORG", "LOC": "LOC"}      # MSRA, ResumeNER
CLUE = {"name": "PER", "government": "ORG", "company": "ORG", "organization": "ORG", "address": "LOC", "scene": "LOC"}


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


def training(root: Path) -> Iterator[Sentence]:
    """The training parts below `root` (the folder with `MSRA/`, `clue_train.json`, `resume_train.txt`)."""
    yield from columns(root / "MSRA" / "msra_train_bio")
    yield from clue(root / "clue_train.json")
    yield from columns(root / "resume_train.txt")


def tests(root: Path) -> dict[str, list[Sentence]]:
    """The held-out parts, by the name of their set."""
    return {
        "MSRA test": list(columns(root / "MSRA" / "msra_test_bio")),
        "CLUENER dev": list(clue(root / "clue_dev.json")),
        "Resume test": list(columns(root / "resume_test.txt")),
    }
