"""Where a text is: which area 市工信局, 省政府, 全市, 区委 speak of at a position.

An article on 聊城 says 市 and means 聊城市; a round-up means in each section the city of the section; in
the sentence after one on 大连市, 市 is 大连. So the areas that are named count: those of headings most,
those before the position and near it more, and an area counts for all around it too.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from kg import gazetteer, names
from kg.gazetteer import Area
from kg.ontology import top
from kg.records import CleanText, Mention, Section

LEVELS = ("province", "city", "county")
HEADING, LEAD, DATELINE, PLAIN, FAINT = 12.0, 4.0, 3.0, 1.0, 0.5
DOMINANT = 0.6       # of the weight of a section: below that, the nearest area before the position counts
NEAR = 100           # areas named before a position, and after it, that tell anything of it
END = re.compile(r"[\n。！？!?]")
FRAME = re.compile(r"[^\n。！？!?]*")


def _is(area: Area, level: str, kind: str) -> bool:
    """Whether `area` can be what 市, 省, 县, 区 means; a county-level city is a 市 too."""
    if kind and not (area.name.endswith(kind) or kind == "州" and area.name.endswith("自治州")):
        return False
    if level == "province":
        return area.level == "province"
    if level == "city":
        return area.level == "city" or area.municipality or area.level == "county" and area.name.endswith("市")
    return area.level == level and not (level == "county" and not kind and area.name.endswith("市"))


@dataclass(frozen=True, slots=True)
class Named:
    """An area of China that the text names, and how much that says of where the text is."""

    start: int
    area: Area
    weight: float


@lru_cache(maxsize=None)
def _at_level(code: str, level: str, kind: str) -> str:
    """Code of the area at `level` that the area is or lies in, "" if there is none."""
    return next((a.code for a in gazetteer.chain(code) if _is(a, level, kind)), "")


def narrow(candidates: tuple[Area, ...], named: Sequence[tuple[int, Area]], at: int,
           stretches: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
    """Which of `candidates` (areas of one name) are meant at the position `at`.

    `named`: (start, area) of what the text surely names, in order. `stretches`: parts of the text, the one that tells
    most first. In each, a candidate that is named itself counts most, then one whose city is named (or another district
    of it), then one whose province is; of several cities the nearest before `at`. Several are left where nothing tells.
    """
    for start, end in stretches:
        if len(candidates) < 2:
            break
        first, here, last = (bisect_left(named, p, key=itemgetter(0)) for p in (start, at, end))
        here = named[max(first, here - NEAR):min(last, here + NEAR)]
        best: dict[str, tuple[int, bool, int]] = {}
        for candidate in candidates:
            for p, area in here:
                if strength := _strength(candidate.code, area.code):
                    mark = (strength, p <= at, -abs(p - at))
                    best[candidate.code] = max(best.get(candidate.code, mark), mark)
        if best:
            top = max(best.values())
            candidates = tuple(a for a in candidates if best.get(a.code) == top)
    return candidates


def sentence_ends(text: str) -> list[int]:
    """Where the sentences and lines of a text end, in order."""
    return [m.end() for m in END.finditer(text)]


def stretches(text: str, ends: Sequence[int], at: int) -> tuple[tuple[int, int], ...]:
    """For `narrow`: the sentence before the position `at`, all of it, its line so far. `ends`: of `sentence_ends`."""
    i = bisect_right(ends, at)
    start, stop = ends[i - 1] if i else 0, ends[i] if i < len(ends) else len(text)
    return (start, at), (start, stop), (text.rfind("\n", 0, at) + 1, at)


@lru_cache(maxsize=None)
def _strength(candidate: str, named: str) -> int:
    """How much the naming of an area speaks for a candidate; both by their codes."""
    if named == candidate:
        return 3
    around = gazetteer.chain(candidate)[1:]
    city = around[0].code if around and (around[0].level == "city" or around[0].municipality) else ""
    if city and gazetteer.lies_in(named, city):
        return 2
    return int(any(a.code == named for a in around))


@dataclass(frozen=True, slots=True)
class Regions:
    """Answers for one text; made by `regions`."""

    text: str
    sections: tuple[Section, ...]
    named: tuple[tuple[Named, ...], ...]      # of each section, in order
    every: tuple[tuple[int, Area], ...] = ()  # (start, area): those of the names of bodies too, in order
    ends: Sequence[int] = ()                  # of its sentences

    def choose(self, candidates: tuple[Area, ...], position: int) -> str:
        """Code of the one of `candidates` that is meant at `position`; "" if there is none or nothing tells which.

        The sentence tells first, then the lines before, the section, the article.
        """
        here = next((s for s in self.sections if s.start <= position < s.end), Section(0, len(self.text)))
        left = narrow(candidates, self.every, position, (
            *stretches(self.text, self.ends, position), (here.start, here.end), (0, len(self.text))))
        return left[0].code if len(left) == 1 else ""

    def speaks_of(self, code: str) -> bool:
        """Whether the text surely names the area, its city or another area of that city."""
        return any(area.code[:4] == code[:4] for _, area in self.every)

    def home(self, position: int, level: str, kind: str = "") -> str:
        """Code of the area of `level` (province, city, county) that a relative name at `position` speaks of; "" if unknown.

        `kind`: the word used, if that is known: 市, 州, 县, 区 (县 never means a 区). In a municipality both
        省 and 市 mean it. Townships have no codes, so their answer is always "".
        """
        if level not in LEVELS:
            return ""
        if self.text.startswith("该", position):      # 该市商务局: of the city named last
            last = bisect_left(self.every, position, key=itemgetter(0))
            return next((area.code for _, area in self.every[last - 1::-1] if last and _is(area, level, kind)), "")
        here = next((of for s, of in zip(self.sections, self.named) if s.start <= position < s.end), ())
        found = self._subject(here, position, level, kind) or self._answer(here, position, level, kind)
        if not found and (level != "county" or len(self.sections) < 2):
            found = self._answer([n for of in self.named for n in of], position, level, kind)
        return found

    def _subject(self, named: Iterable[Named], position: int, level: str, kind: str) -> str:
        """The area that the clause at `position`, or else its line, begins with."""
        line = self.text.rfind("\n", 0, position) + 1
        clause = max(line, *(self.text.rfind(c, 0, position) + 1 for c in "。；;！？"))
        for start in (clause, line):
            for n in named:
                if start <= n.start <= start + 1 and _is(n.area, level, kind) and n.weight:
                    return n.area.code
        return ""

    def _answer(self, named: Iterable[Named], position: int, level: str, kind: str) -> str:
        """The area that most of the weight is on; if none has much of it, the nearest before the position."""
        total: dict[str, float] = {}
        nearest = ""
        for n in named:
            code = _at_level(n.area.code, level, kind)
            if code:
                total[code] = total.get(code, 0.0) + n.weight
                if n.start <= position:
                    nearest = code
        if not total:
            return ""
        best = max(total, key=lambda c: (total[c], c == nearest, c))
        if total[best] >= DOMINANT * sum(total.values()) or not nearest or total[best] >= 3 * total[nearest]:
            return best
        return nearest


def _sections(clean: CleanText) -> tuple[Section, ...]:
    return clean.sections or (Section(0, len(clean.text), clean.headline),)


def _weights(clean: CleanText, section: Section, mentions: list[Mention]) -> tuple[Named, ...]:
    text = clean.text
    body = text.find("\n", section.start, section.end)
    # The heading is the first line of a section, or a text of its own; the lead is the sentence after it.
    head = section.start + len(section.heading) if section.heading and text.startswith(section.heading, section.start) else (
        body if 0 <= body - section.start <= 40 else section.start)
    at = head
    while at < section.end and text[at] in "\n 　":
        at += 1
    lead = FRAME.match(text, at)
    found: list[Named] = []
    for _, _, areas in gazetteer.find(section.heading) if section.heading and head == section.start else []:
        if len(areas) == 1 and not areas[0].abroad:
            found.append(Named(section.start, areas[0], HEADING))
    for m in mentions:
        area = gazetteer.by_code(m.adcode)
        if area is None or area.abroad or area.level == "country":
            continue
        aside = next((a for a in clean.asides if a.start <= m.start < a.end), None)
        if aside is not None and aside.kind != "dateline":
            continue
        if aside is not None:
            weight = DATELINE
            if area.level == "city":     # 本报南京2月9日电 is about the province more often than about 南京
                found.append(Named(m.start, area, FAINT))
                area = gazetteer.by_code(area.parent) or area
        elif m.start < head:
            weight = HEADING
        else:
            weight = LEAD if lead and lead.start() <= m.start < lead.end() else PLAIN
        found.append(Named(m.start, area, weight))
    return tuple(found)


def _of_body(m: Mention) -> list[tuple[int, Area]]:
    """The area that the name of a body states, where it can be but one."""
    if not m.name or names.vague(m.name, m.label) or names.of_district(m.name)[0]:
        return []
    found = gazetteer.meant(names.parse(m.name, m.label).place) if not m.adcode else ()
    return [(m.start, found[0])] if len(found) == 1 else []


def regions(clean: CleanText, mentions: tuple[Mention, ...] | list[Mention]) -> Regions:
    """What `clean` tells of where it is. `mentions`: its places and bodies (others and anaphors are passed over)."""
    known = sorted(m for m in mentions if not m.anaphor)
    places = [m for m in known if m.adcode and top(m.label) == "Place"]
    every = [(m.start, area) for m in places if (area := gazetteer.by_code(m.adcode))]
    every += [n for m in known if top(m.label) == "Organisation" for n in _of_body(m)]
    sections = _sections(clean)
    return Regions(clean.text, sections, tuple(
        _weights(clean, s, [m for m in places if s.start <= m.start < s.end]) for s in sections),
        tuple(sorted(every, key=itemgetter(0))), sentence_ends(clean.text))
