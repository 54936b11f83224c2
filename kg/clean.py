"""Document → CleanText: small normalisers, each of which keeps the way back to the file.

A normaliser takes and gives a `Text`: characters, and for each the offset it has in the file. Characters are
dropped or replaced one by one, never invented, so every clean character stands for one of the file.
"""
from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from kg import cells, gazetteer
from kg.records import Aside, CleanText, Document, Section


class Text(NamedTuple):
    """Characters and where each stands in the file."""

    text: str
    offsets: list[int]


CJK = "㐀-鿿豈-﫿々〇"
FINAL = "。！？；：…”’」』）》】.!?;"
WIDE = {ord(a): b for a, b in zip(",;:?!()", "，；：？！（）")}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]")
BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
NARROW = re.compile("[！-～]")          # full-width ASCII; punctuation is kept wide
ROLL_NAME = rf"(?:[{CJK}]{{2,6}}|[{CJK}][ \u3000]+[{CJK}]|[{CJK}]{{1,8}}(?:·[{CJK}]{{1,8}})+)(?:（[^（）\n]{{1,10}}）|\([^()\n]{{1,10}}\))?"
ROLL = re.compile(rf"[ \u3000]*(?:{ROLL_NAME}[ \u3000]+){{4,}}{ROLL_NAME}[ \u3000]*\n?")
INDENT = re.compile("(?<=[^\n ]) *\u3000[\u3000 ]+(?=[^\n\u3000 ])")
SINGLE_BLANK = re.compile("(?<![ \u3000])\u3000(?![ \u3000])|\t")
SPACED_LABEL = re.compile(rf"^[ \u3000]*(?:[{CJK}][ \u3000]+){{1,5}}[{CJK}](?=[：:])|^[ \u3000]*副?(?:组[ \u3000]+长|成[ \u3000]+员|主[ \u3000]+任|委[ \u3000]+员|会[ \u3000]+长)(?=[ \u3000\t])")
SPACED_NAME = re.compile(rf"(?:^|(?<=[：:、\t]))[ \u3000]*[{CJK}][ \u3000]{{1,2}}[{CJK}](?=[ \u3000\t（(、\n]|$)(?![ \u3000]+[{CJK}][ \u3000]+[{CJK}](?![{CJK}]))")
BEFORE_POINT = re.compile(r"(?<=\d) +(?=\. *\d)")
NUMBER_BLANK = re.compile(r"(?<=\d\.) +(?=\d)|(?<=\d) (?=\d(?!\d))|(?<=(?<!\d)\d) (?=\d)|(?<=\d) +(?=[%％‰])")
WORD_BLANK = re.compile(f"(?<=[{CJK}，。、；：“”‘’（）《》！？—]) +(?=[{CJK}，。、；：“”‘’（）《》！？—0-9])|(?<=[0-9]) +(?=[{CJK}，。、；：）》])")
ASCII_MARK = re.compile(f"(?<=[{CJK}”’》）])[,;:?!]|(?<=[0-9%])[,;:?!](?!\\d)|[,;:?!](?=[{CJK}“‘《（])|\\((?=[{CJK}])|(?<=[{CJK}”》])\\(|(?<=[{CJK}”》])\\)")

DATELINE = re.compile(
    rf"(?:本报|新华社|新华网|中新社|中新网|人民网|央视网|中国网|光明网|中国新闻网|据新华社|[{CJK}]{{2,6}}(?:社|网|报))"
    rf"(?:记者)?(?P<place>[{CJK}]{{0,8}}?)(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})日(?:专?电|讯|消息|报道)"
    r"|(?:央视网|央视|中国网络电视台|中央电视台|CCTV)?(?:消息)?（新闻联播）：?|本报讯|(?:央视网|中国网络电视台)消息：?")
BYLINE = re.compile(
    rf"（(?:[{CJK}]{{0,6}}?(?:记者|通讯员|实习生)[：:]?[ {CJK}·、，]{{2,40}})）"
    rf"|(?:本[报台网]|新华社)?(?:见习|实习|特约|驻[{CJK}]{{1,6}})?(?:记者|通讯员)[：: ]*[{CJK}·]{{2,4}}(?:[ 、]+[{CJK}·]{{2,4}})*(?: ?报道)(?=[ \n，：]|$)")
