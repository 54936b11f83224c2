"""The tokens of a clause as chunks: noun phrases, prepositional phrases, and the words between them."""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.clauses.phrases import Item, Phrase, Reader
from kg.clauses.tokens import Token, vocabulary

# prepositions behind which a clause may describe what they govern
CLAUSAL = ("在", "于", "根据", "按照", "依据", "依照", "遵照", "按")
JOB = ("职务", "一职", "职位", "岗位")
# what 以…为 makes of a programme or paper
LEVERS = re.compile("契机|引领|抓手|主抓手|牵引|载体|主线|依托|动力|指引|指导|遵循|突破口|切入点|着力点|统领|重点|导向|准绳|依据")
DONE = ("已", "已经", "均已", "现已")
TAKES = ("把", "将")
COUNTED = (*TAKES, "对", "向", "给", "为", "由", "替", "帮")      # a number before their noun is passed over: 对32家单位
LOCATIVE = ("上", "中", "下", "内", "里", "时", "期间", "后", "前", "以来", "之后", "之前", "之际", "以后", "现场", "开幕式", "闭幕式",
            "开幕式上", "间", "当中", "之中", "过程")
WORDS = ("mark", "of", "verb", "act", "modal", "time", "aspect", "and")


@dataclass
class Chunk:
    kind: str                         # np, pp, under, verb, act, of, modal, adverb, time, amount, aspect, mark, and
    token: Token
    phrase: Phrase | None = None
    suffix: str = ""                  # 上, 中, 时 behind a prepositional phrase


def chunks(reader: Reader, i: int, end: int) -> list[Chunk]:
    """The tokens [i, end) as phrases, prepositional phrases and words."""
    chunker = Chunker(reader, end)
    while i < end:
        i = chunker.step(i)
    return chunker.found


@dataclass
class Chunker:
    """Takes chunks off the tokens before `end`; each step returns the index behind what it took."""

    reader: Reader
    end: int
    found: list[Chunk] = field(default_factory=list)
    places: dict[int, tuple[Chunk, int]] = field(default_factory=dict)      # what a clausal preposition governs, by its first token

    def step(self, i: int) -> int:
        t = self.reader.tokens[i]
        if t.kind == "open" and (j := self.reader.brackets(i)) > i:
            return j
        if i in self.places:
            return self._take(*self.places[i])
        if t.mention is not None and t.mention.label in ("Date", "Amount"):
            return self._take(Chunk("time" if t.mention.label == "Date" else "amount", t), i + 1)
        if t.kind == "prep" or t.kind == "and" and t.text in ("与", "和", "同", "跟") or (
                t.text == "正在" and self.reader.mention(i + 1, "Place", "Organisation")):
            return self._preposition(i, t)
        phrase = self.reader.phrase(i)
        if phrase is not None and phrase.end <= self.end:
            return self._noun(t, phrase)
        return self._take(Chunk(t.kind if t.kind in WORDS else "adverb", t), i + 1)

    def _take(self, chunk: Chunk, behind: int) -> int:
        self.found.append(chunk)
        return behind

    def _preposition(self, i: int, t: Token) -> int:
        behind = self.reader.at(i + 1)
        if t.text == "通过" and (behind is None or behind.text == "了" or behind.kind in ("mark", "close")):      # 经甲会通过
            return self._take(Chunk("verb", replace(t, kind="verb")), i + 1)
        at = _object_at(self.reader, i, self.end)
        phrase = self.reader.phrase(at) if at < self.end else None
        if phrase is not None and t.text in CLAUSAL and phrase.end < self.end and _goes_on(self.reader.tokens[phrase.end]):
            far = _clause_in_place(self.reader, i, self.end)
            if far is not None and far[0].phrase.heads("Event", "Policy"):      # 在甲局举办的座谈会上, 根据甲局发布的《办法》
                self.places[far[0].phrase.begin] = far
                return i + 1
        if phrase is not None and t.text == "在" and (under := _under(self.reader, phrase, self.end)) is not None:
            return self._take(*under)
        if phrase is not None and phrase.end <= self.end and not (t.text == "将" and not _moved(self.reader, phrase, self.end)):
            return self._governed(t, phrase, at)
        lever = t.text == "为" and i + 1 < self.end and LEVERS.fullmatch(self.reader.tokens[i + 1].text)
        if lever and any(c.kind == "pp" and c.token.text == "以" for c in self.found):
            noun = self.reader.tokens[i + 1]      # 以“行动”为引领: a noun, though a verb elsewhere
            return self._take(Chunk("pp", t, Phrase((Item(None, text=noun.text),), (), i + 1, i + 2)), i + 2)
        if t.text in ("在", "于") and (far := _clause_in_place(self.reader, i, self.end)) is not None:
            return self._take(*far)
        planned = t.families & {"planned", "denied"} and not (self.found and self.found[-1].token.text in DONE)      # 已将总部迁至
        return self._take(Chunk("modal" if planned else "adverb", t), i + 1)

    def _governed(self, t: Token, phrase: Phrase, at: int) -> int:
        """A preposition with its phrase; 为 may be a copula: 王平为甲局局长, 甲公司为乙公司子公司."""
        j, suffix = phrase.end, ""
        while j < self.end and self.reader.tokens[j].text in LOCATIVE:
            suffix += self.reader.tokens[j].text
            j += 1
        last = self.found and self.found[-1].kind == "np" and not any(x.kind in ("verb", "act") for x in self.reader.tokens[j:self.end])
        if t.text == "为" and (last or phrase.items[0].kind == "Post"):
            self.found.append(Chunk("verb", t))
            return self._take(Chunk("np", self.reader.tokens[at], phrase), j)
        return self._take(Chunk("pp", t, phrase, suffix), j)

    def _noun(self, t: Token, phrase: Phrase) -> int:
        after = self.reader.at(phrase.end)
        last = self.found[-1] if self.found else None
        if phrase.items[0].text in JOB and last is not None and last.kind == "np" and last.phrase.items[-1].kind == "Post":
            return phrase.end      # 甲局局长一职
        if phrase.heads("Event") and after is not None and after.text in ("上", "期间") and phrase.end < self.end:
            return self._take(Chunk("pp", t, phrase, after.text), phrase.end + 1)      # 座谈会上，
        return self._take(Chunk("np", t, phrase), phrase.end)


def _object_at(reader: Reader, i: int, end: int) -> int:
    """Where the noun phrase behind the preposition at `i` begins: numbers and words that describe it stand before it."""
    at = i + 1
    while at < end and _describes(reader.tokens[at], reader.tokens[i].text):
        at += 1
    if reader.tokens[i].text == "以":      # 以视频方式
        return next((j for j in range(at, min(end, at + 3)) if reader.phrase(j) is not None), at)
    return at


def _describes(t: Token, preposition: str) -> bool:
    """Whether a token only says how many, or which: 对[32家]单位, 为[重点]项目."""
    if t.mention is not None:
        return preposition in COUNTED and t.mention.label == "Amount"
    return t.kind == "number" or t.text in ("了", "位于", "重点", "全市", "每", "来自")


def _goes_on(t: Token) -> bool:
    """Whether a clause may go on with this token behind what a preposition governs: 根据甲局[此前]发布的《办法》."""
    return t.kind in ("verb", "time") or t.mention is not None and t.mention.label == "Date" or t.text in ("之前", "此前", "以前")


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
            if phrase.known and (suffix or phrase.heads("Policy") and reader.tokens[i].text not in ("在", "于")):
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
