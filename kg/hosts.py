"""At whom a post is: the body that stands before it, or, where none does, the one that its title, the article or the person tells."""
from __future__ import annotations

import re
from functools import lru_cache

from kg import gazetteer, names
from kg.clauses import Held
from kg.clauses.committees import department, full_name
from kg.lexicon import rows
from kg.name_facts import named_area
from kg.ontology import top
from kg.records import Mention
from kg.surroundings import Surroundings

LEVEL = re.compile("省|市|县|区|州|旗|镇|乡")
HEAD = re.compile(r"(?:副|代|代理|常务副|原|时任|前)*(?:[省市县区州镇乡旗盟]长|自治区主席)")
HEAD_OF_STATE = re.compile("国家副?主席")
# posts that there are at one body only, where the article names it
IMPLIED = {"委员长": "全国人大常委会", "副委员长": "全国人大常委会", "国务委员": "国务院", "国家主席": "中国", "国家副主席": "中国",
           "全国政协委员": "全国政协", "全国政协常委": "全国政协", "全国人大代表": "全国人大"}
CENTRAL = re.compile("(?:中央|中共中央)(?:候补)?委员$")
OURS = re.compile("中方|我国|中华人民共和国|新中国|中[美俄日英法德韩朝欧非阿印意巴蒙老越缅泰柬澳加]")
# a body that a title names by its kind alone (领导小组成员), and posts that there are at countries
KIND = re.compile("^(?:该|本)?([一-鿿]*?(?:领导小组|指挥部|联席会议|委员会|工作组|工作专班|协调小组|理事会|代表团|筹委会|专家组|组委会|主席团))")
STATESMAN = re.compile(
    "^(?:代理|代|副|第一副|前|候任|当选|新任|新|现任|国务|联邦)*"
    "(?:总统|首相|国王|女王|总理|外长|防长|财长|国务卿|外交大臣|外交部长|国防部长|国家元首|议长)$")
CONGRESS = re.compile("大会副?秘书长")
ENVOY = re.compile("大使|公使|总领事|参赞|武官")
# the groups of a party within a body: who leads the body itself is not at them
GROUP = re.compile("(?:机关)?(?:党委|党组|党支部|党总支|党工委|党委会|纪检组|纪检监察组)$")
OF_PARTY = re.compile("书记|委员|常委|成员|党|^副?组长|干事|组织员|支委")
# what a title names of the area that was named last: 政协委员, 政府副主席, 人大常委会主任
ASSEMBLY = re.compile("(政府|政协|人大常委会|人大)(?=.{0,2}(?:主席|主任|秘书长|委员|常委|代表))")
# characters of a title that show at what kind of body it is
UNIT = re.compile("^(?:副|代|常务副)*([部厅局署院校行台社馆])长$")
UNIT_BODY = {"校": "[校学院]", "行": "银?行", "台": "台", "社": "社", "馆": "馆", "院": "院", "部": "部", "厅": "厅", "局": "局", "署": "署"}
TEAM = re.compile("^副?([组队团])长$")
FIRMS = ("Company", "FinancialInstitution")
FIRM_POST = re.compile("总裁|总会计师|总经济师|董事|监事|总经理|财务总监|首席[一-鿿]{1,4}官|CEO|CFO|COO|CTO|运营总监|技术总监")


@lru_cache(maxsize=1)
def heads() -> dict[str, str]:
    """Person → the title by which alone the language calls him, as head of state or government: 李先念主席."""
    return {name: title for title, entries in rows("heads_of_state") for name in entries.split()}


def of_area(body: Mention, name: str, label: str, adcode: str = "") -> Mention:
    """A body or place that the text names only within, or by, another mention."""
    return Mention(body.start, body.end, name, label, name, adcode, source="rule", inner=True)


def settle(body: Mention, title: str) -> Mention | None:
    """At whom a post named behind a body really is: a 县长 is one of the county, not of its party committee; a 总经理 behind
    某公司党委书记 one of the company; of 中共中央总书记、国家主席 the second is one of the country. None if that is not known."""
    if body.label in ("PartyBody", "GovernmentBody") and HEAD.fullmatch(title):
        return named_area(body) or body
    if top(body.label) == "Organisation" and (m := GROUP.search(body.name)) and not OF_PARTY.search(title):
        above = body.name[:m.start()]
        if label := names.label_of(above):
            return of_area(body, above, label)
    if part := department(body, title):
        return of_area(body, full_name(body.name, part), "PartyBody")
    if (m := ASSEMBLY.match(title)) and body.label in ("AdministrativeArea", "PartyBody"):
        return _beside(body, m.group(1)) or body
    if body.label == "PartyBody" and HEAD_OF_STATE.fullmatch(title):
        if body.name.startswith(("中共", "中国共产党")) or body.name == "中央":
            return of_area(body, "中国", "AdministrativeArea", gazetteer.CHINA)
        area = named_area(body)
        return area if area is not None and not area.anaphor else None
    return body


def _beside(body: Mention, kind: str) -> Mention | None:
    """The assembly or government of the same area as a party committee, or of an area: 政府 of 甲区党委常委、政府副主席."""
    place = body.name if body.label == "AdministrativeArea" else names.parse(body.name, body.label).place or ""
    label = names.label_of(place + kind) if place else ""
    return of_area(body, place + kind, label) if label else None