BYLINE_LINE = re.compile(rf"^[ ]*(?:本[报台网刊]|新华社|中新社|中新网)?(?:见习|实习|特约|首席|驻[{CJK}]{{1,6}})?(?:记者|通讯员|特派记者)[：: ]*[{CJK}·、， ]{{2,40}}$", re.M)
NAMES_LINE = re.compile(rf"^[ ]*[{CJK}] [{CJK}](?: [{CJK}] [{CJK}]| [{CJK}]{{2,4}})*[ ]*$", re.M)
CREDIT = re.compile(rf"(?:本报|本版|本文|新华社)?(?:图片|照片|摄影)?(?:均?由)?(?:本报|新华社)?(?:记者|通讯员)? ?[{CJK} ]{{2,12}}(?:摄影报道|摄|供图)(?=$|\n|）)|(?:新华社|中新社)(?:记者)?[{CJK}]{{0,6}}(?:发|摄)$|资料图片?", re.M)
EDITOR = re.compile(
    rf"[【（\[(]?(?:责任编辑|责编|编辑|视频编辑|文字编辑|版式设计|美编|校对|编审|监制|记者|来源|作者)[：:][^\n】）\])]{{1,40}}[】）\])]?|（完）|（[{CJK}]{{2,8}}[日晚早时]?报）$|-+END-+|——编 ?者", re.M)
SPACED = re.compile(rf"(?<=(?<![{CJK}])[{CJK}]) +(?=[{CJK}](?![{CJK}]))")      # 李　刚
ROUNDUP = re.compile("快讯|简讯|联播|要闻|一览|集锦|速览")
STORY = re.compile(r" ?(?:本报讯|(?:本报|新华社|中新社)[^，。]{2,6}\d+月\d+日(?:专?电|讯))")


def substitute(t: Text, pattern: re.Pattern, replace: Callable[[re.Match], str]) -> Text:
    """Replace matches by something of at most their length, which takes the offsets of their first characters."""
    out, offsets, last = [], [], 0
    for m in pattern.finditer(t.text):
        new = replace(m)
        out += [t.text[last:m.start()], new]
        offsets += t.offsets[last:m.start()] + t.offsets[m.start():m.start() + len(new)]
        last = m.end()
    return Text("".join(out) + t.text[last:], offsets + t.offsets[last:])


def drop(t: Text, pattern: re.Pattern) -> Text:
    return substitute(t, pattern, lambda m: "")


def rows(t: Text) -> list[Text]:
    """The lines of a text, each with its line end."""
    found, at = [], 0
    for line in t.text.splitlines(keepends=True):
        found.append(Text(line, t.offsets[at:at + len(line)]))
        at += len(line)
    return found


def join(parts: list[Text]) -> Text:
    return Text("".join(p.text for p in parts), [o for p in parts for o in p.offsets])


def cut(t: Text, start: int, end: int) -> Text:
    return Text(t.text[start:end], t.offsets[start:end])


def characters(t: Text) -> Text:
    """No control characters, one kind of blank, one kind of line end, ASCII in half width, marks in full."""
    t = substitute(t, LINE_END, lambda m: "\n")
    t = drop(t, CONTROL)
    t = substitute(t, BLANK, lambda m: " ")

    def narrow(m: re.Match) -> str:
        c = unicodedata.normalize("NFKC", m.group())
        return c if c.isalnum() or c in "%+./@&#_=-" else m.group()

    return substitute(t, NARROW, narrow)


def rows_of_cells(t: Text) -> Text:
    """Rows of tables and rosters keep one `cells.CELL` between their cells; elsewhere a single wide blank is a blank."""
    lines = [r if ROLL.fullmatch(r.text) else drop_blanks(drop_blanks(r, SPACED_LABEL), SPACED_NAME) for r in rows(t)]
    marked = cells.table_lines([r.text.rstrip("\n") for r in lines])
    out = []
    for row, is_row in zip(lines, marked):
        if is_row and not ROLL.fullmatch(row.text):
            row = drop(row, re.compile(r"^[\s|]+|[ \t\u3000|]+(?=\n|$)"))
            divider = re.compile(r"\s*\|\s*") if "|" in row.text else cells.DIVIDER
            out.append(substitute(row, divider, lambda m: cells.CELL))
        elif not (cells.RULE.fullmatch(row.text) and out and cells.CELL in out[-1].text):
            out.append(substitute(row, SINGLE_BLANK, lambda m: " "))
    return join(out)


