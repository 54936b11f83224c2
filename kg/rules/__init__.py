"""Relation rules: data with their proof beside them.

A rule is a name, a relation, patterns over mentions, and sentences that must and must not yield it. Patterns:

    {subject:Organisation|Place}   a mention of one of these classes; `+` after the role: a coordinated list of them
    {object:Policy} {title:Post}   roles are subject, object, title, and partner (a subject's companion)
    {:Post}                        a mention of a class that plays no role
    {gap:0-12}                     so many characters of the same sentence, without any body, place or person
    {near:0-12}                    the same, of the same clause
    {any:0-12}                     so many characters of the same sentence, whatever is in them
    <issue>                        a word of the lexicon kg/lexicons/verbs_issue.txt; <give|transfer>: of either

and between these a regular expression. In examples a mention is written [text:Label].
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

FAMILIES = ("posts", "policies", "bodies", "support", "events", "names")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked-up sentence and the triples (subject, object) that the rule must find in it; none: a counterexample."""

    sentence: str
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """How one relation is said."""

    name: str
    relation: str
    patterns: tuple[str, ...] = ()
    confidence: float = 0.8
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()             # which of date, amount, means, object are looked for in the sentence
    role: tuple[tuple[str, str], ...] = ()       # (verb ending, role): what `role` to write
    factual: bool = True                         # verbs: not if 未, 拟, 将, 计划 stands before the verb
    once: bool = False                           # said by a name: one claim an article is enough
    settle: Callable | None = None               # (object, qualifiers) → the object really meant, None: no claim
    find: Callable | None = None                 # instead of patterns: a function of the sentence, see kg.relate


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the families."""
    found = [rule for family in FAMILIES for rule in import_module(f"kg.rules.{family}").RULES]
    names = [rule.name for rule in found]
    assert len(set(names)) == len(names), "two rules have one name"
    return tuple(found)
