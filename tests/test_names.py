"""The grammar of organisation names."""
import pytest

from kg import names


@pytest.mark.parametrize("name, place, level, parent, branch, bracket", [
    ("沈阳市工信局", "沈阳市", "", "", "", ""),
    ("市工信局", "", "市", "", "", ""),
    ("自治区党委", "", "自治区", "", "", ""),
    ("市民政局", "", "市", "", "", ""),
    ("市场监督管理局", "", "", "", "", ""),
    ("杭州市西湖区经济和科技局", "杭州市西湖区", "", "", "", ""),
    ("苏州绿源环保科技有限公司", "苏州", "", "", "", ""),
    ("宏图实业（佛山）有限公司", "", "", "", "", "佛山"),
    ("宏图实业(佛山)有限公司", "", "", "", "", "佛山"),
    ("南京银行徐州分行", "南京", "", "南京银行", "徐州", ""),
    ("中国农业银行四川分行", "", "", "中国农业银行", "四川", ""),
    ("农行四川分行", "", "", "农行", "四川", ""),
    ("人民银行货币政策司", "", "", "人民银行", "", ""),
    ("财政部金融司", "", "", "财政部", "", ""),
    ("福建医科大学附属协和医院", "福建", "", "福建医科大学", "", ""),
    ("杭州市防汛抗旱指挥部办公室", "杭州市", "", "杭州市防汛抗旱指挥部", "", ""),
    ("云南省人民政府办公厅", "云南省", "", "云南省人民政府", "", ""),
    ("沈阳市财政局党组", "沈阳市", "", "沈阳市财政局", "", ""),
    ("市委组织部", "", "市", "市委", "", ""),
    ("中国移动四川分公司", "", "", "中国移动", "四川", ""),
    ("四川移动", "四川", "", "中国移动", "四川", ""),
    ("武汉经济技术开发区管委会", "武汉经济技术开发区", "", "", "", ""),
])
def test_parts(name, place, level, parent, branch, bracket):
    parts = names.parse(name)
    assert (parts.place, parts.level, parts.parent, parts.branch_place, parts.bracket_place) == (
        place, level, parent, branch, bracket)


def test_core_and_ending():
    assert (names.parse("沈阳市工信局").core, names.parse("沈阳市工信局").ending) == ("工信", "局")
    firm = names.parse("苏州绿源环保科技有限公司")
    assert (firm.core, firm.ending) == ("绿源环保科技", "有限公司")


@pytest.mark.parametrize("name, adcode, full", [
    ("聊城市工信局", "", "聊城市工业和信息化局"),
    ("市工信局", "371500", "聊城市工业和信息化局"),
    ("市委", "371500", "聊城市委"),
    ("中共聊城市委员会", "", "聊城市委"),
    ("省政府", "520000", "贵州省人民政府"),
    ("贵州省政府", "", "贵州省人民政府"),
    ("四川省卫健委", "", "四川省卫生健康委员会"),
    ("湖北省人社厅", "", "湖北省人力资源和社会保障厅"),
    ("农行湖北分行", "", "中国农业银行湖北分行"),
    ("工行", "", "中国工商银行"),
    ("证监会", "", "中国证券监督管理委员会"),
    ("国务院扶贫办", "", "国务院扶贫开发领导小组办公室"),
    ("中国银保监会上海监管局", "", "上海银保监局"),
    ("国家税务总局沈阳市税务局", "", "沈阳市税务局"),
    ("韩国国防部", "", "韩国国防部"),
    ("绿源环保科技公司", "", "绿源环保科技公司"),
])
def test_canonical(name, adcode, full):
    assert names.canonical(name, adcode) == full


def test_a_district_carries_its_city():
    assert names.canonical("浑南区委") == names.canonical("沈阳市浑南区委") == "沈阳市浑南区委"


def test_canonical_is_stable():
    for name in ("聊城市工信局", "市委", "农行湖北分行", "上海银保监局", "四川移动", "武汉经开区管委会"):
        once = names.canonical(name)
        assert names.canonical(once) == once


def test_variants_hold_the_other_forms():
    assert "聊城市工信局" in names.variants("聊城市工业和信息化局")
    assert {"工商银行", "工行"} <= set(names.variants("中国工商银行"))
    assert "农业银行四川分行" in names.variants("中国农业银行四川分行")
    assert "贵州省政府" in names.variants("贵州省人民政府")
    assert "中国银行保险监督管理委员会上海监管局" in names.variants("上海银保监局")
    assert names.variants("绿源环保科技公司") == ()


@pytest.mark.parametrize("name, label", [
    ("苏州绿源环保科技有限公司", "Company"), ("南京银行徐州分行", "FinancialInstitution"), ("杭州市委", "PartyBody"),
    ("杭州市教育局", "GovernmentBody"), ("国务院", "GovernmentBody"), ("新华社", "Media"), ("清华大学", "PublicInstitution"),
    ("绿源", ""),
])
def test_label_of(name, label):
    assert names.label_of(name) == label


def test_every_lexicon_row_has_a_class_of_the_ontology():
    from kg.ontology import classes
    leaves = set(classes())
    assert {body.label for body in names.known().values()} <= leaves
    assert set(names.endings().values()) <= leaves
    assert {label for label, _ in names.local_bodies().values()} <= leaves
