"""The grammar of names of Chinese organisations: where a name holds a place, a level, a parent, and which forms it has.

    沈阳市 | 工信 | 局            place, core, ending
    市 | 工信 | 局                level, core, ending: of the city that the text is about
    江苏银行 | 无锡 | 分行         parent, branch place, ending
    浩宁实业 | （沈阳） | 有限公司   core, bracket place, ending

The knowledge is in `kg/lexicons`: `departments` (fields of government), `local_bodies` (what follows a
place), `organisation_endings`, and the lists of bodies with names of their own.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg import gazetteer
from kg.lexicon import rows, words

KNOWN = ("central_bodies", "financial_bodies", "media", "companies", "institutions")
MAJOR = ("GovernmentBody", "PartyBody")
LEVEL = re.compile(r"自治区|省|市|区|县|州|盟|旗|镇|乡|街道")
NOT_LEVEL = re.compile(r"市场|市政(?!府|协|法)|市民(?!政|族|宗|革|盟|建|进)|区域|区块|县域|乡村|镇江|州际|省际|[省市区县镇乡]级|[省市]属|[省市]内")
ZONE = re.compile(r"[^局厅委部处办院]{0,12}?(?:开发区|高新区|新区|新城|新片区|度假区|保税区|保税港区|工业园区|工业园|产业园|软件园|园区|商务区|示范区|自贸区|试验区|自贸港|合作区|经开区|功能区|风景区|景区|保护区|集聚区|矿区|林区|港区|空港区|管理区)")
CITY_DISTRICTS = ("市中区", "市南区", "市北区")
BRACKETS = re.compile(r"[（(]([^（()）]{2,9})[)）]")
GOVERNMENT = ("委员会", "委", "厅", "分局", "总局", "局", "办公室", "办", "中心", "部门", "室", "社")
FULL_ENDING = {"委": "委员会", "办": "办公室"}
SHORT_ENDING = {"委员会": "委", "办公室": "办"}
SUPERVISORS = {"银保监": "中国银行保险监督管理委员会", "证监": "中国证券监督管理委员会",
               "银监": "中国银行业监督管理委员会", "保监": "中国保险监督管理委员会"}
SHORT_PLACE = frozenset("海关 供电公司 电力公司 供电局 电网公司 金融法院 知识产权法院 互联网法院 海事法院 边检站 边检总站 出入境边防检查总站 军区 警备区 军分区".split())
SUPERVISED = re.compile(r"(?:中国)?(银行保险|证券|银行业|保险)监督管理委员会(.+?)监管(分?局)|(?:中国)?(银保监|证监|银监|保监)会(.+?)监管(分?局)")
SUPERVISOR_OF = {"银行保险": "银保监", "证券": "证监", "银行业": "银监", "保险": "保监"}
SENT = re.compile("(?:中国|中华人民共和国)?驻(.{1,12}?)(大使馆|使馆|总领事馆|总领馆|领事馆)")
SENT_FULL = {"使馆": "大使馆", "总领馆": "总领事馆"}
CARRIERS = {"联通": "中国联通", "移动": "中国移动", "电信": "中国电信", "铁塔": "中国铁塔", "银联": "中国银联", "邮政": "中国邮政",
            "石油": "中国石油", "石化": "中国石化", "烟草": "中国烟草", "中烟": "中国烟草"}
BRANCH = re.compile(r"(?:省|市|区|县|自治区)?(?:中心支行|分行营业部|分行|支行|分公司|支公司|中心支公司|总部|总行|营业管理部|营业部|办事处|(?<!有限)(?<!责任)(?<!股份)公司)$")
PARENT_END = ("银行", "农商行", "信用社", "联社", "保险", "人寿", "财险", "产险", "寿险", "证券", "期货", "基金", "信托", "联通", "移动",
              "电信", "铁塔", "银联", "邮政", "石油", "石化", "电网", "集团", "公司", "股份", "控股")
HEADS = ("政府", "人民政府", "指挥部", "领导小组", "委员会", "管委会", "小组", "联席会议", "法院", "检察院", "人大常委会", "政协", "委", "会")
LEGAL_TAIL = ("公司", "集团", "集团公司", "有限公司", "集团有限公司", "总公司")      # 中国航天科技集团|公司
OFFICE = re.compile(r"(?:党组|机关党委|党委|纪检监察组|直属机关党委|办公厅|办公室|新闻办公室|新闻办|(?:暗访|督查|督导|调查|检查|巡察|工作|指导|调研|专项)组)$")
INNER = re.compile(r"(?:[^省市县区]{1,10}(?:司|局|部|处|厅|办公室|中心|学院|研究院|研究所|所|支队|大队|分局|委员会|专委会|工作组|领导小组)|第[一二三四五六七八九十]+[师团])$")
SCHOOL = re.compile(r"(.+?(?:大学|医学院|医科大学))((?:.{0,6}附属|第[一二三四五六七八九十]+|口腔|肿瘤).{0,12}?医院|(?:.{2,10}?)(?:学院|研究院|研究所|研究中心|实验室)|.{0,3}附(?:属中学|属小学|中|小))$")


@dataclass(frozen=True, slots=True)
class Known:
    """A body with a name of its own."""

    full: str
    label: str
    aliases: tuple[str, ...]
    alone: tuple[str, ...]     # the names that mean it wherever they stand


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The parts of a name, as written; "" for what it does not have."""

    place: str = ""          # 沈阳市, 成都市青羊区, 沈阳高新区; 沈阳 in 沈阳某某有限公司
    level: str = ""          # 市 in 市工信局
    core: str = ""
    ending: str = ""
    branch_place: str = ""   # 无锡 in 江苏银行无锡分行
    parent: str = ""         # 江苏银行 in 江苏银行无锡分行
    bracket_place: str = ""  # 沈阳 in 浩宁实业（沈阳）有限公司


