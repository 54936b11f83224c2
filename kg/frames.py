"""Frames: relations read off predicates and their roles (`kg/lexicons/frames.txt` is the table)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg import ontology
from kg.clauses import Item, Phrase, Predication, Sentence
from kg.lexicon import rows
from kg.records import Mention
from kg.roles import AT, ROLES, WITH, role
from kg.surroundings import Surroundings

THROUGH = ("source", "at", "solved", "owner", "seller")      # roles that a part or a deed of the body fills as well
DECREE = re.compile("令(?:第.{1,5}号)?$")
# nouns behind a name in a role that are a part of what it names, or what is done there: 走进甲公司车间, 支持甲县救灾
TAILS = {
    "visited": re.compile("(?:车间|厂区|工厂|现场|工地|一线|展厅|门店|生产线|社区|园区|基地|整治|建设|情况|工作|生产)$"),
    "locatedIn": re.compile("(?:境内|郊|郊区|城区|市区|核心区|中心|腹地|郊外|城郊|路)$"),
    "supports": re.compile("(?:建设|发展|救灾|抗灾|抗疫|抗洪|防疫|防控|灾区|疫区|一线|群众|村民|灾民|项目|产业|企业)$"),
    "supplies": re.compile("(?:市场|灾区|疫区|一线|地铁|项目|客户|用户|工地)$"),
}
GENERIC = re.compile("会议|大会|会|活动|论坛|座谈|开幕式|闭幕式|开幕会|闭幕会|仪式|启动仪式|签约仪式|座谈会|讲话|致辞|发言")
SPEECH = re.compile("(?:报告|说明|汇报|讲话|发言|致辞|贺词|贺辞|演讲|讲座|讲解|介绍|决定|名单|总结|点评)$")
NUMBERS = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
SEVERAL = re.compile("([两双二三四五2345])(?:个|家|大)?(?:部门|方|地|省|市|国|校|家|机构|单位|省市|区|县|企业|公司|银行|政府|党|院|局|委)")
HEARD = ("听取", "听取了", "审议", "审议了", "听取和审议", "听取审议")
MET = re.compile("会见|会谈|会晤|座谈|接见")
MORE = ("等", "等等", "共", "共计", "等共", "其他", "其余")      # 甲局、乙局等9个部门: how many of them, not how much
PERSONS = re.compile("[名人户家位]$")      # 313名 is no amount of goods or money
MONEY = re.compile("元|美元|欧元|日元|英镑|港元|人民币")


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    relation: str
    verbs: frozenset[str]
    subject: str
    object: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    qualifiers: tuple[str, ...]
    role: str = ""
    planned: bool = False
    own: bool = False            # only with a subject that its clause states


@dataclass(frozen=True, slots=True)
class Read:
    """What a frame reads off a predication: one relation between two mentions, before it is judged."""

    frame: str
    relation: str
    subject: Mention
    object: Mention
    modality: str
    qualifiers: dict[str, str]
    via: str = "subject"         # how the subject is said
    distance: int = 0
    said_by: Mention | None = None
    verb: str = ""


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """The table, in its order. Raises ValueError for a row with a relation, class or family that there is not."""
    found = []
    families = {name for name, _ in rows("verbs")} | {"any"}
    for row in rows("frames"):
        name, relation, verbs, subject, object_, subjects, objects, *rest = row
        extra = rest[0].split() if rest else []
        for word in (subject, object_):
            if word not in ROLES and word != "implied":
                raise ValueError(f"Frame {name!r} of kg/lexicons/frames.txt: there is no role {word!r}.")
        role = next((x[5:] for x in extra if x.startswith("role=")), "")
        for word, known in ((relation, ontology.relations()), *((v, families) for v in verbs.split()),
                            *((c, ontology.classes()) for c in (subjects + " " + objects).split())):
            if word not in known:
                raise ValueError(f"Frame {name!r} of kg/lexicons/frames.txt: there is no {word!r}.")
        found.append(Frame(name, relation, frozenset(verbs.split()), subject, object_, tuple(subjects.split()), tuple(objects.split()),
                           tuple(x for x in extra if not x.startswith("role=") and x not in ("planned", "own")), role, "planned" in extra, "own" in extra))
    return tuple(found)


@cache
def by_family() -> dict[str, tuple[Frame, ...]]:
    return {f: tuple(x for x in frames() if f in x.verbs) for f in {v for x in frames() for v in x.verbs}}


def _fits(m: Mention, classes: tuple[str, ...]) -> bool:
    return any(ontology.is_a(m.label, c) for c in classes)


def members(phrase: Phrase, frame: Frame, name: str) -> list[tuple[int, Item]]:
    """(place in the list, item) of those that can fill the role `name` of `frame`."""
    classes = frame.objects if name == frame.object else frame.subjects
    found = []
    for i, item in enumerate(phrase.items):
        if item.head is not None:
            if _fits(item.head, classes) and not (item.staff and name == "agent" and item.kind == "Organisation"):
                found.append((i, item))
        elif item.whose is not None and _fits(item.whose, classes) and _stands_for(item, frame, name):
            found.append((i, Item(item.whose)))
    return found


def _stands_for(item: Item, frame: Frame, name: str) -> bool:
    """Whether a noun stands for whose it is: 走进甲公司车间, 甲局令."""
    if name in THROUGH or name == "agent" and frame.relation == "issued" and DECREE.search(item.text):
        return True
    tail = TAILS.get(frame.relation)
    return name == frame.object and tail is not None and tail.search(item.text) is not None


def read(p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """What all frames read off a predication."""
    if not p.modality or p.nominal:
        return
    p = _resolved(p, around)
    for family in sorted(p.verb.families | {"any"}):
        for frame in by_family().get(family, ()):
            yield from _apply(frame, p, sentence, around)


def _resolved(p: Predication, around: Surroundings) -> Predication:
    """The predication with 两部门, 双方 as agent replaced by those that it means."""
    if p.agent is None or p.agent.known or not (m := SEVERAL.match(p.agent.items[0].text)):
        return p
    meant = around.several(p.verb.start, NUMBERS[m.group(1)])
    if not meant:
        return p
    agent = Phrase(tuple(Item(x) for x in meant), ("、",) * (len(meant) - 1), p.agent.begin, p.agent.end)
    return replace(p, agent=agent, via="several")


def _apply(frame: Frame, p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    if frame.own and p.via == "carried" and p.distance > 1:
        return
    for subject, object_ in _pairs(frame, p, around):
        if subject is object_ or not ontology.allows(subject.label, frame.relation, object_.label):
            continue
        yield Read(frame.name, frame.relation, subject, object_, "planned" if frame.planned and p.modality == "stated" else p.modality,
                   qualifiers(frame, p, sentence, around.clean.text), p.via, p.distance, p.said_by, p.verb.text)


def _pairs(frame: Frame, p: Predication, around: Surroundings) -> Iterator[tuple[Mention, Mention]]:
    if frame.relation == "cooperatesWith":
        yield from _partners(frame, p)
        return
    subjects = next((x for ph in role(p, frame.subject) if (x := members(ph, frame, frame.subject))), [])
    objects = [] if frame.object == "implied" else next((x for ph in role(p, frame.object) if (x := members(ph, frame, frame.object))), [])
    if frame.object == "implied":      # 王平出席: the meeting that is spoken of
        event = _meant(p, around)
        if event is not None and not any(w in AT for w, _, _ in p.parties):
            yield from ((s.head, event) for _, s in subjects)
        return
    if p.each and len(subjects) > 1 and len(objects) > 1:
        if len(subjects) == len(objects):      # 甲、乙分别印发《…》《…》
            yield from ((s.head, o.head) for (_, s), (_, o) in zip(subjects, objects))
        return
    yield from ((s.head, o.head) for _, s in subjects for _, o in objects)


def _meant(p: Predication, around: Surroundings) -> Mention | None:
    """The meeting of a verb of attending or speaking that names none, or calls it 会议."""
    noun = p.patient.items[0].text if p.patient is not None else ""
    if "speak" in p.verb.families and p.holder is not None and p.holder.verb.text in HEARD:      # 听取了王平作的报告
        return around.event(p.verb.start)
    met = MET.match(around.clean.text, p.verb.end)
    if met and p.patient is None and "attend" in p.verb.families:      # 参加会见
        return around.event(p.verb.start, met.group())
    if "speak" in p.verb.families and (p.patient is None or SPEECH.search(noun or p.patient.items[-1].head.text)):
        return around.event(p.verb.start)      # 作关于…的报告
    if p.bare or noun and GENERIC.fullmatch(noun):
        return around.event(p.verb.start, noun)
    return None


def groups(phrase: Phrase) -> list[list[Item]]:
    """甲与乙、丙与丁: the pairs that 、 sets apart; one group where it does not."""
    found, here = [], [phrase.items[0]]
    for link, item in zip(phrase.links, phrase.items[1:]):
        if link in ("、", "，"):
            found.append(here)
            here = []
        here.append(item)
    found.append(here)
    if len(found) > 1 and all(len(g) == 2 for g in found):
        return found
    return [list(phrase.items)]


def _partners(frame: Frame, p: Predication) -> Iterator[tuple[Mention, Mention]]:
    agents = p.agent
    if agents is None:
        return
    if frame.object == "agent":
        if p.each and len(groups(agents)) == 1 or any(w in WITH and ph.known for w, ph, _ in p.parties):
            return
        for group in groups(agents):
            heads = [i.head for i in group if i.head is not None and _fits(i.head, frame.subjects)]
            if len(heads) == len(group) or not any(i.head is None for i in group[:2]):
                yield from ((heads[0], h) for h in heads[1:])
        return
    others = next((x for ph in role(p, frame.object) if (x := members(ph, frame, frame.object))), [])
    for item in agents.items if p.each else agents.items[:1]:
        if item.head is not None and _fits(item.head, frame.subjects):
            yield from ((item.head, o.head) for _, o in others)


def qualifiers(frame: Frame, p: Predication, sentence: Sentence, text: str) -> dict[str, str]:
    """What the clause of the predicate says besides: a qualifier belongs to its verb."""
    found: dict[str, str] = {}
    here = [t for t in sentence.tokens if p.start <= t.start < p.end]
    if "date" in frame.qualifiers:
        dates = [t for t in sentence.tokens if t.mention is not None and t.mention.label == "Date" and t.start < p.verb.start]
        if dates:
            found["date"] = dates[-1].text
    if "amount" in frame.qualifiers:
        amounts = [t for t in here if t.mention is not None and t.mention.label == "Amount" and not PERSONS.search(t.text)]
        amounts = [t for t in amounts if not any(a.end == t.start and a.text in MORE for a in here)]
        behind = [t for t in amounts if t.start > p.verb.start] or amounts
        if behind:
            found["amount"] = next((t.text for t in behind if MONEY.search(t.text)), behind[0].text)
    if "means" in frame.qualifiers:
        end = max((t.end for t in here if t.start < p.verb.start + 20), default=p.end)      # no 200万元 cut in two
        found["means"] = text[p.verb.start:min(p.end, end)].rstrip("，。；、")
    if frame.role:
        found["role"] = frame.role
    return found
