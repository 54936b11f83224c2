"""Events: meetings and activities that have a name."""
from __future__ import annotations

import re

from kg.recognise.component import component
from kg.records import CleanText, Mention

H = "一-鿿"
MEETING = "协商会|恳谈会|茶话会|报告会|宣讲会|说明会|论证会|启动会|总结会|对话会|工作会议|座谈会|调度会|推进会|协调会|动员会|动员大会|部署会|新闻发布会|发布会|研讨会|论坛|峰会|年会|例会|全会|全体会议|代表大会|常务会议|常委会会议|专题会议|领导小组会议|联席会议|电视电话会议|视频会议|电话会议|现场会|汇报会|通气会|听证会|推介会|交流会|洽谈会|对接会|会商会|分析会|视频调度会|调度(?:（视频）)?会议|表彰大会|大会|会议|全国两会|两会"
ACTIVITY = "颁奖仪式|就职仪式|欢迎仪式|升旗仪式|交接仪式|通车仪式|首发仪式|授牌仪式|音乐会|晚会|签约仪式|开工仪式|启动仪式|揭牌仪式|开幕式|闭幕式|招聘会|博览会|展览会|展销会|交易会|展览|展演|进博会|广交会|服贸会|消博会|世博会|运动会|冬奥会|奥运会|残奥会|亚运会|世界杯|锦标赛|公开赛|马拉松|艺术节|电影节|文化节|音乐节|宣传周|宣传月|宣传日|活动周|活动日|纪念大会|纪念活动|庆典|集中签约|云签约|大赛|竞赛|联赛"
ORDINAL = re.compile(
    rf"(?:第[0-9一二三四五六七八九十百]+[届次]|[12][0-9]{{3}}年?(?:度)?|[一二三四五六七八九十]+届)[{H}A-Za-z0-9（）·“”—-]{{0,26}}?(?:{MEETING}|{ACTIVITY}|[一二三四五六七八九十]+次会议|[{H}]{{2}}(?:赛|季|日|节)(?=[，。；、今昨将在于的启开闭落拉举正]|$))(?:[0-9]{{4}}年年会)?")
CALLED = re.compile(
    rf"(?:主持召开|组织召开|主持|出席|参加|召开|举行|举办|列席|承办|主办)了?(?P<name>(?:全[国省市县区])?[{H}A-Za-z0-9、“”（）—-]{{2,30}}?(?:{MEETING}|{ACTIVITY}))(?=[，。；、：）和]|$|上|并|时|的|强调|指出|传达|部署|研究|要求|听取|讨论|审议|就|前|后|期间)")
QUOTED = re.compile(rf"“(?P<name>[^“”，。\n]{{0,16}}?(?:、[^“”，。\n]{{2,12}})?[^“”，。\n]{{2,24}}(?:{ACTIVITY}|座谈会|论坛|峰会|推介会|交流会|洽谈会|对接会|研讨会))”")
BARE = re.compile(rf"(?:主持召开|主持|出席|组织召开)了?(?P<name>座谈会|会议|调度会|推进会|协调会|专题会议|动员会|新闻发布会)(?=[，。；、]|$|并|上|强调|指出)")
KNOWN = re.compile("中央经济工作会议|中央农村工作会议|中央政治局会议|国务院常务会议|全国两会|全国人民代表大会|博鳌亚洲论坛|世界经济论坛|达沃斯论坛|进博会|广交会|服贸会|上海世博会|北京冬奥会|北京奥运会|东京奥运会|党的十[六七八九]大|党的二十大|十[六七八九]届[一二三四五六七]中全会|二十届[一二三四五六七]中全会|G20[一-鿿]{0,6}峰会|二十国集团领导人[一-鿿]{0,6}峰会|亚信峰会|上合组织[一-鿿]{0,4}峰会|金砖国家领导人[一-鿿]{0,6}会晤|APEC[一-鿿]{0,6}会议")
LEADING = re.compile(r"^(?:召开|举行|举办|组织|主持|了|的|在|由|全力|有关|相关|一次|多次|此次|这次|本次|各种|各类|线上|首次|再次|今天|重要|紧急)+")
VAGUE = re.compile("^(?:会议|大会|活动|论坛|峰会|年会|发布会|全会|两会|竞赛|大赛|展览|仪式|例会|视频会议|电话会议|工作会议|重要会议|有关会议|相关会议|各类会议)$|我们|他们")


def find(text: str, clean: CleanText, earlier: list[Mention]) -> list[Mention]:
    """Mentions of Meeting and OtherEvent, named after the phrase in the text."""
    found = []
    for pattern, group in ((ORDINAL, 0), (CALLED, "name"), (KNOWN, 0), (QUOTED, "name"), (BARE, "name")):
        for m in pattern.finditer(text):
            start, end = m.span(group)
            start += (lead.end() if (lead := LEADING.match(text[start:end])) else 0)
            if "的" in text[start:end]:      # 十分重要的大会, 由代表参加的座谈会: what stands before is no name
                start += text[start:end].rindex("的") + 1
            phrase = text[start:end]
            if len(phrase) < (4 if pattern is CALLED else 2) or re.search("[，。；]", phrase) or (pattern is not BARE and VAGUE.search(phrase)):
                continue
            if pattern is ORDINAL and re.search("[季节日]$", phrase) and re.search("季度|[春夏秋冬]季$|[0-9年月]日$|近日$|当日$|今日$|昨日$|工作日$|交易日$|之日$", phrase):
                continue
            label = "Meeting" if re.search(rf"(?:{MEETING}|[0-9一二三四五六七八九十]+大|中全会|会晤|次会议)$", phrase) and not re.search(rf"(?:{ACTIVITY})$", phrase) else "OtherEvent"
            found.append(Mention(start, end, phrase, label, re.sub("[“”《》]", "", phrase), source="events"))
    return found


factory = component("zhengtu_events", find)
