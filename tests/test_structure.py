"""Layout: what rosters, notices, careers, tables and labelled lines say, and what looks like them and is none."""

import pytest

from kg import structure
from kg.clean import clean
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document
from kg.structure.certain import certain


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


@pytest.fixture
def read(nlp):
    """text → (subject, relation, object, sorted qualifiers, modality) of what its layout states."""

    def run(text):
        c = clean(Document("a", text))
        (mentions,) = recognise(nlp, [c])
        return [
            (
                r.subject.name or r.subject.text,
                r.relation,
                r.object.name or r.object.text,
                dict(r.qualifiers),
                r.modality,
                c.text[start:end],
            )
            for r, start, end in structure.read(c, mentions)
        ]

    return run


def posts(found, *, ended=None):
    """{(person, body, title)} of the posts; `ended`: only those that ended, or only those held."""
    return {
        (s, o, q["title"])
        for s, p, o, q, modality, _ in found
        if p == "holdsPost" and modality == "stated" and (ended is None or bool(q.get("former")) == ended)
    }


ROSTERS = {
    "cells": (
        "青山市数字经济发展领导小组成员名单\n组　长：周明远　　市委书记\n副组长：韩立新　　常务副市长\n"
        "　　　　沈　涛　　市发展和改革委员会主任\n成　员：陆思源　　市财政局局长\n　　　　何静怡　　市审计局副局长\n",
        {
            ("周明远", "青山市数字经济发展领导小组", "组长"),
            ("周明远", "市委", "书记"),
            ("韩立新", "青山市数字经济发展领导小组", "副组长"),
            ("韩立新", "市", "常务副市长"),
            ("沈涛", "青山市数字经济发展领导小组", "副组长"),
            ("沈涛", "市发展和改革委员会", "主任"),
            ("陆思源", "青山市数字经济发展领导小组", "成员"),
            ("陆思源", "市财政局", "局长"),
            ("何静怡", "青山市数字经济发展领导小组", "成员"),
            ("何静怡", "市审计局", "副局长"),
        },
    ),
    "brackets": (
        "铁岭市防汛抗旱指挥部组成人员\n总指挥：郭怀瑾（市长）\n副总指挥：蒋南燕（副市长）、罗世安（市水利局局长）\n成员：丁若兰（市财政局副局长）、袁克勤（市气象局局长）\n",
        {
            ("郭怀瑾", "铁岭市防汛抗旱指挥部", "总指挥"),
            ("郭怀瑾", "市", "市长"),
            ("蒋南燕", "铁岭市防汛抗旱指挥部", "副总指挥"),
            ("蒋南燕", "市", "副市长"),
            ("罗世安", "铁岭市防汛抗旱指挥部", "副总指挥"),
            ("罗世安", "市水利局", "局长"),
            ("丁若兰", "铁岭市防汛抗旱指挥部", "成员"),
            ("丁若兰", "市财政局", "副局长"),
            ("袁克勤", "铁岭市防汛抗旱指挥部", "成员"),
            ("袁克勤", "市气象局", "局长"),
        },
    ),
    "names only": (
        "大连市软件行业协会换届\n大连市软件行业协会第三届理事会名单\n会长：钱益民\n副会长：孙维国、蔡文静\n秘书长：冯宇轩\n",
        {
            ("钱益民", "大连市软件行业协会", "会长"),
            ("孙维国", "大连市软件行业协会", "副会长"),
            ("蔡文静", "大连市软件行业协会", "副会长"),
            ("冯宇轩", "大连市软件行业协会", "秘书长"),
        },
    ),
    "several seats a line": (
        "大连市软件行业协会第三届理事会组成人员\n会长：钱益民　副会长：孙维国　蔡文静\n监事长：冯宇轩\n",
        {
            ("钱益民", "大连市软件行业协会第三届理事会", "会长"),
            ("孙维国", "大连市软件行业协会第三届理事会", "副会长"),
            ("蔡文静", "大连市软件行业协会第三届理事会", "副会长"),
            ("冯宇轩", "大连市软件行业协会第三届理事会", "监事长"),
        },
    ),
    "seats as cells": (
        "沈阳市扬尘治理领导小组成员名单\n组　长　　周明远　　市长\n副组长　　韩立新　　副市长\n成　员　　陆思源　　市财政局局长\n",
        {
            ("周明远", "沈阳市扬尘治理领导小组", "组长"),
            ("周明远", "市", "市长"),
            ("韩立新", "沈阳市扬尘治理领导小组", "副组长"),
            ("韩立新", "市", "副市长"),
            ("陆思源", "沈阳市扬尘治理领导小组", "成员"),
            ("陆思源", "市财政局", "局长"),
        },
    ),
    "lists over lines": (
        "沈阳市政府成立沈阳市抗旱工作领导小组，组成人员如下：\n组长：\n周明远（市长）\n成员：\n陆思源（市财政局局长）\n何静怡（市审计局副局长）\n",
        {
            ("周明远", "沈阳市抗旱工作领导小组", "组长"),
            ("周明远", "市", "市长"),
            ("陆思源", "沈阳市抗旱工作领导小组", "成员"),
            ("陆思源", "市财政局", "局长"),
            ("何静怡", "沈阳市抗旱工作领导小组", "成员"),
            ("何静怡", "市审计局", "副局长"),
        },
    ),
    "posts first": (
        "沈阳市扬尘治理领导小组成员\n组长：市长周明远\n成员：市财政局局长陆思源、市审计局副局长何静怡\n",
        {
            ("周明远", "沈阳市扬尘治理领导小组", "组长"),
            ("周明远", "市", "市长"),
            ("陆思源", "沈阳市扬尘治理领导小组", "成员"),
            ("陆思源", "市财政局", "局长"),
            ("何静怡", "沈阳市扬尘治理领导小组", "成员"),
            ("何静怡", "市审计局", "副局长"),
        },
    ),
    "two posts": (
        "沈阳市扬尘治理领导小组成员\n组长：周明远　市委副书记、市长\n",
        {("周明远", "沈阳市扬尘治理领导小组", "组长"), ("周明远", "市委", "副书记"), ("周明远", "市", "市长")},
    ),
    "unlabelled": (
        "沈阳市市管干部名单\n陈立群　　沈阳市教育局党组书记\n林海峰　　沈阳市审计局局长\n",
        {("陈立群", "沈阳市教育局", "党组书记"), ("林海峰", "沈阳市审计局", "局长")},
    ),
}


