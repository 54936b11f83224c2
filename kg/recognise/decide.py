"""One decision over all candidates: the best way through the lattice of a text.

Each candidate has a score, the log-odds that a reader would mark it (a logistic regression over `kg.recognise.evidence`, its
weights learned from annotated articles by `kg.train.decision`). Of all sets of candidates that do not overlap, the one with the
highest sum is chosen: a shortest path, A. Viterbi, "Error bounds for convolutional codes", IEEE Trans. Inf. Theory 13, 1967.
Bodies inside the name of a chosen policy or event are kept as inner mentions.
"""
from __future__ import annotations

import json
import lzma
import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from kg import names
from kg.gatherings import called_so
from kg.recognise.candidates import HELPERS, Candidate, candidates
from kg.recognise.evidence import Text, of_its_own, shape
from kg.recognise.framing import frame
from kg.recognise.sources.persons import LATIN
from kg.records import CleanText, Mention

MODEL = "decision.json.xz"
# helpers have no annotations: they stand where nothing better does
# what is added for classes that readers mark oftener than the features show; chosen on the development part
MORE = {"Policy": 0.9, "Event": 0.9, "Place": 0.3}
FIXED = {"Post": 1.0, "Date": 2.0, "Amount": 1.0}
SURE = 2.0           # log-odds above which a string is a name wherever it stands
OTHER = 1.0          # least log-odds of what another spaCy pipeline proposes: three of four are right (zh_core_web_*: F1 0.7 to 0.75)
LAYOUT = 3.0         # log-odds that layout, or a headline that is a sentence, adds to what it proposes
TITLED = 1.5         # log-odds that the title of a named person adds to the body before it
STATE = 1.0          # least log-odds of an area and its body in full
LEVELS = "省市县区州旗盟镇乡村"
AGAIN = 1.0          # log-odds that a name surely chosen elsewhere in the article adds to the same string


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Feature → weight, of the package's model."""
    data = files("kg").joinpath("models", MODEL).read_bytes()
    return json.loads(lzma.decompress(data))


class Sums:
    """A model by class, in millionths: sums of whole numbers are the same in whatever order, those of floats are not, and a score
    that lies on a threshold must fall on one side of it in every run."""

    def __init__(self, model: dict[str, float]) -> None:
        self.model = model
        self.of: dict[str, dict[str, int]] = defaultdict(dict)
        for feature, weight in model.items():
            kind, _, name = feature.partition("|")
            self.of[kind][name] = round(weight * 1e6)
        self.shape = lru_cache(maxsize=200_000)(self._shape)

    def _shape(self, kind: str, text: str) -> int:
        get = self.of[kind].get
        return sum([get(f, 0) for f in shape(kind, text)])

    def __call__(self, c: Candidate, text: Text) -> float:
        """The log-odds of a candidate."""
        get, kind, start, end = self.of[c.kind].get, c.kind, c.start, c.end
        if (left := text.left_sums.get((kind, start))) is None:
            left = text.left_sums[kind, start] = sum([get(f, 0) for f in text.left(start)])
        if (right := text.right_sums.get((kind, end))) is None:
            right = text.right_sums[kind, end] = sum([get(f, 0) for f in text.right(end)])
        return (self.shape(kind, c.mention.text) + left + right + sum([get(f, 0) for f in of_its_own(c, text)])) / 1e6


_sums: Sums | None = None


def _sums_of(model: dict[str, float]) -> Sums:
    global _sums
    if _sums is None or _sums.model is not model:
        _sums = Sums(model)
    return _sums


def score(found: list[Candidate], clean: CleanText, model: dict[str, float]) -> None:
    """Set the score of each candidate."""
    text, sums = Text(clean, found), _sums_of(model)
    for c in found:
        c.score = FIXED[c.kind] if c.kind in HELPERS else MORE.get(c.kind, 0.0) + sums(c, text)
    for c in found:
        if "model" in c.sources:
            c.score = max(c.score, OTHER)
        if c.sources & {"layout", "headline"}:
            c.score = max(c.score, 0) + LAYOUT + len(c.mention.text) / 2      # against all that lies in a long title
    _titled(found)
    frame(found, clean.text)
    sure: dict[tuple[str, str], float] = defaultdict(float)
    for c in found:
        if c.kind not in HELPERS and c.score > 2:
            key = c.kind, c.mention.text
            sure[key] = max(sure[key], c.score)
    for c in found:
        if sure.get((c.kind, c.mention.text), 0) > c.score > -4 and c.kind in ("Person", "Organisation", "Place"):
            c.score += AGAIN
    _placed(found)


def _titled(found: list[Candidate]) -> None:
    """县委|书记|王平: readers seldom mark 县委, as it has no name of its own; whose title a person has is worth more than that."""
    persons = {c.start for c in found if c.kind == "Person" and c.score > 0}
    titles = {c.start for c in found if c.kind == "Post" and c.end in persons}
    behind = {c.end + gap for c in found if c.kind == "Post" for gap in (0, 1)}
    for c in found:
        if c.kind == "Person" and c.start in behind and LATIN.fullmatch(c.mention.text):      # CEO Elon Musk
            c.score = max(c.score, SURE)
    for c in found:
        if c.kind == "Organisation" and "organisations" in c.sources and c.end in titles:
            c.score += TITLED
    levels = {c.start for c in found if c.kind == "Post" and c.end in persons and c.mention.text[0] in LEVELS and c.mention.text[1:2] == "长"}
    for c in found:
        if c.kind == "Place" and c.end in levels and "gazetteer" in c.sources:      # 江苏|省长|王平, not 江苏省|长
            c.score = max(c.score, SURE, *(o.score + 1 for o in found if o.kind == "Place" and (o.start, o.end) == (c.start, c.end + 1)))


