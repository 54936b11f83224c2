"""What stands for what in the swap test: for the names of an article others of the same kind and shape.

Each function gives pairs (old, new) for what it can replace with certainty, and passes over the rest.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import phrasebook
from kg import gazetteer

# hard names: words, rare characters, names of several places; every article gets some of them
HARD_PERSONS = ("应勇", "高明", "尉迟锋", "阿不都热依木·买买提", "安康", "林业", "扎西次仁", "贺伟华", "钱进", "张䶮")
HARD_AREAS = ("贺兰县", "和平区", "朝阳区", "鼓楼区", "资源县", "安康市", "朝阳市", "大同市", "保山市", "平安区")
TITLED = "(?=总书记|主席|总理|书记)"
INDUSTRIES = (
    "科技|信息|实业|食品|医疗|机械|能源|生物|电子|智能|网络|软件|系统|医药|药业|制药|化工|石化|材料|设备|装备|汽车|工业|贸易|商贸|物流|"
    "投资|发展|建设|开发|控股|产业|技术|服务|数据|环保|农业|乳业|饮料|管理|机器人|自动化|医用制品|医疗器械|新材料|精密|特种|制造|轨道交通|供电|水务|物业|重工"
)
LEGAL = re.compile(r"[（(][^（）()]*[)）]|(?:企业)?集团|股份|有限|责任|公司|总厂$|厂$")


@dataclass(frozen=True)
class Article:
    """A text and what it names: (type, subtype, names) of each entity."""

    id: str
    set: str
    text: str
    entities: tuple[tuple[str, str, tuple[str, ...]], ...]


def pick(choices: list[str] | tuple[str, ...], text: str, chance: random.Random) -> str:
    """One that the text does not have yet; "" if it has all."""
    free = [c for c in choices if c not in text]
    return chance.choice(free) if free else ""


def persons(article: Article, chance: random.Random) -> Iterator[tuple[str, str]]:
    names, hard, taken = phrasebook.names(), HARD_PERSONS, article.text
    for _, _, known in (e for e in article.entities if e[0] == "Person"):
        full = max(known, key=len)
        parts = full.split("·")
        surname = full[:2] if full[:2] in {n[:2] for n in names["personcompound"]} else full[0]
        titled = any(n[0] in "老小" for n in known) or re.search(surname + TITLED, article.text)
        if len(parts) > 1:
            new = pick([n for n in names["foreigner"] if n.count("·") == len(parts) - 1], taken, chance)
        elif titled:  # 姜书记 beside 姜海杰: a name with a surname
            new = pick(names["personplain"], taken, chance)
        else:
            new = pick(hard, taken, chance) if chance.random() < 0.5 else ""
            new = new or pick(names["person"], taken, chance)
        if not new:
            continue
        taken += new
        yield full, new
        if len(parts) > 1:
            yield from ((p, q) for p, q in zip(parts, new.split("·"), strict=True) if p in known)
        elif titled:
            yield from ((surname + t, new[0] + t) for t in set(re.findall(surname + TITLED + "(..?)", article.text)))
            yield from ((a + surname, a + new[0]) for a in "老小" if a + surname in known)


def companies(article: Article, chance: random.Random) -> Iterator[tuple[str, str]]:
    cores, brands, taken = phrasebook.names()["core"], phrasebook.names()["brand"], article.text
    places = sorted(
        (n for t, _, ns in article.entities if t == "Place" for n in ns if len(n) > 1), key=len, reverse=True
    )
    for _, subtype, known in article.entities:
        if subtype != "Company" or any(n.startswith(("中国", "国家")) for n in known):
            continue
        core = min((_core(n, places) for n in known), key=len)
        if not all(core in n for n in known) or not re.fullmatch("[一-鿿]{2,}", core):
            continue
        if re.match(INDUSTRIES, core) or core.endswith("部"):  # 铁岭供电公司, 营销部: no name of its own
            continue
        new = pick([c for c in (brands if known == (core,) else cores) if len(c) in (2, len(core))], taken, chance)
        if new:
            taken += new
            yield core, new


def _core(name: str, places: list[str]) -> str:
    """What is a company's own in its name: 天眼智云 of 沈阳天眼智云信息科技有限公司."""
    core = LEGAL.sub("", _without_place(name, places))
    while (short := re.sub(f"(?<=..)(?:{INDUSTRIES})$", "", core)) != core:
        core = short
    return core


