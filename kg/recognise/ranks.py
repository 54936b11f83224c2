"""Who is an official: a person who once stands beside a post that makes its holder one, whatever the sentence."""
from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.ontology import top
from kg.recognise.sources.posts import is_official
from kg.records import Mention


def officials(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions with the persons labelled Official or OtherPerson: a name has one label in a text.

    Official: beside a post of state, or beside any post of a government or party body, also over 为, 任, 的 (任命王平为…局长).
    """
    named: set[str] = set()
    outer = [m for m in mentions if not m.inner]
    for i, m in enumerate(outer):
        if top(m.label) != "Person" or m.anaphor:
            continue
        for a, b in ((i - 1, "left"), (i + 1, "right")):
            if not 0 <= a < len(outer):
                continue
            beside = outer[a]
            if beside.label == "Post" and (0 <= m.start - beside.end <= 1 or 0 <= beside.start - m.end <= 1):
                body = outer[a - 1] if b == "left" and a else None
                if is_official(beside.text) or body is not None and body.label in names.MAJOR and 0 <= beside.start - body.end <= 2:
                    named.add(m.name)
            elif b == "right" and (beside.label in names.MAJOR or beside.label == "AdministrativeArea") and a + 1 < len(outer) and outer[a + 1].label == "Post":
                between = text[m.end:beside.start]
                if len(between) <= 12 and any(w in between for w in ("任", "为", "的", "辞去", "当选", "是", "，", "免去", "（")):
                    named.add(m.name)
    return tuple(
        replace(m, label="Official" if m.name in named else "OtherPerson") if top(m.label) == "Person" and not m.anaphor else m for m in mentions)
