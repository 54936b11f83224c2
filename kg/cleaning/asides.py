"""What is said about an article within its text: datelines, bylines, credits of photos, signatures of editors."""
from __future__ import annotations

import re

from kg.lexicon import words
from kg.records import Aside

CJK = "㐀-鿿\uf900-\ufaff々〇"
TAIL = 8          # so many last lines can hold signatures without a mark

DATELINE = re.compile(
    rf"(?:本报|新华社|新华网|中新社|中新网|人民网|央视网|中国网|光明网|中国新闻网|据新华社|[{CJK}]{{2,6}}(?:社|网|报))"
    rf"(?:记者)?(?P<place>[{CJK}]{{0,8}}?)(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})日(?:专?电|讯|消息|报道)"
    r"|(?:央视网|央视|中国网络电视台|中央电视台|CCTV)?(?:消息)?（新闻联播）：?|本报讯|(?:央视网|中国网络电视台)消息：?")
REPORTER = "记者|通讯员|实习生|特约撰稿人|撰稿人|评论员|执笔|观察员"
BYLINE = re.compile(
    rf"（[{CJK}·]{{0,12}}?(?:{REPORTER})[：:]?[ {CJK}·、，；：:;/／]{{2,400}}）|（[{CJK}·、 -]{{0,30}}?记者[ {CJK}·、]{{2,60}}）$"
    rf"|(?:本[报台网]|新华社)?(?:见习|实习|特约|驻[{CJK}]{{1,6}})?(?:记者|通讯员)[：: ]*[{CJK}·]{{2,4}}(?:[ 、]+[{CJK}·]{{2,4}})*(?: ?报道)(?=[ \n，：]|$)")
BYLINE_LINE = re.compile(rf"^[ ]*(?:本[报台网刊]|新华社|中新社|中新网|[{CJK}]{{2,8}}[报社网台]|澎湃新闻|红星新闻)?(?:见习|实习|特约|首席|驻[{CJK}]{{1,6}})?"
                         rf"(?:记者|通讯员|特派记者)[：: /]*[{CJK}·、， ]{{2,40}}$"
                         rf"|^[ ]*[{CJK}]{{2,6}}[报网社](?:·[{CJK}]{{2,6}}[报网])?(?:见习|实习)?记者[ ]?[{CJK}、 ]{{2,16}}?(?=来源[：:]|编辑[：:]|责编[：:]|【|$)"
                         rf"|^[ ]*[{CJK} ]{{0,20}}(?:报道|调研|采访)组(?:成员)?[：:][{CJK}、：: ]{{2,200}}$", re.M)
NAMES_LINE = re.compile(rf"^[ ]*[{CJK}] [{CJK}](?: [{CJK}] [{CJK}]| [{CJK}]{{2,4}})*[ ]*$", re.M)
CREDIT = re.compile(rf"(?:本报|本版|本文|新华社)?(?:图片|照片|摄影)?(?:均?由)?(?:本报|新华社)?(?:记者|通讯员)? ?[{CJK} ]{{2,12}}(?:摄影报道|摄|供图)(?=$|\n|）)"
                    rf"|(?:新华社|中新社)(?:记者)?[{CJK}]{{0,6}}(?:发|摄)$|资料图片?", re.M)
STAFF = ("责任编辑|值班编辑|视频编辑|文字编辑|图文编辑|新媒体编辑|实习编辑|本期编辑|本文编辑|编辑|责编|版式设计|版式|美编|校对|编审|审核|审校|初审|复审|终审|一审|二审|三审|"
         "监制|总监制|制片人|策划|总策划|统筹|主编|副主编|总编辑|值班主任|值班总编|撰稿|撰文|采写|文字|文案|摄影|摄像|图片|剪辑|视频|海报|制图|设计|制作|供稿|投稿|来稿|供图|文稿|素材|编写|编译|翻译|校稿|责任校对|审读|终校|值班|录音|播音|配音|出品|出品人|运营|签发")
