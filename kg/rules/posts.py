"""Who holds which post where."""
from __future__ import annotations

import re

from kg import gazetteer, names
from kg.ontology import top
from kg.records import Mention
from kg.rules import Example, Rule
from kg.rules.names import named_area

LEVEL = re.compile("省|市|县|区|州|旗|镇|乡")
BODY = "Organisation|AdministrativeArea|OtherPlace"
# what may stand between a body and a post: a field (公共事务总监), not another body
DEPT = "(?P<dept>(?:(?!公司|集团|银行|大学|医院|学院|学校|协会|学会|队|厂|店|社|的|里|和|与|是|有|问题)[一-鿿]){0,12}?)"
NEXT = "[、和][一-鿿]{0,8}?{:Post}{:Person}"      # of 市长王平、副市长李四、秘书长张三: the ones between
STATE = "(?:[一-鿿]{0,6}?(?:共和国|合众国|王国|联邦|大公国))?"      # 南非|共和国|总统
FURTHER = "{:Organisation|Place}?[一-鿿]{0,4}{:Post}"     # 、党组书记; 、省人大常委会主任


def home_post(encoded, clean):
    """副市长洪玉振 with no body before: the post is of the area that the text is about."""
    for i in range(len(encoded.mentions) - 1):
        post, person = encoded.mentions[i], encoded.mentions[i + 1]
        before = encoded.mentions[i - 1] if i else None
        if post is None or person is None or post.label != "Post" or person.label not in ("Official", "OtherPerson"):
            continue
        level = LEVEL.search(post.text)
        listed = encoded.mentions[i - 2] if i > 1 and encoded.text[i - 1] in "、，兼" else None
        if listed is not None and listed.label == "Post":      # 监利县委副书记、县长
            continue
        if not level or post.text.endswith("书记") or (before is not None and before.label not in ("Date", "Amount")):
            continue
        start = post.start + level.start()
        yield person, Mention(start, start + 1, level.group(), "AdministrativeArea", anaphor=True, source="rule"), {"title": post.text}


HEAD = re.compile(r"(?:副|代|代理|常务副|原|时任|前)*(?:[省市县区州镇乡旗盟]长|自治区主席)")

HEAD_OF_STATE = re.compile("国家副?主席")


def area_of_head(body, qualifiers):
    """监利县委副书记、县长: a 县长 is one of the county, not of its party committee; None: 中共中央总书记、国家主席."""
    if body.label in ("PartyBody", "GovernmentBody") and HEAD.fullmatch(qualifiers.get("title", "")):
        return named_area(body) or body
    return None if body.label == "PartyBody" and HEAD_OF_STATE.fullmatch(qualifiers.get("title", "")) else body


SERVED = re.compile("担任|历任|曾任|先后任")
DUTIES = re.compile("等?(?:的)?(?:职务|职位|期间|一职)")


def career(encoded, clean):
    """Lines of a curriculum vitae: 1997年1月至2000年1月，历任固镇县委副书记、代县长; and 利用其担任…局局长、…厅厅长等职务上的便利."""
    if encoded.sentence.hero is not None:
        yield from _served(encoded, clean, encoded.sentence.hero, 0, len(encoded.text))
        return
    for verb in SERVED.finditer(encoded.text):
        person = next((m for m in reversed(encoded.mentions[:verb.start()]) if m is not None and top(m.label) in ("Person", "Organisation")), None)
        until = DUTIES.search(encoded.text, verb.end())
        if person is not None and top(person.label) == "Person" and until:
            yield from _served(encoded, clean, person, verb.end(), until.start())


def _served(encoded, clean, hero, start, end):
    """Each post between two places of a sentence, at the body named last before it."""
    body, item = None, 0
    for i, m in enumerate(encoded.mentions):
        if m is None or i in encoded.carried or not start <= i < end:
            continue
        if top(m.label) in ("Organisation", "Place"):
            body, item = m, m.end
        elif m.label == "Post" and body is not None:
            field = clean.text[item:m.start].lstrip("、，兼和")
            if len(field) <= 12 and not re.search("[，。；、（）]", field):
                title = {"title": field + m.text}
                if (object_ := area_of_head(body, title)) is not None:
                    yield hero, object_, title
            item = m.end


IMPLIED = {"委员长": "全国人大常委会", "常委": "全国政协", "副委员长": "全国人大常委会", "国务委员": "国务院", "国家主席": "中国", "国家副主席": "中国"}


