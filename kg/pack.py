"""What a document yielded as bytes, and back: what processes send one another and what the cache keeps.

JSON, compressed, and no pickle: a file that someone else put there can be wrong, but it can do nothing. Texts come with their
offsets as runs, each mention and sentence once; what many documents say alike (names, classes) is one string in memory.
"""
from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import fields
from itertools import chain, pairwise
from sys import intern

from kg.records import Aside, Claim, CleanText, Document, Evidence, Extraction, Mention, Section


def pack(extraction: Extraction) -> bytes:
    """All of `extraction` but its document; `unpack` gives it back."""
    clean, mentions, sentences = extraction.clean, Table(), Table()
    said = [mentions.add(row(m)) for m in extraction.mentions]
    claims = [[mentions.add(row(c.subject)), c.predicate, mentions.add(row(c.object)), sentences.add(row(c.evidence)), c.rule,
               c.confidence, c.qualifiers, c.modality] for c in extraction.claims]
    text = [clean.text, _runs(clean.offsets), [row(s) for s in clean.sections], [row(a) for a in clean.asides], clean.headline,
            clean.date, clean.printed]
    whole = json.dumps([text, mentions.rows, said, sentences.rows, claims], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(whole.encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes, document: Document) -> Extraction:
    """The extraction of `document` that was packed. Raises ValueError if `data` is none."""
    try:
        text, mentions, said, sentences, claims = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        text, runs, sections, asides, headline, date, printed = text
        clean = CleanText(text, _offsets(runs), tuple(Section(*s) for s in sections), tuple(Aside(*a) for a in asides), headline, date, printed)
        mentions = [Mention(*map(interned, m)) for m in mentions]
        sentences = [Evidence(*e) for e in sentences]
        return Extraction(document, clean, tuple(mentions[i] for i in said), tuple(
            Claim(mentions[s], intern(predicate), mentions[o], sentences[e], intern(rule), confidence,
                  tuple((intern(k), intern(v)) for k, v in qualifiers), intern(modality))
            for s, predicate, o, e, rule, confidence, qualifiers, modality in claims))
    except (zlib.error, TypeError, IndexError) as error:
        raise ValueError(f"these bytes hold no extraction: {error}") from error


class Table:
    """Rows, each once."""

    def __init__(self) -> None:
        self.rows: list[list] = []
        self.numbers: dict[tuple, int] = {}

    def add(self, row: list) -> int:
        number = self.numbers.setdefault(tuple(row), len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number


_names = {cls: [f.name for f in fields(cls)] for cls in (Aside, Evidence, Mention, Section)}


def row(record) -> list:
    return [getattr(record, name) for name in _names[type(record)]]


def interned(value):
    return intern(value) if type(value) is str else value


def _runs(offsets: tuple[int, ...]) -> list[int]:
    """(length, first offset) of each stretch in which offsets go up by one, in one list."""
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(offsets), 1) if b != a + 1), len(offsets)]
    return list(chain.from_iterable((end - start, offsets[start]) for start, end in pairwise(starts) if end > start))


def _offsets(runs: Iterable[int]) -> tuple[int, ...]:
    each = iter(runs)
    return tuple(chain.from_iterable(range(first, first + length) for length, first in zip(each, each)))
