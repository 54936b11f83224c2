"""Relating real sentences: subjects carried over, negation, plans, qualifiers, evidence."""
import pytest

from kg.clean import clean
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document
from kg.relate import relate


@pytest.fixture(scope="module")
def claims():
    nlp = make_pipeline()

    def of(text):
        document = Document("a", text)
        c = clean(document)
        (mentions,) = recognise(nlp, [c])
        return relate(document, c, mentions)

    return of


def triples(found, predicate):
    return {(c.subject.text, c.object.text.strip("《》")) for c in found if c.predicate == predicate}


def test_a_list_of_issuers(claims):
    found = claims("近日，青海省财政厅、青海省教育厅联合印发《关于做好开学工作的通知》。")
    assert triples(found, "issued") == {("青海省财政厅", "关于做好开学工作的通知"), ("青海省教育厅", "关于做好开学工作的通知")}
    assert triples(found, "cooperatesWith") == {("青海省财政厅", "青海省教育厅")}


def test_the_subject_is_carried_to_the_next_clause_and_sentence(claims):
    found = claims("青海省财政厅召开会议，印发《关于做好春耕工作的通知》。随后，又出台《关于支持农业的若干措施》。")
    assert triples(found, "issued") == {("青海省财政厅", "关于做好春耕工作的通知"), ("青海省财政厅", "关于支持农业的若干措施")}
    named, carried = (c.confidence for c in found if c.predicate == "issued")
    assert carried < named


@pytest.mark.parametrize("text, modality", [
    ("青海省财政厅印发《关于做好春耕工作的通知》。", "stated"),
    ("青海省财政厅尚未印发《关于做好春耕工作的通知》。", "denied"),
    ("青海省财政厅停止印发《关于做好春耕工作的通知》。", "denied"),
    ("青海省财政厅拟印发《关于做好春耕工作的通知》。", "planned"),
    ("青海省财政厅将印发《关于做好春耕工作的通知》。", "planned"),
])
def test_facts_plans_and_denials_are_kept_apart(claims, text, modality):
    (claim,) = [c for c in claims(text) if c.predicate == "issued"]
    assert claim.modality == modality


@pytest.mark.parametrize("text", [
    "按照国务院部署，各地各部门印发《关于做好春耕工作的通知》。", "期待青海省财政厅印发《关于做好春耕工作的通知》。",
    "会议要求，印发《关于做好春耕工作的通知》。", "青海省财政厅要印发《关于做好春耕工作的通知》。",
    "希望青海省财政厅印发《关于做好春耕工作的通知》。", "如果青海省财政厅印发《关于做好春耕工作的通知》。", "青海省财政厅应印发《关于做好春耕工作的通知》。",
])
def test_what_is_wished_or_supposed_is_no_claim(claims, text):
    assert [c for c in claims(text) if c.predicate == "issued"] == []


def test_post_with_its_title_and_former(claims):
    found = [c for c in claims("青海省财政厅原厅长王平接受调查。") if c.predicate == "holdsPost"]
    assert [(c.subject.text, c.object.text, dict(c.qualifiers)) for c in found] == [("王平", "青海省财政厅", {"title": "厅长", "former": "原"})]


def test_two_posts_and_two_persons(claims):
    found = claims("沈阳东方机械有限公司党委书记、董事长陈志强介绍情况。国务院副总理张国平、李小红出席。")
    posts = {(c.subject.text, dict(c.qualifiers)["title"]) for c in found if c.predicate == "holdsPost"}
    assert posts == {("陈志强", "党委书记"), ("陈志强", "董事长"), ("张国平", "副总理"), ("李小红", "副总理")}


def test_amount_and_date_of_support(claims):
    (claim,) = [c for c in claims("2月5日，江苏银行为沈阳东方机械有限公司授信1000万元。") if c.predicate == "supports"]
    assert (claim.subject.text, claim.object.text) == ("江苏银行", "沈阳东方机械有限公司")
    assert dict(claim.qualifiers)["amount"] == "1000万元" and dict(claim.qualifiers)["date"] == "2月5日"


def test_who_reports_takes_no_part(claims):
    found = claims("央视网消息（新闻联播）：国务院办公厅今天召开第三届全国质量大会。")
    assert {s for s, _ in triples(found, "participatesIn")} == {"国务院办公厅"}


def test_roles_of_an_event(claims):
    found = claims("青海省省长王平主持召开全省防汛工作会议，李小红出席会议。")
    roles = {(c.subject.text, dict(c.qualifiers)["role"]) for c in found if c.predicate == "participatesIn"}
    assert ("王平", "presides") in roles


def test_evidence_is_the_sentence_and_its_place_in_the_file(claims):
    raw = "第一句话。青海省|财政厅|印发|《|关于|做好|春耕|工作|的|通知|》|。|第三句话|。"
    (claim,) = [c for c in claims(raw) if c.predicate == "issued"]
    assert claim.evidence.quote == "青海省财政厅印发《关于做好春耕工作的通知》。"
    assert raw[claim.evidence.start:claim.evidence.end].replace("|", "") == claim.evidence.quote


def test_what_a_name_says_is_said_once(claims):
    found = claims("青海省财政厅开会。青海省财政厅发文。")
    assert len([c for c in found if c.predicate == "hasJurisdiction"]) == 1


def test_a_roll_of_hundreds_ends(claims):
    """Two ways to read each comma of a list would make more readings than can ever be tried."""
    bodies = "、".join(f"{a}市{b}局" for a in ("沈阳", "大连", "鞍山", "抚顺", "锦州", "铁岭") for b in ("财政", "教育", "民政", "司法", "统计", "审计", "水利"))
    assert claims(f"出席的有{bodies}。") is not None
