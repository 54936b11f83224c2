"""Sentences as the page shows them: where they stand in their cleaned article, and where they speak of whom.

Offsets come as code points of the file and go as UTF-16 code units of the cleaned text, as JavaScript counts.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.clean import clean
from kg.records import Document, Entity, Statement

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Readable:
    """The cleaned text of an article, and where the offsets of its file are in it; "" if the graph came without texts; `date`: ISO, "" if unknown."""

    def __init__(self, document: Document) -> None:
        cleaned = clean(document) if document.text else None
        self.text = cleaned.quote(0, len(cleaned.text)) if cleaned else ""
        self.date = document.date or (cleaned.date if cleaned else "")
        self._offsets = cleaned.offsets[:-1] if cleaned else ()
        self._units = units_of(self.text)

    def points(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch [start, end) of the file is in `text`, all in code points."""
        if not self.text or start >= end:
            return start, end
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same in UTF-16 code units of `text`."""
        a, b = self.points(start, end)
        return (self._units(a), self._units(b)) if self.text else (a, b)


def units_of(text: str) -> Callable[[int], int]:
    """The function that turns an offset in code points of `text` into one in UTF-16 code units."""
    wide = [m.start() for m in ASTRAL.finditer(text)]
    return (lambda at: at + bisect_left(wide, at)) if wide else (lambda at: at)


Spans = dict[tuple[str, str], list[tuple[int, int]]]


def spans_of(entities: Iterable[Entity]) -> Spans:
    """Where each entity is mentioned in each article."""
    spans: Spans = defaultdict(list)
    for e in entities:
        for d, a, b in e.mentions:
            spans[e.id, d].append((a, b))
    return spans


def named_in(entity: Entity, s: Statement, document: Readable | None, spans: Spans) -> list[tuple[int, int]]:
    """Where the sentence speaks of the entity: what was read as it there (该公司, 他 too), or else its names."""
    e, quote, found = s.evidence, s.evidence.quote, []
    if document is not None and document.text:
        first, _ = document.points(e.start, e.end)
        places = [document.points(a, b) for a, b in spans.get((entity.id, e.document), ()) if e.start <= a and b <= e.end]
        found = [(a - first, b - first) for a, b in places if document.text[a:b] == quote[a - first:b - first]]   # a line may have ended within the sentence
    return found or occurrences(quote, {n for n in (entity.name, *entity.aliases) if len(n) > 1})


def occurrences(quote: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """(start, end) of every place in `quote` where one of `words` stands."""
    found = []
    for word in sorted(words):
        at = quote.find(word) if word else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = quote.find(word, at + len(word))
    return found


def marks(quote: str, subject: Iterable[tuple[int, int]], object_: Iterable[tuple[int, int]]) -> list[int]:
    """The places (start, end) of the subject and the object in `quote` that do not overlap, longer ones first: start, length, role (0 subject, 1 object), start, …"""
    taken = [False] * len(quote)
    found = []
    for a, b, role in sorted([(*p, 0) for p in subject] + [(*p, 1) for p in object_], key=lambda m: (m[0] - m[1], m[2], m[0])):
        if not any(taken[a:b]):
            taken[a:b] = [True] * (b - a)
            found.append((a, b, role))
    units = units_of(quote)
    return [n for a, b, role in sorted(found) for n in (units(a), units(b) - units(a), role)]
