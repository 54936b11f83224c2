"""What the user says of names wins over the rules, and every merge says why."""
import pytest
from click.testing import CliRunner

from kg import curation
from kg.cli import main
from kg.ontology import allows
from kg.pipeline import build
from kg.validate import validate

TEXT = "本报西宁2月5日电 青海省财政厅印发通知。省财政厅厅长王平说，江苏银行无锡分行为沈阳上博智像科技有限公司授信。上博智像复工，江苏银行也到场。"


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path / "a.txt"


def entity(graph, name):
    (found,) = [e for e in graph.entities.values() if name in (e.name, *e.aliases)]
    return found


def test_every_name_of_an_entity_says_why(article):
    graph = build(article).graph
    assert dict(entity(graph, "沈阳上博智像科技有限公司").joined)["上博智像"] == "short form in the same article"
    assert dict(entity(graph, "青海省财政厅").joined)["省财政厅"] == "named by its level; the article tells of which area"
    assert entity(graph, "江苏银行") is not entity(graph, "江苏银行无锡分行")


@pytest.mark.parametrize("line, name, other, one", [
    ("", "上博智像", "沈阳上博智像科技有限公司", True),
    ("上博智像,different-from,沈阳上博智像科技有限公司", "上博智像", "沈阳上博智像科技有限公司", False),
    ("", "江苏银行", "江苏银行无锡分行", False),
    ("江苏银行,same-as,江苏银行无锡分行", "江苏银行", "江苏银行无锡分行", True),
    ("# 说明\nname,relation,other\n\n江苏银行无锡分行, same-as ,江苏银行", "江苏银行", "江苏银行无锡分行", True),
    ("省财政厅,different-from,青海省财政厅", "省财政厅", "青海省财政厅", False),
    ("王平,same-as,江苏银行", "王平", "江苏银行", False),      # a person is no body, whoever says so
])
def test_the_file_wins(article, tmp_path, line, name, other, one):
    file = tmp_path / "aliases.csv"
    file.write_text(line.replace("# 说明\nname", "name"), "utf-8")
    graph = build(article, aliases=file).graph
    ids = {n: {e.id for e in graph.entities.values() if n in (e.name, *e.aliases, *(j for j, _ in e.joined))} for n in (name, other)}
    assert bool(ids[name] & ids[other]) is one
    if one and line:
        assert "said by the curation file" in dict(entity(graph, other).joined).values()


@pytest.mark.parametrize("content, message", [
    ("a,same-as", "line 1: expected NAME,same-as,OTHER"),
    ("a,same-as,b\na,equals,b", "line 2: expected"),
    ("a,same-as,a", "line 1: 'a' stands on both sides"),
    ("a,same-as,b\nb,different-from,a", "both that they are the same and that they differ"),
    (b"\xff\xfe", "not in UTF-8"),
])
def test_a_broken_file_is_told_and_nothing_is_written(article, tmp_path, content, message):
    file = tmp_path / "aliases.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match=message):
        curation.read(file)
    found = CliRunner().invoke(main, ["build", str(article), "--out", str(tmp_path / "out"), "--aliases", str(file)])
    assert found.exit_code == 1 and message in found.output and not list((tmp_path / "out").glob("graph*"))


def test_a_missing_file_is_told(article, tmp_path):
    found = CliRunner().invoke(main, ["build", str(article), "--out", str(tmp_path / "out"), "--aliases", str(tmp_path / "no.csv")])
    assert found.exit_code == 1 and "no.csv" in found.output


def test_explain_prints_names_reasons_places_and_rules(article, tmp_path):
    CliRunner().invoke(main, ["build", str(article), "--out", str(tmp_path / "out"), "--quiet"])
    found = CliRunner().invoke(main, ["explain", str(tmp_path / "out" / "graph.ttl"), "上博智像"])
    assert found.exit_code == 0
    assert "沈阳上博智像科技有限公司  企业 Company" in found.output
    assert "上博智像: short form in the same article" in found.output
    assert f"mentioned in a at {TEXT.index('沈阳上博')}–" in found.output and "by the rule seat-in-name" in found.output
    none = CliRunner().invoke(main, ["explain", str(tmp_path / "out" / "graph.ttl"), "没有的名字"])
    assert none.exit_code == 1 and "No entity" in none.output


