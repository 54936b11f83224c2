"""Names that layout alone makes sure: a cell below 姓名, a name before （乙局局长）, what stands behind 采购人名称：.

Proposals for the recogniser: spans with a class, from the text alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg import cells, names
from kg.cells import CELL, H
from kg.recognise.sources import posts
from kg.records import CleanText, Mention
from kg.structure.biographies import times
from kg.structure.blocks import BODY_LINE, DATE_LINE, Block, Line, blocks, family
from kg.structure.notices import APPOINT, BARE_APPOINT, BARE_REMOVE, NEXT, NO_MORE, REMOVE, RESIGN, is_notice, parts
from kg.structure.rosters import _pieces
from kg.structure.tables import columns, spans

ANY_NAME = re.compile(rf"[{H}]{{2,4}}|[{H}]{{1,8}}(?:[·•][{H}]{{1,10}})+|[{H}]{{5,6}}")
LIST = re.compile(rf"[、，； {CELL}]")
AND = re.compile("[和及与]")
BEHIND = re.compile(r"[（(][^（）()]*[）)]|同志$|等$")
# 旺堆（市财政局局长）, 旺堆（女）　市财政局局长
TITLED_ENTRY = re.compile(
    rf"(?:^|(?<=[、，；{CELL} ]))(?P<name>{ANY_NAME.pattern})"
    rf"(?:[（(](?P<inside>[^（）()]{{2,50}})[）)]|(?:[（(][^（）()]{{1,8}}[）)])?{CELL}(?P<post>[^；{CELL}]{{2,60}}))"
)
NO_NAME = re.compile("^(?:宣布|决定|任命|免去|通过|经研究|同意|接受|选举|推选|提名|聘任|由)|(?:任|为|担任|兼任|出任|当选)$|人员|同志|等人|单位|部门|领导|代表|名单|姓名|以上|其他|另行|暂缺|空缺|待定|如下|工作|业务|分工")
KIND = "通知|意见|决定|批复|公告|通告|通报|函|命令|报告|请示|办法|方案|规定|细则|条例|公报|决议|措施|复函|答复"
IN_TITLE = rf"{H}A-Za-z0-9《》〈〉“”（）、·—\-"
TITLED = re.compile(rf"[{IN_TITLE}]*?(?:关于|印发|转发)[{IN_TITLE}，.%]{{4,120}}(?:{KIND})(?:（[^（）]{{1,16}}）)?")
MEETING = re.compile("(?:会|论坛|会议|峰会|年会)$")
EVENT = re.compile("(?:会|论坛|周|节|展|展览|赛|大赛|仪式|活动|博览会|启动式|典礼|嘉年华)$")
BODY_FAMILIES = ("buyer", "supplier", "issuer", "host", "lead", "member")
COMPANY_FAMILIES = ("supplier",)
OPENS = re.compile(f"(?:[{H}]{{0,12}}(?:会议|大会))?(?:表决|投票)?(?:决定|通过|依法)?(?:任命|免去|接受|选举|补选|批准任命|聘任|{NEXT})")
DUTY = re.compile("^(?:主持|负责|分管|协助|联系|协管|领导)")      # what the cell behind a name says that he does
# 甲公司第三届董事会成员, 甲校领导班子: the body of a heading
OF_BODY = re.compile(
    f"(?P<body>[{H}（）A-Za-z0-9]{{4,40}}?)(?:第[一二三四五六七八九十]{{1,3}}届)?(?:(?:董事会|监事会|理事会)(?:成员)?|(?:现任)?领导班子(?:成员)?|班子成员"
    "|(?:现任)?领导(?:成员|分工|名单|简介|介绍)?|组成人员|管理团队|高级管理人员)(?:名单|一览表|一览|情况|介绍)?"
)
OF_ROLL = re.compile(
    f"(?P<body>[{H}]{{4,40}}(?:委员会|理事会|监事会|董事会|常委会|协会|学会|代表大会))"
    "(?:(?:常务|候补)?(?:委员|理事|监事|董事|会员|代表)|领导班子|组成人员)名单(?:[（(].{1,20}[）)])?"
)
LEAST_OF_ROLL = 4
LIKE_NAMES = 0.8  # the share of the members of a roll that have the form of a name
PERSON_FAMILIES = ("attend", "preside")


def certain(clean: CleanText) -> list[Mention]:
    """Persons, posts, bodies and documents that the layout of a text shows, in the order of the text; they may overlap."""
    found: dict[tuple[int, int, str], Mention] = {}
    every = blocks(clean)
    for block in every:
        for m in (*_rows(block), *_decided(block), *_careers(block), *_labelled(block), *_signed(block), *_rolls(block)):
            found.setdefault((m.start, m.end, m.label), m)
    for m in _titles(every):
        found.setdefault((m.start, m.end, m.label), m)
    return sorted(found.values(), key=lambda m: (m.start, -m.end, m.label))


def _mention(start: int, text: str, label: str) -> Mention:
    return Mention(start, start + len(text), text, label, text.strip("《》"), source="layout")


def persons(text: str, start: int, sure: bool = False) -> Iterator[Mention]:
    """The persons of a list of names; `sure`: nothing else can stand there, whatever the surname."""
    for at, name in members(text):
        if len(name) == 6 and cells.is_name(name[:3]) and cells.is_name(name[3:]):  # two that a blank was lost between
            yield from (_mention(start + at + i, name[i : i + 3], "OtherPerson") for i in (0, 3))
        elif (
            ANY_NAME.fullmatch(name)
            and not NO_NAME.search(name)
            and (cells.is_name(name) or sure and not posts.pattern().search(name))
        ):
            yield _mention(start + at, name, "OtherPerson")


def members(text: str) -> Iterator[tuple[int, str]]:
    """(offset, name) of the members of a list, without what stands in brackets; 和 parts two only where it is in no name."""
    bare = BEHIND.sub(lambda m: CELL * len(m.group()), text)
    at = 0
    for part in LIST.split(bare):
        inner = at
        for name in [part] if cells.is_name(part.strip()) else AND.split(part):
            if name.strip():
                yield inner + name.index(name.strip()), name.strip()
            inner += len(name) + 1
        at += len(part) + 1


def split_post(text: str) -> tuple[str, str]:
    """(body, title) of words for a post; ("", "") if they are none: 甲市乙局副局长 → 甲市乙局, 副局长."""
    last = ""
    for m in posts.pattern().finditer(text):
        last = m.group() if m.end() == len(text) else ""
    if last:
        return text[: len(text) - len(last)], last
    for i in range(len(text) - 2, 1, -1):
        if len(text) - i > 8:
            break
        if names.ending_of(text[:i]) and cells.POST.search(text):
            return text[:i], text[i:]
    return "", ""


def titles(text: str, start: int, sure: bool = True) -> Iterator[Mention]:
    """The posts, and the bodies before them, of words for posts: 甲局党组书记、局长（兼）. Unless `sure`, a body begins with a
    place, a level or a known name."""
    bare = BEHIND.sub(lambda m: CELL * len(m.group()), text)
    at = 0
    for part in re.split(f"([、，；。 {CELL}])", bare):
        body, title = split_post(part)
        if title:
            yield _mention(start + at + len(body), title, "Post")
        elif part and names.label_of(part):
            body = part
        if not sure and body:
            body = re.sub("^.*(?:担任|兼任|[任为在])", "", body)
            if not (names.places(body) or names.LEVEL.match(body) or body in names.known()):
                body = ""
        if body and (label := names.label_of(body)) and re.fullmatch(f"[{H}（）A-Za-z0-9]+", body):
            yield _mention(start + at + part.rindex(body), body, label)
        at += len(part)


def _rows(block: Block) -> Iterator[Mention]:
    if block.kind == "table":
        named = columns(block.lines[0]) if cells.is_header(block.lines[0].text.split(CELL)) else []
        for line in block.lines[bool(named) :]:
            for i, (start, end) in enumerate(spans(line)):
                cell = line.text[start - line.start : end - line.start]
                kind = named[i] if i < len(named) else ""
                if kind == "name":
                    yield from persons(cell, start, True)
                elif kind in ("post", "body") or not named:
                    yield from titles(cell, start)
                if not named:
                    yield from persons(cell, start)
    elif block.kind == "roster":
        for line in block.lines:
            for seat, start, end in _pieces(line.text, line.start, ("", -1)):
                if seat[1] >= 0:
                    yield _mention(seat[1], seat[0], "Post")
                piece = line.text[start - line.start : end - line.start]
                yield from _entries(_names_first(piece) if seat[1] >= 0 else piece, start, bool(seat[1] >= 0))


def _names_first(text: str) -> str:
    """The first cells of what a seat governs, if they hold names and what stands behind them is no list of names or posts:
    副县长　王平　负责农业、水利工作."""
    at = len(text) - len(text.lstrip(CELL))
    first = text.find(CELL, at)
    if first < 0 or any(not ANY_NAME.fullmatch(n) or NO_NAME.search(n) for _, n in members(text[at:first])):
        return text
    further = text[first + 1 :]
    return text[:first] if DUTY.search(further) and not re.search(f"[（(]|(?:[长任员]|书记)(?:$|[、{CELL}])", further) else text


def _entries(text: str, start: int, sure: bool) -> Iterator[Mention]:
    """Names and posts of the part of a roster that one seat governs. A name of any form is one before a post in brackets or in the
    next cell, and in a list of which half have the form of names."""
    for m in TITLED_ENTRY.finditer(text):
        if (
            split_post(BEHIND.sub("", (m["post"] or m["inside"]).split("、")[0]).strip())[1]
            and not NO_NAME.search(m["name"])
            and not posts.pattern().search(m["name"])
        ):
            yield _mention(start + m.start("name"), m["name"], "OtherPerson")
    for at, member in members(text):  # 市财政局局长旺堆
        last = max((m.end() for m in posts.pattern().finditer(member)), default=0)
        if (
            last
            and cells.POST.search(member[:last])
            and not names.label_of(member)
            and ANY_NAME.fullmatch(member, last)
            and not NO_NAME.search(member, last)
        ):
            yield _mention(start + at + last, member[last:], "OtherPerson")
            yield from titles(member[:last], start + at)
    every = [name for _, name in members(text)]
    named = [name for name in every if cells.is_name(name)]
    yield from persons(
        text, start, sure and len(named) * 2 >= len(every) - 1 and all(len(n) <= 6 or "·" in n for n in every)
    )
    at = 0
    for part in re.split(f"([{CELL}、；， （）()])", text):
        if not cells.is_name(part):
            yield from titles(part, start + at)
        at += len(part)


def _decided(block: Block) -> Iterator[Mention]:
    if block.kind not in ("notice", "prose"):
        return
    every = list(parts(block))
    governed = Counter(p.line.start for p in every if p.governed)
    for part in every:
        if block.kind == "prose" and not is_notice(part, governed):
            continue
        if block.kind == "prose" and part.heading < 0 and not OPENS.match(part.text):
            continue
        bare = {"appoint": BARE_APPOINT, "remove": BARE_REMOVE, "resign": BARE_REMOVE}.get(part.governed, BARE_APPOINT)
        m = (
            next((m for p in (APPOINT, RESIGN, REMOVE) if (m := p.search(part.text))), None)
            or NO_MORE.match(part.text)
            or bare.match(part.text)
        )
        if m is not None and m.re in (REMOVE, BARE_REMOVE):
            yield from _removed(
                part.text[m.start("names") : m.end("posts")],
                part.start + m.start("names"),
                m.re is REMOVE or part.heading >= 0,
            )
        elif m is not None:
            yield from persons(m["names"], part.start + m.start("names"), block.kind == "notice" or part.heading >= 0)
            yield from titles(m["posts"], part.start + m.start("posts"), False)
        elif part.governed:
            yield from _entries(part.text.rstrip("；。;"), part.start, False)


def _removed(text: str, start: int, sure: bool) -> Iterator[Mention]:
    """王平的甲局局长, 王平甲市乙局局长: the name ends at 的, or where a place or a body begins."""
    listed, _, rest = text.partition("的")
    if rest and all((ANY_NAME.fullmatch if sure else cells.is_name)(n) for _, n in members(listed)):
        yield from persons(listed, start, sure)
        yield from titles(rest, start + len(listed) + 1)
        return
    dot = text.find("·")
    for size in (3, 2, 4) if dot < 0 else range(dot + 2, dot + 10):
        name, rest = text[:size], text[size:]
        if cells.is_name(name) and (names.places(rest) or names.LEVEL.match(rest)):
            yield _mention(start, name, "OtherPerson")
            yield from titles(rest, start + size)
            return


def _rolls(block: Block) -> Iterator[Mention]:
    """The names of a line that is a list of names: whatever its members are, they are persons, 包信和 and 方向 too; and the body
    of a line that announces one: 甲会第七届理事会|理事名单."""
    for line in block.lines:
        if (m := OF_ROLL.fullmatch(line.text) or OF_BODY.fullmatch(line.text)) and (label := names.label_of(m["body"])):
            yield _mention(line.start, m["body"], label)
        start = line.text.rfind("：") + 1
        listed = line.text[start:].rstrip("。；")
        every = [name for _, name in members(listed)]
        if len(every) >= LEAST_OF_ROLL and sum(map(cells.is_name, every)) >= LIKE_NAMES * len(every):
            yield from persons(listed, line.start + start, True)


def _careers(block: Block) -> Iterator[Mention]:
    for line in block.lines if block.kind in ("biography", "prose") else ():
        for t in times(line, block.kind == "biography"):
            yield from titles(line.text[t.start - line.start : t.end - line.start], t.start, False)


def _labelled(block: Block) -> Iterator[Mention]:
    waiting = ""
    for line in block.lines if block.kind == "labels" else ():
        m = cells.label_pattern().match(line.text)
        kind = family(line.text) or waiting
        value = line.text[m.end() if m else 0 :]
        start = line.start + (m.end() if m else 0) + len(value) - len(value.lstrip())
        value = value.strip()
        waiting = kind if not value else ""
        if kind in BODY_FAMILIES:
            yield from _bodies(value, start, kind)
        elif kind in PERSON_FAMILIES:
            yield from _entries(value, start, False)
        elif kind == "event" and 4 <= len(value) <= 40 and EVENT.search(value):
            yield _mention(start, value, "Meeting" if MEETING.search(value) else "OtherEvent")
        elif kind == "title" and 6 <= len(value) <= 120 and names.ending_of(value) == "" and TITLED.fullmatch(value):
            yield _mention(start, value, "PolicyDocument")


def _bodies(value: str, start: int, kind: str) -> Iterator[Mention]:
    at = 0
    for part in re.split(f"([、，；。 {CELL}])", value):
        bare = part.strip()
        label = names.label_of(bare) or (
            "Company" if kind in COMPANY_FAMILIES and bare.endswith(("公司", "厂", "社")) else ""
        )
        if 3 <= len(bare) <= 40 and label and re.fullmatch(f"[{H}（）A-Za-z0-9·]+", bare):
            yield _mention(start + at + part.index(bare), bare, label)
        at += len(part)


def _signed(block: Block) -> Iterator[Mention]:
    for line in block.lines if block.kind == "signature" else ():
        if not DATE_LINE.fullmatch(line.text) and BODY_LINE.fullmatch(line.text):
            yield from _bodies(line.text, line.start, "issuer")


def _titles(every: tuple[Block, ...]) -> Iterator[Mention]:
    """A headline that is the full title of a document: 甲市人民政府关于…的通知; of an event, above a line 主办单位."""
    head: tuple[Line, ...] = every[0].lines if every and every[0].kind == "head" else ()
    if (
        head
        and len(head[0].text) <= 30
        and EVENT.search(head[0].text)
        and any(family(line.text) == "host" for b in every if b.kind == "labels" for line in b.lines)
    ):
        yield _mention(head[0].start, head[0].text, "Meeting" if MEETING.search(head[0].text) else "OtherEvent")
    for line in head:
        issuer = re.split("关于|印发|转发", line.text)[0]
        if TITLED.fullmatch(line.text) and (not issuer or names.label_of(issuer) or names.places(issuer) == issuer):
            yield _mention(line.start, line.text, "PolicyDocument")
