"""What the analysis of a clause yields, and what one clause hands on to the next."""
from __future__ import annotations

from dataclasses import dataclass, field

from kg.clauses import modality
from kg.clauses.phrases import Phrase
from kg.clauses.tokens import Token
from kg.records import Mention


@dataclass
class Predication:
    """One predicate and its roles; a role that the clause leaves open is None."""

    verb: Token
    agent: Phrase | None = None
    via: str = ""                     # how the agent is said: subject, by, relative, pivot, carried
    distance: int = 0                 # clauses (10: a sentence) that a carried agent was carried over
    patient: Phrase | None = None
    object_via: str = ""              # object, ba, topic, relative
    parties: list[tuple[str, Phrase, str]] = field(default_factory=list)     # (preposition, phrase, 上/中/时 behind it)
    goal: Phrase | None = None        # of a verb after one of motion: where to
    topic: Phrase | None = None       # subject of a passive clause
    second: Phrase | None = None      # what stands behind the object: 免去王平[甲局局长职务]
    modality: str = modality.STATED
    said_by: Mention | None = None
    each: bool = False                # 分别
    nominal: bool = False             # behind 的: 甲市的支持
    companions: list[Phrase] = field(default_factory=list)     # 会同乙局
    start: int = 0                    # clean offsets of its clause
    end: int = 0
    last: bool = False                # nothing follows the verb in its clause
    bare: bool = False                # nor in its sentence, but for a verb of speaking: 到会讲话
    holder: Predication | None = None      # of a pivot: the verb whose object acts (聘请王平担任)


@dataclass
class Context:
    """What one clause hands on to the next."""

    subject: Phrase | None = None
    distance: int = 0
    topic: Phrase | None = None       # the first known subject of the sentence: what the next one speaks of too
    blocked: bool = False             # something unknown was the subject
    said_by: Mention | None = None
    supposed: bool = False
    reported: bool = False
    waiting: Phrase | None = None     # a phrase that made up a whole clause
    places: list[tuple[str, Phrase, str]] = field(default_factory=list)
    goal: Phrase | None = None
    directive: bool = False           # after 会议要求，
    modals: list[Token] = field(default_factory=list)           # of a clause without a predicate: 将以“行动”为契机，
    ahead: list[Predication] = field(default_factory=list)      # 在甲厂考察时，: whose subject comes in the next clause
    leading: list[Predication] = field(default_factory=list)    # 甲局牵头，: on what comes later
    allies: list[Phrase] = field(default_factory=list)          # 甲局联合乙局，: who acts along in the next clause
    under: list[Predication] = field(default_factory=list)      # 在甲局支持下，: whose object is the next subject
