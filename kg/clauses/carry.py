"""What passes over the borders of a clause: subjects, places and objects that are said once and meant again."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.clauses.phrases import Item, Phrase
from kg.clauses.records import Context, Predication
from kg.ontology import top

if TYPE_CHECKING:
    from kg.clauses.predications import Analysis

COPULAS = ("是", "系", "为", "有", "即", "包括", "就是", "还有", "正是")
MADE = frozenset(("issue", "launch", "establish", "implement", "host", "draft", "pass", "supply_to"))      # 是甲局制定的
PARTICULAR = re.compile("[男女]|.{1,2}族|.*(?:党员|学历|学位|学士|硕士|博士|出生|人)")      # in a biography between name and posts
BASIS = ("按照", "根据", "依据", "依照", "遵照", "按", "对照")
ASKED = frozenset(("要求", "部署", "规定", "安排", "决定", "提出", "明确", "指示", "确定"))      # 按照《办法》要求，
AIMS = ("为", "为了", "围绕", "结合", "通过", "针对")      # begin a clause that says for what the next one's subject acts
UNTIL = ("以来", "时", "期间", "中", "后", "之际", "间", "过程中", "途中")      # end a clause whose subject comes in the next
# an unknown noun that may act, and so takes the place of the subject before it: 企业, 有关部门; 疫情, 任务 do not
ACTOR = re.compile(
    "[人者员们家方部局委院校厂店商会团队组户军警民]$|部门|单位|机构|企业|公司|机关|政府|各地|各级|地方|群众|党员|干部|银行|医生|护士|教师|学生|医护|"
    "专家|师傅|两国|我国|国家|中央|当地|双方|全国|[省市县区乡镇村]$|他|她|我|你|咱|其$|谁|记者|会议|大会|全会")
LEADS = ("牵头", "作为牵头单位", "作为牵头部门", "作为牵头方", "为牵头单位", "为牵头部门")
THEY = ("他们", "其", "该县", "该市", "该省", "该区", "该局", "该院", "该公司")
DECREES = ("签署", "发布", "颁布", "签发")


def finish(analysis: Analysis) -> None:
    """Fills the open roles of a clause from the ones before, and leaves for the next one what it hands on."""
    c = analysis.context
    if not analysis.done:
        _without_predicate(analysis, c)
        return
    _they(analysis, c)
    if _only_basis(analysis):
        c.places, c.distance = [*c.places, *analysis.parties], c.distance + 1
        if analysis.subject is not None and analysis.subject.known:
            c.subject, c.distance, c.blocked = analysis.subject, 0, False
        return
    if _of_programme(analysis):
        c.ahead = list(analysis.done)
        return
    own = analysis.subject if analysis.subject is not None and analysis.subject.known else None
    if own is None and analysis.done[0].verb.text in ("作为", "身为"):
        c.ahead = list(analysis.done)
        return
    for p in c.ahead if own is not None else ():
        if p.agent is None or p.via == "carried":
            p.agent, p.via, p.distance = own, "next", 1
    aims = own is None and analysis.subject is None and (_unsaid(analysis, c) or analysis.chunks[0].token.text in AIMS)
    waits = aims or own is None and analysis.chunks[-1].token.text in UNTIL
    c.ahead = (c.ahead if aims else []) + list(analysis.done) if waits else []
    for p in analysis.done:
        _fill(p, analysis, c)
    c.places, c.waiting = analysis.tail, None
    joins = all("together" in p.verb.families and p.verb.text != "对接" and p.patient is not None for p in analysis.done)
    c.allies = [p.patient for p in analysis.done] if joins else []
    _share(analysis.done, c)
    _hand_on(analysis, c)


def _unsaid(analysis: Analysis, c: Context) -> bool:
    """Whether nobody has been named yet who may act: 严格落实《办法》，甲局…"""
    return c.subject is None and not c.blocked and not analysis.done[0].verb.families & {"say", "ask"}


def _they(analysis: Analysis, c: Context) -> None:
    """他们还采取: the body that is spoken of, as if nobody were named."""
    said = analysis.subject
    speaker = c.said_by if c.said_by is not None and top(c.said_by.label) == "Person" else None
    if said is not None and said.items[-1].text == "我" and speaker is not None:      # 王平表示，我去年访华
        for p in analysis.done:
            if p.agent is said:
                p.agent = Phrase((Item(speaker),), (), said.begin, said.end)
        return
    meant = c.subject is not None and c.subject.heads("Organisation", "Place")
    if said is None or said.known or said.items[-1].text not in THEY or not meant:
        return
    for p in analysis.done:
        if p.agent is said:
            p.agent, p.via = None, ""
    analysis.subject = None


def _only_basis(analysis: Analysis) -> bool:
    """按照《办法》要求，: on what the next clause acts."""
    first = next((x for x in analysis.chunks if x.kind == "pp" or x.kind in ("verb", "act")), analysis.chunks[0])
    asked = all(p.verb.text in ASKED and p.patient is None for p in analysis.done)
    return asked and first.kind == "pp" and first.token.text in BASIS


def _of_programme(analysis: Analysis) -> bool:
    """“行动”开展以来，: the subject of the next clause carries it out."""
    p, subject = analysis.done[0], analysis.subject
    programme = subject is not None and subject.known and all(i.kind == "Policy" for i in subject.items)
    under_way = len(analysis.done) == 1 and "implement" in p.verb.families and p.patient is None
    if not (programme and under_way and analysis.chunks[-1].token.text in UNTIL):
        return False
    p.patient, p.object_via, p.agent, p.via = subject, "topic", None, ""
    return True


def _without_predicate(analysis: Analysis, c: Context) -> None:
    """王平，… or 在甲厂，…"""
    c.modals = analysis.modals if analysis.parties else []
    if analysis.parties:
        c.places = [*c.places, *analysis.parties]
    if analysis.subject is None or all(i.kind == "Post" for i in analysis.subject.items):      # a row of posts acts for nobody
        return
    c.waiting = analysis.subject
    own = analysis.topic or analysis.subject
    for p in c.ahead if own.known else ():
        if p.agent is None or p.via == "carried":
            p.agent, p.via, p.distance = own, "next", 1
    c.ahead = []
    if analysis.subject.known:
        c.subject, c.distance, c.blocked = analysis.subject, 0, False
    else:
        c.blocked = c.blocked or not PARTICULAR.fullmatch(analysis.subject.items[-1].text)


def _fill(p: Predication, analysis: Analysis, c: Context) -> None:
    """The subject, places and goal that a predicate has from the clauses before."""
    first = analysis.chunks[0]
    if p.agent is None and p.via == "":
        other = first.kind == "np" and not first.phrase.known and first.phrase.items[-1].text not in THEY
        if other or c.blocked or c.directive:
            return
        if c.subject is not None:
            p.agent, p.via, p.distance = c.subject, "carried", c.distance + 1
    if p.agent is not None and p.via == "subject" and c.waiting is not None and p.agent is analysis.subject:
        p.agent = _joined(c.waiting, p.agent)
    p.parties = c.places + p.parties
    p.companions += [ph for w, ph, _ in c.places if w == "陪同"]
    if p.via == "carried" and p.distance == 1:
        p.companions += c.allies
    if p.goal is None:
        p.goal = c.goal


def _share(done: list[Predication], c: Context) -> None:
    """Objects that are said elsewhere: 《办法》是甲局制定的; 甲局牵头，乙局配合，共同推进“行动”."""
    for p in done:
        made = p.holder is not None and p.holder.verb.text in COPULAS and p.verb.families & MADE and p.object_via in ("", "relative")
        if made and (p.patient is None or not p.patient.known):
            p.patient, p.object_via = p.holder.agent, "topic"
    shared = next((p.patient for p in done if p.patient is not None and p.patient.heads("Policy")), None)
    for p in c.leading if shared is not None else ():
        p.patient, p.object_via = shared, "shared"
    alone = [p for p in done if p.bare and p.verb.text in LEADS and p.patient is p.topic is None and p.via == "subject"]
    c.leading = [] if shared is not None else c.leading + alone


def _decree(done: list[Predication]) -> Phrase | None:
    """Who issues by decree: 签署国务院令，公布《…》."""
    found = next((i.whose for p in done if p.verb.text in DECREES and p.patient is not None for i in p.patient.items
                  if i.head is None and i.whose is not None and "令" in i.text), None)
    return Phrase((Item(found),), (), 0, 0) if found is not None else None


def _hand_on(analysis: Analysis, c: Context) -> None:
    """The subject of the next clause, and who is being quoted."""
    done = analysis.done
    speech = [p for p in done if p.verb.families & {"say"}]
    subject = analysis.subject or next((p.agent for p in done if p.via == "by"), None)
    own = next((p.agent for p in done if p.via in ("subject", "relative", "by") and p.agent is not None and p.agent.known), None)
    if own is not None and (not speech or own.heads("Organisation", "Place")):
        c.topic = c.topic or own
    if speech and analysis.said_by is not c.said_by:      # 据甲报报道，
        c.said_by = analysis.said_by
        return
    if speech and speech[-1].last and speech[-1].agent is not None:
        heads = speech[-1].agent.heads("Person", "Organisation")
        c.said_by = heads[0] if heads else None
        c.directive = bool(speech[-1].verb.families & {"ask"}) or not heads
        if own is not None and heads and not speech[-1].agent.items[0].staff:
            c.subject, c.distance, c.blocked = own, 0, False
        return
    if (decree := _decree(done)) is not None:
        c.subject, c.distance, c.blocked = decree, 0, False
        return
    if own is not None and not (speech and speech[0].verb is done[-1].verb):
        c.subject, c.distance, c.blocked, c.directive = own, 0, False, False
    elif subject is not None and subject.known and analysis.last is subject and done[-1].patient is subject:
        c.subject, c.distance, c.blocked = subject, 0, False      # 日前挂牌的甲院，
    elif (made := _made(done)) is not None:
        c.subject, c.distance, c.blocked = made, 0, False
    elif subject is not None and not subject.known and ACTOR.search(subject.items[-1].text):
        c.blocked = True
    else:
        c.distance += 1
    c.goal = analysis.goal or c.goal


def _made(done: list[Predication]) -> Phrase | None:
    """多个部门组成联合调研组，奔赴甲县: what someone unnamed forms or sends acts in the next clause."""
    last = done[-1]
    if not last.verb.families & {"compose", "establish"} or not last.modality or last.agent is None or last.agent.known:
        return None
    return last.patient if last.patient is not None and last.patient.heads("Organisation") else None


def _joined(waiting: Phrase, own: Phrase) -> Phrase:
    """甲市市长王平，乙市市长李四出席: the subject began in the clause before."""
    if waiting.items[-1].kind == own.items[0].kind == "Person":
        return Phrase(waiting.items + own.items, waiting.links + ("，",) + own.links, waiting.begin, own.end, own.more)
    return own
