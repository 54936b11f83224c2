"""Files to Documents. What kinds of files there are is in `kg/reading/`."""
from __future__ import annotations

import io
import os
import stat
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from os import PathLike

from kg.reading import facts, formats
from kg.reading.base import LARGEST, LINES_TOLD, Extract, Member, Source, Unusable
from kg.reading.finding import File, find, passed_over, printable, stem
from kg.records import Document, Notice, Skipped

BROKEN = "The file could not be read ({}), it may be made to do harm; save its text as .txt."
Item = Document | Skipped | Notice


def read(sources: Sequence[str | PathLike[str]] | str | PathLike[str]) -> Iterator[Item]:
    """The articles in `sources`; a Skipped for each input that can't be used, a Notice of what the user should know of others.
    Never raises for an input.

    A source is a file, a folder (with all folders in it), a glob, or - for one article on standard input. Files of a folder or glob that are no
    articles by their ending are passed over, which a Notice says. A file reached in
    two ways counts once. The order is that of the file names, then of the lines of a file, whatever
    the order of `sources`. Two articles of one name: the later gets the name of its folder (a record:
    of its file) before its own.

    `Document.text` is what a text file holds, line ends as they are, without the byte order mark: offsets count after
    it. The text of a record is its title, a line feed, and its text, or the text alone if it starts with the title.
    """
    sources = [sources] if isinstance(sources, (str, PathLike)) else list(sources)
    files, said = find(s for s in sources if s != "-")
    yield from said
    taken: dict[str, int] = {}
    if "-" in sources:
        yield from _read_stream(taken)
    guessed: dict[str, list[str]] = defaultdict(list)
    for file in files:
        shown = printable(file.path)
        bad = 0
        for item in _read_file(file, shown, taken):
            bad += isinstance(item, Skipped)
            if isinstance(item, Document) and item.encoding not in ("", "utf-8"):
                guessed[item.encoding].append(item.path)
            if not isinstance(item, Skipped) or bad <= LINES_TOLD:
                yield item
        if bad > LINES_TOLD:
            yield Skipped(shown, f"{bad - LINES_TOLD} more parts of it after these were no articles and were left out; is it a file of articles?")
    for encoding, paths in sorted(guessed.items()):
        distinct = list(dict.fromkeys(paths))
        yield Notice(distinct[0], f"Read as {encoding.upper()}, not UTF-8{_others(len(distinct) - 1)}.")


def _read_stream(taken: dict[str, int]) -> Iterator[Item]:
    data = sys.stdin.buffer.read(LARGEST + 1)
    file = File("-", os.path.join(os.getcwd(), "stdin"), "stdin")
    try:
        yield from _read_source(Source("stdin.txt", lambda: io.BytesIO(data)), file, "-", taken)
    except Unusable as error:
        yield Skipped("-", str(error).replace("The file", "What came on standard input", 1))
    except Exception as error:   # as for a file
        yield Skipped("-", BROKEN.format(type(error).__name__))


def _others(number: int) -> str:
    return f"; so were {number} more files" if number > 1 else "; so was one more file" if number else ""


def _read_file(file: File, shown: str, taken: dict[str, int]) -> Iterator[Item]:
    try:
        if not stat.S_ISREG(os.stat(file.path).st_mode):
            raise Unusable("It is neither a file nor a folder but a pipe or device; copy what it gives to a file.")
        yield from _read_source(Source(os.path.basename(file.path), lambda: open(file.path, "rb")), file, shown, taken)
    except Unusable as error:
        yield Skipped(shown, str(error))
    except OSError as error:
        yield Skipped(shown, f"The file could not be read ({error.strerror or error}); check that it is there and yours to read.")
    except Exception as error:   # one file that breaks a library must not cost the others
        yield Skipped(shown, BROKEN.format(type(error).__name__))


def _read_source(source: Source, file: File, shown: str, taken: dict[str, int]) -> Iterator[Item]:
    """The articles of a file, and of the files within it."""
    passed = []
    for found in formats.read(source):
        if isinstance(found, Unusable):
            yield Skipped(shown, str(found))
        elif isinstance(found, Extract):
            document = _document(found, file, shown, taken)
            taken[document.id] = 2
            yield document
            yield from (Notice(shown, note) for note in found.notes)
        elif isinstance(found, Member) and not formats.ending(found.name):
            passed.append(found.name)
        else:
            inner = f"{shown}/{found.name}"
            try:
                yield from _read_source(found.source, File(inner, f"{file.real}{os.sep}{found.name.replace('/', os.sep)}", stem(found.name)), inner, taken)
            except Unusable as error:
                yield Skipped(inner, str(error))
    if passed:
        yield Notice(shown, passed_over(passed))


def _document(found: Extract, file: File, shown: str, taken: dict[str, int]) -> Document:
    wanted = found.id or "-".join(filter(None, (file.stem, found.place)))
    head = facts.find(found.text)
    return Document(
        _unique(wanted, file, taken), found.text, found.title or head.title, found.date or head.date, found.source or head.source, shown,
        found.number or head.number, found.issuer or head.issuer, found.encoding, found.extractor, found.pages)


def _unique(wanted: str, file: File, taken: dict[str, int]) -> str:
    """`wanted`, or with the names of as many folders before it as make it unique."""
    parts = [printable(p) for p in file.real.split(os.sep)[:-1] if p]
    if wanted != file.stem:
        parts.append(file.stem)   # a record: the file is its folder
    name = wanted
    while name in taken and parts:
        name = f"{parts.pop()}-{name}"
    while name in taken:
        name, taken[wanted] = f"{wanted}-{taken[wanted]}", taken[wanted] + 1
    return name
