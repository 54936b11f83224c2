"""Which texts of a corpus are reprints of others: near-duplicates, also cut down, under other headlines.

A text is taken as the set of its shingles, the stretches of K characters in it (A. Broder, "On the resemblance and
containment of documents", SEQUENCES 1997), of which a fixed quarter is kept: those whose hash is a multiple of `EVERY`. So
the part of a text that stands in another can be read off the two sketches, however much they differ in length. A text is
compared with few others: with the first and with the last earlier one that has a shingle in common with it, as far as
these have many. The work is that of sorting the shingles of the corpus.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from zlib import crc32

import numpy as np

K = 8              # characters of a shingle
EVERY = 4          # of so many shingles one is kept
LEAST = 12         # shingles kept of a text that can be judged (of about 50 characters)
SHARE = 0.65       # of the later text that stands in the earlier one, for a reprint
COPY = 0.9         # the same for a text that comes more than `DAYS` after the other, or is short: what comes every year, or every
DAYS = 3           # day in a few lines, says much the same
SHORT = 40         # shingles kept of a text that is short (of about 160 characters)
FIGURES = 0.75     # of the numbers in the later text that stand in the earlier one: bulletins of two days differ in them
TRIED = 4          # earlier texts that a text is compared with
WORDS = re.compile(r"[^\W_]+")
NUMBERS = re.compile(r"\d+(?:\.\d+)?[^\d.]")      # with what it counts: 3日, 48例


def reprints(texts: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """`{id: id of the earliest text that it reprints}` of `texts`, which are (id, ISO date or "", text).

    The text is without its headline, or with it. Of two texts of one day the longer counts as the earlier one, of two of one
    length that with the lower id; undated ones come last. The result does not depend on the order of `texts`, whose ids differ.
    """
    sketches = Sketches()
    for id_, date, text in texts:
        sketches.add(id_, date, sketch(text))
    return sketches.reprints()


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text."""

    length: int              # characters
    shingles: np.ndarray     # sorted hashes
    numbers: np.ndarray      # sorted hashes of the numbers in it


def sketch(text: str) -> Sketch:
    """The sketch of a text, without its headline or with it; of one that is too short to be judged, with nothing in it."""
    shingles = _shingles(text)
    if len(shingles) < LEAST:
        return Sketch(len(text), shingles[:0], np.empty(0, np.uint32))
    return Sketch(len(text), shingles, np.unique(np.array([crc32(n.encode("utf-8", "surrogatepass")) for n in NUMBERS.findall(text)], np.uint32)))


class Sketches:
    """What is kept of texts that come one by one to tell which are reprints."""

    def __init__(self) -> None:
        self._keys: list[tuple[str, int, str]] = []
        self._shingles: list[np.ndarray] = []
        self._numbers: list[np.ndarray] = []

    def add(self, id_: str, date: str, sketch: Sketch) -> None:
        if len(sketch.shingles):
            self._keys.append((date or "9999", -sketch.length, id_))
            self._shingles.append(sketch.shingles)
            self._numbers.append(sketch.numbers)

    def reprints(self) -> dict[str, str]:
        """What the function `reprints` says of the texts that were added."""
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        sketches = [self._shingles[i] for i in order]
        numbers = [self._numbers[i] for i in order]
        ids = [self._keys[i][2] for i in order]
        days = [_day(self._keys[i][0]) for i in order]

        def copies(later: int, earlier: int) -> bool:
            share = np.isin(sketches[later], sketches[earlier], assume_unique=True).mean()
            figures = numbers[later]
            near = len(sketches[later]) >= SHORT and (days[later] is None or days[earlier] is None or days[later] - days[earlier] <= DAYS)
            return share >= (SHARE if near else COPY) and np.isin(figures, numbers[earlier]).sum() >= FIGURES * len(figures)

        first: dict[int, int] = {}
        for later, earlier in _candidates(sketches):
            if later not in first and copies(later, earlier):
                root = first.get(earlier, earlier)
                first[later] = root if root == earlier or copies(later, root) else earlier
        return {ids[later]: ids[earlier] for later, earlier in sorted(first.items())}


def _day(date: str) -> int | None:
    try:
        return Date.fromisoformat(date[:10]).toordinal()
    except ValueError:
        return None


def _shingles(text: str) -> np.ndarray:
    """The kept shingles of a text, as sorted 64-bit hashes; blanks and punctuation don't count."""
    codes = np.frombuffer("".join(WORDS.findall(text)).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < K:
        return np.empty(0, np.uint64)
    hashes = np.zeros(len(codes) - K + 1, np.uint64)
    for i in range(K):
        hashes = hashes * np.uint64(0x100000001B3) + codes[i:len(hashes) + i]
    for shift, factor in ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53), (33, 1)):   # the finaliser of MurmurHash3
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(hashes[hashes % np.uint64(EVERY) == 0])


def _candidates(sketches: list[np.ndarray]) -> Iterable[tuple[int, int]]:
    """(later, earlier) numbers of texts with many shingles in common: later ones in order, for each the earliest first."""
    if not sketches:
        return
    sizes = np.array([len(s) for s in sketches])
    texts = np.repeat(np.arange(len(sketches), dtype=np.int64), sizes)
    hashes = np.concatenate(sketches)
    by_hash = np.argsort(hashes, kind="stable")      # within a hash, the texts stay in their order
    hashes, texts = hashes[by_hash], texts[by_hash]
    begins = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    first = texts[np.maximum.accumulate(np.where(begins, np.arange(len(texts)), 0))]
    before = np.concatenate(([0], texts[:-1]))
    again = ~begins
    both = texts * len(sketches)
    pairs = np.concatenate([(both + first)[again], (both + before)[again & (before != first)]])
    pairs, common = np.unique(pairs, return_counts=True)
    later, earlier = np.divmod(pairs, len(sketches))
    many = common >= 0.1 * sizes[later]
    later, earlier, common = later[many], earlier[many], common[many]
    ranked = np.lexsort((earlier, -common, later))
    for _, group in _groups(later[ranked]):
        best = ranked[group][:TRIED]
        yield from ((int(later[i]), int(earlier[i])) for i in sorted(best, key=lambda i: earlier[i]))


def _groups(values: np.ndarray) -> Iterable[tuple[int, slice]]:
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else []
    for start, end in zip(starts, [*starts[1:], len(values)]):
        yield int(values[start]), slice(start, end)