@lru_cache(maxsize=None)
def known() -> dict[str, Known]:
    """Every name of a body with a name of its own → what it is."""
    found: dict[str, Known] = {}
    for lexicon in KNOWN:
        for full, label, *rest in rows(lexicon):
            written = [full, *(rest[0].split(" ") if rest else [])]
            if full.endswith("集团有限公司") and full.startswith("中国"):      # 中国航空集团, and so 中国航空集团|公司
                written.append(full.removesuffix("有限公司"))
            aliases = tuple(w.removeprefix("~") for w in written if w)
            body = Known(full, label, aliases, tuple(w for w in written if w and w[0] != "~"))
            for name in aliases:
                found.setdefault(name, body)
    return found


@lru_cache(maxsize=None)
def endings() -> dict[str, str]:
    """Ending of a name → leaf class."""
    return {row[0]: row[1] for row in rows("organisation_endings")}


@lru_cache(maxsize=None)
def ending_marks() -> dict[str, frozenset[str]]:
    """Ending of a name → how far it makes a name; the marks are explained in the lexicon."""
    return {row[0]: frozenset(row[2].split()) if len(row) > 2 else frozenset() for row in rows("organisation_endings")}


@lru_cache(maxsize=None)
def departments() -> dict[str, tuple[str, str, str]]:
    """Field of government, in full or short → (full, ending of a province's department, of a city's)."""
    found: dict[str, tuple[str, str, str]] = {}
    for full, short, province, city in ((r[0], r[1], r[2], r[3]) for r in rows("departments")):
        for name in [full, *short.split()]:
            found.setdefault(name, (full, province, city))
    return found


@lru_cache(maxsize=None)
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Full field of government → its short forms."""
    return {r[0]: tuple(r[1].split()) for r in rows("departments")}


@lru_cache(maxsize=None)
def local_bodies() -> dict[str, tuple[str, str]]:
    """What follows a place → (leaf class, full form)."""
    return {r[0]: (r[1], r[2]) for r in rows("local_bodies")}


@lru_cache(maxsize=None)
def foreign_bodies() -> dict[str, str]:
    """What follows a country → leaf class."""
    return dict(rows("foreign_bodies"))


@lru_cache(maxsize=None)
def words_first() -> frozenset[str]:
    """Short names of areas that are words of the language first: 公安 in 铁岭县公安局 is no county."""
    return frozenset(words("area_like_words"))


def split_department(text: str) -> tuple[str, str] | None:
    """(core, ending) of a department's name without its place, None if its field is not a known one: 工信局 → (工信, 局)."""
    for ending in GOVERNMENT:
        core = text.removesuffix(ending)
        if core != text and core in departments():
            return core, ending
    return None


