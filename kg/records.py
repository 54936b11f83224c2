"""The plain frozen records that travel between the stages.

    bytes ─read→ Document ─clean→ CleanText ─recognise→ Mention(s)
          ─relate→ Claim(s) ─resolve→ Entity(ies) ─graph→ networkx ─export→ files

All offsets count Unicode code points. Offsets of a `Mention` point into `CleanText.text`;
offsets of an `Evidence` point into `Document.text`, the file as it was decoded.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import MISSING, dataclass, field, fields
from reprlib import Repr
from typing import Any

UNSURE = 0.6      # claims less sure than this are kept, but shown only to those who ask for them


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read, nothing changed; of a file that is no plain text, what was taken out of it."""

    id: str           # file name without its ending, or the record's own id; unique in a build
    text: str         # decoded text, exactly as in the file (of a .jsonl record: title, newline, text)
    title: str = ""   # as the source states it ("" for .txt: the cleaner finds the headline)
    date: str = ""    # ISO date of publication, "" if the source does not state it
    source: str = ""  # publisher, "" if not stated
    path: str = ""    # as the user would name the file; for messages, never for ids
    number: str = ""  # 文号, as the head of the document states it
    issuer: str = ""  # the body that issued it, as its head states it
    encoding: str = ""            # of the bytes, "" if they were no text (a Word file, a PDF)
    extractor: str = ""           # the library that took the text out of the file, with its version
    pages: tuple[int, ...] = ()   # of a PDF: where in `text` each page begins
    reprint_of: str = ""          # id of the earliest article that has much the same text, "" if it is its own
    passages: tuple[tuple[int, int, str], ...] = ()   # sorted (start, end, text): what a graph file keeps of the text

    def passage(self, start: int, end: int) -> str | None:
        """The text from `start` to `end`, None if it is not at hand."""
        if self.text:
            return self.text[start:end]
        at = bisect_left(self.passages, (start, end))
        if at < len(self.passages) and self.passages[at][:2] == (start, end):
            return self.passages[at][2]
        around = (p for p in self.passages if p[0] <= start and end <= p[1] and len(p[2]) == p[1] - p[0])
        return next((text[start - first:end - first] for first, _, text in around), None)

    def page(self, offset: int) -> int:
        """The number of the page that `text[offset]` stands on, from 1; 0 if the file has no pages."""
        return bisect_right(self.pages, offset)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of clean text that stands for itself: an article of a page, a city of a round-up."""

    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of clean text that is about the article, not of it."""

    kind: str   # "dateline" (本报南京2月9日电), "byline" (本报记者 王伟健), "credit" (photo), "editor" (责任编辑, 来源, （完）)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """Readable text with a way back to the file.

    `text` has one paragraph a line. `offsets[i]` is the position in `Document.text` of
    the i-th character; `offsets[len(text)]` is the end of the last one.
    """

    text: str
    offsets: tuple[int, ...]
    sections: tuple[Section, ...] = ()
    asides: tuple[Aside, ...] = ()
    headline: str = ""
    date: str = ""        # ISO, from the document or its dateline, "" if unknown
    printed: str = ""     # `text` in the traditional characters of the file, "" if it has none

    def quote(self, start: int, end: int) -> str:
        """The characters [start, end) as the file has them: what is shown, where `text` is what is compared."""
        return (self.printed or self.text)[start:end]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the file that the clean span [start, end) came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of clean text that names, or stands for, something."""

    start: int
    end: int
    text: str             # the clean text of the span
    label: str            # a leaf class of the ontology, or a helper: Post, Date, Amount
    name: str = ""        # the name that the span gives, without 《》“”, ellipses expanded; "" for an anaphor
    adcode: str = ""      # Place: its six-digit code; Organisation: code of the place its name or context gives
    anaphor: bool = False  # 该公司, 全市, 他: resolved inside the document
    source: str = ""      # which component found it
    inner: bool = False   # lies within another mention: 贵州省政府 in 《贵州省政府关于…的通知》
    sure: float = field(default=1.0, compare=False)   # how probably a reader would mark it, 0..1


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence that states a claim."""

    document: str   # Document.id
    start: int      # code points in Document.text
    end: int
    quote: str      # the sentence, cleaned, in the characters of the file; Document.text[start:end] is the same as printed


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation between two mentions, with what states it."""

    subject: Mention
    predicate: str        # a relation of the ontology
    object: Mention
    evidence: Evidence
    rule: str             # name of the rule that made it
    confidence: float     # 0..1
    qualifiers: tuple[tuple[str, str], ...] = ()   # sorted (name, words of the text)
    modality: str = "stated"   # or "ended" (曾任, 免去), "planned" (拟, 将), "denied" (未, 没有), "reported" (网传)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields, before documents are joined."""

    document: Document
    clean: CleanText
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world, with everything that the documents call it."""

    id: str                      # ASCII, from a hash of `key`
    key: str                     # the canonical key that made it one thing
    label: str                   # leaf class of the ontology
    name: str                    # preferred name
    aliases: tuple[str, ...]     # other names, sorted
    adcode: str                  # of a place: its code; of a body: of its place; "" if unknown
    mentions: tuple[tuple[str, int, int], ...]   # (document id, raw start, raw end), sorted
    joined: tuple[tuple[str, str], ...] = ()     # sorted (name, why it is a name of this one)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim after resolution: between entities instead of mentions."""

    id: str               # ASCII, from a hash of what it says and where
    subject: str          # Entity.id
    predicate: str
    object: str           # Entity.id
    evidence: Evidence
    rule: str
    confidence: float
    qualifiers: tuple[tuple[str, str], ...] = ()
    modality: str = "stated"


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """An input that could not be used, and why, in a sentence for the user."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something that the user should know of an input that was used, or passed over; nothing went wrong."""

    path: str
    sentence: str


_brief = Repr()
_brief.maxstring, _brief.maxother, _brief.maxtuple = 60, 160, 4


def _short(record: Any) -> str:
    """What a notebook prints of a record: long texts cut, and what is as by default left out."""
    said = ((f.name, getattr(record, f.name)) for f in fields(record) if f.repr)
    default = {f.name: f.default for f in fields(record)}
    shown = ", ".join(f"{n}={_brief.repr(v)}" for n, v in said if default[n] is MISSING or v != default[n])
    return f"{type(record).__name__}({shown})"


for _record in (Document, Section, Aside, CleanText, Mention, Evidence, Claim, Extraction, Entity, Statement, Skipped, Notice):
    setattr(_record, "__repr__", _short)  # noqa: B010 (to the type checker a method is no attribute)
