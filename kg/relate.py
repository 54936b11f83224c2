"""Mentions → claims: what names say by themselves, and what frames read off the predications of each sentence."""
from __future__ import annotations

from collections.abc import Iterator

from kg import ontology
from kg.clauses import Sentence, analyse
from kg.confidence import confidence, signs
from kg.frames import Read, read
from kg.name_facts import facts
from kg.neighbours import neighbours
from kg.nominals import nominals
from kg.posts import posts
from kg.records import Claim, CleanText, Document, Evidence, Mention
from kg.surroundings import Surroundings


LEAST = 0.3               # what is less sure is not worth a reader's time


def reads(sentence: Sentence, around: Surroundings) -> Iterator[Read]:
    """Everything that the text of a sentence states, whatever its modality."""
    yield from posts(sentence, around)
    yield from neighbours(sentence, around.clean)
    yield from nominals(sentence, around.clean)
    for p in sentence.predications:
        yield from read(p, sentence, around)


def relate(document: Document, clean: CleanText, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims that the text makes about its mentions, in the order of the text; of equal ones the surest."""
    best: dict[tuple, Claim] = {}

    def keep(key: tuple, claim: Claim, first: bool = False) -> None:
        if claim.subject == claim.object or claim.confidence < LEAST:
            return
        if ontology.allows(claim.subject.label, claim.predicate, claim.object.label):
            if key not in best or best[key].confidence < claim.confidence and not first:
                best[key] = claim

    around = Surroundings(clean, mentions)
    for sentence in analyse(clean, mentions):
        evidence = Evidence(document.id, *clean.raw_span(sentence.start, sentence.end), sentence.text)
        # what a name says it says wherever it stands: its first place in the article is evidence enough
        for rule, relation, s, o in facts(sentence.mentions):
            keep((s.name, o.name or o.text, rule), Claim(s, relation, o, evidence, rule, confidence(signs(rule, relation, s, o))), first=True)
        for r in reads(sentence, around):
            extra = dict(r.qualifiers, **({"saidBy": r.said_by.name or r.said_by.text} if r.said_by else {}))
            sure = confidence(signs(r.frame, r.relation, r.subject, r.object, r, sentence))
            modality = "ended" if r.modality == "stated" and "former" in extra else r.modality
            claim = Claim(r.subject, r.relation, r.object, evidence, r.frame, sure, tuple(sorted(extra.items())), modality)
            keep((r.subject, r.object, r.relation, extra.get("title", ""), sentence.start, modality), claim)
    return tuple(sorted(best.values(), key=lambda c: (c.evidence.start, c.subject, c.predicate, c.object, c.rule, c.qualifiers)))
