"""Appointments and removals: one verb governs what follows it, over several lines too.

决定任命：                       heading
王平为甲市副市长；               governed by it
李四、张三为乙法院审判员。       several persons, one post
免去赵五的丙局局长职务；         a verb of its own
接受钱六辞去丁县县长职务的请求
任命孙七为甲局局长，免去其乙局局长职务
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import cells
from kg.clauses import Held
from kg.records import Mention
from kg.structure.biographies import iso
from kg.structure.blocks import APPOINTS, DATE_LINE, HEADING_VERB, LONGEST_HEADING, REMOVES, Block, Line
from kg.structure.page import Found, Page
from kg.structure.rosters import entries

# a part goes to the next semicolon, or to the next name that gets a post: 任命王平为甲局局长，李四为乙局局长
A_NAME = cells.name_pattern().pattern
NEXT = (
    rf"{A_NAME}(?:、{A_NAME})*(?:同志)?(?:为|任(?!命)|担任|兼任)"
    "|(?:决定)?(?:任命|免去|接受|批准任命|选举|补选|增补|推选|聘任|解聘)(?![其他她])"
)
PART = re.compile(rf"(?:[^；;。，]|，(?!{NEXT}))+[；;。，]?")
BRACKETED = "[（(][^（）()]{1,20}[）)]"
NAMES = (
    rf"(?P<names>(?:[^，。；：:为任（(]|{BRACKETED}){{2,80}}?|(?:[^，。；：:（(]|{BRACKETED}){{2,80}}?)"
    "(?:同志)?(?:[，,]?(?:分别|依次|各自))?"
)
APPOINT = re.compile(rf"(?P<verb>{APPOINTS})(?:了)?{NAMES}(?:为|担任|任|兼任)(?P<posts>[^。；]+)")
REMOVE = re.compile(
    rf"(?P<verb>免去|罢免|撤销|免除|解聘)了?{NAMES}(?:的|担任的|兼任的)?(?P<posts>[^。；，]+?)(?:职务|一职|$|[。；，])"
)
RESIGN = re.compile(
    rf"(?:接受|同意|批准)了?{NAMES}(?:[，,]?因[^，。；]{{1,20}}[，,]?)?(?:关于)?(?:提出的?|请求|申请)?"
    r"(?P<verb>辞去)(?P<posts>[^。；]+?)(?:职务|的请求|一职|$|[。；])"
)
BARE_APPOINT = re.compile(rf"^{NAMES}(?<![曾历原时])(?P<verb>为|担任|任|兼任|出任|接任|升任|转任|调任|就任|继任)(?P<posts>[^。；]+)")
BARE_REMOVE = re.compile(
    r"^(?P<names>[^，。；：:]{2,80}?)(?:同志)?(?:的|担任的)?(?P<posts>[^。；，]+?)(?:职务|一职|$|[。；])(?P<verb>)"
)
EACH = re.compile("分别|依次|各自")
NO_MORE = re.compile(rf"^{NAMES}(?P<verb>不再担任|不再兼任|不再任)(?P<posts>[^。；]+?)(?:职务|一职|$|[。；，])")
HIS = re.compile(
    "(?P<verb>免去|不再担任|不再兼任|辞去)[其他她]?(?:的|原任的|担任的|兼任的)?(?P<posts>[^。；，]+)"
    "|其(?P<posts2>[^。；，]+?)职务(?:自然|同时|随之)?免除"
)
# 不再担任甲局局长，继续担任乙会会长
INSTEAD = re.compile("[，,]?(?:(?:并|仍)?(?:继续|同时)?(?:担任|兼任|任)|改任|转任|调任|出任)(?P<posts>[^。；，]+)")
PROPOSES = re.compile("拟|提请|建议|提名|议案|候选")
ADOPTED = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)[^，。]{0,60}(?:通过|决定|任免|会议)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a notice: between two semicolons; `governed`: the family of the verb of a heading above it."""

    line: Line
    start: int
    text: str
    governed: str = ""
    heading: int = -1  # where that heading begins


def parts(block: Block) -> Iterator[Part]:
    """The parts of the lines of a block, with what governs them."""
    governed, heading = "", -1
    for line in block.lines:
        if line.text[-1] in "：:" and len(line.text) <= LONGEST_HEADING and HEADING_VERB.match(line.text):
            governed, heading = _family(line.text), line.start
            continue
        own = governed
        for m in PART.finditer(line.text):
            text, at = m.group(), m.start()
            lead = text.rfind("：") if re.search(f"(?:{APPOINTS}|{REMOVES})[：:]", text) else -1
            if lead >= 0:
                own, heading = _family(text[: lead + 1]), line.start
                at, text = at + lead + 1, text[lead + 1 :]
            blank = len(text) - len(text.lstrip(" \u3000"))
            verb = re.match(f"(?:{APPOINTS}|{REMOVES})", text[blank:])
            if verb:
                own = _family(verb.group())
            elif not own and (m2 := re.search("任命|选举|补选|增补|聘任", text)) and lead < 0 and "为" in text[m2.end() :]:
                own = "appoint"
            yield Part(line, line.start + at + blank, text[blank:], own, heading)
            if text.endswith("。") and m.end() < len(line.text):  # a sentence of its own follows
                own, heading = governed, heading if governed else -1
        if governed:
            governed = own


