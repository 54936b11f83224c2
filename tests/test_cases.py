"""Nothing false at high confidence: kinds of sentences that are easily read wrongly, in words of our own (`cases.tsv`)."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from kg.pipeline import extract
from kg.recognise.pipeline import make_pipeline
from kg.records import Document
from kg.resolve.across import join
from kg.resolve.local import local

ROWS = [line.split("\t") for line in Path(__file__).with_name("cases.tsv").read_text("utf-8").splitlines() if line and line[0] != "#"]
BY_NAME = ("area-in-name", "seat-in-name", "parent-in-name", "sent-to")
SHOWN = 0.6      # what the explorer and the queries show by default


@lru_cache(maxsize=1)
def pipeline():
    return make_pipeline()


def graph_of(text: str):
    return join([local(extract(pipeline(), Document("article", text)))])


def claims(graph, least: float) -> set[str]:
    """The claims of a graph that are as sure, in the words of `cases.tsv`."""
    found = set()
    for s in (*graph.statements, *graph.unconfirmed):
        if s.confidence < least or s.rule in BY_NAME:
            continue
        q = dict(s.qualifiers)
        more = [s.modality] if s.modality != "stated" else []
        more += [f"{k}={q[k]}" for k in ("title", "saidBy", "to", "amount") if q.get(k)]
        ends = [graph.entities[s.subject].name, graph.entities[s.object].name]
        if s.predicate == "cooperatesWith":
            ends.sort()
        found.add(" ".join((ends[0], s.predicate, ends[1], *more)))
    return found


def written(cell: str) -> set[str]:
    found = set()
    for claim in filter(None, cell.split("; ")):
        a, relation, rest = claim.partition(" cooperatesWith ")
        b, blank, more = rest.partition(" ")
        found.add(" ".join(sorted((a, b))[:1] + ["cooperatesWith"] + sorted((a, b))[1:]) + blank + more if relation else claim)
    return found


@pytest.mark.parametrize("kind, text, right", [(*row, "")[:3] for row in ROWS], ids=[f"{i}-{row[0]}" for i, row in enumerate(ROWS)])
def test_an_article_claims_what_it_says_and_no_more(kind, text, right):
    graph = graph_of(text.replace("\\n", "\n"))
    assert claims(graph, SHOWN) <= written(right)
    assert written(right) <= claims(graph, 0)


@pytest.mark.parametrize("text, body, area", [
    ("滨海体育中心建成。", "滨海体育中心", None),
    ("东海舰队举行演练。", "东海舰队", None),
    ("北辰药业有限公司上月成立。", "北辰药业有限公司", None),
    ("北辰药业有限公司在天津市西青区的仓库开业。", "北辰药业有限公司", "北辰区"),
    ("北京国际邮件互换局发布消息。", "北京市国际邮件互换局", None),
    ("广州市侨青委召开会议。", "广州市侨青委", None),
    ("兴国县法院开庭。", "兴国县法院", "兴国县"),
    ("长春市民张女士报警，朝阳公安分局破获一起案件。", "长春市朝阳区公安分局", "朝阳区"),
    ("丹东市卫健委通报。", "丹东市卫生健康委员会", "丹东市"),
])
def test_the_area_of_a_body_is_what_its_name_says_there(text, body, area):
    graph = graph_of(text)
    found = [graph.entities[s.object].name for s in graph.statements
             if graph.entities[s.subject].name == body and s.predicate in ("hasJurisdiction", "locatedIn")]
    assert body in {e.name for e in graph.entities.values()}
    assert found == ([area] if area else [])


@pytest.mark.parametrize("text, nobody", [
    ("加快沈大鞍城际铁路前期工作。", "沈大鞍"),
    ("推进区域眼科医学中心落地，争创国家老年医学中心。", "争创国家老年医学中心"),
    ("一旦本溪钢铁厂与远山集团达成合作，企业将受益。", "一旦本溪钢铁厂"),
    ("本报营口3月5日讯 营口市市长卢志强到营口港调研。编辑 高翔 校对 何蕾", "何蕾"),
    ("内江市市长秦刚强主持会议。\n供稿：张立新 摄影：李向东", "李向东"),
    ("Anthropic与谷歌公司合作。", "Anthropic与谷歌公司"),
    ("含市融资担保公司的机构出台措施。", "含市融资担保公司"),
])
def test_what_is_no_name_is_none(text, nobody):
    assert nobody not in {name for e in graph_of(text).entities.values() for name in (e.name, *e.aliases)}
