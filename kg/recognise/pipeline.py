"""The spaCy pipeline: our components after a blank Chinese tokeniser, or after another installed pipeline."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.recognise import anaphors, events, organisations, persons, places, policies, quantities, select, tagger  # noqa: F401 (they register factories)
from kg.recognise import model as _model  # noqa: F401
from kg.records import CleanText, Mention

FOLDER = Path(str(files("kg"))) / "models" / "zh_zhengtu"
COMPONENTS = (
    "zhengtu_tagger", "zhengtu_quantities", "zhengtu_places", "zhengtu_organisations", "zhengtu_persons",
    "zhengtu_policies", "zhengtu_events", "zhengtu_select", "zhengtu_anaphors",
)


def make_pipeline(model: str | None = None) -> Language:
    """A pipeline that fills `doc._.mentions`.

    `model`: name or path of another spaCy pipeline (zh_core_web_trf, …); its entities join the
    candidates of our components. None: our own trained pipeline, which comes with the package.
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
    nlp.add_pipe("zhengtu_model")
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
