"""Who works with whom where no verb of a frame says it: wills, two countries, signs of provinces, 双方."""
import pytest

from kg.clauses import analyse
from kg.partners import partners
from kg.records import CleanText, Mention
from kg.surroundings import Surroundings

CODES = {"中国": "CN0000", "德国": "DE0000", "印度": "IN0000", "日本": "JP0000", "湖北省": "420000", "广东省": "440000"}


def read(text, *names):
    """(two partners, modality) of a text; `names`: the countries, areas and firms (…公司) in it."""
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            label = "Company" if name.endswith("公司") else "AdministrativeArea"
            found.append(Mention(at, at + len(name), name, label, name, CODES.get(name, "")))
            at = text.find(name, at + 1)
    clean = CleanText(text, tuple(range(len(text) + 1)))
    mentions = tuple(sorted(found))
    around = Surroundings(clean, mentions)
    return {(frozenset((r.subject.name, r.object.name)), r.modality) for s in analyse(clean, mentions) for r in partners(s, around)}


@pytest.mark.parametrize("text, names, two", [
    ("中国和德国都很大。中德加强沟通和合作。", ("中国", "德国"), {"中国", "德国"}),
    ("中国和印度是邻国。中印正在携手抗洪。", ("中国", "印度"), {"中国", "印度"}),
    ("日本重视对中国的关系，深化两国各领域合作。", ("中国", "日本"), {"中国", "日本"}),
    ("中国与德国会谈。\n会谈后，双方深化合作。", ("中国", "德国"), {"中国", "德国"}),
    ("印度也在场。\n日本愿同中国一道，共同维护稳定。", ("中国", "日本", "印度"), {"中国", "日本"}),
    ("湖北省和广东省是近邻，鄂粤两省加强合作。", ("湖北省", "广东省"), {"湖北省", "广东省"}),
])
def test_two_that_work_together(text, names, two):
    assert (frozenset(two), "stated") in read(text, *names)


def test_what_is_planned_stays_so():
    assert read("中国和德国会谈。两国将扩大合作。", "中国", "德国") == {(frozenset(("中国", "德国")), "planned")}


@pytest.mark.parametrize("text, names", [
    ("中国和德国会谈。希望两国扩大合作。", ("中国", "德国")),
    ("中国和德国会谈。如果两国扩大合作，会更好。", ("中国", "德国")),
    ("中国、德国和印度会谈。两国扩大合作。", ("中国", "德国", "印度")),
    ("大海公司在中国设厂，长河公司在德国。\n双方扩大合作。", ("中国", "德国", "大海公司", "长河公司")),
    ("日本不愿同中国合作。", ("日本", "中国")),
    ("大海公司愿同长河公司加强合作。", ("大海公司", "长河公司")),
    ("日本愿同中国保持联系。", ("日本", "中国")),
    ("湖北省很大，鄂粤两省加强合作。", ("湖北省",)),
])
def test_two_that_do_not(text, names):
    assert read(text, *names) == set()
