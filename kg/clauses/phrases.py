"""Noun phrases over the tokens of a clause: lists of names, with the posts that stand beside persons.

    财政部副部长王平、李四    two persons; the first holds the post, the second too, as there are several 副部长
    甲市、乙市和丙市           three places
    广东企业                   an unknown noun, whose: 广东
    市财政局工作人员           the bureau, through its staff
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg import names
from kg.clauses.committees import of_committee
from kg.clauses.tokens import Token
from kg.ontology import top
from kg.records import Mention

BODIES = ("Organisation", "Place")
NAMED = ("Organisation", "Place", "Person", "Policy", "Event")
FORMER = re.compile("(原|前|时任)?(?:现任|新任|候任|新当选的?)?(.+)")
ENDED = ("原", "前", "时任", "原任", "前任", "已故")
UNITS = tuple("部处科室司组办系所站心院局委会社队厅团署")
# posts of which a body has one: beside a second person they are not his as well
SINGLE = re.compile("(?<![副务行席誉值])(?:书记|[省市县区州镇乡部厅局处科校院所馆台社行站队会村司]长|主席|总统|总理|首相|董事长|总经理|总裁|主任|院长|会长|理事长|首席执行官|CEO)$")
KINDS = ("全资", "控股", "直属", "附属")      # stand before the noun that says what a body is
OF_EVENT = re.compile("式|会|上|期间|活动|现场|当天|主题")      # 论坛开幕式: who is there is at the forum
NUMBERED = re.compile("[0-9两二三四五六七八九十]+个?[省市县区州镇乡地国家]")      # 三市市长: how many, no field
ABOUT = ("问题", "事务", "危机", "冲突")      # what an envoy is for
COUNTED = "个家所地名位"
COUNTS = ("共", "共计", "一共", "这", "等共")      # between a list and how many it has
LONGEST = 60       # items of a list that count; the roll of a congress has thousands
DEPARTMENT = 12    # characters of the field between a body and a post


def run_on(body: Mention, behind: Mention | None) -> bool:
    """Whether a known body of state stands right behind another, as in headlines: 财政部税务总局印发."""
    return behind is not None and body.end == behind.start and all(m.label in names.MAJOR and m.name in names.known() for m in (body, behind))


@dataclass(frozen=True, slots=True)
class Held:
    """A post as a phrase states it: at which body (None: not said), in which words."""

    body: Mention | None
    title: str
    post: Mention
    former: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list. `head`: what it names, None if nothing known; of a title without a person, the post."""

    head: Mention | None
    posts: tuple[Held, ...] = ()
    whose: Mention | None = None      # 广东 of 广东企业
    staff: bool = False               # through its people: 市财政局工作人员
    text: str = ""
    note: str = ""                    # the noun that says what it is: 子公司 of 甲公司的子公司乙公司

    @property
    def kind(self) -> str:
        return top(self.head.label) or self.head.label if self.head else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A list of items with what joins them: `links[i]` stands before item i + 1."""

    items: tuple[Item, ...]
    links: tuple[str, ...]
    begin: int            # index of its first token
    end: int              # index behind its last token
    more: bool = False    # 等
    whose: Item | None = None      # 甲局 of 甲局的《办法》
    owners: tuple[Item, ...] = ()  # all of them: 甲、乙 of 甲、乙的总部

    def heads(self, *kinds: str) -> list[Mention]:
        """The named members of these classes."""
        return [i.head for i in self.items if i.head is not None and i.kind in kinds]

    @property
    def known(self) -> bool:
        return any(i.head is not None for i in self.items)


@dataclass
class Reader:
    """Reads phrases off the tokens of a sentence; none goes over `limit`, the end of the clause that is read."""

    tokens: list[Token]
    limit: int = 1_000_000
    cache: dict[int, Phrase | None] = field(default_factory=dict)

    def at(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < min(len(self.tokens), self.limit) else None

    def mention(self, i: int, *kinds: str) -> Mention | None:
        t = self.at(i)
        if t is None or t.mention is None:
            return None
        return t.mention if not kinds or (top(t.mention.label) or t.mention.label) in kinds else None

    def brackets(self, i: int) -> int:
        """The index behind the bracketed stretch that begins at `i`, `i` if none does."""
        if (t := self.at(i)) is not None and t.kind == "open":
            for j in range(i + 1, min(len(self.tokens), i + 24)):
                if self.tokens[j].kind == "close":
                    return j + 1
        return i

    def phrase(self, i: int) -> Phrase | None:
        if i not in self.cache:
            self.cache[i] = self._phrase(i)
        return self.cache[i]

    def _phrase(self, i: int) -> Phrase | None:
        found = self.item(i)
        if found is None:
            return None
        items, end = [found[0]], found[1]
        items += found[2]
        links = ["、"] * len(found[2])
        more = False
        while len(items) < LONGEST:
            t = self.at(end)
            if t is None:
                break
            if t.text in ("等", "等等") or t.kind == "staff" and t.text.startswith("等"):
                places, whose = self.at(end + 1), self.at(end + 2)
                if places and whose and places.text == "地" and whose.kind == "noun" and items[-1].kind == "Place":      # 甲、乙等地海关
                    owned = Item(None, whose=items[-1].head, text="等地" + whose.text)
                    return Phrase((owned,), (), i, end + 3, owners=tuple(items))
                more, end = True, max(end + 1, self._counted(end + 1))
                while (t := self.at(end)) is not None and t.kind in ("noun", "number", "staff", "nominal") and t.start == self.tokens[end - 1].end:
                    end += 1
                while end < self.limit and (title := self.item(end)) is not None and title[0].kind == "Post" and title[1] <= self.limit:
                    end = title[1]      # 王平、李梅等16位全国政协常委、委员
                    items = [replace(i, posts=i.posts + title[0].posts) if i.kind == "Person" else i for i in items]
                    if (t := self.at(end)) is not None and t.text in ("、", "和") and self.mention(end + 1, "Post"):
                        end += 1
                if t is not None and t.text == "、" and (rest := self._nouns_behind(end + 1)) > end + 1:      # 等30个地方、单位
                    end = rest
                if t is not None and t.text == "、" and t.kind == "and" and self.mention(end + 1, *BODIES) is not None:      # 等14个省，商务部等8个部门
                    continue
                break
            beside = t.start == self.tokens[end - 1].end
            if len(items) > 1 and beside and (behind := self._counted(end)) > end:      # 甲、乙2个省份
                more, end = True, behind
                break
            if t.text in COUNTS and (behind := self._counted(end + 1)) > end + 1:      # 甲局、乙局共9个部门
                more, end = True, behind
                break
            link, step = (t.text, end + 1) if t.kind == "and" else ("", end)
            if not link and not (items[-1].kind == "Policy" and self.mention(end, "Policy") or items[-1].kind == "Event" and self.mention(end, "Event")
                                 or items[-1].head is not None and (after := self.at(end)) is not None and run_on(items[-1].head, after.mention)):
                break
            if link and (after := self.at(step)) is not None and after.text in ("由", "在", "对", "向"):
                break
            found = self.item(step)
            if found is None or found[0].head is None and not self._named(found[0]):
                break
            if link in ("与", "和", "同", "跟") and items[-1].kind == "Place" and found[0].kind == "Person":
                break      # 在首尔与总统王平会谈
            if link in ("与", "同", "跟") and items[-1].head is None and found[0].kind in BODIES:
                break      # 依托平台与甲行合作
            if items[-1].kind in NAMED and found[0].kind == "Post" and items[-1].kind != "Post":
                break
            items += [found[0], *found[2]]
            links += [link, *["、"] * len(found[2])]
            end = found[1]
        return Phrase(tuple(self._shared(items, links)), tuple(links), i, end, more)

    def _nouns_behind(self, i: int) -> int:
        """The index behind the nouns in a row at `i`."""
        while (t := self.at(i)) is not None and t.kind in ("noun", "staff", "nominal"):
            i += 1
        return i

    @staticmethod
    def _named(item: Item) -> bool:
        return bool(item.text)

    @staticmethod
    def _shared(items: list[Item], links: list[str]) -> list[Item]:
        """副总理张三、李四: a post of which there are several is the next one's too."""
        out = [items[0]]
        for link, item in zip(links, items[1:]):
            last = out[-1]
            if item.kind == "Person" == last.kind and not item.posts and last.posts and link in ("、", "和") and not SINGLE.search(last.posts[-1].title):
                item = replace(item, posts=last.posts[-1:])
            out.append(item)
        return out

    def _counted(self, i: int) -> int:
        """The index behind a number and what it counts at `i` (9个部门, 两家单位); `i` if there is none."""
        j = i
        while (t := self.at(j)) is not None and (t.kind == "number" or t.mention is not None and t.mention.label == "Amount" and t.text[-1] in COUNTED or t.text in ("个", "家", "所", "地", "名", "位") or t.text.isdigit()):
            j += 1
        if j == i:
            return i
        while (t := self.at(j)) is not None and t.kind in ("noun", "staff", "nominal") and t.start == self.tokens[j - 1].end:
            j += 1
        return j

    def item(self, i: int) -> tuple[Item, int, list[Item]] | None:
        """(item, index behind it, further persons of the same title) at token `i`; None if no noun phrase begins there."""
        t = self.at(i)
        if t is None:
            return None
        if t.kind in ("noun", "staff", "nominal"):
            return self._nouns(i)
        m = t.mention
        if m is None or m.label in ("Date", "Amount"):
            return None
        kind = top(m.label) or m.label
        if kind == "Person":
            return self._person(i, ())
        if kind == "Post":
            return self._titled(i, None, "")
        if kind in BODIES:
            return self._body(i)
        after = self.at(i + 1)
        if kind == "Event" and after is not None and after.kind == "noun" and after.start == t.end and not OF_EVENT.search(after.text):
            return Item(None, whose=m, text=m.text + after.text), i + 2, []      # 座谈会精神 is no meeting
        return Item(m), self.brackets(i + 1), []

    def _former(self, i: int) -> str:
        """原 before the token `i`: 原沈阳市旅游局局长."""
        t = self.at(i - 1)
        return t.text if t is not None and t.text in ENDED and t.end == self.tokens[i].start else ""

    def _nouns(self, i: int) -> tuple[Item, int, list[Item]] | None:
        end, text = i, ""
        if self.tokens[i].text in ENDED and self.at(i + 1) is not None and self.tokens[i + 1].mention is not None:
            return self.item(i + 1)
        while (t := self.at(end)) is not None and t.kind in ("noun", "number", "staff", "nominal") and (end == i or t.start == self.tokens[end - 1].end):
            end += 1
        text = "".join(t.text for t in self.tokens[i:end])
        t = self.at(end)
        if t is not None and t.mention is not None and t.start == self.tokens[end - 1].end and t.mention.label not in ("Date", "Amount", "Post"):
            found = self.item(end)      # 村民王平, 条例《…》: the noun says what kind of thing it is
            return found and (replace(found[0], note=text), *found[1:])
        if self.mention(end, "Post") is not None and t.start == self.tokens[end - 1].end and len(text) <= DEPARTMENT:      # 领导小组成员
            return self._titled(end, None, "" if NUMBERED.fullmatch(text) else text, self._former(i))
        if self.tokens[i].kind == "nominal" and end == i + 1:
            return None
        return Item(None, text=text), end, []

    def _body(self, i: int) -> tuple[Item, int, list[Item]] | None:
        former = self._former(i)
        first, j = self.mention(i), i + 1
        whose = None
        j = self._naming(j)
        about = ""
        while (m := self.mention(j, *BODIES)) is not None and self.tokens[j].start == self.tokens[j - 1].end and not run_on(first, m):
            if (t := self.at(j + 1)) is not None and t.text in ABOUT:      # 联合国也门问题特使
                about, j = m.text + t.text, j + 2
                break
            whose, first, j = first, m, self._naming(j + 1)
        if (t := self.at(j)) is not None and t.text in ("驻", "常驻") and self.mention(j + 1, *BODIES) is not None and self.mention(j + 2, "Post") is not None:
            return self.item(j + 1)      # 中国驻|缅甸大使王平: one noun phrase, of which he is the head
        k = j + 1 if (t := self.at(j)) is not None and t.kind == "of" else j
        start, size = k, 0
        while (t := self.at(k)) is not None and size <= DEPARTMENT and t.kind not in ("mark", "prep", "of", "open", "close", "aspect", "modal") and (
                t.kind != "and" or size and top(first.label) == "Organisation" and self._unit_behind(k)) and (
                t.mention is None or t.mention.label == "Post" and self.tokens[k].kind != "mention"):
            if t.kind == "verb" and t.families & {"say", "go", "take", "served", "leave", "appoint", "remove", "propose", "attend", "preside", "host", "met"} - ({"served"} if t.text in ENDED else set()):
                break
            if t.text in ENDED:
                former = t.text
            else:
                size += len(t.text)
            k += 1
        if self.mention(k, "Post") is not None and size <= DEPARTMENT and not (
                size and any(t.kind in ("verb", "adverb", "act") for t in self.tokens[start:k]) and size > 4 and not self.tokens[k - 1].text.endswith(UNITS)):
            dept = about + "".join(t.text for t in self.tokens[start:k] if t.text not in ENDED)
            if not dept and not former and self._speaks_for(i, k):
                return Item(first, staff=True), k + 1, []
            return self._titled(k, first, "" if NUMBERED.fullmatch(dept) else dept, former)
        if (m := self.mention(j, "Person")) is not None and self.tokens[j].start == self.tokens[j - 1].end:
            found = self._person(j, ())
            return replace(found[0], whose=first), found[1], []
        t = self.at(j)
        if t is not None and t.kind == "staff" and t.start == self.tokens[j - 1].end and not t.text.startswith("等"):
            while (t := self.at(j)) is not None and t.kind in ("staff",) and t.start == self.tokens[j - 1].end and not t.text.startswith("等"):
                j += 1
            if (m := self.mention(j, "Person")) is not None:      # 市财政局负责人王平
                found = self._person(j, ())
                word = self.tokens[j - 1].text
                held = (Held(first, word, Mention(self.tokens[j - 1].start, self.tokens[j - 1].end, word, "Post", word)),) if word.endswith(("负责人", "负责同志", "专家")) else ()
                return replace(found[0], posts=held + found[0].posts, whose=first), found[1], []
            return Item(first, staff=True), j, []
        if t is not None and (t.kind == "noun" or t.text in KINDS and self.at(j + 1) is not None and self.tokens[j + 1].kind == "noun") and t.start == self.tokens[j - 1].end and t.text not in ENDED:
            end = j
            while (t := self.at(end)) is not None and t.kind in ("noun", "number", "nominal") and t.start == self.tokens[end - 1].end:
                end += 1
            if (m := self.mention(end)) is not None and m.label not in ("Date", "Amount", "Post") and self.tokens[end].start == self.tokens[end - 1].end:
                found = self.item(end)
                note = "".join(t.text for t in self.tokens[j:end])
                return replace(found[0], whose=first, note=note), found[1], found[2]
            if (t := self.at(end)) is not None and t.text == "了":      # 甲院收治了: a verb to which the dictionary gives no such tag
                return Item(first, whose=whose), j, []
            return Item(None, whose=first, text="".join(t.text for t in self.tokens[i:end])), end, []
        if (m := self.mention(j, "Policy", "Event")) is not None and self.tokens[j].start <= self.tokens[j - 1].end + 1:
            return Item(m, whose=first), self._naming(j + 1), []
        return Item(first, whose=whose), j, []

    def _speaks_for(self, i: int, k: int) -> bool:
        """Whether the post at `k`, of the body at `i`, is but the people who act for it: 甲公司代表|在…发言."""
        before, after = self.at(i - 1), self.at(k + 1)
        acts = after is not None and (after.kind in ("verb", "act", "prep", "adverb", "modal"))
        return acts and self.tokens[k].text == "代表" and (before is None or before.kind not in ("verb", "act", "prep", "of"))

    def _unit_behind(self, i: int) -> bool:
        """Whether the 与 at `i` stands in the name of a unit: 呼吸与危重症医学科主任."""
        if self.tokens[i].text not in ("与", "和", "及"):
            return False
        for j in range(i + 1, i + 6):
            if self.mention(j, "Post") is not None:
                return self.tokens[j - 1].text.endswith(UNITS) and j > i + 1
            if (t := self.at(j)) is None or t.mention is not None or t.kind not in ("noun", "nominal", "staff", "act", "other"):
                return False
        return False

    def _naming(self, i: int) -> int:
        """Behind a bracket that says another name of the same: （下称“甲”）, （市版权局）."""
        j = self.brackets(i)
        inside = self.tokens[i + 1:j - 1]
        return j if j > i and not any(t.mention is not None and t.mention.label in ("Post", "Official", "OtherPerson") for t in inside) else i

    def titles(self, i: int, body: Mention | None, dept: str, former: str = "") -> tuple[list[Held], int]:
        """The posts that stand in a row at token `i`, and the index behind them."""
        posts: list[Held] = []
        ended = former
        while True:
            m = self.mention(i, "Post")
            own, title = FORMER.match(m.text).groups()
            ended = own or ended
            posts.append(Held(body, dept + title, m, ended or ""))
            i += 1
            after = i
            t = self.at(after)
            if t is not None and t.kind in ("and",) or t is not None and t.text in ("，", "兼"):
                after += 1
            elif t is None or t.mention is None:
                break
            if t.text == "，" and self.mention(after, *BODIES, "Post") is None:
                break
            further, dept = body, ""
            j = after
            if t.mention is not None and (about := self.at(j + 1)) is not None and about.text in ABOUT:      # 秘书长利比亚问题特使
                dept, j = t.text + about.text, j + 2
            if (m := self.mention(j, *BODIES)) is not None:
                further, j = of_committee(body, m), j + 1
                while (m := self.mention(j, *BODIES)) is not None and self.tokens[j].start == self.tokens[j - 1].end:
                    further, j = m, j + 1
            start = j
            while (t := self.at(j)) is not None and t.mention is None and t.kind in ("noun", "nominal", "staff", "other") and t.text not in ENDED and j - start < 4:
                j += 1
            own = self.at(j)
            if own is not None and own.text in ENDED:
                ended, j = own.text, j + 1
            if self.mention(j, "Post") is None:
                break
            dept += "".join(t.text for t in self.tokens[start:j] if t.text not in ENDED)
            body, i = further, j
        return posts, i

    def _titled(self, i: int, body: Mention | None, dept: str, former: str = "") -> tuple[Item, int, list[Item]]:
        posts, j = self.titles(i, body, dept, former or self._former(i))
        k = j
        if (t := self.at(k)) is not None and t.kind == "open" and self.mention(k + 1, "Person") and self.brackets(k) == k + 3:      # 局长（王平）
            return Item(self.tokens[k + 1].mention, tuple(posts)), k + 3, []
        if self.mention(k, "Person") is None and (t := self.at(k)) is not None and t.text in (" ", "　", "：", "同志") and self.mention(k + 1, "Person"):
            k += 1
        if self.mention(k, "Person") is None:
            return Item(posts[-1].post, tuple(posts)), j, []
        return self._person(k, tuple(posts))

    def _person(self, i: int, posts: tuple[Held, ...]) -> tuple[Item, int, list[Item]]:
        person, j = self.tokens[i].mention, i + 1
        k = self.brackets(j)
        if k > j:
            inside = self.tokens[j + 1:k - 1]
            body = next((t.mention for t in inside if t.mention is not None and (top(t.mention.label)) in BODIES), None)
            post = next((n for n in range(j + 1, k - 1) if self.mention(n, "Post")), None)
            if post is not None and body is not None:
                posts += tuple(self.titles(post, body, "")[0])
            j = k
        while (t := self.at(j)) is not None and t.text in ("同志", "先生", "女士", "夫妇", "一行", "等人"):
            j += 1
        if (m := self.mention(j, "Post")) is not None and self.tokens[j].start == self.tokens[j - 1].end and not posts:      # 栗战书委员长
            own, title = FORMER.match(m.text).groups()
            posts, j = (Held(None, title, m, own or ""),), j + 1
        return Item(person, posts), j, []
