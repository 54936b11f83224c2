"""Where posts end, and which are of another time: claims of posts that do not hold today."""

import pytest

from kg.records import Document
from kg.relate import relate
from test_readings import marked


def posts(sentence):
    """{(person, body, title, modality)} of what a sentence with its names marked claims."""
    clean, mentions = marked(sentence)
    claims = relate(Document("a", clean.text), clean, mentions)
    return {(c.subject.text, c.object.name, dict(c.qualifiers)["title"], c.modality) for c in claims if c.predicate == "holdsPost"}


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("[王平:Official]退休前是[青海省高级人民法院:GovernmentBody][院长:Post]", {("王平", "青海省高级人民法院", "院长", "ended")}),
        ("[海西州财政局:GovernmentBody][局长:Post][李晓:Official]引咎辞职", {("李晓", "海西州财政局", "局长", "ended")}),
        ("[天河公司:Company][总经理:Post][何雨:OtherPerson]即将退休", {("何雨", "天河公司", "总经理", "stated")}),
        (
            "[2009年5月:Date][江海:Official]任[西宁市财政局:GovernmentBody][局长:Post]，"
            "[2013年:Date]调任[西宁市审计局:GovernmentBody][局长:Post]",
            {("江海", "西宁市财政局", "局长", "ended"), ("江海", "西宁市审计局", "局长", "stated")},
        ),
        (
            "[西宁市委:PartyBody][副书记:Post]、政法委[书记:Post][马宁:Official]主持",
            {("马宁", "西宁市委", "副书记", "stated"), ("马宁", "西宁市委政法委", "书记", "stated")},
        ),
        (
            "[互助县丹麻镇党委:PartyBody][原书记:Post][高会:Official]、纪委[原书记:Post][于和平:Official]被通报",
            {("高会", "互助县丹麻镇党委", "书记", "ended"), ("于和平", "互助县丹麻镇纪委", "书记", "ended")},
        ),
    ],
)
def test_posts_with_body_and_time(sentence, expected):
    assert posts(sentence) == expected
