"""Within one document: mentions → groups that stand for one thing."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg import gazetteer, names
from kg.curation import Curation
from kg.lexicon import words
from kg.ontology import top
from kg.recognise.anaphors import antecedents
from kg.records import Extraction, Mention
from kg.region import Regions, regions as regions_of
from kg.resolve import keys

ABBREVIATION = re.compile(r"[（(]\s*(?:以下|下文|下称|后文)?(?:统?简称|下称|又称|原名|又名)(?:为|作|：)?\s*[“\"「]?$")
# not 将更名为, 拟更名为: what is only planned joins nothing
RENAMED = re.compile(r"(?:[（(]?[0-9一二三四五六七八九十年月日]{2,11}[）)]?)?[（(]?(?:已|正式|现|现已|后|随后|也|则)?"
                     r"(?:(?:更名|改名|易名)为|改称为?)[“\"「]?")
NEW_NAME = "the article says that it was renamed"
COMPANY_TAIL = re.compile(r"(?:集团|控股|股份|有限|责任|总?公司)+$")
LEGAL_FORM = re.compile("(股份)?有限(?:责任)?公司$")
NUMBERED = re.compile(r"([0-9]+|[一二三四五六七八九十百]+)\s*(条|项|个|款|点)")
TASK_FORCE = re.compile("(?:指挥部|领导小组|工作组|服务队|突击队|专班|办公室|督导组|调研组)$")
LEVEL = re.compile("^[省市县区州]")
ENDINGS = frozenset((*words("meeting_endings"), *words("activity_endings"), "会见", "会谈", "会晤", "仪式", "活动", "会议", "大会", "论坛"))
APART = "≠"      # marks the key of a name that the user sets apart from what has its official form
ECONOMIC = ("Company", "FinancialInstitution", "Media", "PublicInstitution", "OtherOrganisation")


@dataclass(slots=True)
class Group:
    """Mentions of one document that stand for one thing."""

    key: str
    mentions: list[Mention] = field(default_factory=list)
    adcode: str = ""     # of a body: the area that its name states or implies
    reasons: dict[str, str] = field(default_factory=dict)   # name → why it is one of this thing

    @property
    def kind(self) -> str:
        return self.key.split("|", 1)[0]

    @property
    def names(self) -> list[str]:
        return sorted({m.name for m in self.mentions if m.name}, key=lambda n: (-len(n), n))

    @property
    def label(self) -> str:
        """The label that most of its mentions have; at a tie the first in the text."""
        count: dict[str, int] = {}
        for m in sorted(self.mentions):
            if not m.anaphor:
                count[m.label] = count.get(m.label, 0) + 1
        if not count:        # known only through 全市 and the like
            return "AdministrativeArea"
        return max(count, key=lambda label: (count[label], label == "Official"))


def group(extraction: Extraction, curation: Curation = Curation()) -> dict[Mention, Group]:
    """The group of every mention of the document that could be resolved, its claims' own mentions included."""
    clean = extraction.clean
    written = [m for m in extraction.mentions if top(m.label)]
    claimed = {m for claim in extraction.claims for m in (claim.subject, claim.object) if top(m.label)}
    mentions = sorted(set(written) | claimed)
    regions = regions_of(clean, mentions)

    groups: dict[str, Group] = {}
    of: dict[Mention, Group] = {}
    for m in mentions:
        if m.name and not m.anaphor:
            key = keys.key(m, regions)
            if key in groups and curation.apart([m.name], groups[key].names):
                key += f"|{APART}{keys.folded(m.name)}"
            if key not in groups:
                groups[key] = Group(key, adcode=keys.body_adcode(m, regions) if top(m.label) == "Organisation" else m.adcode)
            groups[key].mentions.append(m)
            groups[key].reasons.setdefault(m.name, keys.why(m))
            of[m] = groups[key]

    for short, full, why in _same(list(groups.values()), clean.text, mentions, of):
        if short is full or curation.apart(short.names, full.names):
            continue
        full.reasons |= {n: why for n in short.names}
        full.mentions.extend(short.mentions)
        for m in short.mentions:
            of[m] = full

    before = antecedents(tuple(sorted(set(extraction.mentions) | claimed)), clean)
    for m in mentions:
        if m.anaphor:
            _resolve_anaphor(m, before, of, groups, regions)
    return of


