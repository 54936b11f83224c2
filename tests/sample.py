"""Graphs made by hand for the tests of the exports: a small one, one of hostile strings, and a large one."""
from kg.graph import Graph
from kg.records import Document, Entity, Evidence, Statement

HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 2</script>",
    "<img src=x onerror=window.hacked=3>",
    "<a href=\"javascript:window.hacked=4\">报告</a>",
    "\"><svg onload=window.hacked=5>",
    "'; window.hacked = 6; //",
    "{{ 7 * 7 }} {% raw %} ${window.hacked = 7}",
    "<!-- <script> -->",
    "]]> &lt;b&gt; &amp; &#60;",
    "@prefix kg: <http://example.org/> . <a> <b> \"c\"",
    "行\u2028分\u2029隔 \u0085 \x0b \x0c",
    "反斜\\杠 \\u0041 \\n \"引号\" '单' \"\"\"三\"\"\"\\",
    "零\x00与\x01控\x1b[31m制\x7f字\x9f符",
    "\u202e从右到左\u2066 零宽\u200b\u200d\ufeff",
    "非字符 \ufffe \uffff \ufdd0 \U0001ffff",
    "半个 \ud83d 与 \udc00 代理",
    "表情 😀 𠮷野家 𝒳",
    "换\r\n行\n与\t制表\r",
    "  前后空格  ",
    "http://example.org/ //example.org/x.js",
    "__proto__", "constructor", "hasOwnProperty",
]


class Maker:
    """Collects entities and statements; the offsets of quotes and names are those of the text."""

    def __init__(self):
        self.documents, self.entities, self.statements = {}, {}, []

    def article(self, id_, text, title="", date="", source=""):
        self.documents[id_] = Document(id_, text, title, date, source, f"in/{id_}.txt")

    def entity(self, id_, label, name, *aliases, adcode="", documents=()):
        mentions = set()
        for d in self.documents.values():
            for n in (name, *aliases):
                at = d.text.find(n) if n else -1
                if at >= 0:
                    mentions.add((d.id, at, at + len(n)))
        mentions |= {(d, 0, 1) for d in documents}
        self.entities[id_] = Entity(id_, f"{label}|{name}", label, name, tuple(sorted(aliases)), adcode,
                                    tuple(sorted(mentions)))

    def say(self, document, quote, subject, predicate, object_, confidence=0.9, raw=None, **qualifiers):
        start = self.documents[document].text.index(raw or quote)
        evidence = Evidence(document, start, start + len(raw or quote), quote)
        self.statements.append(Statement(
            f"claim-{len(self.statements):04}", subject, predicate, object_, evidence, f"rule_{predicate}", confidence,
            tuple(sorted(qualifiers.items()))))

    def graph(self):
        return Graph(dict(sorted(self.documents.items())), dict(sorted(self.entities.items())), tuple(self.statements))


def small() -> Graph:
    """Twelve entities, two articles; a pair with two links, a doubtful link, a link both ways, and one lone entity."""
    m = Maker()
    m.article("海州要闻", "海州市人民政府印发《关于稳定就业的若干意见》。\n副市长林建国到海州远航机械有限公司调研。"
              "远航机械与东\n 海银行海州分行签约。东海银行海州分行授信远航机械2000万元。", "海州市稳就业", "2020-03-01", "海州日报")
    m.article("b", "东海银行海州分行是东海银行的分行。林建国出席全市稳就业会议，会议在江东省举行。"
              "ABB Group也参加了会议。海州高新区据说支持远航机械。")
    m.entity("place-1", "AdministrativeArea", "江东省", "江东", adcode="980000")
    m.entity("place-2", "AdministrativeArea", "海州市", "海州", adcode="980300")
    m.entity("place-3", "OtherPlace", "海州高新区", adcode="980300")
    m.entity("org-1", "GovernmentBody", "海州市人民政府", "海州市政府", "市政府", adcode="980300")
    m.entity("org-2", "Company", "海州远航机械有限公司", "远航机械", adcode="980300")
    m.entity("org-3", "FinancialInstitution", "东海银行海州分行", adcode="980300")
    m.entity("org-4", "FinancialInstitution", "东海银行")
    m.entity("org-5", "Company", "ABB Group", "ABB")
    m.entity("person-1", "Official", "林建国")
    m.entity("policy-1", "PolicyDocument", "关于稳定就业的若干意见")
    m.entity("event-1", "Meeting", "全市稳就业会议")
    m.entity("org-6", "Media", "海州日报", documents=["海州要闻"])
    m.say("海州要闻", "海州市人民政府印发《关于稳定就业的若干意见》。", "org-1", "issued", "policy-1", 0.95)
    m.say("海州要闻", "海州市人民政府印发《关于稳定就业的若干意见》。", "org-1", "hasJurisdiction", "place-2", 0.99)
    m.say("海州要闻", "副市长林建国到海州远航机械有限公司调研。", "person-1", "holdsPost", "place-2", title="副市长")
    m.say("海州要闻", "副市长林建国到海州远航机械有限公司调研。", "person-1", "visited", "org-2", 0.85)
    m.say("海州要闻", "副市长林建国到海州远航机械有限公司调研。", "org-2", "locatedIn", "place-2", 0.9)
    m.say("海州要闻", "远航机械与东海银行海州分行签约。", "org-2", "cooperatesWith", "org-3", raw="远航机械与东\n 海银行海州分行签约。")
    m.say("海州要闻", "东海银行海州分行授信远航机械2000万元。", "org-3", "supports", "org-2", amount="2000万元", means="授信")
    m.say("海州要闻", "远航机械与东海银行海州分行签约。", "org-3", "supports", "org-2", 0.6, raw="远航机械与东\n 海银行海州分行签约。")
    m.say("b", "东海银行海州分行是东海银行的分行。", "org-3", "partOf", "org-4", 1)
    m.say("b", "林建国出席全市稳就业会议，会议在江东省举行。", "person-1", "participatesIn", "event-1", role="出席")
    m.say("b", "ABB Group也参加了会议。", "org-5", "participatesIn", "event-1", 0.7, role="参加")
    m.say("b", "海州高新区据说支持远航机械。", "place-3", "supports", "org-2", 0.3)
    return m.graph()


