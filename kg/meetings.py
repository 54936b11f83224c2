"""Whose a meeting is: 甲市人大常委会 of 甲市第九届人大常委会第三次会议, for what a meeting passes its body issues."""
from __future__ import annotations

import re

from kg import names
from kg.ontology import top
from kg.records import Mention
from kg.surroundings import Surroundings

NOUN = re.compile("会议|大会|全会|本次会议|此次会议|会上")       # a meeting that is spoken of
TERM = re.compile("第?[一二三四五六七八九十百]+届")
BODY = re.compile("(.*(?:常务委员会|常委会|全国委员会|中央委员会|人民代表大会|委员会|全国人大|政协|政治局|理事会|董事会|领导小组|国务院|政府))(?=.*会)")
ROUND = re.compile("(.*?)第.{1,3}轮(?:常规|专项|机动)?巡[视察]")
CENTRE = ("党中央", "中共中央", "中央", "中国共产党中央委员会")
COUNCILS = {"常务会议": "政府", "委员长会议": "全国人大常委会"}      # meetings of one body


def convener(event: Mention, around: Surroundings) -> Mention | None:
    """The body whose meeting `event` is: one that its name begins with, or that the article names so; None if there is none."""
    name = TERM.sub("", event.name or event.text)
    inner = [m for m in around.within(event.start, event.end) if m.inner and top(m.label) == "Organisation"]
    if (m := ROUND.match(name)) is not None:      # 甲省委第二轮巡视
        wanted = CENTRE if m.group(1) in CENTRE else (m.group(1),)
        return next((x for x in around.named.get("Organisation", ()) if x.name in wanted or x.text in wanted), None)
    m = BODY.match(name)
    wanted = m.group(1) if m else next((body for word, body in COUNCILS.items() if name.endswith(word)), "")
    if not wanted:
        return next((x for x in inner if x.start == event.start), None)
    named = around.named.get("Organisation", ())
    known = [x for x in inner if _same(x, wanted)] or [x for x in named if _same(x, wanted)]
    if known:
        return min(known, key=lambda x: (abs(len(x.name) - len(wanted)), x.start))
    label = names.label_of(wanted)
    if label not in names.MAJOR:
        return None
    return Mention(event.start, event.end, event.text, label, wanted, source="rule", inner=True)


def _same(body: Mention, wanted: str) -> bool:
    """Whether a body is called `wanted`, but for its term: 政协第九届全国委员会, 政协全国委员会."""
    return wanted in (TERM.sub("", body.name), TERM.sub("", body.text))


def spoken_of(noun: str) -> bool:
    """Whether a noun is a meeting that the article has named."""
    return NOUN.fullmatch(noun) is not None
