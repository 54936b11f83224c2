"""Mentions → claims: the rules of `kg.rules`, run over each sentence.

A sentence becomes a string in which every mention is one character of a private area that stands for its class, so
that a rule's pattern is an ordinary regular expression over words and mentions. A clause without a
subject of its own gets the one carried over to it, at the price of some confidence.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kg import ontology
from kg.clauses import Sentence, sentences
from kg.confidence import confidence
from kg.lexicon import words as lexicon_words
from kg.ontology import top
from kg.records import Claim, CleanText, Document, Evidence, Mention
from kg.rules import Rule, rules

HELPERS = ("Post", "Date", "Amount")
FIRST = 0xE000
LEAST = 0.4               # what is less sure is not worth a reader's time
LONGEST = 40              # members of a list that count; the roll of a congress has thousands
# what stands before a verb that is no fact: denied, planned, or neither of them (wished, asked, allowed)
UNREAL = re.compile("(?:(?P<denied>未|没有|没|尚未|不|推迟|取消)|(?P<planned>拟|将|计划|准备|有望|打算|力争|争取)|要|建议|希望|如果|若|能否|是否|应|可|须|需|必须|鼓励|欢迎|要求|请|呼吁)(?:[各再会能]?[^，。]{0,3})$")
SUPPOSED = re.compile("如果|假如|倘若|一旦|只要|只有|除非|能否|是否|(?<!自)若(?!干|尔)")
COUNTED = re.compile("[家户]$")      # 解决6家企业的需求: how many are helped is no amount of help
DIRECTIVE = re.compile("(?:要求|强调|指出)[，：]")      # what follows is for others to do
SAID = re.compile("(?:称|表示|认为|指出|强调|呼吁|(?<!小)说)(?![，：“])")
NAMING = re.compile("（(?:以下|下文|下称|简称|全称|又称|原名|股票代码)[^（）]{0,40}）")
FORMER = re.compile("(原|前|时任)?(?:现任|新任|候任)?(.+)")
LINK = "(?:、|，|和|与|及|以及|暨|同)"
WISHED = re.compile("愿|希望|期待|期望|有意|打算|呼吁|阻碍|敦促|要求[^，。]{0,4}(?:地|部门|单位|企业|各)")
# 期待习近平主席出席…; 按照党中央、国务院部署，…: not the one that acts
AWAITED = re.compile("(?:期待|期盼|希望|邀请|欢迎|盼望|请|按照|根据|依据|遵照|贯彻|拥护)(?:[\ue000-\uf8ff][、和])*$")
OTHERS = re.compile("，[^，]{0,2}各(?:地|级|部门|单位|有关|族)")      # …部署，各地区、各部门深化…
STOPPED = re.compile("阻止|禁止|停止|取消|拒绝|反对|中止|暂停|叫停")
MODAL = re.compile("(?<![主重需只首摘纪不提还想])要(?![求素点员闻塞地职害务紧])|必须|应当|应该|愿(?![景望])|须(?!知)")
MORE = "(?:等(?:多?[一二三四五六七八九十0-9]*(?:个|家|所|地|部)?(?:部门|单位|企业|公司|银行|机构|地区?|省市|省份|城市|国家|方面|人|领导)?)?)?"
COMPANION = "(?:，会同|，联合|会同|联合|联手|携手|协同|与|和|同|、|及|以及)"


POST = re.compile(chr(FIRST + len(ontology.leaves())))
WHOSE = re.compile(f"[一-鿿]{{0,6}}{POST.pattern}")      # a body before a post says whose it is


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """The character of each class of mention."""
    return {label: chr(FIRST + i) for i, label in enumerate((*ontology.leaves(), *HELPERS))}


def _class(names: str) -> str:
    """The characters of the classes `A|B`, subclasses included."""
    wanted = names.split("|")
    return "".join(c for label, c in codes().items() if any(ontology.is_a(label, w) or label == w for w in wanted))


GAPS = {"any": "", "gap": "", "near": "，："}      # what a gap of this kind may not hold besides the end of a sentence
TOKEN = re.compile(r"\{(\w*)(\+?):([\w|-]+)\}|(?<!\?P)<([\w|]+)>")


@lru_cache(maxsize=None)
def compile_pattern(pattern: str) -> re.Pattern:
    """The regular expression of a rule's pattern. Raises ValueError for a role or class that there is not."""
    blockers = _class("Organisation|Place|Person")

    def token(m: re.Match) -> str:
        role, plus, classes, lexicon = m.groups()
        if lexicon:
            words = sorted({w for name in lexicon.split("|") for w in lexicon_words("verbs_" + name)}, key=lambda w: (-len(w), w))
            return f"(?P<verb>{'|'.join(map(re.escape, words))})"
        if role in GAPS:
            low, high = classes.split("-")
            return f"[^。！？；\n{GAPS[role]}{'' if role == 'any' else blockers}]{{{low},{high}}}?"
        if not role:
            return f"[{_class(classes)}]"
        if role not in ("subject", "object", "partner", "title"):
            raise ValueError(f"A pattern has the unknown role {role!r}: {pattern}")
        one = f"[{_class(classes)}]"
        if one == "[]":
            raise ValueError(f"A pattern has an unknown class {classes!r}: {pattern}")
        # a body before a post (商务厅副厅长梁艺光) says whose post it is; it does nothing itself
        modifier = f"(?:(?<=[{_class('Person')}])|(?![{_class('Post')}]))" if role == "subject" else ""
        before = "(?<![在对向从给赴至比被把沿驻])(?<!结合)(?<![^收得接]到)" if role == "subject" else ""
        if role == "object" and "{title:" not in pattern:      # 成立省政府副省长任组长的工作组
            modifier = f"(?:(?<=[{_class('Person|Event|Policy')}])|(?![{_class('Post')}]))"
        if not plus:
            return f"{before}(?P<{role}>{one})" + modifier
        link = f"(?>{COMPANION}|{LINK})" if role == "subject" else LINK
        if "{title:" in pattern:      # a post's holders stand side by side: 副总理张三、李四
            link = "、"
        if role == "subject" and set(one) & set(_class("Person")) and "{title:" not in pattern:
            # 国务院总理李克强、外交部部长王毅出席: posts with their bodies stand between the persons
            link += f"(?:[{_class('Organisation|Place')}]?[一-鿿]{{0,6}}[{_class('Post')}][、，兼]?){{0,3}}"
        if set(one) <= set(f"[{_class('Policy')}]"):
            link += "?"           # “甲行动”“乙行动” need nothing between them
        return f"{before}(?P<{role}>{one}(?:{link}{one}){{0,{LONGEST - 1}}}{MORE})" + modifier

    return re.compile(TOKEN.sub(token, pattern))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the patterns see it: `text`, and for each of its characters the mention or None."""

    sentence: Sentence
    text: str
    mentions: tuple[Mention | None, ...]
    positions: tuple[int, ...]          # clean offset of each character
    carried: dict[int, int]             # characters that stand for a carried subject: from how many sentences before, plus 1


def encode(sentence: Sentence, clean: CleanText) -> Encoded:
    outer = {m.start: m for m in sentence.mentions if not m.inner and m.label in codes()}
    starts = {c.start: c for c in sentence.clauses if c.carried}
    out, mentions, positions, carried = [], [], [], {}
    at = sentence.start
    while at < sentence.end:
        if aside := NAMING.match(clean.text, at, sentence.end):     # A（下称“B”）联合…: as if it were not there
            at = aside.end()
            continue
        if clean.text[at] in "（(" and mentions and mentions[-1] is not None and at + 1 in outer and clean.text[outer[at + 1].end:outer[at + 1].end + 1] in "）)":
            if mentions[-1].label == outer[at + 1].label and mentions[-1].label in ("GovernmentBody", "PartyBody"):
                at = outer[at + 1].end + 1         # 市委宣传部（市版权局）制定…: two names of one office
                continue
        clause = starts.get(at)
        for m in clause.carried if clause else ():
            if out and mentions[-1] is not None and (len(out) - 1) in carried:
                out.append("、")
                mentions.append(None)
                positions.append(at)
            carried[len(out)] = clause.distance + 1
            out.append(codes()[m.label])
            mentions.append(m)
            positions.append(at)
        m = outer.get(at)
        out.append(codes()[m.label] if m else clean.text[at])
        mentions.append(m)
        positions.append(at)
        at = m.end if m else at + 1
    return Encoded(sentence, "".join(out), tuple(mentions), tuple(positions), carried)


def relate(document: Document, clean: CleanText, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims that the text makes about its mentions, in the order of the text; of equal ones the surest."""
    best: dict[tuple, Claim] = {}
    for sentence in sentences(clean, mentions):
        evidence = Evidence(document.id, *clean.raw_span(sentence.start, sentence.end), sentence.text)
        encoded = encode(sentence, clean)
        for rule in rules():
            for s, o, sure, qualifiers, modality in apply(rule, encoded, clean):
                if sure < LEAST or s == o or not ontology.allows(s.label, rule.relation, o.label):
                    continue
                claim = Claim(s, rule.relation, o, evidence, rule.name, round(sure, 2), tuple(sorted(qualifiers.items())), modality)
                # what a name says it says wherever it stands: its first place in the article is evidence enough
                key = ((s.name, o.name or o.text), rule.name) if rule.once else (
                    (s, o), rule.relation, qualifiers.get("title", ""), sentence.start, modality)
                if key not in best or (best[key].confidence < claim.confidence and not rule.once):
                    best[key] = claim
    return tuple(sorted(best.values(), key=lambda c: (c.evidence.start, c.subject, c.predicate, c.object, c.rule, c.qualifiers)))


