"""Phrases in quotation or book-title marks, with the noun behind them: “千人帮千企”行动, 《…条例》, “十四五”规划."""
from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import alternation
from kg.recognise.sources.policies import MEASURE, bare
from kg.records import CleanText, Mention

QUOTED = re.compile("“([^“”\n]{1,24})”")
TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]*》){2,90}》")
HEAD = "[一-鿿]{0,6}?"


@lru_cache(maxsize=1)
def _heads() -> re.Pattern:
    return re.compile(f"{HEAD}(?:{alternation('programme_heads')}|{alternation('activity_endings')}|{MEASURE}|制|改革|监管|服务|专项|平台|规划|政策|机制|行动|工程|计划)")


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for policies and events."""
    found = []
    for m in QUOTED.finditer(text):
        found.append(Mention(m.start(), m.end(), m.group(), "Programme", bare(m.group()), source="quoted"))
        if head := _heads().match(text, m.end()):
            whole = text[m.start():head.end()]
            found.append(Mention(m.start(), head.end(), whole, "Programme", bare(whole), source="quoted"))
    for m in TITLE.finditer(text):
        found.append(Mention(m.start(), m.end(), m.group(), "PolicyDocument", m.group()[1:-1], source="quoted"))
    return found
