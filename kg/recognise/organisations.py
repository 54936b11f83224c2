"""Names of organisations: bodies with a name of their own, bodies of a place, and names that an ending closes.

Each finder gives `Found` spans that may overlap; of overlapping ones the longest stays, so that a name
is maximal (江苏银行无锡分行, not 江苏银行).
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg import gazetteer, names
from kg.recognise import bounds
from kg.recognise.component import component
from kg.recognise.short_names import short_names
from kg.records import CleanText, Mention

CJK = re.compile(r"[\u4e00-\u9fff]")
LEVEL = re.compile(r"自治区|[省市区县州盟旗镇乡]")
NO_LEVEL_AFTER = {   # 灾区, 城市, 各省: a level that no body follows
    "省": "个各该每多两全外本跨节我", "市": "个辖城都超上夜各该每多两全股楼门都集我本闹街早菜花", "区": "个小社园景灾辖军山新疫学片厂校林矿郊地城湖库牧港海各该每全我本特战禁老苏片街社时商市选",
    "县": "个各该每全我本贫两", "州": "各该全神九", "盟": "联同结加", "旗": "各国红锦军党团", "镇": "个乡城村古小集重各该每全", "乡": "个城老家故各该每下全回返", "自治区": "各该全族尔",
}
NOT_AFTER = re.compile(r"(?:业|家银行|家|生$|生[^物产态]|法(?!院|规|律)|制[度定]|债|章程|化|型|类|界|性|级|式)")
AFTER = {
    "公司": re.compile(r"法|制|债|章程|化|股"), "大学": re.compile(r"生|城|科"), "中学": re.compile(r"生"), "小学": re.compile(r"生"),
    "银行": re.compile(r"业|家|间|存|账|贷|卡|股|系|从业|保险机构|类|体系|机构|网点|信贷|理财|资金|流水|同业"), "保险": re.compile(r"业|法|费|金|机构|产品|公司|服务|责任|保障|资金|合同|范围|赔|理赔|单|额|方案|基金|待遇|制度|关系|机制|条款|参|人|业务|行业|经办|中介|、"),
    "基金": re.compile(r"会|业|管理|经理|份额|净值|支出|收入|公司|投资|产品|项目|规模|行业|发行|、|监"), "证券": re.compile(r"业|法|市场|投资|公司|交易|化|监管|期货|账户|发行|从业|基金|、"),
    "医院": re.compile(r"感染"), "学院": re.compile(r"派|路|校"), "集团": re.compile(r"军|化|犯罪|式|内|成员"), "超市": re.compile(r"$"),
    "法院": re.compile(r"$(?!)"), "信托": re.compile(r"业|产品|公司|计划|法|基金"), "期货": re.compile(r"业|市场|公司|交易|价|品种|合约|法"),
    "党组": re.compile(r"书记|副书记|成员|理论|中心组"), "党委": re.compile(r"书记|副书记|委员|成员|理论|中心组|政府|、政府"), "日报": re.compile(r"告|道|名"), "一中": re.compile("院|级|全"), "二中": re.compile("院|级|全"), "联盟": re.compile(r"式|国家"), "频道": re.compile(r"$(?!)"), "中心": re.compile(r"城|区|组|任务|环节|地|线|化|城市|工作|主任?$"),
    "部队": re.compile(r"官兵生活"), "控股": re.compile(r"股东|企业|子公司|权|的"), "人寿": re.compile(r"保险"), "实验室": re.compile(r"检测"),
    "频道": re.compile(r"$(?!)"), "委员会": re.compile(r"$(?!)"), "学校": re.compile(r"$(?!)"), "局": re.compile(r"面|势|部|限|地|域|中人"), "厅": re.compile(r"堂|级"), "部": re.compile(r"分|门|署|队|级|落|件|位|委|长|类|省|际"), "司": re.compile(r"机|法|令|空|长"), "署": re.compile(r"名"), "厂": re.compile(r"房|家|区|商|址|长"),
}
WEAK = {"局", "厅", "部", "司", "署", "厂", "政府", "人民政府", "委员会", "办公室", "办公厅", "中心", "分局", "法院", "检察院", "管理局", "监管局",
        "监督管理局", "总局", "海关", "使馆", "大使馆", "总领馆", "领事馆", "总领事馆", "党委", "党组", "党支部", "党总支", "团委", "纪委", "纪委监委", "派出所", "司法所", "党工委",
        "组织部", "宣传部", "统战部", "政法委", "管委会", "管理委员会", "办事处", "居委会", "村委会", "监狱", "部队", "大队", "支队", "中队", "总队", "一中", "二中",
        "日报", "晚报", "晨报", "早报", "时报", "商报", "快报", "青年报", "都市报", "电视台", "卫视",  "保险", "基金", "信托", "期货", "人寿", "超市", "商场", "百货", "酒店", "宾馆", "饭店", "农场", "林场", "牧场", "工厂", "煤矿", "矿业", "电台", "频道", "周刊", "图书馆", "博物馆",
        "体育馆", "美术馆", "文化馆", "科技馆", "档案馆", "动物园", "植物园", "幼儿园", "合作社", "专业合作社", "福利院", "养老院", "书店", "影城", "控股", "卫生院", "小学", "工作机制", "研究室", "看守所", "工会", "理事会", "代表团", "代表队", "电厂", "水厂", "总厂", "供电所", "剧院", "剧团", "总会", "总行", "事务所", "实验室", "重点实验室", "分行", "支行", "观测站", "子公司", "分公司", "支公司", "联盟", "数据中心", "文化中心", "培训中心", "技术中心", "检测中心", "信息中心", "急救中心", "救援中心", "居民委员会", "村民委员会", "街道办事处", "行政学院", "党校"}
PLACED = frozenset(set("民主党 共产党 劳动党 工党 保守党 自由党 社会党 人民党 自民党 进步党 革命党 分会".split()) | WEAK - {"分行", "支行", "分公司", "支公司", "人寿", "控股", "理事会", "总会", "联盟", "实验室", "重点实验室", "委员会", "代表团", "研究室", "事务所", "保险", "信托", "期货", "电厂", "总厂", "办公室", "党组", "党委"})
BETWEEN = re.compile(r"(?:发行|收购|参股|承销|投资|服务|领导|联合|会同|组织|支持|指导|协调|和|与|及)(?!组|员|站|中心|小组|队|会|处|部|委|办|谐|平)")
NO_CENTRE = re.compile(r"(?:金融|航运|贸易|经济|科技创新|科创|消费|枢纽|制造|文化|政治|购物|活动|城市|区域|物流|交通|工作|地震|台风|疫情|风暴|舆论|权力|市|村|镇|县|县城|副)$")
FINANCE = ("保险", "基金", "信托", "期货", "证券", "人寿", "财险", "产险", "寿险", "担保公司")
LEGAL = re.compile(r"(?:有限|责任|股份)公司$|集团公司$")
LIST = re.compile(r"[、和与及]|以及|，(?=[省市区县州])")
LIST_END = re.compile(r"等?(?:[0-9一二三四五六七八九十多数]+个?)?(?:相关|有关|多个)?(?:职能)?部门|等(?:[0-9一二三四五六七八九十多数]+家?)?单位")
COMPANY_LIST = re.compile(r"((?:[^，。；：！？、\s“”]{2,14}、)*[^，。；：！？、\s“”]{2,14}?)(?:等(?:[0-9一二三四五六七八九十百余多数几]+(?:余|多)?[家个])?|[0-9一二三四五六七八九十]+家)(?:[\u4e00-\u9fff]{0,6}?)(?:企业|公司|上市公司|药企|车企|商家|平台|银行|金融机构|运营商)")
BOOK = re.compile(r"《([^《》]{1,14}(?:报|时报|日报|晚报|周刊|杂志|新闻))》")
SENT_OFFICE = re.compile(r"(?:中华人民共和国|中国)?驻[\u4e00-\u9fff]{1,12}?(?:大使馆|使馆|总领事馆|总领馆|领事馆|代表处|办事处|使领馆)")
NO_TEAM = re.compile(r"(?:专项|专门|工作|相关|若干|多个|临时|领导|专业|各个?|[0-9一二三四五六七八九十]+个?)+")
FORMED = re.compile(r"(?:成立|组建|组成|设立|派出|下设|抽调|选派|建立|牵头|负责|加入)(?:了|起)?(?:由[^，。]{1,10}的)?[“]?$")
TEAM = re.compile(r"领导小组|工作小组|协调小组|指挥部|专班|工作组|督导组|督查组|巡视组|巡察组|调查组|检查组|调研组|指导组|保障组|服务组|协调组|运行组|专家组|服务队|突击队|工作队|医疗队|救援队|科考队|考察队")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of text that names an organisation."""

    start: int
    end: int
    label: str
    name: str
    lead: str = ""     # place or level that it begins with, which the next of a list shares


