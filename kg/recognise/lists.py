"""What a name says for those behind it: 合肥市文明办、卫健委、商务局 are three offices of one city, 开发区党工委书记、管委会主任 two of one zone."""
from __future__ import annotations

import re
from dataclasses import replace

from kg import names
from kg.ontology import top
from kg.records import Mention

LINKS = ("、", "和", "与", "及", "以及")
COMMITTEES = ("管委会", "管理委员会", "党工委")      # of a zone; without its name, of the one last named
NEAR = 30
# what a zone is called behind its full name
ZONES = {"经开区": ("经济技术开发区", "经济开发区"), "高新区": ("高新技术产业开发区", "高新技术开发区"), "综保区": ("综合保税区",), "自贸区": ("自由贸易试验区",),
         "自贸试验区": ("自由贸易试验区",), "开发区": ("经济技术开发区", "经济开发区", "高新技术产业开发区", "技术开发区")}
# what a body that was named in full is called behind it; no other body has this alone for a name
HEADS = ("领导小组", "指挥部", "工作组", "工作专班", "专班", "联席会议", "督导组", "巡视组", "调查组", "组委会", "筹委会", "主席团", "大会主席团", "理事会", "协调小组", "防控组")


THIS = re.compile("(?<![应])该[省市县区州旗]$")


def shared_places(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions in order; an office without a place or level, in a list right behind one that has it, gets it in its name, and
    so does a committee behind its zone."""
    found, place, zone, last = [], "", "", None
    heads: dict[str, str] = {}
    zones: dict[str, str] = {}
    for m in mentions:
        if short := next((z for z in zones if m.name == z or m.name.removeprefix(z) in COMMITTEES), ""):
            m = replace(m, name=zones[short] + m.name.removeprefix(short))
        elif full := _zone(m, bare=True):
            zones |= {z: full for z, ends in ZONES.items() if full.endswith(ends) and full != z}
        if m.label == "GovernmentBody" and THIS.search(text[max(0, m.start - 3):m.start]) and names.split_department(m.name):      # 该市|商务局
            m = replace(m, start=m.start - 2, text=text[m.start - 2:m.end], name=text[m.start - 1] + m.name)
        if m.name in HEADS and m.name in heads:
            m = replace(m, name=heads[m.name], label=names.label_of(heads[m.name]) or m.label)
        elif top(m.label) in ("Organisation", "Event"):
            name = m.name.removesuffix("会议") if top(m.label) == "Event" else m.name
            heads |= {h: name for h in HEADS if name.endswith(h) and len(name) > len(h) + 1 and not m.anaphor}
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
            if own and names.is_office(m.name[len(own):]):
                place = own
            elif own:
                place = ""
            elif place and names.split_department(m.name):
                m = replace(m, name=place + m.name)
        found.append(m)
        last = m
    return tuple(found)


def _zone(m: Mention, bare: bool = False) -> str:
    """The zone that a mention names: 某开发区 of 某开发区 and of 某开发区党工委; "" if none. `bare`: also one that is no mention of a place."""
    name = next((m.name.removesuffix(c) for c in COMMITTEES if m.name.endswith(c) and m.name != c), m.name)
    return name if names.ZONE.fullmatch(name) and (bare or name != m.name or m.label == "OtherPlace") else ""
