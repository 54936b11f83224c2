"""Careers: lines, or parts of a sentence, that say from when to when somebody was what.

1998.07—2001.03　甲县副县长            ended: former
2016.01—　乙市委副书记、市长           still held
1998年7月至2001年3月，任甲县副县长；
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg import cells
from kg.clauses import Held
from kg.frames import Read
from kg.records import Mention
from kg.structure.blocks import CAREER, Line
from kg.structure.page import Found, Page

# a part goes to the next semicolon, or to the next time of a career: 1998年3月任甲市副市长，2003年5月任乙局局长
NEXT_TIME = re.sub(r"\?P<\w+>", "?:", CAREER.pattern)
LEAD = re.compile("(?:[ \u3000，]|并|又|再|此后|之后|随后|其后|后|于|自|从)*")
PART = re.compile(rf"(?:[^；;。，]|，(?!{LEAD.pattern}{NEXT_TIME}))+")
TOOK = re.compile(rf"^[，, \u3000：:]*(?:(?:{cells.name_pattern().pattern})?(?:一直|先后|曾)?(?:历任|先后担任|先后任|担任|兼任|升任|调任|转任|任|在))?")
# what somebody did meanwhile: no post of the line
MEANWHILE = re.compile("[（(](?:其间|期间|其中)[：:，]?[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]?")
SEX = re.compile("(?:同志)?[，,](?:男|女)[，,]")
# a line of a biography that names nobody: 现任甲局局长。; 第九届省政协委员。
OF_HIM = re.compile("(?:现任|曾任|历任|先后任|先后担任|第[一二三四五六七八九十]+届|中共第|中国共产党第)")
OF_POSTS = re.compile("第|中共第|中国共产党第")
STATE = re.compile(
    "(?:[，；。]|(?<=\n)|(?<=\u3000))(?:(?P<held>现任|现为|现担任)|(?P<planned>拟任|拟提名为?|拟推荐为?|拟晋升为?|提名为)"
    "|曾任|历任|原任|先后担任|先后任|曾先后任|时任)"
)
PROPOSED = re.compile("拟任|拟提名|拟进一步使用|候选")
STILL = ("至今", "今", "现在")


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a career: where it stands, from when, to when ("" if it goes on), `open` if no end is said."""

    line: Line
    start: int  # of what follows the time
    end: int
    begun: str
    ended: str
    open: bool  # a dash or 至今: it goes on; False with an empty `ended`: only its beginning is said


def iso(date: str) -> str:
    """1998.07, 1998年7月 → 1998-07."""
    return "-".join(n.zfill(2) for n in re.findall(r"\d+", date))


def times(line: Line, sure: bool) -> Iterator[Time]:
    """The times of a career that a line tells, each at the beginning of a part of it. `sure`: the line is one of a career, so that
    its first time needs no 任 behind it."""
    masked = MEANWHILE.sub(lambda m: "\u3000" * len(m.group()), line.text)
    for part in PART.finditer(masked):
        lead = LEAD.match(part.group()).end()
        m = cells.RANGE.match(masked, part.start() + lead, part.end())
        if m is None or not (sure and not part.start()) and not CAREER.match(masked, m.start()):
            continue
        ended = m["to"] or ""
        begin = m.end() + TOOK.match(masked[m.end() : part.end()]).end()
        still = ended in STILL
        yield Time(
            line,
            line.start + begin,
            line.start + part.end(),
            iso(m["from"]),
            "" if still else iso(ended),
            still or bool((m["dash"] or m["since"]) and not ended),
        )


def hero(page: Page, before: int) -> Mention | None:
    """The person whose career is told: named with 简历 or sex and birth, or alone on a line, last before a position."""
    at = bisect_left(page.heroes, before, key=lambda h: h[0])
    return page.heroes[at - 1][1] if at else None


def read(page: Page) -> Iterator[Found]:
    """The posts of all careers of a text, with from, to, and former where they ended."""
    told = [
        t
        for b in page.blocks
        if b.kind in ("biography", "prose")
        for line in b.lines
        for t in times(line, b.kind == "biography")
    ]
    for n, t in enumerate(told):
        person = hero(page, t.line.start + 1) or _own(page, t)
        if person is None:
            continue
        followed = (
            not t.open and not t.ended and n + 1 < len(told) and bool(page.held(told[n + 1].start, told[n + 1].end))
        )
        more = {"from": t.begun, "to": t.ended}
        former = "是" if t.ended or followed else ""
        held = page.held(t.start, _visible(t))
        planned = [h for h in held if PROPOSED.search(page.clean.text[t.start : h.post.start])]
        yield from (
            (r, t.line.start, t.line.end)
            for r in page.posts("career", person, _rest(held, planned), former=former, **more)
        )
        yield from ((r, t.line.start, t.line.end) for r in page.posts("career", person, planned, modality="planned"))


def profiles(page: Page) -> Iterator[Found]:
    """王平，男，1970年3月生，现任甲局局长，拟任乙局局长: what such a line says of the person that it begins with; what a line that
    begins with 现任 says of him whose life is told; what lines of nothing but posts below a career say of him."""
    after = {b.lines[0].start for a, b in zip(page.blocks, page.blocks[1:]) if a.kind == "biography" and b.kind == "prose"}
    for line in (line for b in page.blocks if b.kind in ("prose", "roster") for line in b.lines):
        person, begin = _told_of(page, line)
        if person is None:
            continue
        for r in _states(page, person, begin, line.end):
            yield r, line.start, line.end
        if line.start in after and begin == line.start and OF_POSTS.match(line.text) and page.lists(line):
            for r in page.posts("profile", person, page.held(line.start, line.end)):
                yield r, line.start, line.end


def _told_of(page: Page, line: Line) -> tuple[Mention | None, int]:
    """(whom a line of a profile tells of, where what it says begins); (None, 0) of any other line."""
    persons = page.within(line.start, min(line.end, line.start + 20), "Person")
    if persons and SEX.match(page.clean.text, persons[0].end, line.end):
        return persons[0], persons[0].end
    if OF_HIM.match(line.text) and not page.within(line.start, line.end, "Person"):
        return hero(page, line.start + 1), line.start
    return None, 0


def _states(page: Page, person: Mention, begin: int, end: int) -> Iterator[Read]:
    """The posts behind 现任, 曾任, 拟任 in [begin, end)."""
    marks = list(STATE.finditer(page.clean.text, begin, end))
    for m, following in zip(marks, [*marks[1:], None]):
        stop = page.clean.text.find("。", m.end(), end)
        last = min(x for x in (following.start() if following else end, stop if stop >= 0 else end))
        former = "" if m["held"] or m["planned"] else m.group().strip("，；。 ")
        modality = "planned" if m["planned"] else "stated"
        yield from page.posts("profile", person, page.held(m.end(), last), former=former, modality=modality)


def _rest(held: list[Held], planned: list[Held]) -> list[Held]:
    return [h for h in held if h not in planned]


def _own(page: Page, t: Time) -> Mention | None:
    """王平1998年任…: the person that the line itself begins with."""
    persons = page.within(t.line.start, t.start, "Person")
    return persons[0] if persons else None


def _visible(t: Time) -> int:
    """Where what the line says of the time itself ends: before （其间…）."""
    m = MEANWHILE.search(t.line.text, t.start - t.line.start)
    return min(t.end, t.line.start + m.start()) if m else t.end
