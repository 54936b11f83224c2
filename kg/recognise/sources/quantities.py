"""Dates and amounts: the qualifiers of claims."""
from __future__ import annotations

import re

from kg.records import CleanText, Mention

DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日(?:至\d{1,2}日)?)?(?:上午|下午|晚|凌晨|起|初|底|中旬|上旬|下旬)?|\d{4}年(?:初|底|上半年|下半年)?"
    r"|(?<![\d.月])\d{1,2}日(?:上午|下午|晚|凌晨)?|(?:今|昨|明|前)[天日](?:上午|下午|晚)?|近日|日前|近期|当日|当天|连日来|目前|今年|去年|上周|本周|[一二三四]季度")
MEASURES = "元|美元|欧元|日元|英镑|港元|人民币|只|个|台|套|件|吨|公斤|千克|升|箱|辆|架|批|份|支|瓶|副|亩|平方米|公里|人|名|户|家|头|株|册|剂|枚|张|双|万人次|人次"
AMOUNT = re.compile(rf"(?:约|近|逾|超过?)?(?<!\d)\d++(?:[,，]\d{{3}})*+(?:\.\d++)?(?:多|余)?[十百千万亿]*+(?:多|余)?(?:{'|'.join(sorted(MEASURES.split('|'), key=len, reverse=True))})(?:(?<=元)人民币)?"
                    r"|[一二两三四五六七八九十百千]+[百千万亿]+(?:多|余)?(?:美元|欧元|元)(?:人民币)?")


def find(text: str, clean: CleanText) -> list[Mention]:
    """Mentions labelled Date and Amount."""
    return [
        Mention(m.start(), m.end(), m.group(), label, m.group(), source="quantities")
        for label, pattern in (("Date", DATE), ("Amount", AMOUNT)) for m in pattern.finditer(text)
    ]
