"""The gazetteer: codes, names, chains, and the scan."""
import time

import pytest

from kg import gazetteer
from kg.gazetteer import LEVELS


def codes(name):
    return [a.code for a in gazetteer.areas(name)]


@pytest.mark.parametrize("name, code, full", [
    ("黄冈市", "421100", "湖北省黄冈市"),
    ("黄冈", "421100", "湖北省黄冈市"),
    ("仙桃", "429004", "湖北省仙桃市"),          # governed by the province
    ("浦东新区", "310115", "上海市浦东新区"),
    ("浦东", "310115", "上海市浦东新区"),
    ("恩施州", "422800", "湖北省恩施土家族苗族自治州"),
    ("延边", "222400", "吉林省延边朝鲜族自治州"),
    ("长阳县", "420528", "湖北省宜昌市长阳土家族自治县"),
    ("莫旗", "150722", "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"),
    ("内蒙古", "150000", "内蒙古自治区"),
    ("鄂", "420000", "湖北省"),
    ("黔", "520000", "贵州省"),
    ("神农架", "429021", "湖北省神农架林区"),
    ("莘县", "371522", "山东省聊城市莘县"),
    ("台北市", "710100", "台湾省台北市"),
    ("石河子", "659001", "新疆维吾尔自治区石河子市"),
])
def test_names_and_codes(name, code, full):
    assert codes(name)[0] == code
    assert gazetteer.full_name(code) == full


def test_former_names_are_aliases_or_past_areas():
    assert codes("襄樊市") == ["420600"] and codes("襄樊") == ["420600"]
    assert codes("南康市") == ["360703"]
    past = gazetteer.by_code("110104")
    assert past.name == "宣武区" and past.past and past.successors == ("110102",)
    assert codes("宣武") == ["110104"]
    assert [a.code for a in gazetteer.chain("110104")] == ["110104", "110000"]


def test_ambiguous_names_give_every_area_the_city_first():
    found = gazetteer.areas("朝阳")
    assert found[0].name == "朝阳市" and {a.code for a in found} >= {"211300", "110105", "220104", "211321"}
    assert [a.name for a in gazetteer.areas("吉林")] == ["吉林省", "吉林市"]
    assert {a.parent for a in gazetteer.areas("鼓楼区")} == {"320100", "320300", "350100", "410200"}


def test_abroad():
    assert codes("美国") == codes("美利坚合众国") == ["US0000"]
    assert gazetteer.by_code("US0000").abroad and gazetteer.by_code("US0000").level == "country"
    city = gazetteer.areas("加德满都")[0]
    assert [a.name for a in gazetteer.chain(city.code)] == ["加德满都", "尼泊尔"]
    china = gazetteer.areas("中国")[0]
    assert not china.abroad and gazetteer.chain(china.code) == (china,)


def test_chains_end_at_the_province_and_unknown_codes_have_none():
    assert [a.code for a in gazetteer.chain("360703")] == ["360703", "360700", "360000"]
    assert gazetteer.by_code("310000").municipality and not gazetteer.by_code("360000").municipality
    assert gazetteer.lies_in("360703", "360000") and not gazetteer.lies_in("360703", "370000")
    assert gazetteer.chain("999999") == () and gazetteer.by_code("") is None and gazetteer.full_name("") == ""
    assert gazetteer.areas("没有这个地方") == ()


def test_the_table_holds_together():
    index = gazetteer._index()
    provinces = [a for a in index.codes.values() if a.level == "province" and not a.abroad]
    assert len(provinces) == 34
    assert sum(a.level == "county" and not a.past and not a.code.startswith(("71", "81", "82")) for a in index.codes.values()) > 2800
    for area in index.codes.values():
        assert area.level in LEVELS and area.name and area.name not in area.aliases
        assert area.level == "country" or gazetteer.by_code(area.parent) is not None, area
        for code in area.successors:
            assert not gazetteer.by_code(code).past, area


def test_the_scan_takes_the_longest_from_the_left():
    text = "江西省高安市与上海浦东新区，南京市鼓楼区。"
    assert [text[s:e] for s, e, _ in gazetteer.find(text)] == ["江西省", "高安市", "上海", "浦东新区", "南京市", "鼓楼区"]
    assert gazetteer.find("") == [] and gazetteer.find("京") == []
    ends = [end for end, _ in gazetteer.at("内蒙古自治区", 0)]
    assert ends == sorted(ends, reverse=True) and ends[0] == 6 and 3 in ends


def test_the_scan_is_linear():
    gazetteer.find("上海")
    start = time.perf_counter()
    gazetteer.find("黑龙江省牡丹江市西安区" * 5000)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("form, code", [
    ("梅里斯区", "230208"), ("前郭县", "220721"), ("前郭尔罗斯县", "220721"), ("孟村县", "130930"),
    ("恩施州", "422800"), ("积石山县", "622927"),
    ("管城区", "410104"), ("瀍河区", "410304"), ("莫力达瓦旗", "150722"), ("长白县", "220623"), ("融水县", "450225"), ("海西州", "632800"),
    ("和布克赛尔县", "654226"), ("双江县", "530925"), ("克孜勒苏州", "653000")])
def test_short_forms_of_autonomous_areas(form, code):
    assert [a.code for a in gazetteer.areas(form)] == [code]


def test_every_autonomous_area_has_a_short_form_that_no_other_has():
    """But those that only a people gives its name, and 东乡县, which was another county's name."""
    areas = [a for a in map(gazetteer.by_code, gazetteer._index().codes)
             if "自治" in a.name and not a.past and a.level in ("city", "county")]

    def own(a, name):
        return name[-1] in "州县旗" and "族" not in name and [x for x in gazetteer.areas(name) if not x.past] == [a]

    assert {a.name for a in areas if not any(own(a, n) for n in a.aliases)} <= {"东乡族自治县"}


@pytest.mark.parametrize("form", ["海北", "海西", "黄南", "融", "长县", "广西区"])
def test_forms_that_are_not_made(form):
    assert not gazetteer.areas(form)
