"""Our trained tagger: a character CRF that finds persons, organisations and places by their context.

J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields", ICML 2001; the implementation is CRFsuite. The
weights and how they were made: `kg/models/README.md`.
"""
from __future__ import annotations

import lzma
import re
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from kg import gazetteer, names
from kg.lexicon import words
from kg.recognise.sources.features import OURS, features
from kg.records import CleanText, Mention

MODEL = "zh_zhengtu/entities.crfsuite.xz"
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」』]?")
GENERIC = frozenset(w for line in words("generic_words") for w in line.split())
PLACE_END = re.compile("[省市县镇村州山河江湖海岛港湾路街桥站寺塔城峰谷洋国邦郡堡庄屯]$")
TRIM = "《》〈〉“”‘’【】（）()、，,。：:；; \t"


class Tagger:
    """The weights of a compressed model file, ready to tag."""

    def __init__(self, compressed: bytes) -> None:
        self.weights = lzma.decompress(compressed)   # CRFsuite reads them where they lie, so they must stay
        self.crf = pycrfsuite.Tagger()
        self.crf.open_inmemory(self.weights)

    def spans(self, sentence: str, source: str = OURS) -> list[tuple[int, int, str]]:
        """(start, end, label) with labels PER, ORG, LOC, TITLE, by the conventions of `source` (see `kg.recognise.features`)."""
        return spans(self.crf.tag(features(sentence, source)))


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger of the package, loaded once."""
    return Tagger(files("kg").joinpath("models", *MODEL.split("/")).read_bytes())


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


def tag(text: str) -> list[tuple[int, int, str]]:
    """(start, end, label) with labels PER, ORG, LOC; offsets are code points of `text`."""
    found = []
    for sentence in SENTENCE.finditer(text):
        at = sentence.start()
        found += [(at + a, at + b, label) for a, b, label in tagger().spans(sentence.group())]
    return found


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for persons, organisations and places."""
    found = []
    for start, end, label in tag(text):
        while start < end and text[start] in TRIM:
            start += 1
        while start < end and text[end - 1] in TRIM:
            end -= 1
        surface = text[start:end]
        if len(surface) < 2 or "\n" in surface:
            continue
        if label == "PER":
            found.append(Mention(start, end, surface, "OtherPerson", surface, source="tagger"))
        elif label == "ORG" and text[end:end + 1] == "长" and surface[-1] in "部局厅署院委处科":
            continue      # 宣传部长: a post
        elif label == "ORG" and len(surface) > 2 and surface not in GENERIC:
            leaf = names.label_of(surface) or "OtherOrganisation"
            found.append(Mention(start, end, surface, leaf, surface, source="tagger"))
        elif label == "LOC" and surface not in GENERIC and (len(surface) > 2 or PLACE_END.search(surface) or gazetteer.areas(surface)):
            areas = gazetteer.areas(surface)
            leaf = "AdministrativeArea" if areas else "OtherPlace"
            code = areas[0].code if len(areas) == 1 else ""
            found.append(Mention(start, end, surface, leaf, surface, code, source="tagger"))
    return found
