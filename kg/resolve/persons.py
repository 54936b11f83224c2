"""Persons of one name: who is one and who is not, within an article and across all of them."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import gazetteer, names
from kg.records import Claim, Mention
from kg.resolve.within import APART, Group

if TYPE_CHECKING:
    from kg.resolve.local import Local

FIRMS = ("Company", "FinancialInstitution")
STATE = ("GovernmentBody", "PartyBody", "AdministrativeArea")
LEGAL = re.compile("公司$")
# posts that fill a working life: who has one at a firm has none at a bureau
FULL_TIME = re.compile("(?:[省市县区州镇乡部厅局处科院校所行站队]长|书记|主任|经理|总监|董事长|总裁|行政总裁|财务负责人|秘书)$")
# of each there is one in the country, and all know his name
TOP_POSTS = re.compile("^(?:国家副?主席|中共中央总书记|总书记|国务院总理|国务院副总理|中央军委主席|全国人大常委会委员长|委员长|全国政协主席|.*政治局常委)$")
NATIONAL = "national"


def split(groups: Iterable[Group], claims: Iterable[Claim], of: dict[Mention, Group]) -> dict[Mention, Group]:
    """The new group of every mention of a person whose name stands for several persons in one article.

    They are several where their posts can't be one man's: full-time at a firm and at a bureau, or at two firms that
    are named in full, said in different sentences, neither as ended. A mention without a post goes to the one named last.
    """
    posts: dict[Mention, list[tuple[Group, str, int]]] = defaultdict(list)
    ended: set[Mention] = set()
    for c in claims:
        if c.predicate == "holdsPost" and c.object in of and c.modality in ("stated", "reported"):
            extra = dict(c.qualifiers)
            if extra.get("former"):
                ended.add(c.subject)
            posts[c.subject].append((of[c.object], extra.get("title", ""), c.evidence.start))
    moved: dict[Mention, Group] = {}
    for group in groups:
        if group.kind != "Person" or sum(m in posts for m in group.mentions) < 2 or ended & set(group.mentions):
            continue
        persons: list[tuple[Group, list[tuple[Group, str, int]]]] = [(Group(group.key), [])]
        here = persons[0]
        for m in sorted(group.mentions):
            if m in posts:
                bodies = {id(body) for body, _, _ in posts[m]}
                same = [p for p in persons if bodies & {id(body) for body, _, _ in p[1]}]
                fits = same or [p for p in reversed(persons)
                                if not any(_contradict(a, b) for a in p[1] for b in posts[m])]
                here = fits[0] if fits else (Group(f"{group.key}|{len(persons) + 1}"), [])
                if not fits:
                    persons.append(here)
                here[1].extend(posts[m])
            here[0].mentions.append(m)
        if len(persons) > 1:
            for person, _ in persons:
                person.reasons.update(group.reasons)
                moved.update(dict.fromkeys(person.mentions, person))
    return moved


def _contradict(a: tuple[Group, str, int], b: tuple[Group, str, int]) -> bool:
    (body, title, sentence), (other, second, where) = a, b
    if sentence == where or not FULL_TIME.search(title) or not FULL_TIME.search(second):
        return False
    firms = (body.label in FIRMS, other.label in FIRMS)
    if all(firms):
        x, y = body.names[0], other.names[0]
        return bool(LEGAL.search(x) and LEGAL.search(y)) and not _kin(x, y)
    return any(firms) and (other if firms[0] else body).label in STATE


def _kin(x: str, y: str) -> bool:
    """Whether two firms share a word of their own: 远帆集团, 大连远帆物流."""
    own = [n[len(names.parse(n, "Company").place):] for n in (x, y)]
    pairs = {own[0][i:i + 2] for i in range(min(4, len(own[0]) - 1))} - {"股份", "有限", "集团", "公司", "科技"}
    return any(p in own[1] for p in pairs)


def _marks(body: Group, title: str, national: bool) -> set[str]:
    """What a post tells of who holds it."""
    found = {body.key}
    code = body.key.split("|", 1)[1] if body.kind == "Place" else ""
    if body.label in STATE and body.names and HEADQUARTERS.search(body.names[0]):
        code = body.adcode
    if code and code.isascii() and code != gazetteer.CHINA:
        found.add(f"area {code}")       # 北京市委书记, of 北京 or of 北京市委
    if len(title) > 3 and gazetteer.find(title):
        found.add(f"title {title}")
    if national:
        found |= {NATIONAL} | ({"top"} if TOP_POSTS.match(title) else set())
    return found


HEADQUARTERS = re.compile("(?:[省市县区州盟旗]委|人民政府|政府|人大常委会|政协)$")


def person_keys(local: list[Local], national: Callable[[Group], bool]) -> dict[tuple[str, str], str]:
    """(document, local key) → key of a person. `national`: whether a body is of a whole country.

    One name in two articles is one person if both give it a post at the same body or of the same area. Who holds a
    post of the whole country (国务院总理, 法国总统) is known by name: all articles that say so, and those that give the name
    no post at all, mean the same one; of who heads a province, those that name the province. Else each article
    has its own, so that two 李刚 stay two.
    """
    # name → (document, local key) → marks
    posts: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    groups: dict[str, list[Group]] = {}
    for x in local:
        groups[x.document.id] = x.groups
        for g in x.groups:
            if g.kind == "Person":
                posts[_name(g.key)][x.document.id, g.key]
        for link in x.links:
            if link.predicate == "holdsPost":
                person, body = x.groups[link.subject], x.groups[link.object]
                marks = posts[_name(person.key)][x.document.id, person.key]
                marks |= _marks(body, dict(link.qualifiers).get("title", ""), national(body))
                if body.label in FIRMS:
                    marks.add(f"firm {x.document.id} {person.key}")

    @lru_cache(maxsize=10_000)
    def areas(document: str) -> frozenset[str]:
        codes = {c for g in groups[document] for c in (g.adcode, *(g.key.split("|", 1)[1:] if g.kind == "Place" else ()))}
        return frozenset(a.code for code in codes for a in gazetteer.chain(code))

    return {where: key for name, each in posts.items() for where, key in _cluster(name, each, areas).items()}


def _name(key: str) -> str:
    return key if APART in key else "|".join(key.split("|")[:2])


def _cluster(name: str, each: dict[tuple[str, str], set[str]],
             areas: Callable[[str], frozenset[str]]) -> dict[tuple[str, str], str]:
    every = set().union(*each.values())
    governed = {m[5:] for m in every if m.startswith("area ") and m.endswith("0000")}
    clusters: list[tuple[set[str], list[tuple[str, str]]]] = []
    for where in sorted(each):
        marks = set(each[where])
        firm = any(m.startswith("firm ") for m in marks)
        high = not firm and any(m.startswith("area ") and m.endswith("0000") for m in marks)
        # 浙江省委书记习近平, but 青山镇镇长李克强 is another
        if not marks and NATIONAL in every or high and "top" in every:
            marks.add(NATIONAL)
        elif not marks and len(governed) == 1 and governed <= areas(where[0]):
            marks |= {f"area {code}" for code in governed}
        touching = [c for c in clusters if c[0] & marks]
        clusters = [c for c in clusters if not c[0] & marks]
        members = sorted([where, *(d for c in touching for d in c[1])])
        clusters.append((marks.union(*(c[0] for c in touching)), members))
    keys = {}
    for _, members in clusters:
        document, local = members[0]
        own = "|".join(part for part in (name, document, local[len(name) + 1:]) if part)
        keys |= dict.fromkeys(members, name if len(clusters) == 1 else own)
    return keys


