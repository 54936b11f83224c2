"""Relations that a noun names: 甲公司是乙公司的子公司, 乙公司的子公司甲公司, 甲公司（乙公司全资子公司）, 牵头单位：甲局."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg import ontology
from kg.clauses import Clause, Item, Phrase, Predication, Sentence
from kg.frames import Read
from kg.lexicon import rows
from kg.records import CleanText, Mention

TAKES = ("任", "担任", "出任", "兼任")
IS = ("是", "为", "系", "作为", "成为", "就是", "正是", "即")
OTHER = ("副", "非", "前", "原", "曾", "潜在", "意向", "竞争")     # before the noun: it is not, or no longer, that
HOMES = ("Company", "FinancialInstitution", "PublicInstitution")
INSIDE = 12      # tokens of a bracket that are read


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of kg/lexicons/relational_nouns.txt: `inverse` if who is called so is the object of the relation."""

    name: str
    relation: str
    inverse: bool
    qualifiers: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """Noun → what it says."""
    found = {}
    for name, relation, end, qualifier, words in rows("relational_nouns"):
        if relation not in ontology.relations():
            raise ValueError(f"{name!r} of kg/lexicons/relational_nouns.txt: there is no relation {relation!r}.")
        noun = Noun(name, relation, end == "object", (tuple(qualifier.split("=")),) if qualifier else ())
        found.update(dict.fromkeys(words.split(), noun))
    return found


def named(text: str) -> Noun | None:
    """The longest relational noun that ends `text`."""
    for size in range(min(len(text), 8), 1, -1):
        if (noun := nouns().get(text[-size:])) is not None:
            return None if text[:-size].endswith(OTHER) else noun
    return None


def nominals(sentence: Sentence, clean: CleanText) -> Iterator[Read]:
    """What the relational nouns of a sentence say."""
    yield from _bracketed(sentence)
    last: Phrase | None = None
    for n, clause in enumerate(sentence.clauses):
        yield from _apposed(clause)
        yield from _affiliated(clause)
        yield from _at_home(clause)
        for p in clause.predications:
            if p.verb.text in (*IS, *TAKES) and p.modality:
                yield from _called(p, last)
        following = sentence.clauses[n + 1] if n + 1 < len(sentence.clauses) else None
        if following is not None and clean.text[clause.end:clause.end + 1] == "：":
            yield from _labelled(clause, following, last)
        last = next((c.phrase for c in clause.chunks if c.kind == "np" and c.phrase.known), last)


def _read(noun: Noun, owner: Mention, holder: Mention, p: Predication | None = None) -> Iterator[Read]:
    subject, object_ = (owner, holder) if noun.inverse else (holder, owner)
    if subject is not object_ and ontology.allows(subject.label, noun.relation, object_.label):
        yield Read(noun.name, noun.relation, subject, object_, p.modality if p else "stated", dict(noun.qualifiers),
                   p.via if p else "apposition", p.distance if p else 0, p.said_by if p else None, p.verb.text if p else "")


def owners(phrase: Phrase, item: Item) -> list[Mention]:
    """Of whom the thing is that an item names."""
    of = phrase.owners or ((phrase.whose,) if phrase.whose is not None else ())
    return [item.whose] if item.whose is not None else [m for i in of if (m := i.head or i.whose) is not None]


def _called(p: Predication, last: Phrase | None) -> Iterator[Read]:
    """甲公司是乙公司的子公司; 甲、乙分别是丙、丁的子公司; 以王平为组长的工作组; 《办法》出台，发布单位是甲局."""
    said = p.patient
    if said is None or p.agent is None:
        return
    noun = named(said.items[-1].text or (said.items[-1].posts[-1].title if said.items[-1].posts else ""))
    if noun is None:
        noun, of = named(p.agent.items[-1].text), owners(p.agent, p.agent.items[-1]) or (_heads(last) if last is not None else [])
        if noun is not None and p.verb.text in IS:
            yield from (r for holder in _heads(said) for owner in of for r in _read(noun, owner, holder, p))
        return
    for w, phrase, _ in p.parties:
        if w == "以" and p.verb.text == "为":
            yield from (r for holder in _heads(phrase) for owner in _heads(p.agent) for r in _read(noun, owner, holder, p))
            return
    holders, of = _heads(p.agent), owners(said, said.items[-1]) or [h.body for h in said.items[-1].posts[-1:] if h.body is not None]
    if p.via == "by" and p.topic is not None and not of:      # 工作组由王平任组长
        of = _heads(p.topic)
    if not of and last is not None and not said.items[-1].posts:      # 联席会议由多部门组成，甲部为牵头单位
        of = _heads(last)[:1]
    pairs = zip(of, holders) if p.each and len(of) == len(holders) else ((o, h) for o in of for h in holders)
    for owner, holder in pairs:
        yield from _read(noun, owner, holder, p)


