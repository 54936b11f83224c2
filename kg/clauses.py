"""Sentences and clauses of clean text, with the subject that a clause leaves out carried over from the one before."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from kg.ontology import top
from kg.records import CleanText, Mention

SENTENCE = re.compile(r"[^。！？；!?\n]*(?:[。！？；!?]+[”’」』）]*|\n|$)")
ADVERBS = ("同时|此外|另外|目前|随后|并且|并|还|也|又|再|已经?|正在?|均|都|共|先后|陆续|相继|积极|主动|迅速|及时|立即|全力|大力|加快|进一步|"
           "深入|认真|严格|切实|全面|扎实|持续|不断|专门|专题|首批|联合|共同|一道|一起|其中|为此|对此|据悉|据了解|据介绍|日前|近日|近期|昨日|今日|连日来|"
           "疫情期间|疫情发生后|疫情发生以来|截至目前|与此同时|在此基础上|结合实际|当天|会后|会前|期间")
LEAD = re.compile(rf"^(?:{ADVERBS}|在会上|会上|[，、：“‘\s]|（[^）]*）)*")
HERO = re.compile("，[^，。]{0,8}，?[男女]，")      # 陈鹏，男，汉族，…: a curriculum vitae begins
CAREER = re.compile(r"\s*(?:[（(]?(?:19|20)[0-9]{2}[年.—-]|历任|曾任|先后任|现任|其间|此前)")
NOUNS = ("n", "nr", "nt", "ns", "nrt", "r", "s", "j")
NO_SUBJECT = ("官方", "双方", "本着", "其中", "此次", "本次", "每天", "每年", "每日", "自己", "何时", "如何", "怎样", "全力", "重点", "同时", "现场", "此外", "此前", "这样", "为此")
FURTHEST = 3      # sentences over which a subject is carried
SPOKESMAN = re.compile("[^，。；]{0,12}?(?:负责人|发言人|负责同志|工作人员|专家|代表)[^，。；]{0,12}?(?:说|表示|介绍|指出|透露|认为|称|告诉|强调)")
SPEECH = re.compile("^.{0,6}?(?:说|表示|介绍|指出|透露|认为|称|告诉|强调|坦言|获悉|了解到|看到)")


# 考察并主持召开座谈会: a second predicate of the same subject
AND = re.compile("(?<=[一-鿿”》）])(?<![合吞兼一])并(?![购且不非未行举存重肩网发轨列])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between commas; `carried`: the subjects of an earlier clause, if it has none of its own."""

    start: int
    end: int
    carried: tuple[Mention, ...] = ()
    distance: int = 0      # how many sentences before this one they stand


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    clauses: tuple[Clause, ...]
    hero: Mention | None = None      # whose curriculum vitae it belongs to


def sentences(clean: CleanText, mentions: tuple[Mention, ...]) -> Iterator[Sentence]:
    """The sentences of `clean` with the mentions in them; a mention is never cut in two."""
    # who reports (央视网消息, 记者李明) takes no part in what is reported
    mentions = tuple(m for m in mentions if not any(a.start <= m.start < a.end for a in clean.asides))
    outer = sorted(m for m in mentions if not m.inner)
    inside = {i for m in outer for i in range(m.start + 1, m.end)}
    carried: tuple[Mention, ...] = ()
    distance = start = 0
    hero: Mention | None = None
    sections = {s.start for s in clean.sections}
    for m in SENTENCE.finditer(clean.text):
        if m.end() in inside or m.end() == m.start():
            continue
        end = m.end()
        text = clean.text[start:end]
        if any(start <= s < end for s in sections):
            carried = ()
        distance += 1
        if distance > FURTHEST:
            carried = ()
        lead = len(text) - len(text.lstrip())
        own = tuple(x for x in mentions if start <= x.start and x.end <= end)
        if not start or clean.text[start - 1] == "\n":     # a curriculum vitae goes on as long as its lines begin with years
            hero = hero if CAREER.match(text) else next(
                (x for x in own if top(x.label) == "Person" and x.start == start + lead and HERO.match(clean.text, x.end)), None)
        begin = max([a.end for a in clean.asides if start <= a.start < start + lead + 12 and a.end < end], default=start + lead)
        before = carried
        clauses, carried = _clauses(clean.text, begin, end, own, carried, distance)
        if carried is not before:
            distance = 0
        yield Sentence(start + lead, end - (len(text) - len(text.rstrip())), text.strip(), own, clauses, hero)
        start = end


def _clauses(text: str, start: int, end: int, mentions: tuple[Mention, ...],
             carried: tuple[Mention, ...], distance: int) -> tuple[tuple[Clause, ...], tuple[Mention, ...]]:
    outer = [m for m in mentions if not m.inner]
    inside = {i for m in outer for i in range(m.start, m.end)}
    cuts = [start, *(i + 1 for i in range(start, end) if text[i] in "，：；" and i not in inside), end]
    cuts = sorted({*cuts, *(m.start() for m in AND.finditer(text, start, end) if m.start() not in inside)})
    found = []
    for a, b in zip(cuts, cuts[1:]):
        if b <= a:
            continue
        subjects = _subjects(text, a, b, outer)
        if subjects:
            found.append(Clause(a, b))
            said = SPEECH if top(subjects[0].label) == "Person" else SPOKESMAN
            if not said.match(text[subjects[-1].end:b]):
                if not all(s.label == "OtherPlace" or s.anaphor and top(s.label) == "Place" for s in subjects):   # 全市… says where, not who
                    carried, distance = subjects, 0
        elif _own_subject(text, a, b, inside):
            found.append(Clause(a, b))
        else:
            found.append(Clause(a, b, carried, distance))
    return tuple(found), carried


def _own_subject(text: str, start: int, end: int, inside: set[int]) -> bool:
    """Whether a clause begins with a noun that is no mention, so that it has a subject of its own: 各地铁路…, 当地…."""
    at = start + LEAD.match(text[start:end]).end()
    if at >= end or at in inside:
        return False
    tagged = rjieba.tag(text[at:min(end, at + 8)], False)
    return bool(tagged) and tagged[0][1] in NOUNS and tagged[0][0] not in NO_SUBJECT


def _subjects(text: str, start: int, end: int, mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions that a clause begins with, after adverbs, dates and posts."""
    at = start
    subjects: list[Mention] = []
    while True:
        at += LEAD.match(text[at:end]).end()
        m = next((m for m in mentions if m.start == at), None)
        if m is None and not subjects:
            # 在X的帮助下，…: no subject. 副市长X: a post may stand first
            return ()
        if m is None:
            break
        kind = top(m.label)
        if kind in ("Organisation", "Place", "Person"):
            if subjects and top(subjects[-1].label) != kind and kind == "Person":
                subjects = []                     # 公司总经理王继东: the person is the subject
            subjects.append(m)
        elif m.label not in ("Date", "Post"):
            break
        at = m.end
        link = re.match(r"、|和|与|及|以及|会同|联合|等[^，。；]{0,8}(?:部门|单位|企业|公司|银行|机构)|等", text[at:end])
        if link:
            at += link.end()
        elif subjects and not (at < end and any(n.start == at for n in mentions)):
            break
    if subjects and text[subjects[-1].end:subjects[-1].end + 1] == "的":
        return ()
    return tuple(subjects)
