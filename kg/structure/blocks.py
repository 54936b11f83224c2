"""Clean text as blocks of lines of one shape: prose, head, roster, table, biography, notice, labels, signature.

The shape alone decides: colons, cells, times in front, verbs of appointment. What a block says is for its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import cells
from kg.cells import CELL, H
from kg.records import CleanText

DIGIT = "[0-9一二三四五六七八九十]"
DATE_LINE = re.compile(rf"(?:[12]\d{{3}}|[二〇○零一九八七六五四三0-9]{{4}})年{DIGIT}{{1,3}}月{DIGIT}{{1,3}}日")
BODY_LINE = re.compile(rf"[{H}（）A-Za-z0-9·{CELL} 、]{{2,60}}")
NAME = rf"(?:{cells.NUMBERING})?[{H}·•]{{2,15}}"
NAMED = rf"{NAME}(?:[（(][^（）()]{{1,50}}[）)])?"
MEMBERS = re.compile(rf"{NAMED}(?:[、，；{CELL} ]+{NAMED})*[。；，、]?")
# 1998年7月至2001年3月，任…: a time of a career in running text
CAREER = re.compile(
    rf"{cells.RANGE.pattern}[，,]?(?:{cells.name_pattern().pattern})?(?:一直|先后|曾)?(?:历任|先后任|先后担任|任|担任|兼任|升任|调任|转任|当选|被任命为"
    rf"|在[{H}]{{2,30}}(?:担任|挂职任|任(?!务|何|意)))"
)
APPOINTS = "任命|决定任命|聘任|聘请|批准任命|选举|补选|推选|增补|通过任命"
REMOVES = "免去|决定免去|罢免|撤销|免除|解聘|接受|同意|批准|决定接受"
# 会议决定任命：
HEADING_VERB = re.compile(
    r"(?:^|.*?[，；。 ]|.*?(?:会议|会|政府|研究|日|[省市县区院部]|提请|建议|现|拟))"
    rf"(?:{APPOINTS}|{REMOVES}|任职|免职|辞职)(?:如下|以下人员|名单|人员|下列人员)?{cells.BRACKET}[：:]$"
)
HEAD_LINES = 4
LONGEST_HEAD = 60
LONGEST_HEADING = 160
LONGEST_VALUE = 800
LONGEST_OFFICE = 160  # characters of what a line of a career says behind its time
# 市长 王平
OFFICE_LINE = re.compile(rf"[{H}]{{0,12}}(?:[省市县区州镇乡旗盟部厅局院]长|主席|书记|主任|检察长) [{H}·]{{2,15}}")
# 市财政局局长王平
TITLED_NAME = re.compile(rf"(?:长|任|书记|委员|主席|经理|董事|理事|教授|常委|专员)(?=([{H}·]{{2,15}})$)")
# 王平同志任甲局局长；
WHO = rf"[{H}·]{{2,15}}{cells.BRACKET}"
TAKES = re.compile(
    rf"{WHO}(?:、{WHO})*(?:同志)?(?:任(?!务|何|意|性)|兼任|不再担任|不再兼任)[^。；，]{{2,50}}[；;。，]"
    r"(?:[^。；]{0,40}[；;。])?$"
)
# what a heading may be of
OTHER_KIND = ("prose", "head")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of clean text and where it stands."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind below each other; `heading`: the short lines right above, which say what it is about."""

    kind: str
    lines: tuple[Line, ...]
    heading: tuple[Line, ...] = ()

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


def lines(text: str) -> list[Line]:
    """The lines of a text that hold something, without blanks around them."""
    found, at = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            found.append(Line(start, start + len(bare), bare))
        at += len(line) + 1
    return found


def is_heading(line: Line) -> bool:
    """Whether a line is short and no sentence."""
    return len(line.text) <= LONGEST_HEAD and not re.search("[。；，]", line.text) and line.text[-1] not in "、：:"


def family(line: str) -> str:
    """The family of the label that a line begins with, "" if none."""
    m = cells.label_pattern().match(line)
    return cells.families()[m["label"]] if m else ""


def is_list(value: str) -> bool:
    """Whether what stands behind a seat is a list of persons, with their posts in brackets or before the names; or nothing."""
    listed = re.sub("[（(][^（）()]*[）)]", "", value)
    members = [m for m in re.split(f"[、，；。 {CELL}]", listed) if m]
    named = [m for m in members if cells.is_name(m) or TITLED_NAME.search(m)]
    if len(members) == 1 and len(members[0]) <= 6 and value[-1] not in "。？！":
        return True
    return (
        not members
        or len(named) * 2 >= len(members)
        or "，" not in listed
        and len(members) > 1
        and all(len(m) < 8 for m in members)
    )


