"""What the name of a body says of it: its area, its seat, the body above it."""
import re
from collections.abc import Callable, Iterator

import rjieba

from kg import gazetteer, names
from kg.ontology import top
from kg.records import Mention

SEATED = ("Company", "FinancialInstitution", "PublicInstitution", "Media", "OtherOrganisation")
COUNTRY = ("中国", "中华", "中央", "国家", "全国")


def _bodies(mentions):
    return [m for m in mentions if top(m.label) == "Organisation" and m.name and not m.anaphor]


def _inside(body: Mention, part: str, label: str = "AdministrativeArea", **more) -> Mention:
    """A mention of `part` of the name of `body`; of the whole body where the text has it in another form."""
    at = body.text.find(part)
    start, end = (body.start + at, body.start + at + len(part)) if at >= 0 else (body.start, body.end)
    name = "" if more.get("anaphor") else part
    return Mention(start, end, part, label, name, source="rule", inner=True, **more)


def _area(body: Mention, place: str) -> Mention:
    areas = gazetteer.meant(place)
    if not areas:
        return _inside(body, place, "OtherPlace")
    # of several the article decides, when all of it has been read
    return _inside(body, place, adcode=areas[0].code if len(areas) == 1 else body.adcode)


def named_area(body: Mention) -> Mention | None:
    """The area that the name of a state or party body states or, by its level, implies; None if neither.

    It is that of the body's own level: of 沈阳市和平区长白街道办事处 the 街道, of 沈阳市公安局和平分局 the district.
    """
    if district := names.of_district(body.name)[0]:
        return _branch_area(body, district)
    parts = names.parse(body.name, body.label)
    if town := _town(body.name, parts.place):
        return _inside(body, town)
    if parts.place and not parts.place.startswith(COUNTRY):
        return _district(body, parts.place) if BRANCH_OFFICE.search(body.name) else _area(body, parts.place)
    if body.name == "中国政府":
        return _inside(body, "中国", adcode=gazetteer.CHINA)
    return _inside(body, parts.level, anaphor=True) if parts.level and not BRANCH_OFFICE.search(body.name) else None


def _branch_area(body: Mention, district: str) -> Mention:
    """朝阳区 of 朝阳公安分局; of several of that name the article decides."""
    areas = gazetteer.areas(district)
    code = areas[0].code if len(areas) == 1 else ""
    return Mention(body.start, body.start + len(district) - 1, district[:-1], "AdministrativeArea", district, code, source="rule", inner=True)


def _town(name: str, place: str) -> str:
    """长白街道 of 沈阳市和平区长白街道办事处, 今胜村 of 今胜村村委会; "" of a body that is no town's."""
    rest = name[len(place):] if name.startswith(place) else name
    if names.is_office(rest) or name in names.known():
        return ""
    m = TOWN.match(rest)
    return m.group(1) if m and (place or len(m.group(1)) > 2 or VILLAGE.search(rest)) else ""


def _district(body: Mention, place: str) -> Mention | None:
    """和平区 of 沈阳市公安局和平分局: the part of the area that the branch has its name from; None if it has no such name."""
    outer = gazetteer.meant(place)
    for start, end, areas in gazetteer.find(body.name[len(place):]):
        inner = gazetteer.within(areas, outer)
        if len(inner) == 1 and BRANCH_OFFICE.search(body.name).start() <= len(place) + start:
            return _inside(body, body.name[len(place) + start:len(place) + end], adcode=inner[0].code)
    return None


def jurisdiction(mentions):
    """沈阳市工信局 → 沈阳市; 市工信局 → the city that the text is about."""
    for body in _bodies(mentions):
        if body.label not in names.MAJOR:
            continue
        if NO_AUTHORITY.search(body.name):
            continue
        if (area := named_area(body)) is not None:
            yield body, area, {}


def seat(mentions):
    """恒力石化（大连）有限公司 → 大连; 江苏银行无锡分行 → 无锡."""
    for body in _bodies(mentions):
        parts = names.parse(body.name, body.label)
        if NO_SEAT.search(body.name):
            continue
        if SOCIAL.search(body.name) and (body.label not in SEATED or parts.level):      # 福建省总工会, 省妇联
            if (area := named_area(body)) is not None:
                yield body, area, {}
            continue
        if body.label not in SEATED:
            continue
        if m := RAILWAY.match(body.name):
            yield body, _area(body, m.group(1)), {}
            continue
        place = parts.branch_place or parts.bracket_place or (names.places(body.name) if body.label == "Company" else parts.place) or _brand_place(body)
        if place == parts.branch_place and place and place[-1] not in "省市县区州盟旗" and "分" not in body.name and all(a.level == "county" for a in gazetteer.areas(place)):
            place = ""      # 一汽|解放公司
        if place == "中国" == parts.bracket_place:
            yield body, _inside(body, place, adcode=gazetteer.CHINA), {}
        if body.label == "PublicInstitution":
            # 中国科学院|大连|化学物理研究所
            place = _town_of(place) or parts.parent and body.name.startswith(parts.parent) and names.places(body.name[len(parts.parent):]) or ""
        if place and not place.startswith(COUNTRY) and not (body.label == "Company" and _one_word(body.name, place)):
            yield body, _area(body, place), {}


