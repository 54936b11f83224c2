"""Lines that a saved page has around its article: links to others, rights, menus. They are no text of it."""
from __future__ import annotations

import re

from kg.cleaning.text import Text, join, rows

ENDS = 60       # only so many lines at either end of a text can be of the page
SHORT = 240     # and none is longer
OTHERS = re.compile(r"[ \u3000]*(?:上一[篇条则]|下一[篇条则]|上一页|下一页|前一篇|后一篇)[ \u3000]*(?:[：:】\]]|[ \u3000]|$)")
LINKS = re.compile(   # a heading above links
    r"[ \u3000【\[>■◆●]*(?:相关(?:阅读|链接|新闻|报道|推荐|文章|稿件|信息|专题|内容)|延伸阅读|推荐阅读|更多(?:新闻|精彩|相关|报道)\S{0,6}|热门(?:推荐|新闻|文章|排行)|"
    r"猜你喜欢|(?:编辑|精彩|为您|为你)推荐|最新(?:新闻|文章|资讯)|点击排行|热点(?:新闻|排行)|(?:新闻|24小时)排行榜?|大家都在看|友情链接)[ \u3000】\]<]*(?:[：:][ \u3000]*$|$)")
LINK_AFTER = re.compile(r"[ \u3000]*(?:相关(?:阅读|链接|新闻|报道|推荐|文章)|延伸阅读|推荐阅读)[ \u3000]*[：:]")
MENU = re.compile(
    r"[ \u3000]*(?:(?:您?(?:的)?当前(?:的)?位置|您?(?:现)?在的?位置|所在位置)[ \u3000]*[：:]|首页[ \u3000]*(?:>|＞|›|»|→|-|/|\||$)|(?:[【\[（(]?(?:打印|关闭|收藏|分享|返回顶部|返回列表|打印本页|关闭窗口|"
    r"我要纠错|纠错|字体|字号|大|中|小|微信|微博|QQ空间|朋友圈|复制链接|点赞|评论|举报)[】\]）)]?[：:]?[ \u3000|/]*)+$"
    r"|(?:扫一扫|分享到).{0,20}$|(?:点击|浏览|阅读|访问)(?:次数|量|数)?[ \u3000]*[：:][ \u3000]*\d*(?: ?次)?[ \u3000]*$|(?:网站地图|联系我们|关于我们|设为首页|加入收藏|无障碍|繁体|English)(?:[ \u3000|·]+\S{2,8})*[ \u3000]*$)")
RIGHTS = re.compile(r"版权所有|版权归\S{0,20}所有|ICP[备证]|公网安备|网站标识码|[Cc]opyright|©|未经\S{0,12}(?:授权|许可|同意)\S{0,12}(?:转载|镜像|使用)")
SITE = re.compile(      # only where no sentence is
    r"不良信息举报|(?:^|[ \u3000])(?:主办|承办|技术支持|网站维护)(?:单位)?[：:].{0,60}(?:主办|承办|技术支持|维护|标识码)|广播电视节目制作经营许可|"
    r"互联网新闻信息服务许可|(?:本网|本站)(?:转载|注明|所有)\S{0,40}(?:版权|观点|来源)")
SENTENCE = re.compile("[。！？]")


def without_furniture(t: Text) -> Text:
    """The text without such lines at its head and its foot; a line with sentences in it ends what follows a heading of links."""
    lines = rows(t)
    kept, links = [], False
    last = len(lines) - 1
    for number, line in enumerate(lines):
        words = line.text.strip()
        if number > ENDS and last - number > ENDS or len(words) > SHORT:
            links = False
            kept.append(line)
            continue
        if LINKS.match(words):
            links = last - number <= ENDS
            if links:
                continue
        elif links and words and (SENTENCE.search(words) or len(words) > 50):
            links = False
        if links or words and (OTHERS.match(words) or LINK_AFTER.match(words) and not SENTENCE.search(words) or MENU.match(words)
                               or SITE.search(words) and not SENTENCE.search(words)
                               or RIGHTS.search(words) and (not SENTENCE.search(words) or number >= len(lines) / 2 and not _tells(words))):
            continue
        kept.append(line)
    return join(kept) if any(line.text.strip() for line in kept) else t


def _tells(words: str) -> bool:
    """Whether a line on rights is rather a sentence of the article: one that speaks of a court, a firm, an author."""
    return bool(re.search("记者|法院|起诉|作者|公司表示|[0-9]月[0-9]|日，", words))
