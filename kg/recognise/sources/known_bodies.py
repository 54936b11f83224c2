"""Organisations with a name of their own (国务院, 工行, 《证券日报》), and what they name inside themselves."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from kg import gazetteer, names
from kg.lexicon import words
from kg.recognise.sources import bounds
from kg.recognise.sources.spans import Found, broken, longest, no_end

BOOK = re.compile(r"《([^《》]{1,14}(?:报|时报|日报|晚报|周刊|杂志|新闻))》")
SENT_OFFICE = re.compile(r"(?:中华人民共和国|中国)?驻[\u4e00-\u9fff]{1,12}?(?:大使馆|使馆|总领事馆|总领馆|领事馆|代表处|办事处|使领馆)")
EXCHANGES = {"京": "北京证券交易所", "沪": "上海证券交易所", "深": "深圳证券交易所", "港": "香港交易及结算所有限公司"}
NO_FIRM = re.compile(r"企业|行业|产业|市场|业|工业|工程(?!公司)|领域|用户|制造|技术|价格|消费|进口|出口|互联|支付|学|产品|设备|材料|生产|供应|运动|资源|市值")
EXTENSION = re.compile(r"(?:[一二三四五六七八九十]+(?:航?局)(?:集团)?|[\u4e00-\u9fff]{2,8}?(?:司|局|(?<!部)署|处(?![理置境分罚在于方长])|中心|研究院|研究所|学院|实验室|工作组|领导小组)|办公厅|办公室|新闻办公室|党组|联防联控机制|[\u4e00-\u9fff]{2,18}?(?:联席会议|委员会|指挥部|领导小组|协调小组|工作机制|调查组|督导组|督查组|检查组|调研组|指导组|医院)|[省市]?(?:[\u4e00-\u9fff]{2,7}?)(?:分行营业部|中心支行|分行|支行|分公司|支公司|总部|营业管理部|营业部|办事处))")


# elected for a term: 中国共产党第二十届中央委员会, 十九届中央政治局
TERM = re.compile("(?:中国共产党|中共)?第?[一二三四五六七八九十0-9]{1,3}届中央(?:委员会|纪律检查委员会|政治局(?:常务委员会|常委会)?|军事委员会|书记处)(?![第一二三四五六七八九十]{1,4}次)")


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


@lru_cache(maxsize=None)
def _first_characters(which: str) -> frozenset[str]:
    return frozenset(head[0] for head in _by_head(which))


def match(which: str, text: str, at: int) -> str:
    """The longest entry of a lexicon that begins at `at`, "" if none."""
    heads = _by_head(which)
    for e in heads.get(text[at:at + 2], ()):
        if text.startswith(e, at):
            return e
    return next((e for e in heads.get(text[at:at + 1], ()) if len(e) == 1), "")


@lru_cache(maxsize=None)
def name_traps() -> tuple[str, ...]:
    return tuple(words("name_traps"))


def exchanges(text: str) -> Iterator[Found]:
    """沪深交易所: each of them, by the one character that it has."""
    for m in re.finditer(r"([京沪深港]{2,4})(?:两市|两地|三大|两家)?(?:证券)?交易所", text):
        for i, c in enumerate(m.group(1)):
            at = m.start() + i
            yield Found(at, m.end() if i == len(m.group(1)) - 1 else at + 1, "FinancialInstitution", EXCHANGES[c])


def known_names(text: str) -> Iterator[Found]:
    """Bodies with a name of their own: 国务院, 工行, 世卫组织."""
    trapped = {i for t in name_traps() if t in text for m in re.finditer(re.escape(t), text) for i in range(*m.span())}
    first, at = _first_characters("known"), 0
    while at < len(text):
        n = match("known", text, at) if text[at] in first else ""
        if n and not (len(n) <= 3 and at in trapped) and _stands_alone(text, at, n):
            label = names.known()[n].label      # 中国|国家原子能机构
            home = 2 * (text[at - 2:at] == "中国" and n[0] not in "中驻" and label in names.MAJOR)
            yield Found(at - home, at + len(n), label, text[at - home:at + len(n)])
            at += len(n)
        else:
            at += 1


def _stands_alone(text: str, at: int, name: str) -> bool:
    before, after = text[at - 1:at], text[at + len(name):at + len(name) + 4]
    if name[-2:] in ("银行", "保险", "证券", "基金") and no_end(name[-2:], after) or name[-1] == "部" and after[:1] in tuple("门分署队级"):
        return False
    if name[-1] == "党" and after[:1] in ("员", "派"):
        return False
    if name == "党中央" and "\u4e00" <= before <= "\u9fff" and re.search("[革产主民工命步由会义放]$", text[:at]) and not re.search("(?:为核心的|全民|人民|群众)$", text[max(0, at - 5):at]):
        return False      # 老挝人革党中央
    if name == "中央":
        return before not in ("共", "党", "团", "原", "盟", "促", "宫", "革", "建") and bool(
            re.match(r"[、，。和与的关要出印部批指第经提作把]|决定|有关|明确|政府|和国|[^\u4e00-\u9fff]", after)) and not after.startswith("政府")
    if name in ("民革", "民建", "民进") and (before in tuple("人农村居市牧渔难移全公股网国") or after[:1] in tuple("命新行入一城程步军出退口设筑材房造")):
        return False
    if name.isascii() or before.isascii() and before.isalpha():
        return False
    if name in ("解放军", "红军", "志愿军") and after[:1] in ("战", "叔"):
        return False
    if len(name) <= 3 and _crosses(text, at, at + len(name)):
        return False
    if name.startswith("中国") and names.known()[name].label == "Company" and NO_FIRM.match(text, at + len(name)):
        return False
    if len(name) == 2 and name[-1] == "行" and after[:1] in tuple("业动为走政程驶人李使星"):
        return False
    return not (len(name) == 2 and after[:1] in tuple("区路街村镇站"))


def _crosses(text: str, start: int, end: int) -> bool:
    """Whether the span is a chance one, across the words around it: 中|国美|食, 交融中|共同."""
    entries = bounds.vocabulary()[1]
    near = max(0, start - 5)
    if any(near + s < start < near + e and near + e < end for s, e, _ in bounds.area_spans(text[near:end])):
        return True
    at = near
    for word in rjieba.cut(text[near:end + 4], False):     # 食品安|全总|体形势
        if end - start == 2 and (at < start < at + len(word) or at < end < at + len(word)):
            return True
        at += len(word)
    return end - start == 2 and text[end - 1:end + 1] in entries and text[end:end + 2] not in entries and text[end:end + 3] not in entries


def sent_offices(text: str) -> Iterator[Found]:
    """Embassies and consulates: 中国驻文莱大使馆."""
    for m in SENT_OFFICE.finditer(text):
        where = re.search(r"驻(.+?)(?:大使馆|使馆|总领|领事|代表处|办事处|使领)", m.group()).group(1)
        start = m.start()
        if m.group()[0] == "驻":      # 韩国|驻武汉总领馆
            left = max(0, start - 8)
            start = next((left + s for s, e, _ in bounds.area_spans(text[left:start]) if left + e == start), start)
        if names.places(where) or "特别行政区" in where or gazetteer.find(where):
            yield Found(start, m.end(), "GovernmentBody", text[start:m.end()])


def of_a_term(text: str) -> Iterator[Found]:
    """The central bodies of the party by the term that they were elected for; not a meeting of theirs."""
    for m in TERM.finditer(text):
        yield Found(m.start(), m.end(), "PartyBody", m.group())


def newspapers(text: str) -> Iterator[Found]:
    """《…日报》: the body and not a document, whatever it writes."""
    for m in BOOK.finditer(text):
        if m.group(1) in names.known() or re.search(r"(?:日报|晚报|时报|周报|早报|晨报|商报|快报|邮报|青年报|都市报|周刊|先驱报|新闻报|论坛报|导报|卫报|镜报|汇报)$", m.group(1)):
            yield Found(m.start(), m.end(), "Media", m.group(1))


def extended(text: str, found: list[Found]) -> Iterator[Found]:
    """A known body and what it names inside itself: 人民银行 + 货币政策司, 农行 + 湖北分行."""
    for f in longest(found):
        if names.known().get(f.name) is None:
            continue
        label = f.label
        m = EXTENSION.match(text, f.end)
        if label == "Media" and (m := re.compile(r"[\u4e00-\u9fff]{0,5}?(?:频道|客户端|记者站|分社|编辑部|新媒体)").match(text, f.end)) and not broken(text, f.end, m.end() - 2):
            yield Found(f.start, m.end(), label, text[f.start:m.end()])
            continue
        if not m or label == "Media" or m.group().startswith(("有关", "相关", "各", "专门", "多个")) or broken(text, f.end, m.end() - 1):
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