def find(text: str, clean: CleanText, earlier: list[Mention]) -> list[Mention]:
    """Mentions of organisations in `text`; dates and amounts among `earlier` end no name."""
    walls = {p for m in earlier if m.label in ("Date", "Amount") for p in (m.start, m.end)}
    chains = place_chains(text)
    found = [*known_names(text), *local_bodies(text, chains), *sent_offices(text), *newspapers(text), *exchanges(text), *carriers(text, chains)]
    found += extended(text, found)
    found += ellipses(text, longest(found))
    found += ended(text, walls, found, chains)
    found += offices_of_teams(text, longest(found))
    found += firms(text, walls)
    found += listed_companies(text, walls, longest(found))
    chosen = longest(found)
    found += short_names(text, [(f.start, f.end, f.name, f.label) for f in chosen], Found)
    return [Mention(f.start, f.end, text[f.start:f.end], f.label, f.name, source="organisations") for f in longest(found)]


def longest(found: Iterable[Found]) -> list[Found]:
    """Of overlapping spans the longest, of equally long ones the first found, sorted by place."""
    taken: set[int] = set()
    chosen = []
    for f in sorted(found, key=lambda f: f.start - f.end):
        span = range(f.start, max(f.end, f.start + 1))
        if not any(i in taken for i in span):
            taken.update(span)
            chosen.append(f)
    return sorted(chosen)


