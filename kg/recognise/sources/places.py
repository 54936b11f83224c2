"""Places: administrative areas with their codes, and every other place that has a name."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg import gazetteer
from kg.lexicon import rows
from kg.recognise.sources import areas, landmarks
from kg.recognise.sources.areas import Found, Words
from kg.recognise.sources.landmarks import Landmark
from kg.records import CleanText, Mention

SOURCE = "places"
TITLES = re.compile(r"《[^《》\n]{1,60}》|〈[^〈〉\n]{1,60}〉|<[^<>\n]{1,60}>")
CLOSED_ASIDES = ("byline", "editor", "credit")
CITY_SIGNS = {"汉": "420100", "蓉": "510100", "穗": "440100", "杭": "330100", "甬": "330200", "榕": "350100", "邕": "450100", "深": "440300"}
# One character stands for a province or city: in fixed company (在京, 返沪, 离鄂; 川渝, 沪苏浙), else it is a syllable.
SIGN = re.compile(
    r"(?<![存所现实内外潜正自好进])(?![到出入离抵回]港|援津)(?:在|赴|抵|离|返|来|驻|援|留|访|入|回|到|出)([京津沪渝冀晋皖闽赣鲁豫鄂湘粤琼川黔滇陕港澳汉蓉穗杭甬榕邕])"
    r"(?![剧味菜戏酒津冀沪广九哈张渝深语字族代朝江西东南北河湖海山口湾元币区股府珠岸门城州庆水县])")
SIGNS = re.compile(
    r"(?<![一-鿿][—－-])(?:京津冀(?=三)|京津|京冀|津冀|沪苏浙皖|苏浙皖沪|沪苏浙|苏浙沪|江浙沪|苏浙皖|沪苏|沪浙|苏皖|浙皖|苏浙|川渝黔|川渝滇|川渝|渝川|川黔|渝黔|川滇|云贵川|川滇黔|"
    r"滇黔桂|黔桂|粤港澳|粤港|粤澳|港澳台|港澳|粤桂琼|粤桂|粤琼|湘鄂赣|鄂湘赣|湘赣|湘鄂|湘粤|赣粤|闽粤赣|闽粤|闽赣|闽浙|闽台|晋冀鲁豫|晋陕蒙|晋陕豫|晋陕|豫陕|冀鲁豫|鲁豫|"
    r"苏鲁豫皖|苏鲁|豫皖|甘青|陕甘青宁|陕甘|甘宁|蒙晋|辽吉黑|吉黑|沪深)(?![0-9高快]速?|高铁|铁路|城际|客专|动车|线|特大|大湾区|大桥|古道|大通道|港通|股|[两三四]市|三地同胞|交易所|办|剧|输|班列)")
# 中方, 美方: the country as one side of a matter; of the others only those that the article names in full
SIDE = re.compile("(?<![其集空当手从双多各两单三四对己])([中美俄英法德日韩朝印意加澳新越老泰缅柬菲马巴伊以埃土乌哈吉塔白波匈捷塞希西葡荷比瑞挪丹芬阿委智墨古南津刚肯坦尼沙卡科约叙黎也])方"
                  "(?![案法式面向圆正针可便知能才舱米块程差阵略位言寸])")
# streets, estates and shops that are named after an area elsewhere: 香港中路, 上海花园小区, 巴黎春天百货
STREET = re.compile("(?P<way>[东南西北中]?[一二三四五六七八九十]?)(?:大路|路|大街|街|大道|胡同)(?P<town>街道)?(?![径线由程过透子况网边演灯面费牌基桥头坊道舞])")
ESTATE = re.compile("[一-鿿]{0,4}?(?:花园小区|新村小区|花园|新村|家园|公寓|小区|广场|百货|大厦|公馆)(?![区们])")
ON_THE_WAY = "上途人口"        # 去上海路上
PROVINCE_OF = {"江": "320000"}     # 江浙沪


@lru_cache(maxsize=1)
def _regions() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """(pattern of the places with names of their own, name → full name and code of the area around)."""
    full = {}
    for name, *rest in rows("place_regions"):
        whole, code = [*rest, "", ""][:2]
        full[name] = (whole or name, code)
    return re.compile("|".join(map(re.escape, sorted(full, key=lambda n: (-len(n), n))))), full


def closed(text: str, clean: CleanText) -> list[tuple[int, int]]:
    """Stretches that name no place of their own: titles in book marks, bylines, credits of photos, editors."""
    found = [(a.start, a.end) for a in clean.asides if a.kind in CLOSED_ASIDES]
    return found + [m.span() for m in TITLES.finditer(text)]


def chains(found: list[Found]) -> Iterator[tuple[int, Found]]:
    """(start of the chain, its innermost area): 江西省|赣州市|南康区 is one mention of the last."""
    start = None
    for f, g in zip(found, [*found[1:], None]):
        start = f.start if start is None else start
        if g is not None and g.start == f.end and f.area and g.area and g.area.code != f.area.code and (
                gazetteer.lies_in(g.area.code, f.area.code) or f.area.code == gazetteer.CHINA and not g.area.abroad):
            continue
        yield start, f
        start = None


def _area_mention(text: str, start: int, f: Found) -> Mention:
    if f.area is None:
        return Mention(start, f.end, text[start:f.end], "AdministrativeArea", text[f.start:f.end], "", source=SOURCE)
    return Mention(start, f.end, text[start:f.end], "AdministrativeArea", f.area.name, f.area.code, source=SOURCE)


def _signs(text: str) -> Iterator[Mention]:
    """京 in 在京, 川 and 渝 in 川渝."""
    for m in SIGN.finditer(text):
        code = CITY_SIGNS.get(m.group(1)) or gazetteer.areas(m.group(1))[0].code
        yield Mention(m.start(1), m.end(1), m.group(1), "AdministrativeArea", gazetteer.by_code(code).name, code, source=SOURCE)
    for m in SIGNS.finditer(text):
        for i in range(*m.span()):
            area = gazetteer.by_code(PROVINCE_OF.get(text[i], "")) or (
                gazetteer.by_code(CITY_SIGNS[text[i]]) if text[i] in CITY_SIGNS else gazetteer.areas(text[i])[0])
            yield Mention(i, i + 1, text[i], "AdministrativeArea", area.name, area.code, source=SOURCE)


def _sides(text: str, found: list[Found], w: Words) -> Iterator[Mention]:
    """中方 is China, 美方 the United States: by a country that the article names, the nearest before."""
    countries = [(f.start, gazetteer.chain(f.area.code)[-1]) for f in found if f.area and f.area.abroad]
    for m in SIDE.finditer(text):
        before = w.tokens[w.index(m.start())]
        if before[0] < m.start() and before[1] < m.end():      # 集中|方舱, 节假日|方
            continue
        named = [(p > m.start(), abs(p - m.start()), area) for p, area in countries if area.name[0] == m.group(1)]
        area = min(named, key=lambda n: n[:2])[2] if named else None
        if m.group(1) == "中":
            area = gazetteer.by_code(gazetteer.CHINA)
        if area is not None:
            yield Mention(m.start(), m.end(), m.group(), "AdministrativeArea", area.name, area.code, source=SOURCE)


def _named_after(text: str, found: list[Found]) -> Iterator[Mention]:
    """Streets, estates and shops with the name of an area that they don't lie in: 青岛市[香港中路], 伊宁市[上海花园小区].

    The areas right before belong to the mention, not to the name.
    """
    begin: int | None = None
    for last, f in zip([None, *found], found):
        beside = last is not None and last.end == f.start and last.area is not None
        begin = begin if beside and begin is not None else f.start
        if f.area is None or text[f.end - 1] in "省市区县" and f.end - f.start > 2:
            continue
        foreign = beside and not gazetteer.lies_in(f.area.code, last.area.code) and last.area.code != gazetteer.CHINA
        m = STREET.match(text, f.end)
        if m and not (m["way"] or beside) and text[m.end():m.end() + 1] in ON_THE_WAY and m.end() < len(text):
            m = None
        m = m or (ESTATE.match(text, f.end) if foreign else None)
        if m is None:
            continue
        town = m.re is STREET and m["town"]
        start, code = (begin, last.area.code) if foreign else (f.start, "")
        label, code = ("AdministrativeArea", "") if town else ("OtherPlace", code)
        yield Mention(start, m.end(), text[start:m.end()], label, text[f.start:m.end()], code, source=SOURCE)


def _short_villages(text: str, marks: list[Landmark], w: Words) -> Iterator[Mention]:
    """华屋, where the article has 华屋村."""
    for name in sorted({m.name for m in marks if m.township and len(m.name) == 3}):
        stem = name[:-1]
        if gazetteer.areas(stem):
            continue
        for m in re.finditer(re.escape(stem), text):
            if text[m.end():m.end() + 1] != name[-1] and w.tokens[w.index(m.start())][1] <= m.start() + 1:
                if w.tokens[w.index(m.end() - 1)][:2] == (m.end() - 1, m.end()):
                    yield Mention(m.start(), m.end(), stem, "AdministrativeArea", name, "", source=SOURCE)


def _ends_in_known(mark: Landmark, known: dict[str, tuple[str, str]]) -> bool:
    """Whether a place with a name of its own says it better: 除[洞庭湖], 重新开放[霍尔木兹海峡]."""
    return mark.name in known or mark.area is None and any(mark.name[i:] in known for i in range(1, len(mark.name) - 1))


def find(text: str, clean: CleanText) -> list[Mention]:
    """Mentions of places, in order: areas with their codes, townships and villages, and other places.

    A chain of areas is one mention of the innermost; a place inside a longer name is found too, which of two that
    overlap is meant is for the decision to say; but the area that a street is named after is not found.
    """
    w = Words(text)
    shut = closed(text, clean)
    found = areas.find(text, w, shut)

    def closed_off(m: Mention | Landmark) -> bool:
        return any(s < m.end and m.start < e for s, e in shut)

    after = [m for m in _named_after(text, found) if not closed_off(m)]
    inside = {m.end - len(m.name) for m in after}       # where the areas begin that they are named after
    mentions = [_area_mention(text, start, f) for start, f in chains(found) if f.start not in inside] + after
    pattern, full = _regions()
    marks = [m for m in landmarks.find(text, w, found)
             if not _ends_in_known(m, full) and not closed_off(m) and not any(a.start < m.end and m.start < a.end for a in after)]
    for m in marks:
        label = "AdministrativeArea" if m.township else "OtherPlace"
        code = "" if m.township or m.area is None else m.area.code
        mentions.append(Mention(m.start, m.end, text[m.start:m.end], label, m.name, code, source=SOURCE))
    for m in pattern.finditer(text):
        if (m.start() in w.bounds and m.end() in w.bounds or m.end() - m.start() > 3) and not any(s < m.end() and m.start() < e for s, e in shut):
            mentions.append(Mention(m.start(), m.end(), m.group(), "OtherPlace", *full[m.group()], source=SOURCE))
    extra = [*_signs(text), *_sides(text, found, w), *_short_villages(text, marks, w)]
    taken = {i for m in mentions for i in range(m.start, m.end)}
    mentions += [m for m in extra if not taken & set(range(m.start, m.end)) and not any(s <= m.start < e for s, e in shut)]
    return sorted(mentions)