@pytest.mark.parametrize("name", ROSTERS)
def test_rosters(read, name):
    text, wanted = ROSTERS[name]
    assert posts(read(text)) == wanted


NOTICES = {
    "lines": (
        "沈阳市人大常委会任免名单\n（2023年5月9日沈阳市第十七届人大常委会第十次会议通过）\n任命周文彬（女）为沈阳市财政局局长；\n免去陈立群的沈阳市财政局局长职务。\n",
        {("周文彬", "沈阳市财政局", "局长")},
        {("陈立群", "沈阳市财政局", "局长")},
    ),
    "heading governs": (
        "任免名单\n决定任命：\n林海峰为沈阳市副市长；\n田雨、何静为沈阳市中级人民法院审判员。\n决定免去：\n郑国强的沈阳市民政局局长职务。\n",
        {
            ("林海峰", "沈阳市", "副市长"),
            ("田雨", "沈阳市中级人民法院", "审判员"),
            ("何静", "沈阳市中级人民法院", "审判员"),
        },
        {("郑国强", "沈阳市民政局", "局长")},
    ),
    "resigns": (
        "关于接受许志远辞职的决定\n接受许志远辞去沈阳市人民检察院检察长职务的请求。\n",
        set(),
        {("许志远", "沈阳市人民检察院", "检察长")},
    ),
    "his other post": (
        "市政府任免通知\n任命韩玉峰为沈阳市民政局局长，免去其沈阳市审计局副局长职务；\n任命古丽娜尔·买买提（维吾尔族）为沈阳市教育局副局长；\n",
        {("韩玉峰", "沈阳市民政局", "局长"), ("古丽娜尔·买买提", "沈阳市教育局", "副局长")},
        {("韩玉峰", "沈阳市审计局", "副局长")},
    ),
    "in a paragraph": (
        "沈阳任命一批干部\n沈阳市人大常委会决定任命：武国瑞、毕力夫为沈阳市中级人民法院副院长；高艳为沈阳市民政局局长；郝泽军为沈阳市司法局局长。\n",
        {
            ("武国瑞", "沈阳市中级人民法院", "副院长"),
            ("毕力夫", "沈阳市中级人民法院", "副院长"),
            ("高艳", "沈阳市民政局", "局长"),
            ("郝泽军", "沈阳市司法局", "局长"),
        },
        set(),
    ),
    "names and verbs": (
        "沈阳市人民政府任免通知\n经研究，决定：\n韩玉峰同志任沈阳市民政局局长；\n马晓燕同志任沈阳市教育局副局长，不再担任沈阳市审计局副局长职务；\n郑国强同志不再担任沈阳市民政局局长职务。\n",
        {("韩玉峰", "沈阳市民政局", "局长"), ("马晓燕", "沈阳市教育局", "副局长")},
        {("马晓燕", "沈阳市审计局", "副局长"), ("郑国强", "沈阳市民政局", "局长")},
    ),
    "respectively": (
        "任免\n任命韩玉峰、马晓燕分别为沈阳市民政局局长、沈阳市教育局局长；\n",
        {("韩玉峰", "沈阳市民政局", "局长"), ("马晓燕", "沈阳市教育局", "局长")},
        set(),
    ),
    "rows below a verb": (
        "任命名单\n任命：\n韩玉峰　　沈阳市民政局局长\n马晓燕　　沈阳市教育局副局长\n",
        {("韩玉峰", "沈阳市民政局", "局长"), ("马晓燕", "沈阳市教育局", "副局长")},
        set(),
    ),
    "no name in 的": (
        "任免\n免去郑国强沈阳市民政局局长职务；\n免去马晓燕鞍山市教育局副局长职务；\n",
        set(),
        {("郑国强", "沈阳市民政局", "局长"), ("马晓燕", "鞍山市教育局", "副局长")},
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_notices(read, name):
    text, held, ended = NOTICES[name]
    found = read(text)
    assert posts(found, ended=False) == held
    assert posts(found, ended=True) == ended


def test_a_notice_tells_from_when(read):
    found = read(NOTICES["lines"][0])
    assert [(s, q.get("from"), q.get("to")) for s, *_, q, _, _ in found] == [
        ("周文彬", "2023-05-09", None),
        ("陈立群", None, "2023-05-09"),
    ]


def test_what_is_proposed_is_planned(read):
    found = read("任免议案\n提请任命：\n林海峰为沈阳市副市长；\n高艳为沈阳市民政局局长。\n")
    assert {(s, m) for s, _, _, _, m, _ in found} == {("林海峰", "planned"), ("高艳", "planned")}


CAREER = (
    "林海峰简历\n林海峰，男，汉族，1968年5月生，辽宁铁岭人。\n1990.07—1995.03　铁岭市财政局科员\n1995.03--2001.06  铁岭市财政局副局长（其间：1998.09—2000.07在沈阳市审计局挂职任副局长）\n"
    "2001.06-2008.11　沈阳市审计局党组书记、局长\n2008.11—2016.01　　大连市副市长\n2016.01—　大连市委副书记、市长\n"
)


def test_a_table_of_those_proposed(read):
    found = read("任前公示\n姓名\t现任职务\t拟任职务\n周文彬\t沈阳市财政局副局长\t沈阳市审计局局长\n")
    assert {(o, m) for _, _, o, _, m, _ in found} == {("沈阳市财政局", "stated"), ("沈阳市审计局", "planned")}


def test_careers(read):
    found = read(CAREER)
    assert posts(found, ended=False) == {("林海峰", "大连市委", "副书记"), ("林海峰", "大连市", "市长")}
    assert {(o, q["title"], q["from"], q.get("to")) for _, _, o, q, *_ in found} == {
        ("铁岭市财政局", "科员", "1990-07", "1995-03"),
        ("铁岭市财政局", "副局长", "1995-03", "2001-06"),
        ("沈阳市审计局", "党组书记", "2001-06", "2008-11"),
        ("沈阳市审计局", "局长", "2001-06", "2008-11"),
        ("大连市", "副市长", "2008-11", "2016-01"),
        ("大连市委", "副书记", "2016-01", None),
        ("大连市", "市长", "2016-01", None),
    }


def test_careers_in_running_text(read):
    found = read(
        "高艳简历\n高艳，女，1970年3月生。\n1998年7月至2001年3月，任铁岭市财政局副局长；2001年3月至2010年1月，任铁岭市审计局局长；2010年1月至今，任沈阳市副市长。\n"
    )
    assert posts(found, ended=True) == {("高艳", "铁岭市财政局", "副局长"), ("高艳", "铁岭市审计局", "局长")}
    assert posts(found, ended=False) == {("高艳", "沈阳市", "副市长")}


@pytest.mark.parametrize(
    "text",
    [
        "沈阳市市管干部名单\n| 姓名 | 单位 | 职务 |\n|---|---|---|\n| 周文彬 | 沈阳市财政局 | 局长 |\n| 韩玉峰 | 沈阳市民政局 | 副局长 |\n",
        "沈阳市市管干部名单\n姓名\t单位\t职务\n周文彬\t沈阳市财政局\t局长\n韩玉峰\t沈阳市民政局\t副局长\n",
        "沈阳市市管干部名单\n序号  姓名  性别  现任职务\n1  周文彬  男  沈阳市财政局局长\n2  韩玉峰  男  沈阳市民政局副局长\n",
        "沈阳市市管干部名单\n周文彬　　沈阳市财政局　　局长\n韩玉峰　　沈阳市民政局　　副局长\n",
    ],
)
def test_tables(read, text):
    assert posts(read(text)) == {("周文彬", "沈阳市财政局", "局长"), ("韩玉峰", "沈阳市民政局", "副局长")}


def test_a_tender(read):
    found = read(
        "沈阳市公安局警用无人机采购项目中标公告\n一、项目编号：SYCG-2021-0088\n二、采购人名称：沈阳市公安局\n三、中标供应商名称：辽宁云翼航空科技有限公司\n"
        "供应商地址：沈阳市浑南区创新路1号\n中标金额：272000元\n四、评审专家：王红、李明\n"
    )
    assert [(s, p, o, q) for s, p, o, q, *_ in found] == [
        ("辽宁云翼航空科技有限公司", "supplies", "沈阳市公安局", {"object": "警用无人机", "amount": "272000元"})
    ]


def test_the_head_of_a_document(read):
    found = read(
        "发文机关：\n沈阳市人民政府\n成文日期：\n2021年3月2日\n标　　题：\n沈阳市人民政府关于加强扬尘治理的通知\n发文字号：\n沈政发〔2021〕3号\n"
    )
    assert [(s, p, o, q) for s, p, o, q, *_ in found] == [
        (
            "沈阳市人民政府",
            "issued",
            "沈阳市人民政府关于加强扬尘治理的通知",
            {"date": "2021年3月2日", "number": "沈政发〔2021〕3号"},
        )
    ]


def test_hosts_and_guests_of_a_meeting(read):
    found = read(
        "2021沈阳机器人大会\n会议名称：2021沈阳机器人大会\n主办单位：沈阳市科技局、沈阳市工信局\n主持人：韩玉峰\n出席：周文彬、高艳\n"
    )
    assert {(s, q["role"]) for s, p, o, q, *_ in found if p == "participatesIn"} == {
        ("沈阳市科技局", "hosts"),
        ("沈阳市工信局", "hosts"),
        ("韩玉峰", "presides"),
        ("周文彬", "attends"),
        ("高艳", "attends"),
    }


def test_who_is_called_up_does_not_preside(read):
    found = read(
        "2021沈阳机器人大会\n主持人：下面请沈阳市财政局局长周文彬介绍情况。\n主持人：谢谢韩玉峰，请下一位提问。\n"
    )
    assert not [x for x in found if x[1] == "participatesIn"]


@pytest.mark.parametrize(
    "text",
    [
        "沈阳开会\n周文彬说，任命一事还要研究；为此市里开了三次会。\n",
        "沈阳市财政局回应\n主任：我们认为，这件事由沈阳市财政局局长负责。\n",
        "沈阳招商忙\n2019年2月，沈阳市市长周国栋在大连会见客商；2019年3月，他到鞍山调研。\n",
        "一起案件\n周文彬隐匿财产；接受管理和服务对象安排的宴请和旅游；利用职务上的便利为他人谋取利益。\n",
        "沈阳市财政局回应\n主任：王平介绍说沈阳市财政局印发了办法\n",
        "江苏　多措并举支持企业\n南京　千方百计稳住外贸\n南京市财政局印发办法。\n",
        "天气预报\n沈阳　　晴　　5度\n大连　　多云　　7度\n鞍山　　小雨　　6度\n",
        "编后\n记者　王平\n通讯员　李四\n",
        "沈阳市财政局培训\n主讲：周文彬教授讲了沈阳市财政局局长的故事。\n",
    ],
)
def test_what_only_looks_so_gives_no_post(read, text):
    assert posts(read(text)) == set()


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("任命扎西次仁为那曲市财政局局长；\n任命旺堆为那曲市教育局副局长；\n", {"扎西次仁", "旺堆"}),
        ("干部名单\n姓名\t职务\n洛桑江村\t沈阳市财政局局长\n应勇\t沈阳市审计局局长\n", {"洛桑江村", "应勇"}),
        ("成员：高　明　　市财政局局长\n　　　　尉迟恭谨　市审计局局长\n", {"高明", "尉迟恭谨"}),
        ("免去应勇的沈阳市民政局局长职务；\n", {"应勇"}),
    ],
)
def test_names_that_layout_makes_sure(text, wanted):
    assert {m.text for m in certain(clean(Document("a", text))) if m.label == "OtherPerson"} == wanted