# --- bodies with a name of their own -------------------------------------------------------------

@lru_cache(maxsize=None)
def _by_head(which: str) -> dict[str, tuple[str, ...]]:
    """First two characters → entries of a lexicon, the longest first."""
    entries = {
        "known": [n for n, k in names.known().items() if n in k.alone],
        "local": [*names.local_bodies(), *(c + e for c in names.departments() for e in names.GOVERNMENT)],
        "foreign": [*names.foreign_bodies()],
    }[which]
    heads: dict[str, set[str]] = defaultdict(set)
    for e in entries:
        heads[e[:2] if len(e) > 1 else e].add(e)
    return {h: tuple(sorted(es, key=lambda e: (-len(e), e))) for h, es in heads.items()}


def _match(which: str, text: str, at: int) -> str:
    """The longest entry of a lexicon that begins at `at`, "" if none."""
    heads = _by_head(which)
    for e in heads.get(text[at:at + 2], ()):
        if text.startswith(e, at):
            return e
    return next((e for e in heads.get(text[at:at + 1], ()) if len(e) == 1), "")


@lru_cache(maxsize=None)
def name_traps() -> tuple[str, ...]:
    return tuple(bounds.words("name_traps"))


EXCHANGES = {"京": "北京证券交易所", "沪": "上海证券交易所", "深": "深圳证券交易所", "港": "香港交易及结算所有限公司"}


def exchanges(text: str) -> Iterator[Found]:
    """沪深交易所: each of them, by the one character that it has."""
    for m in re.finditer(r"([京沪深港]{2,4})(?:两市|两地|三大|两家)?(?:证券)?交易所", text):
        for i, c in enumerate(m.group(1)):
            at = m.start() + i
            yield Found(at, m.end() if i == len(m.group(1)) - 1 else at + 1, "FinancialInstitution", EXCHANGES[c])


def known_names(text: str) -> Iterator[Found]:
    """Bodies with a name of their own: 国务院, 工行, 世卫组织."""
    trapped = {i for t in name_traps() for m in re.finditer(re.escape(t), text) for i in range(*m.span())}
    at = 0
    while at < len(text):
        n = _match("known", text, at)
        if n and not (len(n) <= 3 and at in trapped) and _stands_alone(text, at, n):
            yield Found(at, at + len(n), names.known()[n].label, n)
            at += len(n)
        else:
            at += 1


def _stands_alone(text: str, at: int, name: str) -> bool:
    before, after = text[at - 1:at], text[at + len(name):at + len(name) + 4]
    rule = AFTER.get(name[-2:]) if name[-2:] in ("银行", "保险", "证券", "基金") else re.compile("[门分署队级]") if name[-1] == "部" else None
    if rule and rule.match(after) or name[-1] == "党" and after[:1] in "员派":
        return False
    if name == "中央":
        return before not in ("共", "党", "团", "原", "盟", "促", "宫", "革", "建") and bool(
            re.match(r"[、，。和与的关决要出印部批指第经提作把]|有关|明确|政府|和国|[^\u4e00-\u9fff]", after)) and not after.startswith("政府")
    if name in ("民革", "民建", "民进") and (before in tuple("人农村居市牧渔难移全公股网国") or after[:1] in tuple("命新行入一城程步军出退口设筑材房造")):
        return False
    if name.isascii() or before.isascii() and before.isalpha():
        return False
    if name in ("解放军", "红军", "志愿军") and after[:1] in "战叔":
        return False
    if len(name) <= 3 and _crosses(text, at, at + len(name)):
        return False
    if name.startswith("中国") and names.known()[name].label == "Company" and NO_FIRM.match(text, at + len(name)):
        return False
    if len(name) == 2 and name[-1] == "行" and after[:1] in "业动为走政程驶人李使星业":
        return False
    if len(name) == 2 and after[:1] in ("区", "路", "街", "村", "镇", "站"):
        return False
    return True


NO_FIRM = re.compile(r"企业|行业|产业|市场|业|工业|工程(?!公司)|领域|用户|制造|技术|价格|消费|进口|出口|互联|支付|学|产品|设备|材料|生产|供应|运动|资源|市值")


def _crosses(text: str, start: int, end: int) -> bool:
    """Whether the span is a chance one, across the words around it: 中|国美|食, 交融中|共同."""
    entries = bounds.vocabulary()[1]
    near = max(0, start - 5)
    if any(near + s < start < near + e and near + e < end for s, e, _ in bounds.area_spans(text[near:end])):
        return True
    return end - start == 2 and text[end - 1:end + 1] in entries and text[end:end + 2] not in entries and text[end:end + 3] not in entries


# --- bodies of a place ---------------------------------------------------------------------------

