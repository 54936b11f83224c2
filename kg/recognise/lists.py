"""What the first body of a list says for all: 合肥市文明办、卫健委、商务局 are three offices of one city."""
from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.records import Mention

LINKS = ("、", "和", "与", "及", "以及")


def shared_places(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions in order; an office without a place or level, in a list right behind one that has it, gets it in its name."""
    found, place, last = [], "", None
    for m in mentions:
        if m.inner:
            found.append(m)
            continue
        linked = last is not None and text[last.end:m.start] in LINKS
        if not linked or m.label not in names.MAJOR:
            place = ""
        if m.label in names.MAJOR:
            parts = names.parse(m.name, m.label)
            own = parts.place or parts.level
            if own and _is_office(m.name[len(own):]):
                place = own
            elif own:
                place = ""
            elif place and names.split_department(m.name):
                m = replace(m, name=place + m.name)
        found.append(m)
        last = m
    return tuple(found)


def _is_office(rest: str) -> bool:
    return bool(rest and (names.split_department(rest) or rest in names.local_bodies()))