def test_evidence_of_a_seat_holds_its_heading(read):
    found = read(ROSTERS["brackets"][0])
    seat = next(e for s, _, _, q, _, e in found if s == "丁若兰" and q["title"] == "成员")
    assert seat.startswith("铁岭市防汛抗旱指挥部") and "丁若兰（市财政局副局长）" in seat


@pytest.mark.parametrize(
    "text, name",
    [
        (
            "政府工作报告\n——2026年1月20日在沈阳市第十七届人民代表大会第五次会议上\n市长　周国栋\n各位代表：\n现在，我代表市人民政府向大会报告工作。\n出台支持小店经济的十条措施。\n",
            "沈阳市人民政府",
        ),
        ("沈阳市人民政府关于加强扬尘治理的通知\n各区、县人民政府：\n出台十条措施。\n", "沈阳市人民政府"),
        ("沈阳招商忙\n沈阳市财政局印发办法。\n", None),
    ],
)
def test_for_whom_a_text_speaks(nlp, text, name):
    c = clean(Document("a", text))
    (mentions,) = recognise(nlp, [c])
    found = structure.issuer(c, mentions)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            "沈阳市人民政府关于印发《沈阳市扬尘治理办法》的通知\n各区、县人民政府：\n现将办法印发给你们。\n",
            {("transmits", "沈阳市扬尘治理办法")},
        ),
        (
            "沈阳市人民政府关于加强扬尘治理的通知\n各区、县人民政府：\n根据《中华人民共和国大气污染防治法》和《辽宁省大气污染防治条例》，现通知如下：\n一、加强治理。\n"
            "本通知自发布之日起施行，《沈阳市扬尘治理暂行办法》同时废止。\n",
            {
                ("basedOn", "中华人民共和国大气污染防治法"),
                ("basedOn", "辽宁省大气污染防治条例"),
                ("repeals", "沈阳市扬尘治理暂行办法"),
            },
        ),
        (
            "沈阳市人民政府关于修改《沈阳市扬尘治理办法》的决定\n沈阳市人民政府决定对《沈阳市扬尘治理办法》作如下修改：\n一、删去第三条。\n",
            {("amends", "沈阳市扬尘治理办法")},
        ),
        (
            "沈阳治理扬尘\n记者获悉，沈阳市将根据《辽宁省大气污染防治条例》加强治理。《沈阳市扬尘治理办法》没有废止。\n",
            set(),
        ),
    ],
)
def test_what_documents_say_of_others(read, text, wanted):
    assert {(p, o) for _, p, o, *_ in read(text) if p in ("basedOn", "repeals", "amends", "transmits")} == wanted


