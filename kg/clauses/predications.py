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
from dataclasses import replace

from kg.clauses import modality
from kg.clauses.carry import COPULAS, finish
from kg.clauses.chunks import TAKES, Chunk
from kg.clauses.phrases import Item, Phrase
from kg.clauses.records import Context, Predication
from kg.clauses.tokens import Token, staff, vocabulary

MODAL = frozenset(("denied", "planned", "supposed", "wished", "reported"))
FAILED = ("破裂", "失败", "告吹", "无果", "未果", "搁浅")
LIGHT = ("开展", "进行", "展开", "做", "作", "予以", "实施", "建立", "达成")      # what is done is said by the noun behind it: 开展安全检查
# before 的 without a subject: by whom, not what
SETTLED = frozenset(("visit", "visit_direct", "visit_sign", "attend", "go", "preside", "locate"))
WITH = ("与", "和", "同", "跟", "会同", "联合", "携手", "协同", "联手", "连同", "偕同", "陪同")
BY = ("由", "被", "受", "经", "经由")
HEARD = ("听取", "听", "审议", "听取和审议", "听取审议")
QUANTITY = re.compile("[一二两三四五六七八九十百千万几数多首\\d]+[^\\d]?$")
NEW = ("新", "老", "旧", "全部", "所有", "主要")      # 甲校新校区
AFTER = ("后", "以后", "之后")
SINCE = ("以来", "以后", "之后", "期间")      # end a clause that no comma sets off
HOSTS = ("迎来", "接待", "迎接", "迎来了", "接待了")
PAYS = ("出资", "捐资", "投资", "斥资", "筹资", "投入", "拿出", "安排", "筹集", "拨付", "下拨")
TOGETHER = re.compile("联合(?:演练|演习|军演|训练|巡逻|巡航|执法|行动|检查|研究|考察|调研|攻关|搜救|救援)")      # 举行联合演练
COMES = frozenset(("go", "attend"))      # what who is thanked or welcomed for it does
MOTION = frozenset(("go", "visit_direct"))
# who is sent acts for who sends: 甲院派出专家组支援乙院
OWN = ("派", "派出", "派遣", "派驻", "选派", "指派", "抽调", "组织", "率", "率领", "带领", "带", "发动")


def _deed(noun: str) -> frozenset[str]:
    """The families of the verb that ends a noun: 安全检查 → those of 检查."""
    if noun.endswith("关系"):
        return frozenset(("cooperate",))
    kind, families = vocabulary()[0].get(noun[-2:], ("", frozenset()))
    return families & {"visit", "cooperate", "help"} if kind == "verb" else frozenset()


# who is urged to do something has not done it: 支持甲市落实方案
URGES = ("支持", "督促", "引导", "鼓励", "敦促", "促使", "动员", "倡导")


