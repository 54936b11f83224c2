"""Who issued a policy, who carries it out."""
from kg.records import Mention
from kg.rules import Example, Rule

AGENT = "Organisation|Place"
PAPER = "PolicyDocument|MeasurePackage"


def issuer_in_name(encoded, clean):
    """《贵州省人民政府关于…的通知》: the body that the name begins with issued it."""
    for policy in encoded.sentence.mentions:
        if policy.label != "PolicyDocument" or policy.inner or policy.anaphor:
            continue
        for body in encoded.sentence.mentions:
            if body.inner and policy.start <= body.start <= policy.start + 1 and body.end < policy.end:
                if clean.text[body.end:body.end + 2] in ("关于", "印发", "公告", "通知"):
                    yield body, policy, {}


def own_policy(encoded, clean):
    """铁岭市“15条”, 铁岭市《关于…的通知》: a package or document right behind the name of who made it."""
    outer = [m for m in encoded.mentions if m is not None]
    for a, b in zip(outer, outer[1:]):
        if b.label == "PolicyDocument" and "关于" not in b.name and len(b.name) < 10:
            continue             # 文莱《婆罗洲公报》: may be a paper
        if b.label in ("MeasurePackage", "PolicyDocument") and clean.text[a.end:b.start] in ("", "的", "“"):
            yield a, b, {}


