"""What one document brings to the whole: its groups, where they are mentioned, and its claims between them.

This is all that joining documents needs; texts, offsets and mentions that stand for nothing are let go.
"""
from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace

from kg.curation import Curation
from kg.records import Document, Evidence, Extraction
from kg.reprints import Sketch, sketch
from kg.resolve.countries import settle
from kg.resolve.persons import split
from kg.resolve.within import Group, group

HELPERS = ("Post", "Date", "Amount")


@dataclass(slots=True)
class Link:
    """A claim between two groups, which are given by their numbers."""

    subject: int
    predicate: str
    object: int
    evidence: Evidence
    rule: str
    confidence: float
    qualifiers: tuple[tuple[str, str], ...]
    modality: str


@dataclass(slots=True)
class Local:
    """One document after the resolution within it."""

    document: Document           # with the headline and the date that the cleaner found, where its source states none
    groups: list[Group]
    spans: list[array]           # of each group: where it is mentioned in `document.text`, as start, end, start, end…
    links: list[Link]
    sketch: Sketch
    named: bool                  # whether any name was found in it
    keys: list[str] = field(default_factory=list)     # of each group among all documents, once these are known


def local(extraction: Extraction, curation: Curation = Curation()) -> Local:
    """What `extraction` brings to the whole; a pure function of both."""
    x = settle(extraction)
    of = group(x, curation)
    of |= split(list({id(g): g for g in of.values()}.values()), x.claims, of)
    groups = list({id(g): g for g in of.values()}.values())
    number = {id(g): i for i, g in enumerate(groups)}
    spans = [array("I") for _ in groups]
    for m, g in of.items():
        spans[number[id(g)]].extend(x.clean.raw_span(m.start, m.end))
    links = [Link(number[id(s)], c.predicate, number[id(o)], c.evidence, c.rule, c.confidence, c.qualifiers, c.modality)
             for c in x.claims if (s := of.get(c.subject)) is not None and (o := of.get(c.object)) is not None]
    document = replace(x.document, title=x.document.title or x.clean.headline, date=x.document.date or x.clean.date)
    named = any(m.name and m.label not in HELPERS for m in extraction.mentions)
    return Local(document, groups, spans, links, sketch(x.clean.text), named)
