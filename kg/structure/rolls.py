"""Rolls: persons named one after another under a line that says of what all of them are members.

甲市第九届纪律检查委员会委员名单
（共12名，按姓氏笔画为序）
王平　李四（女）　张三（满族）　赵五
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.cells import CELL
from kg.clauses import Held
from kg.records import Mention
from kg.structure.page import COMMITTEE, Found, Page

SHORTEST = 4  # persons in a row: fewer are met in any sentence
LONGEST_HEADING = 160  # characters of the lines above the first name, in which the body and the seat are looked for
BETWEEN = re.compile(rf"(?:[\s{CELL}、，,]|[（(][^（）()\n]{{1,8}}[）)])+")
SEAT = re.compile(
    "(?P<seat>(?:副主任|主任)?(?:候补)?(?:常务)?(?:委员|常委|理事|监事|董事|会员|代表))(?:会?候选人|建议人选)?"
    rf"(?:名单|[（(]|[：:]|[\s{CELL}]|如下|为|有|$)"
)
PROPOSED = re.compile("候选人|建议人选|推荐|公示|拟")


def read(page: Page) -> Iterator[Found]:
    """The seat that each person of a roll has."""
    text = page.clean.text
    for roll in _runs(page):
        above = max(0, roll[0].start - LONGEST_HEADING)
        seats = [m for m in SEAT.finditer(text, above, roll[0].start)]
        if not seats or PROPOSED.search(text, above, roll[0].start) or re.search("[。；]", text[seats[-1].start() : roll[0].start]):
            continue
        at, title = seats[-1].start("seat"), seats[-1]["seat"]
        body = _body(page, above, at)
        if body is not None:
            post = Mention(at, at + len(title), title, "Post", title, source="layout")
            for person in roll:
                for r in page.posts("roll", person, [Held(body, title, post)]):
                    yield r, max(above, min(body.start, at)), person.end


def _runs(page: Page) -> Iterator[list[Mention]]:
    """The runs of persons between whom nothing stands but blanks, commas and remarks in brackets."""
    run: list[Mention] = []
    for person in page.within(0, len(page.clean.text), "Person"):
        if run and not BETWEEN.fullmatch(page.clean.text, run[-1].end, person.start):
            if len(run) >= SHORTEST:
                yield run
            run = []
        run.append(person)
    if len(run) >= SHORTEST:
        yield run


def _body(page: Page, start: int, end: int) -> Mention | None:
    """The committee named last in [start, end); where it stands right before the seat, its fullest name nearby."""
    found = [m for m in page.within(start, end, "Organisation") if COMMITTEE.search(m.text)]
    return found[-1] if found else None