def test_a_signature(read):
    found = read(
        "关于加强扬尘治理的通知\n各区、县人民政府：\n为加强治理，现通知如下。\n一、加强检查。\n沈阳市生态环境局\n2021年3月2日\n"
    )
    assert [(s, p, o, q) for s, p, o, q, *_ in found] == [
        ("沈阳市生态环境局", "issued", "关于加强扬尘治理的通知", {"date": "2021年3月2日"})
    ]


def test_lead_and_member_units(read):
    found = read(
        "沈阳市扬尘治理领导小组组成\n沈阳市扬尘治理领导小组成员单位名单\n牵头单位：沈阳市生态环境局\n成员单位：沈阳市财政局、沈阳市交通运输局\n"
    )
    assert {(s, p, o) for s, p, o, *_ in found} == {
        ("沈阳市生态环境局", "leads", "沈阳市扬尘治理领导小组"),
        ("沈阳市财政局", "partOf", "沈阳市扬尘治理领导小组"),
        ("沈阳市交通运输局", "partOf", "沈阳市扬尘治理领导小组"),
    }


def test_a_public_notice_of_who_is_proposed(read):
    found = read(
        "干部任前公示\n周文彬，男，汉族，1975年2月生，大学学历，现任沈阳市财政局副局长，拟任沈阳市审计局局长。\n"
    )
    assert [(s, o, q["title"], m) for s, _, o, q, m, _ in found] == [
        ("周文彬", "沈阳市财政局", "副局长", "stated"),
        ("周文彬", "沈阳市审计局", "局长", "planned"),
    ]


