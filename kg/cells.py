"""Lines whose layout says something: rows of cells (tables, rosters), lines of a career, lines with a label in front.

Pure functions over lines as strings. Cleaning (`kg.clean`) keeps such lines as they are, with one `CELL` between two
cells however the file sets them apart (tabulator, |, wide blanks); `kg.structure` reads them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import rows as lexicon_rows, words

CELL = "\u3000"  # between the cells of a row in clean text
H = "\u3400-\u9fff\U00020000-\U0003ffff"
BAR = re.compile(r"\s*\|.*\|\s*")
RULE = re.compile(r"[\s|:\-—]*-{3,}[\s|:\-—]*")
DIVIDER = re.compile(r"[ \u3000]*\t[\t \u3000]*|[ \u3000]*\u3000[ \u3000]*| {2,}")
PROSE = re.compile("[。；;！？!?，]")
LONGEST_ROW = 160
LONGEST_CELL = 60
POST = re.compile("[长员记任席理事官授士师裁监人使表管导](?:[（(][^）)]*[）)])?$")
SHORT = re.compile(f"[{H}]{{2,6}}|[{H}·•]{{5,15}}")
OFFICE = re.compile(rf"[局部委厅院会府司办处校行团省市县区][{H}]{{0,8}}(?:[长任员席]|书记|常委)$")
BRACKET = "(?:[（(][^（）()]{1,12}[）)])?"
NUMBERING = (
    "(?:(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]) ?"
)
MONTH = r"(?:(?:19|20)\d\d(?:[.．/年\-]\d{1,2}(?!\d))?(?:[.．/月]\d{1,2}(?!\d))?[年月日]?)"
TILL = rf"(?:至今|今|现在|{MONTH})"
# 1998.07—2001.03, 2016年1月起, 2016.01—
DASH = "[ ]*(?:—+|-+|－+|–+|～|~|至|到)[ ]*"
RANGE = re.compile(rf"(?P<from>{MONTH})(?:(?P<dash>{DASH})(?P<to>{TILL})?|(?P<since>起|以来)?)")
RANK = "(?:第一|常务|执行|名誉|荣誉|联席|共同|轮值|联合)*副?(?:常务|执行)?"
NOTICE = re.compile(
    "(?:经[^，。：]{2,40}，)?(?:决定)?(?:任命|免去|聘任|解聘|免职|任职|接受|同意|批准任命|罢免|撤销|补选|选举|推选)"
)
GOVERNED = re.compile(f"[{H}·（），、]{{2,60}}(?:为|任|的)[^。；]{{2,60}}[。；;]?$")


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """Label → its family (`kg/lexicons/labels.txt`)."""
    return {word: family for family, entries in lexicon_rows("labels") for word in entries.split()}


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern:
    """A line that begins with a label: `label`, and what follows the colon."""
    labels = "|".join(re.escape(w) for w in sorted(families(), key=lambda w: (-len(w), w)))
    return re.compile(rf"[ \u3000]*(?:{NUMBERING})?(?:{RANK})(?P<label>{labels}){BRACKET}(?:如下|的有|有)?[：:]")


@lru_cache(maxsize=1)
def name_pattern() -> re.Pattern:
    """A cell that may be a person's name: surname and one or two characters, or one with points in it."""
    surname = "|".join((*words("compound_surnames"), f"[{''.join(words('surnames'))}]"))
    return re.compile(rf"(?:(?:{surname})[{H}]{{1,2}}|[{H}]{{1,8}}(?:[·•][{H}]{{1,10}})+)")


def is_name(cell: str) -> bool:
    """Whether a cell has the form of a person's name, （女） and the like behind it apart."""
    return bool(re.fullmatch(rf"{name_pattern().pattern}(?:同志)?{BRACKET}", cell.strip()))


def split(line: str) -> list[str]:
    """The cells of a line as a file sets them apart; [line] of one without dividers."""
    line = line.strip()
    if BAR.fullmatch(line):
        return [c.strip() for c in line.strip("|").split("|")]
    return DIVIDER.split(line)


def is_header(cells: list[str]) -> bool:
    """Whether a row names columns: 姓名, 单位, 职务."""
    known = [families().get(re.sub(r"\s", "", c), "") for c in cells]
    return sum(f not in ("", "seat") for f in known) >= 2


def is_career(cells: list[str]) -> bool:
    """Whether a row is a time and what somebody was then: 1998.07—2001.03, 某县副县长."""
    m = RANGE.match(cells[0])
    return len(cells) == 2 and m is not None and m.end() == len(cells[0])


def _telling(cells: list[str]) -> bool:
    """Whether a row shows by itself that it is one: a header, a label and a name, a name and a post, a date and a post."""
    if is_header(cells) or is_career(cells):
        return True
    label = label_pattern().match(cells[0])
    first = cells[0][label.end() :].strip() if label else cells[0]
    rest = cells[1:] if first else cells[2:]
    first = first or cells[1]
    if label and (is_name(first) or SHORT.fullmatch(first) and any(POST.search(c) for c in rest)):
        return True
    named = [is_name(c) for c in (first, *rest)]
    return any(named) and any(POST.search(c) for c, name in zip((first, *rest), named) if not name)


def _offices(cells: list[str]) -> bool:
    """Whether a row may be a name of any form and a post at a body; not by itself, but below another."""
    return len(cells) == 2 and bool(SHORT.fullmatch(cells[0]) and OFFICE.search(cells[1]))


def table_lines(lines: list[str]) -> list[bool]:
    """For each line whether it is a row of cells. Lines of equally many cells below each other speak for one another."""
    found = [split(line) if len(line) <= LONGEST_ROW else [line] for line in lines]
    fits = [
        len(cells) > 1
        and (
            is_career(cells)
            or not RULE.fullmatch(line)
            and not PROSE.search("".join(cells))
            and all(len(c) <= LONGEST_CELL for c in cells)
        )
        for line, cells in zip(lines, found)
    ]
    out = [False] * len(lines)
    i = 0
    while i < len(lines):
        j = i + 1
        while fits[i] and j < len(lines) and (fits[j] and len(found[j]) == len(found[i]) or RULE.fullmatch(lines[j])):
            j += 1
        if fits[i]:
            block = [k for k in range(i, j) if fits[k]]
            telling = [k for k in block if _telling(found[k]) or len(block) > 1 and _offices(found[k])]
            whole = len(block) > 1 and (
                BAR.fullmatch(lines[i]) or len(telling) * 2 >= len(block) or is_header(found[i])
            )
            for k in block if whole else telling:
                out[k] = True
        i = j
    return out


def apart(line: str, above: str = "") -> bool:
    """Whether a line begins a paragraph by what it is: a row, a time of a career, a label, an appointment."""
    line = line.strip()
    if CELL in line or label_pattern().match(line) or NOTICE.match(line):
        return True
    m = RANGE.match(line)
    if m and (m["dash"] or m["since"] or line[m.end() : m.end() + 1] in (CELL, " ")):
        return True
    return above.rstrip()[-1:] in ("：", ":", "；", ";") and bool(GOVERNED.match(line))
