"""Policies: documents by their title, numbered packages of measures, named programmes, financial products."""
from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import alternation, words
from kg.records import CleanText, Mention

H = "一-鿿"
TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]*》){2,90}》")
NUMBER = "(?:[0-9]{1,9}|[一二三四五六七八九十百]{1,9})"
MAKE = "启动|表决通过|批复同意|批复|批准|审议通过|通过|起草|出台|印发|发布|制定|推出|公布|颁布|下发|编制|提出|修订|梳理|落实|实施|执行|采取|贯彻|开展|形成|拟定|细化|研究|了|的"
MEASURE = "(?:政策措施|惠企政策|扶持政策|支持政策|优惠政策|帮扶措施|具体措施|实施意见|指导意见|措施|政策|举措|意见|规定|新政|办法)"
PACKAGE = re.compile(rf"(?:(?<=出台)|(?<=出台了)|(?<=推出)|(?<=推出了)|(?<=制定)|(?<=制定了)|(?<=发布)|(?<=发布了)|(?<=印发)|(?<=提出)|(?<=提出了)|(?<=落实))"
                     rf"(?P<long>(?:关于|支持|促进|应对|加强|加快|推动|推进|稳定|服务|保障|助力|扶持|鼓励|优化|深化|关心|进一步|帮助|金融|财政|惠企|稳岗|疫情)[{H}“”]{{2,28}}?)(?P<core>{NUMBER}(?:条|项)(?!条)(?:[“”{H}]{{0,6}}?){MEASURE})")
