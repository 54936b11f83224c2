"""Whatever ends as names of a class end (…局, …公司, …论坛, …条例, …村), from every place where it may begin."""
from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from kg import names
from kg.lexicon import rows, words
from kg.records import CleanText, Mention

INSIDE = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”·（）()〔〕、—\-+《》\U00020000-\U0003ffff]")
LONGEST = {"Organisation": 26, "Policy": 40, "Event": 34, "Place": 14}
STARTS = {"Organisation": 9, "Policy": 11, "Event": 10, "Place": 5}      # how many beginnings are proposed for one end
STOPS = frozenset("的了着是把被将就也都还又很不没其该各每这那")
MAIN = "[一-鿿]"


@lru_cache(maxsize=1)
def endings() -> tuple[re.Pattern, dict[str, tuple[tuple[str, str], ...]]]:
    """(pattern of all endings, ending → (class, leaf) of each class that it closes)."""
    found: dict[str, list[tuple[str, str]]] = {}

    def add(word: str, cls: str, leaf: str) -> None:
        if not any(c == cls for c, _ in found.setdefault(word, [])):
            found[word].append((cls, leaf))

    for ending, leaf in names.endings().items():
        add(ending, "Organisation", leaf)
    for ending, (leaf, _) in names.local_bodies().items():
        add(ending, "Organisation", leaf)
    for ending in (*names.GOVERNMENT, "厅", "局", "委", "委员会", "部", "署", "院", "办", "处", "司", "科", "庭", "队", "会", "组", "站", "所", "社", "室", "中心", "学院", "大学", "医院", "公司", "集团", "银行", "党"):
        add(ending, "Organisation", "OtherOrganisation" if len(ending) < 2 and ending not in ("厅", "局", "委", "部", "署", "院", "办", "司") else names.endings().get(ending, "GovernmentBody"))
    for word in words("meeting_endings"):
        add(word, "Event", "Meeting")
    for word in words("activity_endings"):
        add(word, "Event", "OtherEvent")
    for line in words("policy_endings"):
        add(line, "Policy", "PolicyDocument")
    for line in words("programme_heads"):
        add(line, "Policy", "Programme")
    for word in ("行动", "工程", "计划", "机制", "制度", "模式", "改革", "战略", "活动", "试点", "专项整治", "攻坚战", "倡议", "政策", "措施", "服务", "工作法", "方案", "规划", "监管", "办法", "条", "平台", "专项", "体系"):
        add(word, "Policy", "Programme" if word not in ("方案", "规划", "办法", "政策", "措施", "条") else "PolicyDocument" if word in ("方案", "规划", "办法") else "MeasurePackage")
    for ending, kind in rows("place_endings"):
        add(ending, "Place", "AdministrativeArea" if kind == "township" else "OtherPlace")
    longest = sorted(found, key=lambda e: (-len(e), e))
    return re.compile("|".join(map(re.escape, longest))), {e: tuple(c) for e, c in found.items()}


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates of four classes: for each ending the stretches that begin at a word to its left."""
    pattern, kinds = endings()
    bounds, at = [0], 0
    ends = set()
    for word, _ in rjieba.tag(text, False):
        at += len(word)
        bounds.append(at)
    ends = set(bounds)
    index = {b: i for i, b in enumerate(bounds)}
    found = []
    for m in pattern.finditer(text):
        end = m.end()
        if end not in ends and text[end:end + 1] not in "长" and not ("\u4e00" > text[end:end + 1] or text[end:end + 1] > "\u9fff"):
            continue
        for cls, leaf in kinds[m.group()]:
            i = index.get(m.start())
            if i is None:
                i = max(k for b, k in ((b, index[b]) for b in range(max(0, m.start() - 6), m.start() + 1) if b in index) if True) if any(
                    b in index for b in range(max(0, m.start() - 6), m.start() + 1)) else None
                if i is None:
                    continue
                i += 1
            number = 0
            for k in range(i - 1, -1, -1):
                start = bounds[k]
                piece = text[start:bounds[k + 1]]
                if end - start > LONGEST[cls] or not all(INSIDE.match(c) for c in piece) or piece in STOPS and cls != "Policy":
                    break
                if piece in "、）)”》" :
                    continue
                found.append(Mention(start, end, text[start:end], leaf, re.sub("[“”《》]", "", text[start:end]) if cls in ("Policy", "Event") else text[start:end], source="ending"))
                number += 1
                if number >= STARTS[cls]:
                    break
    return found
