"""Posts: 副市长, 党委书记、董事长, 公共事务总监."""
from __future__ import annotations

import re
from functools import lru_cache

from kg import gazetteer
from kg.lexicon import rows
from kg.records import CleanText, Mention

# what shows that a post's last word is part of another: 中央委员|会, 总统|府
NO_POST = {"委员": "会", "常委": "会", "主席": "团台令府国", "代表": "团队处性作大会权制", "记者": "会站团证协", "总统": "府选制大", "总理": "府级",
           "大使": "馆级", "领事": "馆", "书记": "处员", "董事": "会", "监事": "会", "理事": "会国", "秘书": "处科", "专家": "组库团委楼们", "律师": "事协",
           "教师": "节法资队", "学生": "会们", "队员": "们", "村民": "委小自代", "居民": "委区消人可收", "职工": "代宿之医", "经理": "人", "志愿者": "服协队", "工人": "阶体文日",
           "科学家": "精", "主任": "会", "院士": "专", "市民": "化中热之", "法官": "法", "国王": "杯", "领袖": "峰人", "干事": "业情创", "领队": "伍", "设计师": "事协", "会计师": "事", "技师": "学", "药师": "佛", "总督": "府"}
RANK = "原|前|时任|现任|新任|候任|代理|代|常务副|第一副|执行副|高级副|副|名誉|首任|历任|兼职|首席|高级|资深|特约|助理|总"


@lru_cache(maxsize=1)
def officials() -> tuple[str, ...]:
    """Posts that make their holder an official, whatever the body."""
    return tuple(sorted({w for kind, words in rows("posts") if kind == "official" for w in words.split()}))


@lru_cache(maxsize=1)
def pattern() -> re.Pattern:
    """A post with its ranks; 市委书记 and the like are the body's name and 书记."""
    words = {w for _, ws in rows("posts") for w in ws.split()}

    def closed(word: str) -> str:
        after = next((a for ending, a in NO_POST.items() if word.endswith(ending)), "")
        return re.escape(word) + (f"(?![{after}])" if after else "")

    return re.compile(rf"(?:{RANK})*(?:{'|'.join(map(closed, sorted(words, key=lambda w: (-len(w), w))))})(?:助理(?![院馆研]))?")


def is_official(post: str) -> bool:
    """Whether the post by itself says that its holder is an official."""
    return post.endswith(officials())


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for posts: those of the lexicon, the last word of 马岗村党委书记 alone, and 部长 of 财政部长."""
    found = [Mention(m.start(), m.end(), m.group(), "Post", m.group(), source="posts") for m in pattern().finditer(text)
             # 石家庄市|长安区
             if not (m.group().endswith("长") and any(end - m.end() > 1 for end, _ in gazetteer.at(text, m.end() - 1)))]
    for m in AFTER_BODY.finditer(text):
        found.append(Mention(m.start("post"), m.end("post"), m["post"], "Post", m["post"], source="posts"))
    for m in OF_ASSEMBLY.finditer(text):
        found.append(Mention(m.start(), m.end(), m.group(), "Post", m.group(), source="posts"))
    for m in HEAD_OF.finditer(text):
        found.append(Mention(m.end() - 1, m.end(), m.group()[-2:], "Post", m.group()[-2:], source="posts"))
    return found


# 党委|书记, 党组|书记: behind the name of a body that ends in 党委 the post is 书记
AFTER_BODY = re.compile("(?:党委|党组|党支部|党总支|党工委|纪委|委)(?P<post>(?:常务副|第一副|副|第一)?书记|(?:常务副|副)?主任(?!委员)|(?:副)?委员|常委)")
# 市政协|委员, 全国人大|代表
OF_ASSEMBLY = re.compile("(?<=[国省市区县州盟旗]政协)(?:委员|常委|常务委员)(?!会)|(?<=[国省市区县州盟旗]人大)代表(?![团队处性作大会权制])")
# 财政部|长: the post is 部长, its body 财政部
HEAD_OF = re.compile("(?<=[一-鿿]{2})[部局厅署院委]长(?![期远春江沙城安久三])")
