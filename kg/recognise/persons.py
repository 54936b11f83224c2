"""Persons and posts: the tagger proposes, the grammar of names and the words around them decide.

A string that is once surely a person in an article is that person wherever it stands in it.
"""
from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import rjieba

from kg import gazetteer
from kg.lexicon import alternation, words
from kg.ontology import top
from kg.recognise import posts
from kg.recognise.component import component
from kg.records import CleanText, Mention

H = "[一-鿿]"
SAYS = "通报|说明|说|表示|介绍|指出|强调|透露|认为|告诉|称|坦言|回忆|补充|解释|建议|呼吁|谈到|提到|要求|讲|直言|感慨|分析|宣布|主持|出席|致辞|发言|率队|率|带领|陪同|会见|考察|调研|走访|慰问|检查|视察|接受|参加|参观|签署|签约|汇报|讲解|解读|致信|会谈|会晤|访问|调研|揭牌|见证|回应|回答|列席|向|对|担任|当选|任|兼任|作报告|作了|讲话|批示|来到|赴|在|等"
ACTS = "主持|出席|会见|表示|指出|强调|率"
FUNCTION = re.compile("[的了着过和与及在对为从将把被让向由于]")      # in a string that only grammar proposes
NOT_PERSON = re.compile(r"[的了]|^来[华京访]|本报|[摄说称表作烯烷醇酯]$|某|^(?:记者|本报|同志|先生|女士|公司|全市|全省|企业|相关|有关|主要|负责)|(?:省|市|县|区|镇|乡|村|局|厅|委|办|部|处|院|厂|社|司|行|店|路|街|会|队|组|站|港|湾|岛|方面|时候|工作|人员|部门|表示|介绍|记者|同志|先生|女士)$")


@lru_cache(maxsize=1)
def surname() -> str:
    return f"(?:{alternation('compound_surnames')}|[{''.join(words('surnames'))}])"


@lru_cache(maxsize=1)
def chinese() -> re.Pattern:
    return re.compile(rf"{surname()}{H}{{1,2}}")


FOREIGN = re.compile("[一-鿿]{1,6}(?:[·•][一-鿿]{1,8})+")


BEGINS = re.compile("(?:^|(?<=[。；\n]))(?P<name>[一-鿿]{2,3})(?=(?:主持|出席|陪同|会见|参加|列席)(?:了|会议|会见|活动|座谈会|仪式|考察|调研|开幕|上述|大会))")
# 李鸿忠、铁凝（女）、洛桑江村（藏族）: five at least
ROLL = re.compile("(?:[一-鿿·]{2,15}(?:（[^（）]{1,8}）)?、){4,}[一-鿿·]{2,15}(?:（[^（）]{1,8}）)?")


# what foreign names are written with in Chinese news
TRANSLITERATION = "阿埃艾安奥巴拜班邦贝本比彼宾波伯博布查茨达戴丹德迪丁杜多厄恩尔伐法凡菲费芬弗夫福盖冈高戈格古哈海汉豪赫胡华怀惠霍基吉加贾杰金卡凯坎康考科克肯库拉莱兰朗劳勒雷李里理利连列林鲁路伦罗洛马麦曼梅蒙米密明莫姆默墨穆纳娜奈内尼涅努诺欧帕潘佩皮平普奇恰乔切日瑞撒萨塞桑森沙舍圣施史舒斯司苏索塔泰坦汤唐陶特腾提廷通图托瓦万威韦维魏温文沃乌西希锡夏香谢辛休雅亚扬耶伊因英尤约詹珍泽扎真兹佐翁斋佐舒谟涅滕赖萝蒂莎琳姬娅妮黛玛丝蕾薇莉露露绍讷楚茹祖卜云其木桑江赤措旺晋仁增嘎娃央卓"


# of peoples of Xinjiang besides: 阿不来提·阿不都热西提
DOTTED = re.compile(rf"[{TRANSLITERATION}不都热提合吐逊力铁旦次依肖开]{{1,6}}(?:·[{TRANSLITERATION}不都热提合吐逊力铁旦次依肖开]{{1,8}})+")
# what may follow a foreign name behind its title, besides a verb of speech
GOES_ON = "举|发|抵|离|同|就|于|将|已|正|再|又|当|日前|今|昨|上午|下午|并|应|作为|代表|下令|任命|辞|遇|被|受|获|以|通|致|也|还|则|没|不|曾|专|亲|乘|前|到|出|回|来|签|先生|夫妇|及|和|与|为|给|的"


