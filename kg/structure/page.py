"""A text with its blocks and mentions, and what all readers of layout ask of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from kg import cells
from kg.clauses.phrases import Held, Reader
from kg.clauses.tokens import tokens
from kg.frames import Read
from kg.ontology import top
from kg.posts import hold
from kg.records import CleanText, Mention
from kg.structure.blocks import Block, Line, blocks, family, lines
from kg.surroundings import Surroundings

COMMITTEE = re.compile(
    "(?:委员会|委|领导小组|小组|工作组|联席会议|指挥部|专班|组委会|理事会|董事会|监事会|协会|学会|商会|基金会|联合会|促进会"
    "|研究会|办公室|督导组|专家组|常委会|政协|人大|工会|队|中心|院|公司|集团|银行|学校|中学|小学|大学|幼儿园|政府|厅|局|所|站|社|馆|厂|联盟)$"
)
# who is told of: 王平简历; 王平，男，…
HERO = re.compile(
    "(?:同志)?(?:个人)?(?:简历|简介|履历|生平|介绍|任职经历)|[，,][男女][，,]|(?:同志)?[，,（(](?:曾用名|原名)"
)
HERO_BEFORE = re.compile("(?:简历|简介|履历|姓名)[：: ]*$")
LISTED = re.compile("分工|高级管理人员|管理团队|成员|组成|名单|领导小组|换届|班子|如下")  # what shows that a roster of the body follows
Found = tuple[Read, int, int]  # a relation, and the stretch of clean text that states it


class Page:
    """The layout of one text. `mentions`: those of the recogniser, in the order of the text."""

    def __init__(self, clean: CleanText, mentions: tuple[Mention, ...]) -> None:
        self.clean, self.around = clean, Surroundings(clean, mentions)
        self.mentions = sorted((m for m in mentions if not m.inner), key=lambda m: (m.start, -m.end))
        self.inner = [m for m in mentions if m.inner]
        self.starts = [m.start for m in self.mentions]
        self.blocks: tuple[Block, ...] = blocks(clean)

    def within(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """The mentions in [start, end) of these classes (top classes, or Post, Date, Amount)."""
        found = []
        for m in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if m.end <= end and (not kinds or (top(m.label) or m.label) in kinds):
                found.append(m)
        return found

    def held(self, start: int, end: int) -> list[Held]:
        """The posts that [start, end) names. A body that makes up a cell of its own is that of the posts behind it."""
        found = tokens(self.clean.text, start, end, tuple(self.within(start, end)))
        reader, out, last, i = Reader(found), [], None, 0
        while i < len(found):
            m = found[i].mention
            kind = top(m.label) or m.label if m is not None else ""
            phrase = reader.phrase(i) if kind in ("Organisation", "Place", "Post") or found[i].kind in ("noun", "nominal") else None
            if phrase is None or not kind and phrase.items[0].kind != "Post":      # 监事会主席: the noun before is of the title
                i += 1
                continue
            for item in phrase.items:
                for h in item.posts:
                    out.append(h if h.body is not None or last is None else Held(last, h.title, h.post, h.former))
                if item.kind in ("Organisation", "Place") and not item.posts:
                    last = item.head
            i = max(phrase.end, i + 1)
        return out

    def posts(
        self,
        rule: str,
        person: Mention,
        held: list[Held],
        *,
        former: str = "",
        modality: str = "stated",
        default: Mention | None = None,
        **more: str,
    ) -> Iterator[Read]:
        """`person` holds these posts."""
        last = default
        for h in held:
            yield from hold(rule, person, h, self.around, None, former, modality, last, **more)
            last = h.body or last

    def lists(self, line: Line) -> bool:
        """Whether a line is a list of names and posts: hardly anything else stands in it."""
        free = len(re.sub(r"[、，；。（）() \u3000等和及与]", "", line.text))
        return sum(len(m.text) for m in self.within(line.start, line.end)) * 3 >= free * 2

    @cached_property
    def title_lines(self) -> tuple[Line, ...]:
        """The lines that say what the text is: its first ones, and the value of a label 标题."""
        head = next((b.lines for b in self.blocks if b.kind == "head"), ())
        named = tuple(line for family, line in self.labels if family == "title")
        first = lines(self.clean.text)[:1]
        return (*named, *head) or tuple(first)

    @cached_property
    def labels(self) -> tuple[tuple[str, Line], ...]:
        """(family, value) of the lines label：value; the value may stand on the line below."""
        found = []
        for block in self.blocks:
            if block.kind != "labels":
                continue
            waiting = ""
            for line in block.lines:
                m = cells.label_pattern().match(line.text)
                if m is None:
                    if waiting:
                        found.append((waiting, line))
                    continue
                waiting = family(line.text)
                value = line.text[m.end() :].strip()
                if value:
                    start = line.start + line.text.index(value, m.end())
                    found.append((waiting, Line(start, line.end, value)))
                    waiting = ""
        return tuple(found)

    @cached_property
    def document(self) -> Mention | None:
        """The document that the text is or reports, as its title names it."""
        for line in self.title_lines:
            for m in self.within(line.start, line.end, "Policy"):
                if m.label == "PolicyDocument" and not m.anaphor and (len(m.text) * 2 >= len(line.text)):
                    return m
        return None

    @cached_property
    def event(self) -> Mention | None:
        """The event that the text is about, as a label or its title names it."""
        named = [line for family, line in self.labels if family == "event"]
        for line in (*named, *self.title_lines):
            if found := [m for m in self.within(line.start, line.end, "Event") if not m.anaphor]:
                return found[0]
        return None

    @cached_property
    def heroes(self) -> list[tuple[int, Mention]]:
        """(start of its line, person) for each line that begins the career of a person, in order."""
        found = []
        for line in (line for block in self.blocks for line in block.lines):
            persons = self.within(line.start, line.end, "Person")
            if persons:
                before, after = (
                    self.clean.text[line.start : persons[0].start],
                    self.clean.text[persons[0].end : line.end],
                )
                if HERO.match(after) or not after.strip() or HERO_BEFORE.search(before):
                    found.append((line.start, persons[0]))
        return found

    def event_before(self, position: int) -> Mention | None:
        """The event that was named last before a position."""
        found = [m for m in self.within(0, position, "Event") if not m.anaphor]
        return found[-1] if found else None

    def block_at(self, position: int) -> Block:
        """The block that holds a position of a line."""
        return self.blocks[bisect_right(self.blocks, position, key=lambda b: b.start) - 1]

    def committee(self, block: Block) -> Mention | None:
        """The body that a roster is of: named in its heading, the title, or before it and meant by the heading."""
        text = "".join(line.text for line in block.heading)
        for line in reversed(block.heading):
            if found := [
                m
                for m in self.within(line.start, line.end, "Organisation")
                if COMMITTEE.search(m.text) and m.text in text
            ]:
                whole = self._named(text, found[-1].start) if len(block.heading) > 1 else None
                return whole or found[-1]
        if text and (m := self._named(text, block.start)):
            return m
        above = self.clean.text.rfind("\n", 0, max(0, block.start - 1)) + 1
        for start, end in ((above, block.start), *((line.start, line.end) for line in self.title_lines)):
            found = self.committee_in(start, end)
            if found is not None and LISTED.search(self.clean.text[start:end]):
                return found
        return None

    def committee_in(self, start: int, end: int) -> Mention | None:
        """The committee named last in [start, end)."""
        found = [m for m in self.within(start, end, "Organisation") if COMMITTEE.search(m.text)]
        return found[-1] if found else None

    def _named(self, text: str, before: int) -> Mention | None:
        """The longest body named before whose name the text holds."""
        found = [
            m
            for m in self.mentions
            if m.start < before
            and top(m.label) == "Organisation"
            and m.name
            and COMMITTEE.search(m.name)
            and m.name in text
            and not m.anaphor
        ]
        return max(found, key=lambda m: (len(m.name), m.start), default=None)
