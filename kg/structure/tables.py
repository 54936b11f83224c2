"""Tables of persons: a row a person, with the columns 姓名, 单位, 职务 as the header names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import cells
from kg.cells import CELL
from kg.structure import rosters
from kg.structure.blocks import Block, Line
from kg.structure.page import Found, Page


def spans(line: Line) -> list[tuple[int, int]]:
    """(start, end) of the cells of a row in clean text."""
    found, at = [], line.start
    for part in line.text.split(CELL):
        found.append((at, at + len(part)))
        at += len(part) + 1
    return found


def columns(line: Line) -> list[str]:
    """The family of each column that a header names, "" where it means nothing to us."""
    return [cells.families().get(re.sub(r"\s", "", part), "") for part in line.text.split(CELL)]


def read(page: Page, block: Block) -> Iterator[Found]:
    """The posts that a table gives; the seats of a committee where it has a column for them."""
    named = columns(block.lines[0]) if cells.is_header(block.lines[0].text.split(CELL)) else []
    if "name" not in named:
        if not named:
            yield from rosters.read(page, block)
        return
    whole = None if {"body"} & set(named) else page.committee(block)      # 甲公司董事会成员: where no column says at whom
    header = block.lines[0].text.split(CELL)
    for line in block.lines[1:]:
        parts = spans(line)
        if len(parts) != len(named):
            continue
        cell = dict(zip(reversed(named), reversed(parts)))  # of two columns of one name the first
        persons = page.within(*cell["name"], "Person")
        bodies = page.within(*cell["body"], "Organisation", "Place") if "body" in cell else []
        for family, column, (start, end) in zip(named, header, parts):
            if family != "post" and not (family == "body" and "post" not in cell):
                continue
            for person in persons:
                for r in page.posts(
                    "table",
                    person,
                    page.held(start, end),
                    default=bodies[-1] if bodies else whole,
                    modality="planned" if "拟" in column else "stated",
                    former=column[0] if column[0] in "原曾" else "",
                ):
                    yield r, block.start, line.end
