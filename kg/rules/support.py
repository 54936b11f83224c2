"""Help, goods and visits to a named party."""
from kg.rules import Example, Rule

AGENT = "Organisation|Place"
VISITOR = "Person|GovernmentBody|PartyBody|OtherOrganisation"

RULES = (
    Rule(
        "give-to", "supports",
        (f"{{subject+:{AGENT}}}{{gap:0-20}}(?:向|给|对){{object+:{AGENT}}}{{gap:0-8}}<transfer>",
         f"{{subject+:{AGENT}}}{{gap:0-20}}(?:为|帮助|支持|扶持|协助|指导){{object+:{AGENT}}}{{gap:0-14}}<give|transfer>",
         f"{{subject+:{AGENT}}}{{gap:0-14}}(?:解决|协调解决|缓解)了?{{object+:Organisation}}{{gap:0-10}}(?:问题|困难|难题|需求|瓶颈)",
         f"{{subject+:{AGENT}}}{{gap:0-8}}(?:给予|授予|奖励|补贴|资助){{object+:{AGENT}}}"),
        0.8,
        (Example("[东海银行:FinancialInstitution]为[海星公司:Company]授信[1000万元:Amount]", (("东海银行", "海星公司"),)),
         Example("[市工信局:GovernmentBody]解决[海星公司:Company]、[天河公司:Company]用工难题", (("市工信局", "海星公司"), ("市工信局", "天河公司"))),
         Example("[海星公司:Company]向[青山市:AdministrativeArea]捐赠口罩", (("海星公司", "青山市"),)),
         Example("[青山市:AdministrativeArea]帮助[海星公司:Company]协调贷款", (("青山市", "海星公司"),)),
         Example("[青山市:AdministrativeArea]奖励[海星公司:Company]", (("青山市", "海星公司"),))),
        ("[东海银行:FinancialInstitution]拟为[海星公司:Company]授信", "[东海银行:FinancialInstitution]为[海星公司:Company]所并购", "[甲国:AdministrativeArea]向[乙国:AdministrativeArea]提议会谈"),
        qualifiers=("date", "amount", "means"),
    ),
    Rule(
        "help", "supports",
        (f"{{subject+:{AGENT}}}{{gap:0-14}}(?P<verb>帮助|支持|扶持|协助|助力|指导帮助){{gap:0-2}}{{object+:Company|FinancialInstitution|PublicInstitution|OtherPlace}}",
         f"{{subject+:{AGENT}}}{{gap:0-14}}<help>{{near:0-3}}{{object+:Organisation|AdministrativeArea}}"),
        0.7,
        (Example("[青山市:AdministrativeArea]帮助[海星公司:Company]复产", (("青山市", "海星公司"),)),
         Example("[海星公司:Company]驰援[湖北:AdministrativeArea]", (("海星公司", "湖北"),)),
         Example("[江苏省:AdministrativeArea]对口支援[黄石市:AdministrativeArea]", (("江苏省", "黄石市"),))),
        ("[青山市:AdministrativeArea]没有帮助[海星公司:Company]", "[海星公司:Company]位于[湖北:AdministrativeArea]"),
        qualifiers=("date", "amount", "means"),
    ),
    Rule(
        "receive", "supports",
        (f"{{object:{AGENT}}}{{gap:0-10}}(?:收到|获得|得到|接收|获|接到)了?{{subject+:{AGENT}}}{{gap:0-10}}<give|transfer>",),
        0.75,
        (Example("[海星公司:Company]收到[东海银行:FinancialInstitution]发放的贷款", (("东海银行", "海星公司"),)),
         Example("[海星公司:Company]获得[青山市:AdministrativeArea]奖励", (("青山市", "海星公司"),)),
         Example("[青山医院:PublicInstitution]接收[海星公司:Company]捐赠的口罩", (("海星公司", "青山医院"),))),
        ("[海星公司:Company]收到[东海银行:FinancialInstitution]通知", "[海星公司:Company]走访[青山市:AdministrativeArea]"),
        qualifiers=("date", "amount"),
    ),
    Rule(
        "supply", "supplies",
        (f"{{subject:Company|PublicInstitution|OtherOrganisation|OtherPlace}}{{gap:0-30}}<supply>{{near:0-4}}{{object+:{AGENT}}}",),
        0.75,
        (Example("[海星公司:Company]生产的口罩运往[武汉:AdministrativeArea]", (("海星公司", "武汉"),)),
         Example("[海星公司:Company]的设备销往[德国:AdministrativeArea]、[法国:AdministrativeArea]", (("海星公司", "德国"), ("海星公司", "法国"))),
         Example("[海星公司:Company]把产品供应给[天河公司:Company]", (("海星公司", "天河公司"),))),
        ("[海星公司:Company]拟将口罩运往[武汉:AdministrativeArea]", "[海星公司:Company]在[武汉:AdministrativeArea]开会"),
        qualifiers=("date", "amount"),
    ),
    Rule(
        "visit-place", "visited",
        (f"{{subject+:{VISITOR}}}{{gap:0-12}}(?:来到|前往|赴|到|走进|深入|抵达|先后到|先后来到|莅临|走访了?|对){{object+:{AGENT}}}{{any:0-12}}<visit>",
         f"{{subject+:{VISITOR}}}{{gap:0-12}}在{{object+:Organisation|AdministrativeArea}}(?P<verb>调研|考察|视察|检查|督导|督查|走访|巡视|暗访|指导)",
         f"{{subject+:{VISITOR}}}{{gap:0-14}}<visit_direct>了?{{near:0-2}}{{object+:{AGENT}}}"),
        0.75,
        (Example("[王平:Official]到[海星公司:Company]调研", (("王平", "海星公司"),)),
         Example("[王平:Official]考察[海星公司:Company]、[天河公司:Company]", (("王平", "海星公司"), ("王平", "天河公司"))),
         Example("[市工信局:GovernmentBody]来到[海星公司:Company]，实地查看", (("市工信局", "海星公司"),)),
         Example("[王平:Official]在[海星公司:Company]调研时说", (("王平", "海星公司"),))),
        ("[王平:Official]在[人民大会堂:OtherPlace]会见客人", "[王平:Official]拟访问[德国:AdministrativeArea]", "[王平:Official]到[海星公司:Company]上班"),
        qualifiers=("date",),
    ),
)
