"""Places in text, and where a text is."""
import time

import pytest

from kg.recognise.sources import places
from kg.records import Aside, CleanText, Section
from kg.region import regions


def clean(text, sections=(), asides=(), headline=""):
    return CleanText(text, tuple(range(len(text) + 1)), tuple(sections), tuple(asides), headline)


def found(text, label="AdministrativeArea", **parts):
    return [(m.text, m.name, m.adcode) for m in places.find(text, clean(text, **parts)) if m.label == label]


def texts(text, label="AdministrativeArea"):
    return [m[0] for m in found(text, label)]


@pytest.mark.parametrize("text, expected", [
    ("江西省高安市一家企业开工。", [("江西省高安市", "高安市", "360983")]),
    ("记者在成都市青羊区看到，", [("成都市青羊区", "青羊区", "510105")]),
    ("江西赣州地处赣江上游。", [("江西赣州", "赣州市", "360700")]),
    ("山东济南市中区发布消息。", [("山东济南市中区", "市中区", "370103")]),
    ("天津滨海新区政务大厅", [("天津滨海新区", "滨海新区", "120116")]),
    ("美国纽约和日本东京的股市", [("美国纽约", "纽约", "US0001"), ("日本东京", "东京", "JP0001")]),
    ("上海市场供应充足，上海市民安心。", [("上海", "上海市", "310000"), ("上海", "上海市", "310000")]),
    ("南京市长主持会议，南京市长江边", [("南京", "南京市", "320100"), ("南京市", "南京市", "320100")]),
])
def test_chains_are_one_mention_of_the_innermost(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", [
    "各级组织金融机构对接企业", "共享资源，加强合作", "公安机关与和平力量", "发展中国家的重大理论", "为了长治久安", "近30日本台消息",
    "沿海地区产业均衡水平", "党和政府", "扩大内需、壮大新动能", "李长春、张德江出席", "安居乐业，共同富裕", "建成安置住房", "一视同仁",
    "隆重庆祝", "今天全国平安", "王岐山会见外宾", "入海口湿地", "奥巴马说", "改善了农村环境", "复杂多变", "以人为本，大同小异",
])
def test_words_are_no_places(text):
    assert [m for m in texts(text) if m != "中国"] == []


def test_names_beside_a_wrong_one_are_found():
    assert texts("重庆安森药业、沈阳高新区") == ["重庆", "沈阳"]
    assert texts("总台中国之声报道") == ["中国"]


def test_a_short_county_needs_evidence():
    assert texts("他来自永新。") == []
    assert found("江西永新的老区群众。")[0][1:] == ("永新县", "360830")
    assert [c for _, _, c in found("浑南区提速。浑南的企业复工。")] == ["210112", "210112"]


def test_ambiguous_names_follow_the_article():
    assert {c for _, _, c in found("南京市出台政策。鼓楼区率先落实。")} == {"320100", "320106"}
    assert {c for _, _, c in found("徐州市出台政策。鼓楼区率先落实。")} == {"320300", "320302"}
    assert found("鼓楼区率先落实。") == [("鼓楼区", "鼓楼区", "")]


def test_signs_of_provinces():
    assert found("会议在京举行")[0] == ("京", "北京市", "110000")
    assert [n for _, n, _ in found("川渝共建重大项目")] == ["四川省", "重庆市"]
    assert texts("京剧和川菜存在渝味") == [] and texts("乘京沪高铁") == []


@pytest.mark.parametrize("text, name", [
    ("走进湘西的青石坪村，", "青石坪村"), ("位于云阳县泥溪镇的工厂", "泥溪镇"), ("海口市秀英区长流镇", "长流镇"), ("来到十三岭村看望", "十三岭村"),
])
def test_townships_and_villages(text, name):
    assert name in [n for _, n, _ in found(text)]


def test_villages_are_known_by_their_short_name_later():
    names = [n for _, n, _ in found("走进坳背村，家家养蜂。坳背的蜜远近闻名。")]
    assert names == ["坳背村", "坳背村"]


@pytest.mark.parametrize("text", ["贫困村和示范镇", "城镇与乡村", "返乡人员回到家乡", "各街道、社区", "两个村的村民"])
def test_generic_villages_are_none(text):
    assert texts(text) == []


@pytest.mark.parametrize("text, expected", [
    ("江西鹰潭高新区与企业签约", ("江西鹰潭高新区", "鹰潭高新技术产业开发区", "360600")),
    ("昆山经济技术开发区", ("昆山经济技术开发区", "昆山经济技术开发区", "320583")),
    ("落户武汉东湖高新区。", ("武汉东湖高新区", "东湖高新技术产业开发区", "420100")),
    ("产品在宁波港装船", ("宁波港", "宁波港", "330200")),
    ("沈阳国际软件园减免租金", ("沈阳国际软件园", "沈阳国际软件园", "210100")),
    ("中国(上海)自由贸易试验区", ("中国(上海)自由贸易试验区", "中国（上海）自由贸易试验区", "310000")),
    ("推进长三角地区一体化", ("长三角地区", "长三角", "")),
    ("京沪高铁沿线", ("京沪高铁", "京沪高铁", "")),
    ("毗邻锦绣湖科技园", ("锦绣湖科技园", "锦绣湖科技园", "")),
    ("沈阳市青年大街地铁站内", ("沈阳市青年大街地铁站", "青年大街地铁站", "210100")),
])
def test_other_places(text, expected):
    assert expected in found(text, "OtherPlace")


