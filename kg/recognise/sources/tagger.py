"""Our trained taggers: character CRFs that find names by their context.

J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields", ICML 2001; the implementation is CRFsuite. The
weights and how they were made: `kg/models/README.md`.
"""
from __future__ import annotations

import lzma
import re
from importlib.resources import files

import pycrfsuite

from kg import gazetteer, names
from kg.recognise.sources.by_ending import COUNTED
from kg.recognise.sources.features import OURS, features
from kg.records import CleanText, Mention

# source → its weights: one learned from several annotated sets (persons, bodies, places), one from our own articles (all five classes)
MODELS = {"tagger": "zh_zhengtu/entities.crfsuite.xz", "reader": "zh_zhengtu/names.crfsuite.xz"}
LEAVES = {"POL": "PolicyDocument", "EVT": "Meeting"}
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」』]?")
TRIM = "《》〈〉“”‘’【】（）()、，,。：:；; \t"


class Tagger:
    """The weights of a compressed model file, ready to tag."""

    def __init__(self, compressed: bytes) -> None:
        self.weights = lzma.decompress(compressed)   # CRFsuite reads them where they lie, so they must stay
        self.crf = pycrfsuite.Tagger()
        self.crf.open_inmemory(self.weights)

    def spans(self, sentence: str, source: str = OURS) -> list[tuple[int, int, str]]:
        """(start, end, label) with the labels it learned, by the conventions of `source` (see `kg.recognise.sources.features`)."""
        return spans(self.crf.tag(features(sentence, source)))


_loaded: dict[str, Tagger] = {}


def tagger(source: str = "tagger") -> Tagger:
    """A tagger of the package, loaded once; or the one that training put in its place (`kg.train.use`)."""
    if source not in _loaded:
        _loaded[source] = Tagger(files("kg").joinpath("models", *MODELS[source].split("/")).read_bytes())
    return _loaded[source]


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, label) of the well-formed BMES stretches of a tag sequence."""
    found, start = [], None
    for i, tag in enumerate(tags):
        bound, _, label = tag.partition("-")
        if bound == "S":
            found.append((i, i + 1, label))
        if bound == "E" and start is not None and tags[start][2:] == label:
            found.append((start, i + 1, label))
        if bound == "B":
            start = i
        elif bound != "M" or start is None or tags[start][2:] != label:
            start = None
    return found


def tag(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, label, source) of what both taggers find; offsets are code points of `text`."""
    found = []
    for sentence in SENTENCE.finditer(text):
        at, rows = sentence.start(), pycrfsuite.ItemSequence(features(sentence.group(), OURS))
        for source in MODELS:
            found += [(at + a, at + b, label, source) for a, b, label in spans(tagger(source).crf.tag(rows))]
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
