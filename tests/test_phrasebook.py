"""Plain sentences stay understood: the phrasebook's figures, and that its data hold what they promise.

KG_PHRASEBOOK=all (or any number) fills each form 12 times (so many times) instead of 3.
"""

import os
from collections import Counter

import pytest

import phrasebook
from kg import ontology

RELATIONS = sorted({f.relation for f in phrasebook.forms()})
FILLINGS = phrasebook.FAST
if chosen := os.environ.get("KG_PHRASEBOOK"):
    FILLINGS = phrasebook.ALL if chosen == "all" else int(chosen)


@pytest.fixture(scope="module")
def shares():
    return phrasebook.table(phrasebook.measure(FILLINGS))


@pytest.mark.parametrize("relation", [*RELATIONS, "all"])
def test_plain_forms_are_understood(shares, relation):
    floor = phrasebook.floors(FILLINGS).get(relation)
    if floor is None:
        pytest.skip(
            f"No floors for {FILLINGS} fillings; python tests/phrasebook.py --pin --fillings {FILLINGS} writes them."
        )
    for what, value, least in zip(("found", "refused", "right with any name"), shares[relation], floor, strict=True):
        assert value >= least, (
            f"{relation}: {what} {value:.3f}, once {least:.3f}; python tests/phrasebook.py --misses 20 shows which"
        )


def test_every_relation_has_enough_forms():
    count = Counter((f.relation, f.wrong) for f in set(phrasebook.forms()))
    assert len(RELATIONS) == 13 and set(RELATIONS) <= set(ontology.relations())
    assert all(count[r, False] >= 40 and count[r, True] >= 15 for r in RELATIONS), count
    expected = Counter(
        q.partition("=")[0] for f in phrasebook.forms() if f.relation == "holdsPost" for q in f.expected.split(";")
    )
    assert expected["former"] >= 10 and expected["acting"] >= 4 and expected["modality"] >= 5 and expected["from"] >= 4


def test_every_class_has_enough_names():
    names = phrasebook.names()
    assert len(phrasebook.forms()) == len(set(phrasebook.forms()))
    for kind in (
        "city",
        "xian",
        "district",
        "county",
        "pdept",
        "cdept",
        "central",
        "person",
        "foreigner",
        "company",
        "bank",
        "unit",
        "doc",
        "pack",
        "programme",
        "event",
        "newbody",
        "park",
        "town",
        "village",
        "country",
        "amount",
    ):
        assert len(set(names[kind])) >= 60, kind
    for kind, words in names.items():
        assert "{" in words[0] or len(words) == len(set(words)), f"{kind} has a name twice"


def test_a_filling_is_the_same_each_time_and_draws_no_name_twice():
    form = phrasebook.Form("partOf", False, "{company}收购{company2}，{cbody~}批准", "{company}", "{company2}")
    first, again, other = phrasebook.fill(form, 0), phrasebook.fill(form, 0), phrasebook.fill(form, 1)
    assert first == again and first.text != other.text
    assert not first.subjects & first.objects and first.text.endswith("。")


def test_what_counts_as_right():
    form = phrasebook.Form("holdsPost", False, "{person}任{city}市长", "{person}", "{city}*", "市长|市委书记")
    s = phrasebook.fill(form, 0)
    person, city = set(s.subjects), {sorted(s.objects, key=len)[0]}
    say = lambda title, modality="stated", **more: [(person, "holdsPost", city, {"title": title, **more}, modality)]  # noqa: E731
    assert phrasebook.right(s, say("市长")) and phrasebook.right(s, say("书记"))
    assert not phrasebook.right(s, say("副市长")) and not phrasebook.right(s, say("市长", former="曾任"))
    assert not phrasebook.right(s, say("市长", "planned")) and not phrasebook.right(s, [])
    wrong = phrasebook.fill(phrasebook.Form("holdsPost", True, form.text, form.subject, form.object), 0)
    assert (
        not phrasebook.right(wrong, say("市长"))
        and phrasebook.right(wrong, say("市长", former="曾任"))
        and phrasebook.right(wrong, [])
    )
    assert phrasebook.same_post("甲局办公室", "主任", "甲局", "办公室主任") and not phrasebook.same_post(
        "甲局", "局长", "甲局", "副局长"
    )
