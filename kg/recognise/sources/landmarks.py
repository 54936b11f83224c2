"""Names of places that end in their kind: 华屋村, 沈阳高新区, 京沪高铁, 凡河新城.

    江西鹰潭 | 高新区        area, ending
    沈阳 | 国际 | 软件园      area, core, ending
    凡河 | 新城             core, ending

A name is read from its ending to the left, word by word, until a word that no name holds.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import gazetteer
from kg.gazetteer import Area
from kg.lexicon import rows, words
from kg.recognise.sources.areas import Found, Words

LONGEST = {"township": 5, "zone": 14, "site": 9, "line": 8}
OUTSIDE = frozenset("pcudryeowxqthikl")        # parts of speech that no name holds: prepositions, particles, adverbs, ...
ALONE = frozenset(                             # single characters that end a name to the left, whatever their part of speech
    "在到从往至赴对为向由于和与及或的了是有等将把被让使去来进出入回返离过沿靠近距跨穿据称说指看见用以因但而且并又也都就还才只该此本各每"
    "这那其某另全总共约超逾多几两数使建修设开办做当成变管住居坐走跑飞驶抵达运送发经途逛游驻围选落归属产销买卖购投援助给派同跟自即则"
    "之环含整包们除次第乘登修补筑拆迁移离让叫请令凭按照依随借替比像如若似非无不没未别勿很太更最极挺够我你他她它您咱谁啥哪么吗呢吧啊")
PROPER = ("ns", "nz", "nr", "nt")
SHORT_LINES = frozenset("京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘青宁新蒙港澳成昆杭郑西宝兰合武广深南福厦长哈大沈石太济徐连银温宜万杭绍台甬衢宁黄安六盐通泰常镇达康林拉玉磨万老中欧雅汉包惠柳衡怀邵张吉衡丽香敦格库雄商丰沙")
NO_RIGHT = {
    "镇": "长静痛定守压区上江政党委", "乡": "村镇亲土愁情间音贤野政党民", "村": "民里庄落长委干医级口子集级史规部支寨内党两容容头",
    "路": "径线由程过透子况网段边演灯面费牌基桥线", "河": "流道水长床段湖岸北南山谷畔网湖", "湖": "北南泊面水区畔人",
    "江": "西苏南北水边河湖山面畔堤心上人", "岛": "屿上国内民", "湾": "区里", "港": "口澳元股资币人商府方珠台湾区务闸",
    "公路": "网局段里", "铁路": "局总部网系警公集运线段桥建职客货沿", "高速": "增发运行度公铁路率飞", "大道": "理", "新区": "", "社区": "",
    "基地": "", "地铁": "站线口里", "公园": "城", "根据地": "方", "大街": "小上", "街": "道头坊区", "口岸": "", "码头": "", "机场": "", "弄": "清", "巷": "口子战"}
FULL = {"高新区": "高新技术产业开发区", "高新技术开发区": "高新技术产业开发区", "经开区": "经济技术开发区", "自贸区": "自由贸易试验区",
        "自贸试验区": "自由贸易试验区", "自贸港": "自由贸易港", "综保区": "综合保税区"}

BRANCHES = ("园区", "厂区", "生产基地", "产业园", "产业园区", "产业基地", "工业园")     # that a company may have: 东软医疗沈阳园区
FREE_TRADE = re.compile(r"(?:中国)?[（(]([\u4e00-\u9fff]{2,4})[）)](?=自由贸易试验区|自贸试验区|自贸区)")

BODIES = frozenset("局委厅部院办会司署处所公")      # 新科局联合[街道]
NUMERALS = frozenset("一二三四五六七八九十百千万亿两几数多余")
NO_NAME = frozenset("城乡村集重山农渔古小边渡渔军商外内海河江公铁道之")   # 城镇, 渔村, 军港, 海港 name nothing
STATIONS = ("地铁站", "站", "火车站", "高铁站", "汽车站", "客运站", "服务区", "收费站", "大桥", "隧道", "码头", "机场", "港", "广场", "小区")


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that is no area of the gazetteer."""

    start: int
    end: int
    name: str             # without the areas around it: 鹰潭高新技术产业开发区
    township: bool        # an administrative area below the county
    area: Area | None     # the area that its name begins with


