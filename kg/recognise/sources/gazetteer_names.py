"""Every name of the gazetteer wherever it stands, one by one: the areas of a chain, and those that are mostly other words (公安, 东方)."""
from __future__ import annotations

from kg import gazetteer
from kg.records import CleanText, Mention


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for administrative areas; a code only where the name has one meaning."""
    found = []
    for start in range(len(text) - 1):
        for end, areas in gazetteer.at(text, start):
            code = areas[0].code if len(areas) == 1 or areas[0].level in ("country", "province") else ""
            found.append(Mention(start, end, text[start:end], "AdministrativeArea", text[start:end], code, source="gazetteer"))
    return found