RULES = (
    Rule(
        "issue", "issued",
        (f"{{subject+:{AGENT}}}{{gap:0-24}}<issue_document>{{near:0-20}}{{object+:{PAPER}}}",
         f"{{subject+:{AGENT}}}{{gap:0-14}}<issue>{{near:0-16}}{{object+:Programme|FinancialProduct}}"),
        0.85,
        (Example("[青山市财政局:GovernmentBody]日前印发[关于支持企业的通知:PolicyDocument]", (("青山市财政局", "关于支持企业的通知"),)),
         Example("[青山市:AdministrativeArea]出台[支持企业20条措施:MeasurePackage]", (("青山市", "支持企业20条措施"),)),
         Example("[东海银行:FinancialInstitution]推出“[抗疫贷:FinancialProduct]”", (("东海银行", "抗疫贷"),)),
         Example("[省工信厅:GovernmentBody]会同[省财政厅:GovernmentBody]联合印发[若干措施:PolicyDocument]",
                 (("省工信厅", "若干措施"), ("省财政厅", "若干措施"))),
         Example("[教育部:GovernmentBody]起草[办法:PolicyDocument]，并发布[指南:PolicyDocument]", (("教育部", "办法"), ("教育部", "指南")))),
        ("[青山市财政局:GovernmentBody]尚未印发[关于支持企业的通知:PolicyDocument]", "[青山市:AdministrativeArea]拟出台[支持企业20条措施:MeasurePackage]",
         "[海星公司:Company]学习[关于支持企业的通知:PolicyDocument]"),
        qualifiers=("date",),
    ),
    Rule(
        "issued-by", "issued",
        (f"由{{subject+:{AGENT}}}{{gap:0-16}}<issue_document>(?:的|、){{gap:0-10}}{{object+:{PAPER}|Programme}}",
         f"签署(?:第[0-9一二三四五六七八九十]+号)?{{subject:Organisation}}(?:第[0-9一二三四五六七八九十]+号)?令，{{:Person|Organisation}}?(?P<verb>公布|颁布|发布){{object+:{PAPER}}}",
         f"{{object:{PAPER}}}(?:，|是|已|经)?(?:由|经){{subject+:{AGENT}}}{{gap:0-16}}<issue_document>"),
        0.85,
        (Example("由[国家卫生健康委:GovernmentBody]组织撰写的[心肺复苏报告:PolicyDocument]发布", (("国家卫生健康委", "心肺复苏报告"),)),
         Example("[王平:Official]签署[国务院:GovernmentBody]令，公布[区划条例:PolicyDocument]", (("国务院", "区划条例"),)),
         Example("[反垄断指南:PolicyDocument]由[国务院:GovernmentBody]印发", (("国务院", "反垄断指南"),)),
         Example("[防洪预案:PolicyDocument]经[青山市政府:GovernmentBody]研究通过", (("青山市政府", "防洪预案"),))),
        ("由[国务院:GovernmentBody]牵头落实[反垄断指南:PolicyDocument]", "[反垄断指南:PolicyDocument]将由[国务院:GovernmentBody]解释"),
        qualifiers=("date",),
    ),
    Rule(
        "own-name", "issued", (), 0.9,
        (Example("<青山省人民政府:GovernmentBody>[青山省人民政府关于防洪的通知:PolicyDocument]已印发", (("青山省人民政府", "青山省人民政府关于防洪的通知"),)),
         Example("<国务院:GovernmentBody>[国务院印发促进就业的意见:PolicyDocument]全文", (("国务院", "国务院印发促进就业的意见"),)),
         Example("<青山省教育厅:GovernmentBody>[青山省教育厅关于开学的公告:PolicyDocument]", (("青山省教育厅", "青山省教育厅关于开学的公告"),))),
        ("[青山省人民政府:GovernmentBody]学习[防洪通知:PolicyDocument]", "<青山大学:PublicInstitution>[支持青山大学发展的意见:PolicyDocument]"),
        find=issuer_in_name,
    ),
    Rule(
        "own-policy", "issued", (), 0.7,
        (Example("[青山市:AdministrativeArea]“[15条:MeasurePackage]”明确", (("青山市", "15条"),)),
         Example("[国务院:GovernmentBody]的[33条措施:MeasurePackage]", (("国务院", "33条措施"),)),
         Example("[青山市:AdministrativeArea][关于选派干部的通知:PolicyDocument]下发", (("青山市", "关于选派干部的通知"),))),
        ("[青山市:AdministrativeArea]落实[15条:MeasurePackage]", "[15条:MeasurePackage]惠及[青山市:AdministrativeArea]"),
        find=own_policy,
    ),
    Rule(
        "implement", "implements",
        (f"{{subject+:{AGENT}}}{{gap:0-20}}<implement>{{near:0-16}}{{object+:Policy}}(?!执法|执行情况|实施情况|修订|立法|草案)",
         f"{{subject+:{AGENT}}}{{gap:0-12}}(?:将|把|在|按照|根据|依据|对照|结合){{object+:Programme|{PAPER}}}{{gap:0-6}}<implement>",
         f"{{subject+:{AGENT}}}{{gap:0-6}}(?:加快|积极)?(?:推动|推进|促进|确保|抓好){{any:0-30}}{{object+:Policy}}{{gap:0-4}}(?:落地|落实|实施|见效)",
         f"{{subject+:{AGENT}}}{{gap:0-8}}(?:按照|依照|依托|借助|结合){{any:0-6}}{{object+:Programme}}"),
        0.75,
        (Example("[青山市:AdministrativeArea]深入开展“[万人助企:Programme]”行动", (("青山市", "万人助企"),)),
         Example("[青山市工信局:GovernmentBody]严格落实[一企一策:Programme]、[首席服务员制度:Programme]",
                 (("青山市工信局", "一企一策"), ("青山市工信局", "首席服务员制度"))),
         Example("[海星公司:Company]按照[防控指南:PolicyDocument]认真落实", (("海星公司", "防控指南"),)),
         Example("[青山市:AdministrativeArea]加快推动“[30条意见:MeasurePackage]”落地实施", (("青山市", "30条意见"),)),
         Example("[青山市:AdministrativeArea]按照“[1+5:Programme]”模式服务", (("青山市", "1+5"),))),
        ("[青山市:AdministrativeArea]尚未落实[一企一策:Programme]", "[青山市:AdministrativeArea]学习[一企一策:Programme]经验"),
        qualifiers=("date",),
    ),
)
