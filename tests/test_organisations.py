"""Organisations in running text."""
import pytest

from kg.recognise.sources.organisations import find
from kg.records import CleanText, Mention


def mentions(text: str) -> list[Mention]:
    return find(text, CleanText(text, tuple(range(len(text) + 1))))


def found(text: str) -> list[str]:
    return [m.name for m in mentions(text)]


@pytest.mark.parametrize("text, expected", [
    ("记者从江西省商务厅获悉，该厅出台了措施。", ["江西省商务厅"]),
    ("杭州市委、市政府召开会议。", ["杭州市委", "市政府"]),
    ("市公安局、检察院、法院、司法局联合行动。", ["市公安局", "市检察院", "市法院", "市司法局"]),
    ("会同市发改委、财政、人力资源社会保障等部门研究。", ["市发改委", "市财政局", "市人力资源社会保障局"]),
    ("省发改委、财政等部门研究。", ["省发改委", "省财政厅"]),
    ("南京银行徐州分行向企业放款。", ["南京银行徐州分行"]),
    ("由农行四川分行统筹安排。", ["农行四川分行"]),
    ("在宏图实业（佛山）有限公司的车间里", ["宏图实业（佛山）有限公司"]),
    ("据韩国国防部发言人介绍", ["韩国国防部"]),
    ("中国驻法国大使馆提醒公民", ["中国驻法国大使馆"]),
    ("《证券日报》记者采访了他。", ["证券日报"]),
    ("世界卫生组织和欧盟表示欢迎。", ["世界卫生组织", "欧盟"]),
    ("国务院扶贫办会同财政部印发通知。", ["国务院扶贫办", "财政部"]),
    ("人民银行货币政策司负责人说", ["人民银行货币政策司"]),
    ("人民银行会同北京市金融工作局、丽泽商务区管委会印发意见。", ["人民银行", "北京市金融工作局", "丽泽商务区管委会"]),
    ("浙江大学医学院附属第一医院派出医生", ["浙江大学医学院附属第一医院"]),
])
def test_names(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", [
    "公司和企业要依法纳税，银行要支持。", "当地政府和有关部门表示重视。", "大型国有企业集团和保险公司参加。",
    "城市居民在超市购物，施工行业复工。", "上市公司、中小企业、房地产公司。", "市场监管要加强，区域协调发展。",
    "各市政府要落实责任，各级党委要负责。", "一家保险公司和三家医院。", "养老保险、失业保险、工伤保险费用缓缴。",
    "实行集中办公和日调度。", "共产党员要带头。", "西部地区和南部山区。",
])
def test_nothing_named(text):
    assert found(text) == []


def test_labels():
    labels = {m.name: m.label for m in mentions("杭州市委和杭州市教育局来到苏州绿源环保科技有限公司、浙江大学、工行、新华社。")}
    assert labels == {"杭州市委": "PartyBody", "杭州市教育局": "GovernmentBody", "苏州绿源环保科技有限公司": "Company",
                      "浙江大学": "PublicInstitution", "工行": "FinancialInstitution", "新华社": "Media"}


def test_short_names_after_the_full_one():
    text = "苏州绿源环保科技有限公司转产口罩。绿源环保扩大产能，绿源公司加班。"
    assert found(text) == ["苏州绿源环保科技有限公司", "绿源环保", "绿源公司"]
    assert found("中国检验联盟股份有限公司(下文简称“中验联”)成立。中验联说。")[1:] == ["中验联", "中验联"]


def test_spans_are_those_of_the_text():
    text = "3月1日，杭州市教育局和“蓝天”志愿服务队来到浙江大学。"
    for m in mentions(text):
        assert text[m.start:m.end] == m.text and m.source == "organisations" and m.name


def test_a_date_ends_no_name():
    text = "3日浙江大学开学"
    assert [m.name for m in mentions(text)] == ["浙江大学"]


@pytest.mark.parametrize("text, name", [
    ("受疫情影响，广东伟经金属制造有限公司面临风险。", "广东伟经金属制造有限公司"),      # 经 is part of the brand
    ("大唐双鸭山热电有限公司复工。", "大唐双鸭山热电有限公司"),                            # the place is behind the brand
    ("在该省人民政府新闻办公室举办的发布会上", "省人民政府新闻办公室"),
    ("随县县委书记陈兴旺说", "随县委"),
    ("马来西亚航空公司说", "马来西亚航空公司"),
    ("中国国家原子能机构主任说", "中国国家原子能机构"),
    ("四川联通和四川铁塔公司派出队伍", "四川铁塔"),
    ("历任安徽大学生物系辅导员", "安徽大学"),
])
def test_bounds_of_names(text, name):
    assert name in {m.name for m in mentions(text)}


@pytest.mark.parametrize("text", ["各航空公司复航。", "多家航空公司停航。", "河北一镇党委受查。", "城市公立医院改革。", "它是全资子公司。"])
def test_kinds_are_no_names(text):
    assert [m.name for m in mentions(text)] == []
