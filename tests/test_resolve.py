"""Resolution: what must become one node, and what must stay two."""
from dataclasses import replace

import pytest

from kg.records import Claim, CleanText, Document, Evidence, Extraction, Mention
from kg.resolve import resolve


def extraction(id_, text, *mentions, claims=()):
    """An article of `text` in which each (surface, label[, attributes]) is a mention, in the order of the text."""
    found, at = [], 0
    for surface, label, *more in mentions:
        start = text.index(surface, at)
        at = start + len(surface)
        attributes = {"name": surface.strip("《》“”"), **(more[0] if more else {})}
        found.append(Mention(start, at, surface, label, **attributes))
    clean = CleanText(text, tuple(range(len(text) + 1)))
    evidence = Evidence(id_, 0, len(text), text)
    made = tuple(Claim(found[s], p, found[o], evidence, "test", 0.9, tuple(sorted(q.items()))) for s, p, o, q in claims)
    return Extraction(Document(id_, text), clean, tuple(found), made)


def names_of(graph):
    return sorted(sorted({e.name, *e.aliases}) for e in graph.entities.values())


def entity(graph, name):
    found = [e for e in graph.entities.values() if name in (e.name, *e.aliases)]
    assert len(found) == 1, (name, names_of(graph))
    return found[0]


def test_place_with_and_without_its_level_is_one_place():
    graph = resolve([extraction("a", "聊城市召开会议。聊城出台措施。", ("聊城市", "AdministrativeArea", {"adcode": "371500"}),
                                ("聊城", "AdministrativeArea", {"adcode": "371500"}))])
    assert len(graph.entities) == 1
    assert entity(graph, "聊城").name == "聊城市"
    assert entity(graph, "聊城市").adcode == "371500"


@pytest.mark.parametrize("full, short", [
    ("沈阳上博智像科技有限公司", "上博智像"),
    ("江苏斯尔邦石化有限公司", "斯尔邦公司"),
    ("重庆安森药业有限公司", "安森药业"),
])
def test_company_and_its_short_name_are_one(full, short):
    graph = resolve([extraction("a", f"{full}复工。{short}表示满意。", (full, "Company"), (short, "Company"))])
    assert entity(graph, short) == entity(graph, full)


@pytest.mark.parametrize("a, b, label", [
    ("江苏银行", "江苏银行无锡分行", "FinancialInstitution"),
    ("沈阳市工信局", "大连市工信局", "GovernmentBody"),
    ("陕西省政府", "山西省政府", "GovernmentBody"),
    ("李刚", "李钢", "OtherPerson"),
    ("浙江大学", "浙江大学附属第一医院", "PublicInstitution"),
    ("沈阳华晨汽车有限公司", "大连华晨汽车有限公司", "Company"),
])
def test_traps_stay_two(a, b, label):
    graph = resolve([extraction("a", f"{a}来了。{b}也来了。", (a, label), (b, label))])
    assert len(graph.entities) == 2, names_of(graph)


def test_defined_abbreviation_joins():
    text = "中国银联贵州分公司（下文简称“贵州银联”）推出方案。贵州银联表示支持。"
    graph = resolve([extraction("a", text, ("中国银联贵州分公司", "FinancialInstitution"), ("贵州银联", "FinancialInstitution"),
                                ("贵州银联", "FinancialInstitution"))])
    assert len(graph.entities) == 1


def test_body_named_by_level_means_the_body_of_the_article_s_city():
    a = extraction("a", "聊城市加快复工。市工信局印发通知。", ("聊城市", "AdministrativeArea", {"adcode": "371500"}), ("市工信局", "GovernmentBody"))
    b = extraction("b", "铁岭市加快复工。市工信局印发通知。", ("铁岭市", "AdministrativeArea", {"adcode": "211200"}), ("市工信局", "GovernmentBody"))
    graph = resolve([a, b])
    assert entity(graph, "聊城市工业和信息化局") != entity(graph, "铁岭市工业和信息化局")


def test_same_body_joins_across_documents_whatever_their_order():
    a = extraction("a", "聊城市工信局印发通知。", ("聊城市工信局", "GovernmentBody"))
    b = extraction("b", "聊城市工业和信息化局开会。", ("聊城市工业和信息化局", "GovernmentBody"))
    graph = resolve([a, b])
    assert len(graph.entities) == 1
    assert resolve([b, a]) == graph


def test_namesakes_of_two_articles_join_only_over_a_shared_body():
    def article(id_, body):
        return extraction(id_, f"{body}总经理李刚表示满意。", (body, "Company"), ("李刚", "OtherPerson"),
                          claims=[(1, "holdsPost", 0, {"title": "总经理"})])

    apart = resolve([article("a", "沈阳东方机械有限公司"), article("b", "广州白云电器有限公司")])
    assert sum(e.name == "李刚" for e in apart.entities.values()) == 2
    joined = resolve([article("a", "沈阳东方机械有限公司"), article("b", "沈阳东方机械有限公司")])
    assert sum(e.name == "李刚" for e in joined.entities.values()) == 1


def test_packages_of_two_articles_stay_two():
    graph = resolve([extraction(d, "市里出台“16条”。", ("“16条”", "MeasurePackage", {"name": "16条"})) for d in "ab"])
    assert len(graph.entities) == 2