def _heads(phrase: Phrase) -> list[Mention]:
    return [i.head for i in phrase.items if i.head is not None]


def _apposed(clause: Clause) -> Iterator[Read]:
    """乙公司的子公司甲公司, 乙公司全资子公司甲公司."""
    before: Phrase | None = None
    for a, b in zip((None, *clause.chunks), clause.chunks):
        if b.kind == "np":
            for item in b.phrase.items:
                noun = named(item.note)
                beside = before is not None and a is not None and (a.kind == "of" or a.token.text.endswith("其"))      # 的, 与其合作伙伴
                of = [item.whose] if item.whose is not None else _heads(before) if beside else []
                if noun is not None and item.head is not None and of:
                    yield from _read(noun, of[-1], item.head)
        before = b.phrase if b.kind == "np" else before if b.kind in ("of", "adverb", "pp") else None


def _affiliated(clause: Clause) -> Iterator[Read]:
    """甲部直属的乙院."""
    for a, word, of, b in zip(clause.chunks, clause.chunks[1:], clause.chunks[2:], clause.chunks[3:]):
        if a.kind == b.kind == "np" and of.kind == "of" and word.token.text in ("直属", "附属", "管理"):
            for owner in _heads(a.phrase)[-1:]:
                yield from (r for holder in _heads(b.phrase) for r in _read(nouns()["子公司"], owner, holder))


def _at_home(clause: Clause) -> Iterator[Read]:
    """乙市的甲公司, at the head of a clause: where it is at home."""
    at = next((n for n, c in enumerate(clause.chunks) if c.kind not in ("time", "adverb")), 0)
    here = clause.chunks[at:at + 3]
    if [c.kind for c in here] != ["np", "of", "np"] or len(here[0].phrase.items) > 1 or here[0].phrase.items[0].whose:
        return
    for place in here[0].phrase.heads("Place"):
        firms = [m for m in here[2].phrase.heads("Organisation") if m.label in HOMES]
        yield from (r for m in firms if place.label == "AdministrativeArea" for r in _read(nouns()["注册地"], m, place))


def _bracketed(sentence: Sentence) -> Iterator[Read]:
    """甲公司（乙公司全资子公司）, 甲公司（总部：乙市）, 工作组（组长：王平）."""
    tokens = sentence.tokens
    for i, t in enumerate(tokens[1:], 1):
        if t.kind != "open" or tokens[i - 1].mention is None:
            continue
        end = next((j for j in range(i + 1, min(len(tokens), i + INSIDE)) if tokens[j].kind == "close"), i)
        inside = tokens[i + 1:end]
        founded = any(x.families & {"establish"} for x in inside[2:])
        if founded and inside[0].text == "由" and inside[1].mention is not None:      # （由甲公司出资设立）
            yield from _read(nouns()["创办单位"], tokens[i - 1].mention, inside[1].mention)
            continue
        if len(inside) == 2 and inside[0].families & {"locate"} and inside[1].mention is not None:      # 甲公司（位于乙市）
            yield from _read(nouns()["注册地"], tokens[i - 1].mention, inside[1].mention)
            continue
        others = [x for x in inside if x.mention is not None and x.mention.label not in ("Post", "Date", "Amount")]
        if len(others) != 1 or len(inside) < 2:
            continue
        label = inside[0] is not others[0]
        if label and inside[-2].text != "：" or label and inside[-1] is not others[0]:
            continue
        noun = named("".join(x.text for x in inside if x is not others[0] and x.text != "："))
        if noun is not None:
            first, second = tokens[i - 1].mention, others[0].mention
            yield from _read(noun, *((first, second) if label else (second, first)))


def _labelled(clause: Clause, following: Clause, last: Phrase | None) -> Iterator[Read]:
    """“助企行动”牵头单位：甲局."""
    nps = [c.phrase for c in clause.chunks if c.kind == "np"]
    if not nps or not following.chunks or following.chunks[0].kind != "np" or any(c.kind in ("verb", "act") for c in clause.chunks):
        return
    label = nps[-1].items[-1]
    noun = named(label.text or (label.posts[-1].title if label.posts else ""))
    if noun is None:
        return
    of = owners(nps[-1], label) or [h.body for h in label.posts[-1:] if h.body is not None]
    if not of and (before := nps[-2] if len(nps) > 1 else last) is not None:
        of = _heads(before)[-1:]
    for holder in _heads(following.chunks[0].phrase):
        for owner in of:
            yield from _read(noun, owner, holder)