@lru_cache(maxsize=50_000)
def common(word: str) -> bool:
    """Whether the dictionary knows `word` as a word that is no person's name."""
    tagged = rjieba.tag(word, False)
    tag = tagged[0][1] if len(tagged) == 1 else "x"
    return not tag.startswith("nr") and tag not in ("x", "nz") and not (tag == "ns" and not gazetteer.areas(word))


def plausible(name: str, word: bool = False) -> bool:
    """Whether `name` can be a person's full name: a surname and one or two characters, or transliterated;
    `word`: even if it is a word of the language (汪洋, 高峰)."""
    if FOREIGN.fullmatch(name):
        return True
    if not chinese().fullmatch(name) or NOT_PERSON.search(name) or not word and common(name):
        return False
    return not gazetteer.areas(name) and not (name[0] in "于向和经由从" and gazetteer.areas(name[1:]))


def find(text: str, clean: CleanText, earlier: list[Mention]) -> list[Mention]:
    """Mentions of persons (Official or OtherPerson) and of their posts (Post)."""
    found_posts = _posts(text, earlier)
    certain = _certain(text, clean, earlier, found_posts)
    persons = _everywhere(text, certain)
    labels = _labels(text, persons, found_posts, earlier)
    kept = [Mention(s, e, n, labels[n], n, source="persons") for s, e, n in persons]
    return kept + [p for p in found_posts if not any(s < p.end and p.start < e for s, e, _ in persons)]


def _posts(text: str, earlier: list[Mention]) -> list[Mention]:
    found = [Mention(m.start(), m.end(), m.group(), "Post", m.group(), source="persons") for m in posts.pattern().finditer(text)]
    for m in earlier:       # 党委书记 is a post, but behind 马岗村党委 it is 书记
        if top(m.label) == "Organisation" and (post := posts.pattern().match(text, m.end)):
            found.append(Mention(post.start(), post.end(), post.group(), "Post", post.group(), source="persons"))
    for m in earlier:       # 财政部长: the post is 部长, and its body 财政部
        if m.label == "GovernmentBody" and m.text[-1] in "部厅局署院委" and text[m.end:m.end + 1] == "长" and m.source != "tagger":
            title = m.text[-1] + "长"
            found.append(Mention(m.end, m.end + 1, title, "Post", title, source="persons"))
    return found


def _certain(text: str, clean: CleanText, earlier: list[Mention], found_posts: list[Mention]) -> Counter:
    """Names that something in the article makes sure of."""
    names: Counter = Counter()
    inside = [(m.start, m.end) for m in earlier if top(m.label) in ("Organisation", "Place") and m.source != "tagger"]
    places = {m.text for m in earlier if m.label == "OtherPlace" and m.source != "tagger"}
    for m in earlier:
        if top(m.label) == "Person":
            name = m.text[:-1] if m.text[-1] in "摄说称作" or text[m.end - 1:m.end + 1] in SAYS.split("|") and plausible(m.text[:-1]) else m.text
            tail = re.match(f"[{TRANSLITERATION}]{{0,8}}", text[m.start + len(name):]).group()
            if "·" in name or tail and len(name) > 2 and _transliterated(name) and re.match(
                    rf"[，。、；：（）《“”\s\d]|{SAYS}", text[m.start + len(name + tail):][:3] or "。"):
                name += tail     # the tagger may stop within a long foreign name
            free = not any(s <= m.start and m.end <= e for s, e in inside)
            acts = re.match(SAYS, text[m.end:m.end + 3]) or any(p.end == m.start for p in found_posts)
            if free and not any(p.endswith(name) for p in places) and not _crosses_word(text, m.start, m.end) and (plausible(name) or (acts and _transliterated(name) and not common(name))):
                names[name] += 1
    for p in found_posts:                        # 总经理王继东说; 总经理王继东、李明
        m = chinese().match(text, p.end)
        for size in (3, 2, 4):
            name = text[p.end:p.end + size]
            rest = text[p.end + size:p.end + size + 3]
            acting = size == 2 and posts.is_official(p.text) and re.match(ACTS, rest)      # 政协主席汪洋主持会议
            if m and plausible(name, word=bool(acting)) and not FUNCTION.search(name) and (not rest or re.match(rf"[，。、；：（）《“”\s]|{SAYS}", rest)):
                names[name] += 1
                break
        for size in (3, 2):                       # 栗战书委员长主持会议
            name = text[max(0, p.start - size):p.start]
            if len(name) == size and posts.is_official(p.text) and plausible(name) and not FUNCTION.search(name) and re.match(
                    r"[\s，。、；：！？”）》]|$", text[p.start - size - 1:p.start - size]):
                names[name] += 1
                break
        if (m := DOTTED.match(text, p.end)) and re.match(rf"[，。、；：（）《“”\s]|{SAYS}|$", text[m.end():m.end() + 3]):
            names[m.group()] += 1            # 副主席阿不来提·阿不都热西提出席
        foreign = re.match(f"[{TRANSLITERATION}]{{2,8}}(?:·[{TRANSLITERATION}]{{2,8}})*", text[p.end:p.end + 20])
        if foreign and not common(foreign.group()) and not _only_words(foreign.group()) and re.match(
                rf"[，。、；：（）《“”\s]|\d|{SAYS}|{GOES_ON if posts.is_official(p.text) else SAYS}", text[p.end + foreign.end():p.end + foreign.end() + 3] or "。"):
            names[foreign.group()] += 1      # 总统梅德韦杰夫20日表示
    for m in BEGINS.finditer(text):              # 尤权主持会议
        name = m["name"]
        if plausible(name) and not FUNCTION.search(name):
            names[name] += 1
    for roll in ROLL.finditer(text):
        items = [re.sub("（.*", "", item) for item in roll.group().split("、")]
        sure = sum(plausible(item) for item in items) / len(items)
        if sure > 0.6:
            for item in items:
                if plausible(item, word=True) or _transliterated(item) or sure > 0.8 and len(items) > 8 and len(item) < 7:
                    names[item] += 1
    for aside in clean.asides:
        for name in _byline(text[aside.start:aside.end]):
            names[name] += 1
    return names