def _sender(held: Held, around: Surroundings) -> Mention | None:
    """For whom an envoy stands: 中国 of 中国驻印度大使; the country that the article speaks from where it is left out."""
    at = held.body.start - 1
    beside = next((m for m in around.mentions if m.end == at and top(m.label) in ("Place", "Organisation")), None)
    return beside or next((m for m in around.before(held.post.end, "Place") if m.name == "中国"), None)


def _implied(post: Mention, body: str) -> Mention:
    label, code = ("AdministrativeArea", gazetteer.CHINA) if body == "中国" else (names.known()[body].label, "")
    return of_area(post, body, label, code)


def _abbreviated(at: int, around: Surroundings) -> Mention | None:
    """俄总统: the country that one character names right before a post of state, where the article names it in full."""
    if any(m.start < at <= m.end for m in around.mentions):
        return None
    c = around.clean.text[at - 1:at]
    countries = (gazetteer.by_code(m.adcode) for m in around.named.get("Place", ()))
    found = next((a for a in countries if a is not None and a.level == "country" and a.abroad and a.name[0] == c), None)
    return found and Mention(at - 1, at, c, "AdministrativeArea", found.name, found.code, source="rule", inner=True)


def _country(at: int, around: Surroundings) -> Mention | None:
    """The foreign country that was named last, by itself or in the name of its parliament or ministry."""
    beside = around.country(at, abroad=True)
    for m in around.before(at, "Organisation"):
        if beside is not None and beside.start > m.start:
            break
        found = [a for a in gazetteer.areas(names.parse(m.name, m.label).place or "-") if a.level == "country" and a.abroad]
        if m.label == "GovernmentBody" and len(found) == 1:
            return of_area(m, found[0].name, "AdministrativeArea", found[0].code)
    return beside


def _village(at: int, around: Surroundings) -> Mention | None:
    """The village that 驻村第一书记 is sent to: the one named last, else the first one named later."""
    villages = [m for m in around.named.get("Place", ()) if m.name.endswith(("村", "社区", "嘎查"))]
    before = [m for m in villages if m.end <= at]
    return before[-1] if before else villages[0] if villages else None


def alone(held: Held, person: Mention, around: Surroundings) -> Mention | None:
    """The body of a post that names none: the only one that has such a post, the area of its level (副市长), the country or team
    that the article speaks of; None if nothing tells."""
    clean, at = around.clean, held.post.start
    if heads().get(person.name) == held.title:      # 李先念主席, 朱镕基总理
        return _implied(held.post, "中国")
    if (body := IMPLIED.get(held.title)) and (body in clean.text or body == "中国" and OURS.search(clean.text)):
        return _implied(held.post, body)
    if CENTRAL.search(held.title):
        return _implied(held.post, "中共中央")
    level = LEVEL.search(held.title)
    if level and HEAD.search(held.title) and not held.title.endswith("书记"):
        start = min(at + max(0, held.post.text.find(level.group())), held.post.end - 1)
        return Mention(start, start + 1, level.group(), "AdministrativeArea", anaphor=True, source="rule")
    if m := KIND.match(held.title):
        return around.body(at, m.group(1)[-4:])
    if STATESMAN.match(held.title):
        return _abbreviated(at, around) or _country(at, around)
    if STATESMAN.match(held.title[1:]) and clean.text[at - 1:at] == held.title[0]:      # 俄总统
        return _abbreviated(at, around)
    if CONGRESS.fullmatch(held.title):
        bodies = around.named.get("Organisation", ())
        return next((m for m in bodies if m.name.endswith("大会秘书处")), None) or around.body(at, "主席团")
    return None


def only(held: Held, around: Surroundings) -> Mention | None:
    """The body that an article is about, for a post that names none: the only company before 总裁, the only court before 院长."""
    if m := TEAM.search(held.title):      # 组长由王平担任: the team named last
        return next((x for x in around.before(held.post.start, "Organisation") if x.name.endswith(m.group(1))), None)
    before = [m for m in around.before(held.post.start, "Organisation")]
    if FIRM_POST.search(held.title):
        found = [m for m in before if m.label in FIRMS]
    elif m := UNIT.match(held.title):
        found = [x for x in before if re.search(f"{UNIT_BODY[m.group(1)]}$", x.name)]
    else:
        return None
    return found[0] if found and len({m.name for m in found}) == 1 else None


def host(held: Held, person: Mention, around: Surroundings, default: Mention | None = None) -> Mention | None:
    """At whom `person` holds the post; `default`: the body of a post that names none and that nothing else tells."""
    if held.title.startswith("驻村") or held.title == "第一书记" and held.body is None and default is None:
        return _village(held.post.start, around)
    if held.body is not None:
        if (ENVOY.search(held.title) or held.title.endswith("代表")) and around.clean.text.startswith("驻", held.body.start - 1):
            return _sender(held, around)
        return settle(held.body, held.title)
    if held.title in IMPLIED or default is None:
        return alone(held, person, around)
    return settle(default, held.title) or default
