"""The whole way from sources to a graph: read, clean, recognise, relate, resolve."""
from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from os import PathLike, cpu_count
from typing import TYPE_CHECKING

from kg.clean import clean
from kg.curation import Curation, correct, read as read_curation
from kg.graph import Graph
from kg.integrity import check_model
from kg.processes import end_with_parent
from kg.read import read
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document, Extraction, Notice, Skipped
from kg.relate import relate
from kg.reprints import reprints
from kg.resolve import resolve

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 500_000            # characters of an article; spaCy takes a million, and SECONDS would be up before
SECONDS = 300                # that one article may take; the longest of a newspaper takes 2
ARTICLES_PER_PROCESS = 100   # with fewer, starting a process costs more than it saves

HELPERS = ("Post", "Date", "Amount")
NOTHING = "In the article {} no name was found; is it Chinese prose, and rightly decoded?"

CUT = f"The article {{}} has {{:,}} characters, of which the first {LONGEST:,} were read; split it into its parts."

Progress = Callable[[str, int, int], None]   # (stage, done, total; 0 if not known)


@dataclass(frozen=True, repr=False)
class Build:
    """What a build yields: the graph, what was left out and why, and how much there is of what."""

    graph: Graph
    skipped: tuple[Skipped, ...] = ()
    counts: dict[str, dict[str, int]] = field(default_factory=dict)   # "entities" by class, "relations" by kind
    notices: tuple[Notice, ...] = ()   # what the user should know of inputs with which nothing is wrong
    notes: tuple[str, ...] = ()        # what the corrections did, and which found nothing

    def __repr__(self) -> str:
        return f"<Build: .graph {self.graph!r}, .skipped {len(self.skipped)}>"

    def _repr_html_(self) -> str:
        return self.graph._repr_html_()


def build(
    sources: Iterable[str | PathLike[str]] | str | PathLike[str],
    model: str | None = None,
    processes: int | None = 1,
    progress: Progress | None = None,
    aliases: str | PathLike[str] | None = None,
    min_confidence: float = 0.0,
    corrections: str | PathLike[str] | None = None,
) -> Build:
    """The graph of the articles in `sources` (files, folders, globs).

    `model` is another installed spaCy pipeline to listen to as well. `processes` spreads the
    articles over so many processes (None: as many as pay); the result is the same, and a script that
    asks for more than one needs the usual `if __name__ == "__main__":`. `aliases` and `corrections`: curation files (see `kg.curation`).
    Claims less sure than `min_confidence` (0 to 1) are left out. An article that can't be used is in `skipped`, what else
    should be known of the inputs (files passed over, a guessed encoding, an article without a name) in `notices`.
    Raises OSError with a sentence if a model can't be loaded or is damaged, or a process is killed, ValueError for a broken curation file.
    """
    tell = progress or (lambda stage, done, total: None)
    if isinstance(sources, (str, PathLike)):
        sources = [sources]
    curation = sum((read_curation(file) for file in (aliases, corrections) if file is not None), Curation())
    check_model()
    nlp = make_pipeline(model)   # before any reading: a wrong name is told at once

    documents, skipped, notices = [], [], []
    for item in read(sources):
        if isinstance(item, Document) and len(item.text) > LONGEST:
            notices.append(Notice(item.path or item.id, CUT.format(item.id, len(item.text))))
            item = replace(item, text=item.text[:item.text.rfind("\n", LONGEST // 2, LONGEST) + 1 or LONGEST])
        (skipped if isinstance(item, Skipped) else notices if isinstance(item, Notice) else documents).append(item)
        tell("read", len(documents), 0)

    if processes is None:
        processes = min(len(documents) // ARTICLES_PER_PROCESS, cpu_count() or 1)
    extractions = []
    for done, item in enumerate(_extract_all(nlp, model, documents, processes), 1):
        (skipped if isinstance(item, Skipped) else extractions).append(item)
        if isinstance(item, Extraction) and not any(m.name and m.label not in HELPERS for m in item.mentions):
            notices.append(Notice(item.document.path or item.document.id, NOTHING.format(item.document.id)))
        tell("extract", done, len(documents))

    tell("resolve", 0, 0)
    graph, notes = correct(resolve(_with_reprints(extractions), curation), curation)
    if min_confidence > 0:
        graph = replace(graph, **{part: tuple(s for s in getattr(graph, part) if s.confidence >= min_confidence)
                                  for part in ("statements", "unconfirmed")})
    return Build(graph, tuple(sorted(skipped)), count(graph), tuple(sorted(notices)), notes)


def extract(nlp: Language, document: Document) -> Extraction:
    """What one article yields; a pure function of the article and the pipeline."""
    text = clean(document)
    (mentions,) = recognise(nlp, [text])
    return Extraction(document, text, mentions, relate(document, text, mentions))


def _with_reprints(extractions: list[Extraction]) -> list[Extraction]:
    """The same, where a document that reprints another says so."""
    first = reprints((e.document.id, e.clean.date, e.clean.text) for e in extractions)
    return [replace(e, document=replace(e.document, reprint_of=first[e.document.id])) if e.document.id in first else e for e in extractions]


def count(graph: Graph) -> dict[str, dict[str, int]]:
    """Number of entities of each class and of statements of each relation, names in order."""
    return {
        "entities": dict(sorted(Counter(e.label for e in graph.entities.values()).items())),
        "relations": dict(sorted(Counter(s.predicate for s in graph.statements).items())),
    }


def _extract_all(
    nlp: Language, model: str | None, documents: list[Document], processes: int
) -> Iterator[Extraction | Skipped]:
    """One result for each document, in their order however many processes work."""
    if processes <= 1 or len(documents) < 2:
        yield from (_try(nlp, d) for d in documents)
        return
    # spawn: the same on every system, and safe beside the threads of a notebook
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _start_worker, (model,))
    try:
        with _interrupts_held():
            results = pool.map(_work, documents, chunksize=8)
        yield from results
    except BrokenProcessPool as error:
        raise ChildProcessError(
            "A process was killed while it worked, perhaps for want of memory; try again with fewer processes."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _try(nlp: Language, document: Document) -> Extraction | Skipped:
    try:
        with _at_most(SECONDS):
            return extract(nlp, document)
    except _TooLong:
        return Skipped(
            document.path or document.id,
            f"The article {document.id} took longer than {SECONDS} seconds and was given up; split it, or look what is odd in it.",
        )
    except Exception as error:   # one article that breaks a rule must not cost the others
        return Skipped(
            document.path or document.id,
            f"The article {document.id} could not be analysed ({type(error).__name__}: {error}).",
        )


class _TooLong(BaseException):      # no Exception, so that nothing on the way takes it for an error of its own
    pass


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _TooLong when the time is up; where there are no alarms (Windows, a thread of a notebook), never."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back; the processes that are started meanwhile never get it, for it is ours to handle."""
    if not hasattr(signal, "pthread_sigmask"):   # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker_nlp: Language | None = None   # of a worker process


def _start_worker(model: str | None) -> None:
    global _worker_nlp
    end_with_parent()
    _worker_nlp = make_pipeline(model)


def _work(document: Document) -> Extraction | Skipped:
    return _try(_worker_nlp, document)
