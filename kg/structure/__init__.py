"""What layout says: rosters, notices of appointment, careers, tables, labelled lines, signatures, titles of documents.

`blocks(clean)` divides a text into blocks of lines of one shape; `read(clean, mentions)` gives the relations that they
state, each with the stretch of clean text that states it; `issuer` says for whom a report or notice speaks;
`kg.structure.certain` proposes the names that layout alone makes sure, as candidates for the recogniser.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.records import CleanText, Mention
from kg.structure import biographies, documents, labels, notices, rolls, rosters, tables
from kg.structure.blocks import Block, blocks
from kg.structure.page import Found, Page

__all__ = ["SHAPED", "Block", "blocks", "issuer", "merged", "overlaps", "read"]
SHAPED = ("roster", "table", "biography", "notice")  # kinds of blocks in which no sentence is to be read
BY_BLOCK = {"roster": (rosters.read,), "table": (tables.read,), "notice": (notices.read,), "prose": (notices.read,)}


def read(clean: CleanText, mentions: tuple[Mention, ...]) -> Iterator[Found]:
    """(relation, start, end) for everything that the layout of a text states. [start, end) of the clean text is the
    evidence: the line, and with its heading where that is part of what is said. `mentions`: the recogniser's."""
    page = Page(clean, mentions)
    for block in page.blocks:
        for reader in BY_BLOCK.get(block.kind, ()):
            yield from reader(page, block)
    for reader in (rolls.read, biographies.read, biographies.profiles, labels.read, documents.read, documents.inner_documents):
        yield from reader(page)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans sorted, those that overlap joined: what `overlaps` looks into."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether [start, end) overlaps one of the `merged` spans."""
    at = bisect_left(spans, (end, end))
    return at > 0 and spans[at - 1][1] > start


def issuer(clean: CleanText, mentions: tuple[Mention, ...]) -> Mention | None:
    """The body that a report, plan or notice speaks for: the subject of its sentences without one. None if not said."""
    return documents.issuer(Page(clean, mentions))
