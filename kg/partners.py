"""Who works with whom where no verb of a frame says it: 中方愿同塞方加强合作, 中美携手抗疫, 深化两国合作."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Clause, Phrase, Sentence
from kg.frames import Read
from kg.ontology import top
from kg.roles import WITH
from kg.surroundings import FIRMS, Surroundings

JOINT = re.compile("合作|协作|携手|一道|共同|对接|共建|交往|往来")
# two that are meant by a word or by a sign each: 两国, 中德; what they do follows in the clause
PAIR = re.compile(
    "(?<![一-鿿]{2}[和与、])(?:两国|双方|中([一-鿿])|([一-鿿])中)(?:两国|双方|双边)?(?!关系)[^，。；：！？]{0,24}?"
    "(?:合作|协作|携手)(?!社|伙伴|金库|论坛|组织|协定|协议|备忘录|框架)")
AREA = "([京津沪渝冀晋皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青宁苏浙桂辽吉黑蒙藏新])"
SIGNS = re.compile(AREA + AREA + "两[省市地][^，。；：！？]{0,24}?(?:合作|协作|共建|联防联控|协同)")
DEEDS = ("合作", "战略合作", "深度合作")
WILLS = ("愿", "愿意")
UNSURE = re.compile("尚|未|洽谈|意向|可能|空间|前景|潜力|终止|破裂|无|没")
UNREAL = frozenset(("denied", "supposed", "wished", "reported"))

def partners(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """What a sentence says of two that work together, or are willing to."""
    for n, clause in enumerate(sentence.clauses):
        yield from _willing(clause, sentence.clauses[n + 1:], sentence, around)
        yield from _pair(clause, around)
        yield from _cooperation(clause, around.clean.text)

def _willing(clause: Clause, later: tuple[Clause, ...], sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """中方愿同塞方一道，…: the will that a country or public body declares is what its talks are about."""
    at = next((i for i, c in enumerate(clause.chunks) if c.token.text in WILLS and c.kind == "modal"), None)
    if at is None or any(c.token.families & UNREAL for c in clause.chunks[:at]):
        return
    behind = [*clause.chunks[at + 1:], *(c for x in later[:1] for c in x.chunks)]
    other = next((c.phrase for c in behind if c.kind == "pp" and c.token.text in WITH), None)
    joint = JOINT.search(around.clean.text, clause.chunks[at].token.end, sentence.end)
    if other is None or joint is None:
        return
    own = _subject(clause, at)
    for a in (own.heads("Organisation", "Place")[:1] if own is not None else ()):
        for b in other.heads("Organisation", "Place"):
            if a.name != b.name and not {a.label, b.label} & {*FIRMS, "Media"}:
                yield Read("willing", "cooperatesWith", a, b, "stated", {}, "subject", 0, None, "愿")

def _subject(clause: Clause, at: int) -> Phrase | None:
    """Who is willing: the subject before 愿, else that of the clause before."""
    before = next((c.phrase for c in reversed(clause.chunks[:at]) if c.kind == "np"), None)
    if before is not None:
        return before if before.known else None
    return next((p.agent for p in clause.predications if p.via == "carried"), None)

def _cooperation(clause: Clause, text: str) -> Iterator[Read]:
    """甲公司与乙公司的合作始于2015年: what is said of it is that there is some."""
    for both, of, deed in zip(clause.chunks, clause.chunks[1:], clause.chunks[2:]):
        two = both.phrase.heads("Organisation", "Place") if both.kind == "np" else []
        if len(two) == 2 == len(both.phrase.items) and of.kind == "of" and deed.token.text in DEEDS:
            unreal = any(c.token.families & (UNREAL | {"planned"}) for c in clause.chunks if c.kind == "modal")
            if not unreal and not UNSURE.search(text, deed.token.end, clause.end):
                yield Read("pair", "cooperatesWith", two[0], two[1], "stated", {}, "subject", 0, None, "合作")


def _pair(clause: Clause, around: Surroundings) -> Iterator[Read]:
    """深化两国各领域合作, 中德加强合作, 双方携手."""
    text = around.clean.text
    for pattern in (PAIR, SIGNS):
        for m in pattern.finditer(text, clause.start, clause.end):
            yield from _two(m, clause, around)


def _two(m: re.Match, clause: Clause, around: Surroundings) -> Iterator[Read]:
    """The two of one such place, if the clause does not deny or wish what they do."""
    text = around.clean.text
    words = [c.token for c in clause.chunks if c.kind in ("modal", "verb") and c.token.start < m.end() and c.token.text not in WILLS]
    named = any(m.start() < x.end and top(x.label) != "Place" for x in around.within(clause.start, m.end()))
    if named or any(t.families & UNREAL for t in words):
        return
    first, second = m.groups()
    if first and second:
        two = around.areas(first, second)
    else:
        two = around.signed(first or second) if first or second else around.countries(m.start(), m.group())
    if len(two) == 2:
        modality = "planned" if any("planned" in t.families for t in words) else "stated"
        yield Read("pair", "cooperatesWith", *two, modality, {}, "several", 0, None, text[m.end() - 2:m.end()])
