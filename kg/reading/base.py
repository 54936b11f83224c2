"""What every reader takes and gives."""
from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

LARGEST = 32 * 1024 * 1024    # bytes of one article; a book has about 2 MB
LARGEST_MANY = 256 * 1024 * 1024   # bytes of a file that holds many (a table, an archive) and must be in memory whole
LINES_TOLD = 20               # bad lines of one file that get a sentence each
HAN = re.compile(r"[㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff]")
EMPTY = "is empty; put the text of an article into it, or leave it out."


class Unusable(Exception):
    """Says in a sentence why an input, or a part of it, can't be used."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive, as a reader sees it."""

    name: str                          # without folders
    open: Callable[[], io.BufferedIOBase]
    depth: int = 0                     # in how many archives it lies

    def data(self, largest: int = LARGEST) -> bytes:
        """All its bytes; Unusable if there are more than `largest`."""
        with self.open() as file:
            data = file.read(largest + 1)
        if len(data) > largest:
            what = "one article can be; split it into articles" if largest == LARGEST else "can be read at once; split it"
            raise Unusable(f"The file is larger than {largest >> 20} MB, more than {what}.")
        return data


@dataclass(frozen=True, slots=True)
class Extract:
    """One article as a reader found it; the fields are those of `kg.records.Document`."""

    text: str
    id: str = ""
    place: str = ""               # which part of the file it is, if the file has several
    title: str = ""
    date: str = ""
    source: str = ""
    number: str = ""
    issuer: str = ""
    encoding: str = ""
    extractor: str = ""
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()   # sentences for the user


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file: of an archive, attached to a mail."""

    name: str     # with the folders that it has in there
    source: Source


Found = Extract | Member | Unusable   # what a reader yields; an Unusable costs only a part


def library(name: str, package: str, ending: str) -> ModuleType:
    """The module `name` of an optional `package`; Unusable with a sentence if it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise Unusable(f"Reading {ending} needs the library {package}; "
                       "install it with: pip install 'zhengtu[documents]'.") from error


def made_by(package: str) -> str:
    """Name and version of an extracting library."""
    return f"{package} {version(package)}"


def article(title: str, text: str) -> str:
    """The text under its title, which is not said twice."""
    return text if not title or text.lstrip().startswith(title.strip()) else f"{title}\n{text}"


def chinese(text: str, what: str = "The file") -> str:
    """`text`; Unusable if there is no Chinese in it."""
    if not text.strip():
        raise Unusable(f"{what} {EMPTY}")
    if not HAN.search(text):
        if HAN.search(_undone(text)):
            raise Unusable(f"{what} seems to be decoded wrongly (its UTF-8 was read as Latin-1, as in å¸‚); save it in its right encoding.")
        raise Unusable(f"{what} has no Chinese text; only Chinese articles can be read.")
    return text


def _undone(text: str) -> str:
    return text[:5000].encode("cp1252", "ignore").decode("utf-8", "ignore")
