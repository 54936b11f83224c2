"""The commands that show a sentence, write a graph in other formats, and compare two; completion; standard input."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, FishComplete, ZshComplete
from click.testing import CliRunner

import sample
from kg import diff, loading
from kg.cli import main
from kg.export import turtle

ROOT = Path(__file__).parents[1]


@pytest.fixture
def graph(tmp_path):
    turtle.write(sample.small(), tmp_path / "graph.ttl")
    return tmp_path / "graph.ttl"


def kg(*arguments, **more):
    return CliRunner().invoke(main, [*map(str, arguments)], **more)


def test_a_sentence_with_its_mentions_and_rules():
    shown = kg("show", "聊城市工信局与齐鲁晚报签署合作协议。副市长洪玉振到该局调研。").output
    assert shown.startswith("〔聊城市工信局｜政府机构〕与〔齐鲁晚报｜媒体〕签署合作协议。")
    assert "〔该局｜政府机构，指代〕" in shown
    assert "—合作 cooperatesWith→" in shown and "    rule " in shown
    assert "洪玉振 —走访 visited→ 聊城市工业和信息化局" in shown  # what the anaphor stands for


def test_a_sentence_without_relations_and_none():
    assert kg("show", "天气很好。").output == "天气很好。\n\nNo relation was found in it.\n"
    assert kg("show", "-", input="洪玉振。").output.startswith("〔洪玉振｜")
    empty = kg("show", " ")
    assert empty.exit_code == 1 and "give a sentence in quotes" in empty.output


def test_one_article_from_standard_input(tmp_path):
    article = "聊城市工信局与齐鲁晚报签署合作协议。"
    done = kg("build", "-", "--out", tmp_path, "--format", "ttl", input=article)
    assert done.exit_code == 0, done.output
    built = loading.load(tmp_path / "graph.ttl")
    assert list(built.documents) == ["stdin"] and built.evidence("聊城市工信局", "齐鲁晚报")
    done = kg("build", "-", "--out", tmp_path / "b", input=b"%PDF-1.4")
    assert done.exit_code == 1 and "Skipped -: What came on standard input is a damaged PDF file" in done.output


def test_standard_input_beside_files(tmp_path):
    (tmp_path / "stdin.txt").write_text("洪玉振。", "utf-8")
    done = kg("build", "-", tmp_path, "--out", tmp_path / "out", "--format", "ttl", input="聊城市。".encode("gb18030"))
    assert done.exit_code == 0 and len(loading.load(tmp_path / "out" / "graph.ttl").documents) == 2


def test_export_writes_what_is_asked_for_and_names_it(graph, tmp_path):
    done = kg("export", graph, "--format", "csv", "--format", "neo4j", "--format", "ttl", "--out", tmp_path / "out")
    files = {str(p) for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert done.exit_code == 0 and set(done.output.split()) == files and len(files) == 5
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == graph.read_bytes()


def test_export_says_what_is_wrong(graph, tmp_path, monkeypatch):
    assert "no file" in kg("export", tmp_path / "no.ttl", "--format", "csv").output
    assert "graphml" in kg("export", graph, "--format", "xls").output
    (tmp_path / "file").write_text("x")
    done = kg("export", graph, "--format", "csv", "--out", tmp_path / "file")
    assert done.exit_code == 1 and "Can't write to the folder" in done.output
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    done = kg("export", graph, "--format", "parquet", "--out", tmp_path / "p")
    assert done.exit_code == 1 and "pip install 'zhengtu[parquet]'" in done.output


def test_diff_tells_what_was_gained_and_lost(graph, tmp_path):
    old = sample.small()
    person = replace(old.entities["person-1"], id="person-2", name="王小明")
    gone, changed, *rest = old.statements
    new = replace(
        old,
        entities={**old.entities, "person-2": person},
        unconfirmed=(replace(gone, modality="planned"),),
        statements=(
            replace(changed, subject="person-2", predicate="holdsPost", id="claim-x"),
            *(replace(s, confidence=0.61) for s in rest),
        ),
    )
    turtle.write(new, tmp_path / "new.ttl")
    shown = kg("diff", graph, tmp_path / "new.ttl").output.splitlines()
    assert shown[0] == "+ 官员 Official: 王小明" and shown[-1] == "claims: 2 gained, 2 lost; entities: 1 gained, 0 lost"
    assert (
        "+ 王小明 —任职 holdsPost→ 海州市" in shown and "- 海州市人民政府 —发布 issued→ 关于稳定就业的若干意见" in shown
    )
    assert "+ 计划 海州市人民政府 —发布 issued→ 关于稳定就业的若干意见" in shown
    assert sum("印发《关于稳定就业的若干意见》" in line for line in shown) == 4
    assert kg("diff", graph, graph).output == "claims: 0 gained, 0 lost; entities: 0 gained, 0 lost\n"
    assert diff.diff(old, old.subgraph(article="b")).articles_lost == ("海州要闻",)


def test_every_command_has_an_example():
    for command in main.commands.values():
        assert "Example" in command.help and f"kg {command.name} " in command.help, command.name
    assert "Example" in main.help


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_completion(shell):
    complete = shell(main, {}, "kg", "_KG_COMPLETE")
    assert "_KG_COMPLETE" in complete.source()

    def offered(*arguments, begun=""):
        return [c.value for c in complete.get_completions(list(arguments), begun)]

    assert offered(begun="ex") == ["explain", "export"]
    assert "--format" in offered("export", begun="--")
    assert "gexf" in offered("export", "g.ttl", "--format", begun="g")
    assert offered("query", "g.ttl", "--name", begun="off") == ["officials-of"]
    assert offered("query", "g.ttl", "--name", "officials-of", "--param") == ["body="]
    assert offered("query", "g.ttl", "--name", "nothing", "--param") == []
