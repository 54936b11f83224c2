"""Whose a bare ministry is: 外交部, 卫生部, 国务院 belong to the country of their words, their sentence or their article.

    希腊卫生部长, 俄外交部, 美国务院      the country right before, in full or by the character that the article shortens it to
    法国总理与卫生部长维兰              a foreigner's ministry: the country that its sentence, else its article, names
    外交部发言人                     China's, unless the sentence begins with another country
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import gazetteer, names
from kg.confidence import confidence, signs
from kg.gazetteer import CHINA, Area
from kg.lexicon import words
from kg.name_facts import facts
from kg.ontology import top
from kg.records import Claim, Evidence, Extraction, Mention

OWN = re.compile("中国|我国|中方|中华人民共和国")
BETWEEN = re.compile("(?:联邦|前任?|原任?|时任|现任|新任|候任|中央|高等|临时|民族团结|政府|内阁|的)+$")
ASIDE = tuple("对向给与同和访援就从赴由在为离及、至返往") + ("对于", "关于", "针对", "帮助", "支援", "援助")
LEVELS = "省市区县州盟旗镇乡村我该本各全驻"
NO_DAY = tuple("0123456789０１２３４５６７８９近当昨今次即每同前连本工整假生周期往多半")    # 3月29日|工信部 is no Japanese one
MINISTRY = re.compile("(?!.*(?:通社|[报媒]))[一-鿿]{3,10}(?:发展|设施|贸易|经济|社会|保障|资源|工业|安全|事务|能源|农业|科技|技术)部")
# what stands for a country wherever it is written before one of its bodies
SIGNS = {"美": "US0000", "俄": "RU0000", "英": "GB0000", "法": "FR0000", "德": "DE0000", "日": "JP0000", "韩": "KR0000",
         "朝": "KP0000"}
# ministries that China had: name → first year without it
PAST = {"卫生部": "2013", "铁道部": "2013", "农业部": "2018", "文化部": "2018", "环境保护部": "2018", "环保部": "2018", "国土资源部": "2018",
        "监察部": "2018", "内务部": "1969", "卫生福利部": "0"}
SENTENCE_ENDS = "。！？\n"
HEADS = 20        # characters between a body and who heads it: 外交部亚洲司副司长


@dataclass(frozen=True, slots=True)
class Country:
    """A place of a text that names a country, or lies in one."""

    start: int
    area: Area        # the country
    aside: bool       # 对美国, 驻美国: another's dealings with it


@lru_cache(maxsize=None)
def bare() -> frozenset[str]:
    """Names that a ministry or parliament of any country can have, and no word before it need say of which."""
    own = (k.full for k in names.known().values() if k.full.startswith("中华人民共和国") and k.full.endswith("部"))
    others = (n for n in names.foreign_bodies() if n.endswith(("部", "议会", "国会")))
    return frozenset({*others, *(n.removeprefix("中华人民共和国") for n in own)})


@lru_cache(maxsize=None)
def led() -> frozenset[str]:
    """Names that a body of another country has behind the country's: 国务院 in 美国务院."""
    return frozenset({n for n in names.foreign_bodies() if not n.endswith("馆")} | bare())


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset({*words("surnames"), *words("compound_surnames")})


def chinese(name: str) -> bool:
    """Whether a person's name has the form of a Chinese one: 华春莹, not 阿尔瓦拉多."""
    return name[:2] in _surnames() and len(name) in (3, 4) or name[:1] in _surnames() and len(name) in (2, 3)


def settle(extraction: Extraction) -> Extraction:
    """The extraction with the country in the name of each foreign body; without those of nobody knows which country."""
    mentions = {m for m in extraction.mentions} | {m for c in extraction.claims for m in (c.subject, c.object)}
    if not (bodies := [m for m in sorted(mentions) if top(m.label) == "Organisation" and _bare_part(m.name)]):
        return extraction
    text = extraction.clean.text
    countries = _countries(text)
    persons = sorted(m for m in mentions if top(m.label) == "Person" and m.name)
    new: dict[Mention, Mention | None] = {}
    for m in bodies:
        if m.name not in bare() and not _before(_left(m, text), countries):
            continue      # 央行, 国务院 are China's, 新发展部 nobody's, where no country stands before them
        if text[m.start - 1:m.start] == "“" and text[m.end:m.end + 1] == "”":      # 台“交通部”: so called by others
            new[m] = None
            continue
        country = _country(m, text, countries, persons, extraction.document.date or extraction.clean.date)
        if country is None:
            new[m] = None
        elif country.code != CHINA:
            new[m] = replace(m, name=country.name + _bare_part(m.name))
    if not new:
        return extraction
    claims = (replace(c, subject=new.get(c.subject, c.subject), object=new.get(c.object, c.object))
              for c in extraction.claims)
    kept = tuple(c for c in claims if c.subject is not None and c.object is not None)
    governs = {c.subject for c in kept if c.predicate == "hasJurisdiction"}
    found = tuple(claim for m in new.values() if m is not None and m not in governs for claim in _jurisdiction(extraction, m))
    return replace(extraction, mentions=tuple(x for m in extraction.mentions if (x := new.get(m, m)) is not None), claims=kept + found)