def _only_words(name: str) -> bool:
    """Whether the dictionary cuts `name` into ordinary words only (阿里 is none), so that it is hardly a foreign name."""
    return all(len(word) > 1 and not tag.startswith(("nr", "ns", "x")) for word, tag in rjieba.tag(name, False))


def _crosses_word(text: str, start: int, end: int) -> bool:
    """Whether a word of the dictionary begins before `start` and ends in the span: 师德|师风 is no 德师风."""
    left = max(0, start - 4)
    at = left
    for word, tag in rjieba.tag(text[left:end + 2], False):
        if at < start < at + len(word) and not tag.startswith("nr"):
            return True
        at += len(word)
    return False


def _transliterated(name: str) -> bool:
    return bool(re.fullmatch(f"[{TRANSLITERATION}]{{2,7}}", name))


def _byline(aside: str) -> list[str]:
    """Names in a byline, a credit or an editor's tail."""
    rest = re.sub(r"^.*?(?:记者|通讯员|实习生|编辑|责编|设计|美编|校对|作者|本报|图片|照片|由)[：: ]*", " ", aside)
    parts = re.split(r"[ 、，：:（）\[\]【】\n]+|报道|摄影|摄|记者|通讯员|编辑|供图|电$", rest)
    return [p for p in parts if plausible(p) and not FUNCTION.search(p)]


def _everywhere(text: str, names: Counter) -> list[tuple[int, int, str]]:
    """All places of the names, the longer name first where two overlap and it is not only once seen."""
    if not names:
        return []
    order = sorted(names, key=lambda n: (-len(n), n))
    longer = {n for n in order for m in order if len(n) > len(m) and n.startswith(m) and names[n] < names[m]}
    order = [n for n in order if n not in longer]
    return [(m.start(), m.end(), m.group()) for m in re.finditer("|".join(map(re.escape, order)), text)]


def _labels(text: str, persons: list[tuple[int, int, str]], found_posts: list[Mention], earlier: list[Mention]) -> dict[str, str]:
    """Official for every name that stands once beside an official's post or beside a post of a government or party body."""
    official: dict[str, bool] = {}
    state = [m for m in earlier if m.label in ("GovernmentBody", "PartyBody")]
    for start, end, name in persons:
        official.setdefault(name, False)
        for p in found_posts:
            if 0 <= start - p.end <= 1 or 0 <= p.start - end <= 1:
                body = any(0 <= p.start - m.end <= 2 for m in state)
                if posts.is_official(p.text) or body:
                    official[name] = True
    return {n: "Official" if o else "OtherPerson" for n, o in official.items()}


factory = component("zhengtu_persons", find)