@lru_cache(maxsize=1)
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = dict(rows("place_endings"))
    longest = "|".join(map(re.escape, sorted(kinds, key=lambda e: (-len(e), e))))
    return re.compile(longest), kinds


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(w for line in words("place_stops") for w in line.split())


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(w for line in words("place_generic") for w in line.split())


def _holds(word: str, tag: str, kind: str, more: bool) -> bool:
    """Whether a name may hold the word (left of its ending, and of `more` of the name)."""
    if word in _stops() or not word.isalnum() or word[0].isdigit() and not word.isascii():
        return False
    if len(word) == 1:      # single characters are what the dictionary doesn't know: a name, whatever their tag
        return word not in ALONE and not word.isdigit()
    if word in _generic() or word == "青年":
        return True
    if tag[0] == "m" and kind == "township":        # 十八洞村; the dictionary also calls 许家 a number
        return more or not set(word) <= NUMERALS
    if tag[0] in OUTSIDE or tag[0] in "amf" or tag == "eng" and len(word) > 8 or word in _endings()[1]:
        return False
    return tag[0] != "v"


def _specific(word: str, tag: str) -> bool:
    """Whether the word sets one place apart: 凡河, 临港; not 经济, 国际."""
    return word not in _generic() and (tag in PROPER or tag.startswith("nr") or len(word) == 1 and tag[0] not in "fbm")


def _is_generic(inner: str) -> bool:
    """Whether `inner` is nothing but words that set no place apart: 国际物流."""
    reach = {0}
    for i in range(len(inner)):
        if i in reach:
            reach.update(j for j in range(i + 1, len(inner) + 1) if inner[i:j] in _generic())
    return len(inner) in reach


def _named(kind: str, ending: str, inner: str, proper: bool, area: Area | None, known: bool) -> bool:
    """Whether what stands before the ending makes a name of it. `known`: the dictionary has the name as one word."""
    if kind == "township":
        if len(inner) == 1:
            return proper and (area is not None or known)
        return len(inner) in (2, 3, 4) and not set(inner) & BODIES and (proper or area is not None)
    if kind == "zone":
        return area is not None or proper and 1 < len(inner) <= 8 and (len(ending) > 1 or known)
    if kind == "line":
        if area is not None:
            return not inner and len(ending) > 1
        return 2 <= len(inner) <= 4 and all(c in SHORT_LINES for c in inner)
    if len(ending) == 1:
        return known and len(inner) > (ending in "街路巷弄湾") or area is not None and len(inner) > 1
    return proper and len(inner) > 1 or area is not None and (bool(inner) and not set(inner) <= NUMERALS or len(ending) > 2)


def _walk(w: Words, start: int, floor: int, kind: str, after: dict[int, Found], inside: set[int]) -> tuple[int, list[tuple[str, str]]]:
    """From `start` to the left over the words that a name may hold: where it begins, and its words."""
    core: list[tuple[str, str]] = []
    while start > 0 and start not in after:
        s, _, word, tag = w.tokens[w.index(start - 1)]
        if s < floor or s in inside or not _holds(word, tag, kind, bool(core)):
            break
        start = s
        core.insert(0, (word, tag))
    return start, core


