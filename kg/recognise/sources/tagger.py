"""Our trained taggers: character CRFs (`kg.recognise.crf`) that find names by their context.

The weights and how they were made: `kg/models/README.md`.
"""
from __future__ import annotations

import lzma
import re
from functools import lru_cache
from importlib.resources import files

import numpy as np

from kg import gazetteer, names
from kg.recognise.crf import Crfs
from kg.recognise.sources.by_ending import COUNTED
from kg.recognise.sources.features import OURS, numbers
from kg.records import CleanText, Mention

# source → its weights: one learned from several annotated sets (persons, bodies, places), one from our own articles (all five classes)
MODELS = {"tagger": "zh_zhengtu/entities.crfsuite.xz", "reader": "zh_zhengtu/names.crfsuite.xz"}
LEAVES = {"POL": "PolicyDocument", "EVT": "Meeting"}
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」』]?")
TRIM = "《》〈〉“”‘’【】（）()、，,。：:；; \t"


class Tagger:
    """The weights of a compressed model file, ready to tag."""

    def __init__(self, compressed: bytes) -> None:
        self.crf = Crfs([lzma.decompress(compressed)])

    def spans(self, sentence: str, source: str = OURS) -> list[tuple[int, int, str]]:
        """(start, end, label) with the labels it learned, by the conventions of `source` (see `kg.recognise.sources.features`)."""
        return spans(self.crf.tag(numbers([sentence], source), np.array([len(sentence)]))[:, 0], self.crf.labels[0]) if sentence else []


_others: dict[str, bytes] = {}      # source → compressed weights that training puts in the place of the package's (`kg.train.use`)


def taggers() -> Crfs:
    """The taggers of MODELS, loaded once."""
    return _load(*(_others.get(source) for source in MODELS))


@lru_cache(maxsize=2)
def _load(*others: bytes | None) -> Crfs:
    data = (other or files("kg").joinpath("models", *path.split("/")).read_bytes() for other, path in zip(others, MODELS.values()))
    return Crfs([lzma.decompress(x) for x in data])


def spans(tags: np.ndarray, labels: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, label) of the well-formed BMES stretches of a sequence of tags, each the number of one of `labels`."""
    found, start, before, of = [], None, -1, ""
    named = np.flatnonzero(tags != labels.index("O"))
    for i, tag in zip(named.tolist(), tags[named].tolist()):
        bound, _, label = labels[tag].partition("-")
        if i != before + 1 or label != of:
            start = None
        before, of = i, label
        if bound == "S":
            found.append((i, i + 1, label))
        if bound == "E" and start is not None:
            found.append((start, i + 1, label))
        if bound == "B":
            start = i
        elif bound != "M":
            start = None
    return found


def tag(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, label, source) of what all taggers find; offsets are code points of `text`."""
    sentences = list(SENTENCE.finditer(text))
    if not sentences:
        return []
    crf, words, found = taggers(), [s.group() for s in sentences], []
    lengths = np.array([len(w) for w in words])
    for sentence, tags in zip(sentences, np.split(crf.tag(numbers(words), lengths), np.cumsum(lengths)[:-1])):
        at = sentence.start()
        for i, source in enumerate(MODELS):
            found += [(at + a, at + b, label, source) for a, b, label in spans(tags[:, i], crf.labels[i])]
    return found


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates of all classes, each by its tagger."""
    found = []
    for start, end, label, source in tag(text):
        while start < end and text[start] in TRIM:
            start += 1
        while start < end and text[end - 1] in TRIM:
            end -= 1
        surface = text[start:end]
        if len(surface) < 2 or "\n" in surface or label == "TITLE":
            continue
        if label in LEAVES:
            if text[start - 1:start] in "《“" and text[end:end + 1] in "》”" and start:      # as the other sources have it, with its marks
                start, end = start - 1, end + 1
            found.append(Mention(start, end, text[start:end], LEAVES[label], surface, source=source))
        elif label == "PER":
            found.append(Mention(start, end, surface, "OtherPerson", surface, source=source))
        elif label == "ORG" and text[end:end + 1] == "长" and surface[-1] in "部局厅署院委处科":
            continue      # 宣传部长: a post
        elif label == "ORG":
            found.append(Mention(start, end, surface, names.label_of(surface) or "OtherOrganisation", surface, source=source))
        elif label == "LOC" and not COUNTED.search(surface):
            areas = gazetteer.areas(surface)
            code = areas[0].code if len(areas) == 1 else ""
            found.append(Mention(start, end, surface, "AdministrativeArea" if areas else "OtherPlace", surface, code, source=source))
    return found
