"""All candidates of a text: what the sources propose, one entry a stretch and class, with who proposed it."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.ontology import top
from kg.recognise.impossible import impossible
from kg.recognise.sources import (
    by_ending,
    events,
    gazetteer_names,
    headlines,
    layout,
    organisations,
    persons,
    places,
    policies,
    posts,
    quantities,
    quoted,
    tagger,
)
from kg.records import CleanText, Mention

# Each: (clean text as a string, CleanText) → mentions, which may overlap; none knows another. The first to propose a stretch
# of a class gives it its name, leaf class and code.
SOURCES: tuple[Callable[[str, CleanText], list[Mention]], ...] = (
    quantities.find, places.find, organisations.find, policies.find, events.find, posts.find, tagger.find, persons.find, quoted.find,
    headlines.find, gazetteer_names.find, by_ending.find, layout.find)
WEAK = frozenset(("ending", "persons", "quoted", "gazetteer"))      # sources that propose by form alone
HELPERS = ("Post", "Date", "Amount")


@dataclass(slots=True)
class Candidate:
    """A stretch of text that may be a mention; `kind`: its top class, or Post, Date, Amount."""

    mention: Mention
    kind: str
    sources: set[str] = field(default_factory=set)
    score: float = 0.0

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end


ATTACHED = re.compile("附属(?:第[一二三四五六七八九十]+)?[一-鿿]{0,6}?(?:医院|中学|小学|学校|幼儿园)")


def _whole(m: Mention, text: str) -> Mention:
    """第24届冬奥会工作领导小组, of which a source may have left out the figures."""
    if m.text[0] == "届" and (before := re.search("第[0-9]+$", text[max(0, m.start - 5):m.start])):
        start = m.start - len(before.group())
        return replace(m, start=start, text=text[start:m.end], name=text[start:m.start] + m.name if m.name else "")
    return m


def candidates(clean: CleanText, further: Iterable[Mention] = ()) -> list[Candidate]:
    """The candidates of a text in the order of the text, the longer first; `further`: those of another spaCy pipeline."""
    found: dict[tuple[int, int, str], Candidate] = {}
    for proposed in (*(source(clean.text, clean) for source in SOURCES), further):
        for m in proposed:
            kind = top(m.label) or m.label
            if impossible(m, kind, clean.text):
                continue
            m = _whole(m, clean.text)
            if kind == "Organisation" and m.source == "organisations" and (behind := ATTACHED.match(clean.text, m.end)):      # 甲大学|附属医院
                long = replace(m, end=behind.end(), text=m.text + behind.group(), name=m.name and m.name + behind.group(), label="PublicInstitution")
                found.setdefault((long.start, long.end, kind), Candidate(long, kind)).sources.add(m.source)
            known = found.setdefault((m.start, m.end, kind), Candidate(m, kind))
            known.sources.add(m.source)
    return sorted(found.values(), key=lambda c: (c.start, -c.end, c.kind))
