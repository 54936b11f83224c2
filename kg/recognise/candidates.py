"""All candidates of a text: what the sources propose, one entry a stretch and class, with who proposed it."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg import names
from kg.clauses.tokens import vocabulary
from kg.lexicon import words
from kg.ontology import top
from kg.recognise.sources import (
    by_ending,
    events,
    gazetteer_names,
    headlines,
    layout,
    organisations,
    persons,
    places,
    policies,
    posts,
    quantities,
    quoted,
    tagger,
)
from kg.records import CleanText, Mention

# Each: (clean text as a string, CleanText) → mentions, which may overlap; none knows another. The first to propose a stretch
# of a class gives it its name, leaf class and code.
SOURCES: tuple[Callable[[str, CleanText], list[Mention]], ...] = (
    quantities.find, places.find, organisations.find, policies.find, events.find, posts.find, tagger.find, persons.find, quoted.find,
    headlines.find, gazetteer_names.find, by_ending.find, layout.find)
WEAK = frozenset(("ending", "persons", "quoted", "gazetteer"))      # sources that propose by form alone
HELPERS = ("Post", "Date", "Amount")


@dataclass(slots=True)
class Candidate:
    """A stretch of text that may be a mention; `kind`: its top class, or Post, Date, Amount."""

    mention: Mention
    kind: str
    sources: set[str] = field(default_factory=set)
    score: float = 0.0

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end


NOBODY = ("一职", "职务", "一行", "等人", "期间")  # what stands behind a post and has the form of a name
# verbs and conjunctions before a name that none begins with, but for names of groups set up for a task (推进…领导小组)
LEADS = re.compile(
    "(?:推进|推动|加快|争创|创建|创成|新建|建成|扩建|改建|迁建|筹建|组建|设立|成立|打造|重塑|培育|引进|依托|整合|落实|支援|支持|帮助|加强|提升|完善"
    "|一旦|如果|假如|倘若|要是|万一|网传|据传|谣传|包括|以及|含(?=[省市县区]))(?=.{3})(?!.*(?:组|专班|委员会|指挥部|办公室|办|处|联席会议|基金会|计划|队)$)")
# a name of a line or an estate, not of the person that it begins like: 沈大鞍|城际铁路
LINE = re.compile("城际|高铁|铁路|高速|客专|轻轨|国道|省道|大道|大厦|大桥|隧道|小区|花园|公寓")
TWO_FIRMS = re.compile("[A-Za-z]与|与[A-Z]")      # OpenAI与|微软公司
ROOFS = ("国务院", "中央", "国家", "全国人大", "全国政协")


@lru_cache(maxsize=20_000)
def _two(name: str) -> bool:
    """Whether a name is two known ones: 中共中央办公厅国务院办公厅; 国务院港澳办 is one."""
    known = names.known()
    return name not in known and not name.startswith(ROOFS) and any(
        name[:n] in known and name[n:] in known and known[name[n:]].label in names.MAJOR for n in range(3, len(name) - 2))


@lru_cache(maxsize=1)
def _taking() -> frozenset[str]:
    """Verbs of two characters of which the first may end a given name: 出任, 接任, 出席."""
    return frozenset(w for w, (_, families) in vocabulary()[0].items() if len(w) == 2 and families & {"take", "attend", "served", "leave"})


def _nobody(m: Mention, text: str) -> bool:
    """Whether what has the form of a person is none: a post, a known body or programme (比亚迪, 河长制), a name and half a verb (钱进出|任)."""
    known = m.text in names.known() or m.text in words("programmes")
    half = len(m.text) > 2 and text[m.end - 1:m.end + 1] in _taking() and "·" not in m.text
    return m.text in NOBODY or half or known and persons.surname().match(m.text) is None


@lru_cache(maxsize=20_000)
def _introduced(name: str) -> bool:
    """Whether a name begins with what says which firm it is: 洛阳市企业|杭州…公司; 中国企业联合会 does not."""
    m = INTRODUCED.match(name)
    return m is not None and bool(names.places(m["whose"])) and (bool(names.places(name[m.end():])) or name[m.end():] in names.known())


def _whole(m: Mention, text: str) -> Mention:
    """第24届冬奥会工作领导小组, of which a source may have left out the figures."""
    if m.text[0] == "届" and (before := re.search("第[0-9]+$", text[max(0, m.start - 5):m.start])):
        start = m.start - len(before.group())
        return replace(m, start=start, text=text[start:m.end], name=text[start:m.start] + m.name if m.name else "")
    return m


OF_PLACE = re.compile("^[一-鿿]{2,10}[省市县区州旗盟]财政$")      # what it pays the place pays
INTRODUCED = re.compile("(?P<whose>[一-鿿]{2,9}?)(?:本土|本地|当地)?(?:企业|民企|药企|车企|老字号|上市公司|高新技术企业)(?=.{4})")
ATTACHED = re.compile("附属(?:第[一二三四五六七八九十]+)?[一-鿿]{0,6}?(?:医院|中学|小学|学校|幼儿园)")
HELD = re.compile("(?:举行|召开|举办)了?(?!的|地)")      # 就疫情举行视频会议 is no name
# what any meeting may be called: it stands for one that is named elsewhere
BARE = frozenset(("会见", "接见", "会谈", "会晤", "通话", "会议", "大会", "座谈会", "活动", "仪式", "开幕式", "闭幕式", "论坛", "峰会", "发布会", "座谈", "讲话", "讨论", "审议"))


def _no_event(m: Mention) -> bool:
    return m.source != "headline" and HELD.search(m.text, 1, len(m.text) - 1) is not None or m.text in BARE


ROLL = re.compile("(?:委员|常委|理事|监事|董事|代表|成员|人选)(?:候选人)?名单$")  # of persons, no policy, whoever names it


def candidates(clean: CleanText, further: Iterable[Mention] = ()) -> list[Candidate]:
    """The candidates of a text in the order of the text, the longer first; `further`: those of another spaCy pipeline."""
    found: dict[tuple[int, int, str], Candidate] = {}
    for proposed in (*(source(clean.text, clean) for source in SOURCES), further):
        for m in proposed:
            kind = top(m.label) or m.label
            if kind == "Policy" and ROLL.search(m.text) or kind == "Person" and _nobody(m, clean.text) or kind == "Organisation" and (
                    _two(m.text) or OF_PLACE.search(m.text) or _introduced(m.text)):
                continue
            if kind in ("Organisation", "Place") and LEADS.match(m.text) or kind == "Person" and LINE.match(clean.text, m.end) or (
                    m.label == "Company" and TWO_FIRMS.search(m.text)):
                continue
            m = _whole(m, clean.text)
            if kind == "Organisation" and m.source == "organisations" and (behind := ATTACHED.match(clean.text, m.end)):      # 甲大学|附属医院
                long = replace(m, end=behind.end(), text=m.text + behind.group(), name=m.name and m.name + behind.group(), label="PublicInstitution")
                found.setdefault((long.start, long.end, kind), Candidate(long, kind)).sources.add(m.source)
            known = found.setdefault((m.start, m.end, kind), Candidate(m, kind))
            known.sources.add(m.source)
    return sorted(found.values(), key=lambda c: (c.start, -c.end, c.kind))