def drop_blanks(t: Text, pattern: re.Pattern) -> Text:
    """No blanks in what matches: 召 集 人： → 召集人：."""
    m = pattern.search(t.text)
    while m:
        t = join([cut(t, 0, m.start()), drop(cut(t, m.start(), m.end()), re.compile(r"[ \u3000]")), cut(t, m.end(), len(t.text))])
        m = pattern.search(t.text, m.end() - 1)
    return t


def bars(t: Text) -> Text:
    """Words that a segmenter set apart by | are joined; a single | is left alone, and so are the rows of a table."""
    if t.text.count("|") * 12 < len(t.text):
        return t
    return join([r if cells.BAR.fullmatch(r.text) else drop(r, re.compile(r"\|")) for r in rows(t)])


def rolls(t: Text) -> Text:
    """A roll of names set apart by blanks gets 、 between them: 李鸿忠　王　宁　铁凝（女） → 李鸿忠、王宁、铁凝（女）."""
    out = []
    for row in rows(t):
        if ROLL.fullmatch(row.text):
            row = drop(row, re.compile(rf"(?<=(?<![{CJK}])[{CJK}])[ \u3000]+(?=[{CJK}](?![{CJK}]))"))
            row = substitute(row, re.compile(r"(?<=[^\s\u3000])[ \u3000]+(?=[^\s\u3000])"), lambda m: "、")
        out.append(row)
    return join(out)


def indents(t: Text) -> Text:
    """Two full-width blanks within a line begin a paragraph, as they do in print."""
    return substitute(t, INDENT, lambda m: "\n")


def _is_final(line: str) -> bool:
    return line.rstrip()[-1:] in FINAL


def _heading(line: str) -> bool:
    return 0 < len(line.strip()) <= 36 and not re.search(r"[。；]", line) and line.rstrip()[-1:] not in "，、。；：,"


def unwrap(t: Text) -> Text:
    """One paragraph a line: lines of a narrow column are joined, and so is a paragraph that the page broke in mid-sentence."""
    bare = [r.text.strip() for r in rows(t)]
    lengths = [len(b) for b in bare if b]
    width = Counter(lengths).most_common(1)[0][0] if lengths else 0
    column = len(lengths) > 8 and 8 <= width <= 45 and sum(width - 3 <= n <= width + 1 for n in lengths) > 0.5 * len(lengths)
    out: list[Text] = []
    paragraph = ""       # what the last line of `out` holds so far
    above, gap = "", False
    for row, line in zip(rows(t), bare):
        if not line:
            gap = True
            continue
        lead = len(row.text) - len(row.text.lstrip())
        indented = lead > (0 if column else 1)
        goes_on = bool(paragraph) and paragraph[-1] not in FINAL and not indented and not STORY.match(line)
        if column:
            whole = len(above) >= width - 3
            joins = bool(paragraph) and whole and not indented and (not gap or (goes_on and len(line) >= width - 3))
        else:
            joins = goes_on and len(paragraph) >= 40 and (paragraph[-1] in "，、" or not _heading(line))
        if out and (not joins or cells.CELL in above or cells.apart(line, above)):
            out.append(Text("\n", [_after(out[-1])]))
            paragraph = ""
        out.append(cut(row, lead, lead + len(line)))
        paragraph, above, gap = paragraph + line, line, False
    return join(out)


def _after(t: Text) -> int:
    """Offset for the line end behind `t`: that of its last character, which it follows."""
    return t.offsets[-1]


def blanks(t: Text) -> Text:
    """No blanks inside numbers or between the characters of a sentence; a heading keeps those between its parts."""
    t = drop(drop(t, BEFORE_POINT), NUMBER_BLANK)
    found = []
    for row in rows(t):
        if NAMES_LINE.match(row.text.strip()) or BYLINE_LINE.match(row.text.strip()):
            row = drop(row, SPACED)
        elif not _heading(row.text):
            row = drop(drop(row, SPACED), WORD_BLANK) if not BYLINE.search(row.text[:40]) else drop(row, SPACED)
        found.append(row)
    return join(found)