Found = tuple[Mention, Mention, float, dict[str, str], str]


def apply(rule: Rule, encoded: Encoded, clean: CleanText) -> Iterator[Found]:
    """What `rule` finds in a sentence: (subject, object, confidence, qualifiers, modality)."""
    if rule.find is not None:
        for s, o, qualifiers in rule.find(encoded, clean):
            yield s, o, confidence(rule.name, rule.confidence, 0), qualifiers, "stated"
        return
    for pattern in rule.patterns:
        compiled = compile_pattern(pattern)
        at = 0
        while m := compiled.search(encoded.text, at):
            at = m.start() + 1
            yield from _claims(rule, m, encoded)


def _claims(rule: Rule, m: re.Match, encoded: Encoded) -> Iterator[Found]:
    groups = m.groupdict()
    verb = groups.get("verb")
    modality = _modality(m, encoded) if rule.factual and verb else "stated"
    if not modality:
        return

    if rule.factual and verb and SUPPOSED.search(encoded.text, 0, m.start()) and not re.search("[，；。]", SUPPOSED.split(encoded.text[:m.start()])[-1]):
        return

    def members(role: str) -> list[int]:
        return [i for i in range(*m.span(role)) if encoded.mentions[i] is not None and encoded.mentions[i].label not in HELPERS
                and not (m.end(role) - i > 1 and top(encoded.mentions[i].label) in ("Organisation", "Place") and WHOSE.match(encoded.text, i + 1))
                ] if groups.get(role) else []

    qualifiers = _qualifiers(rule, m, encoded)
    if groups.get("title"):
        former, title = FORMER.match(encoded.mentions[m.start("title")].text).groups()
        qualifiers["title"] = (groups.get("dept") or "") + title
        if former:
            qualifiers["former"] = former
    subjects, objects, partners = members("subject"), members("object"), members("partner")
    pairs = [(s, o) for s in subjects for o in objects]
    if partners:
        pairs = [(subjects[0], p) for p in partners] if rule.relation == "cooperatesWith" else pairs + [(p, o) for p in partners for o in objects]
    elif rule.relation == "cooperatesWith" and not objects:
        pairs = [(subjects[0], s) for s in subjects[1:]]
    for s, o in pairs:
        if rule.factual and verb and (_of_another(encoded, s, rule) or rule.relation == "cooperatesWith" and _of_another(encoded, o, rule) or s < m.start("verb") and (
                SAID.search(encoded.text, s, m.start("verb")) or OTHERS.search(encoded.text, s, m.start("verb")) or s in encoded.carried and DIRECTIVE.search(encoded.text, 0, m.start("verb"))
                or s in encoded.carried and POST.search(encoded.text, s, m.start("verb")))):
            continue
        if o not in encoded.carried:
            object_ = rule.settle(encoded.mentions[o], qualifiers) if rule.settle else encoded.mentions[o]
            if object_ is None:
                continue
            yield encoded.mentions[s], object_, confidence(rule.name, rule.confidence, encoded.carried.get(s, 0)), qualifiers, modality