RAILWAY = re.compile("中国铁路(?!总公司|建|工程|物资|通信|文工团)([一-鿿]{2,4})局集团")
# who governs, whatever its class; who is sent, or works where others are too: 哈尔滨警方, 山东援鄂医疗队, 北京军区, 上海合作组织
NO_SEAT = re.compile("(?:警方|机关|部门|议会|议会[一-鿿]院|国会[一-鿿]{0,3}|代表大会|军区|合作组织|小组|宣讲团|代表团|访[一-鿿]团)$")


def _town_of(place: str) -> str:
    """南京 of 南京鼓楼(医院), 英国 of 英国爱丁堡(大学): a district's or foreign town's short name behind another place is the name of
    the school or hospital as well, and no one writes both for the place."""
    parts = gazetteer.find(place)
    if len(parts) < 2 or place[-1] in "省市区县州盟旗镇乡村":
        return place
    inner = gazetteer.meant(place)
    return place[:parts[-1][0]] if not inner or inner[0].level == "county" or inner[0].abroad else place


# bodies that have their seat in an area and do not govern it, whatever their class
SOCIAL = re.compile("(?:总工会|工会|妇联|妇女联合会|共青团[一-鿿]{0,4}委|团委|团省委|团市委|团县委|工商联|工商业联合会|残联|残疾人联合会|红十字会|文联|科协|侨联|贸促会|供销社|供销合作社|联合社|协会|学会|"
                    "商会|联谊会|疾控中心|疾病预防控制中心|信息中心|检验所|检测中心|研究院|研究所|央行|联盟|同盟|基金会|党|大学|医院|救援队|医疗队|"
                    "监狱|看守所|戒毒所|军方|国防军|政府军|自卫队|革命卫队|武装部队|[海空陆]军|机场管理局|(?:登记|交易|服务|博览|会展|文化|活动)[一-鿿]{0,2}中心)$")
# who is sent or set up for a task governs no place, nor does a line, a border post, an army, or an office inside a body
NO_AUTHORITY = re.compile(
    "(?:使馆|领馆|领事馆|总部|军方|国防军|政府军|自卫队|革命卫队|武装部队|[海空陆]军|央行|中央银行|同盟|同盟第?[一-鿿]{1,4}届中央委员会|(?<!政)党|机场管理局|监狱|看守所|戒毒所|起草委员会|咨询委员会|筹备委员会|筹委会|检察部|[刑民]一?二?庭|(?:暗访|督查|督导|调查|检查|巡察|巡视|工作|指导|调研|专项)组|派出所|边检站|边检总站|军区|警备区|军分区|机场公安局|航海保障中心|互换局|邮局|侨青委|青委会|妇委会|[一-鿿]{2}(?:体育|会展|艺术|文化)中心|舰队|部队)$"
    "|铁路(?!建设|护路)|驻.{1,12}(?:办事处|办|联络处|代表处|联络室|工作站)"
    "|(?:局|厅|委员会|法院|检察院|政府|管委会)[一-鿿]{0,10}?(?:支队|大队|中队|[一-鿿]处|科|股|党组|党委|党总支|党支部|[一-鿿]所|[一-鿿]站|(?<!检察院.{2})(?<!检察院.{3})(?<!检察院.{4})分院|分校)$")
BRANCH_OFFICE = re.compile("(?<=[局会厅委])[一-鿿]{0,8}分局$|(?<=检察院)[一-鿿]{0,8}分院$")
TOWN = re.compile("((?!城乡|城镇|农村|乡村|新农村|小城镇|美丽|省|市|区|县)(?:(?![局厅委办院部和与及会])[一-鿿]){1,6}?(?:街道|镇|乡|苏木|村|社区))"
                  "(?:办事处|人民政府|政府|党工委|党委|纪委|纪工委|人大|党支部|党总支|村委会|村民委员会|居委会|居民委员会|村党支部|[一-鿿]{2,8}(?:办公室|中心|所|站|办))$")
VILLAGE = re.compile("村(?:村委会|村民委员会|党支部|村党支部|党总支|党委)$")
SENT = re.compile("驻(.{1,12}?)(?:大使馆|使馆|使领馆|总领事馆|总领馆|领事馆|联络办公室|代表处|办事处|记者站|代表团)$")
LEGAL = re.compile("(?:有限|股份|责任|集团)公司$")


def sent_to(mentions):
    """中国驻韩国大使馆 → 韩国."""
    for body in _bodies(mentions):
        if m := SENT.search(body.name):
            if gazetteer.find(m.group(1)):
                yield body, _area(body, m.group(1)), {}


