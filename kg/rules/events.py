"""Who takes part in what."""
from kg.rules import Example, Rule

ROLES = (("主持", "presides"), ("主办", "hosts"), ("承办", "hosts"), ("协办", "hosts"), ("举办", "hosts"), ("举行", "hosts"),
         ("组织", "hosts"), ("发起", "hosts"), ("召开", "hosts"), ("", "attends"))

RULES = (
    Rule(
        "take-part", "participatesIn",
        ("{subject+:Person|Organisation}{gap:0-14}<attend>了?{any:0-10}{object+:Event}(?!精神|报告|以来|召开以来|以后|之后|确定|提出|作出|部署的)",
         "{subject+:Person|Organisation}{gap:0-10}(?:在|于|赴){:Place}{gap:0-8}<attend>了?{any:0-10}{object+:Event}(?!精神|报告|以来|召开以来|以后|之后|确定|提出|作出|部署的)"),
        0.8,
        (Example("[王平:Official]主持召开[防汛工作会议:Meeting]", (("王平", "防汛工作会议"),)),
         Example("[王平:Official]、[李梅:Official]出席[青山论坛:Meeting]", (("王平", "青山论坛"), ("李梅", "青山论坛"))),
         Example("[国务院:GovernmentBody][总理:Post][王平:Official]、[外交部:GovernmentBody][部长:Post][李梅:Official]，[张三:Official]出席[青山论坛:Meeting]",
                 (("王平", "青山论坛"), ("李梅", "青山论坛"), ("张三", "青山论坛"))),
         Example("[商务部:GovernmentBody]举办[进口博览会:OtherEvent]", (("商务部", "进口博览会"),)),
         Example("[王平:Official][5日:Date]在[北京:AdministrativeArea]出席[青山论坛:Meeting]", (("王平", "青山论坛"),))),
        ("[王平:Official]拟出席[青山论坛:Meeting]", "[王平:Official]评论[青山论坛:Meeting]",
         "[王平:Official]组织学习[二十大:Meeting]精神", "[商务厅:GovernmentBody][副厅长:Post]在[5日:Date]举办的[青山论坛:Meeting]上说"),
        qualifiers=("date",), role=ROLES,
    ),
    Rule(
        "speak-at", "participatesIn",
        ("{subject+:Person}{gap:0-10}(?:在|应邀在){object:Event}(?:开幕式|闭幕式|开幕会)?(?:上|期间|现场)",
         "{object:Event}(?:开幕式|闭幕式)?上，{any:0-26}{subject:Person}(?:说|表示|介绍|指出|通报|称|透露|强调|宣布|呼吁|认为|致辞|讲话|发言)",
         "{subject+:Person}{gap:0-14}(?:作|发表|作出)了?[一-鿿]{0,6}?{object:Event}(?=[，。；、]|并|$)"),
        0.8,
        (Example("[王平:Official]在[青山座谈会:Meeting]上指出", (("王平", "青山座谈会"),)),
         Example("[王平:Official]总书记在[青山座谈会:Meeting]上的重要讲话", (("王平", "青山座谈会"),)),
         Example("在3日召开的[青山座谈会:Meeting]上，[青山市:AdministrativeArea][市长:Post][王平:Official]表示", (("王平", "青山座谈会"),)),
         Example("[副市长:Post][王平:Official]作主题[发言:Meeting]", (("王平", "发言"),))),
        ("[王平:Official]在[青山市:AdministrativeArea]介绍[青山座谈会:Meeting]情况", "[王平:Official]说，在[青山座谈会:Meeting]之前"),
        qualifiers=("date",),
    ),
    Rule(
        "hosted-by", "participatesIn",
        ("{object:Event}(?:是|，|将)?由{subject+:Person|Organisation}{gap:0-10}<attend>",
         "由{subject+:Person|Organisation}{gap:0-16}<attend>的{gap:0-6}{object:Event}"),
        0.85,
        (Example("[青山论坛:Meeting]由[商务部:GovernmentBody]主办", (("商务部", "青山论坛"),)),
         Example("由[商务部:GovernmentBody]、[青山市政府:GovernmentBody]共同举办的[进口博览会:OtherEvent]",
                 (("商务部", "进口博览会"), ("青山市政府", "进口博览会"))),
         Example("[动员大会:Meeting]由[王平:Official]主持", (("王平", "动员大会"),))),
        ("[青山论坛:Meeting]由[商务部:GovernmentBody]批准", "由[商务部:GovernmentBody]批准的[进口博览会:OtherEvent]"),
        qualifiers=("date",), role=ROLES,
    ),
)