def test_min_confidence_cuts(article):
    every = build(article).graph.statements
    sure = build(article, min_confidence=0.9).graph.statements
    assert sure and set(sure) == {s for s in every if s.confidence >= 0.9} and len(sure) < len(every)


def test_firms_of_different_legal_form_are_two(tmp_path):
    (tmp_path / "a.txt").write_text("记者从沃森生物技术股份有限公司获悉，其子公司玉溪沃森生物技术有限公司生产的疫苗上市。", "utf-8")
    graph = build(tmp_path / "a.txt").graph
    assert entity(graph, "沃森生物技术股份有限公司") is not entity(graph, "玉溪沃森生物技术有限公司")


def test_corrections_win_and_say_what_they_did(article, tmp_path):
    file, aliases = tmp_path / "corrections.csv", tmp_path / "aliases.csv"
    before = build(article).graph
    (post,) = [s for s in before.statements if s.predicate == "holdsPost"]
    file.write_text("name,relation,other\r\n王平,not-holdsPost,青海省财政厅,a\r\n沈阳上博智像科技有限公司,is-a,PublicInstitution\r\n"
                    "没有的人,is-a,Official\r\n江苏银行,not-partOf,没有的银行\r\n江苏银行,same-as,江苏银行无锡分行\r\n", "utf-8")
    result = build(article, corrections=file)
    assert not [s for s in result.graph.statements if s.predicate == "holdsPost"] and post.id not in {s.id for s in result.graph.statements}
    assert entity(result.graph, "沈阳上博智像科技有限公司").label == "PublicInstitution"
    assert entity(result.graph, "江苏银行") is entity(result.graph, "江苏银行无锡分行")
    assert result.notes[0].startswith("Corrected: 1 classes; 1 links taken away as wrong") and len(result.notes) == 3
    assert any("没有的人" in n for n in result.notes) and any("没有的银行" in n for n in result.notes)
    found = CliRunner().invoke(main, ["build", str(article), "--out", str(tmp_path / "out"), "--corrections", str(file), "-q", "--format", "ttl"])
    assert found.exit_code == 0 and "1 links taken away" in found.output and '"corrections": "corrections.csv"' in (tmp_path / "out" / "build.json").read_text("utf-8")
    assert validate(tmp_path / "out" / "graph.ttl") == []
    aliases.write_text("江苏银行,different-from,江苏银行无锡分行", "utf-8")
    with pytest.raises(ValueError, match="both that they are the same and that they differ"):
        build(article, aliases=aliases, corrections=file)


def test_a_class_that_bars_a_link_takes_it_along(article, tmp_path):
    file = tmp_path / "corrections.csv"
    file.write_text("青海省财政厅,is-a,PolicyDocument", "utf-8")
    result = build(article, corrections=file)
    ids = {entity(result.graph, "青海省财政厅").id}
    assert all(allows(result.graph.entities[s.subject].label, s.predicate, result.graph.entities[s.object].label) for s in result.graph.statements if {s.subject, s.object} & ids)
    assert "because no such link goes with the new class" in result.notes[0]


@pytest.mark.parametrize("content, message", [
    ("a,is-a,Bank", "expected one of the classes"), ("a,not-likes,b", "expected not- and one of the relations"), ("a,is-a,Company\na,is-a,Media", "of two classes"),
    ("a,same-as,b,c", "line 1: expected"),
])
def test_a_broken_correction_is_told(tmp_path, content, message):
    (tmp_path / "c.csv").write_text(content, "utf-8")
    with pytest.raises(ValueError, match=message):
        curation.read(tmp_path / "c.csv")