def _resolve_anaphor(m: Mention, before: dict[Mention, Mention], of: dict[Mention, Group],
                     groups: dict[str, Group], regions: Regions) -> None:
    seen = {m}
    target = before.get(m)
    while target is not None and target not in of and target not in seen:
        seen.add(target)
        target = before.get(target)
    if target in of:
        of[m] = of[target]
        of[m].reasons.setdefault(m.text, "stands for it in the article")
        return
    if m.label != "AdministrativeArea":
        return
    code = m.adcode
    if not code:
        level = next((level for level in sorted(keys.LEVELS, key=len, reverse=True) if level in m.text), "")
        code = keys.home(regions, m.start, level) if level else ""
    if code:
        key = f"Place|{code}"
        of[m] = groups.setdefault(key, Group(key))
        of[m].reasons.setdefault(m.text, "the area that the article is about")
        if not of[m].mentions:      # known only through 全市, 市委: the gazetteer gives its name
            of[m].mentions.append(m)


def _same(groups: list[Group], text: str, mentions: list[Mention], of: dict[Mention, Group]) -> list[tuple[Group, Group, str]]:
    """(shorter, fuller, why) for groups that are one thing; each group is the shorter at most once."""
    pairs: dict[int, tuple[Group, Group, str]] = {}

    def join(a: Group, b: Group, why: str) -> None:
        while id(b) in pairs:
            b = pairs[id(b)][1]
        if a is not b and id(a) not in pairs:
            pairs[id(a)] = (a, b, why)

    named = [m for m in mentions if m in of]
    for first, second in zip(named, named[1:]):     # 中国银联贵州分公司（下文简称“贵州银联”）
        between = text[first.end:second.start]
        if top(first.label) == top(second.label) and (
                ABBREVIATION.search(between) or top(first.label) == "Policy" and re.fullmatch("[，（]?(?:即|也就是|简称|俗称)[“]?", between)):
            join(of[second], of[first], "the article gives it as a short name")
        elif top(first.label) == "Policy" and top(second.label) == "Place" and between in ("即", "，即"):
            third = next((m for m in named if second.end <= m.start <= second.end + 1 and top(m.label) == "Policy"), None)
            if third is not None:       # 《…措施》即铁岭市“15条”
                join(of[third], of[first], "the article gives it as another name")

    bodies = [m for m in named if top(m.label) == "Organisation" and not m.inner]
    for first, second in zip(bodies, bodies[1:]):
        if RENAMED.fullmatch(text[first.end:second.start].strip("”，")):
            join(of[first], of[second], NEW_NAME)

    for kind, matches in (("Organisation", _short_organisation), ("Policy", _short_policy), ("Event", _short_event)):
        members = sorted((g for g in groups if g.kind == kind), key=lambda g: (len(g.names[0]), g.key))
        for i, short in enumerate(members):
            fuller = [g for g in members[i + 1:] if matches(short, g)]
            if fuller and (kind != "Organisation" or all(matches(a, b) or matches(b, a) for a, b in zip(fuller, fuller[1:]))):
                near = min(fuller, key=lambda g: (abs(g.mentions[0].start - short.mentions[0].start), g.key))
                join(short, near, "short form in the same article")
    return [(a, _end(b, pairs), why) for a, b, why in pairs.values()]


def _end(group: Group, pairs: dict[int, tuple[Group, Group, str]]) -> Group:
    while id(group) in pairs:
        group = pairs[id(group)][1]
    return group