def _read(text: str, w: Words, at: int, end: int, kind: str, after: dict[int, Found], inside: set[int]) -> Landmark | None:
    """The name that ends in text[at:end]; `after`: areas by their end, `inside`: positions within one."""
    ending = text[at:end]
    if end < len(text) and text[end] in NO_RIGHT.get(ending, ""):
        return None
    first = w.tokens[w.index(at)]
    known = first[0] < at and first[1] >= end and (first[3] == "ns" or first[3] in PROPER and len(ending) > 1 or (
        first[0] in after and at - first[0] > 1 and text[first[0]:at] not in _generic() | _stops()))
    if first[0] < at and not known and at not in after:      # the ending is part of a word: 城镇, 家乡
        return None
    start, core = at, []
    if known and at not in after:
        start, core = first[0], [(text[first[0]:at], first[3])]
        if core[0][0] in ALONE or first[2] in _stops():
            return None
    if not (known and start in inside):
        left, more = _walk(w, start, at - LONGEST[kind], kind, after, inside)
        start, core = left, more + core
    if kind == "township" and start not in after:       # behind an area, any two or three characters: 秀英区[长流]镇
        tail = next((p for p in (at - 2, at - 3) if p in after), None)
        if tail is not None and not set(text[tail:at]) & (ALONE | BODIES) and not any(
                t[2] in _stops() for t in w.tokens[w.index(tail):w.index(at - 1) + 1]):
            start, core = tail, [(text[tail:at], "nz")]
    area = after[start].area if start in after else None
    if area is not None and area.code == gazetteer.CHINA:       # 中国[文昌航天发射场]
        area, after = None, {}
    if area is None and start not in after:
        while core and core[0][0] in _generic():
            start += len(core[0][0])
            core.pop(0)
    inner = "".join(word for word, _ in core)
    if inner in NO_NAME or ending in "镇乡" and inner[-1:] in ("城", "乡", "村", "重", "带", "包") or not inner.isalnum() and inner:
        return None
    proper = any(_specific(*c) for c in core) and not _is_generic(inner)
    if not _named(kind, ending, inner, proper, area, known):
        return None
    if area is None and not known and core and core[0][1][0] == "v" and all(len(word) == 1 for word, _ in core):
        return None     # [筑牢]口岸
    if area is None and len(core) > 1 and len(core[0][0]) == 1 and len(core[1][0]) > 1 and text[start - 1:start] in ALONE and start:
        return None     # 有[米科技大厦]: the name began before, in a word that is none here
    own = start
    while start in after:            # the areas around it belong to the mention, not to the name
        start = after[start].start
    name = inner + FULL.get(ending, ending)
    if area is not None and kind != "township":
        if kind == "zone" and ending in BRANCHES:
            left, more = _walk(w, start, at - LONGEST[kind], kind, after, inside)
            if any(_specific(*c) or c[1] == "j" for c in more) and more[0][0] not in _generic():
                return Landmark(left, end, text[left:end], False, area)     # 东软医疗沈阳园区
        name = f"中国（{area.short}）{name}" if name == "自由贸易试验区" else area.short + name if not proper and (kind == "zone" or len(name) < 4) else name
    return Landmark(start if area is not None else own, end, name, kind == "township", area)


def find(text: str, w: Words, areas: list[Found]) -> list[Landmark]:
    """Names with an ending of their kind, longest at each place; `areas` are those that the text names."""
    pattern, kinds = _endings()
    after = {f.end: f for f in areas}
    covered = {i for f in areas for i in range(f.start + 1, f.end)}
    for m in FREE_TRADE.finditer(text):
        here = gazetteer.areas(m.group(1))
        if here:
            after[m.end(1) + 1] = Found(m.start(), m.end(1) + 1, here, True, here[0])
            covered.update(range(m.start() + 1, m.end(1) + 1))
    found: list[Landmark] = []
    for m in pattern.finditer(text):
        if m.start() in covered or m.end() - 1 in covered:
            continue
        if found and found[-1].end == m.start() and m.group() in STATIONS:      # 青年大街[地铁站]
            last = found.pop()
            found.append(replace(last, end=m.end(), name=last.name + m.group(), township=False))
            continue
        mark = _read(text, w, m.start(), m.end(), kinds[m.group()], after, covered)
        if mark is not None:
            while found and found[-1].start >= mark.start:
                found.pop()
            found.append(mark)
    return found
