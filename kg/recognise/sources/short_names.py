"""Short names that an article gives a firm or institution after its full one: 沈阳上博智像科技有限公司 → 上博智像."""
from __future__ import annotations

import re
from collections.abc import Callable

from kg import gazetteer, names
from kg.lexicon import words
from kg.recognise.sources import bounds

DEFINED = re.compile(r"[（(](?:以下|下文|下称|后文|文中)?(?:统?简称|下称|又称)(?:为|作|：)?[“\"「《]?([^”\"」》（()）]{2,12})[”\"」》]?[)）]")
LEGAL = re.compile(r"(?:(?:集团|控股|股份)?(?:有限)?(?:责任)?公司|企业集团|集团|总公司|总厂|厂)$")
TAILS = ("有限公司", "公司", "集团", "")


def cores(name: str) -> list[str]:
    """Forms that a text may use for a firm's full `name`, the longest first."""
    parts = names.parse(name)
    if parts.parent and parts.branch_place:
        return []
    rest = name[len(parts.place):] if name.startswith(parts.place) else name
    rest = names.BRACKETS.sub("", rest)
    core = rest
    while (shorter := LEGAL.sub("", core)) != core and shorter:
        core = shorter
    found = {core}
    trades = {line.split("\t")[0] for line in words("company_industries")}
    stems = [core]
    while stems:     # 绿源环保科技 → 绿源环保, 绿源
        stem = stems.pop()
        for n in range(2, min(6, len(stem) - 2) + 1):
            if stem[-n:] in trades and stem[:-n] not in found:
                found.add(stem[:-n])
                stems.append(stem[:-n])
    found = {f for f in found if len(f) >= 2 and not bounds.is_generic(f) and not gazetteer.areas(f) and f not in names.endings()}
    forms = {lead + f + tail for f in found for tail in TAILS for lead in {"", parts.place}}
    return sorted((f for f in forms - {name} if len(f) >= 2), key=lambda f: (-len(f), f))


def short_names(text: str, found: list[tuple[int, int, str, str]], make: Callable) -> list:
    """Later mentions, by a shorter form, of the bodies `found` (start, end, name, class); `make` builds each."""
    forms: dict[str, str] = {}
    for _, end, name, label in found:
        if m := DEFINED.match(text, end):
            forms.setdefault(m.group(1), label)
        if label in ("Company", "FinancialInstitution") and LEGAL.search(name) and name not in names.known():
            for form in cores(name):
                forms.setdefault(form, label)
    taken = {i for start, end, _, _ in found for i in range(start, end)}
    result = []
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        for m in re.finditer(re.escape(form), text):
            if m.start() not in taken and m.end() - 1 not in taken and (len(form) > 2 or _ends(text, m.end())):
                taken.update(range(*m.span()))
                result.append(make(m.start(), m.end(), forms[form], form))
    return result


def _ends(text: str, at: int) -> bool:
    """Whether a word starts at `at`, so that a name of two characters may end there: not 古井|贡酒."""
    if not "\u4e00" <= text[at:at + 1] <= "\u9fff":
        return True
    s, e = bounds.segments(text, at, min(len(text), at + 5))[0]
    return e - s > 1 or text[s:e] in bounds.stops()[1]
