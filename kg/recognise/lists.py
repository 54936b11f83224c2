"""What a name says for those behind it: 合肥市文明办、卫健委、商务局 are three offices of one city, 开发区党工委书记、管委会主任 two of one zone."""
from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.records import Mention

LINKS = ("、", "和", "与", "及", "以及")
COMMITTEES = ("管委会", "管理委员会", "党工委")      # of a zone; without its name, of the one last named
NEAR = 30


def shared_places(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions in order; an office without a place or level, in a list right behind one that has it, gets it in its name, and
    so does a committee behind its zone."""
    found, place, zone, last = [], "", "", None
    for m in mentions:
        if m.inner:
            found.append(m)
            continue
        if m.name in COMMITTEES and zone and last is not None and m.start - last.end < NEAR and "\n" not in text[last.end:m.start]:
            m = replace(m, name=zone + m.name, label="PartyBody" if m.name == "党工委" else "GovernmentBody")
        elif m.label not in ("Post", "Person", "Official", "OtherPerson"):
            zone = _zone(m)
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


def _zone(m: Mention) -> str:
    """The zone that a mention names: 某开发区 of 某开发区 and of 某开发区党工委; "" if none."""
    name = next((m.name.removesuffix(c) for c in COMMITTEES if m.name.endswith(c) and m.name != c), m.name)
    return name if names.ZONE.fullmatch(name) and (name != m.name or m.label == "OtherPlace") else ""


def _is_office(rest: str) -> bool:
    return bool(rest and (names.split_department(rest) or rest in names.local_bodies()))
