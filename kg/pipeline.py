"""The whole way from sources to a graph: read, clean, recognise, relate, resolve."""
from __future__ import annotations

import signal
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache as cached, partial
from multiprocessing import get_context
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kg import spark
from kg.cache import Cache, version
from kg.clean import clean
from kg.curation import Curation, correct, read as read_curation
from kg.graph import Graph
from kg.integrity import check_model
from kg.pack import pack, unpack
from kg.processes import end_with_parent, worth_starting
from kg.read import read
from kg.records import Document, Extraction, Mention, Notice, Skipped, Statement
from kg.relate import relate
from kg.reprints import Sketches
from kg.resolve import Local, join, local, packing

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 500_000            # characters of an article; spaCy takes a million, and SECONDS would be up before
SECONDS = 300                # that one article may take; the longest of a newspaper takes 2
TRIAL = 1.0                  # seconds of work after which it is decided whether more processes pay

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
    cached: int = field(default=0, compare=False)     # articles that were not read again, for the cache had what they yield
    problems: tuple[str, ...] = field(default=(), compare=False)     # what is wrong with the cache

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
    cache: str | PathLike[str] | None = None,
    min_support: int = 1,
    bylines: bool = True,
    engine: str = "local",
    master: str | None = None,
) -> Build:
    """The graph of the articles in `sources` (files, folders, globs).

    `model` is another installed spaCy pipeline to listen to as well. `processes` spreads the
    articles over so many processes (None: as many as pay); the result is the same, and a script that
    asks for more than one needs the usual `if __name__ == "__main__":`. `aliases` and `corrections`: curation files (see `kg.curation`).
    `cache`: a folder where what articles yield is kept, and taken from while neither they nor the pipeline change (`kg.cache`).
    Claims less sure than `min_confidence` (0 to 1) are left out, and what fewer than `min_support` articles say (a reprint and its original
    are one). Without `bylines`, what only stands in datelines, bylines, credits and notes of editors (新华社) is not in the graph.
    `engine`: "local", or "spark" on the cluster `master` (see `kg.spark`), which takes the place of `processes`. An article that can't be used is in `skipped`, what else
    should be known of the inputs (files passed over, a guessed encoding, an article without a name) in `notices`.
    Raises OSError with a sentence if a model can't be loaded or is damaged, a process is killed, or Spark fails; ImportError where Spark is
    missing; ValueError for a broken curation file.
    """
    tell = progress or (lambda stage, done, total: None)
    curation = sum((read_curation(file) for file in (aliases, corrections) if file is not None), Curation())
    check_model()
    nlp = cached(partial(_make, model))
    if model is not None:
        nlp()      # before any reading: a wrong name is told at once; ours is only loaded where there is something to read

    documents: list[Document] = []
    skipped: list[Skipped] = []
    notices: list[Notice] = []
    for item in read([sources] if isinstance(sources, (str, PathLike)) else list(sources)):
        if isinstance(item, Document) and len(item.text) > LONGEST:
            notices.append(Notice(item.path or item.id, CUT.format(item.id, len(item.text))))
            item = replace(item, text=item.text[:item.text.rfind("\n", LONGEST // 2, LONGEST) + 1 or LONGEST])
        if isinstance(item, Skipped):
            skipped.append(item)
        elif isinstance(item, Notice):
            notices.append(item)
        else:
            documents.append(item)
        tell("read", len(documents), 0)

    read_anew = partial(spark.extract_all, model=model, master=master) if engine == "spark" else partial(_read_anew, nlp, model, processes)
    kept = Cache(Path(cache), version(nlp() if model else None), f"{curation} {bylines}") if cache is not None else None
    sketches, locals_, finished = Sketches(), [], False
    try:
        for done, found in enumerate(_extract_all(documents, kept, read_anew, partial(_local, curation, bylines)), 1):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                if not found.named:
                    notices.append(Notice(found.document.path or found.document.id, NOTHING.format(found.document.id)))
                sketches.add(found.document.id, found.document.date, found.sketch)
                locals_.append(found)
            tell("extract", done, len(documents))
        finished = True
    finally:
        if kept is not None:
            kept.close(finished)

    tell("resolve", 0, 0)
    first = sketches.reprints()
    for x in locals_:
        if x.document.id in first:
            x.document = replace(x.document, reprint_of=first[x.document.id])
    del sketches
    graph, notes = correct(join(locals_, curation), curation)
    if min_confidence > 0:
        graph = _only(graph, lambda s: s.confidence >= min_confidence)
    if min_support > 1:
        said = _support(graph)
        graph = _only(graph, lambda s: len(said[_what(s)]) >= min_support)
    return Build(graph, tuple(sorted(skipped)), count(graph), tuple(sorted(notices)), notes,
                 kept.hits if kept else 0, tuple(kept.problems) if kept else ())


def extract(nlp: Language, document: Document) -> Extraction:
    """What one article yields; a pure function of the article and the pipeline."""
    from kg.recognise.pipeline import recognise  # spaCy takes a second to load

    text = clean(document)
    (mentions,) = recognise(nlp, [text])
    return Extraction(document, text, mentions, relate(document, text, mentions))


def without_asides(extraction: Extraction) -> Extraction:
    """`extraction` without what stands in datelines, bylines, credits and notes of editors."""
    def told(m: Mention) -> bool:
        return not any(a.start <= m.start < a.end for a in extraction.clean.asides)

    return replace(extraction, mentions=tuple(m for m in extraction.mentions if told(m)),
                   claims=tuple(c for c in extraction.claims if told(c.subject) and told(c.object)))


def _only(graph: Graph, wanted: Callable[[Statement], bool]) -> Graph:
    return replace(graph, statements=tuple(filter(wanted, graph.statements)), unconfirmed=tuple(filter(wanted, graph.unconfirmed)))


def _what(s: Statement) -> tuple[str, ...]:
    """What a statement says, wherever it stands."""
    return s.subject, s.predicate, s.object, s.modality


def _support(graph: Graph) -> dict[tuple[str, ...], set[str]]:
    """What statements say → the articles that say so, a reprint as its original."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for s in (*graph.statements, *graph.unconfirmed):
        document = s.evidence.document
        found[_what(s)].add(graph.documents[document].reprint_of or document)
    return found


def count(graph: Graph) -> dict[str, dict[str, int]]:
    """Number of entities of each class and of statements of each relation, names in order."""
    return {
        "entities": dict(sorted(Counter(e.label for e in graph.entities.values()).items())),
        "relations": dict(sorted(Counter(s.predicate for s in graph.statements).items())),
    }


def _extract_all(documents: list[Document], cache: Cache | None, read_anew: Callable[[list[Document]], Iterator[bytes | Skipped]],
                 resolved: Callable[[Extraction], Local]) -> Iterator[Local | Skipped]:
    """One result for each document: first what is cached, then the rest, which is cached as it comes."""
    missing = []
    for document in documents:
        data, whole = cache.get(document) if cache is not None else (None, False)
        if data is None:
            missing.append(document)
        elif whole:
            yield packing.unpack(data, document)
        else:
            found = resolved(unpack(data, document))
            if cache is not None:
                cache.put(document, resolved=packing.pack(found))
            yield found
    for document, read_ in zip(missing, read_anew(missing), strict=True):
        if isinstance(read_, Skipped):
            yield read_
            continue
        found = resolved(unpack(read_, document))
        if cache is not None:
            cache.put(document, read_, packing.pack(found))
        yield found


def _local(curation: Curation, bylines: bool, extraction: Extraction) -> Local:
    return local(extraction if bylines else without_asides(extraction), curation)


def _make(model: str | None) -> Language:
    from kg.recognise.pipeline import make_pipeline

    return make_pipeline(model)


def _read_anew(make: Callable[[], Language], model: str | None, processes: int | None, documents: list[Document]) -> Iterator[bytes | Skipped]:
    """One result for each document, packed, in their order however many processes work."""
    if not documents:
        return
    nlp = make()
    began, tried = time.perf_counter(), 0
    while processes is None and tried < len(documents) and time.perf_counter() - began < TRIAL:
        yield try_to_extract(nlp, documents[tried])
        tried += 1
    if processes is None:      # the first ones show how long the others would take
        one = (time.perf_counter() - began) / max(1, sum(len(d.text) for d in documents[:tried]))
        processes = worth_starting(one * sum(len(d.text) for d in documents[tried:]))
    documents = documents[tried:]
    if processes <= 1 or len(documents) < 2:
        yield from (try_to_extract(nlp, d) for d in documents)
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


def try_to_extract(nlp: Language, document: Document) -> bytes | Skipped:
    """What one article yields, packed, or why nothing; it takes no longer than SECONDS."""
    try:
        with _at_most(SECONDS):
            return pack(extract(nlp, document))
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

    def stop(*_: object) -> None:
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
    _worker_nlp = _make(model)


def _work(document: Document) -> bytes | Skipped:
    assert _worker_nlp is not None      # _start_worker ran
    return try_to_extract(_worker_nlp, document)
