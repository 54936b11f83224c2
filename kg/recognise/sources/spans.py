"""What the finders of organisations share: the stretch that one found, and which of several stays."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon import rows
from kg.recognise.sources import bounds


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of text that names an organisation."""

    start: int
    end: int
    label: str
    name: str
    lead: str = ""     # place or level that it begins with, which the next of a list shares


def longest(found: Iterable[Found]) -> list[Found]:
    """Of overlapping spans the longest, of equally long ones the first found, sorted by place."""
    taken: set[int] = set()
    chosen = []
    for f in sorted(found, key=lambda f: f.start - f.end):
        span = range(f.start, max(f.end, f.start + 1))
        if not any(i in taken for i in span):
            taken.update(span)
            chosen.append(f)
    return sorted(chosen)


@lru_cache(maxsize=None)
def _followers() -> dict[str, tuple[str, ...]]:
    return {ending: tuple(after.split(" ")) for ending, after in rows("ending_followers")}


def no_end(ending: str, following: str) -> bool:
    """Whether what follows shows that a name does not end here: 公司|法, 大学|生."""
    table = _followers()
    after = table.get(ending) or table.get(ending[-2:]) or table.get(ending[-1:])
    if ending.endswith("学") and following.startswith(("生物", "生命", "生态", "科学", "科技", "科研")):      # 安徽大学|生物系
        return False
    return after is not None and following.startswith(after)


def broken(text: str, start: int, end: int) -> bool:
    """Whether a word that no name holds lies in [start, end)."""
    at = bounds.soft_left(text, start, end)
    return at > start