@pytest.mark.parametrize("text", ["建设国家级高新区和工业园区", "大型机场与港口", "筑牢口岸防线", "反中乱港分子", "出路与思路", "一批产业基地"])
def test_generic_zones_are_none(text):
    assert found(text, "OtherPlace") == []


def test_titles_bylines_and_credits_name_no_places():
    assert texts("《上海日报》报道") == []
    text = "海宁报道：北京有雨。"
    assert found(text, asides=[Aside("byline", 0, 4)]) == [("北京", "北京市", "110000")]


def test_a_past_district_keeps_its_own_code():
    assert found("杭州市下城区")[0] == ("杭州市下城区", "下城区", "330103")


def test_speed():
    text = "记者在江西省赣州市南康区龙回镇看到，南康家具产业园和赣州港一片繁忙。" * 300
    places.find("上海", clean("上海"))
    start = time.perf_counter()
    places.find(text, clean(text))
    assert time.perf_counter() - start < 5


# Where a text is

def home(text, word, level, kind="", **parts):
    c = clean(text, **parts)
    mentions = tuple(places.find(text, c))
    return regions(c, mentions).home(text.index(word), level, kind)


def test_the_city_of_an_article_outweighs_those_in_passing():
    text = "聊城加快复工\n聊城市召开会议。聊城商会在北京、杭州采购口罩。市工信局指导企业。省政府发文。"
    assert home(text, "市工信局", "city") == "371500"
    assert home(text, "省政府", "province") == "370000"


def test_a_district_and_its_city():
    text = "沈阳市浑南区推动复工。区委部署工作，市里给予支持。"
    assert home(text, "区委", "county") == "210112"
    assert home(text, "市里", "city") == "210100"


def test_each_section_has_its_own_city():
    text = "成都市青羊区——\n连夜上报市经信委。\n苏州 支持企业\n市财政局拨款。"
    cut = text.index("苏州")
    sections = [Section(0, cut, "成都市青羊区——"), Section(cut, len(text), "苏州 支持企业")]
    assert home(text, "市经信委", "city", sections=sections) == "510100"
    assert home(text, "市财政局", "city", sections=sections) == "320500"


def test_a_municipality_is_province_and_city():
    text = "上海出台措施。上海银保监局会同市经信委制定方案。"
    assert home(text, "市经信委", "city") == home(text, "市经信委", "province") == "310000"


def test_a_county_level_city_is_a_city_too():
    text = "江西省高安市医用企业满负荷生产。高安市帮助企业，市委派出干部。"
    assert home(text, "市委", "city") == "360983"
    text = "铁岭市部署复工。铁岭市工信局下沉。铁岭市出台政策。\n调兵山市成立小组，将全市企业分为三片。"
    assert home(text, "全市", "city") == "211281"


def test_a_dateline_tells_the_province():
    text = "中新网贵阳3月31日电 商务厅发布方案，省发改委落实。"
    asides = [Aside("dateline", 0, 11)]
    assert home(text, "省发改委", "province", asides=asides) == "520000"


def test_nothing_is_known_of_a_text_without_places():
    assert home("市政府开会。", "市政府", "city") == ""
    assert home("美国纽约市政府开会，市长出席。", "市长", "city") == ""
    assert home("江西省高安市的镇政府", "镇政府", "township") == ""


@pytest.mark.parametrize("city, code", [("青岛市", "370200"), ("伊宁市", "654002"), ("大连市", "210200")])
@pytest.mark.parametrize("name, inner", [
    ("香港中路", "香港"), ("山西北路", "山西"), ("上海花园小区", "上海"), ("北京东路", "北京"), ("苏州大道", "苏州"), ("太原新村小区", "太原"),
    ("巴黎春天百货", "巴黎"), ("罗马假日广场", "罗马")])
def test_a_street_named_after_an_area_is_not_in_it(city, code, name, inner):
    mentions = places.find(f"记者来到{city}{name}。", clean(f"记者来到{city}{name}。"))
    assert inner not in [m.text for m in mentions]
    assert [(m.text, m.name, m.adcode) for m in mentions if m.label == "OtherPlace"] == [(city + name, name, code)]


@pytest.mark.parametrize("text, area", [("他从上海到南京路过无锡。", "南京"), ("去上海路上堵车。", "上海"),
                                        ("上海道路施工。", "上海"), ("广州路面积水。", "广州"), ("北京街头人多。", "北京"), ("浙江杭州公园开放。", "浙江杭州")])
def test_areas_before_words_like_street(text, area):
    assert area in texts(text)


@pytest.mark.parametrize("text, expected", [
    ("中方同法国总统会谈，法方表示赞同。", [("中方", "中国", "CN0000"), ("法方", "法国", "FR0000")]),
    ("日本首相说，日方将提供帮助。", [("日方", "日本", "JP0000")]),
    ("老挝总理说，老方感谢。", [("老方", "老挝", "LA0000")]),
    ("俄罗斯与中国合作，俄方已回应。", [("俄方", "俄罗斯", "RU0000")]),
    ("双方、对方、警方、官方、院方、校方、外方都表示。", []),
    ("集中方舱医院，其中方便面十箱，从中方可看出。", []),
    ("日本游客节假日方可入园。", []),
    ("法国游客的方法方面，处理得当。", []),
    ("老方说，今年收成好。", []),
    ("美方案、当中方向、三英方阵。", []),
    ("德国队德方正圆。", []),
    ("印方一枚。", []),
])
def test_the_sides_of_a_matter(text, expected):
    assert [f for f in found(text) if f[0].endswith("方")] == expected
