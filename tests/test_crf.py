"""The taggers in numpy say what CRFsuite says, for which they were trained."""
import lzma
from importlib.resources import files

import numpy as np
import pycrfsuite
import pytest

from kg.recognise.crf import Crfs
from kg.recognise.sources.features import SURNAME, features, number, numbers
from kg.recognise.sources.tagger import MODELS, tag

SENTENCES = (
    "辽宁省铁岭市市长王建国26日会见了远航机械有限公司董事长李明一行。", "《关于促进就业的若干意见》由市人社局印发；", "王",
    "ＡＢＣ公司（第①批）１２％ of\u3000x\ty。", "𠀀𠮷镇\x00\u200b党委。", "买买提·吐尔逊任喀什地区专员！", "第" * 300 + "届会议。")


@pytest.mark.parametrize("source", ["g", "msra"])
def test_a_feature_is_the_number_of_its_string(source):
    columns = numbers(list(SENTENCES), source).T
    rows = [row for s in SENTENCES for row in features(s, source)]
    assert len(rows) == len(columns)
    for row, column in zip(rows, columns):
        wanted = [number(f) for f in row]
        assert column.tolist() == (wanted if row[-1] == SURNAME else [*wanted, 0])


def test_all_taggers_give_each_character_the_label_of_crfsuite():
    models = [lzma.decompress(files("kg").joinpath("models", *path.split("/")).read_bytes()) for path in MODELS.values()]
    ours = Crfs(models)
    found = ours.tag(numbers(list(SENTENCES)), np.array(list(map(len, SENTENCES))))
    for i, model in enumerate(models):
        theirs = pycrfsuite.Tagger()
        theirs.open_inmemory(model)
        assert [ours.labels[i][n] for n in found[:, i]] == [label for s in SENTENCES for label in theirs.tag(features(s))]
    assert len(set(found[:, 0].tolist())) > 5


def test_what_is_no_model_is_told():
    with pytest.raises(ValueError, match="CRFsuite"):
        Crfs([b"no model at all"])


@pytest.mark.parametrize("text", ["", "\n\n", "。"])
def test_a_text_without_words_has_no_names(text):
    assert tag(text) == []
