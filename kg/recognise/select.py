"""Candidates → mentions: of overlapping candidates the best stays; a body named inside a policy or event stays too."""
from __future__ import annotations

from functools import lru_cache

import rjieba
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.ontology import top
from kg.records import Mention

HELPERS = ("Post", "Date", "Amount")
OUTER = ("Policy", "Event")   # whose names may hold the name of a body worth keeping
INNER = ("Organisation",)


def select(candidates: list[Mention]) -> tuple[Mention, ...]:
    """Mentions in the order of the text; only those with `inner` set lie within another.

    The longest candidate wins (maximal names are the convention of the annotation guide), at
    equal spans a named class before a helper, then what the earlier component found.
    """
    candidates = _trusted(candidates)
    rank = {id(m): i for i, m in enumerate(candidates)}
    order = sorted(candidates, key=lambda m: (m.start - m.end, m.label in HELPERS, m.source == "model", rank[id(m)]))
    taken: dict[int, Mention] = {}
    chosen: list[Mention] = []
    inner: list[Mention] = []
    for m in order:
        holders = {taken[i] for i in range(m.start, m.end) if i in taken}
        if not holders:
            chosen.append(m)
            taken.update(dict.fromkeys(range(m.start, m.end), m))
        elif len(holders) == 1 and top(m.label) in INNER:
            holder = holders.pop()
            if top(holder.label) in OUTER and holder.start <= m.start and m.end <= holder.end and not holder.anaphor:
                if not any(m.start < n.end and n.start < m.end for n in inner):
                    inner.append(Mention(m.start, m.end, m.text, m.label, m.name, m.adcode, m.anaphor, m.source, inner=True))
    return tuple(sorted(chosen + inner, key=lambda m: (m.start, -m.end)))


def _trusted(candidates: list[Mention]) -> list[Mention]:
    """Without what the tagger proposes where the grammar has an answer of its own: it decides on persons
    altogether, and on bodies and places wherever it found any."""
    grammar = [m for m in candidates if m.source != "tagger"]
    taken = {i for m in grammar if top(m.label) for i in range(m.start, m.end)}
    return grammar + [m for m in candidates if m.source == "tagger" and top(m.label) in ("Organisation", "Place")
                      and not any(i in taken for i in range(m.start, m.end)) and _proper(m.text)]


@lru_cache(maxsize=50_000)
def _proper(text: str) -> bool:
    """Whether anything in `text` can be a name, not a word of the language: 霍梅尼陵, not 甘蔗林 or 接待代表团."""
    tags = rjieba.tag(text, False)
    return text.isascii() or not tags[0][1].startswith(("v", "p", "c", "u", "d")) and any(
        tag[:2] in ("ns", "nr", "nz", "nt") or tag in ("x", "eng", "j") for word, tag in tags)


@Language.factory("zhengtu_select")
def factory(nlp: Language, name: str):
    return run


def run(doc: Doc) -> Doc:
    doc._.mentions = select(doc._.candidates or [])
    spans = (doc.char_span(m.start, m.end, label=m.label) for m in doc._.mentions if not m.inner)
    doc.set_ents(filter_spans([s for s in spans if s is not None]))
    return doc
