"""Document → CleanText: small normalisers, each of which keeps the way back to the file.

A normaliser takes and gives a `Text`: characters, and for each the offset it has in the file. Characters are
dropped or replaced one by one, never invented, so every clean character stands for one of the file.
"""
from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import accumulate

import rjieba

from kg import cells, gazetteer
from kg.cleaning.asides import BYLINE, BYLINE_LINE, CJK, DATELINE, NAMES_LINE, asides
from kg.cleaning.furniture import without_furniture
from kg.cleaning.text import Text, cut, drop, join, rows, substitute
from kg.cleaning.traditional import simplified
from kg.records import CleanText, Document, Section

FINAL = "。！？；：…”’」』）》】.!?;"
WIDE = {ord(a): b for a, b in zip(",;:?!()", "，；：？！（）")}
INVISIBLE = re.compile(   # controls, soft hyphens, marks of joining, direction and variation, fillers, tags, halves of pairs
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
NARROW = re.compile("[！-～]")          # full-width ASCII; punctuation is kept wide
ROLL_NAME = rf"(?:[{CJK}]{{2,6}}|[{CJK}][ \u3000]+[{CJK}]|[{CJK}]{{1,8}}(?:·[{CJK}]{{1,8}})+)(?:（[^（）\n]{{1,10}}）|\([^()\n]{{1,10}}\))?"
ROLL = re.compile(rf"[ \u3000]*(?:{ROLL_NAME}[ \u3000]+){{4,}}{ROLL_NAME}[ \u3000]*\n?")
WIDE_BLANKS = re.compile("(?<=[^\n \u3000])[ \u3000]+(?=[^\n \u3000])")
SINGLE_BLANK = re.compile("(?<![ \u3000])\u3000(?![ \u3000])|\t")
SPACED_LABEL = re.compile(rf"^[ \u3000]*(?:[{CJK}][ \u3000]+){{1,5}}[{CJK}](?=[：:])|^[ \u3000]*副?(?:组[ \u3000]+长|成[ \u3000]+员|主[ \u3000]+任|委[ \u3000]+员|会[ \u3000]+长)(?=[ \u3000\t])")
SPACED_NAME = re.compile(rf"(?:^|(?<=[：:、\t]))[ \u3000]*[{CJK}][ \u3000]{{1,2}}[{CJK}](?=[ \u3000\t（(、\n]|$)(?![ \u3000]+[{CJK}][ \u3000]+[{CJK}](?![{CJK}]))")
BEFORE_POINT = re.compile(r"(?<=\d) +(?=\. *\d)")
NUMBER_BLANK = re.compile(r"(?<=\d\.) +(?=\d)|(?<=\d) (?=\d(?!\d))|(?<=(?<!\d)\d) (?=\d)|(?<=\d) +(?=[%％‰])")
WORD_BLANK = re.compile(f"(?<=[{CJK}，。、；：“”‘’（）《》！？—]) +(?=[{CJK}，。、；：“”‘’（）《》！？—0-9])|(?<=[0-9]) +(?=[{CJK}，。、；：）》])")
SPLIT = re.compile(f"(?<=[{CJK}]) (?=[{CJK}])")
TITLE_BLANK = re.compile(f"(?<=[{CJK}（）〔〕]) +(?=[{CJK}（）〔〕]{{1,60}}(?: +[{CJK}（）〔〕]{{1,60}}){{0,6}}》)|(?<=《) +(?=[{CJK}])|(?<=[{CJK}）]) +(?=》)")
ASCII_MARK = re.compile(f"(?<=[{CJK}”’》）])[,;:?!]|(?<=[0-9%])[,;:?!](?!\\d)|[,;:?!](?=[{CJK}“‘《（])|\\((?=[{CJK}])|(?<=[{CJK}”》])\\(|(?<=[{CJK}”》])\\)")

SPACED = re.compile(rf"(?<=(?<![{CJK}])[{CJK}]) +(?=[{CJK}](?![{CJK}]))")      # 李　刚
ROUNDUP = re.compile("快讯|简讯|联播|要闻|一览|集锦|速览")
STORY = re.compile(r" ?(?:本报讯|(?:本报|新华社|中新社)[^，。]{2,6}\d+月\d+日(?:专?电|讯))")


def characters(t: Text) -> Text:
    """No control characters, one kind of blank, one kind of line end, ASCII in half width, marks in full."""
    t = substitute(t, LINE_END, lambda m: "\n")
    t = drop(t, INVISIBLE)
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
    parts, last = [], 0
    for m in pattern.finditer(t.text):
        parts += [cut(t, last, m.start()), drop(cut(t, m.start(), m.end()), re.compile(r"[ \u3000]"))]
        last = m.end()
    return join([*parts, cut(t, last, len(t.text))])


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
    return substitute(t, WIDE_BLANKS, lambda m: "\n" if len(m.group().lstrip(" ")) > 1 else m.group())


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
    last, length = "", 0       # the last character of the paragraph so far, and how many it has
    above, gap = "", False
    for row, line in zip(rows(t), bare):
        if not line:
            gap = True
            continue
        lead = len(row.text) - len(row.text.lstrip())
        indented = lead > (0 if column else 1)
        goes_on = bool(length) and last not in FINAL and not indented and not STORY.match(line)
        if column:
            whole = len(above) >= width - 3
            joins = bool(length) and whole and not indented and (not gap or (goes_on and len(line) >= width - 3))
        else:
            joins = goes_on and length >= 40 and (last in "，、" or not _heading(line))
        if out and (not joins or cells.CELL in above or cells.apart(line, above)):
            out.append(Text("\n", [_after(out[-1])]))
            length = 0
        out.append(cut(row, lead, lead + len(line)))
        last, length, above, gap = line[-1], length + len(line), line, False
    return join(out)


def _after(t: Text) -> int:
    """Offset for the line end behind `t`: that of its last character, which it follows."""
    return t.offsets[-1]


def blanks(t: Text) -> Text:
    """No blanks inside numbers or between the characters of a sentence; a heading keeps those between its parts."""
    t = drop(drop(drop(t, BEFORE_POINT), NUMBER_BLANK), TITLE_BLANK)
    found = []
    for row in rows(t):
        if NAMES_LINE.match(row.text.strip()) or BYLINE_LINE.match(row.text.strip()):
            row = drop(row, SPACED)
        elif not _heading(row.text):
            row = drop(drop(row, SPACED), WORD_BLANK) if not BYLINE.search(row.text[:40]) else drop(row, SPACED)
        else:
            row = _mended(row)
        found.append(row)
    return join(found)


def _mended(row: Text) -> Text:
    """A heading without the blanks that recognition of print put into its words (的通 知): where a word is cut so that a single
    character is left over, and the dictionary reads fewer words in the two parts together."""
    parts = SPLIT.split(row.text)
    if len(parts) == 1:
        return row
    gone = set()
    for number, (left, right) in enumerate(zip(parts, parts[1:])):
        before, after, both = (list(rjieba.cut(p, False)) for p in (left[-8:], right[:8], left[-8:] + right[:8]))
        at = len(left[-8:])
        cut_off = next((min(at - end + len(w), end - at) for w, end in zip(both, accumulate(map(len, both))) if end - len(w) < at < end), 0)
        if cut_off == 1 and len(both) < len(before) + len(after) and 1 in (len(before[-1]), len(after[0])):
            gone.add(number)
    places = {m.start() for n, m in enumerate(SPLIT.finditer(row.text)) if n in gone}
    return substitute(row, SPLIT, lambda m: "" if m.start() in places else m.group())


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


STEPS = (characters, without_furniture, bars, rows_of_cells, rolls, indents, unwrap, blanks, marks, repeats)


def clean(document: Document) -> CleanText:
    """Readable text of an article: a paragraph a line, in simplified characters, sections and asides marked."""
    raw = simplified(document.text)
    t = Text(raw, list(range(len(raw))))
    for step in STEPS:
        t = step(t)
    text = t.text.rstrip("\n")
    offsets = t.offsets[:len(text)]
    end = offsets[-1] + 1 if offsets else 0
    headline = _headline(text, simplified(document.title))
    printed = "" if raw == document.text else "".join(
        document.text[o] if document.text[o] != raw[o] else c for c, o in zip(text, offsets))
    return CleanText(text, (*offsets, end), _sections(text, headline), asides(text), headline, document.date or _date(text), printed)


def _headline(text: str, title: str) -> str:
    if title:
        return title
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return first if _heading(first) or len(first) <= 60 and not first.endswith("。") else ""


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
