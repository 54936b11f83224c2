"""The trained pipeline of the package, and the way to it: converters, training, scoring."""
import json
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
import spacy

import kg
from kg.recognise import decide
from kg.recognise.pipeline import COMPONENTS, FOLDER
from kg.recognise.sources.features import features
from kg.recognise.sources.tagger import Tagger
from kg.train import calibrate, data, decision, synthetic, taggers
from kg.train.annotations import Article
from kg.train.use import use

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


ARTICLE = Article("a", "王平到大连调研。\n海星公司开工。", {
    "p": {"id": "p", "type": "Person", "mentions": [[0, 2]]}, "l": {"id": "l", "type": "Place", "mentions": [[3, 5]]},
    "o": {"id": "o", "type": "Organisation", "mentions": [[9, 13]]}}, [])


def test_our_articles_become_sentences():
    assert list(data.ours([ARTICLE])) == [("王平到大连调研。", [(0, 2, "PER"), (3, 5, "LOC")]), ("\n", []), ("海星公司开工。", [(0, 4, "ORG")])]


def test_training_learns_each_set_by_its_conventions(folder):
    tagger = Tagger(taggers.of_sets(folder / "ner", [ARTICLE]))
    assert tagger.spans("李梅在沈阳", "m") == [(0, 2, "PER"), (3, 5, "LOC")]
    assert tagger.spans("海星公司经理王平", "c") == [(0, 4, "ORG"), (4, 6, "TITLE"), (6, 8, "PER")]
    for name, (source, sentences) in data.tests(folder / "ner", [ARTICLE]).items():
        assert taggers.score(tagger, source, sentences)["all"] == (1.0, 1.0, 1.0), name


def test_a_source_changes_only_its_own_features():
    ours, msra = features("王平在大连", "g"), features("王平在大连", "m")
    assert all(len(set(a) & set(b)) == len(a) - 5 for a, b in zip(ours, msra))


def test_the_decision_learns_what_speaks_for_a_name():
    rows = [(["good", "both"], 1), (["bad", "both"], 0)] * 20
    weights = decision.fit(rows)
    assert weights["good"] > 0 > weights["bad"] and abs(weights.get("both", 0)) < weights["good"]


def test_candidates_of_an_article_are_judged_by_its_readers():
    judged = Counter(y for _, y in decision.examples([ARTICLE]))
    assert judged[1] >= 3 and judged[0] > 0
    doubtful = replace(ARTICLE, entities={k: e | {"optional": True} for k, e in ARTICLE.entities.items()})
    assert Counter(y for _, y in decision.examples([doubtful]))[1] == 0


def test_confidence_is_the_share_of_such_claims_that_is_right():
    rows = [(f"a{i}", ["bias", "sure" if i % 2 else "doubtful"], bool(i % 2) or i % 4 == 0) for i in range(2000)]
    said = {tuple(signs): p for (_, signs, _), (p, _) in zip(rows, calibrate.apply(calibrate.fit(rows), rows))}
    assert said["bias", "sure"] > 0.9 and 0.4 < said["bias", "doubtful"] < 0.6
    assert len(calibrate.cross_validated(rows)) == len(rows)


def test_what_training_tries_is_gone_afterwards():
    before = decide.weights()
    with use(decision={"Person|bias": -99.0}):
        assert decide.weights() == {"Person|bias": -99.0}
    assert decide.weights() == before


def test_reader_and_decision_learn_from_forms_of_their_own():
    reader, decided = ({text for text, _ in islice(synthetic.sentences(which), 60)} for which in (1, 3))
    assert len(reader) > 50 < len(decided) and not reader & decided
    text, spans = next(synthetic.sentences(1))
    assert spans and all(0 <= a < b <= len(text) and kind in synthetic.CLASSES for a, b, kind in spans)
