"""Organisations whose ending shows them: 苏州绿源科技有限公司, 浙江大学, 疫情防控指挥部."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg import names
from kg.recognise.sources import bounds
from kg.recognise.sources.spans import Found, no_end

BETWEEN = re.compile(r"(?:发行|收购|参股|承销|投资|服务|领导|联合|会同|组织|支持|指导|协调|和|与|及)(?!组|员|站|中心|小组|队|会|处|部|委|办|谐|平)")
NO_CENTRE = re.compile(r"(?:金融|航运|贸易|经济|科技创新|科创|消费|枢纽|制造|文化|政治|购物|活动|城市|区域|物流|交通|工作|地震|台风|疫情|风暴|舆论|权力|市|村|镇|县|县城|副|新区)$")
LEGAL = re.compile(r"(?:有限|责任|股份)公司$|集团公司$")
NO_TEAM = re.compile(r"(?:专项|专门|工作|相关|若干|多个|临时|领导|专业|各个?|[0-9一二三四五六七八九十]+个?)+")
FORMED = re.compile(r"(?:成立|组建|组成|设立|派出|下设|抽调|选派|建立|牵头|负责|加入)(?:了|起)?(?:由[^，。]{1,10}的)?[“]?$")
PROPER = re.compile(r"人民|中医|中心|第[一二三四五六七八九十0-9]|师范|农业|理工|妇幼|儿童|肿瘤|口腔|传染|城市|农村|实验|外国|职业|科技|工业|交通|财经|医科|航空|航天|邮电|外语|政法|林业|海洋|石油|地质|矿业|化工|建筑|体育|美术|音乐|戏剧|电影|传媒|民族|医药|药科|海事|铁道|电子|工程|商业|经济|贸易|警察|公安|国防|军事|首都|开放|广播|自来水|公交|地铁|燃气|水务|供水|热力|供电|电力|烟草|邮政")


@lru_cache(maxsize=None)
def _ending_pattern() -> re.Pattern:
    strong = [e for e in names.endings() if len(e) > 1]
    return re.compile("|".join(sorted(strong, key=lambda e: (-len(e), e))) + "|厂")


def ended(text: str, walls: set[int], found: list[Found], chains: list[tuple[int, int, bool]]) -> Iterator[Found]:
    """Names whose ending shows them: firms, schools, hospitals, associations, task forces."""
    edge = {f.end: f for f in found}
    for m in _ending_pattern().finditer(text):
        ending, at = m.group(), m.start()
        if no_end(ending, text[m.end():m.end() + 4]):
            continue
        if ending in ("银行", "交易所", "证券交易所") and m.end() in edge:
            continue
        hard = bounds.hard_left(text, at, walls)
        start = bounds.soft_left(text, hard, at)
        if LEGAL.search(ending) and start - hard > 3:      # 广东|伟经|金属制造有限公司: 经 is no preposition in a brand of two characters
            singles = [e - s == 1 for s, e in bounds.segments(text, start - 2, start)]
            start = next((hard + s for s, e, _ in bounds.area_spans(text[hard:start]) if hard + e == start - 2 and singles == [True, True]), start)
        quoted = ""
        if start < at and text[start] in "（(":       # 能率（中国）投资有限公司: no name starts with a bracket
            start = max(hard, min(bounds.soft_left(text, hard, start - 1), start - 2))
        if start == hard and at - hard < 8 and text[hard - 1:hard] == "”" and "“" in text[max(0, hard - 12):hard]:
            start = text.rindex("“", 0, hard)      # “金牌”服务队
            quoted = text[start:at]
            start = next((s for s, e, _ in chains if e == start), start)
        elif "team" in names.ending_marks().get(ending, ()) and text[start - 1:start] == "和" and start - 1 > hard:
            wider = bounds.soft_left(text, hard, start - 1)      # 疫情防控和复工复产协调服务组
            if start - 1 - wider > 1 and FORMED.search(text, max(0, wider - 6), wider):
                start = wider
        if start >= at:
            continue
        name = _named(text, start, at, m.end(), ending, edge, quoted)
        if name is not None:
            yield name


def _named(text: str, start: int, at: int, end: int, ending: str, edge: dict[int, Found], quoted: str) -> Found | None:
    """The name text[start:end] with its `ending` from `at` on; it starts later if a place or body inside shows so."""
    label = names.endings().get(ending, "Company")
    body = edge.get(end)
    if body is not None and body.start > start:
        before = text[start:body.start]
        if before not in names.known() and names.places(before) != before:
            return None      # 报|全国人大常委会: the body is found already
    start = _start(text, start, at, ending, label, edge)
    bare = text[start:at].strip("“”")
    lead = names.places(text[start:end])
    if start >= at or not _names_one(bare, lead, ending, label, bool(quoted), text[max(0, start - 12):start]):
        return None
    return Found(start, end, label, text[start:end].replace("“", "").replace("”", ""))


def _start(text: str, start: int, at: int, ending: str, label: str, edge: dict[int, Found]) -> int:
    """Where the name starts in [start, at]: at a place named later, or after a body and what it does."""
    place = bounds.place_chain(text, start, at)
    if place is not None and place > start:
        before, body = text[start:place], edge.get(place)
        if body is not None and body.start >= start:      # 中国石油|抚顺石化分公司: the place is inside
            start = body.start if ending not in ("有限公司", "股份有限公司", "有限责任公司") else start
        elif not (names.ending_of(before) and len(before) > 2 and before.endswith(("公司", "集团", "医院", "大学"))):
            marks = names.ending_marks().get(ending, frozenset())
            if (LEGAL.search(ending) and 2 <= len(before) <= 4 and not "\u4e00" <= text[start - 1:start] <= "\u9fff"
                    and not bounds.is_generic(before) and not names.places(before)):
                return start      # 大唐|双鸭山热电有限公司
            if (len(before) > 4 or "placed" in marks or LEGAL.search(ending) or bounds.is_generic(before)
                    or label in ("GovernmentBody", "PublicInstitution")):
                start = place
    for body in edge.values():      # 新科局|联合|街道办事处
        if start <= body.start < body.end < at and (verb := BETWEEN.match(text, body.end)):
            start = verb.end()
    return start


def _names_one(bare: str, lead: str, ending: str, label: str, quoted: bool, before: str) -> bool:
    """Whether `bare` + `ending` names one body and not a kind: 上海|房地产公司 does not. `lead`: the place it begins with."""
    rest = bare[len(lead):]
    marks = names.ending_marks().get(ending, frozenset())
    is_generic = bounds.is_generic(rest)
    if not bare or len(bare) == 1 and ending != "大学" or bare[0] in "等的之及、）)" or rest[:1] in tuple("内外里辖"):
        return False
    if re.match("各|多家|[两几数][家个]|一些|部分|原|党的|首家|另一", bare) or re.search("[一某该][省市县区镇乡村](?!新)", bare):
        return False
    if ending == "公司" and re.search("(?:全资|控股|参股|下属|旗下)子$", bare):      # 中国中铁|全资子公司
        return False
    if bare.startswith(("公司", "集团", "企业")) or rest[:1] == "一" and rest[1:2] not in tuple("中院附汽拖重建"):
        return False
    if bare[-1] == "反" and ending == "政府" or ending == "日报" and bare[-1].isdigit():
        return False
    if ending == "厂" and rest[-1:] in tuple("建设办开出进入复返驻到离投副") or ending == "控股" and rest.endswith("公司"):
        return False
    if "placed" in marks and not lead and not quoted and not (ending in ("管委会", "管理委员会", "党工委") and names.ZONE.fullmatch(bare)):
        return False
    if not lead and is_generic:
        task = ending in ("指挥部", "领导小组") and len(rest) >= 4 and rest[0] not in "各市县区省"
        formed = "team" in marks and len(rest) > 1 and not NO_TEAM.fullmatch(rest) and FORMED.search(before)
        if not task and not formed:
            return False
    if not lead and "common" in marks and (len(rest) > 8 or not bounds.coined(rest)):
        return False
    if lead and not rest and (label == "Company" and ending not in ("供电公司", "电力公司", "铁路局", "电网公司")
                              or ending in ("中心", "分会", "学校", "协会", "总会")):
        return False
    if lead and rest and (vague(rest, ending) or lead in ("中国", "全国") and is_generic and not LEGAL.search(ending)
                          and label in ("Company", "FinancialInstitution")):
        return False
    if ending == "中心" and NO_CENTRE.search(bare):
        return False
    return "finance" not in marks or 2 <= len(rest) <= 5 and not bounds.is_generic(bounds.coined(rest) or "的")


def vague(core: str, ending: str) -> bool:
    """Whether a place and `core` still name nobody: 沈阳|保险|公司, 芦山县|中小|学校; but 沈阳|师范|大学."""
    return "common" in names.ending_marks().get(ending, ()) and bounds.is_generic(core) and not PROPER.search(core)
