"""Events: meetings and activities that have a name.

How an event's name ends is in the lexicons; where it begins is shown by what stands before it: its number or year
(第十届…论坛), a verb (出席…论坛), a preposition (在…座谈会上), the body that holds it (国务院|常务会议), or the beginning of the clause, where
what follows says that it is held (全国农业工作会议今天在北京召开).
"""
from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import alternation
from kg.recognise.sources import quantities
from kg.records import CleanText, Mention

H = "一-鿿"
IN_NAME = rf"[{H}A-Za-z0-9、·“”（）《》—\-]"
NUMBER = "[0-9一二三四五六七八九十百]{1,9}"
HELD = r"(?:(?:将|已)?(?:于|在|今|昨|明|日前|近日|当天|当地时间|上午|下午|晚|[0-9]+[日号月]|以|正式|隆重|圆满|顺利|胜利|成功|继续|第一次)[^，。；\n]{0,14})?(?:召开|举行|开幕|闭幕|举办|启幕|落幕|开始|结束)"
CALLS = "主持召开|组织召开|主持|出席|参加|召开|举行|举办|列席|承办|主办|组织|参会|在|于"
# what no name of an event holds
BROKEN = re.compile("代表[^大会]|对会议|主持|出席|召开|举行|举办|会见|参加|[，。；！？]|我们|他们|发表|通过|审议|听取|宣布|《[^》]*$|^[^《]*》|获得|夺得|荣获|抵达|前往|来到|参会|以来|期间|之后|之前|开始|关于|情况和|开好|各部门|各单位|以及|历次|历届|^前[0-9一二三四五六七八九十]+次|^自|[场轮]重要|多[场项]")
LEADING = re.compile(rf"^(?:(?:总书记|主席|总理|委员长|副总理|同志|书记)?在|[）)、，·—-]|了|的|在|由|全力|有关|相关|一次|多次|此次|这次|本次|该次|各种|各类|各项|各级|各|多场|一场|线上|首次|首场|再次|今天|重要|紧急|为|等|和|与|对|包括|还有|祝贺|迎接|[0-9一二两三四五六七八九十百]+多?[场项]|一届|最新一轮|新一轮|[0-9]+[日号](?:上午|下午|晚)?|(?<![{H}])年)+")
LOOSE = "专题|紧急|重要|视频|电视|电话|电视电话|线上|网络|国际|全体|年度|内部|例行|工作|新闻|记者|动员|部署|协调|调度|推进|座谈|研讨|交流|现场|小型|大型|高级别|双边|多边|有关|相关|一系列|系列|首场|首次|专门|闭门|圆桌|学术|专家|党组|常委|常务|股东|董事|领导小组|委员会|全体|联席|防控|疫情|复工|复产|成员|分组|主题|临时|媒体|企业|银企|招商|项目|集中|全国|全省|全市|全县|全区|中外|体育|职业|国内|正式|非正式|线下|大型|网上|春季|秋季|专场|云|重大|文艺|户外|群众|各国|世界|国家|城市|当地|部分|所有|中央|地方|上级|机关|单位|基层|村民|居民|职工|党员|干部|学生|家长|社区|总结|表彰|年终|年中|月度|季度|每周|定期|日常"
SESSION = re.compile(
    rf"(?:中国共产党|中国人民政治协商会议|政协|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|全国工商联)?(?:第{NUMBER}[届次]|[一二三四五六七八九十]{{1,9}}届)(?:全国(?:人民代表大会|委员会|代表大会)|(?:全国|省|市)?人大|中央纪(?:律检查)?委(?:员会)?|中央委员会|委员会|常委会|常务委员会|理事会|代表大会|人民代表大会|全国人大常委会|执行委员会|执委会)*"
    rf"(?:第{NUMBER}次|{NUMBER}次)(?:全体|常务委员会|常委会|主席|委员长|常务)*会议(?:主席团(?:常务主席)?(?:第{NUMBER}次)?会议(?:第{NUMBER}次会议)?|第{NUMBER}次全体会议|开幕会|闭幕会)?")
