"""Names of organisations in text: each kind has its finder, and of names that overlap the longest stays,

so that a name is maximal (江苏银行无锡分行, not 江苏银行).
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from kg.recognise.sources import quantities
from kg.recognise.sources.endings import ended
from kg.recognise.sources.firms import carriers, firms, listed_companies
from kg.recognise.sources.known_bodies import exchanges, extended, known_names, newspapers, of_a_term, sent_offices
from kg.recognise.sources.local_bodies import ellipses, local_bodies, place_chains
from kg.recognise.sources.short_names import short_names
from kg.recognise.sources.spans import Found, longest
from kg.records import CleanText, Mention


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for organisations; no name crosses a date or an amount."""
    walls = {p for m in quantities.find(text, clean) for p in (m.start, m.end)}
    chains = place_chains(text)
    found = [*known_names(text), *local_bodies(text, chains), *sent_offices(text), *of_a_term(text), *newspapers(text), *exchanges(text), *carriers(text, chains)]
    found += extended(text, found)
    found += ellipses(text, longest(found))
    found += ended(text, walls, found, chains)
    found += offices_of_teams(text, longest(found))
    found += firms(text, walls)
    found += listed_companies(text, walls, longest(found))
    chosen = longest(found)
    found += short_names(text, [(f.start, f.end, f.name, f.label) for f in chosen], Found)
    return [Mention(f.start, f.end, text[f.start:f.end], f.label, f.name, source="organisations") for f in longest(found)]


def offices_of_teams(text: str, found: list[Found]) -> Iterator[Found]:
    """指挥部办公室: the office of the command post that the text named last."""
    for m in re.finditer(r"(?<![\u4e00-\u9fff])(指挥部|领导小组)(?:的)?办公室", text):
        team = next((f for f in reversed(found) if f.end <= m.start() and f.name.endswith(m.group(1))), None)
        if team is not None:
            yield Found(m.start(), m.end(), team.label, team.name + "办公室", team.lead)
