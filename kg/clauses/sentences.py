"""Clean text → sentences, each with its phrases and predications (see `kg.clauses.predications`)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.clauses import modality
from kg.clauses.chunks import Chunk, chunks
from kg.clauses.phrases import Phrase, Reader
from kg.clauses.predications import Analysis
from kg.clauses.records import Context, Predication
from kg.clauses.reports import report
from kg.clauses.tokens import Token, tokens
from kg.ontology import top
from kg.records import CleanText, Mention

SENTENCE = re.compile(r"[^。！？；!?\n]*(?:[。！？；!?]+[”’」』）]*|\n|$)")
LONGEST = 600          # characters; a longer one is cut at the next comma, so that no text costs more than its length
FURTHEST = 2           # sentences of a paragraph over which a subject is carried
# what happens to a place or house at the end of a sentence, so that it is nobody who acts in the next: 体育中心投入使用。
HAPPENS = re.compile("(?:投入(?:使用|运营|运行|生产)|投用|建成|落成|竣工|开工|完工|启用|揭牌|封顶|通车|投产|开馆|开园|开诊)(?:使用|运营|投用|启用)?[。；！]?$")
CUTS = "，：；—! ！?？;\u3000"


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    chunks: tuple[Chunk, ...]
    predications: tuple[Predication, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of clean text: offsets, its own mentions (inner ones too), tokens, clauses and their predications."""

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]

    @property
    def predications(self) -> Iterator[Predication]:
        for c in self.clauses:
            yield from c.predications

    @property
    def phrases(self) -> Iterator[Phrase]:
        for c in self.clauses:
            for chunk in c.chunks:
                if chunk.phrase is not None:
                    yield chunk.phrase


def spans(text: str, inside: set[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of `text`; none ends at a position of `inside`, which a mention holds."""
    start = 0
    for m in SENTENCE.finditer(text):
        end = m.end()
        if end in inside or end == m.start():
            continue
        while end - start > LONGEST:
            cut = next((i + 1 for i in range(start + LONGEST // 2, end) if text[i] in "，, 、" and i + 1 not in inside), end)
            if cut >= end:
                break
            yield start, cut
            start = cut
        if end > start:
            yield start, end
        start = end


def analyse(clean: CleanText, mentions: tuple[Mention, ...]) -> Iterator[Sentence]:
    """The sentences of `clean`, in order. `mentions`: those of the whole text; who reports (央视网消息) takes no part."""
    text = clean.text
    asides = sorted((a.start, a.end) for a in clean.asides)
    mentions = tuple(m for m in mentions if not any(s <= m.start < e for s, e in asides))
    inside = {i for m in mentions if not m.inner for i in range(m.start + 1, m.end)}
    sections = {s.start for s in clean.sections}
    context = Context()
    told = report(text, mentions)
    every = list(spans(text, inside))
    at = 0
    idle = False
    for n, (start, end) in enumerate(every):
        own = []
        while at < len(mentions) and mentions[at].start < end:
            if mentions[at].end <= end:
                own.append(mentions[at])
            at += 1
        new_line = start == 0 or text[start - 1] == "\n"
        context = Context() if new_line or idle or any(start <= s < end for s in sections) else _next(context)
        context = told.context(context, start) if told is not None else context
        following = text[every[n + 1][0]:every[n + 1][1]] if n + 1 < len(every) else ""
        lead = start + len(text[start:end]) - len(text[start:end].lstrip())
        begin = max([e for s, e in asides if start <= s < lead + 12 and lead < e < end], default=lead)
        stop = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        if stop <= lead:
            continue
        idle = bool(HAPPENS.search(text, lead, stop))
        found = tuple(tokens(text, begin, stop, tuple(m for m in own if not m.inner and m.start >= begin)))
        clauses = tuple(_clauses(found, context, text[lead:stop], following))
        _quoted(clauses, text)
        for p in (p for c in clauses for p in c.predications if told is not None):
            told.leave_open(p)
        yield Sentence(lead, stop, text[lead:stop], tuple(own), found, clauses)


def _quoted(clauses: tuple[Clause, ...], text: str) -> None:
    """“甲局印发了《办法》，”王平说: who is quoted says what stands between the quotes before him."""
    for n, clause in enumerate(clauses):
        close = clause.start - 1
        said = next((p for p in clause.predications if "say" in p.verb.families and p.agent is not None), None)
        heads = said.agent.heads("Person", "Organisation") if said is not None else []
        if n == 0 or text[close:close + 1] != "”" or not heads:
            continue
        begin = text.rfind("“", clauses[0].start - 1, close)
        for p in (p for c in clauses[:n] for p in c.predications if begin >= 0 and c.start > begin):
            p.said_by = p.said_by or heads[0]


def _next(context: Context) -> Context:
    """What a sentence hands on to the next one of its paragraph."""
    far = context.distance + 10 > FURTHEST * 10 + 9
    subject = context.topic or context.subject
    return Context(None if far else subject, context.distance + 10 - context.distance % 10, topic=None if context.topic else subject)


def _lists(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with a comma between two lists that one preposition governs as a link: 对甲、乙等14个省，丙部等8个单位开展检查."""
    tokens_ = list(found)
    for i, t in enumerate(tokens_):
        if t.text != "，" or i + 1 >= len(tokens_) or tokens_[i + 1].mention is None or top(tokens_[i + 1].mention.label) not in ("Organisation", "Place"):
            continue
        begin = next((j for j in range(i - 1, -1, -1) if tokens_[j].kind in ("mark", "verb", "act", "prep")), -1)
        end = next((j for j in range(i + 1, len(tokens_)) if tokens_[j].kind in ("mark", "verb", "act", "prep")), len(tokens_))
        counted = any(x.text.startswith("等") for x in tokens_[begin + 1:i])
        if begin >= 0 and tokens_[begin].text in ("对", "向", "为", "给") and counted and end < len(tokens_) and tokens_[end].kind in ("verb", "act"):
            tokens_[i] = replace(t, kind="and", text="、")
    return tuple(tokens_)


def _clauses(found: tuple[Token, ...], context: Context, text: str, following: str) -> Iterator[Clause]:
    found = _lists(found)
    reader = Reader(list(found))
    false = modality.refuted(text, following)
    given_up = modality.GIVEN_UP.search(text)
    question = modality.QUESTION.search(text) or modality.FICTION.search(text)
    depth, begin = 0, 0
    cuts = []
    for i, t in enumerate(found):
        depth = max(0, depth + (t.kind == "open") - (t.kind == "close"))
        latin = t.text == " " and i + 1 < len(found) and found[i + 1].text.isascii() and found[i + 1].mention is not None
        if t.kind == "mark" and t.text in CUTS and not (depth and i - begin < 40) and not latin:      # CEO Elon Musk
            cuts.append((begin, i))
            begin = i + 1
    cuts.append((begin, len(found)))
    for a, b in cuts:
        if b <= a:
            continue
        reader.limit = b
        here = chunks(reader, a, b)
        analysis = Analysis(here, context, found[a].start, found[b - 1].end)
        predications = analysis.run()
        for p in predications:
            if question:
                p.modality = modality.NONE
            elif false and (p.modality != modality.NONE):
                p.modality = modality.DENIED
            elif given_up and p.end - found[0].start <= given_up.start() + 1 and p.modality in (modality.PLANNED, modality.STATED) and p.end <= found[0].start + given_up.start():
                p.modality = modality.DENIED if p.modality == modality.PLANNED else p.modality
        yield Clause(found[a].start, found[b - 1].end, tuple(here), tuple(predications))