def _family(text: str) -> str:
    last = max(
        ((text.rfind(w), w) for w in f"{APPOINTS}|{REMOVES}|任职|免职|辞职".split("|")), key=lambda x: (x[0], len(x[1]))
    )[1]
    if last == "任职" or last in APPOINTS.split("|"):
        return "appoint"
    return "resign" if last in ("接受", "同意", "批准", "决定接受", "辞职") else "remove"


def read(page: Page, block: Block) -> Iterator[Found]:
    """What a block of kind notice, or a paragraph that has the form of one, decides."""
    found = list(parts(block))
    date = decided(page)
    governed = Counter(p.line.start for p in found if p.governed)
    for part in found:
        if not part.text or block.kind == "prose" and not is_notice(part, governed):
            continue
        text = page.clean.text
        above = (
            text[part.heading : text.index("：", part.heading)]
            if part.heading >= 0 and "：" in text[part.heading :]
            else ""
        )
        planned = (
            "planned"
            if PROPOSES.search(above + text[max(part.line.start, part.start - 30) : part.start] + part.text[:12])
            else "stated"
        )
        for persons, held, former, each in _decisions(page, part):
            begin = part.heading if part.heading >= 0 and part.heading >= block.start else part.start
            more = {"to" if former else "from": date} if planned == "stated" else {}
            pairs = (
                zip(persons, ([h] for h in held))
                if each and len(persons) == len(held)
                else ((p, held) for p in persons)
            )
            for person, his in pairs:
                for r in page.posts("notice", person, his, former=former, modality=planned, **more):
                    yield r, begin, part.start + len(part.text)


def is_notice(part: Part, governed: Counter[int]) -> bool:
    """Whether running text has the form of a notice there: behind 任命：, or one of several appointments of a line.
    `governed`: how many parts of each line have a verb above them."""
    return part.heading >= 0 or bool(part.governed) and governed[part.line.start] > 1


def decided(page: Page) -> str:
    """The day on which a notice says that it was adopted or signed, ISO, "" if none."""
    for block in page.blocks[:4]:
        for line in block.lines:
            if line.text[0] in "（(" and (m := ADOPTED.search(line.text)):
                return iso(m.group(1))
    signed = [line for b in page.blocks if b.kind == "signature" for line in b.lines if DATE_LINE.fullmatch(line.text)]
    return iso(signed[-1].text) if signed and signed[-1].text[0].isdigit() else ""


def _decisions(page: Page, part: Part) -> Iterator[tuple[list[Mention], list[Held], str, bool]]:
    """(persons, posts, word of the end, one to one) of each decision in a part."""
    text = part.text
    m = next((m for p in (APPOINT, RESIGN, REMOVE) if (m := p.search(text))), None)
    if m is None:
        pattern = {"appoint": BARE_APPOINT, "remove": BARE_REMOVE, "resign": BARE_REMOVE}.get(part.governed)
        m = NO_MORE.match(text) or (pattern.match(text) if pattern else BARE_APPOINT.match(text))
        if (
            m is not None
            and m.re is BARE_APPOINT
            and not page.within(part.start, part.start + m.start("verb"), "Person")
        ):
            m = None
    if m is None:
        if part.governed:  # 王平　甲局局长
            former = "" if part.governed == "appoint" else "免去"
            for person, held in entries(page, part.start, part.start + len(text)):
                yield [person], held, former, False
        return
    persons = page.within(part.start + m.start("names"), part.start + m.end("names"), "Person")
    if not persons and m.re in (BARE_REMOVE, REMOVE):
        persons = page.within(part.start + m.start("names"), part.start + m.end("posts"), "Person")
    if not persons:
        return
    former = {"辞去": "辞去", "不再担任": "不再担任", "不再兼任": "不再兼任", "不再任": "不再任"}.get(m["verb"], "")
    if m.re in (REMOVE, BARE_REMOVE):
        former = m["verb"] or ("辞去" if part.governed == "resign" else "免去")
    begin, end = part.start + max(m.start("posts"), persons[-1].end - part.start), part.start + m.end("posts")
    rest = HIS.search(text, begin - part.start)
    if rest:
        end = min(end, part.start + rest.start())
    held = page.held(begin, end)
    yield persons, held, former, bool(EACH.search(m.group()))
    if m.re is NO_MORE and (other := INSTEAD.match(text, m.end("posts"))):
        yield persons, page.held(part.start + other.start("posts"), part.start + other.end("posts")), "", False
    if rest:
        name = "posts" if rest["posts"] else "posts2"
        his = page.held(part.start + rest.start(name), part.start + rest.end(name))
        if his and his[0].body is None and held and held[0].body is not None:
            his = [replace(h, body=held[0].body) if h.body is None else h for h in his]
        yield persons[-1:], his, rest["verb"] or "免除", False
