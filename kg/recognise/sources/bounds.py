"""Where the name of an organisation starts: the hard half of finding it, as Chinese writes no blanks."""
from __future__ import annotations

import re
from functools import lru_cache

from kg import gazetteer, names
from kg.lexicon import words

HARD = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z·•]")
MEASURE = re.compile(r"[两三四五六七八九十几]大(?=[^学])|(?:[0-9]+|[一二两三四五六七八九十百千万几数多]+)(?:余|多)?(?:家|架|艘|辆|种|届|户|套|片|份|场|股|笔|队|个|所|名|支|批|条|台|间|位|项|座|次|例|人|万|亿|元|日|月|年|号|时|分|级|岁|％|%)|[0-9]+(?:日|时|月|年|号)")
LONGEST = 24
# verbs that names hold, but not right before an area: 联合 + 沈阳市某局
BEFORE_NAMES = frozenset("领导 联合 组织 支持 指导 协调 服务 考察 调研 督导 检查 代表 主管 执行 发展 推广 控制 保障 促进 保护 介绍 具有 发现 处理 治理 推进 创新 进出 投资 合作 联系 对接 牵手 携手 服务 管理 建设 应用 显示 统计 访问 来访 学习 观察".split())


@lru_cache(maxsize=None)
def stops() -> tuple[frozenset[str], frozenset[str], int]:
    """(words, single characters, greatest length) that no name holds."""
    entries = words("organisation_stops")
    many = frozenset(w for w in entries if len(w) > 1)
    return many, frozenset(w for w in entries if len(w) == 1), max(map(len, many))


@lru_cache(maxsize=None)
def guards() -> frozenset[str]:
    """Words in which a character of `stops` is none, and names of areas and bodies apart."""
    return frozenset(w for line in words("organisation_guards") for w in line.split())


@lru_cache(maxsize=None)
def generic() -> tuple[frozenset[str], int]:
    """(words, greatest length) that name nobody."""
    found = frozenset(w for line in words("generic_words") for w in line.split())
    return found, max(map(len, found))


@lru_cache(maxsize=None)
def vocabulary() -> tuple[dict[str, tuple[int, ...]], frozenset[str]]:
    """(first two characters → lengths of the words that begin so, longest first; the words)."""
    entries = set(stops()[0]) | guards() | generic()[0] | set(names.known()) | set(names.departments()) | set(names.endings())
    entries |= {line.split("\t")[0] for line in words("company_industries")} | set(words("common_nouns"))
    lengths: dict[str, set[int]] = {}
    for w in entries:
        if len(w) > 1:
            lengths.setdefault(w[:2], set()).add(len(w))
    return {h: tuple(sorted(ls, reverse=True)) for h, ls in lengths.items()}, frozenset(entries)


def segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Words of text[start:end], the longest known one at each place from the left; areas count as words."""
    lengths, entries = vocabulary()
    areas = {start + s: start + e for s, e, _ in area_spans(text[start:end])}
    found = []
    at = start
    while at < end:
        stop = next((at + n for n in lengths.get(text[at:at + 2], ()) if at + n <= end and text[at:at + n] in entries), at + 1)
        stop = areas.get(at, 0) if areas.get(at, 0) > stop else next((a for a, b in areas.items() if at < a < stop < b), stop)
        found.append((at, stop))
        at = stop
    return found


@lru_cache(maxsize=None)
def _common() -> tuple[frozenset[str], int]:
    """(words that are no name's own, greatest length of a generic one)."""
    entries, longest = generic()
    return entries | stops()[0] | frozenset(words("common_nouns")), longest


@lru_cache(maxsize=50_000)
def is_generic(core: str) -> bool:
    """Whether `core` is nothing but words that name nobody: 大型国有, 房地产."""
    entries, longest = _common()
    reach = {0}
    for i in range(len(core)):
        if i in reach:
            for size in range(1, min(longest, len(core) - i) + 1):
                word = core[i:i + size]
                if word in entries or word.isdigit():
                    reach.add(i + size)
    return len(core) in reach


def ends_generic(core: str) -> bool:
    """Whether the last word of `core` names nobody."""
    s, e = segments(core, 0, len(core))[-1]
    return is_generic(core[s:e])


def coined(core: str) -> str:
    """`core` without the words at its end that name nobody: 华泰 of 华泰联合."""
    parts = segments(core, 0, len(core))
    while parts and is_generic(core[parts[-1][0]:parts[-1][1]]):
        core = core[: parts[-1][0]]
        parts.pop()
    return core if len(core) > 1 else ""


def has_word(core: str) -> bool:
    """Whether `core` holds a word of the language, as names that were made up do not."""
    return any(e - s > 1 for s, e in segments(core, 0, len(core)))


def hard_left(text: str, end: int, walls: set[int]) -> int:
    """The nearest position left of `end` that no name crosses: punctuation, a date, an amount."""
    start = end
    while start > 0 and end - start < LONGEST and start not in walls:
        c = text[start - 1]
        if c in ")）":      # 浩宁实业（沈阳）: a place in brackets is part of the name
            m = next((m for m in names.BRACKETS.finditer(text, max(0, start - 11), start) if m.end() == start), None)
            if m is None or not gazetteer.areas(m.group(1)) and not m.group(1).endswith(("集团", "控股")):
                break
            start = m.start()
        elif HARD.match(c):
            break
        else:
            start -= 1
    if text[start:start + 1] in tuple("电讯") and text[start - 1:start] == "日":     # 4月2日电
        start += 1
    return start


def soft_left(text: str, start: int, end: int) -> int:
    """The position in [start, end] after the last word that no name holds."""
    many, single, _ = stops()
    best = start
    for s, e in segments(text, start, end):
        word = text[s:e]
        if word in many or e - s == 1 and word in single:
            best = e
        elif word in BEFORE_NAMES and e < end and (area_spans(text[e:e + 8])[:1] or [(1,)])[0][0] == 0:
            best = e
    for m in MEASURE.finditer(text, best, end):
        best = m.end()
    return best


def area_spans(text: str) -> list[tuple[int, int, tuple[gazetteer.Area, ...]]]:
    """Names of areas in `text`; of two that overlap the longer one: 江西省, not 从江, in 从江西省."""
    found: list[tuple[int, int, tuple[gazetteer.Area, ...]]] = []
    for s, e, areas in gazetteer.find(text):
        if s and text[s - 1:e] in guards():      # 奥|巴马
            continue
        if text[s:e] in names.words_first():
            later = [(s + 1 + a, s + 1 + b, x) for a, b, x in gazetteer.find(text[s + 1:s + 12])[:1] if a == 0]
            found += [x for x in later if text[x[0]:x[1]] not in names.words_first()]
            continue
        if e - s == 2:
            later = [(s + 1 + a, s + 1 + b, x) for a, b, x in gazetteer.find(text[s + 1:s + 12])[:1] if a == 0]
            if later and (later[0][1] - later[0][0] > 2 or text[s] in stops()[1]):
                found.append(later[0])
                continue
        if not found or s >= found[-1][1]:
            found.append((s, e, areas))
    return found


def place_chain(text: str, start: int, end: int) -> int | None:
    """Start of the first chain of areas in [start, end), None if it names none."""
    for s, e, found in area_spans(text[start:end]):
        if text[start + s - 1:start + s] in ("（", "("):
            continue
        if text[start + s:start + e] not in names.words_first() and (e - s > 2 or found[0].level != "county" or text[start + e - 1] in "县区市"):
            return start + s
    return None
