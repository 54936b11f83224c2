"""Rosters, notices, careers, tables and announcements in many layouts, all persons invented: who holds, or held, which post where."""

from pathlib import Path

import pytest

from kg.pipeline import extract
from kg.recognise.pipeline import make_pipeline
from kg.records import Document

PAGES = sorted((Path(__file__).parent / "rosters").glob("*.txt"))
FIELDS = 4  # person|body|title|what it is if not held today: former, planned


@pytest.fixture(scope="module")
def found():
    """name of the page → (posts that are read, posts that it states)."""
    nlp = make_pipeline()
    pages = {}
    for page in PAGES:
        text, _, stated = page.read_text(encoding="utf-8").partition("----\n")
        posts = {
            (c.subject.name, c.object.name or c.object.text, dict(c.qualifiers)["title"], KIND[c.modality])
            for c in extract(nlp, Document(page.stem, text)).claims
            if c.predicate == "holdsPost"
        }
        pages[page.stem] = posts, {tuple((line.split("|") + [""])[:FIELDS]) for line in stated.split()}
    return pages


KIND = {"stated": "", "ended": "former", "planned": "planned", "denied": "denied", "reported": "reported"}


def test_nearly_all_that_they_state_is_read(found):
    right = sum(len(posts & stated) for posts, stated in found.values())
    assert right >= 0.95 * sum(len(stated) for _, stated in found.values())


@pytest.mark.parametrize("page", [p.stem for p in PAGES])
def test_nothing_else_is(found, page):
    posts, stated = found[page]
    assert posts <= stated