PLENUM = re.compile("(?:党的|中共)?(?:十[六七八九]|二十)届[一二三四五六七]中全会|党的(?:十[六七八九]|二十)大(?=[在召开闭胜]|期间|上)|中国共产党第[一二三四五六七八九十]+次全国代表大会")
YEAR = re.compile("[12][0-9]{3}年?(?:度)?")
GATHERED = re.compile(rf"(?<=[{H}）”])(?!和|与)[{H}A-Za-z0-9（）]{{2,16}}(?:领导人|元首|首脑|总理|外长|部长|高官|理事会|委员会|论坛|（总理）理事会)$")
KNOWN = re.compile("中央(?:经济|农村|城市|外事|人大|民族|宗教|统战|政法|全面依法治国|人才|军民融合|党的群团|金融|思想文化|扶贫开发|财经|社会|新疆|西藏|政协|港澳|民族)工作(?:座谈会|会议)|中央政治局会议|国务院常务会议|博鳌亚洲论坛|世界经济论坛|达沃斯论坛|上海世博会|北京冬奥会|北京冬残奥会|北京奥运会|东京奥运会|G20[一-鿿]{0,6}峰会|亚信峰会|上合组织[一-鿿]{0,4}峰会")


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern]:
    """The patterns that the lexicons make; each has the group `name`, the phrase that may be a name."""
    ends = f"(?:{alternation('meeting_endings')}|{alternation('activity_endings')})"
    longer = f"(?!议|制|员|场|馆|堂|址|费|报|徽|旗|门|[{H}]?主席团)"
    return {
        # 第十届…论坛, 2020年…大会, 首届…节
        "numbered": re.compile(
            rf"(?P<name>(?:第{NUMBER}[届次]|首届|(?<![0-9])[12][0-9]{{3}}(?!年第)年?(?:度)?|[一二三四五六七八九十]{{1,9}}届){IN_NAME}{{0,26}}?(?:{ends}(?:一般性辩论)?{longer}|[{H}]{{2}}(?:赛|季|节)(?=[，。；、今昨将在于的启开闭落拉举正]|$))(?:[0-9]{{4}}年年会)?)"),
        "called": re.compile(rf"(?:{CALLS})了?(?P<name>{IN_NAME}{{2,34}}?{ends})(?=[，。；、：）和]|\n|$|上|并|时|的|强调|指出|传达|部署|研究|要求|听取|讨论|审议|就|前|后|期间|{HELD})"),
        "held": re.compile(rf"(?:^|(?<=[，。；：！？\n]))(?:(?:日前|近日|今天|昨天|当天|[0-9年月]+[日号](?:上午|下午|晚)?)，?)?(?P<name>{IN_NAME}{{2,34}}?{ends})(?={HELD})"),
        "quoted": re.compile(rf"“(?P<name>[^“”，。\n]{{0,16}}?(?:、[^“”，。\n]{{2,12}})?[^“”，。\n]{{2,24}}(?:{alternation('activity_endings')}|座谈会|论坛|峰会|推介会|交流会|洽谈会|对接会|研讨会))”"),
    }


@lru_cache(maxsize=1)
def vague() -> re.Pattern:
    """Phrases that name no single event: 视频会议, 各类工作会议."""
    return re.compile(rf"(?:{LOOSE}|联合|第?{NUMBER}[次场届]?|[0-9]+年|本届|上届|往届|历届|历次)*(?:{alternation('meeting_endings')}|{alternation('activity_endings')}|赛|季|节|两会)")


@lru_cache(maxsize=1)
def is_meeting() -> re.Pattern:
    return re.compile(rf"(?:{alternation('meeting_endings')}|[0-9一二三四五六七八九十]+大|中全会)$")


def find(text: str, clean: CleanText) -> list[Mention]:
    """Mentions of Meeting and OtherEvent, named after the phrase in the text."""
    walls = sorted(m.end for m in quantities.find(text, clean) if m.label == "Date" and not YEAR.fullmatch(m.text))
    found: dict[tuple[int, int], Mention] = {}
    for how, pattern in (("session", SESSION), ("plenum", PLENUM), *patterns().items(), ("known", KNOWN)):
        for m in pattern.finditer(text):
            start, end = m.span("name" if "name" in pattern.groupindex else 0)
            if how not in ("session", "plenum", "known"):
                start = _start(text, start, end, walls)
            if how == "numbered" and (who := GATHERED.search(text, max(0, start - 18), start)):    # 金砖国家领导人|第九次会晤
                start = _start(text, who.start(), end, walls)
            phrase = text[start:end]
            if how not in ("session", "plenum", "known") and (len(phrase) < 4 or BROKEN.search(phrase) or vague().fullmatch(phrase)):
                continue
            if how == "numbered" and re.search("[季节]$", phrase) and re.search("季度|[春夏秋冬]季$|环节$|季节$|情节$", phrase):
                continue
            label = "Meeting" if is_meeting().search(phrase) and not phrase.endswith(("运动会", "博览会", "交易会")) else "OtherEvent"
            found.setdefault((start, end), Mention(start, end, phrase, label, re.sub("[“”《》]", "", phrase), source="events"))
    return sorted(found.values())


def _start(text: str, start: int, end: int, walls: list[int]) -> int:
    """Where the phrase really begins: after a date, a person or a post in it, after 的 and after words that lead up to a name."""
    start = max([start, *(w for w in walls if start < w < end)])
    start += lead.end() if (lead := LEADING.match(text[start:end])) else 0
    if text.count("”", start, end) > text.count("“", start, end) and (quote := text.rfind("“", max(0, start - 16), start)) >= 0:
        start = quote
    if "的" in text[start:end]:      # 十分重要的大会, 由代表参加的座谈会: what stands before is no name
        start += text[start:end].rindex("的") + 1
        start += lead.end() if (lead := LEADING.match(text[start:end])) else 0
    return start
