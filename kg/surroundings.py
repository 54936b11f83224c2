"""What an article has named before a place in it: for posts and verbs that leave their body, country or meeting to be understood."""
from __future__ import annotations

from dataclasses import dataclass, field

from kg import gazetteer
from kg.gatherings import Gatherings, gatherings
from kg.ontology import top
from kg.records import CleanText, Mention

JOINS = ("、", "和", "与", "同", "及", "以及", "，", "会同", "联合")


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

    def several(self, at: int, number: int) -> list[Mention]:
        """The bodies or places that 两部门, 双方, 三地 mean at `at`: the list of so many that was named last; of two countries, those
        that the article names if it names just two."""
        text = self.clean.text
        for kind in ("Organisation", "Place"):
            row: list[Mention] = []
            for m in self.before(at, kind)[:40]:
                joined = row and text[m.end:row[-1].start] in JOINS
                row = [*row, m] if joined else [m]
                if len(row) == number and len({x.name for x in row}) == number:
                    return row[::-1]
        countries = {}
        for m in self.named.get("Place", ()):
            area = gazetteer.by_code(m.adcode)
            if area is not None and area.level == "country":
                countries.setdefault(m.adcode, m)
        return list(countries.values()) if number == 2 == len(countries) else []