@lru_cache(maxsize=20_000)
def _of_state(name: str) -> bool:
    """Whether a name is that of a known area and one of its bodies, and nothing else: 龙岩市永定区|人民政府, 聊城市|工信局."""
    place = names.places(name)
    return len(place) > 2 and names.is_office(name[len(place):])


def _placed(found: list[Candidate]) -> None:
    """杭州市|西湖区人民政府: with the city before it, a body of a district is one name, not a place and a body."""
    places = {(c.start, c.end): c for c in found if c.kind == "Place"}
    ends: dict[int, list[Candidate]] = defaultdict(list)
    for c in found:
        if c.kind == "Organisation":
            ends[c.end].append(c)
    for whole in (c for group in ends.values() for c in group if "organisations" in c.sources and c.mention.label in names.MAJOR):
        if _of_state(whole.mention.text):
            whole.score = max(whole.score, STATE)
        own = places.get((whole.start, whole.start + len(names.places(whole.mention.text))))
        if own is not None and own.score > 0:      # 南沙区|人民政府 is no place alone
            whole.score = max(whole.score, own.score + 0.1)
        for part in ends[whole.end]:
            city = places.get((whole.start, part.start))
            if city is not None and part.score > 0:
                whole.score = max(whole.score, part.score + max(0.0, city.score) + 0.1)


def repeated(found: list[Candidate], clean: CleanText) -> list[Candidate]:
    """The candidates with those added that are surely a name elsewhere in the text: 特朗普, once he was 美国总统特朗普."""
    sure: dict[str, Candidate] = {}
    for c in found:
        if c.kind in ("Person", "Organisation", "Place") and c.score > SURE and len(c.mention.text) > 1 and (
                c.mention.text not in sure or sure[c.mention.text].score < c.score):
            sure[c.mention.text] = c
    known = {(c.start, c.end, c.kind) for c in found}
    added = []
    for name, c in sorted(sure.items()):
        at = clean.text.find(name)
        while at >= 0:
            if (at, at + len(name), c.kind) not in known:
                again = replace(c.mention, start=at, end=at + len(name))
                added.append(Candidate(again, c.kind, {"again"}, min(c.score, SURE) - 1))
            at = clean.text.find(name, at + 1)
    return found + added


def best(found: list[Candidate], threshold: float = 0.0) -> list[Candidate]:
    """The candidates that do not overlap with the highest sum of scores above the threshold, in the order of the text."""
    good = sorted((c for c in found if c.score > threshold), key=lambda c: (c.end, c.start, c.kind))
    ends = [c.end for c in good]
    total = [0.0] * (len(good) + 1)
    took: list[int] = [-1] * (len(good) + 1)
    for i, c in enumerate(good, 1):
        before = bisect_right(ends, c.start, 0, i - 1)
        gain = total[before] + c.score - threshold
        if gain > total[i - 1] + 1e-9:
            total[i], took[i] = gain, before
        else:
            total[i] = total[i - 1]
    chosen, i = [], len(good)
    while i:
        if took[i] < 0:
            i -= 1
        else:
            chosen.append(good[i - 1])
            i = took[i]
    return chosen[::-1]


def decide(clean: CleanText, further: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
    """The mentions of a text, in order; only those with `inner` set lie within another."""
    found = candidates(clean, further)
    score(found, clean, weights())
    found = repeated(found, clean)
    chosen = _specific(best(found))
    inner = []
    for c in chosen:
        if c.kind in ("Policy", "Event") and not c.mention.anaphor:
            within = [x for x in found if x.kind == "Organisation" and c.start <= x.start and x.end <= c.end and (x.start, x.end) != (c.start, c.end)
                      and x.score > -1.5 and x.sources - {"ending"}]
            inner += [replace(x.mention, inner=True) for x in best([replace_score(x) for x in within])]
    return tuple(sorted([replace(c.mention, sure=probability(c.score)) for c in chosen] + inner, key=lambda m: (m.start, -m.end)))


def _specific(chosen: list[Candidate]) -> list[Candidate]:
    """Without the bare words (会见, 座谈会) for an event that the text names in full: they stand for it."""
    names_ = [c.mention.text for c in chosen if c.kind == "Event" and len(c.mention.text) > 4]
    return [c for c in chosen if c.kind != "Event" or len(c.mention.text) > 4 or not any(called_so(n, c.mention.text) for n in names_)]


def probability(score: float) -> float:
    """Of a candidate that has this score; in hundredths, so that no processor's last digit matters."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 2)


def replace_score(c: Candidate) -> Candidate:
    """A candidate that competes only with others inside the same name: the longer the better."""
    return Candidate(c.mention, c.kind, c.sources, c.score + 2)
