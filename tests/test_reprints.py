"""Reprints: the same text under another headline, cut down, or with a line more; not what only sounds alike."""
import random

import pytest

from kg.reprints import reprints

SENTENCES = [
    "青山市财政局今天印发《青山市支持中小企业复工复产办法》，提出十二条措施，自发布之日起施行。",
    "办法明确，对租用国有房屋的企业免收三个月租金，对租用其他房屋的由各县区给予补助。",
    "市财政局局长赵亮在新闻发布会上介绍，全市已安排资金2.3亿元，惠及企业4500户。",
    "昌河县率先行动，组织二十个服务队进厂入户，帮助企业解决原料运输和工人返岗的难题。",
    "昌河县工业园区管委会主任孙敏说，园区里的六十八家企业已经有五十九家开工，预计月底全部恢复生产。",
    "青山银行同日宣布，向受到影响的小微企业提供专项贷款，利率比平时低一个百分点，最长可以用三年。",
    "市人大代表李季建议，把行之有效的做法写进地方法规，让企业有长远的预期，也让基层有章可循。",
    "下一步，青山市将建立月度调度制度，由市政府督查室对各县区落实情况开展检查，结果向社会公布。",
]
TEXT = "".join(SENTENCES)
OTHER = "大江市交通局表示，连接江南江北的第三座大桥已经合龙，预计明年六月通车，届时两岸往来的时间将从五十分钟缩短到十分钟，沿线三个镇的居民出行更加便利，物流成本也会明显下降。"


def bulletin(day, new, total):
    return (f"青山市卫生健康委员会通报，3月{day}日0时至24时，全市新增确诊病例{new}例，当日治愈出院{new + 3}例，解除医学观察{new * 7}人。"
            f"截至3月{day}日24时，全市累计报告确诊病例{total}例，累计治愈出院{total - 40}例，现有在院治疗{40 - new}例，追踪到密切接触者{total * 9}人。"
            "市疫情防控指挥部提醒广大市民，外出时请佩戴口罩，勤洗手，多通风，少聚集，如有发热症状请及时到就近的发热门诊就诊，并主动告知旅行史。")


ORIGINAL = ("a", "2020-03-01", TEXT)


@pytest.mark.parametrize("name, text", [
    ("whole", TEXT), ("other headline", "青山出台十二条\n" + TEXT), ("first five", "".join(SENTENCES[:5])), ("every other part", "".join(SENTENCES[:3] + SENTENCES[5:])),
    ("other line ends and marks", TEXT.replace("。", "。\r\n　　").replace("，", ",")),
    ("a line more", TEXT + "本报将继续关注青山市各项措施的落实情况，欢迎读者来电来信。"),
])
def test_a_reprint(name, text):
    assert reprints([ORIGINAL, ("b", "2020-03-02", text), ("c", "2020-03-01", OTHER * 2)]) == {"b": "a"}


@pytest.mark.parametrize("name, date, text", [
    ("another text", "2020-03-02", OTHER * 2),
    ("quotes two sentences", "2020-03-02", "".join(SENTENCES[:2]) + OTHER + "".join(reversed(OTHER)) * 2),
    ("too short to judge", "2020-03-02", SENTENCES[3][:20]),
    ("cut down, a year later", "2021-03-02", "".join(SENTENCES[:5]) + OTHER),
])
def test_no_reprint(name, date, text):
    assert reprints([ORIGINAL, ("b", date, text)]) == {}


def test_bulletins_of_two_days_are_two_texts():
    assert reprints([("a", "2020-03-02", bulletin(1, 5, 231)), ("b", "2020-03-03", bulletin(2, 12, 243))]) == {}
    assert reprints([("a", "2020-03-02", bulletin(1, 5, 231)), ("b", "2020-03-03", bulletin(1, 5, 231))]) == {"b": "a"}


def test_the_earliest_counts_whatever_the_order():
    texts = [ORIGINAL, ("b", "2020-03-02", "".join(SENTENCES[:6])), ("c", "2020-03-03", "".join(SENTENCES[:5])), ("d", "", TEXT), ("e", "2020-02-01", OTHER * 2),
             ("A", "2020-03-01", TEXT)]
    right = {"a": "A", "b": "A", "c": "A", "d": "A"}
    for seed in range(6):
        assert reprints(random.Random(seed).sample(texts, len(texts))) == right


def test_nothing_and_odd_texts():
    assert reprints([]) == {}
    assert reprints([("a", "", ""), ("b", "no date", "\ud800" * 300), ("c", "", "字" * 500)]) == {}


def test_many_texts_that_share_a_sentence_are_compared_with_few(monkeypatch):
    import kg.reprints

    texts = [(f"{n:04}", "2020-03-01", SENTENCES[0] + "".join(random.Random(n).choices("".join(SENTENCES) + OTHER, k=300))) for n in range(400)]
    pairs = list(kg.reprints._candidates([kg.reprints.sketch(t).shingles for _, _, t in texts]))
    assert len(pairs) <= kg.reprints.TRIED * len(texts)
    assert reprints(texts) == {}
