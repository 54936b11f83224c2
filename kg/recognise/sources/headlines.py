"""Meetings that a headline tells as a sentence: 习近平会见…, 李克强同…通电话."""
from __future__ import annotations

import re

from kg.records import CleanText, Mention

NAME = r"[^，。：；！？\n 　]"
MET = re.compile(rf"(?m)^(?P<whole>{NAME}{{2,14}}?(?:(?:分别)?(?:会见|接见){NAME}{{2,36}}|(?:同|与|和|应约同){NAME}{{2,30}}?(?:举行会谈|会谈|会晤|通电话|通话|会面)))(?=[ 　\n]|$)")


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for events: headlines that tell of a meeting, whole."""
    return [Mention(m.start(), m.end(), m["whole"], "Meeting", m["whole"], source="headline") for m in MET.finditer(text)]
