"""Districts of one name: which city's is meant, for every such district of the gazetteer."""
import pytest

from kg import gazetteer
from kg.pipeline import extract
from kg.recognise.pipeline import make_pipeline
from kg.records import Document
from kg.resolve import resolve


def several():
    """Every district that shares its name with another city's."""
    every = [gazetteer.by_code(code) for code in gazetteer._index().codes]
    return [a for a in every if a.level == "county" and not a.past and a.name.endswith("区")
            and len(gazetteer.meant(a.name)) > 1]


DISTRICTS = several()
WORDS = ("城区", "郊区", "市中区")      # that mean no certain district without their city right before them


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


def built(nlp, *texts):
    return resolve([extract(nlp, Document(f"d{i}", text)) for i, text in enumerate(texts)])


def governed(graph):
    return {graph.entities[s.object].adcode for s in graph.statements if s.predicate == "hasJurisdiction"}


def bodies(graph):
    return {e.adcode for e in graph.entities.values() if e.label == "GovernmentBody"}


def test_there_are_many():
    assert len(DISTRICTS) > 100


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda a: a.code)
def test_the_city_right_before(nlp, district):
    city = gazetteer.by_code(district.parent)
    graph = built(nlp, f"{city.name}{district.name}人民政府召开会议。")
    assert governed(graph) == bodies(graph) == {district.code}
    graph = built(nlp, f"{city.name}{district.name}举行活动。")
    assert {e.adcode for e in graph.entities.values() if e.name == district.name} == {district.code}


@pytest.mark.parametrize("district", [d for d in DISTRICTS if d.name not in WORDS], ids=lambda a: a.code)
def test_the_city_in_the_sentence_before(nlp, district):
    city = gazetteer.by_code(district.parent)
    graph = built(nlp, f"{city.name}近日公布年度计划。{district.name}人民政府召开会议。")
    assert district.code in governed(graph) and bodies(graph) == {district.code}


def test_the_short_name_of_the_city_right_before(nlp):
    wrong = [d.code for d in DISTRICTS
             if governed(built(nlp, f"{gazetteer.by_code(d.parent).short}{d.name}人民政府召开会议。")) != {d.code}]
    assert not [code for code in wrong if not code.startswith(("71", "81"))]        # 台中西区 may be read as 台|中西区


@pytest.mark.parametrize("name", sorted({d.name for d in DISTRICTS}))
def test_where_nothing_tells_there_is_no_code(nlp, name):
    graph = built(nlp, f"{name}人民政府召开会议。", f"{name}人民政府出台方案。")
    assert not any(bodies(graph)) and not any(governed(graph))
    named = [e for e in graph.entities.values() if e.label == "GovernmentBody"]
    assert name in WORDS or len(named) in (0, 2), "two articles that don't say of which city mean no one body"


def test_two_of_one_name_in_one_article_are_two(nlp):
    graph = built(nlp, "南京市鼓楼区人民政府印发方案，徐州市鼓楼区人民政府召开会议。")
    assert governed(graph) == bodies(graph) == {"320106", "320302"}


@pytest.mark.parametrize("text, code", [
    ("徐州市召开会议。\n鼓楼区发布公告。", "320302"),
    ("鼓楼区发布公告，受到福州市各界关注。", "350102"),
    ("南京市玄武区先行一步。鼓楼区随后发布公告。", "320106"),       # another district of the city
    ("南京市和徐州市都有行动。徐州市消防部门说，鼓楼区已经行动。", "320302"),      # the nearest city of the sentence
    ("河南省发布消息，鼓楼区发布公告。", "410204"),
    ("江苏省发布消息，鼓楼区发布公告。", ""),                    # two of them lie in 江苏
    ("沈阳市发布消息，鼓楼区发布公告。", ""),                    # none lies in 沈阳
])
def test_what_the_article_tells(nlp, text, code):
    graph = built(nlp, text)
    assert {e.adcode for e in graph.entities.values() if "鼓楼区" in (e.name, *e.aliases)} == {code}


@pytest.mark.parametrize("name, codes", [
    ("沈阳市和平区", ["210102"]), ("沈阳和平区", ["210102"]), ("济南市中区", ["370103"]), ("济南市市中区", ["370103"]),
    ("江苏省南京市鼓楼区", ["320106"]), ("重庆市渝中区", ["500103"]), ("铁岭", ["211200"]), ("沈阳高新区", []), ("北京市民", []),
    ("大连市鼓楼区", ["320106", "320302", "350102", "410204"]),      # a chain that is none narrows nothing
])
def test_what_a_chain_means(name, codes):
    assert [a.code for a in gazetteer.meant(name)] == codes