def place_chains(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, abroad) of every run of names of areas."""
    chains: list[tuple[int, int, bool]] = []
    for s, e, areas in bounds.area_spans(text):
        abroad = areas[0].abroad
        if e - s == 2 and text[s:e] in names.words_first() | bounds.stops()[0]:
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
        place = text[start:end]
        if place in names.words_first():
            continue
        begin = start
        for prefix in ("中共", "中国共产党", "国家税务总局", "国网", "中国人民银行", "共青团"):
            if text.endswith(prefix, 0, start):
                begin = start - len(prefix)
        if abroad or place == "中国":
            if (body := _match("foreign", text, end)) and not (body[-1] == "部" and text[end + len(body):end + len(body) + 1] in ("门", "分", "队")):
                if place != "中国":
                    yield Found(begin, end + len(body), names.foreign_bodies()[body], text[begin:end + len(body)], place)
            elif m := re.compile(r"[\u4e00-\u9fff]{1,8}?(?:(?<![东西南北中])部|委员会|总局|管理局|监管局|统计局|署|法院|银行|研究院|研究所|大学|(?<!当)局(?![面势部限地]))(?![分门署队长])").match(text, end):
                if abroad and not _broken(text, end, m.end()):
                    yield Found(begin, m.end(), names.endings().get(names.ending_of(m.group()), "GovernmentBody"), text[begin:m.end()], place)
            continue
        if text[end - 1] not in "省市区县州旗盟镇乡" and text[end:end + 1] in ("省", "市", "区", "县", "州") and not names.NOT_LEVEL.match(text, end):
            if not _match("local", text, end):
                end += 1
                place = text[start:end]
        yield from _body_after(text, begin, end, place)
        zone = names.ZONE.match(text, end)
        if zone and not _broken(text, end, zone.end()):
            yield from _body_after(text, begin, zone.end(), text[start:zone.end()])
        if m := re.compile(r"(?:(?![局厅委办院部和与市区县])[\u4e00-\u9fff]){1,6}?(?:街道|镇|乡|村|社区)").match(text, end):
            if not _broken(text, end, m.end()):
                yield from _body_after(text, begin, m.end(), text[start:m.end()], small=True)
    for m in LEVEL.finditer(text):
        if m.start() in covered or text[m.start() - 1:m.start()] in tuple(NO_LEVEL_AFTER[m.group()]) and m.start() > 0 or names.NOT_LEVEL.match(text, m.start()):
            continue
        if not _level_stands(text, m.start(), m.group()):
            continue
        if body := _body_end(text, m.end()):
            yield Found(m.start(), body[0], body[1], text[m.start():body[0]], m.group())
        elif m.group() != "乡" and m.group() != "镇":
            yield from _generic_body(text, m.start(), m.end(), m.group())


def _level_stands(text: str, at: int, level: str) -> bool:
    """Whether a word ends before the level at `at`, so that it is no part of one: not 商务|区管委会."""
    hard = bounds.hard_left(text, at, set())
    if hard == at or bounds.soft_left(text, hard, at) == at or text[at - 1] in "委府原报经请任级":
        return True
    s, e = bounds.segments(text, hard, at)[-1]
    return level != "区" and e - s > 1


def _body_after(text: str, begin: int, end: int, place: str, small: bool = False) -> Iterator[Found]:
    if body := _body_end(text, end):
        yield Found(begin, body[0], body[1], text[begin:body[0]], place)
    elif not small:
        yield from _generic_body(text, begin, end, place)


def _body_end(text: str, at: int) -> tuple[int, str] | None:
    """(end, class) of the department or organ that begins at `at`, right after a place or level."""
    body = _match("local", text, at)
    while body:
        end = at + len(body)
        following = text[end:end + 1]
        if body == "委" and following in ("员", "派", "托", "任", "以", "屈") or body == "人大" and following in ("代", "附", "会") and text[end:end + 2] != "会议"[:2] and following == "附":
            return None
        if body.endswith("办") and following in ("理", "公", "事", "好", "学", "法", "案", "税", "成", "展", "节", "起") and not text.startswith("事处", end):
            body = ""
        elif body.endswith("局") and following in ("面", "势", "部", "限"):
            body = ""
        elif body.endswith("社") and following in ("会", "区", "保", "团"):
            body = ""
        elif body.endswith(("委", "室", "中心")) and len(body) > 1 and following in ("员", "内", "城", "区"):
            body = ""
        else:
            label = names.local_bodies()[body][0] if body in names.local_bodies() else "GovernmentBody"
            return _with_office(text, end, label)
        return None
    return None


OFFICES = re.compile(r"办公厅|办公室|党组|机关党委|党委|[\u4e00-\u9fff]{2,6}(?:分局|支队|大队|中队|派出所|总队|研究院|研究所|服务中心)|[\u4e00-\u9fff]{2,5}?(?:处|科|股)(?=[处科股]?长|负责|工作人员|相关|介绍|表示|民警)|联席会议")


def _with_office(text: str, end: int, label: str) -> tuple[int, str]:
    """A body with the office inside it that follows: 公安局 + 交警支队, 财政局 + 党组."""
    if m := OFFICES.match(text, end):
        if not _broken(text, end, m.end()) and not LIST.match(text, m.end() - 1):
            if not (m.group().endswith(("党组", "党委")) and text[m.end():m.end() + 2] in ("书记", "成员", "委员", "副书")):
                return m.end(), "PartyBody" if m.group() in ("党组", "机关党委", "党委") else label
    return end, label


GENERIC_BODY = re.compile(r"[\u4e00-\u9fff·]{2,16}?(?:" + "|".join(sorted(
    "局 厅 委员会 办公室 管委会 管理委员会 指挥部 领导小组 工作专班 专班 工作组 督导组 督查组 指挥中心 服务中心 事务中心 政务服务中心 协调小组 办事处 管理局 监管局 监管分局 执法总队 执法支队 执法大队 委办公室 领导小组办公室 指挥部办公室 工作领导小组办公室 联席会议 大数据中心 派出所 疾控中心 急救中心 教研室 调解中心 保障中心 卫生健康中心 人民医院 中医院 中心医院 医院 大学 学院 职业技术学院 中学 小学 博物馆 图书馆 美术馆 纪念馆 研究院 研究所 协会 商会 联合会 基金会 总商会 促进会 文化馆 体育馆 展览馆 科技馆 剧院 歌舞团 幼儿园 学校 电视台 气象台 日报 晚报 福利院 血站 血液中心 救助站 卫生院".split(), key=lambda w: (-len(w), w))) + ")")
GENERIC_STOP = re.compile(r"[局厅委办](?=[、和与及，])|政府|部门|企业|居民|群众|人民的|公司|银行|书记|市长|领导班子|干部|党员|首个|首家|名单|一[家所名位个]|多[家所名]|各[级地]|[0-9]|[大餐展舞歌客]厅|[格布结时战大僵破全开当变政败残终危骗饭赌棋]局|智慧法院")


def _generic_body(text: str, begin: int, at: int, lead: str) -> Iterator[Found]:
    """A body of a place whose field no lexicon has: 青羊区 + 新经济和科技局, 市 + 工业经济运行指挥部."""
    m = GENERIC_BODY.match(text, at)
    if not m:
        return
    ending = names.ending_of("某" + m.group())
    following = text[m.end():m.end() + 2]
    rule = AFTER.get(ending) or AFTER.get(ending[-2:]) or AFTER.get(ending[-1:])
    if rule and following and rule.match(following):
        return
    if GENERIC_STOP.search(m.group()) or _broken(text, at, m.end() - len(ending), lead_ends=True):
        return
    core = m.group()[: len(m.group()) - len(ending)] or m.group()
    if bounds.place_chain(text, at, at + len(core)) is not None and bounds.place_chain(text, at, at + len(core)) == at and len(lead) == 1:
        return
    if not core or core in ("有关", "相关", "各", "本", "该", "主管", "一", "某"):
        return
    end, label = _with_office(text, m.end(), names.endings().get(ending, "GovernmentBody"))
    if label == "PublicInstitution" and (len(lead) == 1 and bounds.is_generic(core) or _vague(core, ending)):
        return
    yield Found(begin, end, label, text[begin:end], lead)


def _broken(text: str, start: int, end: int, lead_ends: bool = False) -> bool:
    """Whether a word that no name holds lies in [start, end)."""
    at = bounds.soft_left(text, start, end)
    return at > start


def sent_offices(text: str) -> Iterator[Found]:
    """Embassies and consulates: 中国驻文莱大使馆."""
    for m in SENT_OFFICE.finditer(text):
        where = re.search(r"驻(.+?)(?:大使馆|使馆|总领|领事|代表处|办事处|使领)", m.group()).group(1)
        if names.places(where) or "特别行政区" in where or gazetteer.find(where):
            yield Found(m.start(), m.end(), "GovernmentBody", m.group())


def newspapers(text: str) -> Iterator[Found]:
    """《…日报》: the body and not a document, whatever it writes."""
    for m in BOOK.finditer(text):
        if m.group(1) in names.known() or re.search(r"(?:日报|晚报|时报|周报|早报|晨报|商报|快报|邮报|青年报|都市报|周刊|先驱报|新闻报|论坛报|导报|卫报|镜报|汇报)$", m.group(1)):
            yield Found(m.start(), m.end(), "Media", m.group(1))


# --- bodies within bodies, lists -----------------------------------------------------------------

EXTENSION = re.compile(r"(?:[一二三四五六七八九十]+(?:航?局)(?:集团)?|[\u4e00-\u9fff]{2,8}?(?:司|局|(?<!部)署|处(?![理置境分罚在于方长])|中心|研究院|研究所|学院|实验室|工作组|领导小组)|办公厅|办公室|新闻办公室|党组|联防联控机制|[\u4e00-\u9fff]{2,12}?(?:联席会议|委员会|指挥部|领导小组|协调小组|工作机制|调查组|督导组|督查组|检查组|调研组|指导组|医院)|[省市]?(?:[\u4e00-\u9fff]{2,7}?)(?:分行营业部|中心支行|分行|支行|分公司|支公司|总部|营业管理部|营业部|办事处))")


def extended(text: str, found: list[Found]) -> Iterator[Found]:
    """A known body and what it names inside itself: 人民银行 + 货币政策司, 农行 + 湖北分行."""
    for f in longest(found):
        if names.known().get(f.name) is None:
            continue
        label = f.label
        m = EXTENSION.match(text, f.end)
        if label == "Media" and (m := re.compile(r"[\u4e00-\u9fff]{0,5}?(?:频道|客户端|记者站|分社|编辑部|新媒体)").match(text, f.end)) and not _broken(text, f.end, m.end() - 2):
            yield Found(f.start, m.end(), label, text[f.start:m.end()])
            continue
        if not m or label == "Media" or _broken(text, f.end, m.end() - 1):
            continue
        tail = m.group()
        following = text[m.end():m.end() + 1]
        if tail.endswith(("司", "局")) and (label not in ("GovernmentBody", "PartyBody") or following in ("机", "法", "令", "长面势"[:0] or "势")):
            continue
        if tail.endswith(("行", "分公司", "支公司", "营业部", "办事处", "总部")) and not names.places(tail) and label in ("GovernmentBody", "PartyBody"):
            continue
        if tail.endswith(("中心", "研究院", "研究所", "实验室", "学院", "医院")):
            if label not in ("GovernmentBody", "PublicInstitution", "Company"):
                continue
            label = "PublicInstitution"
        yield Found(f.start, m.end(), label, text[f.start:m.end()])


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


# --- names that an ending closes -----------------------------------------------------------------

@lru_cache(maxsize=None)
def _ending_pattern() -> re.Pattern:
    strong = [e for e in names.endings() if len(e) > 1]
    return re.compile("|".join(sorted(strong, key=lambda e: (-len(e), e))) + "|厂")


def ended(text: str, walls: set[int], found: list[Found], chains: list[tuple[int, int, bool]]) -> Iterator[Found]:
    """Names whose ending shows them: firms, schools, hospitals, associations, task forces."""
    edge = {f.end: f for f in found}
    for m in _ending_pattern().finditer(text):
        ending, at = m.group(), m.start()
        following = text[m.end():m.end() + 4]
        rule = AFTER.get(ending) or AFTER.get(ending[-2:])
        if rule and following and rule.match(following):
            continue
        if ending in ("银行", "交易所", "证券交易所") and m.end() in edge:
            continue
        hard = bounds.hard_left(text, at, walls)
        start = bounds.soft_left(text, hard, at)
        quoted = ""
        if start < at and text[start] in "（(":       # 能率（中国）投资有限公司: no name starts with a bracket
            start = max(hard, min(bounds.soft_left(text, hard, start - 1), start - 2))
        if start == hard and at - hard < 8 and text[hard - 1:hard] == "”" and "“" in text[max(0, hard - 12):hard]:
            start = text.rindex("“", 0, hard)      # “金牌”服务队
            quoted = text[start:at]
            start = next((s for s, e, _ in chains if e == start), start)
        elif TEAM.fullmatch(ending) and text[start - 1:start] == "和" and start - 1 > hard:
            wider = bounds.soft_left(text, hard, start - 1)      # 疫情防控和复工复产协调服务组
            if start - 1 - wider > 1 and FORMED.search(text, max(0, wider - 6), wider):
                start = wider
        if start >= at:
            continue
        name = _named(text, start, at, m.end(), ending, edge, quoted)
        if name is not None:
            yield name


def _named(text: str, start: int, at: int, end: int, ending: str, edge: dict[int, Found], quoted: str) -> Found | None:
    """The name that ends in `ending` and starts at `start` or, if a place is named later, there."""
    label = names.endings().get(ending, "Company")
    body = edge.get(end)
    if body is not None and body.start > start and text[start:body.start] not in names.known() and names.places(text[start:body.start]) != text[start:body.start]:
        return None      # 报|全国人大常委会: the body is found already
    place = bounds.place_chain(text, start, at)
    if place is not None and place > start:
        before = text[start:place]
        body = edge.get(place)
        inside = body is not None and body.start >= start or names.ending_of(before) and len(before) > 2 and not before.endswith(("公司", "集团", "医院", "大学")) is False
        if body is not None and body.start >= start and ending not in ("有限公司", "股份有限公司", "有限责任公司"):
            start = body.start
        elif not inside and (len(before) > 4 or ending in PLACED or LEGAL.search(ending) or bounds.is_generic(before)):
            start = place
        elif not inside and label in ("GovernmentBody", "PublicInstitution"):
            start = place
    for body in edge.values():      # 新科局|联合街道办事处
        if start <= body.start < body.end < at and (verb := BETWEEN.match(text, body.end)):
            start = verb.end()
    if start >= at:
        return None
    core = text[start:at]
    bare = core.strip("“”")
    lead = names.places(core + ending)
    if lead in names.words_first():
        lead = ""
    rest = bare[len(lead):]
    if text[at - 1] == "反" and ending == "政府" or ending == "日报" and text[at - 1].isdigit():
        return None
    if not bare or bare[0] in "等的之及、）)" or rest[:1] in tuple("内外里辖") or len(bare) == 1 and ending not in ("大学",):
        return None
    if ending == "厂" and rest[-1:] in tuple("建设办开出进入复返驻到离投副") or ending == "控股" and rest.endswith("公司") or rest[:1] == "一" and rest[1:2] not in tuple("中院附汽拖重建"):
        return None
    if ending in PLACED and not lead and not quoted and not (ending in ("管委会", "管理委员会", "党工委") and names.ZONE.fullmatch(bare)):
        return None
    if lead in ("中国", "全国") and rest and bounds.is_generic(rest) and not LEGAL.search(ending) and label in ("Company", "FinancialInstitution"):
        return None
    if not lead and bounds.is_generic(rest) and not (ending in ("指挥部", "领导小组") and len(rest) >= 4 and not rest.startswith(("各", "市", "县", "区", "省"))) and not (TEAM.fullmatch(ending) and len(rest) > 1 and not NO_TEAM.fullmatch(rest) and FORMED.search(text, max(0, start - 12), start)):
        return None
    if lead and not rest and label == "Company" and ending not in ("供电公司", "电力公司", "铁路局", "电网公司"):
        return None
    if bare.startswith(("公司", "集团", "企业")) or lead and not rest and ending in ("中心", "分会", "学校", "协会", "总会") or (
            not lead and ending in COMMON and (len(rest) > 8 or not bounds.coined(rest))):
        return None
    if lead and rest and _vague(rest, ending):
        return None
    if ending == "中心" and NO_CENTRE.search(bare):
        return None
    if ending in FINANCE and (not 2 <= len(rest) <= 5 or bounds.is_generic(bounds.coined(rest) or "的")):
        return None
    return Found(start, end, label, text[start:end].replace("“", "").replace("”", ""))


COMMON = frozenset(("政府", "公司", "企业", "银行", "医院", "集团", "学校", "工厂", "厂", "超市", "商场", "酒店", "基金", "保险", "保险公司", "小学", "中学", "幼儿园", "分公司", "子公司", "事务所", "大学"))
PROPER = re.compile(r"人民|中医|中心|第[一二三四五六七八九十0-9]|师范|农业|理工|妇幼|儿童|肿瘤|口腔|传染|城市|农村|实验|外国|职业|科技|工业|交通|财经|医科|自来水|公交|地铁|燃气|水务|供水|热力|供电|电力|烟草|邮政")


def _vague(core: str, ending: str) -> bool:
    """Whether a place and `core` still name nobody: 沈阳|保险|公司, 芦山县|中小|学校; but 沈阳|师范|大学."""
    return ending in COMMON and bounds.is_generic(core) and not PROPER.search(core)


# --- firms by their short names -------------------------------------------------------------------

NOT_CARRIER = re.compile(r"互联|支付|终端|设备|诈骗|信号|网络(?!公司)|办公|业务|用户|手机|智能|医院|[全起了着中各内东西南北]|世界|化工产业|产业|工业|行业|企业|资源|项目|基地|储备|局|管理|快递|号码|运营|通信|通讯|集团|股份|[\u4e00-\u9fff]{0,6}(?:有限|公司)")


def carriers(text: str, chains: list[tuple[int, int, bool]]) -> Iterator[Found]:
    """江西联通, 贵州银联: the local firm of a carrier."""
    for start, end, abroad in chains:
        carrier = next((c for c in names.CARRIERS if text.startswith(c, end)), "")
        if carrier and not abroad and text[start:end] != "中国" and not NOT_CARRIER.match(text, end + len(carrier)) and carrier not in ("邮政", "石油", "烟草"):
            label = "FinancialInstitution" if carrier == "银联" else "Company"
            yield Found(start, end + len(carrier), label, text[start:end + len(carrier)], text[start:end])


@lru_cache(maxsize=None)
def _trade_pattern() -> re.Pattern:
    return re.compile("|".join(sorted((t for t, closes in industries().items() if closes), key=lambda t: (-len(t), t))))


NOT_FIRM = re.compile(r"[业园城股类化界圈学品类型性局厅部司院所系展链网术站区村路街镇线]|行业|产业|领域|技术|装备|制造|工程|设备|大[学会]|中心|创新|人才|项目|产品|企业|用品|材料|发展|建设|基地|市场|服务|小镇|革命|论坛|专业|专家|事业|投资|强[国省市]|成果|攻关|支撑|奖|政策|金融|工作|人员|合作|资源|能力|水平|进步|馆|周|节|日报|频道|新闻|有限|股份|集团|公司")
COMMON_TRADES = frozenset("教育 生态 环境 农业 文化 文旅 出行 网络 软件 游戏 材料 新材料 包装 国际 资本 资产 投资 贸易 通信 能源 新能源 智能 电商 机器人 半导体 光伏 汽车 航空 物流 食品 黄金 稀土 医疗 生物 科技 园林 环保 工程 建筑 电子 钢铁 水泥 石化 化工 快递 家居 服饰 饲料 农机 化肥 陶瓷 玻璃 重工 机械 装备 基因 医药 外贸 物业 地产 置业 水务 燃气 热力 轮胎 船舶 客车".split())
FIRM_ROLE = re.compile(r"(?:公司|集团)?(?:的)?(?:党委书记|经办人|工作人员|相关人员|经理|厂长|总工|有关负责人|相关负责人|研发|董事长|总经理|副总|总裁|副总裁|CEO|首席|创始人|负责人|执行董事|工会|员工|工厂|车间|生产线|厂区|股份|——|—)|等[0-9一二三四五六七八九十多]*家|（[0-9]{6}|\([0-9]{6}")


def firms(text: str, walls: set[int]) -> Iterator[Found]:
    """Short names of firms that a line of business closes (鲁西化工), where the article shows that they are names."""
    seen: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sure: set[str] = set()
    for m in _trade_pattern().finditer(text):
        at = m.start()
        if NOT_FIRM.match(text, m.end()):
            continue
        hard = bounds.hard_left(text, at, walls)
        start = bounds.soft_left(text, hard, at)
        place = bounds.place_chain(text, start, at)
        if place is not None:
            start = place
        core = text[start:at]
        lead = names.places(core + m.group())
        rest = core[len(lead):] if lead != core + m.group() else core
        if len(core) == 1 and start > hard and text[start - 1] in bounds.stops()[1] and text.count(text[start - 1:m.end()]) > 2:
            start -= 1      # 有米科技: what looks like a verb is part of the name if it is always there
            rest = core = text[start:at]
        if not (2 <= len(rest) <= 4 or lead and 1 < len(rest) + 1 <= 5 and len(rest)) or bounds.is_generic(rest) or bounds.ends_generic(rest) or rest in names.endings() or m.group() in COMMON_TRADES and not lead and bounds.has_word(rest):
            continue
        name = text[start:m.end()]
        seen[name].append((start, m.end()))
        if FIRM_ROLE.match(text, m.end()):
            sure.add(name)
    for name, spans in seen.items():
        if name in sure or text.count(name) > 1:
            for start, end in spans:
                yield Found(start, end, "Company", name)


def offices_of_teams(text: str, found: list[Found]) -> Iterator[Found]:
    """指挥部办公室: the office of the command post that the text named last."""
    for m in re.finditer(r"(?<![\u4e00-\u9fff])(指挥部|领导小组)(?:的)?办公室", text):
        team = next((f for f in reversed(found) if f.end <= m.start() and f.name.endswith(m.group(1))), None)
        if team is not None:
            yield Found(m.start(), m.end(), team.label, team.name + "办公室", team.lead)


# --- lists of firms ------------------------------------------------------------------------------

def listed_companies(text: str, walls: set[int], found: list[Found]) -> Iterator[Found]:
    """信发、鲁西化工等企业: what a list of firms names, if at least one of it has the form of a firm's name."""
    by_end = {f.end: f for f in found}
    for m in COMPANY_LIST.finditer(text):
        items: list[tuple[int, int]] = []
        at = m.start(1)
        for item in m.group(1).split("、"):
            items.append((at, at + len(item)))
            at += len(item) + 1
        first = bounds.soft_left(text, bounds.hard_left(text, items[0][1], walls), items[0][1])
        items[0] = (max(first, m.start(1)), items[0][1])
        good = [(s, e) for s, e in items if e - s >= 2]
        shaped = [(s, e) for s, e in good if firm(text[s:e]) or e in by_end and by_end[e].label in ("Company", "FinancialInstitution")]
        if not shaped or len(good) > 1 and len(shaped) * 3 < len(good):
            continue
        for s, e in good:
            word = text[s:e]
            if e in by_end or len(word) > 12 or bounds.is_generic(word) or bounds.soft_left(text, s, e) != s or not CJK.search(word):
                continue
            if gazetteer.areas(word):
                continue
            yield Found(s, e, "FinancialInstitution" if word.endswith("银行") else "Company", word)


def firm(word: str) -> bool:
    """Whether a word has the form of a firm's short name: a core of its own and a line of business, 鲁西|化工."""
    for size in range(min(6, len(word) - 2), 1, -1):
        if word[-size:] in industries():
            core = word[:-size]
            return not bounds.is_generic(core) and core not in names.endings()
    return False


@lru_cache(maxsize=None)
def industries() -> dict[str, bool]:
    """Line of business → whether it closes a short name by itself."""
    return {line.split("\t")[0]: line.endswith("+") for line in bounds.words("company_industries")}


component("zhengtu_organisations", find)
