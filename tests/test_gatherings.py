"""Which event a general word means, who is at it, and who meets whom."""
import pytest

from kg.clean import clean
from kg.gatherings import gatherings
from kg.recognise.anaphors import antecedents
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document
from kg.relate import relate

FORUM = "青山数字经济论坛5日在青山市开幕。"
MEETING = "全省防汛工作会议5日在青山市召开。"
NAMES = ("王建平", "李春梅")


@pytest.fixture(scope="module")
def taking_part():
    nlp = make_pipeline()

    def of(text, modality="stated"):
        document = Document("a", text)
        c = clean(document)
        (mentions,) = recognise(nlp, [c])
        means = antecedents(mentions, c)
        found = [x for x in relate(document, c, mentions) if x.predicate == "participatesIn" and x.modality == modality]
        return {(x.subject.name, means.get(x.object, x.object).name, dict(x.qualifiers)["role"]) for x in found}

    return of


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form, role", [
    ("省长{}主持会议。", "presides"), ("会议由省长{}主持。", "presides"), ("省长{}出席会议并讲话。", "attends"), ("省长{}参加。", "attends"),
    ("省长{}在会上强调，要抓好落实。", "attends"), ("会上，省长{}通报了情况。", "attends"), ("省长{}作了讲话。", "attends"),
    ("省长{}作总结讲话。", "attends"), ("省长{}在讲话中指出，要抓好落实。", "attends"), ("省长{}代表国务院致辞。", "attends"),
    ("会议听取了省长{}作的情况汇报。", "attends"), ("会议听取了省长{}受国务院委托作的报告。", "attends"), ("省长{}应邀作题为“治水之道”的报告。", "attends"),
    ("与会的省长{}接受采访。", "attends"),
])
def test_a_general_word_or_none_means_the_event_that_is_told(taking_part, name, form, role):
    assert (name, "全省防汛工作会议", role) in taking_part(MEETING + form.format(name))


@pytest.mark.parametrize("form", [
    "省长{}在学习全省防汛工作会议精神时说，要抓好落实。", "省长{}介绍，去年全省防汛工作会议提出了目标。", "邀请省长{}参加。", "省长{}将出席会议。",
    "省长{}缺席会议。", "省长{}未参加。", "希望省长{}出席会议。", "省长{}先后发表15次讲话。", "省长{}认为，要抓好落实。",
])
def test_who_is_not_said_to_be_there_is_not(taking_part, form):
    assert not [x for x in taking_part(MEETING + form.format("王建平")) if x[0] == "王建平"]


def test_one_who_will_come_is_planned(taking_part):
    assert taking_part(MEETING + "省长王建平将出席会议。", "planned") == {("王建平", "全省防汛工作会议", "attends")}


def test_what_another_says_of_a_speech_is_of_no_place(taking_part):
    assert not [x for x in taking_part(MEETING + "省长王建平指出，李春梅主席发表重要讲话，指明了方向。") if x[0] == "李春梅"]


def test_bodies_speak_through_their_people(taking_part):
    found = taking_part(MEETING + "省财政厅、省水利厅主要负责同志作交流发言。")
    assert {s for s, o, _ in found if o == "全省防汛工作会议"} >= {"省财政厅", "省水利厅"}


def test_hosts_and_their_helpers(taking_part):
    found = taking_part(FORUM + "论坛由省财政厅主办，省水利厅承办，省教育厅、省科技厅协办。")
    assert {(s, role) for s, _, role in found} == {(s, "hosts") for s in ("省财政厅", "省水利厅", "省教育厅", "省科技厅")}


def test_lists_with_their_number_and_posts_behind(taking_part):
    found = taking_part(MEETING + "王建平、李春梅、赵国强等12位省政协常委、委员作大会发言。")
    assert {s for s, _, _ in found} >= {"王建平", "李春梅", "赵国强"}


@pytest.mark.parametrize("headline, text", [
    ("王建平会见来访总统", "省长王建平5日在青山市会见法国总统桑托斯。"),
    ("王建平会见法国总统", "5日，省长王建平在青山市会见了来访的法国总统桑托斯。"),
    ("王建平同法国总统举行会谈", "省长王建平5日同法国总统桑托斯举行会谈。"),
    ("王建平同法国总统通电话", "5日晚，省长王建平应约同法国总统桑托斯通电话。"),
])
def test_who_meets_whom_is_what_a_headline_tells(taking_part, headline, text):
    found = taking_part(f"{headline}\n{text}\n李春梅参加会见。" if "会见" in headline else f"{headline}\n{text}")
    assert {s for s, o, _ in found if o == headline} >= {"王建平", "桑托斯"} | ({"李春梅"} if "会见" in headline else set())


def test_another_meeting_is_not_that_of_the_headline(taking_part):
    found = taking_part("王建平会见法国总统\n省长王建平5日会见法国总统桑托斯。\n同日，王建平会见了世界银行行长詹姆斯。")
    assert "詹姆斯" not in {s for s, _, _ in found}


@pytest.mark.parametrize("headline", ["王建平将会见法国总统", "各界热议王建平在会见法国总统时的讲话"])
def test_no_headline_of_a_meeting(taking_part, headline):
    assert not [x for x in taking_part(headline + "\n省长王建平说，要抓好落实。")]


@pytest.mark.parametrize("text, noun, meant", [
    ("{青山论坛}5日开幕。{防汛工作会议}同日召开。他出席", "会议", "防汛工作会议"),
    ("{防汛工作会议}召开，传达{全国水利大会}精神。他出席", "会议", "防汛工作会议"),
    ("{青山论坛}举行{捐赠仪式}。他出席", "仪式", "捐赠仪式"),
    ("{防汛工作会议}5日召开。\n会议指出，{全国水利大会}上提出的目标。\n他出席", "会议", "防汛工作会议"),
    ("{防汛工作会议}5日召开，为召开{全国水利大会}作准备。他出席", "大会", "防汛工作会议"),
    ("他出席{全国水利大会}。\n本市召开座谈会，听取意见。他主持", "会议", None),
    ("他学习{全国水利大会}精神。他主持", "会议", None),
    ("{防汛工作会议}召开。他出席", "签约仪式", None),
])
def test_what_is_told_comes_before_what_is_cited(text, noun, meant):
    from test_readings import marked

    c, mentions = marked(text.replace("{", "[").replace("}", ":Meeting]"))
    found = gatherings(c, mentions).meant(len(c.text), noun)
    assert (found and found.name) == meant