@lru_cache(maxsize=20000)
def is_office(rest: str) -> bool:
    """Whether what is left of a name without its area or level is one of the bodies that areas have: 人民政府, 工信局."""
    return rest in local_bodies() or split_department(rest) is not None


def label_of(name: str) -> str:
    """Leaf class that the form of a name shows, "" if none."""
    if name in known():
        return known()[name].label
    parts = parse(name)
    rest = name[len(parts.place or parts.level):]
    if rest in local_bodies() and (parts.place or parts.level):
        return local_bodies()[rest][0]
    if split_department(rest):
        return "GovernmentBody"
    if label := endings().get(parts.ending, ""):
        return label
    return "GovernmentBody" if (parts.place or parts.level) and OFFICE_OF_STATE.fullmatch(rest) else ""


# what follows the name of an area, or its level, and is one of its offices: 省爱卫办, 市打私办, 县双拥办
OFFICE_OF_STATE = re.compile("[一-鿿]{1,8}(?:办|委|局|厅|署)|人民检察院[一-鿿]{2,6}分院")


def ending_of(name: str) -> str:
    """The longest known ending of `name` that leaves something before it."""
    for size in range(min(9, len(name) - 1), 0, -1):
        if name[-size:] in endings():
            return name[-size:]
    return ""


# what follows a word that is also a short name of a county, and makes it the field of an office: 公安|厅
OF_STATE = re.compile("[厅局]|机关|系统|部门|战线|干警|民警")


@lru_cache(maxsize=20000)
def places(text: str) -> str:
    """The chain of areas, from the wider to the narrower, that `text` begins with: 成都市青羊区 of 成都市青羊区新科局."""
    end, outer = 0, ()
    for start, stop, areas in gazetteer.find(text[:24]) if not text.startswith("新疆生产建设兵团") else ():
        nested = gazetteer.within(areas, outer)
        if start != end or text[start:stop] in words_first() and (not nested or OF_STATE.match(text, stop)):
            break      # 湖北省|公安厅, though 公安 is one of its counties
        if end and (areas[0].level == "country" or not nested):
            break      # 加拿大|四川同乡会
        end, outer = stop, areas
        if text[end:end + 1] in ("省", "市") and text[end:end + 2] not in ("市场", "市政", "市民") and text[end:end + 3] != "市委会":
            if text[end:end + 3] not in CITY_DISTRICTS:
                break   # 北京 of 北京市委: a short name before a level that is not its own
    inner = text[end - 1:end + 2]
    if inner in CITY_DISTRICTS and gazetteer.within(gazetteer.areas(inner), gazetteer.areas(text[:end - 1])):
        end += 2        # 济南|市中区, not 济南市|中区
    return text[:end]


@lru_cache(maxsize=20000)
def parse(name: str, label: str = "") -> OrganisationName:
    """The parts of the name of an organisation; whatever is not found stays empty.

    `label`: its leaf class, if known, where the form alone does not decide.
    """
    place, level = _place_or_level(name)
    rest = name[len(place or level):]
    bracket = next((m.group(1) for m in BRACKETS.finditer(name) if gazetteer.areas(m.group(1))), "")
    parent, branch = _parent(name, place, rest)
    department = split_department(rest)
    ending = department[1] if department else rest if rest in endings() and (place or level) else ending_of(rest)
    core = BRACKETS.sub("", rest[: len(rest) - len(ending)]) if ending else BRACKETS.sub("", rest)
    if parent and core.startswith(parent):
        core = core[len(parent):] or core
    return OrganisationName(place, level, core, ending, branch, parent, bracket)


def _place_or_level(name: str) -> tuple[str, str]:
    start = len(next((p for p in ("中国共产党", "中共", "国网", "国家税务总局") if name.startswith(p) and name != p), ""))
    if (m := LEVEL.match(name, start)):
        rest = name[m.end():]
        if not NOT_LEVEL.match(name, start) and (is_office(rest) or len(rest) > 2
                                                 and endings().get(ending_of("某" + rest)) in (*MAJOR, "PublicInstitution", "OtherOrganisation")):
            return "", name[start:m.end()]
    place = places(name[start:])
    if place in ("中国", "中华人民共和国") or start + len(place) == len(name):
        return "", ""
    zone = ZONE.match(name, start + len(place)) if "委" in name or "局" in name or "区" in name or "园" in name else None
    if zone and zone.end() < len(name) and not (place and name[zone.end():] in ("公司",)):
        place = name[start:zone.end()]
    return place if start == 0 else name[start:start + len(place)], ""


