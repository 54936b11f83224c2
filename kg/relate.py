"""Mentions → claims: what names say by themselves, what layout states, and what frames read off the predications of each sentence."""
from __future__ import annotations

from collections.abc import Iterator

from kg import ontology, structure
from kg.clauses import Sentence, analyse
from kg.clauses.modality import FICTION
from kg.confidence import confidence, signs
from kg.frames import Read, met, read
from kg.name_facts import facts, named
from kg.neighbours import neighbours
from kg.nominals import nominals
from kg.partners import partners
from kg.posts import posts
from kg.records import Claim, CleanText, Document, Evidence, Mention
from kg.surroundings import Surroundings

LEAST = 0.3               # what is less sure is not worth a reader's time


def reads(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """Everything that the text of a sentence states, whatever its modality; of what is told in a work of fiction, nothing."""
    if FICTION.search(sentence.text):
        return
    yield from posts(sentence, around)
    yield from neighbours(sentence, around.clean)
    yield from nominals(sentence, around.clean)
    yield from met(sentence, around)
    yield from partners(sentence, around)
    for p in sentence.predications:
        yield from read(p, sentence, around)


class Claims:
    """The claims of a document: of equal ones the surest."""

    def __init__(self, document: Document, clean: CleanText) -> None:
        self.document, self.clean = document, clean
        self.best: dict[tuple, Claim] = {}

    def evidence(self, start: int, end: int) -> Evidence:
        return Evidence(self.document.id, *self.clean.raw_span(start, end), self.clean.quote(start, end))

    def keep(self, key: tuple, claim: Claim, first: bool = False) -> None:
        if claim.subject == claim.object or claim.confidence < LEAST:
            return
        if ontology.allows(claim.subject.label, claim.predicate, claim.object.label):
            if key not in self.best or self.best[key].confidence < claim.confidence and not first:
                self.best[key] = claim

    def add(self, r: Read, evidence: Evidence, at: int, sentence: Sentence | None = None) -> None:
        """A claim of what was read; one of a post that ended is no fact of today."""
        extra = dict(r.qualifiers, **({"saidBy": r.said_by.name or r.said_by.text} if r.said_by else {}))
        modality = "ended" if r.modality == "stated" and "former" in extra else r.modality
        sure = confidence(signs(r.frame, r.relation, r.subject, r.object, r, sentence))
        claim = Claim(r.subject, r.relation, r.object, evidence, r.frame, sure, tuple(sorted(extra.items())), modality)
        self.keep((r.subject, r.object, r.relation, extra.get("title", ""), at, modality), claim)


def relate(document: Document, clean: CleanText, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims that the text makes about its mentions, in the order of the text."""
    claims = Claims(document, clean)
    told = []
    for r, start, end in structure.read(clean, mentions):
        claims.add(r, claims.evidence(start, end), start)
        if r.relation == "holdsPost":
            told.append((r.object.start, r.object.end) if start <= r.object.start < end else (start, end))
    told = structure.merged(told)
    shaped = structure.merged((b.start, b.end) for b in structure.blocks(clean) if b.kind in structure.SHAPED)
    around = Surroundings(clean, mentions)
    bodies = named(mentions)
    for sentence in analyse(clean, mentions):
        evidence = claims.evidence(sentence.start, sentence.end)
        # what a name says it says wherever it stands: its first place in the article is evidence enough
        for rule, relation, s, o in facts(sentence.mentions, bodies, around.speaks_of):
            claims.keep((s.name, o.name or o.text, rule), Claim(s, relation, o, evidence, rule, confidence(signs(rule, relation, s, o))), first=True)
        if structure.overlaps(shaped, sentence.start, sentence.end):
            continue
        for r in reads(sentence, around):
            if r.relation != "holdsPost" or not structure.overlaps(told, r.object.start, r.object.end):
                claims.add(r, evidence, sentence.start, sentence)
    return tuple(sorted(claims.best.values(), key=lambda c: (c.evidence.start, c.subject, c.predicate, c.object, c.rule, c.qualifiers)))
