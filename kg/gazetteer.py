"""Administrative areas: those of China down to the county, present and past, and the countries and cities of the news.

The tables are kg/lexicons/areas.tsv (GB/T 2260, compiled by tools/areas.py) and kg/lexicons/world.tsv.
Everything is read at the first question and kept.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

CHINA = "CN0000"
LEVELS = ("country", "province", "city", "county")


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


@lru_cache(maxsize=1)
def _index() -> Index:
    rows = {row[0]: row for row in _read()}
    codes: dict[str, Area] = {}
    by_name: dict[str, dict[str, Area]] = {}
    for code, (_, name, shorts, others, successors) in sorted(rows.items()):
        level = _level(code)
        aliases = [n for n in _split(shorts) + _split(others) if n != name]
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


def full_name(code: str) -> str:
    """Name of the area with those of the areas around it: 江西省赣州市南康区; "" for an unknown code."""
    return "".join(area.name for area in reversed(chain(code)))


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
    found = []
    start = 0
    while start < len(text) - 1:
        end, here = next(at(text, start), (start + 1, ()))
        if here:
            found.append((start, end, here))
        start = end
    return found
