"""Administrative areas: those of China down to the county, present and past, and the countries and cities of the news.

The tables are kg/lexicons/areas.tsv (GB/T 2260, compiled by tools/areas.py) and kg/lexicons/world.tsv.
Everything is read at the first question and kept.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

CHINA = "CN0000"
LEVELS = ("country", "province", "city", "county")
AUTONOMOUS = re.compile("(.+)自治([州县旗])|(.+族)(区)")
# the peoples that areas are named after, those first that end in the name of another
PEOPLE = re.compile(
    "(?:各族|柯尔克孜|达斡尔|塔吉克|哈萨克|维吾尔|鄂伦春|鄂温克|布依|土家|仡佬|仫佬|毛南|拉祜|哈尼|傈僳|纳西|景颇|布朗|普米|独龙|东乡|保安|撒拉|裕固|蒙古|"
    "朝鲜|锡伯|德昂|阿昌|基诺)族?$|(?:满|回|藏|苗|彝|壮|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京)族$")


@dataclass(frozen=True, slots=True)
class Area:
    """A country or an administrative area."""

    code: str                 # GB/T 2260; outside China the ISO 3166 code of the country and four digits of our own
    name: str                 # full official name: 恩施土家族苗族自治州
    level: str                # country, province (or state), city (prefecture), county
    parent: str               # code of the area around it, "" of a country
    short: str                # what it is mostly called: 恩施; the full name if it has no short form
    aliases: tuple[str, ...]  # every other name it goes or went by
    successors: tuple[str, ...] = ()   # of an area that is no more: the codes that took its place

    @property
    def abroad(self) -> bool:
        return self.code[0].isalpha() and self.code != CHINA

    @property
    def past(self) -> bool:
        return bool(self.successors)

    @property
    def municipality(self) -> bool:
        """北京市, 天津市, 上海市, 重庆市: provinces that are cities."""
        return self.level == "province" and self.name.endswith("市")


@dataclass(frozen=True, slots=True)
class Index:
    """The two tables, by code and by name; `lengths`: lengths of the names that start with two characters, longest first."""

    codes: dict[str, Area]
    names: dict[str, tuple[Area, ...]]
    lengths: dict[str, tuple[int, ...]]


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "country" if code[0].isalpha() else "province"
    if code.endswith("00"):
        return "province" if code[0].isalpha() else "city"
    return "city" if code[0].isalpha() else "county"


def _parent(code: str, known: dict[str, list[str]]) -> str:
    """The nearest code above that exists: counties that a province governs itself have no city above them."""
    for above in (code[:4] + "00", code[:2] + "0000"):
        if above != code and above in known:
            return above
    return CHINA if not code[0].isalpha() else ""


def _read() -> Iterator[list[str]]:
    for table in ("areas", "world"):
        text = files("kg").joinpath("lexicons", f"{table}.tsv").read_text("utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                yield (line.split("\t") + ["", "", ""])[:5]


def _split(field: str) -> list[str]:
    return [s for s in field.split("|") if s]


def _stem(name: str) -> tuple[str, str]:
    """(stem, level) of an autonomous area: (梅里斯, 区) of 梅里斯达斡尔族区; ("", "") of any other."""
    if not (m := AUTONOMOUS.fullmatch(name)):
        return "", ""
    whole, level = m.group(1) or m.group(3), m.group(2) or m.group(4)
    stem = whole
    while (shorter := PEOPLE.sub("", stem)) and shorter != stem:
        stem = shorter
    return (stem, level) if 2 <= len(stem) < len(whole) else ("", "")


def _short_autonomous(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Code of an autonomous area → the short forms that the table lacks and no other area has: 梅里斯区, 梅里斯.

    The stem alone (海西) only where the table has no short form with the level: else it is left out there for a reason.
    """
    others = [n for row in rows.values() for n in (row[1], *_split(row[2]), *_split(row[3]))]
    taken = set(others)
    made: dict[str, list[str]] = {}
    for code, row in rows.items():
        stem, level = _stem(row[1])
        if stem and not row[4] and stem + level not in taken:
            made[code] = [f for f in (stem + level, stem) if f not in taken]
    count: dict[str, int] = {}
    for forms in made.values():
        for form in forms:
            count[form] = count.get(form, 0) + 1
    return {code: [f for f in forms if count[f] == 1] for code, forms in made.items()}


@lru_cache(maxsize=1)
def _index() -> Index:
    rows = {row[0]: row for row in _read()}
    made = _short_autonomous(rows)
    codes: dict[str, Area] = {}
    by_name: dict[str, dict[str, Area]] = {}
    for code, (_, name, shorts, others, successors) in sorted(rows.items()):
        level = _level(code)
        aliases = [n for n in _split(shorts) + made.get(code, []) + _split(others) if n != name]
        if code[0].isalpha():    # 美国, 美利坚合众国: the first name is the common one
            short = name
        else:
            short = next((n for n in _split(shorts) if len(n) > 1), name)
        area = Area(code, name, level, _parent(code, rows), short, tuple(aliases), tuple(_split(successors)))
        codes[code] = area
        for n in dict.fromkeys([name, *aliases]):
            by_name.setdefault(n, {})[code] = area
    # The most prominent first: a city before its county of the same name, what is before what was.
    names = {n: tuple(sorted(found.values(), key=lambda a: (a.past, LEVELS.index(a.level), a.code)))
             for n, found in by_name.items()}
    lengths: dict[str, set[int]] = {}
    for n in names:
        if len(n) > 1:
            lengths.setdefault(n[:2], set()).add(len(n))
    return Index(codes, names, {head: tuple(sorted(ls, reverse=True)) for head, ls in lengths.items()})


