"""The canonical key of a mention: two mentions with one key are one thing."""
from __future__ import annotations

import re
import unicodedata

from kg import gazetteer, names
from kg.ontology import top
from kg.records import Mention
from kg.region import Regions

LEVELS = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city", "地区": "city",
          "县": "county", "区": "county", "旗": "county", "镇": "township", "乡": "township", "街道": "township"}
MARKS = re.compile(r"[\s《》〈〉“”\"‘’'「」『』()（）\[\]【】·・•\-—–]")


def folded(name: str) -> str:
    """A name without blanks, quotes, brackets and dashes, compatibility forms folded: what two spellings share."""
    return MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


def home(regions: Regions, position: int, level: str) -> str:
    """Adcode of the area that a relative name (市委, 省政府) speaks of at `position`, "" if unknown."""
    return regions.home(position, LEVELS.get(level, level), level if len(level) == 1 else "")


def body_adcode(mention: Mention, regions: Regions) -> str:
    """Adcode of the area that a body's name states or, for 市工信局, implies; "" if none."""
    district, _ = names.of_district(mention.name)
    if district:
        return place_adcode(district, regions, mention.start)
    if word := names.vague(mention.name, mention.label):
        return next((a.code for a in gazetteer.meant(word) if regions.speaks_of(a.code)), "")
    parsed = names.parse(mention.name, mention.label)
    stated = parsed.place or parsed.bracket_place
    if stated:
        return mention.adcode or place_adcode(stated, regions, mention.start)
    if parsed.level:
        return home(regions, mention.start, parsed.level) or mention.adcode
    return mention.adcode


def place_adcode(name: str, regions: Regions, position: int) -> str:
    """The area that `name` means at `position`; "" for none, and for several where the article doesn't tell which."""
    return regions.choose(gazetteer.meant(name), position)


SESSION = (
    (re.compile("亚太经济合作组织|APEC"), "亚太经合组织"),
    (re.compile("(?<!上海)上合组织"), "上海合作组织"),
    (re.compile("G20"), "二十国集团"),    # 中国共产党第二十次全国代表大会 = 党的二十大; 政协第十三届全国委员会第一次会议 = 全国政协十三届一次会议
    (re.compile("中国人民政治协商会议|全国政协"), "政协"),
    (re.compile("全国人民代表大会"), "全国人大"),
    (re.compile("人民代表大会"), "人大"),
    (re.compile("常务委员会"), "常委会"),
    (re.compile("^(?:中国共产党|中共|党的)?第([一二三四五六七八九十]+)次全国代表大会$"), r"\1大"),
    (re.compile("^(?:中国共产党|中共|党的)?第?([一二三四五六七八九十]+届)中央委员会第([一二三四五六七八九十])次全体会议$"), r"\1\2中全会"),
    (re.compile("^(?:中国共产党|中共|党的)(?=[一二三四五六七八九十]+(?:大$|届.中全会))"), ""),
    (re.compile("(?<=政协)第([一二三四五六七八九十]+届)全国委员会"), r"\1"),
    (re.compile("第([一二三四五六七八九十百]+届)"), r"\1"),
    (re.compile("第([一二三四五六七八九十百]+次)"), r"\1"),
    (re.compile("^全国人大([一二三四五六七八九十]+届)(常委会)?"), r"\1全国人大\2"),
)


def session(name: str) -> str:
    """One form for the names of the sessions of congresses, committees and conferences, in full and short."""
    for pattern, form in SESSION:
        name = pattern.sub(form, name)
    return name


def key(mention: Mention, regions: Regions) -> str:
    """Canonical key of a mention that is a name.

    Areas by their code, bodies by their full official name (which holds the place), all else by
    the folded name.
    """
    kind = top(mention.label)
    if kind == "Place":
        code = mention.adcode if mention.label == "AdministrativeArea" else ""
        if mention.label == "AdministrativeArea" and not code:
            code = place_adcode(mention.name, regions, mention.start)
        return f"Place|{code or folded(mention.name)}"
    if kind == "Organisation":
        return f"Organisation|{folded(names.canonical(mention.name, body_adcode(mention, regions)))}"
    return f"{kind}|{folded(session(mention.name) if kind == 'Event' else mention.name)}"


def why(mention: Mention) -> str:
    """What makes the name of a mention one of its key's."""
    kind = top(mention.label)
    if kind == "Organisation":
        parsed = names.parse(mention.name, mention.label)
        return "named by its level; the article tells of which area" if parsed.level else "form of its official name"
    return {"Place": "name of the area in the gazetteer", "Event": "form of the name of the session"}.get(kind, "spelling of the name")
