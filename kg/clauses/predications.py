"""The predicates of a sentence with their roles: who acts, on what, towards whom, where, with what modality, who says so.

A shallow analysis, clause by clause from left to right, in the order in which Chinese puts things:

    甲局 近日 会同乙局 在丙市 印发 《…》       subject, companion, place, predicate, object
    《…》 由甲局 印发                        topic, agent behind 由, predicate
    甲局 印发 的 《…》                       a clause before 的: what it says of its head
    要求 甲局 落实 《…》                     the object of one verb is the subject of the next
    甲局 把《…》 发给 乙局                   object behind 把

A clause without a subject of its own has that of the clause before it, if nothing unknown stands in its place.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.clauses import modality
from kg.clauses.phrases import Item, Phrase, Reader
from kg.clauses.tokens import Token, vocabulary
from kg.records import Mention

MODAL = frozenset(("denied", "planned", "supposed", "wished", "reported"))
CLAUSAL = ("在", "于", "根据", "按照", "依据", "依照", "遵照", "按")      # prepositions behind which a clause may describe what they govern
MADE = frozenset(("issue", "launch", "establish", "implement", "host", "draft", "pass", "supply_to"))      # 是甲局制定的
FAILED = ("破裂", "失败", "告吹", "无果", "未果", "搁浅")
JOB = ("职务", "一职", "职位", "岗位")
LIGHT = ("开展", "进行", "展开", "做", "作", "予以", "实施", "建立", "达成")      # what is done is said by the noun behind it: 开展安全检查
SETTLED = frozenset(("visit", "visit_direct", "attend", "go", "preside", "locate"))      # before 的 without a subject: by whom, not what
PARTICULAR = re.compile("[男女]|.{1,2}族|.*(?:党员|学历|学位|学士|硕士|博士|出生|人)")
COPULAS = ("是", "系", "为", "有", "即", "包括", "就是", "还有", "正是")
WITH = ("与", "和", "同", "跟", "会同", "联合", "携手", "协同", "联手", "连同", "偕同", "陪同")
BY = ("由", "被", "受", "经", "经由")
TAKES = ("把", "将")
LOCATIVE = ("上", "中", "下", "内", "里", "时", "期间", "后", "前", "以来", "之后", "之前", "之际", "以后", "现场", "开幕式", "闭幕式", "开幕式上", "间", "当中", "之中", "过程")
QUANTITY = re.compile("[一二两三四五六七八九十百千万几数多首\\d]+[^\\d]?$")
MOTION = frozenset(("go", "visit_direct"))
# who is sent acts for who sends: 甲院派出专家组支援乙院
OWN = ("派", "派出", "派遣", "派驻", "选派", "指派", "抽调", "组织", "率", "率领", "带领", "带", "发动")


@dataclass
class Predication:
    """One predicate and its roles; a role that the clause leaves open is None."""

    verb: Token
    agent: Phrase | None = None
    via: str = ""                     # how the agent is said: subject, by, relative, pivot, carried
    distance: int = 0                 # clauses (10: a sentence) that a carried agent was carried over
    patient: Phrase | None = None
    object_via: str = ""              # object, ba, topic, relative
    parties: list[tuple[str, Phrase, str]] = field(default_factory=list)     # (preposition, phrase, 上/中/时 behind it)
    goal: Phrase | None = None        # of a verb after one of motion: where to
    topic: Phrase | None = None       # subject of a passive clause
    second: Phrase | None = None      # what stands behind the object: 免去王平[甲局局长职务]
    modality: str = modality.STATED
    said_by: Mention | None = None
    each: bool = False                # 分别
    nominal: bool = False             # behind 的: 甲市的支持
    companions: list[Phrase] = field(default_factory=list)     # 会同乙局
    start: int = 0                    # clean offsets of its clause
    end: int = 0
    last: bool = False                # nothing follows the verb in its clause
    bare: bool = False                # nor in its sentence, but for a verb of speaking: 到会讲话
    holder: Predication | None = None      # of a pivot: the verb whose object acts (聘请王平担任)


@dataclass
class Context:
    """What one clause hands on to the next."""

    subject: Phrase | None = None
    distance: int = 0
    blocked: bool = False             # something unknown was the subject
    said_by: Mention | None = None
    supposed: bool = False
    reported: bool = False
    waiting: Phrase | None = None     # a phrase that made up a whole clause
    places: list[tuple[str, Phrase, str]] = field(default_factory=list)
    goal: Phrase | None = None
    directive: bool = False           # after 会议要求，
    ahead: list[Predication] = field(default_factory=list)      # 在甲厂考察时，: whose subject comes in the next clause
    leading: list[Predication] = field(default_factory=list)    # 甲局牵头，: on what comes later
    under: list[Predication] = field(default_factory=list)      # 在甲局支持下，: whose object is the next subject


@dataclass
class Chunk:
    kind: str                         # np, pp, verb, act, of, modal, adverb, time, amount, aspect
    token: Token
    phrase: Phrase | None = None
    suffix: str = ""


def chunks(reader: Reader, i: int, end: int) -> list[Chunk]:
    """The tokens [i, end) as phrases, prepositional phrases and words."""
    found: list[Chunk] = []
    places: dict[int, tuple[Chunk, int]] = {}
    while i < end:
        t = reader.tokens[i]
        if t.kind == "open" and (j := reader.brackets(i)) > i:
            i = j
            continue
        if i in places:
            found.append(places[i][0])
            i = places[i][1]
            continue
        if t.mention is not None and t.mention.label in ("Date", "Amount"):
            found.append(Chunk("time" if t.mention.label == "Date" else "amount", t))
            i += 1
            continue
        if t.kind == "prep" or t.text in ("与", "和", "同", "跟") and t.kind == "and" or t.text == "正在" and reader.mention(i + 1, "Place", "Organisation"):
            at = _object_at(reader, i, end)
            phrase = reader.phrase(at) if at < end else None
            if phrase is not None and t.text in CLAUSAL and phrase.end < end and reader.tokens[phrase.end].kind in ("verb", "time"):
                far = _clause_in_place(reader, i, end)
                if far is not None and far[0].phrase.heads("Event", "Policy"):      # 在甲局举办的座谈会上, 根据甲局发布的《办法》
                    places[far[0].phrase.begin] = far
                    i += 1
                    continue
            if phrase is not None and t.text == "在" and (under := _under(reader, phrase, end)) is not None:
                found.append(under[0])
                i = under[1]
                continue
            if phrase is not None and phrase.end <= end and not (t.text == "将" and not _moved(reader, phrase, end)):
                j, suffix = phrase.end, ""
                while j < end and reader.tokens[j].text in LOCATIVE:
                    suffix += reader.tokens[j].text
                    j += 1
                named = t.text == "为" and found and found[-1].kind == "np" and not any(reader.tokens[k].kind in ("verb", "act") for k in range(j, end))
                if named or t.text == "为" and phrase.items[0].kind == "Post":      # 王平为甲局局长, 甲公司为乙公司子公司
                    found.append(Chunk("verb", t))
                    found.append(Chunk("np", reader.tokens[at], phrase))
                else:
                    found.append(Chunk("pp", t, phrase, suffix))
                i = j
                continue
            if t.text in ("在", "于") and (far := _clause_in_place(reader, i, end)) is not None:
                found.append(far[0])
                i = far[1]
                continue
            found.append(Chunk("modal" if t.families & {"planned", "denied"} else "adverb", t))
            i += 1
            continue
        phrase = reader.phrase(i)
        if phrase is not None and phrase.end <= end:
            after = reader.at(phrase.end)
            if phrase.items[0].text in JOB and found and found[-1].kind == "np" and found[-1].phrase.items[-1].kind == "Post":
                pass      # 甲局局长一职
            elif phrase.heads("Event") and after is not None and after.text in ("上", "期间") and phrase.end < end:
                found.append(Chunk("pp", t, phrase, after.text))      # 座谈会上，
                i = phrase.end + 1
                continue
            else:
                found.append(Chunk("np", t, phrase))
            i = phrase.end
            continue
        kind = {"mark": "mark", "of": "of", "verb": "verb", "act": "act", "modal": "modal", "time": "time", "aspect": "aspect", "and": "and"}.get(t.kind, "adverb")
        found.append(Chunk(kind, t))
        i += 1
    return found


def _object_at(reader: Reader, i: int, end: int) -> int:
    """Where the noun phrase behind the preposition at `i` begins: numbers and words that describe it stand before it."""
    at = i + 1
    while at < end and (reader.tokens[at].kind == "number" or reader.tokens[at].text in ("了", "位于", "全市", "每", "来自")
                        or reader.tokens[i].text in TAKES and reader.mention(at) is not None and reader.tokens[at].mention.label == "Amount"):
        at += 1
    if reader.tokens[i].text == "以":      # 以视频方式
        return next((j for j in range(at, min(end, at + 3)) if reader.phrase(j) is not None), at)
    return at


def _clause_in_place(reader: Reader, i: int, end: int) -> tuple[Chunk, int] | None:
    """在3日召开的座谈会上: a place or meeting that a clause of its own describes."""
    for j in range(i + 1, min(end - 1, i + 16)):
        t = reader.tokens[j]
        if t.kind in ("mark", "prep") and t.text not in ("在", "于"):
            return None
        if t.kind == "of" and (phrase := reader.phrase(j + 1)) is not None and phrase.end <= end:
            k, suffix = phrase.end, ""
            while k < end and reader.tokens[k].text in LOCATIVE:
                suffix += reader.tokens[k].text
                k += 1
            if phrase.known and (suffix or phrase.heads("Policy")):
                return Chunk("pp", reader.tokens[i], phrase, suffix), k
    return None


def _under(reader: Reader, phrase: Phrase, end: int) -> tuple[Chunk, int] | None:
    """在甲局的大力支持下: what it does for whoever the clause is about, and the index behind."""
    for j in range(phrase.end, min(end, phrase.end + 4)):
        t = reader.tokens[j]
        if t.kind in ("verb", "act"):
            after, families = reader.at(j + 1), vocabulary()[0].get(t.text, ("", frozenset()))[1]
            if t.text == "陪同" and after is not None and after.text == "下":
                return Chunk("pp", replace(t, kind="prep"), phrase), j + 2
            below = after is not None and after.text == "下" and families & {"help", "lead", "send"}
            return (Chunk("under", replace(t, kind="verb", families=families), phrase), j + 2) if below else None
        if t.kind not in ("of", "adverb", "nominal"):
            return None
    return None


def _moved(reader: Reader, phrase: Phrase, end: int) -> bool:
    """Whether what stands behind 将 is its object (将《…》印发), not the subject of a plan (将由…, 将 甲局 …)."""
    return any(reader.tokens[j].kind in ("verb", "act") for j in range(phrase.end, min(end, phrase.end + 6)))


@lru_cache(maxsize=1)
def staff() -> frozenset[str]:
    """Nouns that act for their body: 工作人员, 负责人."""
    return frozenset(w for w, (kind, _) in vocabulary()[0].items() if kind == "staff")


def _deed(noun: str) -> frozenset[str]:
    """The families of the verb that ends a noun: 安全检查 → those of 检查."""
    if noun.endswith("关系"):
        return frozenset(("cooperate",))
    kind, families = vocabulary()[0].get(noun[-2:], ("", frozenset()))
    return families & {"visit", "cooperate", "help"} if kind == "verb" else frozenset()


def _unknown(phrase: Phrase) -> bool:
    return not phrase.known


class Analysis:
    """The predications of one clause."""

    def __init__(self, found: list[Chunk], context: Context, start: int, end: int) -> None:
        self.chunks, self.context, self.start, self.end = found, context, start, end
        self.subject: Phrase | None = None
        self.topic: Phrase | None = None
        self.parties: list[tuple[str, Phrase, str]] = []
        self.modals: list[Token] = []
        self.pivot = ""
        self.open: list[Predication] = []       # predicates that wait for their object
        self.done: list[Predication] = []
        self.last: Phrase | None = None         # the phrase before
        self.each = False
        self.goal: Phrase | None = None
        self.said_by = context.said_by
        self.under: list[Predication] = []
        self.tail: list[tuple[str, Phrase, str]] = []      # the place that a clause before it describes: 在甲局举办的座谈会上

    def run(self) -> list[Predication]:
        for n, chunk in enumerate(self.chunks):
            getattr(self, "_" + chunk.kind, self._other)(n, chunk)
        for p in self.context.under if self.subject is not None else ():
            p.patient, p.object_via = self.subject, "object"
            self.context.under = []
        self._finish()
        return self.done + self.under

    def _other(self, n: int, chunk: Chunk) -> None:
        if chunk.token.text in ("分别", "各自", "依次"):
            self.each = True
            for p in self.open:
                p.each = True

    def _next(self, n: int, *skip: str) -> Chunk | None:
        return next((c for c in self.chunks[n + 1:] if c.kind not in skip), None)

    def _modal(self, n: int, chunk: Chunk) -> None:
        self.modals.append(chunk.token)
        if "supposed" in chunk.token.families:
            self.context.supposed = True
        if "reported" in chunk.token.families:
            self.context.reported = True

    def _pp(self, n: int, chunk: Chunk) -> None:
        entry = (chunk.token.text if chunk.token.kind != "mention" else "在", chunk.phrase, chunk.suffix)
        self.last = chunk.phrase
        if n and self.chunks[n - 1].kind == "of":
            for p in self.open:
                p.patient, p.object_via = chunk.phrase, "relative"
            self.open, self.subject, self.tail = [], None, [entry]
        if chunk.token.text == "据" and (heads := chunk.phrase.heads("Organisation", "Person")):
            self.said_by = heads[0]
            return
        if self.open and chunk.token.text in ("在", "于", "到", "至", "往", "向", "给", "自", "从") and not self.open[-1].patient:
            self.open[-1].parties.append(entry)      # 落户于甲市, 捐给乙院
        elif self.done and chunk.token.text in ("到", "至", "往", "给") and self._next(n, "mark") is None:
            self.done[-1].parties.append(entry)      # 调运口罩至甲市
        self.parties.append(entry)

    def _np(self, n: int, chunk: Chunk) -> None:
        phrase = chunk.phrase
        previous = self._before(n)
        if previous is not None and previous.token.text in ("有", "是", "还有") and self.done and (of := self._before(self.chunks.index(previous))) is not None and of.kind == "of":
            for p in self.done:      # 出席论坛的有王平
                if p.verb is not previous.token and (p.agent is None or p.via == "carried"):
                    p.agent, p.via = phrase, "relative"
        elif previous is not None and previous.kind == "of":
            self._behind_of(n, phrase)
        elif previous is not None and previous.kind in ("verb", "aspect") and self.done and self.done[-1].object_via == "ba" and self.done[-1].goal is None:
            self.done[-1].goal = phrase      # 把产品供应给甲公司
        elif self.open and not (previous is not None and previous.kind == "pp" and any(p.patient for p in self.open)):
            for p in self.open:
                if p.patient is None:
                    p.patient, p.object_via = phrase, "object"
                    if p.verb.families & MOTION:
                        self.goal = phrase
                    if p.verb.text in LIGHT and not phrase.known:
                        p.verb = replace(p.verb, families=p.verb.families | _deed(phrase.items[-1].text))
            self.open = []
        elif previous is not None and previous.kind == "pp" and self.subject is not None and self.subject.known and not phrase.known:
            self.last = phrase      # 甲局针对街巷里无照经营…
            return
        elif self.done and self.last is not None and not self.subject_free():
            self.last = phrase
            return
        else:
            if self.subject is not None and not self.done:
                self.topic = self.subject
                if n and previous is not self.chunks[n - 1] and self.subject.known and not phrase.known:      # 甲公司首批口罩
                    phrase = replace(phrase, whose=self.subject.items[-1], owners=self.subject.items)
            if self.done and previous is not None and previous.kind == "np" and self.done[-1].patient is self.last:
                self.done[-1].second = phrase
            self.subject = phrase
            self.pivot = self.pivot if not self.done else ""
        self.last = phrase

    def _before(self, n: int) -> Chunk | None:
        """The chunk before, over numbers: 发出的两台设备."""
        while n and self.chunks[n - 1].kind in ("amount", "adverb") and (self.chunks[n - 1].kind == "amount" or QUANTITY.match(self.chunks[n - 1].token.text)):
            n -= 1
        return self.chunks[n - 1] if n else None

    def _under(self, n: int, chunk: Chunk) -> None:
        p = Predication(chunk.token, chunk.phrase, "subject", modality=modality.decide(self.modals, "", self.context.reported),
                        said_by=self.said_by, start=self.start, end=self.end)
        p.patient, p.object_via = self.subject, "object"
        self.under.append(p)
        self.context.under = [p] if self.subject is None else []

    def subject_free(self) -> bool:
        return not self.done or self.done[-1].patient is not None

    def _behind_of(self, n: int, phrase: Phrase) -> None:
        """What a clause or a name before 的 says of the phrase behind it."""
        below = n > 2 and self.chunks[n - 2].token.text == "下"      # 甲局领导下的
        before = self.chunks[n - 2 - below] if n > 1 else None
        if before is None:
            self.subject = phrase
            return
        if before.kind in ("verb", "act", "aspect"):      # 甲局印发的《…》
            relative = [p for p in self.open if p.patient is None]
            maker = next((p.agent.items[0] for p in relative if p.agent is not None and p.agent.known), None)
            if maker is not None and (not phrase.known or phrase.heads("Policy")):      # 甲公司生产的口罩
                phrase = Phrase(phrase.items, phrase.links, phrase.begin, phrase.end, phrase.more, maker)
            for p in relative:
                if p.agent is None and p.verb.families & SETTLED and phrase.heads("Person", "Organisation"):
                    p.agent, p.via = phrase, "relative"      # 前来考察的王平
                else:
                    p.patient, p.object_via = phrase, "relative"
            if relative:
                self.parties = [x for x in self.parties if x[0] in ("在", "于")]
            for p in self.done:
                if p not in relative and p.patient is None and p.object_via == "wanted":
                    p.patient, p.object_via = phrase, "object"
            outer = any(p.patient is phrase and p.object_via == "object" for p in self.done)
            self.open = []
            if not outer:
                self.subject = phrase
                if relative and relative[-1].verb.text in OWN and not phrase.heads("Person", "Organisation"):      # 王平率领的考察团
                    self.subject = relative[-1].agent or phrase
            return
        if before.kind in ("np", "pp"):
            inner = before.phrase
            if before.kind == "np" and self.done and self.done[-1].patient is inner:
                last = self.done[-1]
                wants_head = all(i.kind in ("Policy", "Event") or i.head is None for i in phrase.items)
                outer = [q for q in self.done[:-1] if q.patient is inner]
                if outer and inner.known and (last.verb.families & SETTLED or last.verb.text == "为"):
                    for q in outer:      # 会见出席论坛的王平; 是位于甲市的企业, 成立以王平为组长的工作组
                        q.patient = phrase
                    if phrase.known or outer[-1].verb.text not in COPULAS:
                        last.agent, last.via, last.distance = phrase, "relative", 0
                elif _unknown(inner) or wants_head and last.object_via == "object" and not inner.heads("Policy", "Event"):
                    phrase = phrase if phrase.heads("Policy") else replace(phrase, whose=inner.items[-1], owners=inner.items)
                    for p in self.done:      # 印发甲局的《…》, 印发促进就业的《…》
                        if p.patient is inner:
                            p.patient = phrase
                elif last.agent is None or last.via == "carried":      # 出席会议的王平
                    last.agent, last.via, last.distance = phrase, "relative", 0
                    self.subject = phrase
                else:
                    self.subject = phrase
            elif before.kind == "np" and self.subject is inner:
                whose = inner.items[-1]
                if whose.head is not None and phrase.items[0].staff or whose.head is not None and phrase.items[0].text in staff():      # 市工信局的工作人员
                    phrase = Phrase((Item(whose.head, staff=True),), (), phrase.begin, phrase.end)
                self.subject = Phrase(phrase.items, phrase.links, phrase.begin, phrase.end, phrase.more, whose, inner.items)
            elif self.open:
                for p in self.open:
                    p.patient, p.object_via = p.patient or phrase, "object"
                self.open = []
            elif before.kind == "np" or before.token.text in ("在", "于", "自", "从"):
                self.subject = phrase

    def _verb(self, n: int, chunk: Chunk) -> None:
        t = chunk.token
        previous = self.chunks[n - 1] if n else None
        following = self._next(n, "aspect", "adverb", "time")
        relative = following is not None and following.kind == "of" and t.kind == "verb"
        p = Predication(t, start=self.start, end=self.end, each=self.each, said_by=self.said_by, last=following is None)
        rest = self._next(n, "aspect", "adverb", "time", "mark")
        p.bare = rest is None or bool(rest.token.families & {"speak"})
        p.nominal = previous is not None and previous.kind == "of" and not t.text.startswith("总部")
        if p.nominal and t.families & {"visit"} and n > 1 and self.chunks[n - 2].kind == "pp" and self.chunks[n - 2].token.text == "对":
            p.nominal = False      # 王平对甲厂的考察
        if p.nominal and t.families & {"wished"} and self.done:      # 由王平任局长的建议
            self.done[-1].modality = modality.NONE
        p.parties = list(self.parties)
        p.companions = [ph for w, ph, _ in self.parties if w in WITH] + [
            q.patient for q in self.done if "together" in q.verb.families and q.patient is not None and q.patient is self.last]
        p.goal = self.goal or self.context.goal
        by = next(((w, ph) for w, ph, _ in reversed(self.parties) if w in BY and (w != "经" or t.families & {"pass", "issue"})), None)
        took = next((ph for w, ph, _ in reversed(self.parties) if w in TAKES), None)
        holder = next((q for q in reversed(self.done) if q.patient is self.last and self.last is not None), None)
        if by is not None:
            p.agent, p.via, p.topic = by[1], "by", self.subject
        elif holder is not None and "implement" in t.families and self.last.items and all(i.kind == "Policy" for i in self.last.items):
            p.agent, p.via, p.patient, p.object_via = holder.agent, holder.via, self.last, "pivot"      # 推动“30条”落地
        elif holder is not None and (holder.verb.families & {"ask", "send"} or "pass" in holder.verb.families and not self.last.heads("Policy") or holder.verb.text in COPULAS and not relative) and previous is not None and previous.kind in ("np", "adverb", "modal", "pp", "time"):
            own = holder.verb.families & {"send"} and not self.last.heads("Person", "Organisation", "Place") and holder.verb.text in OWN
            p.agent, p.via, p.holder = holder.agent if own else self.last, "pivot", holder
            self.pivot = "wished" if holder.verb.families & {"ask"} and not holder.verb.families & {"send"} else self.pivot
        elif holder is not None and holder.verb.families & {"appoint", "propose", "remove"} and t.families & {"take", "leave"}:
            p.agent, p.via, p.topic, p.holder = self.last, "pivot", holder.agent, holder
            self.pivot = "planned" if "propose" in holder.verb.families else self.pivot
        elif holder is not None and holder.verb.families & {"say"}:
            p.agent, p.via = self.last, "subject"
            p.said_by = next(iter(holder.agent.heads("Organisation", "Person")), None) if holder.agent else p.said_by
        elif holder is not None and relative and not _unknown(self.last):      # 宣读[甲局印发的]决定
            p.agent, p.via = self.last, "relative"
            holder.patient, holder.object_via = None, "wanted"
            p.holder = holder if self.chunks[n + 1].kind in ("of", "aspect") else None
        elif previous is not None and previous.token.text in ("其", "他", "她", "他们") and previous.kind != "np" and self.done:
            p.via = "unknown"      # 祝贺其当选
        elif self.subject is not None:
            p.agent, p.via, p.topic = self.subject, "subject", self.topic
        if took is not None:
            p.patient, p.object_via = took, "ba"
        p.modality = modality.decide(self.modals, self.pivot, self.context.reported)
        if rest is not None and rest.token.text in FAILED:
            p.modality = modality.DENIED
        if self.context.supposed:
            p.modality = modality.NONE
        joined = previous is not None and (previous.kind in ("verb", "act", "aspect", "adverb", "and", "modal", "time")
                                           or t.text == "为" and previous.kind == "pp" and previous.token.text == "以")
        serial = [q for q in self.open if q.patient is None] if joined else []
        self.open = [q for q in serial if not (relative and q.verb.families & {"say", "ask"})] + ([p] if p.patient is None else [])
        self.done.append(p)
        if t.families & MODAL:      # 拒绝向甲公司供货
            self.modals.append(t)

    _act = _verb

    def _mark(self, n: int, chunk: Chunk) -> None:
        pass

    def _finish(self) -> None:
        """Topics of passives, subjects from the clause before, and what this clause hands on."""
        c = self.context
        if not self.done:      # no predicate: 王平，… or 在甲厂，…
            if self.parties:
                c.places = self.parties
            if self.subject is not None:
                c.waiting = self.subject
                if self.subject.known:
                    c.subject, c.distance, c.blocked = self.subject, 0, False
                else:
                    c.blocked = c.blocked or not PARTICULAR.fullmatch(self.subject.items[-1].text)
            return
        first = self.chunks[0]
        own_subject = self.subject if self.subject is not None and self.subject.known else None
        if own_subject is None and self.done[0].verb.text in ("作为", "身为"):
            c.ahead = list(self.done)
            return
        for p in c.ahead if own_subject is not None else ():
            if p.agent is None or p.via == "carried":
                p.agent, p.via, p.distance = own_subject, "next", 1
        c.ahead = []
        if own_subject is None and self.chunks[-1].token.text in ("时", "期间", "中", "后", "之际", "间", "过程中", "途中"):
            c.ahead = list(self.done)
        for p in self.done:
            if p.agent is None and p.via == "":
                if first.kind == "np" and _unknown(first.phrase) or c.blocked or c.directive:
                    continue
                if c.subject is not None:
                    p.agent, p.via, p.distance = c.subject, "carried", c.distance + 1
            if p.agent is not None and p.via == "subject" and c.waiting is not None and p.agent is self.subject:
                p.agent = _joined(c.waiting, p.agent)
            p.parties = c.places + p.parties
            p.companions += [ph for w, ph, _ in c.places if w == "陪同"]
            if p.goal is None:
                p.goal = c.goal
        c.places, c.waiting = self.tail, None
        self._share()
        speech = [p for p in self.done if p.verb.families & {"say"}]
        subject = self.subject or next((p.agent for p in self.done if p.via == "by"), None)
        own = next((p.agent for p in self.done if p.via in ("subject", "relative", "by") and p.agent is not None and p.agent.known), None)
        if speech and speech[-1].last and speech[-1].agent is not None:
            heads = speech[-1].agent.heads("Person", "Organisation")
            c.said_by = heads[0] if heads else None
            c.directive = bool(speech[-1].verb.families & {"ask"}) or not heads
            if own is not None and heads and not speech[-1].agent.items[0].staff:
                c.subject, c.distance, c.blocked = own, 0, False
            return
        decree = next((i.whose for p in self.done if p.verb.text in ("签署", "发布", "颁布", "签发") and p.patient is not None for i in p.patient.items
                       if i.head is None and i.whose is not None and "令" in i.text), None)
        if decree is not None:      # 签署国务院令，公布《…》: who issues is the State Council
            c.subject, c.distance, c.blocked = Phrase((Item(decree),), (), 0, 0), 0, False
            return
        if own is not None and not (speech and speech[0].verb is self.done[-1].verb):
            c.subject, c.distance, c.blocked, c.directive = own, 0, False, False
        elif subject is not None and subject.known and self.last is subject and self.done[-1].patient is subject:
            c.subject, c.distance, c.blocked = subject, 0, False      # 日前挂牌的甲院，
        elif subject is not None and _unknown(subject):
            c.blocked = True
        else:
            c.distance += 1
        c.goal = self.goal or c.goal


    def _share(self) -> None:
        """Objects that are said elsewhere: 《办法》是甲局制定的; 甲局牵头，乙局配合，共同推进“行动”."""
        c = self.context
        for p in self.done:
            made = p.holder is not None and p.holder.verb.text in COPULAS and p.verb.families & MADE and p.object_via in ("", "relative")
            if made and (p.patient is None or not p.patient.known):
                p.patient, p.object_via = p.holder.agent, "topic"
        shared = next((p.patient for p in self.done if p.patient is not None and p.patient.heads("Policy")), None)
        for p in c.leading if shared is not None else ():
            p.patient, p.object_via = shared, "shared"
        alone = [p for p in self.done if p.bare and p.verb.text == "牵头" and p.patient is None and p.topic is None and p.via == "subject"]
        c.leading = [] if shared is not None else c.leading + alone


def _joined(waiting: Phrase, own: Phrase) -> Phrase:
    """甲市市长王平，乙市市长李四出席: the subject began in the clause before."""
    if waiting.items[-1].kind == own.items[0].kind == "Person":
        return Phrase(waiting.items + own.items, waiting.links + ("，",) + own.links, waiting.begin, own.end, own.more)
    return own
