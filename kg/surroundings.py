"""What an article has named before a place in it: for posts and verbs that leave their body, country or meeting to be understood."""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from kg import gazetteer
from kg.gatherings import Gatherings, gatherings
from kg.ontology import top
from kg.records import CleanText, Mention

JOINS = ("、", "和", "与", "同", "及", "以及", "，", "会同", "联合")
FIRMS = ("Company", "FinancialInstitution")


@dataclass
class Surroundings:
    """The named mentions of a text by class, in order; every question is answered for a position."""

    clean: CleanText
    mentions: tuple[Mention, ...]
    named: dict[str, list[Mention]] = field(default_factory=dict)

    events: Gatherings = field(init=False)

    def __post_init__(self) -> None:
        self.events = gatherings(self.clean, self.mentions)
        for m in sorted(self.mentions):
            if not m.anaphor and not m.inner and m.name and (kind := top(m.label)):
                self.named.setdefault(kind, []).append(m)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in text[start:end], inner ones too."""
        first, last = (bisect_left(self.mentions, at, key=lambda m: m.start) for at in (start, end))
        return list(self.mentions[first:last])

    def before(self, at: int, kind: str) -> list[Mention]:
        """The mentions of a class before `at` in its section, the nearest first."""
        start = max((s.start for s in self.clean.sections if s.start <= at), default=0)
        return [m for m in reversed(self.named.get(kind, ())) if start <= m.start and m.end <= at]

    def body(self, at: int, ending: str) -> Mention | None:
        """The body named last whose name ends so: 领导小组 → 中央应对新冠肺炎疫情工作领导小组."""
        return next((m for m in self.before(at, "Organisation") if m.name.endswith(ending) and m.name != ending), None)

    def country(self, at: int, abroad: bool) -> Mention | None:
        """The country named last before `at` (abroad: another than China); if none, the first after it in the sentence."""
        def fits(m: Mention) -> bool:
            area = gazetteer.by_code(m.adcode)
            return area is not None and area.level == "country" and (not abroad or area.abroad)

        return next((m for m in self.before(at, "Place") if fits(m)), None)

    def several(self, at: int, word: str, number: int) -> list[Mention]:
        """The bodies or places that 两部门, 双方, 三地 mean at `at`: the list of so many that its paragraph named last; of two,
        the countries that are spoken of; else the list that the article named last."""
        kinds = () if word == "两国" else ("Organisation", "Place")
        lists = [row for kind in kinds if (row := self._row(at, kind, number))]
        line = self.clean.text.rfind("\n", 0, at)
        near = next((row for row in lists if row[0].start > line), [])
        return near or (self.countries(at, word) if word in ("两国", "双方") else []) or next(iter(lists), [])

    def _row(self, at: int, kind: str, number: int) -> list[Mention]:
        """The list of so many of a class that was named last before `at`."""
        row: list[Mention] = []
        for m in self.before(at, kind)[:40]:
            joined = row and self.clean.text[m.end:row[-1].start] in JOINS
            row = [*row, m] if joined else [m]
            if len(row) == number and len({x.name for x in row}) == number:
                return row[::-1]
        return []

    def signed(self, sign: str) -> list[Mention]:
        """China and the country that a sign beside 中 means (中德), if the article names both in full."""
        two = self.land("中"), self.land(sign)
        return list(two) if None not in two else []

    def land(self, sign: str) -> Mention | None:
        """The country that a sign (华, 美) stands for, if the article names it."""
        countries = self._countries(0, len(self.clean.text))
        if sign in ("华", "中"):
            return countries.get(gazetteer.CHINA)
        abroad = (m for code, m in countries.items() if code != gazetteer.CHINA and gazetteer.by_code(code).name[0] == sign)
        return next(abroad, None)

    def speaks_of(self, name: str) -> bool:
        """Whether the text surely names an area that `name` can mean, its city or another area of that city."""
        codes = {m.adcode[:4] for m in self.named.get("Place", ()) if m.adcode}
        return any(a.code[:4] in codes for a in gazetteer.areas(name))

    def areas(self, *signs: str) -> list[Mention]:
        """The areas that signs (鄂, 粤) stand for, of those that the article names."""
        codes = [found[0].code for sign in signs if (found := gazetteer.areas(sign))]
        named = {m.adcode: m for m in reversed(self.named.get("Place", ()))}
        return [named[code] for code in codes if code in named]

    def countries(self, at: int, word: str) -> list[Mention]:
        """The two countries that 两国, 双方 mean at `at`: those that the article names if just two, or the paragraph, or the
        sentence; else none.

        双方 may be two firms: so not where this paragraph or the one before names one.
        """
        text = self.clean.text
        begin = max(0, text.rfind("\n", 0, max(0, text.rfind("\n", 0, at))))
        end = (text + "\n").find("\n", at)
        if word.startswith("双方") and any(m.label in FIRMS for m in self.within(begin, end)):
            return []
        spans = ((0, len(text)), *((text.rfind(end, 0, at) + 1, (text + end).find(end, at)) for end in "\n。"))
        return next((list(x.values()) for span in spans if len(x := self._countries(*span)) == 2), [])

    def _countries(self, start: int, end: int) -> dict[str, Mention]:
        """Code → first mention of the countries named in text[start:end]."""
        found: dict[str, Mention] = {}
        places = self.named.get("Place", [])
        first, last = (bisect_left(places, at, key=lambda m: m.start) for at in (start, end))
        for m in places[first:last]:
            area = gazetteer.by_code(m.adcode)
            if area is not None and area.level == "country":
                found.setdefault(m.adcode, m)
        return found
