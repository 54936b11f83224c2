"""Which area the name of a body says that it governs."""
import pytest

from kg.name_facts import jurisdiction
from kg.records import Mention


def areas(name):
    body = Mention(0, len(name), name, "GovernmentBody", name)
    return [(area.text, area.adcode) for _, area, _ in jurisdiction([body])]


@pytest.mark.parametrize("city, code", [("沈阳市", "210100"), ("聊城市", "371500"), ("成都市", "510100")])
@pytest.mark.parametrize("rest", ["财政局", "人民政府", "城乡建设局", "农业农村局", "乡村振兴局", "消防救援支队", "中级人民法院", "委组织部",
                                  "人民政府办公厅", "工业企业复工复产指挥部"])
def test_bodies_of_the_city(city, code, rest):
    assert areas(city + rest) == [(city, code)]


@pytest.mark.parametrize("city", ["沈阳市", "聊城市", "成都市"])
@pytest.mark.parametrize("rest", ["公安局交警支队", "公安局长白派出所", "财政局党组", "公安局治安大队", "教育局基础教育处", "人民政府驻北京办事处",
                                  "军分区", "税务局稽查大队"])
def test_offices_inside_bodies_and_posts_govern_nothing(city, rest):
    assert not areas(city + rest)


@pytest.mark.parametrize("name", ["沈阳铁路局", "沈阳铁路公安局", "科技局党组", "市公安局交警支队", "东海航海保障中心", "国务院", "南部军区"])
def test_lines_and_border_posts_govern_nothing(name):
    assert not areas(name)


@pytest.mark.parametrize("name, area", [
    ("沈阳市和平区长白街道办事处", "长白街道"), ("齐齐哈尔市梅里斯区卧牛吐镇政府", "卧牛吐镇"), ("卧牛吐镇人民政府", "卧牛吐镇"),
    ("大连市中山区桂林街道党工委", "桂林街道"), ("今胜村村委会", "今胜村"), ("大连市中山区桂林街道城管办", "桂林街道")])
def test_a_town_governs_itself(name, area):
    assert areas(name) == [(area, "")]


@pytest.mark.parametrize("name, code", [("沈阳市公安局和平分局", "210102"), ("杭州市公安局西湖区分局", "330106"), ("上海市公安局黄浦分局", "310101"),
                                        ("浑南区公安分局", "210112"), ("铁岭银保监分局", "211200")])
def test_a_branch_governs_its_district(name, code):
    assert [c for _, c in areas(name)] == [code]
