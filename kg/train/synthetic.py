"""Sentences of our own writing with known names, beside the articles: every other form of the phrasebook, filled with its names.

News has few persons called 林业 or 高明 and few plain sentences of some kinds; a decision learned from news alone would shy at them.
Only the forms with an odd number in the file serve, by turns the reader and the decision, so that the decision sees how the reader
does on sentences that it does not know; the even ones stay a test (`tests/phrasebook.py` says how both fare).
"""
from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from kg import ontology
from kg.recognise.candidates import HELPERS, candidates
from kg.recognise.evidence import Text, features
from kg.records import CleanText
from kg.train.decision import label

PHRASEBOOK = Path(__file__).parents[2] / "tests" / "phrasebook.py"
CLASSES = {
    "Place": "anyplace area city county country district park prefecture province region municipality town village xian countycity",
    "Person": "person personcompound personminority personplain personrare personword foreigner",
    "Organisation": "association bank body brand cbody central cgov cmass company companyfull companyplace hospital institute latin ministry newbody pbody "
                    "pgov pmass school team xbody",
    "Policy": "doc law pack product programme",
    "Event": "event fair meeting",
}
KIND = {slot: kind for kind, slots in CLASSES.items() for slot in slots.split()}
FILLINGS = 5


def phrasebook():
    """The module of the phrasebook, from the folder of the tests."""
    spec = importlib.util.spec_from_file_location("phrasebook", PHRASEBOOK)
    module = sys.modules.setdefault("phrasebook", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


def filled(pattern: str, filling, slot) -> tuple[str, list[tuple[int, int, str]]]:
    """The pattern with names put in, and where those of a known class stand."""
    text, spans, last = "", [], 0
    for m in slot.finditer(pattern):
        text += pattern[last:m.start()]
        name = filling.names(m[1], m[2])[-1 if m[3] else 0]
        if m[1] in KIND:
            spans.append((len(text), len(text) + len(name), KIND[m[1]]))
        text += name
        last = m.end()
    return text + pattern[last:], spans


def sentences(which: int) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    """(text, spans with their classes) of every fourth form, from number `which` on: 1 for the reader, 3 for the decision."""
    book = phrasebook()
    texts: dict[str, list] = {}
    for form in book.forms():
        texts.setdefault(form.text, []).append(form)
    for number, (pattern, forms) in enumerate(texts.items()):
        if number % 4 != which:
            continue
        for n in range(FILLINGS):
            filling = book.Filling(f"train{n}|{pattern}")
            text, spans = filled(pattern, filling, book.SLOT)
            found = set(spans)
            for form in forms:
                for end, role in ((form.subject, "domain"), (form.object, "range")):
                    name = filling.text(end.split("|")[0].replace("+", "").replace("*", ""))
                    at = text.find(name)
                    classes = getattr(ontology.relations()[form.relation], role)
                    if at >= 0 and not any(s <= at and at + len(name) <= e for s, e, _ in found):
                        kind = next((k for k in ("Person", "Policy", "Event", "Organisation", "Place") if any(ontology.top(c) == k for c in classes)), "")
                        kind = "Place" if kind == "Organisation" and name[-1] in "省市县区州镇乡村园港" else kind
                        if kind:
                            found = {x for x in found if not (at <= x[0] and x[1] <= at + len(name))} | {(at, at + len(name), kind)}
            if text[-1] not in "。！？；：\n":
                text += "。"
            yield text, found


def names() -> list[str]:
    """Names of persons that news has seldom: words, rare characters, compound surnames, names of other peoples."""
    book = phrasebook()
    return sorted({n.replace("_", " ") for kind in ("personword", "personrare", "personminority", "personcompound", "personplain") for n in book.names()[kind]})


def examples():
    """(features, label) of the candidates that touch a name put in; what stands in the form itself is not judged."""
    for text, spans in sentences(3):
        clean = CleanText(text, tuple(range(len(text) + 1)))
        found = candidates(clean)
        t = Text(clean, found)
        for c in found:
            if c.kind in HELPERS or not any(s < c.end and c.start < e for s, e, _ in spans):
                continue
            y = label(c, text, spans, set())
            if y is not None:
                yield features(c, t), y
