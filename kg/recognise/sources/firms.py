"""Firms by their short names: 鲁西化工, 江西联通, 信发、中联实业等企业."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kg import gazetteer, names
from kg.lexicon import rows
from kg.recognise.sources import bounds
from kg.recognise.sources.spans import Found

CJK = re.compile(r"[\u4e00-\u9fff]")
COMPANY_LIST = re.compile(r"((?:[^，。；：！？、\s“”]{2,14}、){0,40}[^，。；：！？、\s“”]{2,14}?)(?:等(?:[0-9一二三四五六七八九十百余多数几]{1,12}(?:余|多)?[家个])?|[0-9一二三四五六七八九十]{1,12}家)(?:[\u4e00-\u9fff]{0,6}?)(?:企业|公司|上市公司|药企|车企|商家|平台|银行|金融机构|运营商)")
NOT_CARRIER = re.compile(r"互联|支付|终端|设备|诈骗|信号|网络(?!公司)|办公|业务|用户|手机|智能|医院|[全起了着中各内东西南北]|世界|化工产业|产业|工业|行业|企业|资源|项目|基地|储备|局|管理|快递|号码|运营|通信|通讯|集团|股份|(?![和与及])[\u4e00-\u9fff]{0,6}有限|(?![和与及])[\u4e00-\u9fff]{1,6}公司")
NOT_FIRM = re.compile(r"[业园城股类化界圈学品类型性局厅部司院所系展链网术站区村路街镇线]|行业|产业|领域|技术|装备|制造|工程|设备|大[学会]|中心|创新|人才|项目|产品|企业|用品|材料|发展|建设|基地|市场|服务|小镇|革命|论坛|专业|专家|事业|投资|强[国省市]|成果|攻关|支撑|奖|政策|金融|工作|人员|合作|资源|能力|水平|进步|馆|周|节|日报|频道|新闻|有限|股份|集团|公司")
COMMON_TRADES = frozenset("教育 生态 环境 农业 文化 文旅 出行 网络 软件 游戏 材料 新材料 包装 国际 资本 资产 投资 贸易 通信 能源 新能源 智能 电商 机器人 半导体 光伏 汽车 航空 物流 食品 黄金 稀土 医疗 生物 科技 园林 环保 工程 建筑 电子 钢铁 水泥 石化 化工 快递 家居 服饰 饲料 农机 化肥 陶瓷 玻璃 重工 机械 装备 基因 医药 外贸 物业 地产 置业 水务 燃气 热力 轮胎 船舶 客车".split())
FIRM_ROLE = re.compile(r"(?:公司|集团)?(?:的)?(?:党委书记|经办人|工作人员|相关人员|经理|厂长|总工|有关负责人|相关负责人|研发|董事长|总经理|副总|总裁|副总裁|CEO|首席|创始人|负责人|执行董事|工会|员工|工厂|车间|生产线|厂区|股份|——|—)|等[0-9一二三四五六七八九十多]*家|（[0-9]{6}|\([0-9]{6}")


def carriers(text: str, chains: list[tuple[int, int, bool]]) -> Iterator[Found]:
    """江西联通, 贵州银联: the local firm of a carrier."""
    for start, end, abroad in chains:
        carrier = next((c for c in names.CARRIERS if text.startswith(c, end)), "")
        if carrier and not abroad and text[start:end] != "中国" and not NOT_CARRIER.match(text, end + len(carrier)) and carrier not in ("邮政", "石油", "烟草"):
            label = "FinancialInstitution" if carrier == "银联" else "Company"
            stop = end + len(carrier) + 2 * text.startswith("公司", end + len(carrier))      # 四川铁塔公司
            yield Found(start, stop, label, text[start:end + len(carrier)], text[start:end])


@lru_cache(maxsize=None)
def _trade_pattern() -> re.Pattern:
    return re.compile("|".join(sorted((t for t, closes in industries().items() if closes), key=lambda t: (-len(t), t))))


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
    return {row[0]: row[-1] == "+" for row in rows("company_industries")}
