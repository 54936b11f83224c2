"""Rolls: persons named one after another under a line that says of what all of them are members.

甲市第九届纪律检查委员会委员名单
（共12名，按姓氏笔画为序）
王平　李四（女）　张三（满族）　赵五

副主任                              a seat on a line of its own: those on the lines below it hold it
王平　李四
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.cells import BRACKET, CELL
from kg.clauses import Held
from kg.recognise.sources import posts
from kg.records import Mention
from kg.structure.blocks import lines
from kg.structure.page import Found, Page

SHORTEST = 4  # persons in a row: fewer are met in any sentence
LONGEST_HEADING = 160  # characters of the lines above the first name, in which the body and the seat are looked for
BETWEEN = re.compile(rf"(?:[\s{CELL}、，,]|[（(][^（）()\n]{{1,8}}[）)])+")
SEAT = re.compile(
    "(?P<seat>(?:副主任|主任)?(?:候补)?(?:常务)?(?:委员|常委|理事|监事|董事|会员|代表))(?:会?候选人|建议人选)?"
    rf"(?:名单|[（(]|[：:]|[\s{CELL}]|如下|为|有|$)"
)
SEAT_LINE = re.compile(rf"(?P<seat>[一-鿿]{{2,8}}){BRACKET}[：:]?")
PROPOSED = re.compile("候选人|建议人选|推荐|公示|拟")


def read(page: Page) -> Iterator[Found]:
    """The seat that each person of a roll has."""
    text = page.clean.text
    if PROPOSED.search(text, 0, LONGEST_HEADING):
        return
    below: set[int] = set()
    for body, (at, title), persons in _below_seats(page):
        below.update(p.start for p in persons)
        yield from _seats(page, body, at, title, persons)
    for roll in _runs(page):
        above = max(0, roll[0].start - LONGEST_HEADING)
        seats = list(SEAT.finditer(text, above, roll[0].start))
        if not seats or re.search("[。；]", text[seats[-1].start() : roll[0].start]):
            continue
        at, title = seats[-1].start("seat"), seats[-1]["seat"]
        if (body := page.committee_in(above, at)) is not None:
            yield from _seats(page, body, at, title, [p for p in roll if p.start not in below])


def _seats(page: Page, body: Mention, at: int, title: str, persons: list[Mention]) -> Iterator[Found]:
    post = Mention(at, at + len(title), title, "Post", title, source="layout")
    for person in persons:
        for r in page.posts("roll", person, [Held(body, title, post)]):
            yield r, at, person.end


def _below_seats(page: Page) -> Iterator[tuple[Mention, tuple[int, str], list[Mention]]]:
    """(body, seat, persons) of lines of nothing but names below a line of nothing but a post, at the body named last above."""
    seat, body = None, None
    for line in lines(page.clean.text):
        persons = page.within(line.start, line.end, "Person")
        m = SEAT_LINE.fullmatch(line.text)
        if m and posts.pattern().fullmatch(m["seat"]):
            seat = line.start, m["seat"]
            body = body or page.committee_in(0, line.start)
        elif seat and persons and not _besides(page, line.start, line.end, persons):
            if body is not None:
                yield body, seat, persons
        else:
            seat = None


def _besides(page: Page, start: int, end: int, persons: list[Mention]) -> bool:
    """Whether a line holds more than its persons."""
    edges = [start, *(x for p in persons for x in (p.start, p.end)), end]
    return any(
        a < b and not BETWEEN.fullmatch(page.clean.text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)
    )


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
