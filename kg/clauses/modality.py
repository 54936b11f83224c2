"""How far a clause is a fact, and who says so: decided once for each predication, before any relation is read off it."""
from __future__ import annotations

import re

from kg.clauses.tokens import Token

STATED, PLANNED, DENIED, REPORTED, NONE = "stated", "planned", "denied", "reported", ""
# a sentence that says of another, or of its own first half, that it is not true
REFUTED = re.compile(
    "谣言|不属实|不实(?!之)|虚假(?:信息|消息|报道|内容)|假消息|假新闻|假的|辟谣|并非事实|不是事实|与事实不符|子虚乌有|纯属虚构|没有的事|"
    "无中生有|凭空捏造|捏造|予以否认|矢口否认|断然否认|系误传|系伪造|为误传|未(?:曾)?(?:发布|出台|印发|作出|接到|收到)(?:过)?(?:该|此|上述|相关|类似|任何)")
RUMOUR = re.compile("网传|流传|传言|传闻|谣传|据传|有消息称|听说|爆料|网帖|帖文|(?:一|这|该)(?:段|则|条)(?:视频|消息|信息)")
GIVEN_UP = re.compile("(?:后来|随后|但|最终|最后|后)?(?:又|均|都|已)?(?:放弃|作罢|搁置|告吹|未果|流产|未能(?:实现|成行|落地|达成|成功|如愿|签约|谈拢|成交)|未(?:获成功|能如愿)|谈崩|夭折|泡汤|化为泡影|没有(?:成行|实现|落地)|胎死腹中|不了了之|叫停)")
QUESTION = re.compile("[？?][”’」』）]*$|是否|能否|会不会|有没有|是不是")
# what happens in a work of fiction did not happen
FICTION = re.compile("(?:小说|电影|影片|电视剧|网剧|短剧|连续剧|话剧|歌剧|剧本|动画片|漫画|游戏|故事|剧情)(?:《[^》]*》)?"
                     "(?:中(?![心国央学小部院])|里(?![面程])|讲述|描写|虚构)|(?:剧|片)中[，,]|虚构的")
PRIORITY = (("supposed", NONE), ("wished", NONE), ("denied", DENIED), ("planned", PLANNED), ("reported", REPORTED))


def decide(modals: list[Token], pivot: str, reported: bool) -> str:
    """The modality of a predicate with these modal words before it; `pivot`: that of a verb that hands its subject on
    (要求甲市出台 is wished); `reported`: whether the sentence is hearsay."""
    classes = {f for t in modals for f in t.families} | ({pivot} if pivot else set()) | ({"reported"} if reported else set())
    if sum("denied" in t.families for t in modals) == 2 and "wished" not in classes:      # 不得不, 没有不
        classes.discard("denied")
    return next((result for name, result in PRIORITY if name in classes), STATED)


def refuted(text: str, following: str) -> bool:
    """Whether a rumour in `text` is called false there or in the sentence after it, if that one tells no rumour of its own."""
    return bool(REFUTED.search(text) or REFUTED.search(following) and not RUMOUR.search(following))
