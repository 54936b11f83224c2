"""Organisations that begin with a place or a level: 沈阳市工信局, 市委, 韩国国防部; and lists of them (市公安局、检察院)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg import names
from kg.lexicon import rows
from kg.recognise.sources import bounds
from kg.recognise.sources.endings import vague
from kg.recognise.sources.known_bodies import match
from kg.recognise.sources.spans import Found, broken, no_end

LEVEL = re.compile(r"自治区|[省市区县州盟旗镇乡]")
LIST = re.compile(r"[、和与及]|以及|，(?=[省市区县州])")
LIST_END = re.compile(r"等?(?:[0-9一二三四五六七八九十多数]+个?)?(?:相关|有关|多个)?(?:职能)?部门|等(?:[0-9一二三四五六七八九十多数]+家?)?单位")
FOLLOWERS = (     # what shows that a department's ending is none: 委|员, 局|面
    ("委", ("员", "派", "托", "任", "以", "屈")), ("人大", ("附",)),
    ("办", ("理", "公", "事", "好", "学", "法", "案", "税", "成", "展", "节", "起")), ("局", ("面", "势", "部", "限", "地", "促", "域")),
    ("社", ("会", "区", "保", "团")), ("室", ("员", "内")), ("中心", ("城", "区")),
)
FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:(?<![东西南北中])部|委员会|总局|管理局|监管局|统计局|署|法院|银行|研究院|研究所|大学|(?<!当)(?<!政)局(?![面势部限地]))(?![分门署队长])")
# 老挝人革党中央, 几内亚人民联盟 before the title of who leads it
LEADER = "(?:创始|执行|代理|全国|副|第一)*(?:主席|总书记|领袖|领导人|党首|书记长|秘书长|总裁)"
PARTY = re.compile(rf"[\u4e00-\u9fff“”]{{1,10}}?(?:党(?:中央(?:委员会)?|(?![派员内首组委校建政章纪性风群课风史]))|(?:联盟|阵线|运动|大会)(?={LEADER}))")
TOWN = re.compile(r"(?![一某该各两几多])(?:(?![局厅委办院部和与市区县])[\u4e00-\u9fff]){1,6}?(?:街道|镇|乡|村|社区)")
PREFIXES = ("中共", "中国共产党", "国家税务总局", "国网", "中国人民银行", "共青团")
OFFICES = re.compile(r"办公厅|办公室|党组|机关党委|党委|[\u4e00-\u9fff]{2,6}(?:分局|支队|大队|中队|派出所|总队|研究院|研究所|服务中心)|[\u4e00-\u9fff]{2,5}?(?:处|科|股)(?=[处科股]?长|负责|工作人员|相关|介绍|表示|民警)|联席会议")
GENERIC_STOP = re.compile(r"[局厅委办](?=[、和与及，])|政府|部门|企业|居民|群众|人民的|公司|银行|书记|市长|领导班子|干部|党员|首个|首家|名单|一[家所名位个]|多[家所名]|各[级地]|[0-9]|[大餐展舞歌客]厅|[格布结时战大僵破全开当变政败残终危骗饭赌棋]局|智慧法院|[好新大开]局$|^原")


@lru_cache(maxsize=None)
def _generic_pattern() -> re.Pattern:
    closing = sorted((e for e, marks in names.ending_marks().items() if "local" in marks), key=lambda e: (-len(e), e))
    return re.compile(r"[\u4e00-\u9fff·]{2,16}?(?:" + "|".join(closing) + ")")


@lru_cache(maxsize=None)
def _neighbours() -> dict[str, tuple[str, ...]]:
    return {level: tuple(characters) for level, characters in rows("level_neighbours")}


def place_chains(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, abroad) of every run of names of areas."""
    chains: list[tuple[int, int, bool]] = []
    for s, e, areas in bounds.area_spans(text):
        abroad = areas[0].abroad
        if e - s == 2 and (text[s:e] in names.words_first() or text[s:e] in bounds.stops()[0]):
            continue
        if chains and chains[-1][1] == s and chains[-1][2] == abroad:
            chains[-1] = (chains[-1][0], e, abroad)
        else:
            chains.append((s, e, abroad))
    return chains


def local_bodies(text: str, chains: list[tuple[int, int, bool]]) -> Iterator[Found]:
    """Bodies that begin with a place or a level: 沈阳市工信局, 市委, 省市场监管局, 韩国国防部."""
    covered: set[int] = set()
    for start, end, abroad in chains:
        covered.update(range(start, end))
        begin = start - len(next((p for p in PREFIXES if text.endswith(p, 0, start)), ""))
        if abroad or text[start:end] == "中国":
            if abroad:
                yield from _foreign_body(text, begin, start, end)
            continue
        if text[end - 1] not in "省市区县州旗盟镇乡" and text[end:end + 1] in tuple("省市区县州") and not names.NOT_LEVEL.match(text, end):
            if not match("local", text, end):
                end += 1       # 聊城|市委 has the city's full name
        if text[end - 1] in "省市区县州旗" and text[end:end + 1] == text[end - 1] and (body := _body_end(text, end + 1)):      # 随县|县委
            yield Found(begin, body[0], body[1], text[begin:end] + text[end + 1:body[0]], text[start:end])
        yield from _body_after(text, begin, end, text[start:end])
        zone = names.ZONE.match(text, end)
        if zone and not broken(text, end, zone.end()):
            yield from _body_after(text, begin, zone.end(), text[start:zone.end()])
        town = TOWN.match(text, end)
        if town and not broken(text, end, town.end()) and (body := _body_end(text, town.end())):
            yield Found(begin, body[0], body[1], text[begin:body[0]], text[start:town.end()])
    for m in LEVEL.finditer(text):
        at, level = m.start(), m.group()
        this = text[at - 1:at] in ("该", "我", "本") and text[at - 2:at] not in ("应该", "自我", "根本", "基本", "日本")      # 该省人民政府
        if at in covered or at and text[at - 1] in _neighbours()[level] and not this or names.NOT_LEVEL.match(text, at) or not _level_stands(text, at, level):
            continue
        if body := _body_end(text, m.end()):
            yield Found(at - this, body[0], body[1], text[at:body[0]], level)
        elif level not in ("乡", "镇"):
            yield from _generic_body(text, at, m.end(), level)


