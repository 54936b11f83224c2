"""Mentions → claims: what names say by themselves, and what frames read off the predications of each sentence."""
from __future__ import annotations

from collections.abc import Iterator

from kg import ontology
from kg.clauses import Sentence, analyse
from kg.confidence import confidence
from kg.frames import Read, read
from kg.name_facts import facts
from kg.posts import posts
from kg import structure
from kg.records import Claim, CleanText, Document, Evidence, Mention
from kg.titles import documents

LEAST = 0.3               # what is less sure is not worth a reader's time


def reads(sentence: Sentence, clean: CleanText) -> Iterator[Read]:
    """Everything that the text of a sentence states, whatever its modality."""
    yield from posts(sentence, clean)
    yield from documents(sentence, clean)
    for p in sentence.predications:
        yield from read(p, sentence, clean.text)


def relate(document: Document, clean: CleanText, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims that the text makes about its mentions, in the order of the text; of equal ones the surest."""
    best: dict[tuple, Claim] = {}

    def keep(key: tuple, claim: Claim, first: bool = False) -> None:
        if claim.subject == claim.object or claim.confidence < LEAST:
            return
        if ontology.allows(claim.subject.label, claim.predicate, claim.object.label):
            if key not in best or best[key].confidence < claim.confidence and not first:
                best[key] = claim

    # what layout states; there no sentence is read
    told = []
    for r, start, end in structure.read(clean, mentions):
        evidence = Evidence(document.id, *clean.raw_span(start, end), clean.text[start:end])
        claim = Claim(r.subject, r.relation, r.object, evidence, r.frame, confidence(r.frame, r), tuple(sorted(r.qualifiers.items())), r.modality)
        keep((r.subject, r.object, r.relation, r.qualifiers.get("title", ""), start, r.modality), claim)
        if r.relation == "holdsPost":
            told.append((start, end))
    told = structure.merged(told)
    shaped = structure.merged((b.start, b.end) for b in structure.blocks(clean) if b.kind in structure.SHAPED)

    for sentence in analyse(clean, mentions):
        evidence = Evidence(document.id, *clean.raw_span(sentence.start, sentence.end), sentence.text)
        # what a name says it says wherever it stands: its first place in the article is evidence enough
        for rule, relation, s, o in facts(sentence.mentions):
            keep((s.name, o.name or o.text, rule), Claim(s, relation, o, evidence, rule, confidence(rule)), first=True)
        if structure.overlaps(shaped, sentence.start, sentence.end):
            continue
        in_layout = structure.overlaps(told, sentence.start, sentence.end)
        for r in reads(sentence, clean):
            if in_layout and r.relation == "holdsPost":
                continue
            extra = dict(r.qualifiers, **({"saidBy": r.said_by.name or r.said_by.text} if r.said_by else {}))
            claim = Claim(r.subject, r.relation, r.object, evidence, r.frame, confidence(r.frame, r), tuple(sorted(extra.items())), r.modality)
            keep((r.subject, r.object, r.relation, extra.get("title", ""), sentence.start, r.modality), claim)
    return tuple(sorted(best.values(), key=lambda c: (c.evidence.start, c.subject, c.predicate, c.object, c.rule, c.qualifiers)))
