"""What can be no name, whatever stands around it: verbs before a name, two names in one, half a verb behind one."""
from __future__ import annotations

import re
from functools import lru_cache

from kg import names
from kg.clauses.tokens import vocabulary
from kg.lexicon import words
from kg.recognise.sources import persons
from kg.records import Mention

NOBODY = ("正文", "标题", "全文", "一职", "职务", "一行", "等人", "期间")  # what stands behind a post and has the form of a name
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


OF_PLACE = re.compile("^[一-鿿]{2,10}[省市县区州旗盟]财政$")      # what it pays the place pays
INTRODUCED = re.compile("(?P<whose>[一-鿿]{2,9}?)(?:本土|本地|当地)?(?:企业|民企|药企|车企|老字号|上市公司|高新技术企业)(?=.{4})")
HELD = re.compile("(?:举行|召开|举办)了?(?!的|地)")      # 就疫情举行视频会议 is no name
ROLL = re.compile("(?:委员|常委|理事|监事|董事|代表|成员|人选)(?:候选人)?名单$")  # of persons, no policy, whoever names it
HELD_BEHIND = re.compile("(?:(?:[0-9今昨日月年上下午晚将]{1,8}|在|于)[^，。；\n]{0,10}?)?(?:开幕|举行|召开|举办|闭幕|落幕)")


def impossible(m: Mention, kind: str, text: str) -> bool:
    """Whether what a source proposes can be no name of its class, whatever stands around. `kind`: the top class; `text`: all of it."""
    if kind == "Policy":
        return ROLL.search(m.text) is not None
    if kind == "Person":
        return _nobody(m, text) or LINE.match(text, m.end) is not None
    if kind == "Event":
        return m.source != "headline" and HELD.search(m.text, 1, len(m.text) - 1) is not None
    if kind == "Organisation":
        held = m.text.endswith(("论坛", "峰会", "博览会")) and HELD_BEHIND.match(text, m.end) is not None      # an event
        if held or _two(m.text) or OF_PLACE.search(m.text) or _introduced(m.text) or m.label == "Company" and TWO_FIRMS.search(m.text):
            return True
    return kind in ("Organisation", "Place") and LEADS.match(m.text) is not None