SHORT_TITLE = re.compile(rf"(?:(?<=出台)|(?<=发布)|(?<=推出)|(?<=印发)|(?<=制定)|(?<=出台了)|(?<=推出了)|(?<=发布了))[“]?(?P<name>(?:支持|促进|稳|保|惠|助|加快|推动|扶持|服务|优化)[{H}]{{2,12}}{NUMBER}条)[”]?(?=[，。；、）\n]|$)")
RESPONSE = re.compile("(?:国家|省级|市级|重大突发公共卫生事件|突发环境事件|防汛|抗旱|防汛抗旱|救灾|自然灾害救助|地震|防汛防台风|防台风|抗震|低温雨雪冰冻灾害|森林火灾|海洋灾害|重污染天气|气象灾害|疫情防控)*(?:应急)?(?:[一二三四]|Ⅰ|Ⅱ|Ⅲ|Ⅳ|I{1,3}|IV)级(?:应急)?响应")
REPORT = re.compile("政府工作报告|(?:中央)?(?:[1一]号文件)")
PAPER = re.compile("(?:的)?(?:白|蓝|绿|黄)皮书|(?:的)?研究?报告(?=[，。、；显指称]|$)|的?文件(?=[，。]|$)")      # 《2022年中国知识产权发展状况》白皮书
WORK = re.compile("(?:纪录片|电影|歌曲|专题片|节目|著作|图书|小说|丛书|文章|社论|长篇|通讯|题为|系列片|短片|话剧|画册|栏目)$")
SHORT_PACKAGE = re.compile(rf"{NUMBER}(?:条|项)(?!条)(?:“[{H}]{{1,4}}”)?(?:[{H}]{{0,4}}?){MEASURE}")
QUOTED_PACKAGE = re.compile(rf"“(?P<core>(?:[{H}]{{0,6}})?{NUMBER}(?:条|项)(?:{MEASURE})?)”(?P<after>{MEASURE})?")
STRONG = re.compile("(?:制度|机制|工作法|行动|工程|计划|模式|责任制|承诺制|攻坚战|专项整治|倡议|活动)$")
CHAIN = re.compile(rf"(?:“[^“”\n]{{2,20}}”(?:、|和|与|及)?){{2,}}(?P<all>等[{H}]{{0,4}})?(?P<head>措施|举措|机制|模式|制度|行动|工程|计划|活动|工作法|做法)")
QUOTED = re.compile("“([^“”\n]{2,24})”")
PRODUCT = re.compile(f"^[{H}A-Za-z0-9]{{1,8}}(?:贷|保|险|债|券|基金|通|票|付|e贷)$")
FINANCE = re.compile("银行|信贷|贷款|融资|保险|金融|授信|担保|债券|额度|利率|支付")
START = "启动|开展|实施|推行|推出|实行|推进|建立|落实|优化|深化|执行|采取|采用|践行|坚持|创新|打造|探索|组织|推动|完善|健全|加快|参与|按照|部署|出台|通过|响应|融入|共建|结合|继续|用好|开启|深入|在|以|对接|名为|叫作|开设|全面"
SLOGAN = re.compile("中国梦|新常态|主题|一对一|点对点|两手抓|面对面|手把手|两不误|两促进|零容忍|大考|定心丸|及时雨|组合拳|加速度|绿色通道|总开关|战场|保护伞|拦路虎|强心针|先手棋|主力军|桥头堡|试验田|晴雨表|金钥匙|硬骨头|牛鼻子|最后一公里|主心骨|答卷|名片|引擎|助推器|翅膀|春天|寒冬|风向标|[？！。]")
SHAPE = re.compile(r"(?!.*[天年月日人个名家次]$)(?:[0-9一二三四五六七八九十百千万]+[+＋]|\+|[一二三四五六七八九十百千万双两]\S{0,3}(?:进|帮|联|包|送|下|助|访|入|护|促|对|化|制|策|网|站|抓|讲|比|创|清单|行动)|[一两三四五六七八九十]\S[一两三四五六七八九十]\S|工作法|行动|计划|工程|机制|制度$|专项|改革$|战略$|模式$|贴息$|攻坚|倡议$)")
UNQUOTED_DOCUMENT = re.compile(
    rf"(?:(?:{MAKE})了?|关于|(?<=[施见案知法定告》])、)(?P<name>(?!了)(?:关于|支持|促进|应对|加强|加快|推动|推进|规范|深化|进一步|[{H}]{{2,10}}?)[{H}A-Za-z0-9（）“”+]{{4,40}}?(?:的(?:若干意见|实施意见|指导意见|意见|实施方案|通知|决定|若干措施|实施细则|管理办法|公告|通告|办法|规定|决议|通报)|(?:实施方案|行动方案|工作方案|行动计划|实施细则|管理办法|条例|保险方案|服务方案|工作指引|规划纲要|应急预案)))(?=[，。；、：）等并和]|$|提出|明确|要求|的)")
# what congresses and committees hear, pass and hand on: 关于甲、乙工作情况的报告, 关于丙的决议草案代拟稿, 丁法修订草案
PAPER_ABOUT = re.compile(
    rf"(?P<name>关于(?:(?!关于|听取|审议(?!结果))[{H}A-Za-z0-9（）“”+、《》－-]){{3,70}}?(?:的(?:[{H}]{{2,4}})?|[情况结果]{{2}})(?:报告|决议|决定|议案|说明|批复|请示|建议|公告|法案)(?:（?草案）?)?(?:代拟稿)?)(?=[，。；、：）]|和|$|的(?!报告|决议|决定|议案))")
