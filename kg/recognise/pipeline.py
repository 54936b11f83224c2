"""The spaCy pipeline: our components after a blank Chinese tokeniser, or after another installed pipeline."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg import ontology
from kg.recognise import anaphors
from kg.recognise.decide import decide
from kg.recognise.lists import shared_places
from kg.recognise.ranks import officials
from kg.recognise.sources import other_model
from kg.records import CleanText, Mention

FOLDER = Path(str(files("kg"))) / "models" / "zh_zhengtu"
COMPONENTS = ("zhengtu_names", "zhengtu_anaphors")

for _name, _default in (("clean", None), ("mentions", ())):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def clean_of(doc: Doc) -> CleanText:
    """The CleanText of a Doc; of a Doc made from a bare string, one without sections or asides."""
    if doc._.clean is None:
        doc._.clean = CleanText(doc.text, tuple(range(len(doc.text) + 1)))
    return doc._.clean


def without_authors(mentions: Iterable[Mention], clean: CleanText) -> tuple[Mention, ...]:
    """The mentions without persons in bylines and the like, who made the article and are not in what it tells."""
    return tuple(m for m in mentions if ontology.top(m.label) != "Person" or not any(a.start <= m.start < a.end for a in clean.asides))


@Language.factory("zhengtu_names")
def names_factory(nlp: Language, name: str):
    """Decides which names a text holds; sets `doc._.mentions` and `doc.ents`."""

    def run(doc: Doc) -> Doc:
        clean = clean_of(doc)      # whose text is that of the Doc, which puts it together anew each time it is asked
        decided = shared_places(decide(clean, other_model.find(doc)), clean.text)
        doc._.mentions = officials(without_authors(decided, clean), clean.text)
        spans = (doc.char_span(m.start, m.end, label=m.label) for m in doc._.mentions if not m.inner)
        doc.set_ents(filter_spans([s for s in spans if s is not None]))
        return doc

    return run


@Language.factory("zhengtu_anaphors")
def anaphors_factory(nlp: Language, name: str):
    """Adds to `doc._.mentions` what stands for something named elsewhere: 该公司, 全市, 他."""

    def run(doc: Doc) -> Doc:
        found = anaphors.find(clean_of(doc).text, doc._.mentions)
        taken = {(m.start, m.end) for m in found}      # a post that stands for a person is one no more
        kept = (m for m in doc._.mentions if (m.start, m.end) not in taken)
        doc._.mentions = tuple(sorted((*kept, *found), key=lambda m: (m.start, -m.end)))
        return doc

    return run


def make_pipeline(model: str | None = None) -> Language:
    """A pipeline that fills `doc._.mentions`.

    `model`: name or path of another spaCy pipeline (zh_core_web_trf, …); its entities join the
    candidates of our sources. None: our own trained pipeline, which comes with the package.
    Raises OSError with a sentence for the user if `model` can't be loaded.
    """
    if model is None:
        return spacy.load(FOLDER)
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise OSError(
            f"The spaCy pipeline {model!r} could not be loaded ({str(error).splitlines()[0]}); "
            f"install it (python -m spacy download {model}) or leave --model out."
        ) from error
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def blank_pipeline() -> Language:
    """Our components behind a blank Chinese tokeniser: what the folder of the package was written from."""
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def recognise(nlp: Language, cleans: Iterable[CleanText]) -> Iterator[tuple[Mention, ...]]:
    """Mentions of each text, in the order of `cleans`."""
    def docs() -> Iterator[Doc]:
        for clean in cleans:
            doc = nlp.make_doc(clean.text)
            doc._.clean = clean
            yield doc

    for doc in nlp.pipe(docs()):
        yield doc._.mentions
