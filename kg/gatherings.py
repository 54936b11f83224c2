"""Which of the events that an article names a general word means: 出席会议, 在启动仪式上, 王平参加.

A word that says more (座谈会, 签约仪式) means an event that is called so. 会议 means a meeting; 活动, or no word at all,
any event. Of those that fit, what is told in the same paragraph comes first, then what the article begins with: news says
at once what it is about, and later paragraphs go on with it. An event is told where the text says that it is held; one
that is cited (大会精神, 在论坛上提出的), that hosts another (大会举行预备会议) or that is still to come is none of them. A
meeting that the text tells of without a name keeps later words from meaning another.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ontology import top
from kg.records import CleanText, Mention

HEAD = 200          # characters in which an article says what it is about
STOP = re.compile("[。；！\n]")
HELD_BEFORE = re.compile("(?:召开|举行|举办|主持|出席|开展|参加)了?(?:的|一次)?[^，。；\n]{0,4}$")
HELD_BEHIND = re.compile("[^，。；！？\n]{0,24}?(?:召开|举行|举办|开幕|闭幕|开班|启动|进行|落幕)")
HOSTS = re.compile("[^，。；！？\n]{0,24}?(?:召开|举行|举办)了?")
SESSION = re.compile("第[0-9一二三四五六七八九十]+次(?:全体)?会议")      # of a meeting, no meeting of its own
TO_COME = re.compile("(?:将|为(?=[召举])|拟|计划|定于|筹备|筹办|申办|迎接|去年|前年|此前|曾|[上下][一次届月周]|明年|以来)[^，。；\n]{0,12}$")
COMING = re.compile("[^，。；\n]{0,10}(?:将[于在召举]|拟于|筹备)")
CITED = re.compile(
    "[”》]?(?:的?[^，。；\n]{0,4}(?:精神|决议|宣言|成果)|的[^，。；\n]{0,4}(?:部署|决策|要求|决定|报告)|以来|后[，第]|之?前[，召]|"
    "[上中期间]{1,2}(?:所?(?:提出|作出|发表|宣布|达成|强调|作|指出)的|的(?:重要)?(?:讲话|报告|致辞|承诺)))")
CITES = re.compile("(?:学习|贯彻|落实|传达|按照|根据|自|《[^》]*)[^，。；\n》]{0,6}$")
UNNAMED = re.compile(
    "(?:召开|举行|举办)了?(?:一[次场个])?(?P<noun>(?:新闻)?发布会|座谈会|会议|大会|研讨会|推进会|视频会议|电视电话会议|协调会|仪式)(?=[，。；、]|$)")
MEETINGS = ("会见", "接见", "会谈", "会晤", "通话", "通电话", "会面")
SPEECHES = ("讲话", "发言", "致辞", "致词", "演讲")      # 在讲话中: at the event where it is given
ANY_EVENT = ("", "活动", "仪式", "开幕式", "闭幕式", "开幕会", "闭幕会", "开幕", "闭幕", *SPEECHES)
ANY_MEETING = ("会", "会议", "大会", "全体会议", "全会")
SITTING = re.compile("[会坛班议谈晤]$|会议|[一二三四五六七八九十]大|会见|会谈|会晤")


@dataclass(frozen=True, slots=True)
class Gatherings:
    """The named events of a text, in order, and the places where it tells of one that has no name."""

    text: str
    starts: tuple[int, ...]
    events: tuple[Mention, ...]
    told: frozenset[Mention]       # those that the text says are held
    unnamed: tuple[re.Match, ...]

    def meant(self, at: int, noun: str = "") -> Mention | None:
        """The event that is spoken of at `at`; `noun`: what it is called there, a word that many events share ("": no word)."""
        section = max((s for s in self.starts if s <= at), default=0)
        end = min((s for s in self.starts if s > at), default=len(self.text))
        here = [e for e in self.events if section <= e.start and e.end <= end]
        before = [e for e in here if e.end <= at]
        if noun not in ANY_EVENT + ANY_MEETING:
            called = [e for e in here if called_so(e.name, noun)]
            first = [e for e in called if e.end <= at] or called
            return self._chosen(first, section, at) if first else None
        fit = [e for e in before if noun in ANY_EVENT or e.label == "Meeting" and SITTING.search(e.name)]
        if not before and noun in ANY_MEETING:      # 王平主持会议。工作会议传达了
            line = self.text.find("\n", at)
            fit = [e for e in here if e.start < (line if line > 0 else end)]
        chosen = self._chosen(fit, section, at)
        return None if chosen is None or self._another(chosen, at) else chosen

    def _another(self, chosen: Mention, at: int) -> bool:
        """Whether between an event and `at` the text tells of one without a name that is not the same."""
        nouns = (m["noun"] for m in self.unnamed if chosen.end <= m.start() < at)
        return any(noun not in ANY_MEETING and not called_so(chosen.name, noun) for noun in nouns)

    def _chosen(self, fit: list[Mention], section: int, at: int) -> Mention | None:
        told = [e for e in fit if e in self.told]
        line = self.text.rfind("\n", 0, at) + 1
        if near := [e for e in told if e.start >= line]:
            return near[-1]
        if told:
            return told[0] if told[0].start - section < HEAD else told[-1]
        return None if not fit else fit[0] if fit[0].start - section < HEAD else fit[-1]

    def met(self, at: int, names: tuple[str, ...]) -> Mention | None:
        """The meeting of two parties that a headline tells of, where the sentence at `at` tells of one of `names`: its name
        holds one of them, and something of what stands there behind the verb (总统 of 王平会见甲国总统 in 同李梅总统会谈)."""
        section = max((s for s in self.starts if s <= at), default=0)
        stop = STOP.search(self.text, at)
        told = self.text[self.text.rfind("，", 0, at) + 1:stop.start() if stop else len(self.text)]
        found = [e for e in self.events if section <= e.start <= at and any(w in e.name for w in MEETINGS)]
        found = [e for e in found if any(n in e.name for n in names)]
        return next((e for e in found if _shared(_without(e.name, names), told)), None)


def _without(name: str, parts: tuple[str, ...]) -> str:
    """What is left of the name of a meeting without the party that begins it and the verb; all of it if none does."""
    first = next((p for p in parts if name.startswith(p)), "")
    verbs = "|".join(MEETINGS)
    return re.sub(f"^{re.escape(first)}(?:主席|总理|总书记|委员长)?(?:在.{{2,6}}?)?(?:应约)?(?:{verbs}|[同与和])", "", name)


def _shared(a: str, b: str) -> bool:
    """Whether two words of two characters are in both."""
    return any(a[i:i + 2] in b for i in range(len(a) - 1) if a[i:i + 2] not in ("会见", "会谈", "会晤", "举行", "通话"))


def called_so(name: str, noun: str) -> bool:
    """Whether an event of this name may be called `noun`: it ends so, but for a character or two (座谈会议); a headline
    tells of 会见."""
    if noun in MEETINGS:
        return noun in name or noun == "会见" and "接见" in name
    return name != noun and noun in name[-len(noun) - 2:]


def gatherings(clean: CleanText, mentions: tuple[Mention, ...]) -> Gatherings:
    """The events of a text. `mentions`: all of it."""
    text = clean.text
    named = (m for m in sorted(mentions) if top(m.label) == "Event" and not m.anaphor and not m.inner and m.name)
    events = tuple(m for m in named if not CITED.match(text[m.end:m.end + 24])
                   and not CITES.search(text[max(0, m.start - 12):m.start]))
    told = set()
    for m, following in zip(events, (*events[1:], None)):
        before, behind = text[max(0, m.start - 20):m.start], text[m.end:m.end + 40]
        if TO_COME.search(before) or COMING.match(behind):
            continue
        if following is not None and HOSTS.fullmatch(text[m.end:following.start]) and not SESSION.fullmatch(following.name):
            continue
        if any(w in m.name for w in MEETINGS) or HELD_BEFORE.search(before) or HELD_BEHIND.match(behind):
            told.add(m)
    inside = {i for m in events for i in range(m.start, m.end)}
    unnamed = tuple(m for m in UNNAMED.finditer(text) if m.start("noun") not in inside)
    return Gatherings(text, tuple(s.start for s in clean.sections) or (0,), events, frozenset(told), unnamed)