def _parent(name: str, place: str, rest: str) -> tuple[str, str]:
    """(parent, branch place) that the name contains."""
    if name in known() and not OFFICE.search(name):
        return "", ""
    m = OFFICE.search(name)
    if m and m.start() >= 2:
        head = name[: m.start()]
        if head in known() or head.endswith(HEADS) and rest not in ("人民政府", "政府") and len(head) > 2 and not head.endswith("工作委"):
            return head, ""
        if OFFICE.pattern and m.group() in ("党组", "机关党委", "党委") and ending_of(head):
            return head, ""
    if m := re.search(r"委(?:组织部|宣传部|统战部|政法委|政法委员会|党校|政研室|政策研究室|网信办|编办|老干部局|社会工作部)$", name):
        return name[: m.start() + 1], ""
    if m := SCHOOL.match(name):
        return m.group(1), ""
    head = next((name[:n] for n in range(min(len(name) - 1, 16), 1, -1) if name[:n] in known()), "")
    if head:
        tail = name[len(head):]
        if tail in LEGAL_TAIL:
            return head, ""
        if BRANCH.search(tail):
            where = places(tail) or tail[: BRANCH.search(tail).start()]
            if gazetteer.areas(where) or where and where == places(tail):
                return head, where
            if not tail.endswith("公司") or tail in ("分公司", "总公司"):
                return head, ""
        if INNER.fullmatch(tail) and len(head) > 2:
            return head, ""
        if (where := places(tail)) and (where[-1] in "省市县区州盟旗" or any(a.level in ("province", "city") for a in gazetteer.areas(where))):      # not 一汽|解放
            if tail[len(where):] in ("公司", "") or endings().get(ending_of(tail)) == "Company":
                return head, where
    if place and rest in CARRIERS:
        return CARRIERS[rest], place
    if name.startswith("国网") and len(name) > 4:
        return "国家电网", places(name[2:])
    for end in range(min(len(name) - 2, 16), 2, -1):    # 江苏银行|无锡分行, 大同煤矿集团|北京分公司
        tail = name[end:]
        if name[:end].endswith(PARENT_END) and tail != "公司" and (m := BRANCH.search(tail)) and len(tail) < 13:
            where = places(tail) or tail[: m.start()]
            return name[:end], where if gazetteer.areas(where) or where == places(tail) else ""
    return _whole(name), ""


# bodies that have parts, and parts that bodies have: 交通厅|公路勘察规划设计院, 大学|招生就业处, 医院|急诊科, 指导组|物资保障组
WHOLES = re.compile(
    "大学|学院|研究院|研究所|科学院|医院|厅|局|委员会|人大常委会|人大|政协|集团|公司|银行|法院|检察院|使馆|政府|指导组|领导小组|指挥部|联席会议|总工会|党|联盟|海关|协会|学会|卫健委|发改委|教委|建委|国资委|资源委|革委|委(?=[^员])")
PARTS = re.compile(
    "附属[一-鿿]{0,8}(?:医院|中学|小学|学校|幼儿园)|团委|[一-鿿“”]{1,14}?(?:分局|处|科|股|室|中心|研究院|研究所|设计院|实验室|学院|系|部|党部|支队|大队|中队|总队|组|办公室|办|站|所|队|社|馆|分会|委员会|专委会|工委|课题组|分院|院区|分校|校区|事业部|子公司|总部|机关|团队|团委|频道)$")
NO_PART = re.compile("^(?:长|员|法(?![律学制务工规治])|学(?![生科术院])|级|方|系统|机关事务|人民|第[一二三四五六七八九十])|^(?:与|和|及|、)")


def _whole(name: str) -> str:
    """The body that a name begins with, if the rest names a part of it; "" if not."""
    for m in reversed(list(WHOLES.finditer(name))):
        head, tail = name[:m.end()], name[m.end():]
        if len(tail) < 2 or len(head) < 4 or not PARTS.fullmatch(tail) or NO_PART.match(tail) or head.endswith(("工作委员会", "办事处")):
            continue
        rest = head[len(places(head)):]
        if is_office(rest) or head in known() or ending_of(head) and (rest != head or len(head) > 5 or head.endswith("大学")):
            return head
    return ""