def core(name: str, label: str) -> tuple[str, str, str]:
    """(place, core without legal ending, branch) of the name of a company or institution."""
    parsed = names.parse(name, label)
    rest = keys.folded(name)
    for place in (parsed.place, parsed.bracket_place):
        rest = rest.replace(keys.folded(place), "", 1) if place else rest
    branch = keys.folded(parsed.branch_place) if parsed.parent else ""
    return keys.folded(parsed.place or parsed.bracket_place), COMPANY_TAIL.sub("", rest) or rest, branch


def _short_organisation(short: Group, full: Group) -> bool:
    if any(TASK_FORCE.search(n) for n in short.names) and full.label in ("GovernmentBody", "PartyBody", "OtherOrganisation"):
        a = LEVEL.sub("", keys.folded(short.names[-1]).removeprefix(keys.folded(names.parse(short.names[-1], short.label).place)))
        return len(a) >= 5 and any(keys.folded(b).endswith(a) for b in full.names) and short.adcode in ("", full.adcode)
    if short.label not in ECONOMIC or full.label not in ECONOMIC:
        return False
    if any(n in names.known() or names.canonical(n) in names.known() for n in short.names):      # 联合国 is no short name of 联合国教科文组织
        return False
    if {short.label, full.label} & {"FinancialInstitution", "Media"} and short.label != full.label:
        return False
    forms = [{bool(m.group(1)) for n in g.names if (m := LEGAL_FORM.search(n))} for g in (short, full)]
    if forms[0] and forms[1] and not forms[0] & forms[1]:      # 沃森生物技术股份有限公司 and 玉溪沃森生物技术有限公司 are two
        return False
    for a in short.names:
        place_a, core_a, branch_a = core(a, short.label)
        for b in full.names:
            place_b, core_b, branch_b = core(b, full.label)
            if branch_a != branch_b or (names.parse(b, full.label).parent and not branch_a):
                continue
            if place_a and place_b and not _nested(place_a, place_b):
                continue
            if len(core_a) >= 2 and core_b.startswith(core_a):
                return True
    return False


def _nested(a: str, b: str) -> bool:
    """Whether two places can be one, or one lies in the other: 江苏 and 连云港."""
    if a in b or b in a:
        return True
    return any(gazetteer.lies_in(x.code, y.code) or gazetteer.lies_in(y.code, x.code)
               for x in gazetteer.meant(a) for y in gazetteer.meant(b))


def _shortened(a: str, b: str) -> bool:
    """Whether `a` is `b` with something left out in the middle or before: 两会报告 of 两会工作报告; both folded."""
    if b.endswith(a) or b.startswith(a):
        return True
    if a[:2] != b[:2] or a[-2:] != b[-2:] or re.search("[届次]", a):
        return False
    rest = iter(b)
    return all(c in rest for c in a)


def _short_policy(short: Group, full: Group) -> bool:
    a, b = keys.folded(short.names[0]), keys.folded(full.names[0])
    if {short.label, full.label} <= {"PolicyDocument", "Programme"} and len(a) >= 6 and _shortened(a, b):
        return True      # 关于X的通知 / Y市关于X的通知; 行动计划 with and without its marks
    if short.label == "MeasurePackage":
        x, y = (NUMBERED.search(n) for n in (short.names[0], full.names[0]))
        if x and y and full.label in ("MeasurePackage", "PolicyDocument"):
            return x.group() == y.group() and len(short.names[0]) <= len(x.group()) + 8
    if short.label in ("Programme", "FinancialProduct") and full.label == short.label:
        return len(a) >= 3 and b.startswith(a) and len(b) - len(a) <= 6
    return False


def _short_event(short: Group, full: Group) -> bool:
    a, b = keys.folded(keys.session(short.names[0])), keys.folded(keys.session(full.names[0]))
    if b.startswith(a):      # 政协十三届一次会议 is no short form of 政协十三届一次会议主席团会议
        return len(a) >= 5 and b[len(a):] in ("", "会议", "大会", "活动", "仪式", "年会", "赛", "展")
    if short.names[0] in ENDINGS:      # 仪式, 座谈会: of those that the article names
        return b.endswith(a)
    return len(a) >= 5 and _shortened(a, b)
