"""Cleaning: readable text, and always the way back to the file."""
import re
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from kg.clean import clean
from kg.records import Document


def cleaned(text, **more):
    return clean(Document("a", text, **more))


def folded(c):
    return unicodedata.normalize("NFKC", c).translate(str.maketrans("「」『』", "“”‘’"))


@pytest.mark.parametrize("raw, text", [
    ("青山|市|推进|复工|复产|，|支持|企业|。", "青山市推进复工复产，支持企业。"),
    ("共27 . 74万人、 2 7 . 7 4万人，占85 . 89%。", "共27.74万人、27.74万人，占85.89%。"),
    ("　　青山市出台措施。　　支持企业。", "青山市出台措施。\n支持企业。"),
    ("青山市２０２０年投入ＡＢ。", "青山市2020年投入AB。"),
    ("青山市复工后,3家企业开工(含小微)。", "青山市复工后，3家企业开工（含小微）。"),
    ("青山市\u200b复\ufeff工\x07。\r\n第二段。", "青山市复工。\n第二段。"),
    ("甲|乙，一个竖线不是分词。", "甲|乙，一个竖线不是分词。"),
])
def test_normalisers(raw, text):
    assert cleaned(raw).text == text


def test_hard_wraps_are_joined_and_headings_kept():
    raw = ("青山市复工忙\n\n面对突如其来的疫情，青山市工业和信\n息化局深入贯彻落实决策部署，坚持两\n手抓两不误，助力企业渡过难关，保持生\n产稳定运行，"
           "支持企业扩大产能和用工规\n模，确保按时交付订单。\n\n下一步，全市将继续加大支持力度，帮助\n企业解决资金问题，畅通物流和供应链条，\n确保复工复产有序推进。\n")
    assert cleaned(raw).text.split("\n")[:2] == [
        "青山市复工忙",
        "面对突如其来的疫情，青山市工业和信息化局深入贯彻落实决策部署，坚持两手抓两不误，助力企业渡过难关，保持生产稳定运行，支持企业扩大产能和用工规模，确保按时交付订单。",
    ]


def test_repeated_paragraph_is_kept_once():
    paragraph = "昌河县统筹疫情防控和重大项目开复工工作，建立全县重点项目开复工工作微信群，快速反映疫情。"
    assert cleaned(f"开头的一段。\n{paragraph}\n中间的一段。\n{paragraph}\n").text.count(paragraph) == 1


@pytest.mark.parametrize("raw, kind, span", [
    ("本报南京2月9日电 （记者申琳、姚青）江苏出台措施。", "dateline", "本报南京2月9日电"),
    ("中新网贵阳3月31日电（记者张伟）贵州印发方案。", "byline", "（记者张伟）"),
    ("标题\n本报记者　王　伟\n正文开始，青山市复工了。", "byline", "本报记者 王伟"),
    ("央视网消息（新闻联播）：青山市复工。", "dateline", "央视网消息（新闻联播）："),
    ("青山市复工。\n【编辑:李季】", "editor", "【编辑：李季】"),
    ("青山市复工。\n本报记者 狄文 摄\n第二段。", "credit", "本报记者 狄文 摄"),
    ("青山市复工。（责任编辑：李季）", "editor", "（责任编辑：李季）"),
    ("青山市复工。(完)", "editor", "（完）"),
    ("青山市复工。(执笔记者：李季；参与记者：王明、赵亮)", "byline", "（执笔记者：李季；参与记者：王明、赵亮）"),
    ("青山市复工。（青山日报记者赵亮）", "byline", "（青山日报记者赵亮）"),
    ("中新网青山4月2日电(赵亮)青山市复工。", "byline", "（赵亮）"),
    ("青山市复工。（赵亮）", "byline", "（赵亮）"),
    ("青山市复工。\n青山晚报记者赵亮", "byline", "青山晚报记者赵亮"),
    ("青山市复工\n作者赵亮\n青山市今天复工。", "byline", "作者赵亮"),
    ("青山市复工。\n策划：李季 审核：王明", "editor", "策划：李季 审核：王明"),
    ("青山市复工。\n文/李季 图/王明", "editor", "文/李季 图/王明"),
    ("青山市复工。\n来源：青山日报 作者：赵亮", "editor", "来源：青山日报 作者：赵亮"),
])
def test_asides(raw, kind, span):
    c = cleaned(raw)
    assert (kind, span) in [(a.kind, c.text[a.start:a.end]) for a in c.asides]


@pytest.mark.parametrize("raw", ["记者获悉，青山市复工。", "青山市表彰十名优秀编辑、记者。", "“作者权益要保护。”李季说。", "记者：请问青山市何时复工？", "青山市复工。（略）"])
def test_no_aside_where_a_sentence_speaks_of_reporters(raw):
    assert cleaned(raw).asides == ()


@pytest.mark.parametrize("line", [
    "上一篇：大江市市长到大江港调研", "下一篇：大江市财政局发布公告 上一篇：没有了", "当前位置：首页 > 新闻 > 要闻", "首页 > 新闻中心 > 政务要闻",
    "版权所有：青山市人民政府 ICP备05001号", "未经授权不得转载", "主办：青山市政府 承办：青山市大数据局", "【打印】 【关闭】", "浏览次数：12", "字号：大 中 小",
    "相关阅读：大江市复工", "相关链接\n大江市市长李季调研\n大江市复工"])