def official_place(place: str, adcode: str = "") -> str:
    """The name that official names of bodies begin with: 聊城 → 聊城市, 浑南区 → 沈阳市浑南区; as written if ambiguous."""
    area = _area(place, adcode)
    if area is None or area.level == "country":
        return place
    name = area.name
    if place and place[-1] in "市县区旗州盟" and name[-1] in "市县区旗州盟" and place[-1] != name[-1] and place[:-1].endswith(name[:2]):
        return place      # 监利县, before it became 监利市
    if name.endswith("区") and not name.endswith(("自治区", "行政区", "地区")):
        parent = gazetteer.by_code(area.parent) if area.parent else None
        if parent is not None and parent.name.endswith(("市", "地区", "州")):
            return parent.name + name
    return name


def _area(place: str, adcode: str) -> gazetteer.Area | None:
    if adcode and not place:
        return gazetteer.by_code(adcode)
    candidates = gazetteer.meant(place)
    if len(candidates) > 1 and adcode:
        candidates = tuple(a for a in candidates if gazetteer.lies_in(adcode, a.code)) or candidates
    return candidates[0] if len(candidates) == 1 else None


BRANCH_OF_DISTRICT = re.compile("([一-鿿]{2,3})((?:公安|交警|交通警察|规划(?:和|与)?自然资源|自然资源|国土资源|国土|规划|生态环境|环保|税务|国税|地税|城管|监管)分局.*)")


def of_district(name: str) -> tuple[str, str]:
    """(district, rest) of the branch of a city's office that is called after its district alone: 朝阳公安分局 → 朝阳区; ("", "")."""
    m = BRANCH_OF_DISTRICT.match(name)
    district = m is not None and any(a.name == m.group(1) + "区" for a in gazetteer.areas(m.group(1)))
    return (m.group(1) + "区", m.group(2)) if district else ("", "")


@lru_cache(maxsize=20000)
def vague(name: str, label: str = "") -> str:
    """The word that a name of a body begins with, if it is a short name of a county or district and, as often, no area at all:
    滨海 of 滨海体育中心, 北辰 of 北辰药业有限公司; "" of an office that only an area has (滨海法院)."""
    place = parse(name, label).place
    found = gazetteer.areas(place) if len(place) == 2 and place in _common_places() else ()
    rest = name.removeprefix(place)
    office = rest in local_bodies() or (department := split_department(rest)) is not None and department[1] not in ("中心", "室", "社")
    if not found or office or any(a.level != "county" or a.name.endswith("市") for a in found):
        return ""
    return place


@lru_cache(maxsize=1)
def _common_places() -> frozenset[str]:
    return frozenset(words("place_common_words"))


@lru_cache(maxsize=20000)
def canonical(name: str, adcode: str = "") -> str:
    """The full official form of a name: 聊城市工信局 → 聊城市工业和信息化局, 农行湖北分行 → 中国农业银行湖北分行.

    `adcode`: code of the area that a name with a level alone (市委, 省政府) belongs to.
    """
    name = name.replace("(", "（").replace(")", "）")
    if name in known() and not (adcode and name in ("国资委", "发改委", "卫健委", "网信办", "外办", "港澳办", "发展改革委")):
        return known()[name].full
    # 中国国务院新闻办公室, 中国教育部
    if name.startswith("中国") and len(name) > 4 and name[2:] in known() and known()[name[2:]].label in MAJOR:
        return known()[name[2:]].full
    if m := SENT.fullmatch(name):
        return f"中国驻{m.group(1)}{SENT_FULL.get(m.group(2), m.group(2))}"
    if m := SUPERVISED.fullmatch(name):
        kind = SUPERVISOR_OF[m.group(1)] if m.group(1) else m.group(4)
        return _short(m.group(2) or m.group(5), "") + kind + (m.group(3) or m.group(6))
    district, branch = of_district(name)
    if district:
        return official_place(district, adcode) + branch
    parts = parse(name)
    if not adcode and vague(name):
        return name
    if parts.parent and parts.parent in known() and name.startswith(parts.parent):
        full, tail = known()[parts.parent].full, name[len(parts.parent):]
        if parts.branch_place and tail.startswith(parts.branch_place) and BRANCH.search(tail):      # 贵州省分行 = 贵州分行
            tail = _short(parts.branch_place, "") + tail[len(parts.branch_place):]
        return full if tail in LEGAL_TAIL else full + tail
    if parts.parent and name.startswith("国网"):
        return "国网" + _short(parts.branch_place, "") + name[2 + len(parts.branch_place):]
    if parts.parent in CARRIERS.values() and parts.branch_place:
        return f"{known()[parts.parent].full}{parts.branch_place}分公司"
    for prefix in ("中国共产党", "中共", "国家税务总局"):
        if name.startswith(prefix) and (parts.place or parts.level):
            name = name[len(prefix):]
    lead = parts.place or parts.level
    rest = name[len(lead):] if name.startswith(lead) else name
    if not lead and not adcode:
        return name
    place = official_place(parts.place, adcode) if parts.place else official_place("", adcode) if adcode and parts.level else lead
    if rest == "委员会":
        return place + "委"
    if rest in local_bodies() and (parts.level or _area(parts.place, adcode) or ZONE.search(parts.place)):
        area = _area(parts.place, adcode)
        if area is not None and (area.level == "country" or area.abroad or area.code.startswith("71")):
            return name
        if rest in SHORT_PLACE:
            return (_short(parts.place, adcode) or place) + rest
        return place + local_bodies()[rest][1]
    if rest in LOOSE:
        return place + rest
    if department := split_department(rest):
        core, ending = department
        if core in SUPERVISORS:
            return (_short(parts.place, adcode) or place) + rest
        full, province, city = departments()[core]
        if ending == "部门":
            ending = province if place.endswith(("省", "自治区")) else city
        return place + full + FULL_ENDING.get(ending, ending)
    if endings().get(parts.ending) in MAJOR and not AS_NAMED.search(rest):
        return place + rest
    return name