def test_claim_becomes_a_statement_between_entities_with_its_sentence():
    text = "聊城市财政局印发《关于支持口罩生产的通知》。"
    graph = resolve([extraction("a", text, ("聊城市财政局", "GovernmentBody"), ("《关于支持口罩生产的通知》", "PolicyDocument"),
                                claims=[(0, "issued", 1, {"date": "2月"})])])
    (statement,) = graph.statements
    assert graph.entities[statement.subject].name == "聊城市财政局"
    assert graph.entities[statement.object].name == "关于支持口罩生产的通知"
    assert statement.evidence.quote == text and statement.qualifiers == (("date", "2月"),)


def test_how_much_is_kept_where_only_the_less_sure_reading_of_a_sentence_says_it():
    x = extraction("a", "甲银行为海州远航公司办理贷款，为远航公司授信1000万元。", ("甲银行", "FinancialInstitution"), ("海州远航公司", "Company"),
                   ("远航公司", "Company"), claims=[(0, "supports", 1, {"means": "办理贷款", "date": "3月"}),
                                                 (0, "supports", 2, {"means": "授信1000万元", "amount": "1000万元"})])
    for claims in (x.claims, x.claims[::-1]):
        surer = tuple(replace(c, confidence=0.9 if c.object is x.mentions[1] else 0.6) for c in claims)
        (statement,) = resolve([replace(x, claims=surer)]).statements
        assert statement.confidence == 0.9
        assert dict(statement.qualifiers) == {"means": "授信1000万元", "amount": "1000万元", "date": "3月"}


def test_claim_that_the_ontology_forbids_is_dropped():
    graph = resolve([extraction("a", "洪玉振印发李明。", ("洪玉振", "Official"), ("李明", "OtherPerson"), claims=[(0, "issued", 1, {})])])
    assert not graph.statements and len(graph.entities) == 2


def test_who_heads_a_country_is_known_by_name():
    def article(id_, text, *mentions, claims=()):
        return extraction(id_, text, *mentions, claims=claims)

    with_post = article("a", "国务院总理李克强出席。", ("国务院", "GovernmentBody"), ("李克强", "Official"), claims=[(1, "holdsPost", 0, {"title": "总理"})])
    bare = article("b", "李克强指出。", ("李克强", "Official"))
    local = article("c", "青山镇镇长李克强说。", ("青山镇", "AdministrativeArea"), ("李克强", "Official"), claims=[(1, "holdsPost", 0, {"title": "镇长"})])
    graph = resolve([with_post, bare, local])
    assert sorted(len({d for d, _, _ in e.mentions}) for e in graph.entities.values() if e.name == "李克强") == [1, 2]


def test_world_bodies_and_party_congresses_are_one_in_all_articles():
    graph = resolve([extraction(d, "世界卫生组织表示，党的十八大以来有进展。", ("世界卫生组织", "OtherOrganisation"), ("党的十八大", "Meeting")) for d in "ab"])
    assert len(graph.entities) == 2


def test_a_task_force_belongs_to_its_article():
    graph = resolve([extraction(d, "复工复产服务队上门。", ("复工复产服务队", "OtherOrganisation")) for d in "ab"])
    assert len(graph.entities) == 2


def test_the_un_is_not_one_of_its_organisations():
    graph = resolve([extraction("a", "联合国表示，联合国教科文组织参与。", ("联合国", "OtherOrganisation"), ("联合国教科文组织", "OtherOrganisation"))])
    assert len(graph.entities) == 2


def test_a_city_known_only_through_its_bodies_gets_its_name_from_the_gazetteer():
    text = "聊城市工信局印发通知，市委部署。"
    x = extraction("a", text, ("聊城市工信局", "GovernmentBody"), ("市", "AdministrativeArea", {"name": "", "anaphor": True, "adcode": "371500"}))
    assert "聊城市" in [e.name for e in resolve([x]).entities.values()]


@pytest.mark.parametrize("verb", ["更名为", "正式更名为", "已改名为", "改称"])
@pytest.mark.parametrize("old, new", [("辽宁省卫生和计划生育委员会", "辽宁省卫生健康委员会"), ("沈阳市旅游局", "沈阳市文化旅游和广播电视局"),
                                      ("大连机械工程学院", "大连理工大学")])
def test_a_renamed_body_is_one_under_its_new_name(verb, old, new):
    graph = resolve([extraction("a", f"{old}{verb}{new}。", (old, "GovernmentBody"), (new, "GovernmentBody"))])
    assert entity(graph, old) == entity(graph, new) and entity(graph, new).name == new
    assert (old, "the article says that it was renamed") in entity(graph, new).joined


@pytest.mark.parametrize("between", ["将更名为", "拟更名为", "未更名为", "并入", "与", "、", "不再更名为", "否认更名为"])
def test_what_is_only_planned_or_merged_stays_two(between):
    a, b = "辽宁省卫生和计划生育委员会", "辽宁省卫生健康委员会"
    graph = resolve([extraction("a", f"{a}{between}{b}。", (a, "GovernmentBody"), (b, "GovernmentBody"))])
    assert len(graph.entities) == 2