def _brand_place(body: Mention) -> str:
    """The place behind a brand of a few characters: 大唐|双鸭山|热电有限公司."""
    if body.label != "Company" or not LEGAL.search(body.name) or body.name in names.known():
        return ""
    for start, end, areas in gazetteer.find(body.name):
        if 2 <= start <= 4 and len(areas) == 1 and body.name[start:end] not in names.words_first() and not areas[0].abroad and areas[0].level in ("province", "city"):
            return body.name[start:end]
    return ""


def _one_word(name: str, place: str) -> bool:
    """Whether the place is but the beginning of a word: 阿里 in 阿里巴巴."""
    if (areas := gazetteer.areas(place)) and areas[0].level in ("province", "country"):      # 西藏天路, 美国微软
        return False
    word, tag = rjieba.tag(name, False)[0]
    return len(word) > len(place) and word.startswith(place) and tag != "nt"


# what a part of a body may be called, whatever it is a part of: 使馆|教育处, 全国人大|法律委员会, 某车站|派出所
UNIT = re.compile(
    "[一-鿿“”]{1,16}(?:处|科|股|室|司|厅|局|中心|院|所|系|部|队|组|办公室|办|站|社|馆|委员会|专委会|工委|校|店|分行|支行|分公司|子公司|事业部|党委|党组|支部|学院|频道|车队|组织)"
    "|常委会|常务委员会|理事会|董事会|董事局|安理会|代表团|党团|团委|海军|空军|陆军|附属[一-鿿]{0,8}(?:中学|小学|幼儿园|医院)")
SESSION = re.compile("第?[一二三四五六七八九十]+届")
FIRMS = ("Company", "FinancialInstitution")


def _bare(name: str) -> str:
    """A name without the number of its session: 十四届全国人大 → 全国人大."""
    return SESSION.sub("", name)


# the committees of an assembly have its name in theirs: 全国人大|财经委, 政协第十四届全国委员会|常务委员会
ASSEMBLY = re.compile("((?:[一-鿿]*?(?:人民代表大会|人大)|政协[一-鿿]*?委员会|[一-鿿]*?政协))((?:常务|[一-鿿、]{2,16})委员会|常委会|[一-鿿]{2,6}委)(?:.{2,12})?")


def named(mentions) -> dict[str, Mention]:
    """What the bodies of a text are called in it, without numbers of sessions, each with a body so called."""
    found: dict[str, Mention] = {}
    for m in _bodies(mentions):
        for name in (m.text, m.name):
            if len(bare := _bare(name)) > 1:
                found.setdefault(bare, m)
    return found


def _named_before(body: Mention, around: dict[str, Mention]) -> str:
    """The longest other body that the text names, whose name the name of this one begins with and goes on with a part; "" if none."""
    for name in dict.fromkeys((_bare(body.text), _bare(body.name))):
        for end in range(len(name) - 2, 1, -1):
            whole = around.get(name[:end])
            if whole is None or whole.name == body.name or not UNIT.fullmatch(name, end):
                continue
            if body.name in names.known() and whole.label in FIRMS:      # 中国银行|保险监督管理委员会
                continue
            return whole.text if body.text.startswith(whole.text) else whole.name
    return ""


def _assembly(body: Mention) -> str:
    """全国人大 of 全国人大财经委 and, of the country's alone, of 全国人大常委会; "" of other bodies."""
    m = ASSEMBLY.fullmatch(body.text)
    if not m or "常" in m.group(2)[:1] and not m.group(1).endswith(("全国人大", "全国人民代表大会", "全国委员会")):
        return ""
    return m.group(1)


def parent(mentions, around: dict[str, Mention]):
    """江苏银行无锡分行 → 江苏银行; 使馆教育处 → the 使馆 that the text names."""
    for body in _bodies(mentions):
        above = names.parse(body.name, body.label).parent
        if not above and body.name.startswith("国务院") and len(body.name) > 5:
            above = "国务院"
        # 四川电信: what the name only hints at is not in the article
        if above and not (above in body.text or any(a in body.text for a in names.variants(above))):
            above = ""
        above = above or _named_before(body, around) or _assembly(body)
        if above and above != body.name and names.canonical(above) != names.canonical(body.name):      # 京东公司 is 京东
            yield body, _inside(body, above, names.label_of(above) or body.label), {}


FACTS = (("area-in-name", "hasJurisdiction", jurisdiction), ("seat-in-name", "locatedIn", seat),
         ("sent-to", "locatedIn", sent_to), ("parent-in-name", "partOf", parent))


def facts(mentions: tuple[Mention, ...], around: dict[str, Mention], said: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, str, Mention, Mention]]:
    """(rule, relation, body, area or body) that the names among `mentions` say by themselves; `around`: `named` of the whole text;
    `said`: whether the text speaks of the area of a short name that is also a word (滨海)."""
    for rule, relation, find in FACTS:
        for body, other, _ in find(mentions, around) if find is parent else find(mentions):
            word = names.vague(body.name, body.label)
            if not word or other.name != word or said(word):
                yield rule, relation, body, other