# short names that stand for bodies of different names in different cities: 房管局 is 房屋管理局 here, 住房保障和房产管理局 there
LOOSE = ("房管局", "交通委", "城管委", "经信委", "规划委", "农委", "文化局", "旅游局", "住建委", "体育局")
AS_NAMED = re.compile("(?:监狱|看守所|海关|海警局|军分区|警备区|边检站)$|公司|集团|银行|学院|大学|医院")      # 金华监狱 is called so, not 金华市监狱


def _short(place: str, adcode: str) -> str:
    area = _area(place, adcode)
    return (area.short or area.name) if area is not None else place


@lru_cache(maxsize=20000)
def variants(name: str) -> tuple[str, ...]:
    """Other usual forms of a name, sorted: 聊城市工业和信息化局 → 聊城市工信局; 中国工商银行 → 工商银行, 工行."""
    if name in known():
        return tuple(sorted(set(known()[name].aliases) - {name}))
    found: set[str] = set()
    parts = parse(name)
    lead = parts.place or parts.level
    rest = name[len(lead):] if name.startswith(lead) else name
    area = _area(parts.place, "") if parts.place else None
    leads = [lead]
    if area is not None and area.abroad:
        return ()
    if area is not None and label_of(name) in MAJOR:
        leads.append(area.name)
        if area.level == "province":
            leads.append(area.short)
    rests = [rest]
    if lead and (department := split_department(rest)):
        core, ending = department
        full = departments()[core][0]
        forms = [full, *abbreviations()[full]]
        ends = [ending, FULL_ENDING.get(ending, ending), SHORT_ENDING.get(ending, ending)]
        rests += [f + e for f in forms for e in ends]
        if core in SUPERVISORS and area is not None:
            for body in (SUPERVISORS[core], known()[SUPERVISORS[core]].aliases[-1]):
                found.add(body + (area.short or area.name) + "监管" + ending)
            leads += [area.short or area.name]
    elif lead and rest in local_bodies():
        full = local_bodies()[rest][1]
        rests += [r for r, (_, f) in local_bodies().items() if f == full]
        if rest in ("委", "委员会") and parts.place:
            found.add(f"中共{lead}委员会")
    elif parts.parent in known() and name.startswith(parts.parent):
        tail = name[len(parts.parent):]
        found |= {a + tail for a in known()[parts.parent].aliases}
        if parts.branch_place and tail == parts.branch_place + "分行" and (a := _area(parts.branch_place, "")) and a.level == "province":
            found |= {b + a.name + "分行" for b in known()[parts.parent].aliases}
    found |= {a + b for a in leads for b in rests}
    return tuple(sorted(found - {name, ""}))