DRAFT = re.compile(rf"(?:^|[，。、；：“（\n]|审议了?|听取了?|通过了?|提请|修改后的|[和及与对]|关于)(?P<name>(?:(?!关于|[和及与了的对])[{H}]){{2,16}}法(?:典)?(?:[（]?(?:修订|修正案|修正)?草案[）]?))")
HEADED = re.compile(rf"(?:启动|开展|实施|推行|推进|建立|落实|执行|实行|深化|参与|组织|部署|完善|健全|优化|提出|推出|出台|(?<=[划程动制式])、)了?(?P<name>[{H}A-Za-z0-9+“”]{{2,18}}?(?:专项行动|专项整治行动|专项整治|专项斗争|专项治理|行动计划|攻坚行动|提升行动|整治行动|攻坚战|责任制|承诺制|备案制|主题教育|主题活动|宣传活动|[{H}]{{2}}工程|[{H}]{{2}}计划))(?=[，。；、：）和及与等的]|$|以来|期间|中)")
# 建立银政企沟通机制: what a body sets up and runs, not what it perfects or explores
ARRANGEMENT = re.compile(
    rf"(?:建立了?|设立了?|实行了?|推行了?|实施了?|落实|启动了?|执行|(?<=[机制][制度])[、和])(?P<name>(?:(?![和与及了的并等，])[{H}A-Za-z0-9+“”、]){{4,20}}?(?:机制|制度))(?=[，。；、：）和及与等]|$)")
VAGUE = re.compile("^(?:情况|与|一个|提出|这|有|等|和|及|健全|多|全民参与|不断|开展|实施|启动|推行|落实|一系列|各项|多项|相关|有关|这些|上述|该|此|其|全部|所有|各类|系列|具体|新的|重点|重大|若干|一批|更多|多种|更加|以|在|对|由|向|的|了|本|工作)|了|我们|他们|等|企业提供|将|寻求|日的|会议上|这|建设项目$|投资计划$|生产计划$|工作计划$|复工计划$|社会制度$|规章制度$|管理制度$|工作制度$|法律制度$|基本.{0,4}制度$")


@lru_cache(maxsize=1)
def ending() -> re.Pattern:
    return re.compile(rf"(?:{alternation('policy_endings')})(?:（[^（）]{{1,14}}）|\([^()]{{1,14}}\)|[0-9年版]{{0,6}})?$")


