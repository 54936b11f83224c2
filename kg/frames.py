"""Frames: relations read off predicates and their roles (`kg/lexicons/frames.txt` is the table)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg import ontology
from kg.attending import encounters, meant
from kg.clauses import Item, Phrase, Predication, Sentence
from kg.lexicon import rows
from kg.meetings import convener, spoken_of
from kg.records import Mention
from kg.roles import AT, ROLES, WITH, role
from kg.surroundings import Surroundings

THROUGH = ("source", "at", "solved", "owner", "seller")      # roles that a part or a deed of the body fills as well
DECREE = re.compile("令(?:第.{1,5}号)?$")
# nouns behind a name in a role that are a part of what it names, or what is done there: 走进甲公司车间, 支持甲县救灾
TAILS = {
    "visited": re.compile("(?:车间|厂区|工厂|现场|工地|一线|展厅|门店|生产线|社区|园区|基地|整治|建设|情况|工作|生产)$"),
    "locatedIn": re.compile("(?:境内|郊|郊区|城区|市区|核心区|中心|腹地|郊外|城郊|路)$"),
    "supports": re.compile("(?:建设|发展|救灾|抗灾|抗疫|抗洪|防疫|防控|灾区|疫区|一线|群众|村民|灾民|项目|产业|企业|"
                           "税费|税款|租金|房租|利息|费用|贷款|债务|修路|修桥|打井|助学)$"),
    "supplies": re.compile("(?:市场|灾区|疫区|一线|地铁|项目|客户|用户|工地)$"),
}
BODIES = ("GovernmentBody", "PartyBody", "PublicInstitution")
EVERYWHERE = re.compile("(?:各地|各级|多地|全境|上下|各县|各区|各市|各县区|各区县|各市县|各县市区)$")      # 甲省各地采取
NUMBERS = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
SEVERAL = re.compile("([两双二三四五2345])(?:个|家|大)?(?:部门|方|地|省|市|国|校|家|机构|单位|省市|区|县|企业|公司|银行|政府|党|院|局|委)")
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
    if name == "agent" and frame.relation in ("implements", "issued") and EVERYWHERE.search(item.text):
        return item.whose.label == "AdministrativeArea"
    tail = TAILS.get(frame.relation)
    return name == frame.object and tail is not None and tail.search(item.text) is not None


def read(p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """What all frames read off a predication."""
    if not p.modality or p.nominal:
        return
    p = _convened(_resolved(p, around), around)
    for family in sorted(p.verb.families | {"any"}):
        for frame in by_family().get(family, ()):
            yield from _apply(frame, p, sentence, around)


def met(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """Who takes part in the meetings that a sentence tells of by their parties."""
    for p, who, event in encounters(sentence, around):
        if p is None:
            yield Read("meet-in-name", "participatesIn", who, event, "stated", {"role": "attends"}, "apposition")
        else:
            yield Read("meet", "participatesIn", who, event, p.modality, {"role": "attends"}, p.via, p.distance, p.said_by, p.verb.text)


def _resolved(p: Predication, around: Surroundings) -> Predication:
    """The predication with 两部门, 双方 as agent replaced by those that it means."""
    if p.agent is None or p.agent.known or not (m := SEVERAL.match(p.agent.items[0].text)):
        return p
    meant = around.several(p.verb.start, m.group(), NUMBERS[m.group(1)])
    if not meant:
        return p
    agent = Phrase(tuple(Item(x) for x in meant), ("、",) * (len(meant) - 1), p.agent.begin, p.agent.end)
    return replace(p, agent=agent, via="several")


def _convened(p: Predication, around: Surroundings) -> Predication:
    """The predication with a meeting that passes something as agent replaced by the body whose meeting it is."""
    passes = p.verb.families & {"pass"} and p.patient is not None and p.patient.heads("Policy")
    rounds = p.verb.families & {"visit"} and p.agent is not None and p.agent.heads("Event", "Policy")      # 第一轮巡视对…开展巡视
    if not passes and not rounds:
        return p
    chaired = passes and p.via == "carried" and p.agent is not None and p.agent.heads("Person")      # 王平主持召开会议，讨论通过
    if p.agent is not None and p.agent.known and not chaired:
        events = p.agent.heads("Event") if passes else rounds
    elif chaired or p.agent is None or spoken_of(p.agent.items[-1].text):
        events = [e for e in (around.events.meant(p.verb.start),) if e is not None]
    else:
        return p
    body = next((b for e in events if (b := convener(e, around)) is not None), None)
    return p if body is None else replace(p, agent=Phrase((Item(body),), (), 0, 0), via=p.via or "carried")


def _apply(frame: Frame, p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    if frame.own and p.via == "carried" and p.distance > 1:
        return
    for subject, object_ in _pairs(frame, p, sentence, around):
        if frame.relation == "issued" and _of_another(subject, object_, around):
            continue
        if subject is object_ or not ontology.allows(subject.label, frame.relation, object_.label):
            continue
        yield Read(frame.name, frame.relation, subject, object_, "planned" if frame.planned and p.modality == "stated" else p.modality,
                   qualifiers(frame, p, sentence, around.clean.text), p.via, p.distance, p.said_by, p.verb.text)


def _of_another(subject: Mention, paper: Mention, around: Surroundings) -> bool:
    """Whether the title of a paper says that another body made it: 甲市宣布乙省委关于…的决定."""
    inner = (m for m in around.within(paper.start, paper.start + 2) if m.inner and m.end < paper.end and m.label in BODIES)
    body = next(inner, None)
    if body is None or not around.clean.text.startswith("关于", body.end):
        return False
    return not {body.name, body.text} & {subject.name, subject.text}


def _pairs(frame: Frame, p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[tuple[Mention, Mention]]:
    if frame.relation == "cooperatesWith":
        yield from _partners(frame, p)
        return
    subjects = next((x for ph in role(p, frame.subject) if (x := members(ph, frame, frame.subject))), [])
    objects = [] if frame.object == "implied" else next((x for ph in role(p, frame.object) if (x := members(ph, frame, frame.object))), [])
    if frame.object == "implied" and frame.relation == "visited":      # 访华
        yield from ((s.head, country) for _, s in subjects if (country := around.land(p.verb.text[1])) is not None)
        return
    if frame.object == "implied":      # 王平出席: the meeting that is spoken of
        event = meant(p, sentence, around)
        if "speak" in p.verb.families:      # a body speaks through its people
            subjects = [(i, s) for i, s in subjects if s.kind == "Person" or p.agent.items[-1].staff]
        if event is not None and p.said_by is None and not any(w in AT for w, _, _ in p.parties):
            yield from ((s.head, event) for _, s in subjects)
        return
    if p.each and len(subjects) > 1 and len(objects) > 1:
        if len(subjects) == len(objects):      # 甲、乙分别印发《…》《…》
            yield from ((s.head, o.head) for (_, s), (_, o) in zip(subjects, objects))
            return
        if p.via != "relative":      # 分别会见出席论坛和博览会的王平、李梅、张三: it is not they who are parted
            return
    yield from ((s.head, o.head) for _, s in subjects for _, o in objects)


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
