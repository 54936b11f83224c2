"""Persons of one name: one man, or several."""
import pytest

from kg.pipeline import extract
from kg.recognise.pipeline import make_pipeline
from kg.records import Document
from kg.resolve import resolve


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline()


def count(nlp, name, *texts):
    graph = resolve([extract(nlp, Document(f"d{i}", t)) for i, t in enumerate(texts)])
    return sum(e.key.startswith("Person") and e.name == name for e in graph.entities.values())


BUREAU, FIRM, OTHER = "沈阳市财政局局长{}出席会议。", "大连远帆物流有限公司总经理{}介绍情况。", "甲乐科技股份有限公司总裁{}作了发言。"


@pytest.mark.parametrize("name", ["李伟", "王建国", "张敏"])
@pytest.mark.parametrize("texts, persons", [
    ((BUREAU + FIRM,), 2),
    ((FIRM + OTHER,), 2),
    ((BUREAU + FIRM + OTHER,), 3),
    ((BUREAU, FIRM), 2),
    ((BUREAU, OTHER), 2),
    ((FIRM, OTHER), 2),
    (("大连市市长{}出席会议。", "沈阳市市长{}出席会议。"), 2),
    (("沈阳市教育局副局长{}出席。", "沈阳市民政局副局长{}出席。"), 2),
    ((BUREAU + "{}说，资金已经到位。",), 1),
    ((BUREAU, "沈阳市财政局局长{}介绍情况。"), 1),
    (("沈阳市市长{}出席会议。沈阳市委副书记{}讲话。",), 1),
    ((BUREAU + "沈阳市财政局党组书记{}讲话。",), 1),
    ((FIRM + "大连远帆物流有限公司董事长{}讲话。",), 1),
    (("远帆集团有限公司董事长{}说。大连远帆物流有限公司总经理{}说。",), 1),
])
def test_one_or_several(nlp, name, texts, persons):
    assert count(nlp, name, *(t.replace("{}", name) for t in texts)) == persons


def test_who_leads_the_country_is_one_everywhere(nlp):
    assert count(nlp, "习近平", "国家主席习近平出席会议。", "中共中央总书记习近平讲话。", "习近平说，要抓好落实。",
                 "时任浙江省委书记习近平来到村里。") == 1


def test_who_heads_a_province_is_one_where_the_province_is_named(nlp):
    assert count(nlp, "蔡奇", "北京市委书记蔡奇主持会议。", "中共北京市委书记蔡奇讲话。", "蔡奇在北京市朝阳区调研。") == 1
    assert count(nlp, "蔡奇", "北京市委书记蔡奇主持会议。", "蔡奇是上海市一名司机。") == 2
