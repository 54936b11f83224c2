"""What the title of a document says of who issued it, and a document right behind the name of who made it."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Sentence
from kg.frames import Read
from kg.ontology import top
from kg.records import CleanText, Mention

ISSUES = ("关于", "印发", "公告", "通知", "令", "办公厅关于", "办公室关于", "转发", "发布", "决定")


def documents(sentence: Sentence, clean: CleanText) -> Iterator[Read]:
    """《贵州省人民政府关于…的通知》, 铁岭市“15条”, 财政部的《…通知》."""
    inner = [m for m in sentence.mentions if m.inner and top(m.label) == "Organisation"]
    for policy in sentence.mentions:
        if policy.label == "PolicyDocument" and not policy.inner and not policy.anaphor:
            for body in inner:
                if policy.start <= body.start <= policy.start + 1 and body.end < policy.end and clean.text.startswith(ISSUES, body.end):
                    yield _read("issuer-in-title", body, policy)
    for phrase in sentence.phrases:
        for i, item in enumerate(phrase.items):
            whose = item.whose or (phrase.whose.head if phrase.whose is not None and not i else None)
            if item.head is None or whose is None or top(whose.label) not in ("Organisation", "Place"):
                continue
            if item.head.label == "PolicyDocument" and not re.search("关于|通知|意见|办法|条例|规定|方案|规划|措施|公告|细则|决定|通告|批复", item.head.name):
                continue             # 文莱《婆罗洲公报》: may be a paper
            if item.head.label in ("MeasurePackage", "PolicyDocument"):
                yield _read("policy-beside-name", whose, item.head)


def _read(rule: str, body: Mention, policy: Mention) -> Read:
    return Read(rule, "issued", body, policy, "stated", {}, "apposition")
