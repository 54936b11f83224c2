"""Rosters: who sits on a committee as what, and which post each has elsewhere.

召集人：王平　甲部部长
成员：李四（乙局局长）、张三（丙局局长）
赵五　丁委副主任              as the line above: a member
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg import cells
from kg.cells import CELL
from kg.clauses import Held
from kg.records import Mention
from kg.structure.blocks import Block
from kg.structure.page import Found, Page

MEMBERS_LISTED = re.compile("成员名单|组成人员|成员及|成员$")
MEMBER = "成员"
PLAIN = ("成员", "组员", "委员", "理事", "监事", "顾问")      # a line below may say which post each of them has
OFFICE_FIRST = re.compile(f"[^{CELL}：]+(?:[长任席]|书记){CELL}")


@lru_cache(maxsize=1)
def seat_pattern() -> re.Pattern:
    """A seat as a label within a line: 副组长：."""
    seats = "|".join(sorted((w for w, f in cells.families().items() if f == "seat"), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:^|(?<=[{CELL} ；，。、]))(?:{cells.NUMBERING})?(?P<seat>{cells.RANK}(?:{seats})){cells.BRACKET}(?:[：:]|(?={CELL}))"
    )


def read(page: Page, block: Block) -> Iterator[Found]:
    """The seats and the posts that a roster gives."""
    committee = page.committee(block)
    heading = "".join(line.text for line in block.heading)
    seat: tuple[str, int] = (MEMBER, -1) if MEMBERS_LISTED.search(heading) else ("", -1)
    start = block.heading[0].start if block.heading else block.start
    for line in block.lines:
        for seat_, begin, end in _pieces(line.text, line.start, seat):
            seat = seat_
            if begin == line.start and seat[1] >= 0 and seat[0] not in PLAIN and OFFICE_FIRST.match(line.text):
                seat = ("", -1)      # 政府办公室主任　王平 below 副县长　李四: a post of its own
            own = list(entries(page, begin, end))
            for person, held in own:
                stated = (start if committee is not None and committee.start >= start else line.start, line.end)
                if (
                    committee is not None
                    and seat[0]
                    and not any(h.title == seat[0] and h.body is not None for h in held)
                ):
                    yield from ((r, *stated) for r in page.posts("roster-seat", person, [_seat(committee, seat, line)]))
                yield from ((r, line.start, line.end) for r in page.posts("roster", person, held))


def _seat(committee: Mention, seat: tuple[str, int], line) -> Held:
    at = seat[1] if seat[1] >= 0 else line.start
    return Held(committee, seat[0], Mention(at, at + len(seat[0]), seat[0], "Post", seat[0], source="layout"))


def _pieces(text: str, offset: int, seat: tuple[str, int]) -> Iterator[tuple[tuple[str, int], int, int]]:
    """(seat, start, end) of the parts of a line that each seat governs."""
    found = list(seat_pattern().finditer(text))
    first = found[0].start() if found else len(text)
    if text[:first].strip(CELL + " "):
        yield seat, offset, offset + first
    for m, following in zip(found, [*found[1:], None]):
        yield (
            (m["seat"], offset + m.start("seat")),
            offset + m.end(),
            offset + (following.start() if following else len(text)),
        )


def entries(page: Page, start: int, end: int) -> Iterator[tuple[Mention, list[Held]]]:
    """The persons in [start, end), each with the posts behind it, or, where the stretch begins with posts, before it."""
    persons = page.within(start, end, "Person")
    if not persons:
        return
    before = bool(page.within(start, persons[0].start, "Post", "Organisation"))
    edges = [start, *(m.end for m in persons)] if before else [*(m.start for m in persons), end]
    for i, person in enumerate(persons):
        a, b = (edges[i], person.start) if before else (person.end, edges[i + 1])
        yield person, page.held(a, b)