def areas(name: str) -> tuple[Area, ...]:
    """Every area that `name` (a full name, short form, abbreviation or former name) can mean, the most prominent first."""
    return _index().names.get(name, ())


def by_code(code: str) -> Area | None:
    """The area of a code, present or past; None if there is none."""
    return _index().codes.get(code)


def chain(code: str) -> tuple[Area, ...]:
    """The area and those around it, up to the province (abroad: up to the country); () for an unknown code."""
    found = []
    area = by_code(code)
    while area is not None and not (found and area.code == CHINA):
        found.append(area)
        area = by_code(area.parent) if area.parent else None
    return tuple(found)


def lies_in(code: str, outer: str) -> bool:
    """Whether the area `code` is `outer` or lies in it."""
    return any(area.code == outer for area in chain(code))


@lru_cache(maxsize=20_000)
def meant(name: str) -> tuple[Area, ...]:
    """The areas that `name` can mean: those of the name, or those that a chain of areas ends in.

    A chain narrows from left to right (沈阳市和平区 is one of three 和平区). A city comes before a county of its name
    (铁岭), what is before what was. () if `name` ends in no area or is more than areas.
    """
    if found := areas(name):
        return _present(found)
    chains = list(_chains(name, ()))
    nested = [found for found, inside in chains if inside]
    return _present(nested[0] if nested else chains[0][0] if chains else ())


def _present(found: tuple[Area, ...]) -> tuple[Area, ...]:
    now = [a for a in found if not a.past] or found
    return tuple(a for a in now if a.level == now[0].level)


def _chains(name: str, outer: tuple[Area, ...]) -> Iterator[tuple[tuple[Area, ...], bool]]:
    """(what a chain ends in, whether each of its areas lies in the one before), for every way to read all of `name`."""
    for end, here in at(name, 0):
        inner = within(here, outer) if outer else here
        if end == len(name):
            yield inner or here, bool(inner)
        else:
            yield from ((found, inside and bool(inner)) for found, inside in _chains(name[end:], inner or here))


def within(inner: tuple[Area, ...], outer: tuple[Area, ...]) -> tuple[Area, ...]:
    """Those of `inner` that lie in one of `outer`."""
    return tuple(a for a in inner if any(
        a.code != b.code and (lies_in(a.code, b.code) or b.code == CHINA and not a.abroad) for b in outer))


def full_name(code: str) -> str:
    """Name of the area with those of the areas around it: 江西省赣州市南康区; "" for an unknown code."""
    return "".join(area.name for area in reversed(chain(code)))


def written(code: str) -> tuple[str, ...]:
    """The usual ways to write an area with those around it: 云南省西双版纳州勐腊县, 西双版纳州勐腊县, 云南勐腊县, 云南勐腊; sorted."""
    areas = [a for a in reversed(chain(code)) if a.level != "country"]
    if len(areas) < 2:
        return ()
    own = areas[-1]
    found = set()
    for i in range(len(areas) - 1):
        around = areas[i:-1]
        for outer in ("".join(a.name for a in around), "".join(a.short or a.name for a in around)):
            found |= {outer + own.name, outer + (own.short or own.name)}
    for outer in areas[:-1]:
        found |= {outer.name + own.name, (outer.short or outer.name) + own.name, (outer.short or outer.name) + (own.short or own.name)}
    return tuple(sorted(found))


def at(text: str, start: int) -> Iterator[tuple[int, tuple[Area, ...]]]:
    """Every name of two characters or more that starts at `start`, as (end, areas), the longest first."""
    index = _index()
    for length in index.lengths.get(text[start:start + 2], ()):
        found = index.names.get(text[start:start + length])
        if found and start + length <= len(text):
            yield start + length, found


def find(text: str) -> list[tuple[int, int, tuple[Area, ...]]]:
    """Names in `text`, as (start, end, areas): from the left, the longest at each place, none overlapping.

    A mere scan: whether 公安 is the county or the police is for `kg.recognise.areas` to say.
    """
    lengths, found, start = _index().lengths, [], 0
    while start < len(text) - 1:
        end, here = next(at(text, start), (start + 1, ())) if text[start:start + 2] in lengths else (start + 1, ())
        if here:
            found.append((start, end, here))
        start = end
    return found


def begins(pair: str) -> bool:
    """Whether a name begins with these two characters."""
    return pair in _index().lengths