def implied(encoded, clean):
    """国务委员刘延东, 张德江委员长: posts that there are at one body only, where the article names it."""
    for i, post in enumerate(encoded.mentions):
        body = IMPLIED.get(post.text) if post is not None and post.label == "Post" else None
        if body is None or body not in clean.text:
            continue
        before = clean.text[post.start - 1:post.start]
        persons = [encoded.mentions[i - 1]] if i and i - 1 not in encoded.carried else []
        if post.text != "常委" and before in ("、", "，", "", "\n", "。"):
            at = i + 1       # 国务委员魏凤和、王勇
            while at < len(encoded.text) and at not in encoded.carried and encoded.mentions[at] is not None:
                persons.append(encoded.mentions[at])
                at += 2 if encoded.text[at + 1:at + 2] == "、" and top(encoded.mentions[at].label) == "Person" else len(encoded.text)
        label, code = ("AdministrativeArea", gazetteer.CHINA) if body == "中国" else (names.known()[body].label, "")
        for person in persons:
            if person is not None and top(person.label) == "Person":
                yield person, Mention(post.start, post.end, body, label, body, code, source="rule", inner=True), {"title": post.text}


RULES = (
    Rule(
        "body-post-person", "holdsPost",
        (rf"{{object:{BODY}}}(?:（{{:Place}}）)?{STATE}的?(?:“[^“”]{{1,8}}”)?{DEPT}{{title:Post}}(?:[、，兼和]{FURTHER})*[、： ]?{{subject+:Person}}",
         *(rf"{{object:{BODY}}}[一-鿿]{{0,8}}?{{:Post}}{{:Person}}(?:{NEXT}){{{n}}}[、和]{DEPT}{{title:Post}}{{subject:Person}}" for n in range(3)),
         rf"{{object:Organisation}}{{:Place}}(?:“[^“”]{{1,8}}”)?[一-鿿]{{0,6}}问题[一-鿿]{{0,6}}?{{title:Post}}{{subject:Person}}",
         rf"{{object:{BODY}}}{{:Post}}(?:{{:Place}}|(?!的)[一-鿿]){{0,8}}?{{title:Post}}{{subject:Person}}",
         rf"{{object:{BODY}}}[一-鿿]{{0,8}}?{{:Post}}(?:[、兼和]{{:Post}})*?[、兼和]{{title:Post}}(?:[、，兼和]{FURTHER})*{{subject+:Person}}"),
        0.9,
        (Example("[沈阳东方机械有限公司:Company][总经理:Post][陈志强:OtherPerson]表示", (("陈志强", "沈阳东方机械有限公司"),)),
         Example("[大连市:AdministrativeArea][副市长:Post][王平:Official]出席", (("王平", "大连市"),)),
         Example("[国务院:GovernmentBody][副总理:Post][张三:Official]、[李四:Official]出席", (("张三", "国务院"), ("李四", "国务院"))),
         Example("[星海科技:Company]公共事务[总监:Post][于敏:OtherPerson]说", (("于敏", "星海科技"),)),
         Example("[海星公司:Company][党委书记:Post]、[董事长:Post][李四:OtherPerson]说", (("李四", "海星公司"),)),
         Example("[联合国:OtherOrganisation][秘书长:Post][利比亚:AdministrativeArea]问题[特别代表:Post][李四:Official]说", (("李四", "联合国"),)),
         Example("[南非:AdministrativeArea]共和国[总统:Post][李四:Official]访华", (("李四", "南非"),)),
         Example("[联合国:OtherOrganisation][也门:AdministrativeArea]问题[特使:Post][李四:Official]说", (("李四", "联合国"),)),
         Example("[青山医院:PublicInstitution]的心脏外科[主任:Post][李四:OtherPerson]说", (("李四", "青山医院"),)),
         Example("[大连市:AdministrativeArea][市长:Post][王平:Official]、[副市长:Post][李四:Official]、[秘书长:Post][张三:Official]和[市长助理:Post][赵五:Official]出席",
                 (("王平", "大连市"), ("李四", "大连市"), ("张三", "大连市"), ("赵五", "大连市"))),
         Example("[监利县委:PartyBody][副书记:Post]、[县长:Post][李四:Official]说", (("李四", "监利县"), ("李四", "监利县委")))),
        ("[沈阳东方机械有限公司:Company]的产品受到[专家:Post]好评，[陈志强:OtherPerson]说", "[大连市:AdministrativeArea]召开会议，[副市长:Post][王平:Official]出席"),
        settle=area_of_head,
    ),
    Rule(
        "post-person-in-quotes", "holdsPost",
        (rf"{{object:{BODY}}}(?:相关|有关|主要)?{{title:Post}}（{{subject+:Person}}）",),
        0.7,
        (Example("[市工信局:GovernmentBody][局长:Post]（[王平:Official]）", (("王平", "市工信局"),)),
         Example("[海星公司:Company][经理:Post]（[李四:OtherPerson]）说", (("李四", "海星公司"),)),
         Example("[青山镇:AdministrativeArea][镇长:Post]（[赵六:Official]）", (("赵六", "青山镇"),))),
        ("[海星公司:Company]（[李四:OtherPerson]）", "[局长:Post]（[王平:Official]）"),
    ),
    Rule(
        "person-then-post", "holdsPost",
        (rf"{{subject:Person}}[，（(](?:现任|时任|系|是|为|原)?{{object:{BODY}}}{DEPT}{{title:Post}}(?=[，。）；]|$)",
         rf"{{subject:Person}}(?:同志)?(?:任|担任|出任|就任|当选为?|兼任|接任|升任|履新|调任|转任|被任命为|被选举为|当选|现任|曾任|历任|是|为){{object:{BODY}}}{DEPT}{{title:Post}}",
         rf"(?:任命|选举|推选|决定|聘任|聘请|补选|提名){{subject+:Person}}(?:同志)?(?:担任|任|为){{object:{BODY}}}{DEPT}{{title:Post}}"),
        0.85,
        (Example("[王平:Official]，[青海省:AdministrativeArea][省长:Post]", (("王平", "青海省"),)),
         Example("[王平:Official]任[青海省财政厅:GovernmentBody][厅长:Post]", (("王平", "青海省财政厅"),)),
         Example("会议任命[王平:Official]为[青海省教育厅:GovernmentBody][厅长:Post]", (("王平", "青海省教育厅"),))),
        ("[王平:Official]来到[青海省财政厅:GovernmentBody]，[厅长:Post]汇报", "[王平:Official]在[西宁市:AdministrativeArea]会见[专家:Post]"),
        factual=False, settle=area_of_head,
    ),
    Rule(
        "career", "holdsPost", (), 0.85,
        (Example("[王平:Official]，男，汉族。\n2001年至2005年，任[青山县委:PartyBody][书记:Post]", (("王平", "青山县委"),)),
         Example("[王平:Official]，女，1960年生。\n2001年1月，[大连市财政局:GovernmentBody][局长:Post]", (("王平", "大连市财政局"),)),
         Example("被告人[王平:Official]利用其担任[大连市财政局:GovernmentBody][局长:Post]、[海星公司:Company][总经理:Post]等职务上的便利", (("王平", "大连市财政局"), ("王平", "海星公司"))),
         Example("[王平:Official]，男，汉族。\n2001年至2005年，历任[海星公司:Company][经理:Post]、[总经理:Post]", (("王平", "海星公司"), ("王平", "海星公司")))),
        ("[王平:Official]，男，汉族。\n[青山县委:PartyBody][书记:Post]表示", "[王平:Official]说。\n2001年，任[青山县委:PartyBody][书记:Post]"),
        find=career,
    ),
    Rule(
        "implied-body", "holdsPost", (), 0.85,
        (Example("[国务院:GovernmentBody]开会，[国务委员:Post][王平:Official]出席", (("王平", "国务院"),)),
         Example("[国家主席:Post][王平:Official]访问[法国:AdministrativeArea]，推动中国和法国合作", (("王平", "中国"),)),
         Example("[全国人大常委会:GovernmentBody]闭会，[王平:Official][委员长:Post]主持", (("王平", "全国人大常委会"),)),
         Example("[全国人大常委会:GovernmentBody]开会，[副委员长:Post][王平:Official]出席", (("王平", "全国人大常委会"),))),
        ("[国务委员:Post][王平:Official]出席", "[王平:Official]会见[国务院:GovernmentBody][总理:Post]"),
        find=implied,
    ),
    Rule(
        "post-of-home", "holdsPost", (), 0.85,
        (Example("[2月5日:Date]，[副市长:Post][洪平:Official]主持会议", (("洪平", "市"),)),
         Example("[代市长:Post][李梅:Official]出席", (("李梅", "市"),)),
         Example("[县长:Post][赵强:Official]说", (("赵强", "县"),))),
        ("[大连市:AdministrativeArea][副市长:Post][王平:Official]出席", "[总经理:Post][王平:OtherPerson]说"),
        find=home_post,
    ),
)