def _jurisdiction(extraction: Extraction, body: Mention) -> Iterator[Claim]:
    """What the name says once its country is known: 墨政府 governs 墨西哥."""
    clean = extraction.clean
    start = _begin(clean.text, body.start)
    end = min((at + 1 for c in SENTENCE_ENDS if (at := clean.text.find(c, body.end)) >= 0), default=len(clean.text))
    evidence = Evidence(extraction.document.id, *clean.raw_span(start, end), clean.quote(start, end))
    for rule, relation, s, o in facts((body,), {}):
        if relation == "hasJurisdiction":
            yield Claim(s, relation, o, evidence, rule, confidence(signs(rule, relation, s, o)))


def _begin(text: str, at: int) -> int:
    """Where the sentence around `at` begins."""
    return max(text.rfind(c, 0, at) + 1 for c in SENTENCE_ENDS)


def _bare_part(name: str) -> str:
    """卫生部 of 卫生部, 俄卫生部 and 巴新卫生部, 经济发展部 of 乌经济发展部; "" of any other name."""
    if name in led():
        return name
    if not name or name in names.known() or name[0] in LEVELS:
        return ""
    for n in (1, 2, 3, 4):
        country = next((a for a in gazetteer.areas(name[:n]) if a.abroad and a.level == "country"), None)
        if name[n:] in led() and (n == 1 or country is not None and country.name != name[:n]):
            return name[n:]
    return name[1:] if MINISTRY.fullmatch(name) and not any(gazetteer.at(name, 0)) else ""


def _countries(text: str) -> list[Country]:
    found = [(m.start(), gazetteer.by_code(CHINA)) for m in OWN.finditer(text)]
    for start, end, areas in gazetteer.find(text):
        if areas[0].abroad and text[end:end + 1] not in ("族", "语", "文", "包"):      # 蒙古|族
            found.append((start, gazetteer.chain(areas[0].code)[-1]))
    return [Country(s, area, text.endswith((*ASIDE, "驻"), 0, s)) for s, area in sorted(found, key=lambda f: f[0])]


def _left(m: Mention, text: str) -> str:
    """What stands before the body, in its name or in the text, that may say of which country it is."""
    body = _bare_part(m.name)
    return m.name[:-len(body)] if m.name != body else BETWEEN.sub("", text[max(0, m.start - 12):m.start])


def _before(left: str, countries: list[Country]) -> Area | None:
    """The country, or part of one abroad, whose name or short sign `left` ends with."""
    for n in range(min(9, len(left)), 1, -1):
        if (areas := gazetteer.areas(left[-n:])) and (areas[0].abroad or areas[0].code == CHINA):
            return areas[0]
    if left.endswith("日") and left[:-1].endswith(NO_DAY):
        return None
    for n in (3, 2, 1):
        sign = left[-n:]
        near = [c for c in countries if sign and c.area.code != CHINA and _shortens(sign, c.area.name)]
        if near and (n > 1 or not left[:-1].endswith(tuple("同注满"))):
            return near[0].area
    return gazetteer.by_code(SIGNS[left[-1]]) if left and left[-1] in SIGNS else None


def _shortens(sign: str, name: str) -> bool:
    """Whether the characters of `sign` stand in `name`, in their order and from its first on: 巴新, 巴布亚新几内亚."""
    rest = iter(name)
    return sign[0] == name[0] and all(c in rest for c in sign)


def _holders(m: Mention, text: str, persons: list[Mention]) -> Iterator[str]:
    """Who is named behind the body with a post at it: 卫生部|部长|维兰."""
    for p in persons:
        if m.end <= p.start <= m.end + HEADS and not re.search("[，。；：！？、“”\n]", text[m.end:p.start]):
            yield p.name
            return


def _country(m: Mention, text: str, countries: list[Country], persons: list[Mention], date: str) -> Area | None:
    china = gazetteer.by_code(CHINA)
    body = _bare_part(m.name)
    if found := _before(_left(m, text), countries):
        return found
    live = body in names.known() and not (body in PAST and (date or "9") >= PAST[body])
    start = _begin(text, m.start)
    sentence = [c for c in countries if start <= c.start < m.start]
    leading = [c for c in sentence if not c.aside]
    foreign = [c for c in countries if c.area.code != CHINA]
    holder = next(_holders(m, text, persons), "")
    if holder and not chinese(holder) or not live:
        for near in (leading, sentence, [c for c in foreign if c.start < m.start and not c.aside], foreign):
            if outside := [c for c in near if c.area.code != CHINA]:
                return outside[-1].area if outside is not foreign else outside[0].area
        return china if live or not holder or chinese(holder) else None
    if any(c.area.code == CHINA for c in sentence) or holder and any(c.area.code == CHINA for c in countries):
        return china
    if leading and leading[0].start - start < 6 and not holder:
        return leading[0].area
    own = sum(c.area.code == CHINA for c in countries)
    if not leading and not own and len({c.area.code for c in foreign if not c.aside}) == 1 and len(foreign) > 1:
        return foreign[0].area
    return china
