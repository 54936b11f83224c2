"""Whose report a text is: in a government's account of its own work, sentences without a subject tell of what that government did."""
from __future__ import annotations

import re
from dataclasses import dataclass

from kg.clauses.phrases import Item, Phrase
from kg.clauses.records import Context, Predication
from kg.records import Mention

OPENS = re.compile(r"(?:我(?:谨|现|们)?(?:代表|受)[^，。；\n]{0,16}?政府(?:的?委托)?|受[^，。；\n]{0,16}?政府的?委托，(?:现|我))[，,]?[^，。；\n]{0,16}(?:报告|汇报)")
# where what was done ends and what is to be done begins
PLANS = re.compile(
    r"\n[^。\n]{0,24}?(?:今年|明年|来年|今后|未来|下一步|下一阶段|下阶段|新的一年|20\d\d年|[“”十四五六]{3,5}时期)"
    r"[^。\n]{0,24}(?:任务|安排|目标|重点|打算|要求|部署|思路|建议|计划)[^。\n]{0,12}(?=\n)"
    r"|(?:今年|新的一年|下一步|今后五年|未来五年)[^。\n]{0,16}(?:将|要|重点(?:抓|做)好)")
DEEDS = frozenset(("issue", "launch", "implement", "draft"))      # what is told of others as well is left open
FAR = 20      # as far as a subject two sentences before


@dataclass(frozen=True, slots=True)
class Report:
    """The body that reports, and the part of the text that tells what it did."""

    body: Mention
    start: int
    end: int

    def context(self, context: Context, at: int) -> Context:
        """The context of a sentence that begins at `at`: there the reporting government is the subject that is left out."""
        if self.start <= at < self.end:
            context.subject, context.distance, context.blocked = Phrase((Item(self.body),), (), 0, 0), FAR, False
        return context

    def leave_open(self, p: Predication) -> None:
        """Takes the subject from a predicate that need not be the government's own."""
        if p.via == "carried" and p.agent is not None and p.agent.items[0].head is self.body and not p.verb.families & DEEDS:
            p.agent, p.via = None, ""


def report(text: str, mentions: tuple[Mention, ...]) -> Report | None:
    """Of a text in which somebody reports for a government (我代表市人民政府，向大会报告工作); None of any other."""
    m = OPENS.search(text)
    if m is None:
        return None
    body = next((x for x in mentions if m.start() < x.start and x.end <= m.end() and x.label == "GovernmentBody" and not x.inner), None)
    plans = PLANS.search(text, m.end())
    return Report(body, m.end(), plans.start() if plans else len(text)) if body is not None else None