def _without_place(name: str, places: list[str]) -> str:
    place = next((p for p in places if name.startswith(p) and len(name) > len(p) + 1), "")
    return _without_place(name[len(place) :].lstrip("市省县区"), places) if place else name


def places(article: Article, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Provinces, cities and counties, each below the one that took the place of the one above it."""
    named = {}
    for kind, subtype, known in article.entities:
        if (kind, subtype) == ("Place", "AdministrativeArea"):
            area = next((a for n in sorted(known, key=len, reverse=True) for a in gazetteer.areas(n)), None)
            if area is not None and area.code[0].isdigit() and not area.past:
                named[area.code] = (area, known)
    for area, _ in list(named.values()):  # the areas above, though the text does not name them
        for above in gazetteer.chain(area.code):
            named.setdefault(above.code, (above, ()))
    became: dict[str, str] = {}
    taken = article.text
    for code in sorted(named, key=lambda c: (gazetteer.LEVELS.index(named[c][0].level), c)):
        area, known = named[code]
        parent = gazetteer.by_code(area.parent)
        new = None
        if not _fixed(area, known, taken):
            new = _other_area(area, became.get(area.parent, area.parent), taken, chance)
        became[code] = new.code if new else code
        if new:
            taken += new.name
            yield area.name, new.name
            alone = area.short != area.name and (area.short in known or area.level != "county")
            if alone and (parent is None or area.short != parent.short):
                yield area.short, new.short


def _fixed(area: gazetteer.Area, known: tuple[str, ...], text: str) -> bool:
    """Areas that keep their names: regions, municipalities, and what the text calls by other names too (鲁, 沪)."""
    if area.level == "country" or len(area.short) < 2:
        return True
    if area.level == "province" and (area.name[-1] != "省" or f"{area.short}银行" in text):
        return True
    return any(n in known for n in area.aliases if n != area.short)


def _other_area(area: gazetteer.Area, parent: str, text: str, chance: random.Random) -> gazetteer.Area | None:
    """An area of the same level and ending below `parent`, or in its province; a hard one where there is one."""
    provinces = [f"{n:02}0000" for n in range(11, 66)]
    cities = [f"{parent[:2]}{n:02}00" for n in range(1, 100)]
    counties = [f"{city[:4]}{n:02}" for city in cities for n in range(1, 100)]
    near = [c for c in counties if c[:4] == parent[:4]]
    for codes in {"province": [provinces], "city": [cities], "county": [near, counties]}[area.level]:
        found = [a for a in map(gazetteer.by_code, codes) if a and not a.past and a.code != area.code]
        same = [a for a in found if _shape(a) == _shape(area) and a.short not in text]
        if same:
            return chance.choice([a for a in same if a.name in HARD_AREAS] or same)
    return None


def _shape(area: gazetteer.Area) -> tuple[str, str, bool, bool]:
    return area.level, area.name[-1], area.short == area.name, len(area.short) > 1


def policies(article: Article, chance: random.Random) -> Iterator[tuple[str, str]]:
    pools, taken = phrasebook.names(), article.text
    ends = sorted((k.removeprefix("title") for k in pools if k.startswith("title")), key=len, reverse=True)
    for kind, subtype, known in article.entities:
        if kind != "Policy":
            continue
        if subtype == "MeasurePackage" and (numbers := re.findall(r"(?<!\d)(\d+)(?=条|项)", " ".join(known))):
            if len(set(numbers)) == 1 and all(numbers[0] in n for n in known):
                new = pick([str(n) for n in range(11, 60)], taken, chance)
                taken += new
                yield from ((numbers[0] + unit, new + unit) for unit in "条项" if numbers[0] + unit in article.text)
            continue
        end = next((e for e in ends if known[0].endswith(e)), "")
        core = min((n for n in known if n != end and n.strip("《》") != end), key=len, default="")
        if not core or not all(core in n or n == end for n in known):
            continue
        if subtype == "Document" and end and core.endswith(end):
            new = pick(pools[f"title{end}"], taken, chance)
        elif subtype == "Programme" and re.search(f'[“"《「]{re.escape(core)}[”"》」]', article.text):
            new = pick(pools["sloganplus" if "+" in core else "slogan"], taken, chance)
        else:
            continue
        if new:
            taken += new
            yield core, new


SWAPS = {"person": persons, "company": companies, "place": places, "policy": policies}
