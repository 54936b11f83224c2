"""One test for all rules: each finds what its examples say and nothing in its counterexamples."""
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kg import ontology
from kg.clauses import sentences
from kg.records import CleanText, Mention
from kg.relate import apply, codes, compile_pattern, encode
from kg.rules import Example, Rule, rules

MARK = re.compile(r"<([^:<>]+):(\w+)>|\[([^:\[\]]+):(\w+)\]")


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


def found(rule, sentence):
    clean, mentions = marked(sentence)
    return {
        (s.text, o.text)
        for one in sentences(clean, mentions)
        for s, o, _, _, modality in apply(rule, encode(one, clean), clean)
        if modality == "stated" and s != o and ontology.allows(s.label, rule.relation, o.label)
    }


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_rule(rule):
    assert rule.relation in ontology.relations()
    assert 0 < rule.confidence <= 1
    assert len(rule.examples) >= 3 and len(rule.counterexamples) >= 2
    for example in rule.examples:
        assert example.pairs, "an example without a pair proves nothing"
        assert found(rule, example.sentence) == set(example.pairs), example.sentence
    for sentence in rule.counterexamples:
        assert found(rule, sentence) == set(), sentence


@pytest.mark.parametrize("rule", [r for r in rules() if r.patterns], ids=lambda r: r.name)
def test_every_pattern_has_an_example(rule):
    for pattern in rule.patterns:
        compiled = compile_pattern(pattern)
        texts = []
        for example in rule.examples:
            clean, mentions = marked(example.sentence)
            texts += [encode(s, clean).text for s in sentences(clean, mentions)]
        assert any(compiled.search(t) for t in texts), pattern


def test_every_relation_has_a_rule():
    assert {r.relation for r in rules()} == set(ontology.relations())


def test_a_pattern_with_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="Nonsense"):
        compile_pattern("{subject:Nonsense}出台{object:Policy}")


def test_classes_have_characters_of_their_own():
    assert len(set(codes().values())) == len(codes())


def test_the_worked_example_of_the_docs(monkeypatch):
    text = (Path(__file__).parents[1] / "docs" / "adding-a-relation.md").read_text("utf-8")
    blocks = re.findall("```(yaml|python)\n(.*?)```", text, re.S)
    assert [language for language, _ in blocks] == ["yaml", "python"] and sum(b.count("\n") for _, b in blocks) < 20
    (name, raw), = yaml.safe_load(blocks[0][1]).items()
    known = ontology.vocabulary()
    more = replace(known, relations={**known.relations, name: ontology._relation(name, raw)})
    monkeypatch.setattr(ontology, "vocabulary", lambda: more)
    ontology.allows.cache_clear()
    rule = eval(blocks[1][1], {"Rule": Rule, "Example": Example})
    test_rule(rule)
    test_every_pattern_has_an_example(rule)
    ontology.allows.cache_clear()