def hostile() -> Graph:
    """Every hostile string as a name, an alias, a title, a source, a sentence, a rule's words and a qualifier."""
    m = Maker()
    for i, text in enumerate(HOSTILE):
        m.article(f"{text}{i}", f"前{text}后。", text, text, text)
        m.entity(f"org-{i}", "Company", text, text + "公司", f"别名{i}", adcode="")
        if i:
            m.say(f"{text}{i}", f"前{text}后。", f"org-{i}", "supports", f"org-{i - 1}", means=text, title=text)
    return m.graph()


def large(articles: int = 12) -> Graph:
    """About 150 entities with names as long as real ones, in the shape of a real graph: hubs, chains, small islands."""
    m = Maker()
    cities = ["海州市", "江宁市", "云台市", "永安市", "龙泉市", "平阳市", "长兴市", "安福市", "宁远市", "临水市", "清河市", "东山市"]
    m.article("p", "江东省人民政府出台《江东省支持企业复工复产若干措施》，各市落实。", "江东省出台措施", "2020-02-10", "江东日报")
    m.entity("place-p", "AdministrativeArea", "江东省", "江东", adcode="980000")
    m.entity("org-p", "GovernmentBody", "江东省人民政府")
    m.entity("policy-p", "PolicyDocument", "江东省支持企业复工复产若干措施")
    m.say("p", "江东省人民政府出台《江东省支持企业复工复产若干措施》，各市落实。", "org-p", "issued", "policy-p")
    m.say("p", "江东省人民政府出台《江东省支持企业复工复产若干措施》，各市落实。", "org-p", "hasJurisdiction", "place-p")
    for i, city in enumerate(cities[:articles]):
        c, d = city[:-1], f"a{i:02}"
        text = (f"{city}工业和信息化局落实《江东省支持企业复工复产若干措施》。局长王{c}到{c}恒泰新材料科技股份有限公司调研。"
                f"中国农业银行{c}分行向{c}恒泰新材料科技股份有限公司授信5000万元。{city}企业复工复产工作视频调度会由市工信局召开。"
                f"{c}经济技术开发区开展“{c}暖企行动”。记者李{c}。{c}医药物流有限公司捐赠{c}市中心医院。"
                f"{city}新冠肺炎疫情防控指挥部发布《关于加强{c}口岸管理的通告》。")
        m.article(d, text, f"{city}推进复工复产", f"2020-02-{10 + i}", f"{c}日报")
        name = {"place": (city, "AdministrativeArea"), "bureau": (f"{city}工业和信息化局", "GovernmentBody"),
                "head": (f"王{c}", "Official"), "firm": (f"{c}恒泰新材料科技股份有限公司", "Company"),
                "bank": (f"中国农业银行{c}分行", "FinancialInstitution"), "meeting": (f"{city}企业复工复产工作视频调度会", "Meeting"),
                "zone": (f"{c}经济技术开发区", "OtherPlace"), "action": (f"{c}暖企行动", "Programme"),
                "reporter": (f"李{c}", "OtherPerson"), "drug": (f"{c}医药物流有限公司", "Company"),
                "hospital": (f"{c}市中心医院", "PublicInstitution"), "post": (f"{city}新冠肺炎疫情防控指挥部", "OtherOrganisation"),
                "notice": (f"关于加强{c}口岸管理的通告", "PolicyDocument")}
        for key, (n, label) in name.items():
            m.entity(f"{key}-{i}", label, n, adcode=f"98{i + 1:02}00" if key == "place" else "")
        s = [t + "。" for t in text.split("。")]
        m.say(d, s[0], f"bureau-{i}", "implements", "policy-p")
        m.say(d, s[0], f"bureau-{i}", "hasJurisdiction", f"place-{i}")
        m.say(d, s[1], f"head-{i}", "holdsPost", f"bureau-{i}", title="局长")
        m.say(d, s[1], f"head-{i}", "visited", f"firm-{i}")
        m.say(d, s[1], f"firm-{i}", "locatedIn", f"place-{i}")
        m.say(d, s[2], f"bank-{i}", "supports", f"firm-{i}", amount="5000万元", means="授信")
        m.say(d, s[2], f"bank-{i}", "locatedIn", f"place-{i}", 0.7)
        m.say(d, s[3], f"place-{i}", "implements", f"action-{i}", 0.6)
        m.say(d, s[3], f"bureau-{i}", "participatesIn", f"meeting-{i}", role="召开")
        m.say(d, s[4], f"zone-{i}", "implements", f"action-{i}")
        m.say(d, s[4], f"zone-{i}", "locatedIn", f"place-{i}")
        m.say(d, s[6], f"drug-{i}", "supports", f"hospital-{i}", means="捐赠")
        m.say(d, s[7], f"post-{i}", "issued", f"notice-{i}")
        if i % 3 == 0:
            m.say(d, s[7], f"post-{i}", "hasJurisdiction", f"place-{i}")
    return m.graph()
