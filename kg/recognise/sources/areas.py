"""Administrative areas in running text: which of the names that the scan finds are meant, and which area each means."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import gazetteer
from kg.gazetteer import Area
from kg.lexicon import rows, words
from kg.recognise.sources.segmenter import cut
from kg.region import narrow, sentence_ends, stretches

LEVEL_ENDS = "省市县区旗盟州"
HEAD_OF = re.compile(r"长(?!江|春|沙|城|安|期|三角|效|远|大|年|久|途|跑|征|达|治|乐|丰|兴|葛|白|株潭|线)")   # 副[南京市]长, not 南京市长江大桥
CITY_DISTRICT = ("市中区", "市南区", "市北区")
TITLE_ENDS = "记书长员席任授士理裁师官察家者志生总，、。：；（(《“ \n"
BOUND_LEFT = "在到从赴往抵至于和与及、，。；：！？（(“以为由对向将把让是的来去返离经回援入进出驻该位省市县区州 \n"
BOUND_RIGHT = "市县区是和与及、，。；：！？）)”等在以将已从为有到的人籍方城站港地 \n"
# The surnames that make 李长春 of 长春; those that are prepositions, or mostly something else, are left out.
SURNAMES = frozenset("王李张刘陈杨赵周吴徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹熊孟秦阎薛侯雷龙段郝邵钱汤尹黎武乔贺赖龚")
NATURE = frozenset("江河湖山峡岭堡滩岛湾寨沟桥路街镇乡村屯")      # 漾濞[江] is no 漾濞
FOREIGN_SOUND = frozenset("尔斯娅莎蒂姆兹茨夫洛菲琳黛妮珀戈·•")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that may name an area."""

    start: int
    end: int
    areas: tuple[Area, ...]       # what it can mean
    full: bool                    # with its level (高安市), or a name that needs none (上海, 法国)
    area: Area | None = None      # what it means


@lru_cache(maxsize=1)
def _crossings() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {name: (frozenset(before.strip("-")), frozenset(after.strip("-")))
            for name, before, after in rows("place_crossings")}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(words("place_common_words"))


class Words:
    """The words of a text by the dictionary: a hint where names end, never a bound of what can be found."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[int, int, str, str]] = []   # start, end, word, part of speech
        at = 0
        for word, tag in cut(text):
            self.tokens.append((at, at + len(word), word, tag))
            at += len(word)
        self.starts = [t[0] for t in self.tokens]
        self.bounds = {0, *(t[1] for t in self.tokens)}
        self.places = {(s, e) for s, e, _, tag in self.tokens if tag == "ns"}
        self.names = {(s, e) for s, e, _, tag in self.tokens if tag[:2] in ("nr", "ns", "nz")}

    def index(self, at: int) -> int:
        """Index of the word that holds the character at `at`."""
        return bisect_right(self.starts, at) - 1

    def begins(self, at: int) -> bool:
        """Whether a word of two characters or more begins at `at`."""
        s, e, *_ = self.tokens[self.index(at)]
        return s == at and e - s > 1


def _titled(area: Area, surface: str) -> bool:
    return surface[-1] in LEVEL_ENDS and surface in (area.name, *area.aliases)


def _sound(text: str, start: int, end: int, areas: tuple[Area, ...], w: Words, after: int) -> bool:
    """Whether the letters alone allow the name: not two halves of other words, no part of a person's name."""
    surface = text[start:end]
    before, behind = text[start - 1:start], text[end:end + 1]
    left, right = _crossings().get(surface, (frozenset(), frozenset()))
    if before in left and before or behind in right and behind or "·" in (before, behind):
        return False
    joined = start == after    # right behind another place
    top = areas[0]
    if top.abroad:
        if not joined and before in FOREIGN_SOUND and before:
            return False
        return not (behind in FOREIGN_SOUND and behind and (top.level != "country" or len(surface) == 2))
    titled = _titled(top, surface)
    if titled and len(surface) > 2:
        return joined or surface not in _common() and (start in w.bounds or len(surface) > 3)
    if not joined and start not in w.bounds:
        return False
    if len(surface) == 2 and top.level != "province" and before in SURNAMES and not joined and before:
        if text[start - 2:start - 1] in TITLE_ENDS or start == 1:
            return False
    if top.level == "county":
        if behind in NATURE and behind and not titled:
            return False
        return end in w.bounds or behind in ("人", "籍") or joined and surface not in _common()
    return True