class Analysis:
    """The predications of one clause."""

    def __init__(self, found: list[Chunk], context: Context, start: int, end: int) -> None:
        self.chunks, self.context, self.start, self.end = found, context, start, end
        self.subject: Phrase | None = None
        self.topic: Phrase | None = None
        self.parties: list[tuple[str, Phrase, str]] = []
        self.modals, context.modals = list(context.modals), []
        self.pivot = ""
        self.open: list[Predication] = []       # predicates that wait for their object
        self.done: list[Predication] = []
        self.last: Phrase | None = None         # the phrase before
        self.joint: Phrase | None = None        # 乙局 of 甲局主办、乙局承办的论坛
        self.each = False
        self.goal: Phrase | None = None
        self.said_by = context.said_by
        self.said = 0                           # parties that stand before the last predicate
        self.thanked: Phrase | None = None      # who is thanked or welcomed for what comes next
        self.under: list[Predication] = []
        self.tail: list[tuple[str, Phrase, str]] = []      # the place that a clause before it describes: 在甲局举办的座谈会上

    def run(self) -> list[Predication]:
        for n, chunk in enumerate(self.chunks):
            getattr(self, "_" + chunk.kind, self._other)(n, chunk)
        for p in self.context.under if self.subject is not None else ():
            p.patient, p.object_via = self.subject, "object"
            self.context.under = []
        finish(self)
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
        if not (self.done and self.last is not None and self.done[-1].patient is self.last and (
                self.done[-1].verb.families & {"ask", "send"} or self.done[-1].verb.text in HEARD)):
            self.last = chunk.phrase      # 协调企业向甲院捐赠: who acts stays in mind
        if n and self.chunks[n - 1].kind == "of":
            for p in self.open:
                p.patient, p.object_via = chunk.phrase, "relative"
            self.open, self.subject, self.tail = [], None, [entry]
        if chunk.token.text == "据" and (heads := chunk.phrase.heads("Organisation", "Person")):
            self.said_by = heads[0]
            return
        if self.open and chunk.token.text in ("在", "于", "到", "至", "往", "向", "给", "自", "从") and not self.open[-1].patient:
            self.open[-1].parties.append(entry)      # 落户于甲市, 捐给乙院
        elif self.done and chunk.token.text in ("为", "给", "替", "帮") and self.done[-1].verb.text in PAYS:
            self.done[-1].parties.append(entry)      # 出资5万元为甲村修路
        elif self.done and chunk.token.text in ("到", "至", "往", "给") and self._next(n, "mark") is None:
            self.done[-1].parties.append(entry)      # 调运口罩至甲市
        self.parties.append(entry)

    def _np(self, n: int, chunk: Chunk) -> None:
        phrase = chunk.phrase
        at = self._before(n)
        previous = self.chunks[at] if at >= 0 else None
        if at > 0 and self.done and previous.token.text in ("有", "是", "还有") and self.chunks[self._before(at)].kind == "of":
            for p in self.done:      # 出席论坛的有王平
                if p.verb is not previous.token and (p.agent is None or p.via == "carried"):
                    p.agent, p.via = phrase, "relative"
                elif p.holder is not None and p.holder.verb.text == "陪同" and p.agent is not None:      # 陪同王平调研的还有李四
                    p.companions, p.agent = [*p.companions, p.agent], phrase
        elif previous is not None and previous.kind == "of":
            self._behind_of(at + 1, phrase)
        elif self._joint(n):
            self.joint = self.last = phrase
            return
        elif self.done and self.done[-1].object_via == "ba" and self.done[-1].goal is None and self._right_behind(n):
            self.done[-1].goal = phrase      # 把产品供应给甲公司, 把“行动”作为重点任务
        elif self.done and previous is not None and previous.token.text in SINCE and phrase.known:      # 疫情发生以来甲局出台
            self.subject, self.open, self.pivot = phrase, [], ""
        elif self._about(phrase):
            self.done[-1].patient = phrase      # 执行甲行有关“收支两条线”的要求
        elif self.open and not (previous is not None and previous.kind == "pp" and any(p.patient for p in self.open)):
            for p in self.open:
                if p.patient is None:
                    p.patient, p.object_via = phrase, "object"
                    if p.verb.families & MOTION:
                        self.goal = phrase
                    if p.verb.text.removesuffix("了") in LIGHT and not phrase.known:
                        p.verb = replace(p.verb, families=p.verb.families | _deed(phrase.items[-1].text))
                    named = phrase.items[0].head or phrase.items[0]
                    if p.verb.text in (*LIGHT, "举行") and TOGETHER.search(named.text):
                        p.verb = replace(p.verb, families=p.verb.families | {"cooperate"})
            self.open = []
        elif previous is not None and previous.kind == "pp" and self.subject is not None and self.subject.known and not phrase.known:
            self.last = phrase      # 甲局针对街巷里无照经营…
            return
        elif previous is not None and previous.kind == "time" and not phrase.known and self.done and self.done[-1].patient is self.last:
            self.last = phrase      # 贯彻王平近期重要讲话精神
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

    def _joint(self, n: int) -> bool:
        """Whether what stands at chunk n acts in the second of two clauses of one head: 甲局主办、[乙局]承办的论坛."""
        before, behind = self.chunks[max(0, n - 2):n], self.chunks[n + 1:n + 3]
        return bool(self.open and self.chunks[n].phrase.known and [c.kind for c in behind] == ["verb", "of"]
                    and [c.kind for c in before] == ["verb", "and"] and before[0].token is self.open[-1].verb)

    def _right_behind(self, n: int) -> bool:
        """Whether nothing but adverbs stands between the last predicate and chunk n."""
        while n and self.chunks[n - 1].kind == "adverb":
            n -= 1
        return n > 0 and self.chunks[n - 1].kind in ("verb", "aspect")

    def _about(self, phrase: Phrase) -> bool:
        """Whether a paper or programme is what is carried out, not the body named before it: 执行[甲行有关]“收支两条线”."""
        last = self.last
        carried_out = self.done and last is not None and self.done[-1].patient is last and self.done[-1].verb.families & {"implement"}
        paper = phrase.heads("Policy") and phrase.items[0].note in ("有关", "相关", "关于")
        return bool(carried_out and paper and last.known and not last.heads("Policy", "Event"))

    def _before(self, n: int) -> int:
        """The index of the chunk before (-1: none), over numbers and adjectives: 发出的两台旧设备."""
        while n and (before := self.chunks[n - 1]).kind in ("amount", "adverb") and (
                before.kind == "amount" or QUANTITY.match(before.token.text) or before.token.text in NEW or n > 1 and self.chunks[n - 2].kind == "of"):
            n -= 1
        return n - 1

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
        elif before.token.text in AFTER and n > 2 and self.chunks[n - 3].kind == "verb" and phrase.heads("Policy"):      # 修改后的《办法》
            self._relative(phrase)
        elif before.kind in ("verb", "act", "aspect"):
            self._relative(phrase)
        elif before.kind == "adverb" and any(p.patient is None for p in self.open):      # 推出相关的《办法》
            for p in self.open:
                p.patient, p.object_via = p.patient or phrase, "object"
            self.open = []
        elif before.kind == "np" and self.done and self.done[-1].patient is before.phrase:
            self._object_of(before.phrase, phrase)
        elif before.kind == "np" and self.subject is before.phrase:
            whose = self.subject.items[-1]
            if whose.head is not None and (phrase.items[0].staff or phrase.items[0].text in staff()):      # 市工信局的工作人员
                phrase = Phrase((Item(whose.head, staff=True),), (), phrase.begin, phrase.end)
            self.subject = replace(phrase, whose=whose, owners=self.subject.items)
        elif before.kind in ("np", "pp") and self.open:
            for p in self.open:
                p.patient, p.object_via = p.patient or phrase, "object"
            self.open = []
        elif before.kind == "pp" and before.token.text in BY and self.parties and self.parties[-1][1] is before.phrase:
            self.parties[-1] = (self.parties[-1][0], phrase, before.suffix)      # 由甲党的主席王平率领
        elif before.kind == "np" or before.token.text in ("在", "于", "自", "从"):
            self.subject = phrase

    def _relative(self, phrase: Phrase) -> None:
        """甲局印发的《…》."""
        relative = [p for p in self.open if p.patient is None]
        maker = next((p.agent.items[0] for p in relative if p.agent is not None and p.agent.known), None)
        if relative and maker is None:      # 从甲公司发出的设备
            maker = next((ph.items[0] for w, ph, _ in self.parties if w in ("从", "自") and ph.known), None)
        if maker is not None and (not phrase.known or phrase.heads("Policy")):      # 甲公司生产的口罩
            phrase = replace(phrase, whose=maker, owners=())
        if phrase.heads("Person"):
            self._visitor(phrase, relative)
        for p in relative:
            if p.agent is phrase:
                continue
            if p.agent is None and p.verb.families & SETTLED and phrase.heads("Person", "Organisation"):
                p.agent, p.via = phrase, "relative"      # 前来考察的王平
            else:
                p.patient, p.object_via = phrase, "relative"
        if relative:
            self.parties = [x for x in self.parties if x[0] in ("在", "于")]
        wanted = [p for p in self.done if p not in relative and p.patient is None and p.object_via == "wanted"]
        for p in wanted:
            p.patient, p.object_via = phrase, "object"
        self.open = []
        if not wanted:
            self.subject = phrase
            if relative and relative[-1].verb.text in OWN and not phrase.heads("Person", "Organisation"):      # 王平率领的考察团
                self.subject = relative[-1].agent or phrase

    def _visitor(self, phrase: Phrase, relative: list[Predication]) -> None:
        """会见来华访问的王平, 甲公司迎来考察的王平: who is met or received has come."""
        outer = [q for q in self.done if "met" in q.verb.families or q.verb.text in HOSTS]
        met = next((q for q in outer if q.patient is None or q in relative), None)
        if met is None:
            return
        met.patient, met.object_via = phrase, "object"
        for p in self.done[self.done.index(met) + 1:]:
            p.agent, p.via, p.distance = phrase, "relative", 0
            p.goal = met.agent if met.verb.text in HOSTS else p.goal

    def _object_of(self, inner: Phrase, phrase: Phrase) -> None:
        """The object of a verb is described, or describes: 印发甲局的《…》, 出席会议的王平."""
        last = self.done[-1]
        if not phrase.known and last.verb.families & {"leave", "remove"} and all(i.kind == "Post" for i in inner.items):
            return      # 辞去甲局局长的请求
        first = next((q for q in self.done[:-1] if q.patient is None and q.verb.kind == "verb"), None)
        if last.via == "by" and first is not None and phrase.known:      # 成立由王平任组长的工作组
            first.patient, first.object_via, last.topic = phrase, "object", phrase
            return
        wants_head = all(i.kind in ("Policy", "Event") or i.head is None for i in phrase.items)
        outer = [q for q in self.done[:-1] if q.patient is inner]
        if outer and inner.known and (last.verb.families & SETTLED or last.verb.text == "为"):
            for q in outer:      # 会见出席论坛的王平; 是位于甲市的企业, 成立以王平为组长的工作组
                q.patient = phrase
            if phrase.known or outer[-1].verb.text not in COPULAS:
                last.agent, last.via, last.distance = phrase, "relative", 0
        elif not inner.known or last.verb.text in COPULAS and not phrase.known or wants_head and last.object_via == "object" and not inner.heads("Policy", "Event"):
            phrase = phrase if phrase.heads("Policy") else replace(phrase, whose=inner.items[-1], owners=inner.items)
            for p in self.done:      # 印发甲局的《…》, 印发促进就业的《…》
                if p.patient is inner:
                    p.patient = phrase
        else:
            if last.agent is None or last.via == "carried":      # 出席会议的王平
                last.agent, last.via, last.distance = phrase, "relative", 0
            self.subject = phrase

    def _verb(self, n: int, chunk: Chunk) -> None:
        t = chunk.token
        previous = self.chunks[n - 1] if n else None
        following, rest = self._next(n, "aspect", "adverb", "time"), self._next(n, "aspect", "adverb", "time", "mark")
        relative = following is not None and following.kind == "of" and t.kind == "verb"
        self.each = self.each or t.text.startswith("分别")
        p = Predication(t, start=self.start, end=self.end, each=self.each, said_by=self.said_by, last=following is None)
        p.bare = rest is None or bool(rest.token.families & {"speak"})
        p.nominal = self._is_noun(n, t)
        p.parties = self.parties[self.said:] if relative and self.done else list(self.parties)      # 在甲厅会见来访的王平
        self.said = len(self.parties)
        p.companions = [ph for w, ph, _ in self.parties if w in WITH] + [
            q.patient for q in self.done if "together" in q.verb.families and q.patient is not None
            and (q.patient is self.last or self._only_where(q.patient, n))]
        p.goal = self.goal or self.context.goal
        self._agent(p, previous, relative, n)
        took = next((ph for w, ph, _ in reversed(self.parties) if w in TAKES), None)
        if took is not None:
            p.patient, p.object_via = took, "ba"
        p.modality = modality.decide(self.modals, self.pivot, self.context.reported)
        if rest is not None and rest.token.text in FAILED:
            p.modality = modality.DENIED
        if self.context.supposed:
            p.modality = modality.NONE
        joined = previous is not None and (previous.kind in ("verb", "act", "aspect", "adverb", "and", "modal", "time")
                                           or previous.phrase is not None and previous.phrase is self.joint
                                           or t.text == "为" and previous.kind == "pp" and previous.token.text == "以")
        serial = [q for q in self.open if q.patient is None] if joined else []
        for q in self.open if relative and not joined else ():      # 执行[与六国达成的]协议
            if q.patient is None and q.verb.families & {"implement", "issue", "pass"}:
                q.object_via = "wanted"
        self.open = [q for q in serial if not (relative and q.verb.families & {"say", "ask"})] + ([p] if p.patient is None else [])
        self.done.append(p)
        if t.families & MODAL:      # 拒绝向甲公司供货
            self.modals.append(t)

    def _only_where(self, phrase: Phrase, n: int) -> bool:
        """Whether between a phrase and chunk n nothing stands but where and when: 会同乙局|在济南|召开."""
        i = n - 1
        while i >= 0 and self.chunks[i].kind in ("pp", "adverb", "time"):
            i -= 1
        return i >= 0 and i < n - 1 and self.chunks[i].phrase is phrase

    _act = _verb

    def _is_noun(self, n: int, t: Token) -> bool:
        """Whether a verb is one only by its word: 甲市的支持; not so 王平对甲厂的考察."""
        if not n or self.chunks[n - 1].kind != "of" or t.text.startswith("总部"):
            return False
        if t.families & {"wished"} and self.done:      # 由王平任局长的建议
            self.done[-1].modality = modality.NONE
        before = self.chunks[n - 2] if n > 1 else None
        finished = n > 2 and self.chunks[n - 3].token.text in ("完成", "实现")      # 完成对甲公司的并购
        return not (t.families & ({"visit", "parent"} if finished else {"visit"}) and before is not None and before.kind == "pp" and before.token.text == "对")

    def _agent(self, p: Predication, previous: Chunk | None, relative: bool, n: int) -> None:
        """Who acts: who stands behind 由, whom the verb before has act, the subject of the clause."""
        families = p.verb.families
        by = next((ph for w, ph, _ in reversed(self.parties) if w in BY and (w != "经" or families & {"pass", "issue"})
                   and (w != "受" or previous is not None and previous.phrase is ph)), None)      # 受甲局委托作报告
        holder = next((q for q in reversed(self.done) if q.patient is self.last and self.last is not None), None)
        held = holder.verb.families if holder is not None else frozenset()
        heard = holder is not None and holder.verb.text in HEARD and "speak" in families
        beside = previous is not None and previous.kind in ("np", "adverb", "modal", "pp", "time")
        towards = previous.phrase if previous is not None and previous.kind == "pp" and previous.token.text == "对" else None
        if towards is not None and towards.known and families & COMES:
            self.thanked = towards      # 对王平来甲县考察表示感谢
        elif families & {"say", "ask", "send"}:
            self.thanked = None
        if self.thanked is not None:
            p.agent, p.via = self.thanked, "pivot"
        elif self.joint is not None and previous.phrase is self.joint:
            p.agent, p.via = self.joint, "subject"
        elif by is not None:
            p.agent, p.via, p.topic = by, "by", self.subject
        elif holder is not None and "implement" in families and all(i.kind == "Policy" for i in self.last.items):
            p.agent, p.via, p.patient, p.object_via = holder.agent, holder.via, self.last, "pivot"      # 推动“30条”落地
        elif beside and (held & {"ask", "send"} or held & {"implement"} and "cooperate" in families and self.last.heads("Organisation", "Place")
                         or "pass" in held and not self.last.heads("Policy")
                         or holder is not None and holder.verb.text in COPULAS and not relative):
            own = "send" in held and holder.verb.text in OWN and not self.last.heads("Person", "Organisation", "Place")
            p.agent, p.via, p.holder = holder.agent if own else self.last, "pivot", holder
            if holder.verb.text == "陪同" and holder.agent is not None:      # who goes along is there too
                p.companions.append(holder.agent)
            self.pivot = "wished" if "ask" in held and "send" not in held or holder.verb.text in URGES else self.pivot
        elif held & {"appoint", "propose", "remove"} and families & {"take", "leave"}:
            p.agent, p.via, p.topic, p.holder = self.last, "pivot", holder.agent, holder
            self.pivot = "planned" if "propose" in held else self.pivot
        elif heard:      # 听取王平汇报, 听取了王平受甲局委托作的报告
            p.agent, p.via, p.holder = self.last, "pivot", holder
        elif "say" in held:
            p.agent, p.via = self.last, "subject"
            p.said_by = next(iter(holder.agent.heads("Organisation", "Person")), None) if holder.agent else p.said_by
        elif holder is not None and relative and self.last.known:      # 宣读[甲局印发的]决定
            p.agent, p.via = self.last, "relative"
            holder.patient, holder.object_via = None, "wanted"
            p.holder = holder if self.chunks[n + 1].kind in ("of", "aspect") else None
        elif previous is not None and previous.kind != "np" and previous.token.text in ("其", "他", "她", "他们") and self.done:
            p.via = "unknown"      # 祝贺其当选
        elif self.subject is not None:
            p.agent, p.via, p.topic = self.subject, "subject", self.topic

    def _mark(self, n: int, chunk: Chunk) -> None:
        pass