def test_what_is_passed_on_and_under_which_number(read):
    found = read(
        "沈阳市人民政府办公室转发市财政局关于盘活资产意见的通知\n沈政办发〔2020〕3号\n各区、县人民政府：\n市财政局《关于盘活资产的意见》已经市政府同意，现转发给你们。\n"
        "沈阳市人民政府办公室\n2020年3月5日\n"
    )
    assert ("transmits", "关于盘活资产的意见") in {(p, o) for _, p, o, *_ in found}
    assert [q for s, p, _, q, *_ in found if p == "issued" and s == "沈阳市人民政府办公室"] == [
        {"date": "2020年3月5日", "number": "沈政办发〔2020〕3号"}
    ]


@pytest.mark.parametrize(
    "names",
    [
        "高明 应勇 于和平",
        "扎西次仁 旺堆 罗布顿珠",
        "阿不都热依木·买买提 尉迟恭 乌兰巴特尔",
        "林业 王大江 安全",
        "万里 张㛃 党建国",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "沈阳市抗旱工作领导小组成员名单\n组长：{0}　　市长\n成员：{1}　　市财政局局长\n　　　{2}　　市审计局副局长\n",
        "沈阳市抗旱工作领导小组成员名单\n组长：{0}（市长）\n成员：{1}（市财政局局长）、{2}（市审计局副局长）\n",
        "沈阳市抗旱工作领导小组成员名单\n组长：市长{0}\n成员：市财政局局长{1}、市审计局副局长{2}\n",
    ],
)
def test_rosters_with_hard_names(read, form, names):
    a, b, c = names.split()
    body = "沈阳市抗旱工作领导小组"
    assert posts(read(form.format(a, b, c))) == {
        (a, body, "组长"),
        (a, "市", "市长"),
        (b, body, "成员"),
        (b, "市财政局", "局长"),
        (c, body, "成员"),
        (c, "市审计局", "副局长"),
    }


