"""Sentences with their names marked: what the frames, posts and titles read off them, and what they must not."""
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kg import lexicon, ontology
from kg.clauses import analyse
from kg.clauses.tokens import gap, vocabulary
from kg.frames import by_family, frames
from kg.name_facts import facts, named
from kg.records import CleanText, Mention
from kg.relate import reads
from kg.surroundings import Surroundings

MARK = re.compile(r"<([^:<>]+):(\w+)>|\[([^:\[\]]+):(\w+)\]")
ROWS = [line.split("\t") for line in Path(__file__).with_name("readings.tsv").read_text("utf-8").splitlines() if line and line[0] != "#"]


def marked(sentence):
    """`[text:Label]` → text and mentions; `<text:Label>` marks one that lies in the mention behind it."""
    text, mentions, inner, last = "", [], [], 0
    for m in MARK.finditer(sentence):
        text += sentence[last:m.start()]
        last = m.end()
        if m[1]:
            inner.append((m[1], m[2]))
            continue
        start = len(text)
        text += m[3]
        mentions.append(Mention(start, len(text), m[3], m[4], m[3]))
        for surface, label in inner:
            at = start + m[3].index(surface)
            mentions.append(Mention(at, at + len(surface), surface, label, surface, inner=True))
        inner = []
    text += sentence[last:]
    return CleanText(text, tuple(range(len(text) + 1))), tuple(sorted(mentions))


def stated(relation, sentence):
    """The pairs (subject, object) that the sentence states, by their words."""
    clean, mentions = marked(sentence.replace("\\n", "\n"))
    around = Surroundings(clean, mentions)
    found = set()
    for one in analyse(clean, mentions):
        found |= {(s.text, o.text) for _, p, s, o in facts(one.mentions, named(mentions)) if p == relation}
        found |= {(r.subject.text, r.object.text) for r in reads(one, around) if r.relation == relation and r.modality == "stated"
                  and r.subject != r.object and ontology.allows(r.subject.label, relation, r.object.label)}
    return found


@pytest.mark.parametrize("relation, sentence, pairs", [(r[0], r[1], r[2]) for r in ROWS if r[0][0] != "!"])
def test_is_read(relation, sentence, pairs):
    wanted = {tuple(p.split(">")) for p in pairs.split("|")}
    found = stated(relation, sentence)
    if relation == "cooperatesWith":
        wanted, found = ({frozenset(p) for p in x} for x in (wanted, found))
    assert found == wanted


@pytest.mark.parametrize("relation, sentence", [(r[0][1:], r[1]) for r in ROWS if r[0][0] == "!"])
def test_is_not_read(relation, sentence):
    assert stated(relation, sentence) == set()


def test_every_relation_is_read_and_refused_somewhere():
    assert {r[0] for r in ROWS} >= {p for q in ontology.relations() for p in (q, f"!{q}")} - {p for q in ("basedOn", "repeals", "amends", "transmits") for p in (q, f"!{q}")}      # of layout: test_structure.py


def test_every_frame_names_what_there_is():
    assert len({f.name for f in frames()}) == len(frames()) > 20


def test_the_worked_example_of_the_docs(monkeypatch):
    page = (Path(__file__).parents[1] / "docs" / "adding-a-relation.md").read_text("utf-8")
    blocks = re.findall("```(?:yaml|tsv)\n(.*?)```", page, re.S)
    (name, raw), = yaml.safe_load(blocks[0]).items()
    known = ontology.vocabulary()
    more = replace(known, relations={**known.relations, name: ontology._relation(name, raw)})
    real = lexicon.rows

    def rows(which):
        added = {"frames": blocks[1], "verbs": blocks[2]}.get(which, "")
        return (*real(which), *(tuple(line.split("\t")) for line in added.splitlines()))

    caches = (ontology.allows, frames, by_family, vocabulary, gap)
    monkeypatch.setattr(ontology, "vocabulary", lambda: more)
    for module in ("kg.frames", "kg.clauses.tokens"):
        monkeypatch.setattr(f"{module}.rows", rows)
    try:
        for cache in caches:
            cache.cache_clear()
        for relation, sentence, *pairs in (line.split("\t") for line in blocks[3].splitlines()):
            wanted = {tuple(p.split(">")) for p in pairs[0].split("|")} if pairs else set()
            assert stated(relation.lstrip("!"), sentence) == wanted
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
