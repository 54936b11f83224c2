"""Possible names of persons: every string that could be one, wherever something beside it or its form lets one expect it.

It proposes far more than is meant; which are names is for the decision to say.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from kg.lexicon import alternation, words
from kg.recognise.sources import posts
from kg.records import CleanText, Mention

H = "[\u3400-\u9fff\U00020000-\U0003ffff]"
# what foreign names are written with in Chinese news, and what names of the peoples of the west and north are
TRANSLITERATION = (
    "阿埃艾安奥巴拜班邦贝本比彼宾波伯博布查茨达戴丹德迪丁杜多厄恩尔伐法凡菲费芬弗夫福盖冈高戈格古哈海汉豪赫胡华怀惠霍基吉加贾杰金卡凯坎康考科克肯库拉莱兰朗劳勒雷李里理利连列林鲁路伦罗洛马麦曼梅蒙米密明"
    "莫姆默墨穆纳娜奈内尼涅努诺欧帕潘佩皮平普奇恰乔切日瑞撒萨塞桑森沙舍圣施史舒斯司苏索塔泰坦汤唐陶特腾提廷通图托瓦万威韦维魏温文沃乌西希锡夏香谢辛休雅亚扬耶伊因英尤约詹珍泽扎真兹佐翁斋谟滕赖萝蒂莎琳姬娅妮黛"
    "玛丝蕾薇莉露绍讷楚茹祖卜云其木江赤措旺晋仁增嘎娃央卓不都热合吐逊力铁旦次依肖开买孜孜甫艳孜尼牙孜")
WESTERN = "扎西次仁旺堆洛桑江村丹增平措尼玛多吉拉姆卓玛边巴格桑强巴顿珠达瓦罗布班觉索朗曲珍央金仁青贡布白玛坚赞阿旺嘉措晋美群培益西土登吐尔逊艾合买提热孜古丽娜尔帕提曼木江肉克亚森库尔班玉素甫斯坎拉铁吾阿不都克里艾山依明沙吾提司马义卡德尔牙生巴特图力宝音其木格乌兰娜仁布和朝克那顺额尔德苏和斯琴毕力格"
DOTTED = re.compile(rf"{H}{{1,8}}(?:[·•]{H}{{1,10}}){{1,3}}")
LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?:[ ·][A-Z][A-Za-z'\-]+){1,2}(?![A-Za-z])")
FOREIGN = re.compile(f"[{TRANSLITERATION}]{{3,8}}")
ROLL = re.compile(rf"(?:{H}[{H[1:-1]}·]{{1,14}}(?:（[^（）]{{1,8}}）)?[、　 ]+){{2,}}{H}[{H[1:-1]}·]{{1,14}}")
EDGE = re.compile(r"^|[，。；：、！？\n（）()“”\s　]|[0-9]日|日前|[近昨今当]日|[昨今当]天|[上下]午|连日来|随后|同志|先生|女士")


@lru_cache(maxsize=1)
def surname() -> re.Pattern:
    return re.compile(f"(?:{alternation('compound_surnames')}|[{''.join(words('surnames'))}])")


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern:
    """What a person's name may stand before, at the beginning of a clause or behind a date."""
    from kg.clauses.tokens import vocabulary

    wanted = {"take", "served", "leave", "attend", "preside", "visit", "visit_direct", "go", "say", "host", "met", "propose", "lead"}
    found = [w for w, (_, families) in vocabulary()[0].items() if families & wanted]
    found += ["同志", "先生", "女士", "一行", "（", "(", "在", "到", "向", "对", "被", "将", "已", "曾", "不再", "分别", "等", "，", "、", "与", "和", "为", "自", "于", "因", "：", "以", "　", " ", "专程", "率", "带领", "的"]
    return re.compile("|".join(map(re.escape, sorted(set(found), key=lambda w: (-len(w), w)))))


@lru_cache(maxsize=1)
def _handed() -> re.Pattern:
    """What stands right before a person who is given or loses a post, acts, is met."""
    return re.compile("任命|决定任命|免去|罢免|撤销|选举|推选|补选|聘任|聘请|提名|接受|同意|由|被|授予|接替|会见|接见|会晤|陪同|慰问|看望|跟随|追授|与|和|、|及|同|对|向|给|让|请|原|前|：|　| |是|即|叫|名叫|同志|代表|记者|采访了|告诉|为|有|派|把|将|“|以及|并|在|至|除|经")


def names_at(text: str, at: int) -> Iterator[str]:
    """Strings at `at` that have the form of a Chinese name: surname and one or two characters, the longest first."""
    if m := surname().match(text, at):
        for size in (2, 1):
            name = text[at:m.end() + size]
            if len(name) == len(m.group()) + size and re.fullmatch(f"{H}+", name):
                yield name


def transliterated(text: str, at: int) -> Iterator[str]:
    """Strings at `at` of characters that foreign and western names are written with."""
    end = at
    while end < len(text) and end - at < 9 and (text[end] in TRANSLITERATION or text[end] in WESTERN):
        end += 1
    for stop in range(end, at + 1, -1):
        yield text[at:stop]


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for persons."""
    spans: set[tuple[int, int]] = set()

    def add(at: int, name: str) -> None:
        if len(name) > 1:
            spans.add((at, at + len(name)))

    def forms(at: int, loose: bool) -> None:
        for name in names_at(text, at):
            add(at, name)
        if (m := DOTTED.match(text, at)):
            add(at, m.group())
        if loose:
            for name in transliterated(text, at):
                add(at, name)

    for m in posts.pattern().finditer(text):
        forms(m.end() + (text[m.end():m.end() + 1] in ("（", "：", "“", " ", "　", "、")), True)
        for size in (2, 3, 4):        # 栗战书委员长
            if m.start() >= size and surname().match(text, m.start() - size):
                add(m.start() - size, text[m.start() - size:m.start()])
    for m in EDGE.finditer(text):
        at = m.end()
        for name in names_at(text, at):
            add(at, name)
        for name in transliterated(text, at):
            if _verbs().match(text, at + len(name)) or not text[at + len(name):at + len(name) + 1].strip("。；！？\n"):
                add(at, name)
    for m in _handed().finditer(text):
        forms(m.end(), m.group() in ("任命", "免去", "由", "会见", "接受", "选举", "、", "提名"))
    for m in DOTTED.finditer(text):
        add(m.start(), m.group())
        for i in range(1, m.group().find("·") if "·" in m.group() else 1):      # 副市长买买提·吐尔逊: where the name begins
            add(m.start() + i, m.group()[i:])
        for tail in range(1, 10):
            if len(m.group()) - tail > m.group().rfind("·") + 1:
                add(m.start(), m.group()[:-tail])
                for i in range(1, max(1, m.group().find("·"))):
                    add(m.start() + i, m.group()[i:-tail])
    for m in LATIN.finditer(text):
        add(m.start(), m.group())
    for m in FOREIGN.finditer(text):      # 格雷兹洛夫祝贺…: a run that is no row of words
        if not all(len(w) > 1 for w, _ in rjieba.tag(m.group(), False)) or len(rjieba.tag(m.group(), False)) == 1:
            add(m.start(), m.group())
    for m in ROLL.finditer(text):
        at = m.start()
        for part in re.split("([、　 ]+)", m.group()):
            name = re.sub("（.*", "", part)
            if 2 <= len(name) <= 4 or "·" in name or re.fullmatch(f"[{WESTERN}]{{2,6}}", name):
                add(at, name)
            at += len(part)
    return [Mention(s, e, text[s:e], "OtherPerson", text[s:e], source="persons") for s, e in sorted(spans)]
