"""What the frame of a clause makes sure, whatever the words of a name are; what only looks like it stays nothing."""
import pytest

from kg.recognise.decide import decide
from kg.records import CleanText


def found(text):
    return {m.text for m in decide(CleanText(text, tuple(range(len(text) + 1))))}


@pytest.mark.parametrize("name", ["高明", "马力", "方圆", "向阳", "林海", "黎明"])
@pytest.mark.parametrize("form", ["近日{}深入洛阳市检查防汛工作。", "日前，{}来到南昌县调研。", "在三一重工，{}详细询问了用工情况。",
                                  "防汛指挥部由{}负责。", "{}任洛阳市财政局副局长。"])
def test_a_word_is_a_person_where_only_one_can_stand(form, name):
    assert name in found(form.format(name))


@pytest.mark.parametrize("sentence, word", [
    ("近日，全区深入开展专项整治。", "全区"), ("从受理到办结，只用两天。", "从受理"), ("有的在南昌县，有的在洛阳市。", "有的"),
    ("时间来到洛阳市解放那年。", "时间"), ("车队来到洛阳市。", "车队"), ("祝贺他当选洛阳市市长。", "祝贺他")])
def test_other_words_there_are_no_persons(sentence, word):
    assert word not in found(sentence)


@pytest.mark.parametrize("name", ["钱进", "安康", "于洋", "陈东升"])
@pytest.mark.parametrize("verb", ["出任", "接任", "曾任"])
def test_a_name_ends_before_the_verb(name, verb):
    assert name in found(f"{name}{verb}洛阳市审计局副局长。")


@pytest.mark.parametrize("team", ["防汛工作专班", "电力保供领导小组", "秋粮收购指挥部"])
def test_a_task_force_of_which_is_said_who_leads_it(team):
    assert team in found(f"{team}由法库县水利局牵头。")


def test_a_task_force_without_a_name_of_its_own_is_none():
    assert "工作专班" not in found("工作专班由法库县水利局牵头。")


@pytest.mark.parametrize("name", ["比亚迪", "河长制"])
def test_a_known_name_of_another_kind_is_no_person(name):
    from kg.recognise.candidates import candidates

    text = f"{name}在洛阳市推广。"
    assert not [c for c in candidates(CleanText(text, tuple(range(len(text) + 1)))) if c.kind == "Person" and c.mention.text == name]


def test_what_a_place_pays_the_place_pays():
    assert found("青海省财政下达3000万元人民币支持洛阳市抗旱。") == {"青海省", "3000万元人民币", "洛阳市"}