@lru_cache(maxsize=1)
def known() -> re.Pattern:
    return re.compile("|".join(rf"“?{re.escape(w)}”?" for w in sorted(words("programmes"), key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def laws() -> re.Pattern:
    """Laws by their name alone (反垄断法), where no longer word goes on (宪法|学)."""
    names_ = sorted({w for line in words("laws") for w in line.split()}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![{H}][改修])(?P<name>(?:中华人民共和国)?(?:{'|'.join(names_)})(?:修正案|实施条例|实施细则)?)(?![院官庭律学师治医院科系家人案例])")


def bare(text: str) -> str:
    """A name without the marks around it and the quotation marks in it."""
    return re.sub("[《》“”]", "", text)


def find(text: str, clean: CleanText) -> list[Mention]:
    """Mentions of PolicyDocument, MeasurePackage, Programme and FinancialProduct; 《通知》 for a title given before is an anaphor."""
    return [*_documents(text), *_packages(text), *_programmes(text)]


def _mention(m: re.Match, group: int | str, label: str, name: str = "", anaphor: bool = False) -> Mention:
    start, end = m.span(group)
    return Mention(start, end, m.string[start:end], label, "" if anaphor else name or bare(m.group(group)), anaphor=anaphor, source="policies")


def _documents(text: str) -> list[Mention]:
    found = []
    for m in TITLE.finditer(text):
        title = m.group()[1:-1].strip()
        inner = re.search("(?:关于|印发|发布).*(?:的通知|的公告|的意见|的决定)$", title)
        if not (inner or ending().search(title) or PAPER.match(text, m.end())):
            continue
        after = text[m.end():m.end() + 6]
        if WORK.search(text[max(0, m.start() - 6):m.start()]) and "关于" not in title or re.match("(?:杂志|记者|报道|栏目|节目|一书|一文|期刊)", after):
            continue
        short = len(re.sub("（.*）", "", title)) <= 4 and title not in ("宪法", "民法典", "刑法")
        name = title[1:-1] if title[0] == "“" and title.find("”") == len(title) - 1 else title
        found.append(_mention(m, 0, "PolicyDocument", name, anaphor=short))
    for m in laws().finditer(text):
        found.append(_mention(m, "name", "PolicyDocument"))
    for m in REPORT.finditer(text):
        found.append(_mention(m, 0, "PolicyDocument"))
    for m in PAPER_ABOUT.finditer(text):
        found.append(_mention(m, "name", "PolicyDocument"))
    for m in DRAFT.finditer(text):
        found.append(_mention(m, "name", "PolicyDocument"))
    for m in UNQUOTED_DOCUMENT.finditer(text):
        name = m["name"]
        if 8 <= len(name) <= 46 and not VAGUE.search(name) and "《" not in name:
            found.append(_mention(m, "name", "PolicyDocument"))
    return found


def _packages(text: str) -> list[Mention]:
    found = []
    for m in PACKAGE.finditer(text):
        found.append(Mention(m.start("long"), m.end("core"), text[m.start("long"):m.end("core")], "MeasurePackage",
                             bare(text[m.start("long"):m.end("core")]), source="policies"))
    for m in SHORT_TITLE.finditer(text):
        found.append(_mention(m, "name", "MeasurePackage"))
    for m in SHORT_PACKAGE.finditer(text):
        found.append(_mention(m, 0, "MeasurePackage"))
    for m in QUOTED_PACKAGE.finditer(text):
        found.append(_mention(m, 0, "MeasurePackage"))
    return found


def _programmes(text: str) -> list[Mention]:
    found = []
    for m in known().finditer(text):
        found.append(_mention(m, 0, "Programme"))
    for m in RESPONSE.finditer(text):
        found.append(_mention(m, 0, "Programme"))
    head = alternation("programme_heads")
    for chain in CHAIN.finditer(text):       # “网格化”“挂图式”模式: the head is that of each
        if chain["all"] and not re.search(r"(?:落实|开展|推行|实施|执行|深化|推进|参与|结合)[^，。]{0,4}$", text[max(0, chain.start() - 8):chain.start()]):
            continue
        for m in QUOTED.finditer(text, chain.start(), chain.end()):
            if not SLOGAN.search(m.group(1)):
                tail = "" if chain["all"] or chain["head"] in ("措施", "举措", "做法") else chain["head"]
                found.append(_mention(m, 0, "Programme", m.group(1) + tail))
    for m in QUOTED.finditer(text):
        phrase = m.group(1)
        if SLOGAN.search(phrase) or QUOTED_PACKAGE.match(m.group()):
            continue
        around = text[max(0, m.start() - 30):m.end() + 30]
        if PRODUCT.match(phrase) and phrase[-1] in "贷债票保付" and FINANCE.search(around):
            found.append(_mention(m, 0, "FinancialProduct", phrase))
            continue
        if re.match("为主题|主题|论坛|大会|讲话|话题|精神|的要求|要求|理念", text[m.end():m.end() + 4]):
            continue
        after = re.match(rf"(?!形成|成为|等|是|的|和|与)[{H}]{{0,4}}?(?:{head})", text[m.end():m.end() + 12])
        before = re.search(rf"(?:{START})了?(?:[{H}]{{0,4}})?$", text[max(0, m.start() - 10):m.start()])
        listed = text[max(0, m.start() - 1):m.start()] in ("”", "、") and found and found[-1].end >= m.start() - 1
        if after and (before or SHAPE.search(phrase) or listed or STRONG.search(after.group())):
            end = m.end() + after.end()
            found.append(Mention(m.start(), end, text[m.start():end], "Programme", bare(text[m.start():end]), source="policies"))
        elif SHAPE.search(phrase) and (before or listed or text.count(m.group()) > 1):
            found.append(_mention(m, 0, "Programme", phrase))
    for m in [*HEADED.finditer(text), *ARRANGEMENT.finditer(text)]:
        name = m["name"]
        if not VAGUE.search(name) and 4 <= len(name) <= 24:
            found.append(_mention(m, "name", "Programme"))
    return found
