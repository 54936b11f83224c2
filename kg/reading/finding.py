"""Which files the sources name: files, folders, globs."""
from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike

from kg.reading.base import Unusable
from kg.reading.formats import SHOWN, ending
from kg.records import Notice, Skipped


@dataclass(frozen=True, slots=True)
class File:
    """A file to read."""

    path: str    # as the user would name it
    real: str    # one file, one name
    stem: str    # its name without the ending


def find(sources: Iterable[str | PathLike[str]]) -> tuple[list[File], list[Skipped | Notice]]:
    """Every file once, in the order of names; and what is wrong with the sources, or was passed over in folders."""
    found: dict[str, str] = {}
    said: set[Skipped | Notice] = set()
    for source in sources:
        source = os.path.expanduser(os.fspath(source))
        try:
            paths, others = _expand(source)
        except Unusable as error:
            said.add(Skipped(printable(source), str(error)))
            continue
        if others:
            said.add(Notice(printable(source), passed_over(others)))
        for path in paths:
            real = os.path.realpath(path)
            found[real] = min(path, found.get(real, path))
    files = [File(path, real, stem(path)) for real, path in found.items()]
    return sorted(files, key=lambda f: (f.stem, f.real.split(os.sep))), sorted(said, key=lambda s: (s.path, repr(s)))


def _expand(source: str) -> tuple[list[str], list[str]]:
    """The files to read, and those to pass over."""
    if not source or "\0" in source:
        raise Unusable("That is no name of a file; name a file, a folder or a pattern such as 'articles/*.txt'.")
    if os.path.isdir(source):
        matches = [source]
    elif os.path.lexists(source):
        if not ending(source):
            kind = os.path.splitext(source)[1]
            named = f"has the ending {kind}" if kind else "has no ending"
            raise Unusable(f"The file {named}, but articles are {SHOWN}; save its text as .txt.")
        return [source], []
    elif glob.has_magic(source):
        matches = glob.glob(source, recursive=True)
        if not matches:
            raise Unusable("No file matches this pattern; check its spelling and the folder that you are in.")
    else:
        raise Unusable("There is no such file or folder; check its spelling and the folder that you are in.")

    paths = []
    for match in matches:
        paths += _walk(match) if os.path.isdir(match) else [match]
    read = [p for p in paths if ending(p)]
    others = [p for p in paths if not ending(p)]
    if not read:
        raise Unusable(f"It holds no article; put files there with the ending {SHOWN}."
                       + (f" {passed_over(others)}" if others else ""))
    return read, others


def _walk(top: str) -> list[str]:
    """The files of a folder and of all folders in it: not the hidden ones, not the pictures and scripts that a browser saved with a
    page, and not what an earlier build wrote."""
    paths = []
    for folder, folders, names in os.walk(top):
        pages = {os.path.splitext(n)[0] for n in names if n.lower().endswith((".html", ".htm"))}
        folders[:] = [f for f in folders if not f.startswith(".") and f != "__MACOSX"
                      and not any(f in (f"{p}_files", f"{p}.files") for p in pages)]
        built = "build.json" in names and any(n.startswith("graph.") for n in names)
        paths += [os.path.join(folder, n) for n in names
                  if not n.startswith((".", "~$")) and not (built and (n == "build.json" or n.startswith("graph.")))]
    return paths


def passed_over(paths: list[str]) -> str:
    """One sentence that names the files by their endings."""
    kinds = Counter(os.path.splitext(p)[1].lower() for p in paths)
    named = ", ".join(f"{n} {printable(kind) or 'without ending'}" for kind, n in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))[:12])
    return f"Passed over {len(paths)} file{'s' if len(paths) > 1 else ''} that by the ending can't be read here: {named}."


def stem(path: str) -> str:
    """The name of a file without folders and ending."""
    name = os.path.basename(path)
    return printable(name[: len(name) - len(ending(name))]) or "_"


def printable(name: str) -> str:
    """The name of a file whose bytes may be no UTF-8, as text that can be written anywhere."""
    return os.fsencode(name).decode("utf-8", "replace")