def test_what_a_page_has_around_its_article_is_dropped(line):
    article = "青山市今天复工，市长赵亮到企业调研。"
    assert cleaned(f"{article}\n{line}").text == article


@pytest.mark.parametrize("line", ["新版权所有人是谁，法院今天判决。", "相关链接的作用：青山市讲解。", "青山市公布不良信息举报办法，首页可以查阅。", "下一页的故事属于青山市。"])
def test_sentences_that_look_like_furniture_stay(line):
    assert cleaned(f"青山市今天复工。\n{line}").text.endswith(line)


@pytest.mark.parametrize("mark", "\u00ad\u200b\u2060\ufeff\ufe0f\u2066\u3164\U000e0041\x9f")
def test_invisible_characters_break_no_name(mark):
    raw = f"青山市{mark}财政局印{mark}发通知。"
    c = cleaned(raw)
    assert c.text == "青山市财政局印发通知。"
    assert raw[slice(*c.raw_span(3, 6))] == "财政局"


@pytest.mark.parametrize("raw, text", [
    ("青山市人民政 府办公室关于印发《青山市消费维 权办法》的通 知", "青山市人民政府办公室关于印发《青山市消费维权办法》的通知"),
    ("江苏 多措并举支持企业", "江苏 多措并举支持企业"),
    ("青山市 印发《 青山市 预算管理 办法 》。", "青山市印发《青山市预算管理办法》。"),
])
def test_blanks_that_ocr_put_into_words(raw, text):
    assert cleaned(raw).text == text


def test_traditional_characters_are_compared_as_simplified_and_quoted_as_printed():
    raw = "瀋陽市市長周國棟到瀋陽市財政局調研，出臺「復工」措施。\n他參觀了著名的瞭望塔。"
    c = cleaned(raw)
    assert c.text == "沈阳市市长周国栋到沈阳市财政局调研，出台“复工”措施。\n他参观了著名的瞭望塔。"
    assert c.printed == raw and c.quote(4, 9) == "長周國棟到"
    assert cleaned("沈阳市市长陳明调研，支持企业复工复产，要求各部门著名单落实，管好财政资金，提高资金使用效益，并到市财政局慰问。").printed == ""


def test_sections_of_a_round_up_and_of_places():
    c = cleaned("国内联播快讯\n贵州推进复工\n贵州省今天印发方案，支持企业复工复产。\n江西举行推介会\n江西省今天在南昌举行推介会，签约项目九十个。")
    assert [s.heading for s in c.sections] == ["国内联播快讯", "贵州推进复工", "江西举行推介会"]
    c = cleaned("各地推进复工。\n江苏 支持企业\n江苏省出台措施，支持企业复工复产。\n宁夏 减免租金\n宁夏出台措施，减免企业租金。")
    assert [s.heading for s in c.sections] == ["各地推进复工。", "江苏 支持企业", "宁夏 减免租金"] or \
        [s.heading for s in c.sections][1:] == ["江苏 支持企业", "宁夏 减免租金"]


def test_date_from_the_dateline_needs_a_year():
    assert cleaned("中新网贵阳3月31日电 2020年以来，贵州推进复工。").date == "2020-03-31"
    assert cleaned("中新网贵阳3月31日电 贵州推进复工。").date == ""
    assert cleaned("贵州推进复工。", date="2021-05-06").date == "2021-05-06"


PIECES = st.lists(st.sampled_from(
    ["青山市", "复工", "，", "。", "\n", "\n\n", " ", "　", "　　", "|", "1", "2 . 3", "（", ")", "，\n", "“好”", "本报讯 记者李明报道", "\r\n", "ＡＢ",
     "《通知》", "\u200b", "——", "江苏 支持企业"]), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=120)))
def test_every_clean_character_stands_for_one_of_the_file(raw):
    c = cleaned(raw)
    assert len(c.offsets) == len(c.text) + 1
    assert all(a <= b for a, b in zip(c.offsets, c.offsets[1:]))
    for character, at in zip(c.text, c.offsets):
        if not character.isspace():
            assert folded(character) == folded(raw[at]), (character, raw[at])
    assert "".join(f"{s.start}-{s.end}," for s in c.sections) == "".join(
        f"{a}-{b}," for a, b in zip([0, *(s.end for s in c.sections)], [s.end for s in c.sections]))


def test_a_quote_is_what_the_file_says():
    raw = "青山市财|政局|印|发|《|通|知|》|。|支|持|企业|。"
    c = cleaned(raw)
    start = c.text.index("支持")
    a, b = c.raw_span(start, len(c.text))
    assert re.sub(r"\|", "", raw[a:b]) == "支持企业。"


def test_a_roll_of_names_gets_marks_between_them():
    roll = "李鸿忠　王　宁　铁凝（女）　洛桑江村（藏族）　雪克来提·扎克尔（维吾尔族）　丁仲礼\n"
    cleaned = clean(Document("a", "副委员长\n" + roll + "会议闭幕。"))
    assert "李鸿忠、王宁、铁凝（女）、洛桑江村（藏族）、雪克来提·扎克尔（维吾尔族）、丁仲礼" in cleaned.text
    at = cleaned.text.index("铁凝")
    start, end = cleaned.raw_span(at, at + 2)
    assert ("副委员长\n" + roll)[start:end] == "铁凝"
