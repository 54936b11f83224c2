"""The roles of predications that frames ask for: name → the phrases that fill it, the best first."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.clauses import Item, Phrase, Predication
from kg.clauses.chunks import LEVERS

TO = ("向", "给", "对", "为", "往", "替", "帮", "面向", "针对", "朝")
WITH = ("与", "和", "同", "跟", "会同", "联合", "携手", "协同", "联手")
AT = ("在", "于", "正在")
FROM = ("从", "自")
TOWARDS = ("到", "赴", "至", "往", "向")
BASIS = ("按照", "根据", "依据", "依照", "遵照", "对照", "结合", "依托", "借助", "以", "按", "通过", "围绕", "基于")
UPON = ("上", "中", "期间", "现场", "开幕式", "闭幕式", "开幕式上", "时", "间")
MOVES = ("抵达", "驶往", "开往", "飞往", "驶向", "驶入")
SEAT = re.compile("(?:总部|厂区|办公地点|办公地|本部|校区|注册地)$")

REPORT = re.compile("(?:报告|说明)》?$")


def role(p: Predication, name: str) -> Iterator[Phrase]:
    """The phrases that fill the role `name` of a predication (`kg/lexicons/frames.txt` says what each means)."""
    return ROLES[name](p)


def owned(phrase: Phrase) -> Iterator[Phrase]:
    """Whose a phrase is: 甲公司、乙公司 of 甲公司、乙公司的总部."""
    whose = phrase.owners or ((phrase.whose,) if phrase.whose is not None else ()) or tuple(Item(i.whose) for i in phrase.items if i.whose is not None)
    if whose:
        yield Phrase(whose, ("、",) * (len(whose) - 1), phrase.begin, phrase.end)


def together(p: Predication) -> Phrase:
    """The agent of a predication with its companions: 甲局会同乙局."""
    agent = p.agent
    for c in p.companions:
        agent = Phrase(agent.items + c.items, agent.links + ("会同",) + c.links, agent.begin, agent.end, agent.more, agent.whose)
    return agent


def _given(*phrases: Phrase | None) -> Iterator[Phrase]:
    return (ph for ph in phrases if ph is not None)


def _behind(*words: str) -> Callable[[Predication], Iterator[Phrase]]:
    """What stands behind one of these prepositions."""
    return lambda p: (ph for w, ph, _ in p.parties if w in words)


def _agent(p: Predication) -> Iterator[Phrase]:
    """Who acts with whoever acts along; of an unnamed one these alone: 会同乙局印发."""
    return _given(together(p) if p.agent is not None else p.companions[0] if p.companions and not p.via else None)


def _source(p: Predication) -> Iterator[Phrase]:
    if p.agent is not None and not (p.verb.text in MOVES and p.agent.known):      # 医疗队抵达甲市 is no supply
        yield p.agent
        if p.agent.whose is not None and not p.agent.known:      # 甲公司生产的口罩运往
            yield Phrase((p.agent.whose,), (), p.agent.begin, p.agent.end)
    yield from _behind(*FROM)(p)


def _patient(p: Predication) -> Iterator[Phrase]:
    return _given(p.patient, p.topic if p.via == "by" or p.patient is None else None)


def _whose(p: Predication) -> Iterator[Phrase]:
    if p.patient is not None:
        yield Phrase((p.patient.whose,), (), p.patient.begin, p.patient.end) if p.patient.whose is not None else p.patient
    yield from _behind(*FROM)(p)


def _goal(p: Predication) -> Iterator[Phrase]:
    yield from _given(p.goal)
    yield from (ph for w, ph, _ in reversed(p.parties) if w in TOWARDS)
    if p.verb.families & {"supply"}:
        yield from _given(p.patient)


def _owner(p: Predication) -> Iterator[Phrase]:
    """甲公司的设备由乙公司供应, 甲公司使用的设备是乙公司供应的."""
    thing = p.topic if p.via == "by" else p.patient if p.object_via == "topic" else None
    if thing is not None:
        yield from owned(thing)


def _maker(p: Predication) -> Iterator[Phrase]:
    """由甲局起草的《办法》发布."""
    if p.agent is not None and p.via == "subject" and p.agent.heads("Policy"):
        yield from owned(p.agent)


def _reporter(p: Predication) -> Iterator[Phrase]:
    """甲局局长王平作的报告: the body for which a person reports."""
    heads = p.patient.heads("Policy") if p.patient is not None else []
    if p.agent is None or not heads or not REPORT.search(heads[0].text) or heads[0].start - p.verb.end > len("的《"):
        return
    bodies = tuple(Item(h.body) for i in p.agent.items if i.kind == "Person" for h in i.posts[:1] if h.body is not None)
    if bodies:
        yield Phrase(bodies, ("、",) * (len(bodies) - 1), p.agent.begin, p.agent.end)


def _during(p: Predication) -> Iterator[Phrase]:
    """在“行动”中; 在《办法》中 only says where something is written."""
    return (ph for w, ph, after in p.parties if w in AT and after.startswith("中") and not ph.items[0].text.startswith("《")
            and not any(m.text.startswith("《") for m in ph.heads("Policy")))


def _lever(p: Predication) -> Iterator[Phrase]:
    """以“行动”为契机, 将“机制”作为抓手."""
    if any(w == "为" and LEVERS.fullmatch(ph.items[-1].text) for w, ph, _ in p.parties):
        yield from _behind("以")(p)


def _seller(p: Predication) -> Iterator[Phrase]:
    """从甲公司采购, 选用甲公司的设备."""
    yield from (ph for w, ph, _ in p.parties if w in FROM or w == "向" and p.verb.text not in ("采用", "选用"))
    if p.patient is not None and not p.patient.known:
        yield from owned(p.patient)


def _seat(p: Predication) -> Iterator[Phrase]:
    """甲公司总部位于: who has the seat."""
    if p.agent is not None and SEAT.search(p.agent.items[-1].text) and not p.agent.known:
        yield from owned(p.agent)
    else:
        yield from _given(p.agent)


def _at(p: Predication) -> Iterator[Phrase]:
    return (ph for w, ph, after in p.parties if w in AT and not after.startswith(("下", "后", "前", "时")))


def _upon(p: Predication) -> Iterator[Phrase]:
    """在座谈会上签约: who does something there is there; not so what a clause before 的 says."""
    if p.via == "subject" and p.object_via != "relative":
        yield from (ph for w, ph, after in p.parties if w in AT and after.startswith(("上", "现场")))


ROLES: dict[str, Callable[[Predication], Iterator[Phrase]]] = {
    "agent": _agent,
    "staff": _agent,
    "source": _source,
    "patient": _patient,
    "object": lambda p: _given(p.patient if p.via != "by" else None),
    "solved": lambda p: _given(p.patient),
    "topic": lambda p: _given(p.topic, p.agent),
    "whole": lambda p: _given(p.topic if p.via == "by" else None),
    "site": lambda p: _given(p.patient, p.goal),
    "whose": _whose,
    "goal": _goal,
    "owner": _owner,
    "maker": _maker,
    "reporter": _reporter,
    "seller": _seller,
    "seat": _seat,
    "at": _at,
    "where": lambda p: _at(p) if p.agent is None and p.patient is not None and p.object_via == "relative" else iter(()),
    "on": lambda p: (ph for w, ph, after in p.parties if w in AT and after.startswith(UPON)),
    "during": _during,
    "bound": _behind("赴", "前往", "奔赴", "分赴"),
    "upon": _upon,
    "there": _behind("到", "赴", "前往"),
    "to": _behind(*TO),
    "towards": _behind("对"),
    "for": _behind("为", "给", "替", "帮"),
    "with": _behind(*WITH),
    "through": _behind("通过", "结合", "依托", "借助", "按照", "依据", "根据"),
    "lever": _lever,
    "from": _behind(*FROM),
    "basis": _behind(*BASIS),
}