def _office(text: str) -> bool:
    """Whether what stands right behind a stretch of time is a post and no sentence: 甲厅某处副处长（正处级）；."""
    bare = re.sub("[（(][^（）()]*[）)]", "", text).rstrip("；;。， ")
    return bool(bare) and bool(cells.POST.search(bare)) and not re.search("[。；]", bare)


def _kind(line: Line, above: str, last: Line | None) -> str:
    text = line.text
    if CELL in text:
        parts = text.split(CELL)
        if cells.is_career(parts):
            return "biography"
        if (
            cells.is_header(parts)
            or above == "table"
            and last is not None
            and last.text.count(CELL) == text.count(CELL)
        ):
            return "table"
        label = family(text)
        return "labels" if label and label != "seat" else "roster"
    if OFFICE_LINE.fullmatch(text) and cells.is_name(text.split(" ")[1]):
        return "roster"
    m = cells.RANGE.match(text)
    if m and ((m["dash"] or m["since"]) and text[m.end() : m.end() + 1] in (" ", "：") or CAREER.match(text)):
        return "biography"
    if m and (m["dash"] or m["since"]) and 0 < len(text) - m.end() <= LONGEST_OFFICE and _office(text[m.end() :]):
        return "biography"
    if label := family(text):
        value = text[cells.label_pattern().match(text).end() :]
        if "。" in value.rstrip("。") or len(value) > LONGEST_VALUE:
            return "prose"
        if label != "seat":
            return "labels"
        return "roster" if is_list(value) else "prose"  # 主任：我们认为，…
    if text[-1] in "：:" and len(text) <= LONGEST_HEADING and HEADING_VERB.match(text):
        return "notice"
    if (
        cells.NOTICE.match(text)
        and re.search("为|职务|辞去|任", text[2:])
        and not re.search("[，。](?!其|自|免去|任命|同时)[^；。]{12,}", text)
    ):
        return "notice"
    if TAKES.match(text) and cells.is_name(re.split("同志|[（(、任为兼不]", text)[0]):
        return "notice"
    if (
        above == "notice"
        and last is not None
        and last.text[-1] in "：:；;，、。"
        and (cells.GOVERNED.match(text) or last.text[-1] in "：:、" and MEMBERS.fullmatch(text))
    ):
        return "notice"
    if (
        above == "roster"
        and len(text) <= LONGEST_VALUE
        and MEMBERS.fullmatch(text)
        and (cells.is_name(re.split("[（(、，； ]", text)[0]) or "（" in text)
        and ("、" in text or "（" in text or cells.is_name(text) or last is not None and last.text[-1] in "：:")
    ):
        return "roster"
    if above == "labels" and last is not None and last.text[-1] in "：:" and len(text) <= 120:
        return "labels"
    return "prose"


def blocks(clean: CleanText) -> tuple[Block, ...]:
    """The blocks of a text, in order; every line that is not blank is in one."""
    every = lines(clean.text)
    kinds: list[str] = []
    for i, line in enumerate(every):
        kinds.append(_kind(line, kinds[-1] if kinds else "", every[i - 1] if i else None))
    for i in range(1, len(every)):  # a body and a date alone: a signature
        if (
            kinds[i] == "prose"
            and DATE_LINE.fullmatch(re.sub(r"\s", "", every[i].text))
            and i > 2
            and BODY_LINE.fullmatch(every[i - 1].text)
            and kinds[i - 1] in ("prose", "roster")
        ):
            first = i - 1
            while (
                first > 2
                and i - first < 8
                and BODY_LINE.fullmatch(every[first - 1].text)
                and kinds[first - 1] == "prose"
                and not any(c in every[first - 1].text for c in "：，。")
            ):
                first -= 1
            kinds[first : i + 1] = ["signature"] * (i + 1 - first)
    for i, line in enumerate(every[:HEAD_LINES]):
        if kinds[i] != "prose" or not (
            is_heading(line) or i and line.text[0] in "（(—" and len(line.text) <= LONGEST_HEAD
        ):
            break
        kinds[i] = "head"
    return tuple(_grouped(every, kinds))


def _grouped(every: list[Line], kinds: list[str]) -> Iterator[Block]:
    i = 0
    while i < len(every):
        j = i + 1
        while (
            j < len(every)
            and kinds[j] == kinds[i]
            and not (kinds[i] == "table" and cells.is_header(every[j].text.split(CELL)))
        ):
            j += 1
        heading, k = [], i
        while (
            k
            and kinds[i] not in OTHER_KIND
            and len(heading) < 3
            and kinds[k - 1] in OTHER_KIND
            and (is_heading(every[k - 1]) or every[k - 1].text[0] in "（(")
        ):
            k -= 1
            heading.insert(0, every[k])
        yield Block(kinds[i], tuple(every[i:j]), tuple(heading))
        i = j