def _foreign_body(text: str, begin: int, start: int, end: int) -> Iterator[Found]:
    place = text[start:end]
    body = match("foreign", text, end)
    if body and not (body[-1] == "部" and text[end + len(body):end + len(body) + 1] in ("门", "分", "队")):
        yield Found(begin, end + len(body), names.foreign_bodies()[body], text[begin:end + len(body)], place)
    elif (m := PARTY.match(text, end)) and not broken(text, end, m.end() - 1) and "政党" not in m.group() and "国共" not in m.group():
        yield Found(begin, m.end(), "PartyBody", text[begin:m.end()], place)
    elif (m := FOREIGN.match(text, end)) and not broken(text, end, m.end()):
        yield Found(begin, m.end(), names.endings().get(names.ending_of(m.group()), "GovernmentBody"), text[begin:m.end()], place)


def _level_stands(text: str, at: int, level: str) -> bool:
    """Whether a word ends before the level at `at`, so that it is no part of one: not 商务|区管委会."""
    hard = bounds.hard_left(text, at, set())
    if hard == at or bounds.soft_left(text, hard, at) == at or text[at - 1] in "委府原报经请任级该我本":
        return True
    s, e = bounds.segments(text, hard, at)[-1]
    return level != "区" and e - s > 1


def _body_after(text: str, begin: int, end: int, place: str) -> Iterator[Found]:
    if body := _body_end(text, end):
        yield Found(begin, body[0], body[1], text[begin:body[0]], place)
    else:
        yield from _generic_body(text, begin, end, place)


def _body_end(text: str, at: int) -> tuple[int, str] | None:
    """(end, class) of the department or organ that begins at `at`, right after a place or level."""
    body = match("local", text, at)
    if not body:
        return None
    end = at + len(body)
    following = next((words for ending, words in FOLLOWERS if body.endswith(ending)), ())
    if text.startswith(following, end) and not (body.endswith("办") and text.startswith("事处", end)):
        return None
    label = names.local_bodies()[body][0] if body in names.local_bodies() else "GovernmentBody"
    return _with_office(text, end, label)


def _with_office(text: str, end: int, label: str) -> tuple[int, str]:
    """A body with the office inside it that follows: 公安局 + 交警支队, 财政局 + 党组."""
    if (m := OFFICES.match(text, end)) and not m.group().startswith(("大队", "支队", "总队")):
        if not broken(text, end, m.end()) and not LIST.match(text, m.end() - 1):
            if not (m.group().endswith(("党组", "党委")) and text[m.end():m.end() + 2] in ("书记", "成员", "委员", "副书")):
                return m.end(), "PartyBody" if m.group() in ("党组", "机关党委", "党委") else label
    return end, label


def _generic_body(text: str, begin: int, at: int, lead: str) -> Iterator[Found]:
    """A body of a place whose field no lexicon has: 青羊区 + 新经济和科技局, 市 + 工业经济运行指挥部."""
    m = _generic_pattern().match(text, at)
    if not m:
        return
    ending = names.ending_of("某" + m.group())
    if no_end(ending, text[m.end():m.end() + 4]) or GENERIC_STOP.search(m.group()) or broken(text, at, m.end() - len(ending)):
        return
    core = m.group()[: len(m.group()) - len(ending)] or m.group()
    if len(lead) == 1 and bounds.place_chain(text, at, at + len(core)) == at:
        return      # 市|北京…
    if core in ("有关", "相关", "各", "本", "该", "主管", "一", "某"):
        return
    end, label = _with_office(text, m.end(), names.endings().get(ending, "GovernmentBody"))
    if label == "PublicInstitution" and (len(lead) == 1 and bounds.is_generic(core) or vague(core, ending)):
        return
    yield Found(begin, end, label, text[begin:end], lead)


def ellipses(text: str, found: list[Found]) -> Iterator[Found]:
    """The members of a list that share the place or level of the first: 市公安局、检察院; 市发改委、财政等部门."""
    starts = {f.start for f in found}
    for f in found:
        if not f.lead:
            continue
        at = f.end
        pending: list[Found] = []
        while m := LIST.match(text, at):
            if m.end() in starts:
                break
            body = _body_end(text, m.end())
            if body and not text[m.end():body[0]].endswith("部门") and text[m.end():body[0]] not in ("工会", "法院院", "人大代", "办事处", "党委", "团委"):
                name = text[m.end():body[0]]
                yield from pending
                pending = []
                yield Found(m.end(), body[0], body[1], f.lead + name, f.lead)
                at = body[0]
                continue
            core = _field(text, m.end())
            if not core:
                break
            pending.append(Found(m.end(), m.end() + len(core), "GovernmentBody", _department(f.lead, core), f.lead))
            at = m.end() + len(core)
        if pending and LIST_END.match(text, at):
            yield from pending


def _field(text: str, at: int) -> str:
    fields = names.departments()
    return next((text[at:at + n] for n in range(14, 1, -1) if text[at:at + n] in fields), "")


def _department(lead: str, core: str) -> str:
    _, province, city = names.departments()[core]
    ending = province if lead.endswith(("省", "自治区")) else city
    return lead + core + names.SHORT_ENDING.get(ending, ending)