def _modality(m: re.Match, encoded: Encoded) -> str:
    """Whether the verb is stated, planned or denied; "" if it is only wished for, asked for or allowed."""
    before = UNREAL.search(encoded.text[max(0, m.start("verb") - 6):m.start("verb")])
    if WISHED.search(encoded.text, m.start(), m.start("verb")) or AWAITED.search(encoded.text[max(0, m.start() - 12):m.start()]) or before and not before.lastgroup:
        return ""
    start = m.start("verb")
    clause = max(encoded.text.rfind(c, 0, start) for c in "，；：。") + 1
    if MODAL.search(encoded.text, clause, start):       # 要全面准确理解和贯彻…
        return ""
    if STOPPED.search(encoded.text, m.start(), m.start("verb")):
        return "denied"
    return before.lastgroup if before else "stated"


def _of_another(encoded: Encoded, at: int, rule: Rule) -> bool:
    """Whether a place only says whose something is that acts: 中国|领导人, 广东|企业."""
    m = encoded.mentions[at]
    if top(m.label) != "Place" or at in encoded.carried or rule.relation in ("holdsPost", "locatedIn", "visited"):
        return False
    tail = encoded.sentence.text[m.end - encoded.sentence.start:][:6]
    tagged = rjieba.tag(tail, False) if tail else []
    return bool(tagged) and tagged[0][1].startswith("n") and not tagged[0][0].startswith(("政府", "方面", "当局", "联合", "人民政府", "地区", "两地", "三地", "各地", "官方"))


