"""Characters, each with its place in the file; changes to them that keep the places. All of it takes linear time."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Text(NamedTuple):
    """Characters and where each stands in the file."""

    text: str
    offsets: list[int]


def substitute(t: Text, pattern: re.Pattern, replace: Callable[[re.Match], str]) -> Text:
    """Replace matches by something of at most their length, which takes the offsets of their first characters."""
    out, offsets, last = [], [], 0
    for m in pattern.finditer(t.text):
        new = replace(m)
        out += [t.text[last:m.start()], new]
        offsets += t.offsets[last:m.start()] + t.offsets[m.start():m.start() + len(new)]
        last = m.end()
    return Text("".join(out) + t.text[last:], offsets + t.offsets[last:])


def drop(t: Text, pattern: re.Pattern) -> Text:
    return substitute(t, pattern, lambda m: "")


def rows(t: Text) -> list[Text]:
    """The lines of a text, each with its line end."""
    found, at = [], 0
    for line in t.text.splitlines(keepends=True):
        found.append(Text(line, t.offsets[at:at + len(line)]))
        at += len(line)
    return found


def join(parts: list[Text]) -> Text:
    return Text("".join(p.text for p in parts), [o for p in parts for o in p.offsets])


def cut(t: Text, start: int, end: int) -> Text:
    return Text(t.text[start:end], t.offsets[start:end])