@pytest.mark.parametrize(
    "raw, text",
    [
        ("| 姓名 | 职务 |\n|---|---|\n| 王平 | 局长 |", "姓名\u3000职务\n王平\u3000局长"),
        ("姓名\t职务\n王平\t局长", "姓名\u3000职务\n王平\u3000局长"),
        ("召 集 人：孙　尧　　教育部副部长", "召集人：孙尧\u3000教育部副部长"),
        ("1998.07—2001.03　　某县副县长", "1998.07—2001.03\u3000某县副县长"),
        ("\t青山市出台措施。", "青山市出台措施。"),
        ("青山|市|王平|局长|，|支持|企业|。", "青山市王平局长，支持企业。"),
        ("江苏　多措并举", "江苏 多措并举"),
    ],
)
def test_rows_survive_cleaning_and_nothing_else(raw, text):
    assert clean(Document("a", raw)).text == text


def test_rows_of_equal_length_are_no_narrow_column():
    raw = "任职名单\n" + "".join(
        f"{name}　　沈阳市财政局局长\n" for name in "王平 李四 张三 赵五 钱六 孙七 周八 吴九 郑十".split()
    )
    assert clean(Document("a", raw)).text.count("\n") == 9


ROLL_NAMES = ("丁为民", "于光洲", "马建华", "王丽萍", "方向", "包信和", "古丽娜尔·买买提", "高明")
ROLL_BODY = "平邑县工商业联合会第七届执行委员会"
ROLLS = {
    "below a title": (
        f"{ROLL_BODY}委员名单\n（2021年10月22日选举产生）\n委员（8名，按姓氏笔画为序）\n" + "　".join(ROLL_NAMES[:4]) + "（女）　" + "　".join(ROLL_NAMES[4:]) + "\n",
        {(name, ROLL_BODY, "委员") for name in ROLL_NAMES},
    ),
    "in a sentence": (
        f"{ROLL_BODY}选举产生。{ROLL_BODY}委员名单（共8名）如下：" + "、".join(ROLL_NAMES) + "。\n",
        {(name, ROLL_BODY, "委员") for name in ROLL_NAMES},
    ),
    "seats on lines of their own": (
        f"{ROLL_BODY}公告\n{ROLL_BODY}主席、副主席、常务委员已于3月10日选出。\n主席\n旺堆\n副主席\n" + "　".join(ROLL_NAMES[:4])
        + "\n常务委员（按姓名笔划为序）\n" + "　".join(ROLL_NAMES[4:]) + "\n现予公告。\n",
        {("旺堆", ROLL_BODY, "主席")}
        | {(name, ROLL_BODY, "副主席") for name in ROLL_NAMES[:4]}
        | {(name, ROLL_BODY, "常务委员") for name in ROLL_NAMES[4:]},
    ),
}


@pytest.mark.parametrize("form", ROLLS)
def test_rolls(read, form):
    text, wanted = ROLLS[form]
    assert posts(read(text)) == wanted


@pytest.mark.parametrize("text", (
    f"{ROLL_BODY}委员候选人名单公示\n" + "　".join(ROLL_NAMES) + "\n",      # not yet elected
    "参加慰问的有" + "、".join(ROLL_NAMES) + "。\n",                         # of nothing said
))
def test_names_in_a_row_that_hold_no_seat(read, text):
    assert posts(read(text)) == set()