def _qualifiers(rule: Rule, m: re.Match, encoded: Encoded) -> dict[str, str]:
    """The qualifiers that the sentence states: of several dates the nearest before the verb, of amounts the nearest to it."""
    found: dict[str, str] = {}
    verb = m.start("verb") if "verb" in m.groupdict() and m["verb"] else m.start()
    for name, label in (("date", "Date"), ("amount", "Amount")):
        if name in rule.qualifiers:
            at = [i for i, x in enumerate(encoded.mentions) if x is not None and x.label == label and not COUNTED.search(x.text)]
            near = [i for i in at if abs(i - verb) <= 40]
            if near:
                chosen = min(near, key=lambda i: (i > verb if name == "date" else i < verb, abs(i - verb), i))
                found[name] = encoded.mentions[chosen].text
    if "means" in rule.qualifiers and m.groupdict().get("verb"):
        end = re.match("[^，。；！？\n]{0,20}", encoded.text[m.start("verb"):]).end() + m.start("verb")
        found["means"] = "".join(x.text if x else c for c, x in zip(encoded.text[m.start("verb"):end], encoded.mentions[m.start("verb"):end]))
    if rule.role and m["verb"]:
        role = next((r for ending, r in rule.role if ending in m["verb"]), "")
        if role:
            found["role"] = role
    return found