EDITOR = re.compile(
    rf"[【（\[(]?(?:责任编辑|责编|编辑|视频编辑|文字编辑|版式设计|美编|校对|编审|监制|来源)[：:][^\n】）\])]{{1,40}}[】）\])]?"
    rf"|[【（\[(]?(?:记者|作者)[：:/丨｜][ {CJK}·、/]{{1,40}}(?:[】）\])]|(?=[\n：【]|$))"
    rf"|[【（\[(](?:{STAFF}|稿源|信息来源|文/图|图/文|文|图|转自|原标题)[ ]?[：:/丨|][^\n】）\])]{{1,120}}[】）\])]"
    rf"|（(?:作者单位|作者系|作者为|作者是)[^（）]{{2,60}}）$"
    rf"|（(?:编辑|责编|责任编辑|编|校对|整理|编译|原载|来源|作者|本文作者|执笔)[：:]?[ {CJK}《》·、，：0-9年月日]{{1,120}}）$"
    rf"|(?<=。)文/[ {CJK}]{{2,20}}$"
    rf"|^[ ]*(?:{STAFF}|稿源|信息来源|本文来源|文章来源|文/图|图/文|文|图)[ ]?[：:/丨|][^\n。]{{1,120}}$"
    rf"|^[ ]*(?:{STAFF}) [{CJK}]{{2,4}}(?: (?:(?:{STAFF}) )?[{CJK}]{{2,4}}){{0,12}}$"
    rf"|(?<=[。”）])(?:{STAFF})[ ：:][{CJK}]{{2,4}}(?: (?:(?:{STAFF}) )?[{CJK}]{{2,4}}){{0,6}}$"
    rf"|(?<=[。”）])(?:(?:{STAFF})[{CJK}]{{2,3}}){{2,6}}$"
    rf"|（(?:完|全文完|本文完)）|（[{CJK}]{{2,8}}[日晚早时]?报）$|-{{1,20}}END-{{1,20}}|——编 ?者", re.M)
AFTER_DATELINE = re.compile(rf"[ ]?（[{CJK}、 ]{{2,30}}）")      # 中新网沈阳4月2日电（王景巍）
AUTHOR = re.compile(rf"^[ ]*作者[ ]?(?P<name>[{CJK}]{{2,12}}(?: [{CJK}]{{2,4}}){{0,4}})$", re.M)
NAME_END = re.compile(rf"[。！？”]（(?P<name>[{CJK}]{{2,4}})）\s*$")
ANYWHERE = re.compile("(?:责任编辑|责编|编辑|视频编辑|文字编辑|版式设计|美编|校对|编审|监制|记者|来源|作者)[：:/丨｜]")
KINDS = (("byline", BYLINE), ("editor", EDITOR), ("dateline", DATELINE), ("credit", CREDIT), ("byline", BYLINE_LINE), ("byline", NAMES_LINE))


def asides(text: str) -> tuple[Aside, ...]:
    """All of them in a clean text, in their order; where two patterns meet, what the earlier one in `KINDS` finds."""
    found: list[Aside] = []
    taken = bytearray(len(text))
    ends = _ends(text)

    def take(kind: str, start: int, end: int) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Aside(kind, start, end))

    for kind, pattern in KINDS:
        for m in pattern.finditer(text):
            if kind == "dateline" and opens_paragraph(text, m.start()):
                take(kind, *m.span())
                if m["day"] and (name := AFTER_DATELINE.match(text, m.end())):
                    take("byline", *name.span())
            elif kind != "dateline" and (kind != "editor" or _signs(m, ends)):
                take(kind, *m.span())
    for m in (*AUTHOR.finditer(text), *NAME_END.finditer(text, max(0, len(text) - 12))):
        if m["name"][0] in _surnames() and not ends[0] < m.start() < ends[1]:
            take("byline", m.start() + (m.re is NAME_END), m.end("name") + (m.re is NAME_END))
    return tuple(sorted(found, key=lambda a: a.start))


def opens_paragraph(text: str, at: int) -> bool:
    """Whether a line begins at most a few characters before `at`."""
    return at <= 12 or "\n" in text[at - 13:at]


def _signs(m: re.Match, ends: tuple[int, int]) -> bool:
    """Whether what looks like a signature is one: in brackets, or at the head or the foot of the text."""
    return m.group()[0] in "【（[(-—" or not ends[0] < m.start() < ends[1] or bool(ANYWHERE.match(m.group()))



def _ends(text: str) -> tuple[int, int]:
    """Where the first lines end and the last ones begin."""
    head = -1
    for _ in range(TAIL):
        head = text.find("\n", head + 1)
        if head < 0:
            return len(text), 0
    tail = len(text)
    for _ in range(TAIL):
        tail = max(0, text.rfind("\n", 0, tail))
    return head, tail


def _surnames() -> frozenset[str]:
    return frozenset(words("surnames"))
