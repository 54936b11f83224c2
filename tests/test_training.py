"""The trained pipeline of the package, and the way to it: converters, training, scoring."""
import json
from pathlib import Path

import pytest
import spacy

import kg
from kg.recognise.sources.features import features
from kg.recognise.pipeline import COMPONENTS, FOLDER
from kg.recognise.sources.tagger import Tagger
from kg.train import data
from kg.train import __main__ as training

TEXT = "青海省财政厅厅长王平说，江苏银行无锡分行为沈阳东方机械有限公司授信。"


def test_the_pipeline_loads_like_any_other():
    nlp = spacy.load(FOLDER)
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert [(e.text, e.label_) for e in nlp(TEXT).ents] == [
        ("青海省财政厅", "GovernmentBody"), ("厅长", "Post"), ("王平", "Official"), ("江苏银行无锡分行", "FinancialInstitution"),
        ("沈阳东方机械有限公司", "Company")]
    both = list(nlp.pipe([TEXT, "大连市副市长王平出席会议。"], batch_size=2))
    assert [len(d.ents) for d in both] == [5, 3]


def test_the_pipeline_is_small_and_says_what_it_is():
    assert sum(f.stat().st_size for f in FOLDER.rglob("*") if f.is_file()) < 20_000_000
    meta = json.loads((FOLDER / "meta.json").read_text("utf-8"))
    assert meta["version"] == kg.__version__ and meta["license"] == "MIT" and meta["performance"]
    card = (FOLDER.parent / "README.md").read_text("utf-8")
    for name, f in meta["performance"].items():
        if name.endswith(" all"):
            assert f"{f:.3f}" in card, f"{name} is {f} in meta.json, but not in the model card"


@pytest.fixture
def folder(tmp_path):
    """The sets in miniature."""
    (tmp_path / "ner" / "MSRA").mkdir(parents=True)
    sentences = [("王平在大连", "B-PER I-PER O B-LOC I-LOC"), ("李梅在沈阳", "B-PER I-PER O B-LOC I-LOC")] * 4
    bio = "".join("".join(f"{c}\t{t}\n" for c, t in zip(text, tags.split())) + "\n" for text, tags in sentences)
    for part in ("train", "test"):
        (tmp_path / "ner" / "MSRA" / f"msra_{part}_bio").write_text(bio, "utf-8")
    clue = {"text": "海星公司经理王平", "label": {"company": {"海星公司": [[0, 3]]}, "position": {"经理": [[4, 5]]}, "name": {"王平": [[6, 7]]}, "game": {"王": [[6, 6]]}}}
    for part in ("train", "dev"):
        (tmp_path / "ner" / f"clue_{part}.json").write_text((json.dumps(clue, ensure_ascii=False) + "\n") * 4, "utf-8")
        (tmp_path / "ner" / f"resume_{'test' if part == 'dev' else part}.txt").write_text("王 B-NAME\n平 E-NAME\n任 O\n经 B-TITLE\n理 E-TITLE\n\n" * 4, "utf-8")
    return tmp_path


def test_converters(folder):
    assert next(data.columns(folder / "ner" / "MSRA" / "msra_train_bio")) == ("王平在大连", [(0, 2, "PER"), (3, 5, "LOC")])
    assert next(data.clue(folder / "ner" / "clue_train.json")) == ("海星公司经理王平", [(0, 4, "ORG"), (4, 6, "TITLE"), (6, 8, "PER")])
    assert next(data.columns(folder / "ner" / "resume_train.txt")) == ("王平任经理", [(0, 2, "PER"), (3, 5, "TITLE")])


def test_training_learns_each_set_by_its_conventions(folder, monkeypatch):
    monkeypatch.setattr(data, "ours", lambda corpus, fold=None, held_out=False: iter([("王平到大连调研", [(0, 2, "PER"), (3, 5, "LOC")])]))
    tagger = Tagger(training.train(folder))
    assert tagger.spans("李梅在大连", "m") == [(0, 2, "PER"), (3, 5, "LOC")]
    assert tagger.spans("海星公司经理王平", "c") == [(0, 4, "ORG"), (4, 6, "TITLE"), (6, 8, "PER")]
    for name, (source, sentences) in data.tests(folder / "ner", folder / "corpus", 0).items():
        assert training.score(tagger, source, sentences)["all"] == (1.0, 1.0, 1.0), name


def test_a_source_changes_only_its_own_features():
    ours, msra = features("王平在大连", "g"), features("王平在大连", "m")
    assert all(len(set(a) & set(b)) == len(a) - 5 for a, b in zip(ours, msra))


CORPUS = Path(__file__).parents[2] / "shared" / "data" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus in ../shared/data/corpus")
def test_the_halves_of_our_articles_are_disjoint_and_complete():
    every, first, second = (list(data.ours(CORPUS, fold)) for fold in (None, 0, 1))
    assert len(first) + len(second) == len(every) > 1000
    assert list(data.ours(CORPUS, 0, held_out=True)) == second
    assert sum(len(spans) for _, spans in every) > 2000
    assert all(0 <= a < b <= len(text) for text, spans in every for a, b, _ in spans)
