"""What stands side by side says: 财政部的《…通知》, 铁岭市“15条”, 在甲市的乙公司, 王平在会上的讲话; and titles that name who issued them."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg import names
from kg.clauses import Clause, Sentence
from kg.frames import Read
from kg.ontology import top
from kg.records import CleanText, Mention
from kg.roles import AT

ISSUES = ("关于", "印发", "公告", "通知", "令", "办公厅关于", "办公室关于", "转发", "发布", "决定", "工作报告", "工作要点")
PAPER = re.compile("关于|通知|意见|办法|条例|规定|方案|规划|措施|公告|细则|决定|通告|批复|计划|纲要|指南|标准|公报|议程|报告|请示|章程|白皮书|倡议|宣言|声明|决议|预案|协定|公约|法典|法案|战略|愿景|路线图|实施细则|法$")
SPEECH = re.compile("讲话|发言|报告|致辞|演讲|说明|汇报")
SEATED = ("Company", "PublicInstitution", "FinancialInstitution", "OtherPlace", "Media")


def neighbours(sentence: Sentence, clean: CleanText) -> Iterator[Read]:
    """What names say by standing in or beside one another, without a verb."""
    inner = [m for m in sentence.mentions if m.inner and top(m.label) == "Organisation"]
    for policy in sentence.mentions:
        if policy.label == "PolicyDocument" and not policy.inner and not policy.anaphor:
            if not any(policy.start <= body.start <= policy.start + 1 for body in inner) and (body := _issuer(policy)) is not None:
                yield Read("issuer-in-title", "issued", body, policy, "stated", {}, "apposition")
            for body in _leading(policy, inner, clean.text):
                yield Read("issuer-in-title", "issued", body, policy, "stated", {}, "apposition")
    yield from _printed(sentence)
    yield from _of_place(sentence, clean.text)
    for clause in sentence.clauses:
        yield from _owned(clause)
        yield from _described(clause)


def _leading(policy: Mention, inner: list[Mention], text: str) -> list[Mention]:
    """The bodies that a title begins with and goes on with what they issued: 《甲局、乙局关于…的通知》."""
    found, at = [], policy.start
    for body in sorted(inner):
        if body.start < policy.start or body.end >= policy.end:
            continue
        if found and text[at:body.start] not in ("、", " ", "和") or not found and body.start > policy.start + 1:
            break
        found.append(body)
        at = body.end
    return found if found and text.startswith(ISSUES, at) else []


# what a place's own may be called between its name and that of the body: 古巴官方报纸《甲报》, 甲区另一家企业——乙公司
OF_PLACE = re.compile("的?(?:另?一家)?[一-鿿]{0,6}(?:报纸|媒体|企业|反对党|执政党|政党|联盟|武装|高校|品牌|智库|集团)[—“《]{0,3}|《")


def _of_place(sentence: Sentence, text: str) -> Iterator[Read]:
    """菲律宾《星报》, 英国反对党工党: a place, what a body is to it, and the body."""
    outer = [m for m in sentence.mentions if not m.inner]
    for place, body in zip(outer, outer[1:]):
        if top(place.label) == "Place" and body.label in (*SEATED[:3], "Media", "OtherOrganisation") and OF_PLACE.fullmatch(text, place.end, body.start + (text[body.start] in "《“")):
            yield Read("stands-in", "locatedIn", body, place, "stated", {}, "apposition")


def _printed(sentence: Sentence) -> Iterator[Read]:
    """《办法》（甲局5月印发）."""
    tokens = sentence.tokens
    for policy, mark, body in zip(tokens, tokens[1:], tokens[2:]):
        if mark.kind == "open" and policy.mention is not None and body.mention is not None and policy.mention.label == "PolicyDocument":
            verb = next((t for t in tokens if body.end <= t.start < body.end + 12 and t.kind in ("verb", "close")), None)
            if verb is not None and verb.families & {"issue"} and top(body.mention.label) in ("Organisation", "Place"):
                yield Read("issuer-in-brackets", "issued", body.mention, policy.mention, "stated", {}, "apposition")


def _issuer(policy: Mention) -> Mention | None:
    """The body that a title begins with and that issues it: 国务院关于…的决定; None if it begins with none."""
    title = policy.name
    for size in range(min(24, len(title) - 3), 2, -1):
        body = title[:size]
        if title.startswith(ISSUES, size) and (label := names.label_of(body)) in names.MAJOR:
            at = policy.start + policy.text.find(body)
            return Mention(at, at + size, body, label, body, source="rule", inner=True) if body in policy.text else None
    return None


def _owned(clause: Clause) -> Iterator[Read]:
    """铁岭市“15条”, 国务院的33条措施."""
    for phrase in (c.phrase for c in clause.chunks if c.phrase is not None):
        for item in phrase.items:
            if item.whose is not None and item.head is not None:
                yield from _own(item.whose, item.head)
    for a, of, b in zip(clause.chunks, clause.chunks[1:], clause.chunks[2:]):
        if a.kind == "np" and of.kind == "of" and b.kind == "np" and a.phrase.items[-1].head is not None and not a.phrase.items[-1].staff:
            for item in b.phrase.items:
                if item.head is not None:
                    yield from _own(a.phrase.items[-1].head, item.head)


def _own(body: Mention, policy: Mention) -> Iterator[Read]:
    if top(body.label) in ("Organisation", "Place") and (policy.label == "MeasurePackage" or policy.label == "PolicyDocument" and PAPER.search(policy.name)):
        yield Read("policy-beside-name", "issued", body, policy, "stated", {}, "apposition")      # 文莱《婆罗洲公报》 may be a paper


def _described(clause: Clause) -> Iterator[Read]:
    """在甲市的乙公司; 王平在座谈会上的讲话."""
    for place, within, of, np in zip(clause.chunks, clause.chunks[1:], clause.chunks[2:], clause.chunks[3:]):
        if place.kind == np.kind == "np" and of.kind == "of" and within.token.text in ("境内", "市内", "辖区内"):      # 甲市境内的乙港
            for body in (i.head for i in np.phrase.items if i.head is not None and i.head.label in SEATED):
                yield from (Read("stands-in", "locatedIn", body, p, "stated", {}, "apposition") for p in place.phrase.heads("Place"))
    for n, (pp, of, np) in enumerate(zip(clause.chunks, clause.chunks[1:], clause.chunks[2:])):
        if pp.kind != "pp" or of.kind != "of" or np.kind != "np":
            continue
        if pp.token.text in (*AT, "来自", "位于") and not pp.suffix.startswith(("上", "中", "下")):
            for place in pp.phrase.heads("Place"):
                for body in (i.head for i in np.phrase.items if i.head is not None and i.head.label in SEATED):
                    yield Read("stands-in", "locatedIn", body, place, "stated", {}, "apposition")
        if pp.suffix.startswith("上") and n and SPEECH.search(np.phrase.items[0].text + np.phrase.items[0].note):
            speaker = next((c.phrase for c in reversed(clause.chunks[max(0, n - 2):n]) if c.kind == "np" and c.phrase.heads("Person")), None)
            for person in speaker.heads("Person") if speaker is not None else ():
                for event in pp.phrase.heads("Event"):
                    yield Read("speech-at", "participatesIn", person, event, "stated", {"role": "attends"}, "apposition")