def marks(t: Text) -> Text:
    """ASCII punctuation beside Chinese characters becomes what Chinese text has."""
    return substitute(t, ASCII_MARK, lambda m: m.group().translate(WIDE))


def repeats(t: Text) -> Text:
    """A long paragraph that stands twice on a page is kept once (its first words, a byline, may differ)."""
    found, seen = [], set()
    for row in rows(t):
        mark = re.sub(r"\W", "", row.text)[-60:]
        if len(mark) >= 25 and mark in seen:
            continue
        seen.add(mark)
        found.append(row)
    return join(found)


STEPS = (characters, bars, rows_of_cells, rolls, indents, unwrap, blanks, marks, repeats)


def clean(document: Document) -> CleanText:
    """Readable text of an article: a paragraph a line, sections and asides marked."""
    t = Text(document.text, list(range(len(document.text))))
    for step in STEPS:
        t = step(t)
    text = t.text.rstrip("\n")
    offsets = t.offsets[:len(text)]
    end = offsets[-1] + 1 if offsets else 0
    asides = _asides(text)
    headline = _headline(text, document.title)
    return CleanText(text, (*offsets, end), _sections(text, headline), asides, headline, document.date or _date(text))


def _headline(text: str, title: str) -> str:
    if title:
        return title
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return first if _heading(first) or len(first) <= 60 and not first.endswith("。") else ""


def _asides(text: str) -> tuple[Aside, ...]:
    found: list[Aside] = []
    for kind, pattern in (("editor", EDITOR), ("dateline", DATELINE), ("credit", CREDIT), ("byline", BYLINE),
                          ("byline", BYLINE_LINE), ("byline", NAMES_LINE)):
        for m in pattern.finditer(text):
            if kind == "dateline" and not _opens_paragraph(text, m.start()):
                continue
            if not any(a.start < m.end() and m.start() < a.end for a in found):
                found.append(Aside(kind, m.start(), m.end()))
    return tuple(sorted(found, key=lambda a: a.start))


def _opens_paragraph(text: str, at: int) -> bool:
    return at - (text.rfind("\n", 0, at) + 1) <= 12


def _sections(text: str, headline: str) -> tuple[Section, ...]:
    """A new section begins with a heading that names a place, with a story of its own (本报讯), or at every
    heading of a round-up; its heading belongs to it."""
    starts: list[tuple[int, str]] = [(0, headline)]
    at, heading_at, heading, headed = 0, -1, "", False
    roundup = bool(ROUNDUP.search(headline))
    for line in text.split("\n"):
        bare = line.strip()
        if bare and at:
            if _heading(line) and not BYLINE_LINE.match(line) and not NAMES_LINE.match(line):
                if roundup or _names_place(bare) or bare.endswith("——"):
                    starts.append((at, bare))
                    headed = True
                elif heading_at < 0:
                    heading_at, heading = at, bare
            else:
                if STORY.match(line) and not headed:
                    starts.append((heading_at, heading) if heading_at > starts[-1][0] else (at, ""))
                heading_at, headed = -1, False
        at += len(line) + 1
    ends = [s for s, _ in starts[1:]] + [len(text)]
    return tuple(Section(s, e, h) for (s, h), e in zip(starts, ends) if e > s)


def _names_place(heading: str) -> bool:
    """Whether a heading is that of a place's own section: 江苏 多措并举支持企业, 成都市青羊区——."""
    m = re.match(f"([{CJK}]{{2,14}})(?: |——|—$|：)", heading + " " if len(heading) <= 8 else heading)
    if not m:
        return False
    found = gazetteer.find(m.group(1))
    return bool(found) and found[0][0] == 0


def _date(text: str) -> str:
    """Date of the dateline, in the year that the text names most; "" without either."""
    m = next((m for m in DATELINE.finditer(text) if m["day"] and m["month"]), None)
    years = Counter(re.findall(r"(20\d\d)年", text)).most_common()
    if not m or not years:
        return ""
    most = max(y for y, n in years if n == years[0][1])
    return f"{most}-{int(m['month']):02d}-{int(m['day']):02d}" if 1 <= int(m["month"]) <= 12 and 1 <= int(m["day"]) <= 31 else ""
