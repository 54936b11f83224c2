"""What the frame of a clause makes sure, whatever the words of a name are: who goes to a place, what someone is in charge of, what is founded.

    近日|高明|深入甲市检查      a word that is a name too, where only a person can stand
    防汛工作专班|由甲局负责      a task force that no list knows
    甲县组建|乡村振兴服务中心。   what is founded is named by it
    甲医院|附属儿童医院          a part that has the name of its whole in its own

These are no features: they say more than weights that were learned from what articles seldom show.
"""
from __future__ import annotations

import re

import rjieba

from kg.clauses.tokens import vocabulary
from kg.recognise.candidates import Candidate
from kg.recognise.sources import persons
from kg.recognise.sources.bounds import is_generic

ACTS = 2.0           # least log-odds of a person who can only be one
TASKED = 1.5         # of a task force of which is said who is in charge
NAMED = -3.0         # of a place or body that may stand behind a verb of appointment
FOUNDED = 1.0        # log-odds that being founded adds to a body
BEGINS = re.compile(r"(?:^|[，。；：！？\n”\s]|[0-9]日|[上下]午|日前|[近昨今当]日|[昨今当]天|连日来|随后|期间)$")
# what only a person does: goes somewhere, asks, looks
HOW = "(?:同志)?(?:一行)?(?:先后|分别|专程|再次|又|亲自|连夜|冒雨|率队|率团|带队|应邀|还|一同|一起|实地|详细|仔细)*"
ASKS = re.compile(HOW + "(?:询问|察看|查看|叮嘱|勉励|听取)")
GOES = re.compile(HOW + "(?:深入|来到|前往|赶赴|奔赴|赴|走进|走访了?|视察|到访?|慰问|看望|调研|考察)")
TAKES = re.compile("(?:同志)?(?:拟任|出任|担任|当选为?|接任|升任|现任|曾任|兼任|不再担任|被任命为|任)")
HANDED = re.compile("(?:同志)?(?:亲自|具体|兼)?(?:负责|牵头|担任|兼任|任|挂帅|抓|主持|带队|领衔)")      # behind 由 and a name
# nouns and others that begin like names and may stand there
NO_NAME = re.compile("[员者队团组人生们民众方家长师户士局厅部委校院所车流友军警群等后中时间上下边位面水案席行他她其的在要将已会担曾]$|单位|时间|政府|省市|金融|农业|工业")
TASK_FORCE = re.compile("(?:专班|领导小组|指挥部|工作组|专项组|攻坚组|联席会议办公室)$")
LED = re.compile("由[^，。；\n]{2,30}?(?:负责|牵头|任|担任|统筹|组成|领导|指挥)")
FOUNDS = re.compile("(?:成立|组建|设立|创办|创立|开办|筹建|新设|增设|建起)了?$")
CLOSED = re.compile(r"[，。；！（\n]|并|$")
CARRIED = 0.7        # log-odds that being carried out adds to a programme
CARRIES = re.compile("(?:实施|推行|推进|启动|开展|落实|推广|牵头|负责|通过|依托|运用|采取|采用|投身|把|将|以)(?:好|了|的)?$")
SPREADS = re.compile("(?:已|正)?在[^，。；\n]{2,24}?(?:铺开|推开|落地|启动|实施|推广|见效)|(?:走深走实|落地见效)|由[^，。；\n]{2,24}?(?:牵头|负责|承担|实施|推进|抓)|的牵头单位")
ZONE = 2.0           # log-odds that being supported, visited or settled in adds to a zone
ZONES = re.compile("(?:新区|开发区|高新区|产业园|工业园|园区|软件园|科技园|生物城|科学城|科技城|港|示范区|试验区|自贸区|保税区)$")
SETTLES = re.compile("(?:支持|助力|服务|落户|入驻|坐落[在于]|位于|选址|来到|走进|走访|深入|[到在赴])$")
GROWS = re.compile("(?:基础设施)?(?:建设|发展|考察|调研|检查|视察|察看|开工|投产|举行)|[，。；！\n]|$")
FIRM = 0.5           # least log-odds of a firm behind what says that it is one: 甲市企业|杭州…有限公司
INTRODUCED = re.compile("(?:企业|民企|药企|车企|老字号|上市公司)$")
LEGAL = re.compile("(?:有限公司|集团公司|股份公司|集团)$")
PART = re.compile("附属[一-鿿]{0,6}(?:中学|小学|幼儿园|医院|学校|学院|研究所|研究院|实验室)$")


def frame(found: list[Candidate], text: str) -> None:
    """Raise the scores of the candidates that the frame of their clause makes sure."""
    dates = {c.end for c in found if c.kind == "Date"}
    bodies = {(c.start, c.end): c.score for c in found if c.kind == "Organisation"}
    named = {c.start for c in found if c.kind in ("Organisation", "Place") and c.score > NAMED}
    for c in found:
        begins = c.start in dates or BEGINS.search(text[max(0, c.start - 3):c.start]) is not None
        handed = text[c.start - 1:c.start] == "由" and HANDED.match(text, c.end) is not None
        if c.kind == "Person" and (handed or begins and _acts(text, c.end, named)) and is_form(c.mention.text):
            c.score = max(c.score, ACTS)
        elif c.kind == "Policy" and "policies" in c.sources and (
                CARRIES.search(text[max(0, c.start - 3):c.start]) or SPREADS.match(text, c.end)):
            c.score += CARRIED
        elif c.kind == "Place" and len(c.mention.text) > 3 and ZONES.search(c.mention.text) and not is_generic(c.mention.text) and (
                SETTLES.search(text[max(0, c.start - 3):c.start]) and GROWS.match(text, c.end)):
            c.score += ZONE
        elif c.kind == "Organisation":
            if begins and TASK_FORCE.search(c.mention.text) and LED.match(text, c.end) and _own(c.mention.text):
                c.score = max(c.score, TASKED)
            elif FOUNDS.search(text[max(0, c.start - 3):c.start]) and CLOSED.match(text, c.end) and _own(c.mention.text):
                c.score += FOUNDED
            if INTRODUCED.search(text[max(0, c.start - 6):c.start]) and LEGAL.search(c.mention.text) and c.sources - {"ending"}:
                c.score = max(c.score, FIRM)
            if (m := PART.search(c.mention.text)) and (whole := bodies.get((c.start, c.start + m.start()), 0)) > 0:
                c.score = max(c.score, whole + 0.1)


def _acts(text: str, at: int, named: set[int]) -> bool:
    """Whether behind `at` stands what only a person does: asks, goes to what has a name, or takes a post there."""
    went = GOES.match(text, at) or TAKES.match(text, at)
    return ASKS.match(text, at) is not None or went is not None and went.end() in named


def is_form(name: str) -> bool:
    """Whether a string is a surname and a given name and no word that stands before verbs of motion as well."""
    if not 2 <= len(name) <= 4 or name[0] in "由经从全" or persons.surname().match(name) is None or name in vocabulary()[0] or NO_NAME.search(name):
        return False
    words = rjieba.tag(name, False)
    return len(words) > 1 or words[0][1][0] not in "drpctfu"


def _own(name: str) -> bool:
    """Whether a name is more than words that name nobody: 防汛工作专班, not 工作专班."""
    m = TASK_FORCE.search(name)
    core = (name[:m.start()] if m else name[:-2]).removesuffix("工作")
    return len(core) > 1 and core[0] not in "该本此各新" and (m is not None or not is_generic(core) or len(core) > 3)
