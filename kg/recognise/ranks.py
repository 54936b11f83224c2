"""Who is an official: a person who once stands beside a post that makes its holder one, whatever the sentence."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg import names
from kg.cells import CELL
from kg.ontology import top
from kg.recognise.sources.posts import is_official
from kg.records import Mention

GIVEN = ("任", "为", "的", "辞去", "当选", "是", "，", "免去", "（", CELL)      # 任命王平为甲局局长, 王平　甲局局长
JOINS = ("、", "和", "及", "，", "与")
FAR = 12        # characters between a person and the body of his post
HERO = re.compile("(?:同志)?(?:简历|履历|简介|[，,][男女][，,])")
TIME = re.compile(r"(?:^|\n)\s*(?:19|20)\d\d[^\n]{0,24}$")      # what stands before a post in a line of a career


def officials(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions with the persons labelled Official or OtherPerson: a name has one label in a text.

    Official: beside a post of state, or beside any post of a government or party body, also over 为, 任, 的 (任命王平为…局长), in a
    list before them, in the next cell, or in the lines of his career.
    """
    outer = [m for m in mentions if not m.inner]
    named = {*_beside(outer, text), *_given(outer, text), *_by_career(outer, text)}
    return tuple(
        replace(m, label="Official" if m.name in named else "OtherPerson") if top(m.label) == "Person" and not m.anaphor else m for m in mentions)


def _person(m: Mention) -> bool:
    return top(m.label) == "Person" and not m.anaphor


def _beside(outer: list[Mention], text: str) -> Iterator[str]:
    """甲局局长王平, 王平局长."""
    for i, m in enumerate(outer):
        for a in (i - 1, i + 1) if _person(m) else ():
            if 0 <= a < len(outer) and outer[a].label == "Post":
                post, body = outer[a], outer[a - 1] if a < i and a else None
                near = 0 <= m.start - post.end <= 1 or 0 <= post.start - m.end <= 1
                if near and post.end <= m.start and is_official(post.text):
                    row = list(_row(outer, i, text))
                    yield from row if len(row) == _places(outer, a, text) else ()
                if near and (is_official(post.text) or body is not None and body.label in names.MAJOR and 0 <= post.start - body.end <= 2):
                    yield m.name


def _row(outer: list[Mention], i: int, text: str) -> Iterator[str]:
    """The persons of a list that begins with the mention `i`."""
    yield outer[i].name
    while i + 1 < len(outer) and _person(outer[i + 1]) and text[outer[i].end:outer[i + 1].start] in JOINS:
        i += 1
        yield outer[i].name


def _places(outer: list[Mention], post: int, text: str) -> int:
    """How many places stand in a list before a post: 甲、乙、丙三市市长."""
    number, at = 0, post
    while at and outer[at - 1].label == "AdministrativeArea" and (
            text[outer[at - 1].end:outer[at].start] in JOINS or at == post and outer[post].start - outer[at - 1].end < 4):
        number, at = number + 1, at - 1
    return number


def _given(outer: list[Mention], text: str) -> Iterator[str]:
    """王平、李四为甲局局长: all of the list."""
    for i, m in enumerate(outer[:-2]):
        body, post = outer[i + 1], outer[i + 2]
        if not _person(m) or post.label != "Post" or body.label not in (*names.MAJOR, "AdministrativeArea"):
            continue
        between = text[m.end:body.start]
        if len(between) > FAR or between and not any(w in between for w in GIVEN):
            continue
        yield m.name
        while i and _person(outer[i - 1]) and text[outer[i - 1].end:outer[i].start] in JOINS:
            i -= 1
            yield outer[i].name


def _by_career(outer: list[Mention], text: str) -> Iterator[str]:
    """The person of 王平简历, or 王平，男，…, below whom lines with times tell posts of government or party bodies."""
    hero = None
    for m, after in zip(outer, outer[1:]):
        if _person(m) and HERO.match(text, m.end):
            hero = m
        elif hero is not None and m.label in names.MAJOR and after.label == "Post" and after.start - m.end <= 2 and TIME.search(text[max(0, m.start - 40):m.start]):
            yield hero.name
