"""该公司, 公司, 全市, 《办法》: words that stand for something named elsewhere in the article."""
from __future__ import annotations

import re

from kg.gatherings import SPEECHES, gatherings
from kg.lexicon import alternation
from kg.ontology import is_a, top
from kg.recognise.sources.posts import is_official
from kg.records import CleanText, Mention

H = "一-鿿"
# What a bare word like 公司 may follow: the start of a clause, or a word that can't be the first half of a compound.
FREE = rf"(?:(?<![{H}A-Za-z0-9])|(?<=[在为对向由到与和从给让使是的但该本我此任去聘]))"
BODIES = (
    ("Company", re.compile(rf"(?:该|本|我|这家|此家)(?:公司|企业|集团|厂)|{FREE}公司(?!债|法|治理|化|制|注册|登记|制度|们)")),
    ("FinancialInstitution", re.compile("(?:该|我|本)行(?!业|动|为|政|程|列)|(?:该|我|本)银行")),
    ("GovernmentBody", re.compile("(?:该|我|本)(?:局|厅|委|部(?!分|门|署)|署|办)")),
    ("PublicInstitution", re.compile("(?:该|我|本)(?:校|院(?!士)|所(?!有|以)|中心|协会|学会|基金会|医院|大学)")),
)
AREA = re.compile("(?:该|全|我|(?<![基根日])本)(?:省|市|县|区|州|自治区|镇|乡|旗)(?![场政民级域委面])|(?<![一-鿿])省里|(?<![一-鿿])市里|(?<![一-鿿])区里|(?<![一-鿿])县里")
# 韩正、杨晶参加座谈会, 在启动仪式上, 此次论坛: an event named elsewhere
KINDS = f"(?P<noun>{alternation('meeting_endings')}|{alternation('activity_endings')}|开幕会|闭幕会|活动|仪式|会见|会谈|接见|会面|全会)"
THE = "(?:(?:上述|有关|相关|本次|此次|这次|本届|该次|当天的?|该|大会|会议|论坛|活动)?)"
EVENTS = tuple(re.compile(p) for p in (
    f"(?:参加|出席|主持|列席|参与|见证|与会|主办|承办|协办)了?{THE}{KINDS}(?=[，。；、]|并|开幕|闭幕|时|的|和|$)",
    f"(?:在|(?<![{H}]))(?:{THE}{KINDS}|(?P<at>会))(?:的?(?:当天|现场|期间|开幕|闭幕))?(?:上|现场|期间|中)(?![{H}]?(?:述|级|海|市|午|升|涨))",
    f"(?:本次|此次|这次|本届|该次){KINDS}(?![{H}]?[中期间内的])",
    f"(?:(?<![{H}])){KINDS}(?=由[{H}])",
    f"在(?:大会|会议|开幕式|闭幕式|会议闭幕式)?(?P<speech>{'|'.join(SPEECHES)})(?=中[要强指表说谈提充回高着])"))      # 王平在讲话中强调
# 为其办理贷款, 向企业授信: only if one single firm was named shortly before
FIRM = re.compile("(?<=[为对向给])(?P<noun>其(?![他中实它余次间])|企业(?=(?:的?信用|提供|发放|办理|授信|解决|减免|协调|捐赠|送)))")
ALONE = re.compile("(?![的们等级办会、和与及兼助])[一-鿿]")
PERSON = re.compile("(?<![其吉])(?:他|她)(?!们|人|国|乡|山|日|用|方|律|因)")


def find(text: str, mentions: tuple[Mention, ...]) -> list[Mention]:
    """Anaphors in the places where no mention is."""
    inside = {i for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    patterns = (*BODIES, ("AdministrativeArea", AREA), ("OtherPerson", PERSON))
    for label, pattern in patterns:
        for m in pattern.finditer(text):
            if not inside & set(range(m.start(), m.end())):
                inside |= set(range(m.start(), m.end()))
                found.append(Mention(m.start(), m.end(), m.group(), label, anaphor=True, source="anaphors"))
    for m in sorted((m for pattern in EVENTS for m in pattern.finditer(text)), key=lambda m: m.span()):
        start, end = m.span(m.lastgroup)
        if not inside & set(range(start, end)):
            inside |= set(range(start, end))
            found.append(Mention(start, end, m[m.lastgroup], "Meeting", anaphor=True, source="anaphors"))
    for m in FIRM.finditer(text):
        start, end = m.span("noun")
        paragraph = max(text.rfind("\n", 0, start), start - 160)
        firms = {n.name for n in mentions if n.label == "Company" and n.name and paragraph < n.start < start}
        if len(firms) == 1 and not inside & set(range(start, end)):
            found.append(Mention(start, end, m["noun"], "Company", anaphor=True, source="anaphors"))
    found += _posts_alone(text, mentions)
    before = antecedents((*mentions, *found), CleanText(text, tuple(range(len(text) + 1))))
    return [m for m in found if m in before or m.label == "AdministrativeArea"]


def _holders(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Post → the person, if all through the article there is only one with it: 总书记 → 习近平."""
    found: dict[str, set[str]] = {}
    posts_ = [m for m in mentions if m.label == "Post" and is_official(m.text)]
    persons = {p: m.name for m in mentions if top(m.label) == "Person" and m.name for p in (m.start, m.end)}
    for post in posts_:
        for beside in (post.start, post.end):
            if beside in persons:
                found.setdefault(post.text, set()).add(persons[beside])
    return {post: names.pop() for post, names in found.items() if len(names) == 1}


def _posts_alone(text: str, mentions: tuple[Mention, ...]) -> list[Mention]:
    """总书记来到村里: a post that begins a clause stands for the one person who has been named with it."""
    holders = _holders(mentions)
    edges = {p for m in mentions if m.label != "Post" for p in (m.start, m.end)}
    return [
        Mention(m.start, m.end, m.text, "Official", anaphor=True, source="anaphors")
        for m in mentions
        if m.label == "Post" and m.text in holders and m.start not in edges and m.end not in edges
        and ALONE.match(text, m.end) and text[m.start - 1:m.start] in ("，", "。", "\n", "")
    ]


def antecedents(mentions: tuple[Mention, ...], clean: CleanText) -> dict[Mention, Mention]:
    """For each anaphor the name that it most probably stands for: the nearest one before it, of its class, in its section (of events,
    what `kg.gatherings` says); of areas none, since what 全市 means is for `kg.region` to say."""
    found: dict[Mention, Mention] = {}
    starts = [s.start for s in clean.sections] or [0]
    names = sorted(m for m in mentions if not m.anaphor and not m.inner and m.name)
    holders, events = _holders(mentions), gatherings(clean, mentions)
    for m in sorted(mentions):
        if not m.anaphor or top(m.label) == "Place":
            continue
        if top(m.label) == "Event":
            if (event := events.meant(m.start, m.text)) is not None:
                found[m] = event
            continue
        section = max((s for s in starts if s <= m.start), default=0)
        candidates = [n for n in names if section <= n.start and n.end <= m.start and _fits(m, n) and holders.get(m.text, n.name) == n.name]
        if candidates:
            found[m] = candidates[-1]
    return found


def _fits(anaphor: Mention, name: Mention) -> bool:
    if top(anaphor.label) == "Policy":       # 《办法》 stands for 《…办法》
        return is_a(name.label, "Policy") and anaphor.text.strip("《》“”") in name.name and name.name != anaphor.text.strip("《》“”")
    if top(anaphor.label) == "Person":
        return top(name.label) == "Person"
    return name.label == anaphor.label
