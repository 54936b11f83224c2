"""Who holds which post where: read off titles beside names, and off verbs of taking, holding, leaving and giving posts."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.clauses import Clause, Held, Item, Phrase, Predication, Sentence
from kg.clauses.carry import COPULAS
from kg.clauses.chunks import Chunk
from kg.clauses.committees import committee_of, department
from kg.frames import Read
from kg.hosts import ENVOY, IMPLIED, host, of_area, only
from kg.ontology import top
from kg.records import Mention
from kg.surroundings import Surroundings

ACTING = re.compile("代理|代(?!表)|临时|暂代")
POSTS = frozenset(("take", "served", "leave", "appoint", "propose", "remove"))
# who somebody is, not what he is at a place: 中国专家王平
PROFESSION = re.compile("(?:专家|学者|科学家|教授|医生|医师|律师|作家|诗人|画家|演员|歌手|艺术家|工程师|学家|师|分析员|飞行员|航天员|院士|博士|教练|球员|老板)$")
FARTHEST = 7      # phrases and words of a post that cannot be read
LOCAL = re.compile("书记|[省市县区州镇乡旗盟村]长|委员|主任")      # posts that there are at places
SIGN = re.compile("^[美俄英法德日韩朝印巴意加澳乌伊以土埃越泰缅菲柬老蒙哈吉塔](?=(?:前|副|候任)?(?:总统|总理|首相|外长|防长|财长|议长|国王|外交部长|国防部长)$)")      # 俄总统
YOU = re.compile("[您你](?![，。；])[^，。；]{0,6}$")
BEFORE = ("前", "之前", "以前", "后", "之后", "以后", "时")      # 退休前是: no end of what follows
PAST = re.compile("(?:退休|离任|卸任|离休|去世|逝世|生|任职|转业|退役|下海|创业|入职)(?:之|以)?前|当时|时任|早年|此前|曾")
# what ends the posts that stand before a name: 甲局局长王平辞职
GONE = ("去世", "逝世", "病逝", "辞世", "离世", "辞职", "请辞", "引咎辞职", "离职", "离任", "卸任", "去职", "退休", "下台",
        "被免职", "被撤职", "被罢免", "被解职", "被双开", "被开除")
# words in the row of a post that are no post of anybody: who is asked, not who leads
NO_POST = re.compile("(?:市民|村民|居民|记者|队员|司机|群众|学生|职工|工人|网友|游客|旅客|读者|患者|业主|农民|渔民|牧民|家长|员工|志愿者|顾客|乘客|老人|青年|店主|商户|观众|粉丝|选手|运动员|通讯员|(?<!总)编辑|实习生)$")


def hold(rule: str, person: Mention, held: Held, around: Surroundings, p: Predication | None = None, former: str = "",
          modality: str = "stated", default: Mention | None = None, **more: str) -> Iterator[Read]:
    """The claim that `person` holds the post `held`, at most one: none where no body can be said. `default`: the body of a post that
    names none; `former`: the word that says that it ended; `more`: qualifiers."""
    body = host(held, person, around, default)
    if body is None or top(body.label) not in ("Organisation", "Place"):
        return
    if NO_POST.search(held.title) and not (held.title == "队员" and body.name.endswith("队")):
        return
    if top(body.label) == "Place" and PROFESSION.search(held.title):
        return
    named = held.body or default
    part = department(named, held.title) if named is not None else ""
    title = held.title.removeprefix(part) if body.name.endswith(part) else held.title
    title = SIGN.sub("", title)
    qualifiers = {"title": title, **{k: v for k, v in more.items() if v}}
    if former or held.former:
        qualifiers["former"] = former or held.former
    if ACTING.match(held.title):
        qualifiers["acting"] = ACTING.match(held.title).group()
    yield Read(rule, "holdsPost", person, body, modality, qualifiers, p.via if p else "apposition", p.distance if p else 0,
               p.said_by if p else None, p.verb.text if p else "")
    if named is not None and (above := committee_of(body)):      # 甲市委常委、宣传部部长
        yield Read("department-in-title", "partOf", body, of_area(named, above, "PartyBody"), "stated", {}, "apposition")


def posts(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """The posts that a sentence gives to persons."""
    yield from _beside(sentence, around)
    for p in sentence.predications:
        if p.verb.families & POSTS and p.modality:
            yield from _by_verb(p, sentence, around)
    yield from _after_comma(sentence, around)
    yield from _rows(sentence, around)


def _beside(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    seen: set[int] = set()
    gone = {i.head: p.verb.text for p in sentence.predications if p.agent is not None and _leaves(p, around) for i in p.agent.items}
    for phrase in sentence.phrases:
        if id(phrase) in seen:
            continue
        seen.add(id(phrase))
        paired = _parallel(phrase)
        for person, held in paired:
            yield from hold("title-in-order", person, held, around)
        last: Mention | None = None
        yield from _delegates(phrase, around)
        for item in phrase.items if not paired else ():
            if item.kind != "Person":
                continue
            for held in item.posts:
                default = last if held.body is None else None      # 甲市市长王平、副市长李四
                if held.body is not None:
                    last = held.body
                for r in hold("title-beside-name", item.head, held, around, former=gone.get(item.head, ""), default=default):
                    last = r.object if held.body is not None and ENVOY.search(held.title) else last      # 中国驻丙国大使王平、参赞李四
                    yield r
    for clause in sentence.clauses:
        yield from _over_gaps(clause, around)
    for clause in sentence.clauses:      # 甲、乙、丙等16位全国政协委员
        for a, b in zip(clause.chunks, clause.chunks[1:]):
            if a.kind == b.kind == "np" and a.phrase.more and (titles := _titles(b.phrase)):
                for person in _persons(a.phrase):
                    for held in titles:
                        yield from hold("title-of-list", person.head, held, around)


def _leaves(p: Predication, around: Surroundings) -> bool:
    """Whether a predicate says that who acts has left his post, whatever it is."""
    stated = p.verb.text in GONE and p.modality == "stated" and p.via == "subject" and not _titles(p.patient)
    return stated and not around.clean.text.startswith(BEFORE, p.verb.end)


def _delegates(phrase: Phrase, around: Surroundings) -> Iterator[Read]:
    """甲省代表团王平、李四等代表发言."""
    first = phrase.items[0]
    if first.kind == "Person" and first.whose is not None and first.whose.text.endswith("代表团") and phrase.more:
        post = Mention(first.whose.end - 3, first.whose.end - 1, "代表", "Post", "代表", source="rule", inner=True)
        for item in phrase.items:
            if item.kind == "Person" and not item.posts:
                yield from hold("title-of-list", item.head, Held(first.whose, "代表", post), around)


def _over_gaps(clause: Clause, around: Surroundings) -> Iterator[Read]:
    """甲局局长、某某事务组长、乙会会长王平: the posts before one that cannot be read are those of the person behind it too."""
    chunks = clause.chunks
    for n, chunk in enumerate(chunks):
        if chunk.phrase is None or chunk.phrase.items[0].kind != "Post" or chunk.kind != "np":
            continue
        items, links = chunk.phrase.items, chunk.phrase.links
        row = [h for i in items if i.kind == "Post" for h in i.posts if h.body is not None]
        inside = next((k for k, i in enumerate(items) if i.kind == "Person"), None)
        if inside is not None:
            person = items[inside] if items[inside].posts and set(links[:inside]) == {"、"} else None
        else:
            broken = items[-1].kind != "Post" and links[-1] == "、" or n + 1 < len(chunks) and chunks[n + 1].token.text == "、"
            person = _further(chunks[n + 1:n + 1 + FARTHEST]) if broken else None
        for held in row if person is not None else ():
            yield from hold("title-beside-name", person.head, held, around)


def _further(chunks: tuple[Chunk, ...]) -> Item | None:
    """The first person of these chunks, if a post stands before his name."""
    for chunk in chunks:
        if chunk.kind in ("mark", "modal", "time"):
            return None
        first = next((i for i in chunk.phrase.items if i.head is not None), None) if chunk.kind == "np" and chunk.phrase is not None else None
        if first is not None and first.kind == "Person":
            return first if first.posts else None
    return None


def _parallel(phrase: Phrase) -> list[tuple[Mention, Held]]:
    """甲、乙、丙三市市长A、B、C: as many places as persons, one post."""
    places = []
    for i, item in enumerate(phrase.items):
        if item.kind in ("Place", "Organisation") and not item.posts:
            places.append(item.head)
        elif item.kind == "Person" and len(item.posts) == 1 and places:
            persons = [x.head for x in phrase.items[i:] if x.kind == "Person"]
            held = item.posts[0]
            bodies = places + ([held.body] if held.body is not None else [])
            if len(bodies) == len(persons) > 1:
                return [(a, replace(held, body=b)) for a, b in zip(persons, bodies)]
            return []
        else:
            return []
    return []


def _persons(phrase: Phrase | None) -> list[Item]:
    return [i for i in phrase.items if i.kind == "Person"] if phrase is not None else []


def _titles(phrase: Phrase | None) -> list[Held]:
    return [h for i in phrase.items if i.kind == "Post" for h in i.posts] if phrase is not None else []


def _by_verb(p: Predication, sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    families = p.verb.families
    persons = next((x for ph in ([p.patient, p.agent, p.topic] if families & {"appoint", "remove"} else [p.agent, p.patient, p.topic]) if (x := _persons(ph))), [])
    titles = next((x for ph in (p.patient, p.second, p.topic, p.agent) if (x := _titles(ph))), [])
    if p.verb.text == "为" and p.via == "relative":      # 以王平为组长的工作组
        persons = next((x for w, ph, _ in p.parties if w == "以" and (x := _persons(ph))), persons)
    if p.via == "subject" and families & {"take"} and (congratulated := _congratulated(p)):
        persons = congratulated
    if not persons or not titles or "leave" in families and around.clean.text.startswith(BEFORE, p.verb.end):
        return
    if p.via == "carried" and YOU.search(around.clean.text, max(0, p.verb.start - 8), p.verb.start):      # 王平说，祝贺您当选
        return
    former, modality = "", p.modality
    if "propose" in families:
        modality = "planned" if modality == "stated" else modality
    elif "served" in families and "take" not in families or families & {"leave"} or "remove" in families:
        former = p.verb.text
    elif "take" in families and modality == "denied":
        return
    if former and modality == "denied":      # 没有辞去
        former, modality = "", "stated"
    if not former and modality == "stated" and p.verb.text in COPULAS and PAST.search(around.clean.text, p.start, p.verb.start):
        former = PAST.search(around.clean.text, p.start, p.verb.start).group()
    default = _appoints(p)
    when = _when(sentence, p)
    if when and "take" in families and modality == "stated" and not former and _followed(p, sentence):
        former = "是"
    left = _left(p, persons, sentence)
    if left is not None and not former and modality == "stated" and "take" in families:      # 2018年起任副市长，2022年离任
        former = left.verb.text
        when |= {"to": d["date"]} if (d := _when(sentence, left)) != when and "date" in d else {}
    if "to" in when and "take" in families and modality == "stated":      # 2010年至2015年任
        former = former or p.verb.text
    last = None
    filled = []
    for h in titles:
        last = h.body or last
        filled.append(replace(h, body=last) if h.body is None and last is not None and not IMPLIED.get(h.title) and h is not titles[0] else h)
    pairs = list(zip(persons, filled)) if p.each and len(persons) == len(filled) else [(a, h) for a in persons for h in filled]
    for person, held in pairs:
        body = default or (_where(p, held) or only(held, around) if held.body is None else None)
        yield from hold("post-by-verb", person.head, held, around, p, former, modality, body, **when)


def _left(p: Predication, persons: list[Item], sentence: Sentence) -> Predication | None:
    """The predicate of a later clause by which who took a post has left it."""
    heads = {i.head for i in persons}
    later = (q for q in sentence.predications if q.start > p.start and q.verb.text in GONE and q.modality == "stated")
    return next((q for q in later if q.agent is not None and {i.head for i in q.agent.items} == heads and not _titles(q.patient)), None)


def _when(sentence: Sentence, p: Predication) -> dict[str, str]:
    """The time before a verb: 5月, 2010年至2015年, 自2018年起."""
    tokens = [t for t in sentence.tokens if t.start < p.verb.start]
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].mention is not None and tokens[i].mention.label == "Date"), None)
    if at is None:
        return {}
    if at > 1 and tokens[at - 1].text in ("至", "到", "—") and (first := tokens[at - 2].mention) is not None and first.label == "Date":
        return {"from": first.text, "to": tokens[at].text}
    begins = at and tokens[at - 1].text in ("自", "从") or tokens[at].text.endswith("起")
    return {"from" if begins else "date": tokens[at].text.removesuffix("起")}


def _followed(p: Predication, sentence: Sentence) -> bool:
    """Whether a later post with a time of its own takes the place of this one: 2009年任…，2013年调任…."""
    return any(q.start > p.start and q.agent is not None and q.agent is p.agent and "take" in q.verb.families and "兼" not in q.verb.text
               and q.verb.text not in COPULAS and q.modality == "stated" and "同时" not in q.verb.text and _when(sentence, q)
               and _titles(q.patient) for q in sentence.predications)


def _appoints(p: Predication) -> Mention | None:
    """At whom a post is that names no body: who appoints, or who tells of its own people."""
    if p.via == "by" and p.topic is not None and p.topic.heads("Organisation"):      # 工作组由王平任组长
        return p.topic.heads("Organisation")[0]
    if p.verb.text == "为" and p.via == "relative" and p.agent is not None:
        return next(iter(p.agent.heads("Organisation")), None)
    whose = [p.agent, p.topic, p.holder.agent if p.holder is not None else None] if "appoint" in p.verb.families or p.via == "pivot" else []
    found = next((h for ph in whose if ph is not None for h in ph.heads("Organisation")), None)
    return found or (p.said_by if p.said_by is not None and p.said_by.label == "Company" else None)


def _congratulated(p: Predication) -> list[Item]:
    """Whose taking of a post the subject speaks of: 王平对李四当选主席表示祝贺."""
    return next((x for w, ph, _ in reversed(p.parties) if w in ("对", "就", "为", "祝贺") and (x := _persons(ph))), [])


def _where(p: Predication, held: Held) -> Mention | None:
    """Where somebody takes a post that names no body: 在甲中心任主任, 被派到乙村任第一书记."""
    if not p.verb.families & {"take", "served"}:
        return None
    phrases = [ph for w, ph, _ in p.parties if w in ("在", "到", "赴", "于", "至")] + ([p.goal] if p.goal is not None else [])
    kinds = ("Organisation", "Place") if LOCAL.search(held.title) else ("Organisation",)
    return next((m for ph in reversed(phrases) for m in reversed(ph.heads(*kinds))), None)


def _row(clause: Clause) -> list[Held]:
    """The posts of a clause that holds nothing else."""
    held = [c for c in clause.chunks if c.kind not in ("time", "adverb", "mark")]
    alone = len(held) == 1 and held[0].phrase is not None and all(i.kind == "Post" for i in held[0].phrase.items)
    return _titles(held[0].phrase) if alone else []


def _rows(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """曾任甲局局长，乙局局长等职; 甲局原局长，乙会会长王平: posts whose row goes over commas."""
    for n, clause in enumerate(sentence.clauses):
        for p in clause.predications if not _row(clause) else ():
            persons = _persons(p.agent) if p.verb.families & {"take", "served"} and p.modality == "stated" and _titles(p.patient) else []
            for further in sentence.clauses[n + 1:] if persons else ():
                if not _row(further):
                    break
                former = p.verb.text if "served" in p.verb.families and "take" not in p.verb.families else ""
                yield from (r for h in _row(further) if h.body is not None for r in hold("post-by-verb", persons[0].head, h, around, p, former))
        following = sentence.clauses[n + 1].chunks[:1] if n + 1 < len(sentence.clauses) else ()
        for chunk in following if _row(clause) and not (n and sentence.clauses[n - 1].predications) else ():
            first = chunk.phrase.items[0] if chunk.phrase is not None else None
            if first is not None and first.kind == "Person" and first.posts and (n == 0 or len(_persons(_only(sentence.clauses[n - 1]))) != 1):
                yield from (r for h in _row(clause) if h.body is not None for r in hold("title-beside-name", first.head, h, around))


def _only(clause: Clause) -> Phrase | None:
    """The phrase of a clause that consists of one."""
    return clause.chunks[0].phrase if len(clause.chunks) == 1 else None


def _after_comma(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """王平，甲局局长，…: a title that makes up a clause of its own behind a name that does."""
    for before, after in zip(sentence.clauses, sentence.clauses[1:]):
        a, b = ([c for c in clause.chunks if c.kind not in ("time", "adverb", "mark")] for clause in (before, after))
        if len(a) != 1 or not b or a[0].phrase is None or b[0].phrase is None or len(b) > 1 and b[1].kind not in ("of",):
            continue
        persons, titles = _persons(a[0].phrase), _titles(b[0].phrase)
        if len(persons) == 1 and titles and not persons[0].posts and len(a[0].phrase.items) == 1:
            for held in titles:
                yield from hold("title-after-name", persons[0].head, held, around)
