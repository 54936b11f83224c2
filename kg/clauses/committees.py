"""Departments of party committees as posts name them: 甲市委常委、宣传部部长; 甲市委副书记、政法委书记."""
from __future__ import annotations

import re
from dataclasses import replace

from kg.records import Mention

COMMITTEE = re.compile("[省市县区州盟旗镇乡办]委$|党委$|工委$")
DEPARTMENTS = re.compile(
    "(?:组织|宣传|统战|统一战线工作|政法|社会工作|网信|巡察|政策研究|党建)(?:部|委|委员会|办|办公室|室)"
    "|办公厅|办公室|纪委|老干部局|编办|农办|财经办|外办|台办|改革办|国安办|保密办")


def committee(body: Mention) -> bool:
    """Whether a body is the committee of an area, a body or a firm."""
    return body.label == "PartyBody" and bool(COMMITTEE.search(body.name))


def full_name(above: str, part: str) -> str:
    """The name of a department of the committee `above`; 纪委 is none of its departments, but stands beside it."""
    return (re.sub("党?委$", "", above) if part == "纪委" else above) + part


def of_committee(above: Mention | None, body: Mention) -> Mention:
    """`body`, with its full name if it is a bare department behind a post at the committee `above`."""
    if above is None or not committee(above) or not DEPARTMENTS.fullmatch(body.name):
        return body
    return replace(body, name=full_name(above.name, body.name), label="PartyBody", inner=True, source="rule")


def department(body: Mention, title: str) -> str:
    """政法委 of 政法委书记 behind a committee: the department that a title names; "" if none."""
    m = DEPARTMENTS.match(title) if committee(body) else None
    return m.group() if m and m.end() < len(title) else ""


def committee_of(body: Mention) -> str:
    """The committee whose department `body` is, where a post made its name; "" of any other body."""
    m = re.fullmatch(f"(?P<above>.+?)(?:{DEPARTMENTS.pattern})", body.name) if body.inner and body.label == "PartyBody" else None
    return m["above"] if m and COMMITTEE.search(m["above"]) else ""
