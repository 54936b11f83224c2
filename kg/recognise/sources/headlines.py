"""Meetings that a headline tells as a sentence: 习近平会见…, 李克强同…通电话."""
from __future__ import annotations

import re

from kg.records import CleanText, Mention

NAME = r"[^，。：；！？\n 　]"
WHO = r"(?:(?![将拟欲未]|希望|准备|或|应否)[^，。：；！？\n 　在])"      # what is only planned is no meeting yet
MET = re.compile(
    rf"(?P<whole>{WHO}{{2,14}}?(?:在{NAME}{{2,8}}?)?"
    rf"(?:(?:分别|集体)?(?:会见|接见)(?!时|后|中外?记者会){NAME}{{2,36}}?(?=并讲话|并座谈|并合影|[ 　]|$)"
    rf"|(?:应约)?(?:同|与|和){NAME}{{2,30}}?(?:举行会谈|会谈|会晤|通电话|通话|会面)(?=[ 　]|$)))")
LINE = re.compile(r"(?m)^[^。\n]{5,70}$")      # a headline ends with no full stop
PART = re.compile(r"[^ 　]+")


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for events: headlines, or parts of them between blanks, that tell of a meeting, whole."""
    found = []
    for line in LINE.finditer(text):
        for part in PART.finditer(text, line.start(), line.end()):
            if (m := MET.match(text[part.start():part.end()])) is not None:
                start, name = part.start(), m["whole"]
                found.append(Mention(start, start + len(name), name, "Meeting", name, source="headline"))
    return found
