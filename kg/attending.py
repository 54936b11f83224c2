"""Who takes part in an event that the sentence does not name: 王平主持会议, 李梅作了发言, 乙局协办; and who meets whom: 王平会见李梅."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Phrase, Predication, Sentence
from kg.gatherings import MEETINGS
from kg.ontology import top
from kg.records import Mention
from kg.surroundings import Surroundings

GENERIC = re.compile("会议|大会|会|活动|论坛|座谈|开幕式|闭幕式|开幕会|闭幕会|仪式|启动仪式|签约仪式|座谈会|讲话|致辞|发言|大会发言")
SPEECH = re.compile("(?:报告|说明|汇报|讲话|发言|致辞|贺词|贺辞|演讲|讲座|讲解|介绍|决定|名单|总结|点评)$")
HEARD = re.compile("(?:听取|审议|听)")
REPORTS = re.compile("作(?:关于|题为)|报告|汇报|宣读")      # what it is about stands behind the verb
MET = re.compile("会见|会谈|会晤|座谈|接见")
INVITES = ("邀请", "邀", "特邀", "诚邀", "约请")
TIMES = re.compile("了?(?:[0-9两二三四五六七八九十多数几]+)[次场篇]")
UNTIL = ("时", "后", "时间", "期间")
WITH = ("同", "与", "和", "跟")


def meant(p: Predication, sentence: Sentence, around: Surroundings) -> Mention | None:
    """The event of a predicate of attending, presiding, speaking or hosting that names none, or calls it 会议."""
    at, families = p.verb.start, p.verb.families
    noun = p.patient.items[0].text if p.patient is not None else ""
    if p.holder is not None and p.holder.verb.text in INVITES:      # who is asked may not come
        return None
    if TIMES.match(around.clean.text, p.verb.end):      # 先后发表15次讲话: at no single event
        return None
    alone = p.patient is None or noun in UNTIL
    if "organise" in families:      # 甲局主办, 乙局协办
        return _named_last(at, sentence) or around.events.meant(at) if p.bare or p.last else None
    if "speak" in families and p.holder is not None and HEARD.match(p.holder.verb.text):      # 听取了王平作的报告
        return around.events.meant(at)
    met = MET.match(around.clean.text, p.verb.end)
    if met and alone and "attend" in families:      # 参加会见
        return around.events.meant(at, met.group())
    last = p.patient.items[-1] if p.patient is not None else None
    said = "" if last is None else last.text or (last.head.text if last.head is not None else "")
    speech = alone or REPORTS.match(p.verb.text) or SPEECH.search(noun or said)
    if "speak" in families and speech:      # 作关于…的报告
        return around.events.meant(at)
    if p.bare or p.via == "relative" and alone or alone and noun or noun and GENERIC.fullmatch(noun):
        return around.events.meant(at, noun)
    return None


def _named_last(at: int, sentence: Sentence) -> Mention | None:
    """The event that the sentence names or means before `at`: 论坛由甲局主办，乙局承办."""
    before = (m for m in reversed(sentence.mentions) if m.end <= at and not m.inner)
    return next((m for m in before if top(m.label) == "Event"), None)


def encounters(sentence: Sentence, around: Surroundings) -> Iterator[tuple[Predication | None, Mention, Mention]]:
    """(predicate, who, meeting) of those who meet: the parties of 会见, 会谈, 通电话, and (predicate None) those whom a
    headline names in telling of it."""
    for p in sentence.predications:
        if p.modality and not p.nominal and "met" in p.verb.families:
            who = [m for phrase in _parties(p) for m in phrase.heads("Person", "Organisation")]
            event = around.events.met(p.verb.start, tuple(m.name for m in who if m.name))
            yield from ((p, m, event) for m in who if event is not None)
    for event in sentence.mentions:
        if event in around.events.events and any(w in event.name for w in MEETINGS):
            yield from ((None, m, event) for m in _told_of(event, around))


def _parties(p: Predication) -> Iterator[Phrase]:
    if p.agent is not None:
        yield p.agent
    if p.patient is not None and p.via != "by":
        yield p.patient
    yield from (phrase for word, phrase, _ in p.parties if word in WITH)


def _told_of(event: Mention, around: Surroundings) -> Iterator[Mention]:
    """The persons whom the name of a meeting holds, and the body that it ends with: 王平会见甲国代表团."""
    persons = {m.name: m for m in reversed(around.named.get("Person", ())) if m.name in event.name}
    bodies = {m.name: m for m in reversed(around.named.get("Organisation", ())) if event.name.endswith(m.name)}
    yield from persons.values()
    if bodies:
        yield bodies[max(bodies, key=len)]
