"""What a sentence says, before any relation is read off it: phrases, predicates with their roles, modality, attribution."""
from kg.clauses.phrases import Held, Item, Phrase
from kg.clauses.records import Predication
from kg.clauses.sentences import Clause, Sentence, analyse

__all__ = ["Clause", "Held", "Item", "Phrase", "Predication", "Sentence", "analyse"]
