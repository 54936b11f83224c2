"""Bare ministries and parliaments: of which country, and which of them are China's."""
import pytest

from kg import names
from kg.pipeline import extract
from kg.recognise.pipeline import make_pipeline
from kg.records import CleanText, Document, Extraction, Mention
from kg.resolve import resolve
from kg.resolve.countries import chinese, settle


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


def bodies(nlp, text, date="2020-04-01"):
    graph = resolve([extract(nlp, Document("d", text, date=date))])
    return {e.name for e in graph.entities.values() if e.label == "GovernmentBody"}


def settled(text, body, person="", date="2020-04-01"):
    """The name that the ministry `body` of `text` gets; None if it is left out."""
    def mention(word, label):
        at = text.index(word)
        return Mention(at, at + len(word), word, label, word)
    made = [mention(body, "GovernmentBody")] + ([mention(person, "Official")] if person else [])
    clean = CleanText(text, tuple(range(len(text) + 1)))
    left = settle(Extraction(Document("d", text, date=date), clean, tuple(sorted(made)), ())).mentions
    return next((m.name for m in left if m.label == "GovernmentBody"), None)


FOREIGN = ("阿尔瓦拉多", "斯塔库拉斯", "科纳申科夫", "乌曼斯基", "萨仁格日勒")
MINISTERS = [
    ("希腊教育部长{}表示，学校五月复课。", "教育部", "希腊教育部"),
    ("俄罗斯总统对此表示赞同。俄外交部发言人{}说，双方将合作。", "外交部", "俄罗斯外交部"),
    ("委内瑞拉发布公告。委卫生部长{}表示欢迎。", "卫生部", "委内瑞拉卫生部"),
    ("据乌克兰媒体报道，乌前财政部长{}提交申请。", "财政部", "乌克兰财政部"),
    ("德国联邦卫生部长{}当天回应。", "卫生部", "德国卫生部"),
    ("法国总理与卫生部长{}出席听证会。", "卫生部", "法国卫生部"),
    ("土耳其宣布新措施。卫生部长{}介绍情况。", "卫生部", "土耳其卫生部"),
    ("中国专家抵达塞尔维亚。国防部长{}到机场迎接。", "国防部", "塞尔维亚国防部"),
    ("中国与巴布亚新几内亚举办会议，巴新外交部副秘书长{}出席。", "外交部", "巴布亚新几内亚外交部"),
    ("中国驻蒙古国大使同外交部长{}通电话。", "外交部", "蒙古国外交部"),
]


@pytest.mark.parametrize("person", FOREIGN)
@pytest.mark.parametrize("text, body, full", MINISTERS)
def test_a_foreign_minister_is_none_of_chinas(nlp, text, body, full, person):
    text = text.format(person)
    assert settled(text, body, person) == full
    assert not {n for n in bodies(nlp, text) if n.startswith("中华人民共和国")}


@pytest.mark.parametrize("text, body, full", [
    ("美国务院发表声明。", "国务院", "美国国务院"), ("吉尔吉斯斯坦发布公告。吉卫生部说。", "吉卫生部", "吉尔吉斯斯坦卫生部"),
    ("日本发布公告。当日央行开展操作。", "央行", "央行"), ("3月29日工信部召开会议，介绍日本情况。", "工信部", "工信部"),
    ("哈萨克斯坦的疫情。哈信息与社会发展部说。", "哈信息与社会发展部", "哈萨克斯坦信息与社会发展部"),
    ("浙江省政府通报，德国一例。", "浙江省政府", "浙江省政府"), ("北京市疾控中心通报英国病例。", "北京市疾控中心", "北京市疾控中心")])
def test_the_sign_of_a_country(text, body, full):
    assert settled(text, body) == full


@pytest.mark.parametrize("text, body", [
    ("外交部发言人王江河主持例行记者会。", "中华人民共和国外交部"),
    ("中国外交部发言人说，将同法国合作。", "中华人民共和国外交部"),
    ("对于美国的做法，外交部发言人李明华表示反对，中方已提出交涉。", "中华人民共和国外交部"),
    ("3月29日教育部召开会议。", "中华人民共和国教育部"),
    ("财政部下达资金五亿元。", "中华人民共和国财政部"),
    ("中国驻日本大使说，经国务院批准，商务部将提供帮助。", "中华人民共和国商务部"),
    ("教育部副部长赵明山说，在英国、法国、德国的留学生情况良好。", "中华人民共和国教育部"),
])
def test_chinas_own_stay(nlp, text, body):
    assert body in bodies(nlp, text)


def test_a_ministry_that_china_has_no_more(nlp):
    assert "中华人民共和国卫生部" in bodies(nlp, "卫生部部长陈立新出席会议。", "2010-03-01")
    assert settled("新西兰单日新增病例创新高，卫生部表示将公布方案。", "卫生部") == "新西兰卫生部"
    assert settled("卫生部部长陈立新出席会议。", "卫生部", "陈立新") == "卫生部"


def test_the_forms_of_the_state_council_are_one():
    assert len({names.canonical(n) for n in ("国务院", "中国国务院", "中国政府", "中央人民政府", "中华人民共和国国务院")}) == 1
    assert names.canonical("中国教育部") == names.canonical("教育部")


@pytest.mark.parametrize("name, whether", [("华春莹", True), ("王毅", True), ("欧阳修文", True), ("阿尔瓦拉多", False), ("瓦罗", False),
                                           ("乔·帕哈拉", False), ("科贾", False)])
def test_names_of_chinese_form(name, whether):
    assert chinese(name) is whether
