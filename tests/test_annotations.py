"""Our annotated articles: what is committed is sound, and what annotators write becomes it."""
import json

import pytest

from kg import ontology
from kg.train import annotations
from kg.train.annotations import FOLDER, agreement, digest, gold, load, outer, pack

TEXT = "聊城帮企业复工\n聊城市工信局印发《关于复工的通知》。副市长洪玉振到海星公司调研。"
NOTES = """# entities
o1 Organisation GovernmentBody 聊城市工信局 | =聊城市工业和信息化局
o2 Organisation Company 海星公司
h1 Person Official 洪玉振
pl1 Place AdministrativeArea 聊城 | =聊城市 ?
po1 Policy Document 关于复工的通知
R o1 hasJurisdiction pl1 | 聊城市工信局
R o1/pl1 issued po1 | date=2020-02-05 | 聊城市工信局印发《关于复工的通知》
R h1 visited o2 | 洪玉振到海星公司调研 ?
"""


def written(tmp_path, notes, text=TEXT, name="a-1"):
    """The stand-off folder and the corpus of one annotated article."""
    (tmp_path / f"{name}.ann").write_text(notes, "utf-8")
    corpus = tmp_path / "corpus.jsonl"
    title, body = text.split("\n", 1)
    corpus.write_text(json.dumps({"id": name, "title": title, "text": body}, ensure_ascii=False), "utf-8")
    (tmp_path / "first.jsonl").write_text(json.dumps(pack(tmp_path / f"{name}.ann", text), ensure_ascii=False) + "\n", "utf-8")
    return corpus


@pytest.mark.parametrize("file, least", [("first.jsonl", 120), ("second.jsonl", 20)])
def test_what_is_committed_is_sound(file, least):
    rows = [json.loads(line) for line in (FOLDER / file).read_text("utf-8").splitlines()]
    assert len({row["article"] for row in rows}) == len(rows) >= least
    for row in rows:
        entities = {e["id"]: e for e in row["entities"]}
        for e in entities.values():
            assert ontology.is_a(e["subtype"], e["type"])
            assert all(0 <= a < b for a, b in e["mentions"]) and e["mentions"] == sorted(e["mentions"])
            assert e["mentions"] or e.get("also"), (row["article"], e["id"])
        for r in row["relations"]:
            assert r["predicate"] in ontology.relations()
            assert {*r["subject"], *r["object"]} <= entities.keys()
            assert 0 <= r["evidence"][0] < r["evidence"][1]


def test_notes_become_stand_off_and_gold_again(tmp_path):
    corpus = written(tmp_path, NOTES)
    (article,) = load(corpus, folder=tmp_path)
    assert article.names("o1") == ["聊城市工信局", "聊城市工业和信息化局"]
    assert [(TEXT[a:b], e["id"]) for a, b, e in outer(article)] == [
        ("聊城", "pl1"), ("聊城市工信局", "o1"), ("关于复工的通知", "po1"), ("洪玉振", "h1"), ("海星公司", "o2")]
    found = gold(article)
    assert found["entities"][3] == {"id": "pl1", "type": "Place", "subtype": "AdministrativeArea", "names": ["聊城", "聊城市"], "optional": True}
    assert found["entities"][4]["subtype"] == "PolicyDocument"
    assert found["relations"][1] == {"s": ["o1", "pl1"], "p": "issued", "o": "po1", "date": "2020-02-05",
                                     "evidence": "聊城市工信局印发《关于复工的通知》"}


@pytest.mark.parametrize("line, message", [
    ("o9 Organisation GovernmentBody 沈阳市工信局", "not in the text"),
    ("o9 Organisation Official 聊城", "no class"),
    ("R o1 likes o2 | 印发", "no relation"),
    ("R o1 issued o8 | 印发", "o8"),
    ("R o1 issued po1", "no evidence"),
])
def test_a_slip_of_an_annotator_is_told_with_its_line(tmp_path, line, message):
    (tmp_path / "a-1.ann").write_text(NOTES + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=f"a-1.ann, line 10: .*{message}"):
        pack(tmp_path / "a-1.ann", TEXT)


def test_another_text_is_refused(tmp_path):
    corpus = written(tmp_path, NOTES)
    corpus.write_text(corpus.read_text("utf-8").replace("复工", "停工"), "utf-8")
    with pytest.raises(ValueError, match="with another text"):
        load(corpus, folder=tmp_path)
    assert digest("a") != digest("b")


def test_agreement_counts_what_both_require(tmp_path):
    (one,) = load(written(tmp_path, NOTES), folder=tmp_path)
    other_notes = NOTES.replace("h1 Person Official 洪玉振\n", "h1 Person Official 洪玉振 ?\n").replace(" | 洪玉振到海星公司调研 ?", " | 洪玉振到海星公司调研")
    (tmp_path / "two").mkdir()
    (other,) = load(written(tmp_path / "two", other_notes), folder=tmp_path / "two")
    same, apart = agreement(one, one), agreement(one, other)
    assert (same["entities"], same["relations"]) == ((4, 4, 4), (2, 2, 2))
    assert (apart["entities"], apart["relations"]) == ((3, 4, 3), (2, 2, 3))
    assert apart["entities Person"] == (0, 1, 0) and apart["relations visited"] == (0, 0, 1)


def test_gold_files_for_the_scorer(tmp_path, monkeypatch):
    corpus = written(tmp_path, NOTES)
    monkeypatch.setattr(annotations, "load", lambda c: load(c, folder=tmp_path))
    annotations.main("gold", str(corpus), str(tmp_path / "out"))
    assert (tmp_path / "out" / "text" / "a-1.txt").read_text("utf-8") == TEXT
    assert json.loads((tmp_path / "out" / "a-1.json").read_text("utf-8"))["doc"] == "a-1"