def _trimmed(text: str, start: int, end: int, w: Words) -> tuple[int, tuple[Area, ...]] | None:
    """上海[市场], 南京[市长]: the name without the level that belongs to the next word."""
    if text[end - 1] in LEVEL_ENDS and (
            HEAD_OF.match(text, end) and not w.begins(end) or end not in w.bounds and end - 1 in w.bounds and end - start > 2):
        stem = gazetteer.areas(text[start:end - 1])
        if stem and end - start > 2:
            return end - 1, stem
    return None


def scan(text: str, w: Words, closed: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Names that may be meant, from the left, not overlapping; none in the stretches `closed`."""
    found: list[Found] = []
    shut = sorted(closed)
    start = after = 0
    while start < len(text) - 1:
        if not gazetteer.begins(text[start:start + 2]):
            start += 1
            continue
        inside = next((e for s, e in shut if s <= start < e), None)
        if inside is not None:
            start = inside
            continue
        for end, areas in gazetteer.at(text, start):
            district = text[end - 1:end + 2]
            if district in CITY_DISTRICT and any(
                    gazetteer.lies_in(d.code, a.code) for d in gazetteer.areas(district) for a in areas):
                end, areas = end - 1, gazetteer.areas(text[start:end - 1]) or areas
            shorter = _trimmed(text, start, end, w)
            whole = shorter is None
            if shorter:
                end, areas = shorter
            if _sound(text, start, end, areas, w, after):
                surface = text[start:end]
                full = (not whole and areas[0].level != "county") or areas[0].level in ("province", "country") or areas[0].abroad or any(
                    _titled(a, surface) for a in areas)
                if full and any(_titled(a, surface) for a in areas):
                    areas = tuple(a for a in areas if _titled(a, surface))
                found.append(Found(start, end, areas, full and surface not in _common()))
                start = after = end
                break
        else:
            start += 1
    return found


class Evidence:
    """What the surely named areas of an article say about the others: counts by code, of the whole and of each line."""

    def __init__(self, text: str, sure: Iterable[Found]) -> None:
        self.lines = [0] + [m.end() for m in re.finditer(r"\n", text)]
        self.whole: Counter[str] = Counter()
        self.near: dict[int, Counter[str]] = {}
        self.named: set[str] = set()     # codes with their full name
        for f in sure:
            if len(f.areas) == 1 or f.area:
                area = f.area or f.areas[0]
                self.named.add(area.code)
                for a in gazetteer.chain(area.code):
                    self.whole[a.code] += 1
                    self.near.setdefault(self.line(f.start), Counter())[a.code] += 1

    def line(self, at: int) -> int:
        return bisect_right(self.lines, at)

    def score(self, area: Area, at: int) -> float:
        """How much the article speaks for `area` at the position `at`; 0 if not at all."""
        line = self.near.get(self.line(at), Counter())
        weight = {"county": 6, "city": 3, "province": 1, "country": 1}
        return sum(weight[a.level] * (min(self.whole[a.code], 3) + 3 * min(line[a.code], 3))
                   for a in gazetteer.chain(area.code))

    def parent_in_line(self, area: Area, at: int) -> bool:
        line = self.near.get(self.line(at), Counter())
        return any(line[a.code] for a in gazetteer.chain(area.code)[1:])


def choose(areas: tuple[Area, ...], before: Area | None, evidence: Evidence, at: int) -> Area | None:
    """The area that a name means: in the one before it, else what the article speaks of; None if nothing tells."""
    if len(areas) == 1:
        return areas[0]
    if before is not None and (inner := gazetteer.within(areas, (before,))):
        areas = tuple(a for a in inner if not a.past) or inner
        if len(areas) == 1:
            return areas[0]
    if areas[0].level in ("province", "country"):
        return areas[0]
    outer = [a for a in areas if not any(a is not b and gazetteer.lies_in(a.code, b.code) for b in areas)]
    seat = [a for a in areas if a not in outer and a.code in evidence.named]
    if seat and all(a.name.endswith(("自治州", "地区", "盟")) for a in outer):      # 昌吉 is 昌吉市 where that is named, not the prefecture
        return seat[0]
    best = max(outer, key=lambda a: (evidence.score(a, at), -outer.index(a)))
    if evidence.score(best, at) == 0 and (best.level == "county" and len(outer) > 1):
        return None
    return best


def _counts(text: str, f: Found, area: Area, chained: bool, listed: bool, w: Words, evidence: Evidence) -> bool:
    """Whether a short form (南康, 资源, 日照) means its area here."""
    surface = text[f.start:f.end]
    if surface in _common():
        if chained and (_titled(area, surface) or (f.start, f.end) in w.names):      # 济南[市中区], but not 南充市[城区]
            return True
        strict = text[f.start - 1:f.start] in BOUND_LEFT and text[f.end:f.end + 1] in BOUND_RIGHT
        return (area.code in evidence.named or area.level == "city" and (chained or listed)) and (chained or listed or strict and f.end in w.bounds)
    if area.level != "county" or chained or area.code in evidence.named or len(surface) > 2 or listed:
        return True
    if (f.start, f.end) in w.places:
        return True
    return evidence.parent_in_line(area, f.start)


def decide(text: str, found: list[Found], w: Words) -> list[Found]:
    """Those of `found` that are meant, each with its area (None: an area of this name, unknown which)."""
    evidence = Evidence(text, (f for f in found if f.full))
    sure = [replace(f, area=choose(f.areas, None, evidence, f.start)) for f in found if f.full and not several(f)]
    evidence = Evidence(text, sure)
    kept: list[Found] = []
    for f in found:
        last = kept[-1] if kept and kept[-1].end == f.start else None
        before = last.area if last else None
        area = choose(f.areas, before, evidence, f.start)
        if f.full and several(f) and not (before and len(gazetteer.within(f.areas, (before,))) == 1):
            area = None      # until all that the text names is known
        chained = last is not None and last.area is not None and area is not None and (
            area.code != last.area.code and gazetteer.lies_in(area.code, last.area.code))
        if not f.full:
            listed = bool(kept) and text[kept[-1].end:f.start] in ("、", "和", "与", "及") and kept[-1].area is not None
            listed = listed and area is not None and gazetteer.chain(area.code)[-1] == gazetteer.chain(kept[-1].area.code)[-1]
            if area is None or not _counts(text, f, area, chained, listed, w, evidence):
                continue
        kept.append(replace(f, area=area))
    named = [(f.start, f.area) for f in kept if f.area]
    ends = sentence_ends(text) if len(named) < len(kept) else []

    def meant(f: Found) -> Area | None:
        left = narrow(tuple(a for a in f.areas if not a.past), named, f.start,
                      (*stretches(text, ends, f.start), (0, len(text))))
        return left[0] if len(left) == 1 else None

    return [f if f.area else replace(f, area=meant(f)) for f in kept]


def several(f: Found) -> bool:
    """Whether the name is that of several counties or districts that there are: 和平区."""
    return f.areas[0].level == "county" and sum(not a.past for a in f.areas) > 1


def find(text: str, w: Words, closed: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """The areas that `text` names, in order; none in the stretches `closed` (titles of books, bylines)."""
    return decide(text, scan(text, w, closed), w)
