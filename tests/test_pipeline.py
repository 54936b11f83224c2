"""From sources to a graph: order, purity, processes, and articles that break something."""
import pytest

import kg.pipeline
from kg.pipeline import build, count, extract
from kg.read import read
from kg.recognise.pipeline import make_pipeline

ARTICLES = {
    "a": "海州市工信局出台十条措施\n本报海州3月2日电（记者 李小明）海州市工业和信息化局印发《关于支持中小企业稳定发展的若干措施》。"
         "海州市工业和信息化局局长陈志强介绍，全市已有三百家企业复工。\n",
    "b": "服务企业在一线\n近日，辽宁省沈阳市副市长王建军到沈阳东方机械有限公司调研。"
         "沈阳市发展和改革委员会与中国建设银行签署合作协议。\n",
    "c": "交通运输部发布通知\n交通运输部发布《关于做好春季运输工作的通知》，要求各地抓好落实。\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def test_build_finds_entities_and_statements_with_their_sentences(folder):
    result = build([folder])
    assert list(result.graph.documents) == ["a", "b", "c"]
    assert result.skipped == ()
    names = {n for e in result.graph.entities.values() for n in (e.name, *e.aliases)}
    assert {"陈志强", "沈阳东方机械有限公司", "关于做好春季运输工作的通知"} <= names
    assert result.graph.statements
    for statement in result.graph.statements:
        evidence = statement.evidence
        assert result.graph.documents[evidence.document].text[evidence.start:evidence.end] == evidence.quote
        assert {statement.subject, statement.object} <= set(result.graph.entities)
    assert result.counts == count(result.graph)
    assert sum(result.counts["relations"].values()) == len(result.graph.statements)


def test_one_source_need_not_be_in_a_list(folder):
    assert build(str(folder)).graph == build(folder).graph == build([folder]).graph


def test_extraction_is_a_pure_function(folder):
    nlp = make_pipeline()
    first, *others = read([folder])
    once = extract(nlp, first)
    for other in others:
        extract(nlp, other)
    assert extract(nlp, first) == once == extract(make_pipeline(), first)


def test_order_of_sources_and_number_of_processes_do_not_matter(folder):
    files = sorted(folder.glob("*.txt"))
    alone = build(files)
    assert build(reversed(files)) == alone
    assert build(files, processes=2) == alone


def test_an_article_that_breaks_a_rule_costs_only_itself(folder, monkeypatch):
    def relate(document, clean, mentions):
        if document.id == "b":
            raise ValueError("no such thing")
        return ()

    monkeypatch.setattr(kg.pipeline, "relate", relate)
    result = build([folder])
    (skipped,) = result.skipped
    assert list(result.graph.documents) == ["a", "c"]
    assert skipped.path.endswith("b.txt")
    assert skipped.reason == "The article b could not be analysed (ValueError: no such thing)."


def test_progress_is_told_to_the_last_article(folder):
    told = []
    build([folder], progress=lambda *step: told.append(step))
    assert ("extract", 3, 3) in told
    assert [stage for stage, *_ in told] == sorted((s for s, *_ in told), key=["read", "extract", "resolve"].index)


def test_a_model_that_is_not_there_is_told_before_reading(folder, monkeypatch):
    monkeypatch.setattr(kg.pipeline, "read", lambda sources: pytest.fail("read first"))
    with pytest.raises(OSError, match="zh_no_such_model"):
        build([folder], model="zh_no_such_model")


def test_nothing_in_gives_an_empty_graph(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = build([tmp_path])
    assert not result.graph.documents and not result.graph.entities and len(result.skipped) == 1


def test_what_should_be_known_of_inputs_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("沈阳市财政局印发通知。", "utf-8")
    (tmp_path / "b.txt").write_text("今天天气很好，大家都去散步。", "utf-8")
    (tmp_path / "c.jpg").write_bytes(b"")
    said = [n.sentence for n in build([tmp_path]).notices]
    assert any("Passed over 1 file" in s and ".jpg" in s for s in said)
    assert any("article b no name was found" in s for s in said) and not any("article a " in s for s in said)


def test_what_too_few_articles_say_is_left_out(tmp_path):
    one, two = "沈阳市财政局印发《关于扶持养蜂业的若干意见》。", "大连市财政局印发《关于扶持渔业的若干意见》。"
    for name, text in {"a": one + two, "b": "据介绍，" + one, "c": "日前，" + one}.items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")

    def issued(support: int) -> set[str]:
        graph = build(tmp_path, min_support=support).graph
        return {graph.entities[s.subject].name for s in graph.statements if s.predicate == "issued"}

    assert issued(1) == {"沈阳市财政局", "大连市财政局"} and issued(3) == {"沈阳市财政局"} and issued(4) == set()


def test_a_reprint_and_its_original_are_one_article(tmp_path):
    text = "\n".join(ARTICLES.values())
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert build(tmp_path).graph.statements and not build(tmp_path, min_support=2).graph.statements


def test_without_bylines_who_only_reports_is_nobody_of_the_graph(tmp_path):
    (tmp_path / "a.txt").write_text("新华社沈阳3月2日电（记者 李小明）沈阳市财政局局长陈志强出席会议。\n", "utf-8")

    def names(bylines: bool) -> set[str]:
        return {e.name for e in build(tmp_path, bylines=bylines).graph.entities.values()}

    assert names(True) - names(False) == {"新华社"} or names(True) - names(False) == {"新华通讯社"}
    assert "陈志强" in names(False)
