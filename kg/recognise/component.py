"""What every recognising component shares: the Doc extensions and the wrapper that makes a factory of a finder."""
from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.records import CleanText, Mention

Finder = Callable[[str, CleanText, list[Mention]], list[Mention]]

for _name, _default in (("clean", None), ("candidates", None), ("mentions", ())):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def clean_of(doc: Doc) -> CleanText:
    """The CleanText of a Doc; of a Doc made from a bare string, one without sections or asides."""
    if doc._.clean is None:
        doc._.clean = CleanText(doc.text, tuple(range(len(doc.text) + 1)))
    return doc._.clean


def component(name: str, find: Finder) -> Callable:
    """The spaCy factory `name`, registered: the mentions of `find` are appended to `doc._.candidates`."""

    def run(doc: Doc) -> Doc:
        earlier, clean = doc._.candidates or [], clean_of(doc)
        doc._.candidates = earlier + find(clean.text, clean, earlier)
        return doc

    @Language.factory(name)
    def factory(nlp: Language, name: str):  # spaCy asks for these two names
        return run

    return factory
